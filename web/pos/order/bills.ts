import { toMinor } from "../../common/format.ts";
import { equalPart } from "../pay/bill.ts";
import type { ReadLine } from "../orders/order-lines.ts";

/** How the lines of an order are dealt over bills. The first bill is what stays on the order. */
export type Dealt = Readonly<{
  bills: number;
  /** By the id of a line: how much of it each bill has. What is not here is whole, on the first bill. */
  shares: Readonly<Record<string, readonly number[]>>;
}>;

export const undealt: Dealt = { bills: 2, shares: {} };

/** Quantities have so many decimals on the server. */
const tidy = (quantity: number): number => Number(quantity.toFixed(6));

/** Whether a line can be divided: what was chosen out of option sets goes as a whole. */
export const divides = ({ line }: ReadLine): boolean => line.option_set === null;

export const shareOf = ({ bills, shares }: Dealt, { line }: ReadLine): readonly number[] => {
  const own = shares[line.line_id] ?? [line.quantity];
  return Array.from({ length: bills }, (_, bill) => own[bill] ?? 0);
};

/** Moves so much of a line from one bill to another; the whole of it unless told otherwise. */
export const moved = (dealt: Dealt, read: ReadLine, from: number, to: number, quantity?: number): Dealt => {
  const own = shareOf(dealt, read);
  const some = divides(read) ? Math.min(quantity ?? own[from]!, own[from]!) : own[from]!;
  const after = own.map((has, bill) => tidy(has + (bill === to ? some : 0) - (bill === from ? some : 0)));
  return { ...dealt, shares: { ...dealt.shares, [read.line.line_id]: after } };
};

/** Divides a line over all bills; the last one has what is left over of the last decimal. */
export const shared = (dealt: Dealt, { line }: ReadLine): Dealt => {
  const part = tidy(Math.floor((line.quantity / dealt.bills) * 1e6) / 1e6);
  const parts = Array.from({ length: dealt.bills }, (_, bill) =>
    bill < dealt.bills - 1 ? part : tidy(line.quantity - part * (dealt.bills - 1)),
  );
  return { ...dealt, shares: { ...dealt.shares, [line.line_id]: parts } };
};

/** With another number of bills; what was on one that is gone comes back to the first. */
export const withBills = (dealt: Dealt, bills: number): Dealt => ({
  bills,
  shares: Object.fromEntries(
    Object.entries(dealt.shares).map(([id, own]) => {
      const back = own.slice(bills).reduce((sum, some) => sum + some, 0);
      return [id, own.slice(0, bills).map((has, bill) => (bill === 0 ? tidy(has + back) : has))];
    }),
  ),
});

/** "2", "1/3": how much of a line a bill has, as people say it. */
export const shareText = (share: number): string => {
  if (Number.isInteger(share)) return String(share);
  for (let parts = 2; parts <= 20; parts += 1) {
    const count = Math.round(share * parts);
    if (count > 0 && Math.abs(share * parts - count) < 1e-4) return `${count}/${parts}`;
  }
  return String(Number(share.toFixed(4)));
};

/** What each bill comes to, in minor units; together they are the whole. */
export const billTotals = (dealt: Dealt, lines: readonly ReadLine[], currency: string): readonly number[] => {
  const totals = Array.from({ length: dealt.bills }, () => 0);
  for (const read of lines) {
    const own = shareOf(dealt, read);
    const total = toMinor(read.total, currency);
    let before = 0;
    let given = 0;
    own.forEach((some, bill) => {
      before += some;
      const until = Math.round((total * before) / read.line.quantity);
      totals[bill]! += until - given;
      given = until;
    });
  }
  return totals;
};

/** The parts to ask the server for: every bill after the first that has something on it. */
export const partsOf = (dealt: Dealt, lines: readonly ReadLine[], guests: number | null): readonly object[] => {
  const parts = Array.from({ length: dealt.bills - 1 }, (_, i) =>
    lines.flatMap((read) => {
      const some = shareOf(dealt, read)[i + 1]!;
      if (some <= 0) return [];
      const whole = some === read.line.quantity || !divides(read);
      return [{ line_id: read.line.line_id, ...(!whole && { quantity: some }) }];
    }),
  );
  const perBill = guests !== null && guests >= dealt.bills;
  return parts.flatMap((own, i) =>
    own.length === 0 ? [] : [{ lines: own, ...(perBill && { guests: equalPart(guests, dealt.bills, i) }) }],
  );
};

/** Whether something stays on the order and something leaves it. */
export const isSplit = (dealt: Dealt, lines: readonly ReadLine[]): boolean =>
  lines.some((read) => shareOf(dealt, read)[0]! > 0) &&
  lines.some((read) => shareOf(dealt, read).some((some, bill) => bill > 0 && some > 0));
