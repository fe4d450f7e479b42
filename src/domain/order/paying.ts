import { type Minor, NOTHING, dec, minor, roundToMinor } from "../../kit/money.ts";
import type { Payment, TipService, Totals } from "./order.ts";

/** The tip/service in money: a percentage of the total (rounded once), or the amount as it is. */
export const tipServiceOn = (total: Minor, tipService: TipService | null): Minor => {
  if (tipService === null) return NOTHING;
  if ("amount" in tipService) return tipService.amount;
  return roundToMinor(dec(total).times(tipService.percent).div(100), 0);
};

/**
 * Settles payments against an order in the order they were taken. Payable is total + tip/service. Each payment gives
 * the tip/service its proportional share of what was handed over, or its own tip when that is more, never beyond what
 * is still owed of it; the payment that pays the rest settles all of it. A tip beyond that is an ordinary one.
 */
export const settle = (
  total: Minor,
  totalTax: Minor,
  tipService: Minor,
  payments: readonly Payment[],
): { payments: Payment[]; totals: Totals } => {
  const payable = total + tipService;
  let remaining = payable;
  let owed: number = tipService;
  let paid = 0;
  let tips = 0;
  const settled = payments.map((payment) => {
    const given = payment.amount + payment.tip;
    const share =
      owed === 0 || payable === 0 ? 0 : shareOfTip(given, tipService, payable, payment.tip, owed, remaining);
    const tipCounted = towards(payment.tip, share);
    remaining -= payment.amount + tipCounted;
    owed -= share;
    paid += payment.amount;
    tips += payment.tip - tipCounted;
    return { ...payment, tipService: minor(share), extraTip: minor(payment.tip - tipCounted) };
  });
  return {
    payments: settled,
    totals: {
      total,
      totalTax,
      tipService,
      paid: minor(paid),
      tips: minor(tips),
      tipServicePaid: minor(tipService - owed),
      remaining: minor(remaining),
    },
  };
};

const shareOfTip = (
  given: number,
  tipService: number,
  payable: number,
  tip: number,
  owed: number,
  remaining: number,
): number => {
  const proportional = roundToMinor(dec(given).times(tipService).div(payable), 0);
  const sign = Math.sign(owed);
  const wanted = Math.max(proportional * sign, tip * sign, 0);
  const settlesAll = (given - remaining) * sign >= 0 && remaining * sign > 0;
  return sign * (settlesAll ? Math.abs(owed) : Math.min(Math.abs(owed), wanted));
};

/** The part of a tip that counts towards the share; a tip of the other sign counts for nothing. */
const towards = (tip: number, share: number): number =>
  Math.sign(tip) !== Math.sign(share) ? 0 : Math.sign(share) * Math.min(Math.abs(tip), Math.abs(share));

/** Whether nothing is left to take (a sale) or to give back (a refund). */
export const isSettled = ({ total, tipService, remaining }: Totals): boolean =>
  total + tipService >= 0 ? remaining <= 0 : remaining >= 0;
