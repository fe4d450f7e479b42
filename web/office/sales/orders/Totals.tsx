import type { ReactNode } from "react";
import { saysOf } from "../../../common/api.ts";
import { fromMinor, money, toMinor } from "../../../common/format.ts";
import { StatCard } from "../../kit/StatCard.tsx";
import type { FoundSums } from "../data.ts";
import { count } from "../words.ts";
import type { useSums } from "./sales-data.ts";
import styles from "./orders.module.css";

const none = { orders: 0, total: 0, total_tax: 0, tips: 0 };
const nothing: Omit<FoundSums, "sources"> = { orders: 0, sales: none, refunds: none, not_completed: none };

/** What the orders that the list is narrowed to come to. */
export const Totals = ({ of, currency }: { of: ReturnType<typeof useSums>; currency: string }): ReactNode => {
  if (of.error) return <p className={styles["note"]}>No totals: {saysOf(of.error)}</p>;
  // Sums of another filter would be taken for those of this one.
  const known = of.isPlaceholderData ? undefined : of.data;
  const { orders, sales, refunds, not_completed: open } = known ?? nothing;
  const both = (amount: "total" | "total_tax" | "tips"): string =>
    money(fromMinor(toMinor(sales[amount], currency) + toMinor(refunds[amount], currency), currency), currency);
  const wait = "…";
  return (
    <section className={styles["totals"]} aria-label="Totals" aria-busy={!known}>
      <StatCard
        label="Orders"
        value={known ? orders.toLocaleString() : wait}
        says={open.orders > 0 ? `${count(open.orders, "order")} not completed` : undefined}
      />
      <StatCard label="Completed sales" value={known ? both("total") : wait} says={`${both("total_tax")} tax in it`} />
      <StatCard label="Tips" value={known ? both("tips") : wait} />
      <StatCard
        label="Refunds"
        value={known ? money(Math.abs(refunds.total), currency) : wait}
        says={refunds.orders > 0 ? count(refunds.orders, "refund") : undefined}
      />
    </section>
  );
};
