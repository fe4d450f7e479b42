import type { ReactNode } from "react";
import { saysOf } from "../../../common/api.ts";
import { fromMinor, money, toMinor } from "../../../common/format.ts";
import { StatCard } from "../../kit/StatCard.tsx";
import { count } from "../words.ts";
import type { FileRow } from "./sale-row.ts";
import type { useScanned } from "./sales-data.ts";
import styles from "./orders.module.css";

type Sum = { orders: number; total: number; tax: number; tips: number };

/** Adds up orders in minor units: completed ones, refunds among them, and what is not completed. */
const sumUp = (rows: readonly FileRow[], currency: string) => {
  const sums = { sales: none(), refunds: none(), open: none() };
  for (const { status, refund, total, tax, tips } of rows) {
    const sum = status === "COMPLETE" ? (refund ? sums.refunds : sums.sales) : sums.open;
    sum.orders++;
    sum.total += toMinor(total, currency);
    sum.tax += toMinor(tax, currency);
    sum.tips += toMinor(tips, currency);
  }
  return sums;
};
const none = (): Sum => ({ orders: 0, total: 0, tax: 0, tips: 0 });

/** What the orders that the list is narrowed to come to. */
export const Totals = ({
  scanned,
  rows,
  currency,
}: {
  scanned: Pick<ReturnType<typeof useScanned>, "error">;
  /** The orders that are added up; undefined while they are read. */
  rows: readonly FileRow[] | undefined;
  currency: string;
}): ReactNode => {
  if (scanned.error) return <p className={styles["note"]}>No totals: {saysOf(scanned.error)}</p>;
  const sums = rows && sumUp(rows, currency);
  const show = (minor: number): string => money(fromMinor(minor, currency), currency);
  const wait = "…";
  const { sales, refunds, open } = sums ?? { sales: none(), refunds: none(), open: none() };
  return (
    <section className={styles["totals"]} aria-label="Totals" aria-busy={!sums}>
      <StatCard
        label="Orders"
        value={rows ? rows.length.toLocaleString() : wait}
        says={open.orders > 0 ? `${count(open.orders, "order")} not completed` : undefined}
      />
      <StatCard
        label="Completed sales"
        value={sums ? show(sales.total + refunds.total) : wait}
        says={`${show(sales.tax + refunds.tax)} tax in it`}
      />
      <StatCard label="Tips" value={sums ? show(sales.tips + refunds.tips) : wait} />
      <StatCard
        label="Refunds"
        value={sums ? show(Math.abs(refunds.total)) : wait}
        says={refunds.orders > 0 ? count(refunds.orders, "refund") : undefined}
      />
    </section>
  );
};
