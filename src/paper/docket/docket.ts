import type { CourseStatus, Instruction, OrderType } from "../../domain/order/order.ts";

/** What a docket tells the kitchen: make this, some of it has changed, make none of it, or that the printer works. */
export type DocketKind = "docket" | "changes" | "void" | "test";

/**
 * A kitchen docket as plain data, as a print job keeps it. Every text is chosen and every time is formatted in the
 * site's zone. What is null takes no room on the paper.
 */
export type Docket = Readonly<{
  kind: DocketKind;
  /** Who makes it: bar, grill, pass. */
  station: string;
  site: string;
  orderId: number | null;
  saleNumber: string | null;
  orderType: OrderType | null;
  table: string | null;
  guests: number | null;
  customer: string | null;
  /** Notes of the whole order; line breaks are kept. */
  notes: string | null;
  /** "14:02", or "Sat 22 Nov 14:02" on another day than the docket's own. */
  placed: string | null;
  promised: string | null;
  docketNumber: string | null;
  courses: readonly DocketCourse[];
}>;

/** The lines of one course. One without a name has the lines that belong to none. */
export type DocketCourse = Readonly<{
  name: string | null;
  status: CourseStatus | null;
  lines: readonly DocketLine[];
}>;

export type DocketLine = Readonly<{
  /** The line of the order; empty when only its name is known. */
  lineId: string;
  /** Null on a first docket, where nothing has changed. */
  change: "add" | "remove" | null;
  /** "2", "0.35". */
  quantity: string;
  name: string;
  /** The product whose option this is, when that product is not on the docket itself. */
  partOf: string | null;
  modifiers: readonly DocketModifier[];
  /** Everything chosen under it, in reading order. */
  options: readonly DocketOption[];
  notes: string | null;
}>;

export type DocketModifier = Readonly<{ name: string; /** "No onion" for "onion". */ negated: boolean }>;

export type DocketOption = Readonly<{
  /** 1 for what was chosen for the product itself, 2 for what was chosen for that. */
  depth: number;
  instruction: Instruction | null;
  name: string;
  notes: string | null;
}>;
