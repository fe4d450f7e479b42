import type { ReactNode } from "react";
import { Difference } from "../../../common/components/Difference.tsx";
import { money } from "../../../common/format.ts";
import type { ZReport } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import styles from "./reports.module.css";

/** What was taken, what should be there, and what was counted, for each way of paying. */
export const Tenders = ({ report }: { report: ZReport }): ReactNode => {
  const show = (amount: number): string => money(amount, report.currency);
  const used = report.tenders.filter(({ kind }) => kind !== "rounding");
  if (used.length === 0) {
    return (
      <Panel title="Ways of paying">
        <Nothing>Nothing was paid.</Nothing>
      </Panel>
    );
  }
  return (
    <Panel title="Ways of paying">
      <table className={styles["table"]} aria-label="Ways of paying">
        <thead>
          <tr>
            <th scope="col">Paid with</th>
            <th scope="col">Sales</th>
            <th scope="col">Refunds</th>
            <th scope="col">Tips</th>
            <th scope="col">Cash in and out</th>
            <th scope="col">Expected</th>
            <th scope="col">Counted</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {used.map((tender) => (
            <tr key={tender.method_id}>
              <th scope="row">
                <bdi>{tender.name}</bdi>
              </th>
              <td data-says="Sales">{show(tender.sales)}</td>
              <td data-says="Refunds">{show(0 - tender.refunds)}</td>
              <td data-says="Tips">{show(tender.tips)}</td>
              <td data-says="Cash in and out">{show(tender.float + tender.cash_in - tender.cash_out)}</td>
              <td data-says="Expected">{show(tender.expected)}</td>
              <td data-says="Counted">{tender.counted === null ? "–" : show(tender.counted)}</td>
              <td data-says="Difference">
                <Difference amount={tender.difference} show={show} none="Not counted" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
