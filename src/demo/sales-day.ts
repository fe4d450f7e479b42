import type { Site } from "../domain/catalogue/records.ts";
import type { Actor, RegisterId, StaffId } from "../domain/ids.ts";
import type { LineInput, NewOrder } from "../domain/order/input.ts";
import type { Order, OrderType } from "../domain/order/order.ts";
import { type Minor, NOTHING, dec, minor } from "../kit/money.ts";
import { isoWithOffset, parseDateTime } from "../kit/time.ts";
import { DEMO_ADDON, REGISTER, SITE, STAFF, ZONE } from "./ids.ts";
import { type Random, randomFrom } from "./random.ts";
import { type Basket, type Daypart, type Menu, basketOf } from "./sales-basket.ts";
import { type SalesBook, asStored, onlineRegister } from "./sales-book.ts";
import { lineOf, orderOf } from "./sales-inputs.ts";
import { paymentsFor } from "./sales-payments.ts";

const MINUTE = 60_000;

/** Sales a day, from Sunday to Saturday, before chance. */
const weekly = [65, 48, 49, 52, 56, 62, 67] as const;

/** When people come, by the hour: to Fitzroy for breakfast, to Southbank for lunch and before the theatre. */
const hourly: Record<string, readonly [hour: number, weight: number][]> = Object.fromEntries(
  [
    [SITE.fitzroy, [6, 11, 12, 10, 6, 9, 9, 5, 4, 3, 3, 5, 6, 4]] as const,
    [SITE.southbank, [5, 9, 7, 5, 5, 12, 12, 6, 4, 3, 6, 9, 8, 4]] as const,
  ].map(([site, weights]) => [site, weights.map((weight, i) => [i + 7, weight] as const)]),
);

const daypartAt = (hour: number): Daypart =>
  hour < 11 ? "morning" : hour < 15 ? "lunch" : hour < 17 ? "afternoon" : "dinner";

const orderTypesAt: Record<Daypart, readonly [OrderType, number][]> = {
  morning: [
    ["Takeaway", 11],
    ["Dine in", 8],
    ["Pickup", 2],
  ],
  lunch: [
    ["Dine in", 9],
    ["Takeaway", 6],
    ["Pickup", 3],
    ["Delivery", 2],
  ],
  afternoon: [
    ["Dine in", 6],
    ["Takeaway", 7],
    ["Pickup", 1],
  ],
  dinner: [
    ["Dine in", 12],
    ["Delivery", 5],
    ["Pickup", 3],
  ],
};

export type Visit = Readonly<{ at: number; hour: number; weekday: number; menu: Menu; seed: string; refund: boolean }>;

/** Who comes to a site on a day, in no order. The same calendar day always brings the same people. */
export const visitsOf = (day: string, menu: Menu): Visit[] => {
  const random = randomFrom(`${menu.site.code} ${day}`);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const opening = parseDateTime(`${day}T06:00:00`, ZONE)!.ms; // counted from after the clock may have changed
  const count = weekly[weekday]! + random.int(-3, 3);
  return Array.from({ length: count }, (_, i) => {
    const hour = random.weighted(hourly[menu.site.id]!);
    const at = opening + (hour - 6) * 60 * MINUTE + random.int(0, 3599) * 1000;
    return { at, hour, weekday, menu, seed: `${menu.site.code} ${day} ${i}`, refund: random.chance(0.012) };
  });
};

type Team = Readonly<{ manager: StaffId; barista: StaffId; waiter: StaffId }>;

const teams: Readonly<Record<number, Team>> = {
  [SITE.fitzroy]: { manager: STAFF.fitzroyManager, barista: STAFF.fitzroyBarista, waiter: STAFF.fitzroyWaiter },
  [SITE.southbank]: { manager: STAFF.southbankManager, barista: STAFF.southbankBarista, waiter: STAFF.southbankWaiter },
};

const teamOf = (site: Site): Team => {
  const team = teams[site.id];
  if (!team) throw new Error(`nobody works at ${site.name}`);
  return team;
};

const registerFor = (site: Site, type: OrderType, random: Random): RegisterId => {
  if (site.id === SITE.fitzroy) return type === "Dine in" ? REGISTER.fitzroyBar : REGISTER.fitzroyCounter;
  return type === "Dine in" && random.chance(0.5) ? REGISTER.southbankTerrace : REGISTER.southbankCounter;
};

type Reduction = Pick<NewOrder, "priceVariation" | "priceFixedVariation">;

/** Staff meals, loyalty discounts, five dollars for the wait; and the Sunday surcharge, which is the other way. */
const reductionOn = (basket: Basket, visit: Visit, random: Random): Reduction => {
  if (random.chance(0.025)) return { priceVariation: random.pick(["0.5", "0.75", "0.9"]) };
  const plenty = basket.lines.length + basket.options.length >= 4;
  if (plenty && random.chance(0.05)) return { priceFixedVariation: "-5" };
  return visit.weekday === 0 && visit.menu.site.id === SITE.southbank ? { priceVariation: "1.1" } : {};
};

const discounted = (lines: readonly LineInput[], random: Random): LineInput[] =>
  lines.map((line) => {
    if (!random.chance(0.02)) return line;
    return random.chance(0.7) ? { ...line, priceVariation: "0.9" } : { ...line, priceFixedVariation: "-1" };
  });

const guestsFor = (type: OrderType, random: Random): number => {
  if (type === "Takeaway") return random.weighted([[1, 7] as const, [2, 2] as const, [3, 1] as const]);
  if (type !== "Dine in") return random.int(1, 3);
  return random.weighted([[1, 4] as const, [2, 9] as const, [3, 3] as const, [4, 3] as const, [7, 1] as const]);
};

const callers = ["Sam", "Alex", "Joy", "Mo", "Bea", "Ravi", "Kit", "D'Arcy"] as const;

/** One sale from the first order to the last payment. */
export const saleOf = (visit: Visit, book: SalesBook): Order => {
  const random = randomFrom(visit.seed);
  const { site } = visit.menu;
  const daypart = daypartAt(visit.hour);
  const type = random.weighted(orderTypesAt[daypart]);
  const seated = type === "Dine in";
  const online = type === "Pickup" || type === "Delivery";
  const guests = guestsFor(type, random);
  const basket = basketOf(visit.menu, random, { daypart, guests, seated });
  const reduction = reductionOn(basket, visit, random);

  const team = teamOf(site);
  const usual = daypart === "morning" ? team.barista : team.waiter;
  const lowers = reduction.priceVariation !== undefined || reduction.priceFixedVariation !== undefined;
  const staffId: StaffId = lowers ? team.manager : random.chance(0.8) ? usual : team.manager;
  const registerId = online ? onlineRegister(site) : registerFor(site, type, random);
  const actor: Actor = online ? { kind: "addon", addonId: DEMO_ADDON } : { kind: "operator", staffId, registerId };

  const customer = random.chance(online ? 0.75 : 0.12) ? random.pick(book.customers) : undefined;
  const ready = visit.at + random.int(18, 45) * MINUTE;
  const tipService: Partial<NewOrder> =
    seated && guests >= 6
      ? { tipServicePercent: "10" }
      : type === "Delivery" && random.chance(0.3)
        ? { tipServiceAmount: minor(random.pick([200, 300, 500])) }
        : {};
  const input = orderOf(site.id, {
    status: "PENDING",
    saleNumber: book.nextNumber(registerId, "sale"),
    registerId,
    orderType: type,
    lines: online ? basket.lines : discounted(basket.lines, random),
    options: basket.options,
    ...(online ? {} : reduction),
    ...tipService,
    ...(customer && { customerId: customer.id }),
    ...(seated && { guests, table: String(random.int(1, site.id === SITE.fitzroy ? 18 : 26)) }),
    ...(type === "Takeaway" && random.chance(0.4) && { notes: `For ${random.pick(callers)}` }),
    ...(online && { placedAt: isoWithOffset(visit.at, ZONE), fulfilAt: isoWithOffset(ready, ZONE) }),
  });
  const opened = book.open(input, actor, visit.at);
  const paidAt = seated ? visit.at + random.int(25, 80) * MINUTE : visit.at + random.int(20, 90) * 1000;
  const paid = book.pay(opened, opened.status === "COMPLETE" ? [] : paymentsFor(opened, random), actor, paidAt);
  if (paid.status !== "COMPLETE") throw new Error(`the demo's sale ${paid.saleNumber} is not paid`);
  return asStored(paid);
};

/** Whether a line can be given back as it was sold: nothing but its own price went into its total. */
const isPlain = (line: Order["lines"][number]): boolean =>
  line.optionSet === null && line.totalIncTax > 0 && line.priceFixedVariation === "0" && line.orderFixedShare === 0;

/** Gives a line of an earlier sale back, by whoever may and the way it was paid. Undefined: nobody has come back. */
export const refundOf = (visit: Visit, earlier: readonly Order[], book: SalesBook): Order | undefined => {
  const random = randomFrom(visit.seed);
  const { site } = visit.menu;
  const candidates = earlier.filter(
    (order) =>
      order.siteId === site.id &&
      order.completedAt !== null &&
      order.completedAt < visit.at - 10 * MINUTE &&
      order.payments[0]?.onAccount === false &&
      order.lines.some(isPlain),
  );
  if (candidates.length === 0) return undefined;
  const original = random.pick(candidates);
  const line = random.pick(original.lines.filter(isPlain));
  const staffId = teamOf(site).manager;
  const registerId = original.registerId ?? onlineRegister(site);
  const actor: Actor = { kind: "operator", staffId, registerId };
  const price = line.unitPriceIncTax === null ? { unitPriceExTax: line.unitPriceExTax } : {};
  const input = orderOf(site.id, {
    status: "PENDING",
    saleNumber: book.nextNumber(registerId, "return"),
    registerId,
    orderType: original.orderType,
    originalOrderId: original.id,
    priceVariation: original.priceVariation,
    notes: random.pick(["Wrong item", "Changed their mind", "Was cold", "Charged twice"]),
    ...(original.customer && { customerId: original.customer.id }),
    lines: [
      lineOf(line.productId, {
        quantity: dec(line.quantity).times(-1).toFixed(),
        unitPriceIncTax: line.unitPriceIncTax,
        ...price,
        priceVariation: line.priceVariation,
        modifiers: line.modifiers.map(({ productId, negated }) => (negated ? -productId : productId)),
      }),
    ],
  });
  const opened = book.open(input, actor, visit.at, original);
  const amount: Minor = opened.totals.total;
  const back = { methodId: original.payments[0]!.methodId, amount, tip: NOTHING, ref: `Refund ${original.saleNumber}` };
  const paid = book.pay(opened, [back], actor, visit.at + MINUTE);
  // As the register notes it, so that the same line is not given back once more.
  return asStored({ ...paid, lines: paid.lines.map((own) => ({ ...own, refundOf: line.lineId })) });
};
