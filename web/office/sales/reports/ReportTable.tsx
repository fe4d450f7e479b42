import type { ReactNode } from "react";
import { fromMinor, money, quantity, toMinor } from "../../../common/format.ts";
import type { ReportRow } from "../data.ts";
import type { Group } from "./groups.ts";
import { rowName } from "./ReportChart.tsx";
import styles from "./reports.module.css";

/** Groups whose rows have a sale once each, so that their columns can be added up. */
const ADDS_ORDERS = new Set(["day", "hour", "staff", "site"]);

/** Every row of a report, and their sum where adding up means something. */
export const ReportTable = ({
  rows,
  group,
  currency,
}: {
  rows: readonly ReportRow[];
  group: Group;
  currency: string;
}): ReactNode => {
  const show = (amount: number | null): string => (amount === null ? "–" : money(amount, currency));
  const units = (amount: number | null): string => (amount === null ? "–" : quantity(amount));
  const hasUnits = rows.some((row) => row.quantity !== null);
  const hasTax = rows.some(({ tax }) => tax !== null);
  const sum = (of: (row: ReportRow) => number | null): number =>
    fromMinor(
      rows.reduce((all, row) => all + toMinor(of(row) ?? 0, currency), 0),
      currency,
    );
  // What two taxes are on counts for both of them.
  const sums = group.value !== "tax";
  const orders = rows.reduce((all, row) => all + row.orders, 0);
  return (
    <div className={styles["tableBox"]}>
      <table className={styles["table"]} aria-label={`Sales by ${group.label.toLowerCase()}, every row`}>
        <thead>
          <tr>
            <th scope="col">{group.label}</th>
            <th scope="col">Orders</th>
            {hasUnits && <th scope="col">Units</th>}
            <th scope="col">{group.value === "tender" ? "Taken, without tips" : "Sales with tax"}</th>
            {hasTax && <th scope="col">Tax</th>}
            {hasTax && <th scope="col">Without tax</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <bdi>{rowName(row, group)}</bdi>
              </th>
              <td data-says="Orders">{row.orders.toLocaleString()}</td>
              {hasUnits && <td data-says="Units">{units(row.quantity)}</td>}
              <td data-says="Sales">{show(row.gross)}</td>
              {hasTax && <td data-says="Tax">{show(row.tax)}</td>}
              {hasTax && <td data-says="Without tax">{show(row.net)}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            <td data-says="Orders">{ADDS_ORDERS.has(group.value) ? orders.toLocaleString() : ""}</td>
            {hasUnits && <td data-says="Units">{units(rows.reduce((all, row) => all + (row.quantity ?? 0), 0))}</td>}
            <td data-says="Sales">{sums ? show(sum(({ gross }) => gross)) : ""}</td>
            {hasTax && <td data-says="Tax">{show(sum(({ tax }) => tax))}</td>}
            {hasTax && <td data-says="Without tax">{sums ? show(sum(({ net }) => net)) : ""}</td>}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};
