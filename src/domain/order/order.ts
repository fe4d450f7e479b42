import type { Minor } from "../../kit/money.ts";
import type {
  AddonId,
  CompanyId,
  CustomerId,
  OptionSetId,
  OrderId,
  PaymentId,
  PaymentMethodId,
  ProductId,
  RegisterId,
  SiteId,
  StaffId,
  TaxId,
} from "../ids.ts";
import type { OrderStatus } from "./status.ts";

export const orderTypes = ["Dine in", "Takeaway", "Pickup", "Delivery", "Catering", "Drive Thru"] as const;
export type OrderType = (typeof orderTypes)[number];

/** What a lock keeps the operator from: see locks.ts. */
export const locks = ["NEW_LINES", "PAYMENTS", "APP_PAYMENT", "DELETE", "ALL"] as const;
export type Lock = (typeof locks)[number];

export const instructions = ["No", "Extra", "Only", "On Side"] as const;
export type Instruction = (typeof instructions)[number];

export const courseStatuses = ["no status", "uncalled", "pending", "called"] as const;
export type CourseStatus = (typeof courseStatuses)[number];

/** A tax as it was when the line was priced; `rate` is a factor ("0.1"). */
export type LineTax = Readonly<{ id: TaxId; code: string; name: string; rate: string }>;

/** A modifier on a line. A negated one ("no sugar") costs nothing. `priceIncTax` is what it adds to one unit. */
export type LineModifier = Readonly<{ productId: ProductId; name: string; negated: boolean; priceIncTax: string }>;

/**
 * One line. The entered facts are decimals as text; what was rounded is in minor units. `unitPriceExTax` keeps up to
 * six decimals. `given` says where the price came from, `exact` which of the two unit prices is the exact one.
 */
export type Line = Readonly<{
  /** Position, from 1. Moves when lines are inserted, removed or re-ordered. */
  number: number;
  /** Stays with the line for its whole life: six characters. */
  lineId: string;
  productId: ProductId;
  name: string;
  sku: string | null;
  quantity: string;
  given: "ex" | "inc" | "site";
  unitPriceExTax: string;
  /** The exact tax-inclusive unit price when the price came with tax; null when it came without. */
  unitPriceIncTax: string | null;
  priceVariation: string;
  priceFixedVariation: string;
  modifiers: readonly LineModifier[];
  notes: string | null;
  courseName: string | null;
  courseOrdinal: number | null;
  courseStatus: CourseStatus | null;
  /** Chosen from the venue's lists; the words stand in `notes` too, for everybody who knows no lists. */
  productionInstructions?: readonly Readonly<{ id: number; text: string }>[];
  /** The discount that lowered the line, where it was named. */
  discount?: Readonly<{ code: string; name: string }>;
  /** On a refund: the line of the original order that it gives back. */
  refundOf?: string;
  /** The number (from 1) of the option set this line belongs to; null for an ordinary line. */
  optionSet: number | null;
  taxes: readonly LineTax[];
  /** What the order's fixed variation put on this line. */
  orderFixedShare: Minor;
  totalIncTax: Minor;
  totalTax: Minor;
  /** Cents that even out what rounding would lose where lines are split, moved or given back in parts. */
  evenOut?: Minor;
  /** `totalTax` by tax, in the order of `taxes`. */
  taxAmounts: readonly Minor[];
}>;

/** A chosen product with its chosen options, in the form it was sent in; `lineId` names the line it became. */
export type OrderOption = Readonly<{
  productId: ProductId;
  name: string;
  lineId: string;
  instructions: Instruction | null;
  optionSets: readonly OrderOptionSet[];
}>;
export type OrderOptionSet = Readonly<{ optionSetId: OptionSetId; name: string; options: readonly OrderOption[] }>;

/** One payment. Refunds are negative. `tipService` is its share of the tip/service, `extraTip` the ordinary tip. */
export type Payment = Readonly<{
  id: PaymentId;
  number: number;
  methodId: PaymentMethodId;
  methodName: string;
  onAccount: boolean;
  amount: Minor;
  tip: Minor;
  ref: string | null;
  createdAt: number;
  tipService: Minor;
  extraTip: Minor;
}>;

export type TipService = Readonly<{ percent: string }> | Readonly<{ amount: Minor }>;

export type OrderCustomer = Readonly<{
  id: CustomerId;
  firstName: string;
  lastName: string;
  email: string | null;
  image: string | null;
}>;

/** An order that came from the venue's guests by an ordering app, and where its app wants to hear of it. */
export type OnlineFacts = Readonly<{
  api: "kseries";
  kind: "LOCAL" | "TO_GO";
  addonId: AddonId;
  endpointId: string;
  /** What the app calls the order; unique at the site. */
  reference: string;
  collectionCode: string | null;
  collectAt: string | null;
  deliveryAddress: Readonly<{
    addressLine1: string | null;
    addressLine2: string | null;
    zip: string | null;
    city: string | null;
  }> | null;
}>;

/** A line as another order had it; `version` is the last version of that order that it counts for. */
export type LineElsewhere = Readonly<{ orderId: OrderId; lineId: string; version: number }>;

/** Lines that came from other orders or went to them: what stations were told of a line stays true wherever it goes. */
export type MovedLines = Readonly<{
  /** Lines that came, with where they were before; `quantity` is what came. */
  came: readonly Readonly<{ lineId: string; quantity: string; from: readonly LineElsewhere[] }>[];
  /** Ids of lines that stand on another order now. */
  went: readonly string[];
}>;

export type RejectReasonGiven = Readonly<{ id: number; name: string; notes: string | null }>;

export type Totals = Readonly<{
  /** Sum of the lines, tax included. */
  total: Minor;
  totalTax: Minor;
  /** Tip/service asked for on top of `total`. */
  tipService: Minor;
  /** Sum of the payments' amounts, without their tips. */
  paid: Minor;
  /** Ordinary tips: what was given beyond the tip/service. */
  tips: Minor;
  tipServicePaid: Minor;
  /** What is still to be paid of total + tip/service; negative when too much was taken. */
  remaining: Minor;
}>;

/** The aggregate: an order with its lines, options and payments, stored whole. Times are epoch milliseconds. */
export type Order = Readonly<{
  id: OrderId;
  companyId: CompanyId;
  version: number;
  /** Grows with every line ever added, so that line ids are never used twice. */
  linesMade: number;
  status: OrderStatus;
  saleNumber: string;
  saleId: string;
  currency: string;
  timezone: string;
  siteId: SiteId;
  registerId: RegisterId | null;
  staffId: StaffId | null;
  /** The add-on that made the order; null when it was taken at the venue. */
  addonId: AddonId | null;
  customer: OrderCustomer | null;
  notes: string | null;
  guests: number | null;
  orderType: OrderType | null;
  /** Where the guests sit; orders seated together share a group id. */
  table: string | null;
  groupId: string | null;
  priceVariation: string;
  priceFixedVariation: string;
  tipService: TipService | null;
  lines: readonly Line[];
  options: readonly OrderOption[];
  payments: readonly Payment[];
  totals: Totals;
  callbackUri: string | null;
  lock: readonly Lock[];
  priceLimit: Minor | null;
  completeWhenPaid: boolean;
  enableAlertSound: boolean;
  promptForRejectReason: boolean;
  rejectReason: RejectReasonGiven | null;
  passThruPrinting: boolean;
  /** The register that handles the printing: the one asked for, or the site's own in its place. */
  passThruRegisterId: RegisterId | null;
  /** Set once everything that a pass-thru order had to print was printed. */
  passThruPrinted?: true;
  originalOrderId: OrderId | null;
  online?: OnlineFacts;
  /** The code of the account profile that it was ordered by. */
  profileCode?: string;
  /** The reservation that the guests came by. */
  reservation?: Readonly<{ platform: string; restaurant: string; id: string }>;
  /** Lines that were split off or merged in. */
  moved?: MovedLines;
  /** Its goods are off the shelf whatever its status: they were when its lines stood on another order. */
  goodsTaken?: true;
  deleted: boolean;
  /** Why, where somebody said it. */
  deleteReason?: string;
  /** ISO 8601 with offset, as the client said it. */
  placedAt: string | null;
  fulfilAt: string | null;
  createdAt: number;
  updatedAt: number;
  completedAt: number | null;
}>;

/** Whether a customer's account carries some of the order. */
export const isOnAccount = (order: Order): boolean => order.payments.some((payment) => payment.onAccount);

/** Whether any price on the order was lowered, by a variation on the order or on a line. */
export const isDiscounted = (order: Order): boolean =>
  lowers(order.priceVariation, order.priceFixedVariation) ||
  order.lines.some((line) => lowers(line.priceVariation, line.priceFixedVariation));

const lowers = (factor: string, fixed: string): boolean => Number(factor) < 1 || Number(fixed) < 0;

/** Whether the order gives money back. */
export const isRefund = (order: Order): boolean => order.originalOrderId !== null || order.totals.total < 0;
