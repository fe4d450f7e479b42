import type { Reconciliation } from "../domain/back-office.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { CategoryId, PaymentMethodId, RegisterId, TaxId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import { type Minor, NOTHING, less, minor, plus } from "../kit/money.ts";
import { dayIn } from "../kit/time.ts";
import { CATEGORY, METHOD } from "./ids.ts";
import { type Random, randomFrom } from "./random.ts";

const FIRST = 51001;
const CLOSING = 25 * 60_000;

const FOOD = "4-1100";
const TIPS = "2-1500";
const ledgerOf = new Map<CategoryId, string>([
  [CATEGORY.coffee, "4-1200"],
  [CATEGORY.tea, "4-1200"],
  [CATEGORY.cold, "4-1200"],
  [CATEGORY.beer, "4-1300"],
  [CATEGORY.wine, "4-1300"],
  [CATEGORY.retail, "4-1400"],
]);

type Amounts = { net: Minor; tax: Minor };

/** One register's day while it is added up. */
type Day = {
  readonly day: string;
  readonly registerId: RegisterId;
  readonly siteId: Order["siteId"];
  readonly income: Map<string, Map<TaxId | null, Amounts>>;
  readonly taken: Map<PaymentMethodId, Minor>;
  lastAt: number;
};

const book = ({ income }: Day, code: string, taxId: TaxId | null, net: Minor, tax: Minor): void => {
  const account = income.get(code) ?? new Map<TaxId | null, Amounts>();
  const before = account.get(taxId) ?? { net: NOTHING, tax: NOTHING };
  account.set(taxId, { net: plus(before.net, net), tax: plus(before.tax, tax) });
  income.set(code, account);
};

const add = (day: Day, order: Order, catalogue: Catalogue): void => {
  day.lastAt = Math.max(day.lastAt, order.completedAt ?? 0);
  for (const line of order.lines) {
    const categoryId = catalogue.product(line.productId)?.categoryIds[0];
    const code = (categoryId && ledgerOf.get(categoryId)) ?? FOOD;
    // The net amount is booked once, with the first of the line's taxes, so that an account's amounts add up.
    book(day, code, line.taxes[0]?.id ?? null, less(line.totalIncTax, line.totalTax), line.taxAmounts[0] ?? NOTHING);
    for (let i = 1; i < line.taxes.length; i++) book(day, code, line.taxes[i]!.id, NOTHING, line.taxAmounts[i]!);
  }
  const tips = plus(order.totals.tips, order.totals.tipServicePaid);
  if (tips !== 0) book(day, TIPS, null, tips, NOTHING);
  for (const { methodId, amount, tip } of order.payments) {
    day.taken.set(methodId, plus(day.taken.get(methodId) ?? NOTHING, plus(amount, tip)));
  }
};

/** Cards always agree; the drawer is sometimes out by a coin, and milk was paid from it now and then. */
const tenderOf = (methodId: PaymentMethodId, recorded: Minor, random: Random) => {
  const isCash = methodId === METHOD.cash;
  const cashOut = minor(isCash && recorded > 5_000 && random.chance(0.15) ? 2_000 : 0);
  const out = isCash && random.chance(0.3) ? random.pick([-200, -50, -5, 5, 10, 100]) : 0;
  return { methodId, recorded, counted: minor(recorded - cashOut + out), cashIn: NOTHING, cashOut };
};

/**
 * The end-of-day counts that belong to the sales: one per register and day, oldest first. What is recorded are the
 * sales' own payments with their tips; income and tips add up to the same. The last day is not processed yet.
 */
export const demoReconciliations = (catalogue: Catalogue, sales: Iterable<Order>): Reconciliation[] => {
  const days = new Map<string, Day>();
  for (const order of sales) {
    if (order.status !== "COMPLETE" || order.completedAt === null || order.registerId === null) continue;
    const day = dayIn(order.completedAt, order.timezone);
    const key = `${day} ${order.registerId}`;
    let found = days.get(key);
    if (!found) {
      const { registerId, siteId } = order;
      days.set(key, (found = { day, registerId, siteId, income: new Map(), taken: new Map(), lastAt: 0 }));
    }
    add(found, order, catalogue);
  }
  const closed = [...days.values()].sort((a, b) => a.day.localeCompare(b.day) || a.registerId - b.registerId);
  const lastDay = closed.at(-1)?.day;
  return closed.map(({ day, registerId, siteId, income, taken, lastAt }, i) => {
    const random = randomFrom(`count ${day} ${registerId}`);
    const at = lastAt + CLOSING;
    return {
      id: FIRST + i,
      number: i + 1,
      level: "register",
      siteId,
      registerId,
      staffId: null,
      processed: day !== lastDay,
      version: 1,
      incomeAccounts: [...income]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([ledgerCode, amounts]) => ({
          ledgerCode,
          amounts: [...amounts].map(([taxId, { net, tax }]) => ({ taxId, net, tax })),
        })),
      tenders: [...taken].sort(([a], [b]) => a - b).map(([methodId, sum]) => tenderOf(methodId, sum, random)),
      createdAt: at,
      updatedAt: at,
    };
  });
};
