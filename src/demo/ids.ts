import type { Address, Stamped } from "../domain/catalogue/records.ts";
import type {
  AddonId,
  CategoryId,
  CompanyId,
  OptionSetId,
  PaymentMethodId,
  PriceListId,
  RegisterId,
  SiteId,
  StaffId,
  TaxGroupId,
  TaxId,
} from "../domain/ids.ts";

/** Every id of the demo company, written down once: they are the same on each fresh start. */
export const COMPANY = 5678 as CompanyId;
/** The add-on that comes with the demo. It is a payment method and sends the online orders. */
export const DEMO_ADDON = 1 as AddonId;

export const SITE = { fitzroy: 823 as SiteId, southbank: 824 as SiteId };

export const REGISTER = {
  fitzroyCounter: 16 as RegisterId,
  fitzroyBar: 17 as RegisterId,
  southbankCounter: 18 as RegisterId,
  southbankTerrace: 19 as RegisterId,
};

export const STAFF = {
  owner: 732846 as StaffId,
  fitzroyManager: 732847 as StaffId,
  southbankManager: 732848 as StaffId,
  fitzroyBarista: 732849 as StaffId,
  southbankBarista: 732850 as StaffId,
  fitzroyWaiter: 732851 as StaffId,
  southbankWaiter: 732852 as StaffId,
  chef: 732853 as StaffId,
};

export const TAX = { gst: 829 as TaxId, levy: 830 as TaxId, wet: 831 as TaxId };

export const TAX_GROUP = {
  gst: 41 as TaxGroupId,
  liquor: 42 as TaxGroupId,
  bottle: 43 as TaxGroupId,
  none: 44 as TaxGroupId,
};

export const PRICE_LIST = {
  base: 301 as PriceListId,
  southbank: 302 as PriceListId,
  happyHour: 303 as PriceListId,
};

/** Screens of the menus, floor plans and what else ordering apps see have their ids where they are written down. */
export const MENU = { allDay: 2301, takeaway: 2302 };

export const METHOD = {
  cash: 1 as PaymentMethodId,
  card: 2 as PaymentMethodId,
  account: 3 as PaymentMethodId,
  voucher: 4 as PaymentMethodId,
  app: 5 as PaymentMethodId,
  rounding: 6 as PaymentMethodId,
};

export const REASON = { soldOut: 11, kitchenClosed: 12, tooBusy: 13, cannotDeliver: 14, duplicate: 15, other: 16 };

export const CATEGORY = {
  coffee: 5101 as CategoryId,
  tea: 5102 as CategoryId,
  cold: 5103 as CategoryId,
  pastries: 5104 as CategoryId,
  breakfast: 5105 as CategoryId,
  lunch: 5106 as CategoryId,
  burgers: 5107 as CategoryId,
  pasta: 5108 as CategoryId,
  mains: 5109 as CategoryId,
  sides: 5110 as CategoryId,
  desserts: 5111 as CategoryId,
  beer: 5112 as CategoryId,
  wine: 5113 as CategoryId,
  retail: 5114 as CategoryId,
  modifiers: 5115 as CategoryId,
};
export type CategoryKey = keyof typeof CATEGORY;

export const SET = {
  toppings: 2100 as OptionSetId,
  milk: 2101 as OptionSetId,
  size: 2102 as OptionSetId,
  breakfastExtras: 2103 as OptionSetId,
  eggs: 2104 as OptionSetId,
  bread: 2105 as OptionSetId,
  pastaExtras: 2106 as OptionSetId,
  doneness: 2107 as OptionSetId,
  sauce: 2108 as OptionSetId,
  dressing: 2109 as OptionSetId,
  scoopToppings: 2110 as OptionSetId,
  mealSide: 2111 as OptionSetId,
  mealBurger: 2112 as OptionSetId,
  mealDrink: 2113 as OptionSetId,
};
export type SetKey = keyof typeof SET;

/** When the demo company was set up: 4 February 2025, 9:30 in Melbourne. */
const SET_UP_AT = Date.UTC(2025, 1, 3, 22, 30);
export const STAMP: Stamped = { version: 1, createdAt: SET_UP_AT, updatedAt: SET_UP_AT };

export const ZONE = "Australia/Melbourne";

/** An address in Australia; Victoria unless a state is named. */
export const address = (id: number, street: string, city: string, postalCode: string, zone = "VIC"): Address => ({
  id,
  lines: street.split(", "),
  city,
  zone,
  postalCode,
  country: "AU",
});
