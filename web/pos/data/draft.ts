/** An order as it is taken at the register, before the server has it. Amounts carry tax, in the company's currency. */

export type Instruction = "No" | "Extra" | "Only" | "On Side";

/** A chosen option, with what it costs here and its own choices inside. */
export type ChosenOption = Readonly<{
  productId: number;
  name: string;
  price: number;
  instruction: Instruction | null;
  sets: readonly ChosenSet[];
}>;
export type ChosenSet = Readonly<{ optionSetId: number; name: string; options: readonly ChosenOption[] }>;
export type ChosenModifier = Readonly<{ productId: number; name: string; price: number; negated: boolean }>;
export type Course = Readonly<{
  ordinal: number;
  name: string;
  status: "no status" | "uncalled" | "pending" | "called";
}>;
/** A percentage or an amount off (below zero) or on top (above). */
export type Variation = Readonly<{ kind: "percent" | "amount"; value: number; code?: string; name: string }>;

export type DraftLine = Readonly<{
  /** Names the line on this device. */
  key: string;
  productId: number;
  name: string;
  quantity: number;
  /** What one costs without its modifiers and options. */
  price: number;
  /** Whether somebody typed the price, or a price list gave it: it is sent along then. */
  priced: boolean;
  modifiers: readonly ChosenModifier[];
  sets: readonly ChosenSet[];
  notes: string | null;
  course: Course | null;
  variation: Variation | null;
}>;

export type DraftCustomer = Readonly<{ id: number; name: string }>;

/** Money taken for an order before the server has it, in minor units: it goes along with the order. */
export type Tender = Readonly<{
  methodId: number;
  name: string;
  amount: number;
  tip: number;
  /** What cash rounding pays on top of `amount` (below zero: takes off). */
  rounding: number;
  ref: string | null;
  /** What was handed over in cash; the change is what is beyond `amount` and `tip`. */
  given: number | null;
}>;

export type Draft = Readonly<{
  /** Names the order on this device, and is its idempotency key: it is taken once, however often it is sent. */
  key: string;
  lines: readonly DraftLine[];
  guests: number | null;
  table: string | null;
  customer: DraftCustomer | null;
  orderType: string | null;
  priceListId: number | null;
  notes: string | null;
  variation: Variation | null;
  tipService: Readonly<{ kind: "percent" | "amount"; value: number }> | null;
  startedAt: number;
  /** What was paid already, where that was not all of it. */
  tenders?: readonly Tender[];
}>;

export const newDraft = (key: string, startedAt: number): Draft => ({
  key,
  lines: [],
  guests: null,
  table: null,
  customer: null,
  orderType: null,
  priceListId: null,
  notes: null,
  variation: null,
  tipService: null,
  startedAt,
});
