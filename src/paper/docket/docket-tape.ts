import type { Instruction } from "../../domain/order/order.ts";
import { BIG, type Style, TALL, Tape, type TapeOptions } from "../escpos/tape.ts";
import type { Docket, DocketCourse, DocketKind, DocketLine } from "./docket.ts";

const BANNERS: Readonly<Record<DocketKind, string | null>> = {
  docket: null,
  changes: "CHANGES",
  void: "VOID",
  test: "TEST",
};
const CHANGES = { add: "ADD ", remove: "VOID " } as const;
const INSTRUCTIONS: Readonly<Record<Instruction, string>> = {
  No: "NO",
  Extra: "EXTRA",
  Only: "ONLY",
  "On Side": "ON SIDE",
};

const STRONG = { bold: true, tall: 2 } as const;
const REVERSE = { ...STRONG, reverse: true } as const;

/**
 * A docket on paper, to be read from a metre away with a pan in the hand: quantities and names are the largest, what is
 * left out or taken back is white on black, and what an order must not be made without knowing comes before its lines.
 */
export const docketTape = (docket: Docket, options: TapeOptions): Tape => {
  const tape = new Tape(options);
  const banner = BANNERS[docket.kind];
  if (banner) tape.bar(banner, BIG);
  if (options.reprint) tape.bar("REPRINT", BIG);
  if (options.maybeTwice) tape.bar("MAY BE A DUPLICATE", TALL);
  head(tape, docket);
  tape.rule("=");
  if (docket.notes) {
    tape.text(docket.notes, STRONG, "! ");
    tape.rule();
  }
  docket.courses.forEach((course, i) => {
    if (i > 0) tape.blank();
    courseHead(tape, course);
    for (const line of course.lines) lineRows(tape, line);
  });
  tape.rule("=");
  tape.pair(docket.site, docket.orderId === null ? "" : `Order ${docket.orderId}`);
  if (docket.kind === "void") tape.bar("VOID", BIG);
  return tape;
};

const head = (tape: Tape, docket: Docket): void => {
  const { station, saleNumber, table, orderType, guests, customer, placed, promised, docketNumber } = docket;
  tape.text(station, BIG);
  if (table) tape.text(/\p{L}{3}/u.test(table) ? table : `Table ${table}`, BIG);
  const people = guests === null ? null : `${guests} ${guests === 1 ? "guest" : "guests"}`;
  const sale = [orderType, people].filter(Boolean).join(", ");
  if (sale || saleNumber) tape.pair(sale, saleNumber ? `#${saleNumber}` : "", STRONG);
  if (customer) tape.text(customer, STRONG);
  if (placed || docketNumber) tape.pair(placed ? `Placed ${placed}` : "", docketNumber ? `Docket ${docketNumber}` : "");
  if (promised) tape.text(`Due ${promised}`, REVERSE);
};

const courseHead = (tape: Tape, { name, status }: DocketCourse): void => {
  if (name === null) return;
  tape.text(status === null ? name : `${name} (${status})`, { bold: true, wide: 2, align: "center" });
  tape.rule();
};

const lineRows = (tape: Tape, line: DocketLine): void => {
  const prefix = line.change === null ? "" : CHANGES[line.change];
  const removed = line.change === "remove";
  tape.text(line.name, { ...BIG, reverse: removed }, `${prefix}${line.quantity}x `);
  // under a dish that is taken back nothing may stand out: it only says which one it was
  const styled = (style: Style): Style => (removed ? {} : style);
  const noted = (notes: string | null, indent: string): void => {
    if (notes) tape.text(notes, styled(STRONG), `${indent}>> `);
  };
  if (line.partOf) tape.text(line.partOf, {}, `${INDENT}for `);
  for (const { name, negated } of line.modifiers) {
    if (negated) tape.text(name, styled(REVERSE), `${INDENT}NO `);
    else tape.text(plus(name), styled(TALL), INDENT);
  }
  for (const { depth, instruction, name, notes } of line.options) {
    const indent = INDENT + "  ".repeat(Math.min(depth, 5) - 1);
    const style = styled(instruction === null ? TALL : instruction === "No" ? REVERSE : STRONG);
    tape.text(instruction === null ? plus(name) : `${INSTRUCTIONS[instruction]} ${name}`, style, indent);
    noted(notes, `${indent}  `);
  }
  noted(line.notes, INDENT);
};

const INDENT = "    ";

/** Venues that abbreviate often begin with the sign themselves: "+SHOT". */
const plus = (name: string): string => (name.startsWith("+") ? name : `+ ${name}`);
