import { describe, expect, test } from "vitest";
import type { PaymentId } from "../../src/domain/ids.ts";
import { recount } from "../../src/domain/order/change.ts";
import type { Order } from "../../src/domain/order/order.ts";
import { takePayment } from "../../src/domain/order/take-payment.ts";
import { minor } from "../../src/kit/money.ts";
import { METHOD, aLine, addon, context, made, operator } from "./menu.ts";

const chips = (quantity: string) => aLine({ quantity });
/** An ACCEPTED order of 20.00. */
const sale = (facts: Partial<Order> = {}): Order =>
  recount({ ...made({ lines: [chips("2")] }), status: "ACCEPTED", ...facts });
const refund = recount({ ...made({ lines: [chips("-2")] }), status: "ACCEPTED" });
const deposit = recount({ ...made(), status: "ON_HOLD" });
const service = { tipService: { amount: minor(500) } };

const take = (order: Order, amount: number, tip: number, by: typeof operator | typeof addon = operator) =>
  takePayment(
    order,
    {
      payment: { methodId: METHOD.card, amount: minor(amount), tip: minor(tip), ref: null },
      round: false,
      paymentId: (number) => number as PaymentId,
    },
    { ...context, actor: by },
  );
const after = (order: Order, ...amounts: readonly number[]): Order =>
  amounts.reduce((before, amount) => {
    const taken = take(before, amount, 0, addon);
    if (!taken.ok) throw new Error(`refused: ${taken.error.kind}`);
    return { ...taken.value.order, status: "ACCEPTED" };
  }, order);

/** What an order and a payment come to: what remains, or what was due when the payment is beyond it. */
const rows: readonly [string, Order, number, number, { remaining: number } | { due: string }][] = [
  ["all that is due", sale(), 2000, 0, { remaining: 0 }],
  ["a part", sale(), 500, 0, { remaining: 1500 }],
  ["the rest after a part", after(sale(), 500), 1500, 0, { remaining: 0 }],
  ["a cent more than is due", sale(), 2001, 0, { due: "20.00" }],
  ["more than the rest", after(sale(), 500), 2000, 0, { due: "15.00" }],
  ["anything when all is paid", after(sale(), 2000), 1, 0, { due: "0.00" }],
  ["anything when too much was paid", after(sale(), 2500), 1, 0, { due: "0.00" }],
  ["a tip on top of all that is due", sale(), 2000, 300, { remaining: 0 }],
  ["a tip alone when all is paid", after(sale(), 2000), 0, 300, { remaining: 0 }],
  ["more than is due with a tip", sale(), 2300, 300, { due: "20.00" }],
  ["total and tip/service", sale(service), 2500, 0, { remaining: 0 }],
  ["the total, and the tip/service as a tip", sale(service), 2000, 500, { remaining: 0 }],
  ["tip/service twice, as amount and as tip", sale(service), 2500, 500, { due: "20.00" }],
  ["more than is due, back", after(sale(), 2500), -500, 0, { remaining: 0 }],
  ["a payment taken back", after(sale(), 2000), -2000, 0, { remaining: 2000 }],
  ["all that is to be given back", refund, -2000, 0, { remaining: 0 }],
  ["more than is to be given back", refund, -2001, 0, { due: "-20.00" }],
  ["more back when all of it is given back", after(refund, -2000), -1, 0, { due: "0.00" }],
  ["what was given back, taken again", after(refund, -2000), 2000, 0, { remaining: -2000 }],
  ["a deposit before the first line", deposit, 5000, 0, { remaining: -5000 }],
  ["a payment where nothing costs anything", sale({ priceVariation: "0" }), 100, 0, { due: "0.00" }],
];

describe("what the venue's people may take for an order", () => {
  test.each(rows)("VU-01 %s", (_what, order, amount, tip, wanted) => {
    const taken = take(order, amount, tip);
    if ("due" in wanted) {
      expect(taken).toMatchObject({ ok: false, error: { kind: "over_paid", due: wanted.due } });
      expect(take(order, amount, tip, addon), "what an add-on took has happened").toMatchObject({ ok: true });
    } else {
      expect(taken).toMatchObject({ ok: true, value: { order: { totals: wanted } } });
    }
  });

  test("VU-01 an order that is over says so first", () => {
    const over = { ...after(sale(), 2000), status: "COMPLETE" } as const;
    expect(take(over, 2000, 0)).toMatchObject({ ok: false, error: { kind: "order_is_complete" } });
  });
});
