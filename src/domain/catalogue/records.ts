import type {
  AddonId,
  CategoryId,
  CompanyId,
  OptionSetId,
  PaymentMethodId,
  PriceListId,
  ProductId,
  RegisterId,
  SiteId,
  StaffId,
  TaxGroupId,
  TaxId,
} from "../ids.ts";
import type { OrderStatus } from "../order/status.ts";
import type {
  AccountProfile,
  Discount,
  FloorPlan,
  Menu,
  PmsProvider,
  ProductionInstruction,
  RevenueCenter,
  RichContent,
} from "./ordering-records.ts";

/** What every stored record has. `version` grows by one with each change; times are epoch milliseconds. */
export type Stamped = Readonly<{ version: number; createdAt: number; updatedAt: number }>;

/** A postal address. `lines` is the street part, `zone` a state or province, `country` ISO 3166 alpha-2. */
export type Address = Readonly<{
  id: number;
  lines: readonly string[];
  city: string | null;
  zone: string | null;
  postalCode: string | null;
  country: string | null;
}>;

/** A price as somebody entered it, with or without tax, in decimals of the company's currency ("4.5"). */
export type Price = Readonly<{ amount: string; incTax: boolean }>;

export type Company = Stamped &
  Readonly<{
    id: CompanyId;
    name: string;
    /** ISO 4217. */
    currency: string;
    /** IANA time zone; a site may have its own. */
    timezone: string;
    businessNumber: string | null;
    /** How the business number is called where the company is: ABN, GST No., VAT No. */
    businessNumberLabel: string;
    email: string | null;
    phone: string | null;
    website: string | null;
    image: string | null;
    contactStaffId: StaffId | null;
    registerLimit: number;
    shippingAddress: Address | null;
    postalAddress: Address | null;
    addresses: readonly Address[];
  }>;

export type Site = Stamped &
  Readonly<{
    id: SiteId;
    name: string;
    code: string;
    timezone: string | null;
    businessNumber: string | null;
    email: string | null;
    phone: string | null;
    mobile: string | null;
    fax: string | null;
    website: string | null;
    image: string | null;
    contactStaffId: StaffId | null;
    location: Readonly<{ latitude: number; longitude: number }> | null;
    shippingAddress: Address | null;
    postalAddress: Address | null;
    addresses: readonly Address[];
    registerLevelReconciliation: boolean;
    priceListId: PriceListId;
    /** The venue's own switch; orders are accepted over the API either way, clients read it in the site's status. */
    onlineOrdering: boolean;
    /** The register that prints pass-thru orders when none is named; null when the venue does not offer it. */
    passThruRegisterId: RegisterId | null;
    /** When the business day begins, "HH:MM" of the site's clock; midnight unless given. */
    dayStart?: string;
    /** Whether the venue trades at this moment; it does unless somebody closed the period. */
    salesPeriod?: "OPENED" | "CLOSED";
  }>;

export type Register = Stamped &
  Readonly<{
    id: RegisterId;
    siteId: SiteId;
    code: string;
    name: string;
    salePrefix: string;
    returnPrefix: string;
    currentStaffId: StaffId | null;
    assignedToDevice: boolean;
    online: boolean;
    /** Where its receipts and reports print; without one, where the site's do. */
    receiptPrinterId?: number | null;
  }>;

export type Permission = Readonly<{ code: string; name: string; domain: string }>;

export type Staff = Stamped &
  Readonly<{
    id: StaffId;
    firstName: string;
    lastName: string;
    emails: readonly string[];
    phone: string | null;
    mobile: string | null;
    fax: string | null;
    image: string | null;
    isAdmin: boolean;
    siteIds: readonly SiteId[];
    permissions: readonly Permission[];
    shippingAddress: Address | null;
    postalAddress: Address | null;
    addresses: readonly Address[];
  }>;

export type Category = Stamped &
  Readonly<{
    id: CategoryId;
    name: string;
    description: string | null;
    friendlyName: string | null;
    image: string | null;
    showOnline: boolean;
    /** The word for the color that a register shows it in. */
    color?: string | null;
    /** What reports and accounts call it; made from its name unless given. */
    code?: string | null;
    ledgerCode?: string | null;
  }>;

/** What one site changes about a product. Absent fields follow the product itself. */
export type ProductAtSite = Readonly<{
  available?: boolean;
  taxIds?: readonly TaxId[];
  sold?: boolean;
  purchased?: boolean;
  inventoried?: boolean;
  /** So many are left to sell; what was sold of them counts under `id`. */
  countdown?: Readonly<{ id: number; count: number; at: number }>;
}>;

/**
 * Who says what one costs: the venue by its price, or whoever orders it, an amount above or below zero, or a percentage
 * of the total.
 */
export const PRICE_MODES = ["AMOUNT", "PERCENT", "POSITIVE_OPEN_PRICE", "NEGATIVE_OPEN_PRICE"] as const;
export type PriceMode = (typeof PRICE_MODES)[number];

export type Product = Stamped &
  Readonly<{
    id: ProductId;
    name: string;
    code: string | null;
    number: string | null;
    sku: string | null;
    barcode: string | null;
    description: string | null;
    onlineDescription: string | null;
    friendlyName: string | null;
    docketName: string | null;
    image: string | null;
    tags: readonly string[];
    showOnline: boolean;
    topSeller: boolean;
    specialItem: boolean;
    unitOfMeasure: string | null;
    measure: string | null;
    sold: boolean;
    purchased: boolean;
    inventoried: boolean;
    isModifier: boolean;
    deleted: boolean;
    variantParentId: ProductId | null;
    categoryIds: readonly CategoryId[];
    taxIds: readonly TaxId[];
    /** The base price list's price. */
    price: Price;
    /** AMOUNT unless given. */
    priceMode?: PriceMode;
    costPrice: string | null;
    optionSetIds: readonly OptionSetId[];
    /** Modifiers offered with the product, with their price here; null follows the modifier's own price. */
    modifiers: readonly Readonly<{ productId: ProductId; price: Price | null }>[];
    /** Keyed by site id. A product without an entry is sold at every site as it is. */
    sites: Readonly<Record<string, ProductAtSite>>;
    rich?: RichContent;
  }>;

export type OptionSet = Stamped &
  Readonly<{
    id: OptionSetId;
    name: string;
    minSelection: number;
    /** Null: as many as one likes. */
    maxSelection: number | null;
    /** Whether an option may carry No, Extra, Only or On Side. */
    instructions: boolean;
    /** In the order shown. A null price follows the product's price at the site. */
    options: readonly Readonly<{ productId: ProductId; price: Price | null }>[];
  }>;

export type PriceList = Stamped &
  Readonly<{
    id: PriceListId;
    name: string;
    /** Null for the base list, which every company has once. */
    parentId: PriceListId | null;
    /** Keyed by product id; the base list keeps its prices on the products themselves. */
    prices: Readonly<Record<string, Price>>;
  }>;

export type Tax = Stamped &
  Readonly<{ id: TaxId; code: string; name: string; /** A factor: "0.1". */ rate: string; ledgerCode?: string | null }>;

export type TaxGroup = Stamped & Readonly<{ id: TaxGroupId; name: string; code: string; taxIds: readonly TaxId[] }>;

/**
 * `account` puts the sale on the customer's account instead of taking money. `rounding` is what cash that was rounded to
 * coins is too little or too much.
 */
export const PAYMENT_METHOD_KINDS = ["cash", "card", "account", "voucher", "rounding", "other"] as const;
export type PaymentMethodKind = (typeof PAYMENT_METHOD_KINDS)[number];

export type PaymentMethod = Stamped &
  Readonly<{
    id: PaymentMethodId;
    name: string;
    ledgerCode: string | null;
    /** What other APIs call it; made from its name unless given. */
    code?: string | null;
    kind: PaymentMethodKind;
    /** The add-on that is itself this payment method. */
    addonId: AddonId | null;
    active: boolean;
    /** Cash: the smallest coin there is, in decimals of the currency ("0.05"). Nothing is rounded unless given. */
    rounding?: string | null;
  }>;

/** A reason that the venue offers when it turns an order down. */
export type RejectReason = Stamped & Readonly<{ id: number; name: string }>;

/** A kitchen or receipt printer of a site: ESC/POS over TCP. */
export type Printer = Stamped &
  Readonly<{
    id: number;
    siteId: SiteId;
    name: string;
    host: string;
    port: number;
    /** Characters in a line of its normal type. */
    columns: number;
    /** Where its dockets go while it cannot print; null lets them wait. */
    fallbackPrinterId: number | null;
    active: boolean;
  }>;

/** What prints where: lines of some categories, at a station's printer, once the order is in one of the statuses. */
export type PrintRule = Stamped &
  Readonly<{
    id: number;
    siteId: SiteId;
    /** The station that makes it: bar, grill, pass. */
    station: string;
    printerId: number;
    /** Empty: everything. */
    categoryIds: readonly CategoryId[];
    statuses: readonly OrderStatus[];
    copies: number;
  }>;

/** Every kind of catalogue record, by the name it has in the store. */
export type CatalogueRecords = {
  company: Company;
  site: Site;
  register: Register;
  staff: Staff;
  category: Category;
  product: Product;
  option_set: OptionSet;
  price_list: PriceList;
  tax: Tax;
  tax_group: TaxGroup;
  payment_method: PaymentMethod;
  reject_reason: RejectReason;
  printer: Printer;
  print_rule: PrintRule;
  menu: Menu;
  floor_plan: FloorPlan;
  account_profile: AccountProfile;
  discount: Discount;
  production_instruction: ProductionInstruction;
  revenue_center: RevenueCenter;
  pms_provider: PmsProvider;
};
export type CatalogueKind = keyof CatalogueRecords;

/** A record as somebody hands it in: the store adds version and times. */
export type Draft<K extends CatalogueKind> = Omit<CatalogueRecords[K], keyof Stamped>;
