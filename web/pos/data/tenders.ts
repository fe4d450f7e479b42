import { fromMinor } from "../../common/format.ts";
import type { Tender } from "./draft.ts";
import type { Snapshot } from "./snapshot.ts";

/** Money that was taken for an order which the server does not have yet. */

/** What of an order is paid by a tender: rounding counts as paid. Minor units. */
export const covers = ({ amount, rounding }: Pick<Tender, "amount" | "rounding">): number => amount + rounding;

export const coveredBy = (tenders: readonly Tender[] = []): number =>
  tenders.reduce((sum, tender) => sum + covers(tender), 0);

/** The payments of an order's body: cash rounding is a payment of its own, before the cash. */
export const paymentsOf = (
  tenders: readonly Tender[],
  { payment_methods: methods, company }: Pick<Snapshot, "payment_methods" | "company">,
): readonly object[] => {
  const rounds = methods.find(({ kind, active }) => kind === "rounding" && active);
  const amountOf = (minor: number): number => fromMinor(minor, company.currency);
  return tenders.flatMap(({ methodId, amount, tip, rounding, ref }) => [
    ...(rounding !== 0 && rounds ? [{ method_id: rounds.id, amount: amountOf(rounding) }] : []),
    {
      method_id: methodId,
      amount: amountOf(amount),
      ...(tip !== 0 && { tip: amountOf(tip) }),
      ...(ref !== null && ref !== "" && { ref }),
    },
  ]);
};
