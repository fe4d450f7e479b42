import type { Minor } from "../../kit/money.ts";
import type { OptionSetId, PaymentMethodId, ProductId, RegisterId, SiteId, StaffId } from "../ids.ts";
import type { CourseStatus, Instruction, Lock, OnlineFacts, Order, OrderType } from "./order.ts";
import type { OrderStatus } from "./status.ts";

/** What a caller asks for, already read from the wire: decimals as plain text, ids as numbers, nothing looked up. */
export type LineInput = Readonly<{
  productId: ProductId;
  quantity: string;
  unitPriceExTax: string | null;
  unitPriceIncTax: string | null;
  priceVariation: string;
  priceFixedVariation: string;
  /** Product ids; negative to negate. */
  modifiers: readonly number[];
  notes: string | null;
  courseName: string | null;
  courseOrdinal: number | null;
  courseStatus: CourseStatus | null;
}> &
  SaidOfLine;

/** What a line may say besides. */
export type SaidOfLine = Readonly<{
  /** A name of its own for the line; the product's unless given. */
  name?: string;
  productionInstructions?: readonly Readonly<{ id: number; text: string }>[];
  discount?: Readonly<{ code: string; name: string }>;
  /** The same by what the venue's lists call them; looked up where the line is made. */
  instructionIds?: readonly number[];
  discountCode?: string;
}>;

/** Fields of a line that an update names; absent ones stay as they are. `number` moves the line there. */
export type LineChange = Readonly<{
  number?: number;
  productId?: ProductId;
  quantity?: string;
  unitPriceExTax?: string | null;
  unitPriceIncTax?: string | null;
  priceVariation?: string;
  priceFixedVariation?: string;
  modifiers?: readonly number[];
  notes?: string | null;
  courseName?: string | null;
  courseOrdinal?: number | null;
  courseStatus?: CourseStatus | null;
}>;

export type OptionInput = Readonly<{
  productId: ProductId;
  unitPriceExTax: string | null;
  unitPriceIncTax: string | null;
  instructions: Instruction | null;
  notes: string | null;
  /** Variations, modifiers, a name and so on, as a line has them; only the venue's own ways of ordering give them. */
  said?: Partial<
    Pick<
      LineInput,
      | "priceVariation"
      | "priceFixedVariation"
      | "modifiers"
      | "courseName"
      | "courseOrdinal"
      | "courseStatus"
      | keyof SaidOfLine
    >
  >;
  optionSets: readonly Readonly<{ optionSetId: OptionSetId; options: readonly OptionInput[] }>[];
}>;

export type PaymentInput = Readonly<{
  /** Null: the add-on's own payment method. */
  methodId: PaymentMethodId | null;
  amount: Minor;
  tip: Minor;
  ref: string | null;
}>;

/** Facts of an order that may be set on create and changed later. Absent: as it is; null: cleared. */
export type OrderFacts = Readonly<{
  status?: OrderStatus;
  saleNumber?: string | null;
  notes?: string | null;
  guests?: number | null;
  orderType?: OrderType | null;
  registerId?: RegisterId | null;
  staffId?: StaffId | null;
  customerId?: number | null;
  table?: string | null;
  priceVariation?: string;
  priceFixedVariation?: string;
  tipServicePercent?: string | null;
  tipServiceAmount?: Minor | null;
  callbackUri?: string | null;
  lock?: readonly Lock[];
  priceLimit?: Minor | null;
  completeWhenPaid?: boolean;
  enableAlertSound?: boolean;
  promptForRejectReason?: boolean;
  rejectReason?: Readonly<{ id: number; notes: string | null }> | null;
  placedAt?: string | null;
  fulfilAt?: string | null;
}>;

export type NewOrder = OrderFacts &
  Readonly<{
    siteId: SiteId | null;
    lines: readonly LineInput[];
    options: readonly OptionInput[];
    payments: readonly PaymentInput[];
    originalOrderId: number | null;
    passThruPrinting: boolean;
    passThruRegisterId: RegisterId | null;
    online?: OnlineFacts;
    profileCode?: string;
    reservation?: NonNullable<Order["reservation"]>;
  }>;
