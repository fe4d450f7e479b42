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
 * is still owed of it; the payment that pays the rest settles all of it. A payment that goes the other way takes its
 * share back, and all of it once nothing is left of what was handed over. Tips count towards the payable amount up to
 * the tip/service, whenever they come; beyond that they are ordinary ones.
 */
export const settle = (
  total: Minor,
  totalTax: Minor,
  tipService: Minor,
  payments: readonly Payment[],
): { payments: Payment[]; totals: Totals } => {
  const payable = total + tipService;
  const asked: Asked = { tipService, payable };
  let given = 0;
  let shared = 0;
  let paid = 0;
  let tips = 0;
  const settled = payments.map((payment) => {
    const remaining = payable - paid - counted(tips, asked);
    const share = shareOfTip(payment, asked, { given, remaining, shared });
    const extraTip = payment.tip - (counted(tips + payment.tip, asked) - counted(tips, asked));
    given += payment.amount + payment.tip;
    shared += share;
    paid += payment.amount;
    tips += payment.tip;
    return { ...payment, tipService: minor(share), extraTip: minor(extraTip) };
  });
  return {
    payments: settled,
    totals: {
      total,
      totalTax,
      tipService,
      paid: minor(paid),
      tips: minor(tips - counted(tips, asked)),
      tipServicePaid: minor(shared),
      remaining: minor(payable - paid - counted(tips, asked)),
    },
  };
};

type Asked = Readonly<{ tipService: number; payable: number }>;
/** What the payments before came to; `shared` is what they gave to the tip/service. */
type SoFar = Readonly<{ given: number; remaining: number; shared: number }>;

const shareOfTip = (
  { amount, tip }: Pick<Payment, "amount" | "tip">,
  { tipService, payable }: Asked,
  { given, remaining, shared }: SoFar,
): number => {
  if (tipService === 0 || payable === 0) return 0;
  const way = Math.sign(payable);
  const sign = Math.sign(tipService);
  const handed = (amount + tip) * way;
  const proportional = Math.abs(
    roundToMinor(
      dec(amount + tip)
        .times(tipService)
        .div(payable),
      0,
    ),
  );
  const ofTip = sign === way ? Math.abs(tip) : 0;
  const wanted = Math.max(proportional, Math.sign(tip) * way === Math.sign(handed) ? ofTip : 0);
  if (handed < 0) {
    const nothingLeft = given * way + handed <= 0;
    return -sign * (nothingLeft ? Math.abs(shared) : Math.min(Math.abs(shared), wanted)) || 0;
  }
  const owed = Math.abs(tipService - shared);
  const settlesAll = remaining * way > 0 && handed >= remaining * way;
  return sign * (settlesAll ? owed : Math.min(owed, wanted)) || 0;
};

/** What of all tips so far counts towards the tip/service; tips of the other sign do not. */
const counted = (tips: number, { tipService, payable }: Asked): number => {
  if (Math.sign(tips) !== Math.sign(tipService) || Math.sign(tips) !== Math.sign(payable)) return 0;
  return Math.sign(tips) * Math.min(Math.abs(tips), Math.abs(tipService));
};

/** Whether nothing is left to take (a sale) or to give back (a refund). */
export const isSettled = ({ total, tipService, remaining }: Totals): boolean =>
  total + tipService >= 0 ? remaining <= 0 : remaining >= 0;
