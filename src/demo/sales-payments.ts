import type { PaymentInput } from "../domain/order/input.ts";
import type { Order } from "../domain/order/order.ts";
import { type Minor, NOTHING, minor, plus } from "../kit/money.ts";
import { METHOD } from "./ids.ts";
import type { Random } from "./random.ts";

const payment = (methodId: PaymentInput["methodId"], amount: Minor, ref: string | null, tip = NOTHING) => ({
  methodId,
  amount,
  tip,
  ref,
});

const approval = (random: Random): string => `AUTH ${random.int(100_000, 999_999)}`;
const voucher = (random: Random): string => `GV-${random.int(10_000, 99_999)}`;

/** Five to ten per cent, to the next half dollar. */
const tipOn = (total: Minor, random: Random): Minor => minor(Math.ceil((total * random.int(5, 10)) / 5_000) * 50);

/** How an order is paid to the cent: by one payment or split, with a voucher first, with a tip at the table. */
export const paymentsFor = (order: Order, random: Random): PaymentInput[] => {
  const payable = plus(order.totals.total, order.totals.tipService);
  if (order.addonId !== null) return [payment(null, payable, `app-pay-${order.saleId}`)];
  if (order.customer?.lastName === "Pty Ltd") return [payment(METHOD.account, payable, `PO ${random.int(400, 499)}`)];

  const seated = order.orderType === "Dine in";
  const sharing = seated && (order.guests ?? 1) > 1 && random.chance(0.15);
  if (sharing) {
    const parts = Math.min(order.guests ?? 2, 3);
    const each = Math.floor(payable / parts);
    return Array.from({ length: parts }, (_, i) => {
      const amount = minor(i === 0 ? payable - each * (parts - 1) : each);
      return random.chance(0.2) ? payment(METHOD.cash, amount, null) : payment(METHOD.card, amount, approval(random));
    });
  }
  if (payable > 3_000 && random.chance(0.04)) {
    const worth = minor(2_500);
    return [
      payment(METHOD.voucher, worth, voucher(random)),
      payment(METHOD.card, minor(payable - worth), approval(random)),
    ];
  }
  if (random.chance(0.2)) return [payment(METHOD.cash, payable, null)];
  if (order.totals.tipService > 0) {
    // Asked for by the bill, given as the terminal's tip.
    return [payment(METHOD.card, order.totals.total, approval(random), order.totals.tipService)];
  }
  const tip = seated && random.chance(0.14) ? tipOn(payable, random) : NOTHING;
  return [payment(METHOD.card, payable, approval(random), tip)];
};
