import type { PaymentMethod, Price, PriceList, RejectReason, Tax, TaxGroup } from "../domain/catalogue/records.ts";
import { productIdOf } from "./catalogue-products.ts";
import { DEMO_ADDON, METHOD, PRICE_LIST, REASON, STAMP, TAX, TAX_GROUP } from "./ids.ts";

export const taxes: readonly Tax[] = [
  { ...STAMP, id: TAX.gst, code: "GST", name: "GST", rate: "0.1" },
  { ...STAMP, id: TAX.levy, code: "LIQ", name: "Liquor levy", rate: "0.015" },
  { ...STAMP, id: TAX.wet, code: "WET", name: "Wine equalisation tax", rate: "0.29" },
];

export const taxGroups: readonly TaxGroup[] = [
  { ...STAMP, id: TAX_GROUP.gst, name: "GST", code: "GST", taxIds: [TAX.gst] },
  { ...STAMP, id: TAX_GROUP.liquor, name: "GST and liquor levy", code: "GSTLIQ", taxIds: [TAX.gst, TAX.levy] },
  { ...STAMP, id: TAX_GROUP.bottle, name: "GST and WET", code: "GSTWET", taxIds: [TAX.gst, TAX.wet] },
  { ...STAMP, id: TAX_GROUP.none, name: "GST free", code: "FRE", taxIds: [] },
];

const prices = (rows: readonly (readonly [product: string, amount: string, ex?: "ex"])[]): Record<string, Price> =>
  Object.fromEntries(rows.map(([name, amount, ex]) => [productIdOf(name), { amount, incTax: ex === undefined }]));

export const priceLists: readonly PriceList[] = [
  { ...STAMP, id: PRICE_LIST.base, name: "Base", parentId: null, prices: {} },
  {
    ...STAMP,
    id: PRICE_LIST.southbank,
    name: "Southbank",
    parentId: PRICE_LIST.base,
    prices: prices([
      ["Flat white", "5.20"],
      ["Latte", "5.20"],
      ["Cappuccino", "5.20"],
      ["Fresh orange juice", "9.50"],
      ["Smashed avocado", "24.50"],
      ["Big breakfast", "30.00"],
      ["Porterhouse 300g", "52.00"],
      ["Barramundi", "44.00"],
      ["Lantern lager pot", "7.50"],
      ["Lantern lager pint", "14.50"],
      ["Pinot noir glass", "16.00"],
      ["Catering platter", "98.00", "ex"],
    ]),
  },
  {
    ...STAMP,
    id: PRICE_LIST.happyHour,
    name: "Happy hour and events",
    parentId: PRICE_LIST.southbank,
    prices: prices([
      ["Lantern lager pot", "5.00"],
      ["Lantern lager pint", "9.00"],
      ["Tramline pale ale", "9.00"],
      ["Pinot noir glass", "10.00"],
      ["Riesling glass", "9.00"],
      ["Prosecco glass", "9.00"],
      ["Hot chips", "6.00"],
    ]),
  },
];

type MethodFacts = Pick<PaymentMethod, "id" | "name" | "ledgerCode" | "kind" | "code" | "rounding">;

const method = (facts: MethodFacts): PaymentMethod => ({
  ...STAMP,
  ...facts,
  addonId: facts.id === METHOD.app ? DEMO_ADDON : null,
  active: true,
});

export const paymentMethods: readonly PaymentMethod[] = [
  method({ id: METHOD.cash, name: "Cash", ledgerCode: "1-1110", kind: "cash", rounding: "0.05" }),
  method({ id: METHOD.card, name: "EFTPOS", ledgerCode: "1-1120", kind: "card" }),
  method({ id: METHOD.account, name: "Customer account", ledgerCode: "1-1200", kind: "account" }),
  method({ id: METHOD.voucher, name: "Gift voucher", ledgerCode: "2-1300", kind: "voucher" }),
  method({ id: METHOD.app, name: "Demo app", ledgerCode: "1-1130", kind: "other", code: "OOPAYMENT" }),
  method({ id: METHOD.rounding, name: "Cash rounding", ledgerCode: "6-1190", kind: "rounding" }),
];

export const rejectReasons: readonly RejectReason[] = [
  { ...STAMP, id: REASON.soldOut, name: "Sold out" },
  { ...STAMP, id: REASON.kitchenClosed, name: "Kitchen closed" },
  { ...STAMP, id: REASON.tooBusy, name: "Too busy" },
  { ...STAMP, id: REASON.cannotDeliver, name: "Cannot deliver there" },
  { ...STAMP, id: REASON.duplicate, name: "Duplicate order" },
  { ...STAMP, id: REASON.other, name: "Other" },
];
