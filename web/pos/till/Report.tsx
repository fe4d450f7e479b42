import { Box } from "@mantine/core";
import type { ReactNode } from "react";
import { Difference } from "../../common/components/Difference.tsx";
import { dayAndTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { CountedTender, Tender, XReport, ZReport } from "./till-data.ts";
import styles from "./Till.module.css";

const isCounted = (tender: Tender): tender is CountedTender => "counted" in tender;

/** What a period of a till came to, for the screen. */
export const Report = ({ report }: { report: XReport | ZReport }): ReactNode => {
  const { currency, timezone } = useRegister().snapshot.company;
  const show = (amount: number): string => money(amount, currency);
  const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;
  return (
    <div className={styles["report"]}>
      <div className={styles["figures"]}>
        <Figure says="Net sales" value={show(report.net)} note={count(report.orders, "sale", "sales")} />
        <Figure says="Tax in it" value={show(report.total_tax)} />
        <Figure says="Tips" value={show(report.tips)} />
        <Figure
          says="Refunds"
          value={show(report.refunds.amount)}
          note={count(report.refunds.count, "refund", "refunds")}
        />
      </div>
      <p className={styles["span"]}>
        {report.since === null ? "From the first sale" : `From ${dayAndTime(report.since, timezone)}`} to{" "}
        {dayAndTime(report.at, timezone)}
        {report.open_orders > 0 && `. ${count(report.open_orders, "order is", "orders are")} open and not counted yet`}.
      </p>
      <Tenders tenders={report.tenders} show={show} />
      <div className={styles["columns"]}>
        <Rows
          title="Sales"
          rows={[
            ["At list prices", show(report.gross)],
            ["Discounts", show(0 - report.discounts)],
            ["Refunds", show(0 - report.refunds.amount)],
            ["Net", show(report.net)],
          ]}
        />
        <Rows title="Tax" rows={report.tax.map(({ name, net, tax }) => [`${name} on ${show(net)}`, show(tax)])} />
        <Rows title="By category" rows={report.by_category.map(({ name, total }) => [name, show(total)])} />
        <Rows
          title="By staff"
          rows={report.by_staff.map(({ name, orders, total }) => [
            `${name} · ${count(orders, "sale", "sales")}`,
            show(total),
          ])}
        />
      </div>
      <p className={styles["span"]}>
        {count(report.deleted.count, "order was", "orders were")} deleted, {count(report.rejected.count, "was", "were")}{" "}
        rejected.
      </p>
    </div>
  );
};

const Figure = ({ says, value, note }: { says: string; value: string; note?: string }): ReactNode => (
  <div className={styles["figure"]}>
    <span>{says}</span>
    <b className="numbers">{value}</b>
    <small>{note ?? "\u00a0"}</small>
  </div>
);

const Tenders = ({ tenders, show }: { tenders: readonly Tender[]; show: (amount: number) => string }): ReactNode => {
  const used = tenders.filter(({ kind }) => kind !== "rounding");
  const counted = used.some((tender) => isCounted(tender) && tender.counted !== null);
  return (
    <section className={page["card"]}>
      <h2 className={page["cardTitle"]} id="tenders">
        Ways of paying
      </h2>
      <Box className={styles["scroll"]} tabIndex={0} role="region" aria-labelledby="tenders">
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">Paid with</th>
              <th scope="col">Sales</th>
              <th scope="col">Refunds</th>
              <th scope="col">Tips</th>
              <th scope="col">In and out</th>
              <th scope="col">Expected</th>
              {counted && <th scope="col">Counted</th>}
              {counted && <th scope="col">Difference</th>}
            </tr>
          </thead>
          <tbody>
            {used.map((tender) => (
              <tr key={tender.method_id}>
                <th scope="row">{tender.name}</th>
                <td data-says="Sales">{show(tender.sales)}</td>
                <td data-says="Refunds">{show(0 - tender.refunds)}</td>
                <td data-says="Tips">{show(tender.tips)}</td>
                <td data-says="In and out">{show(tender.float + tender.cash_in - tender.cash_out)}</td>
                <td data-says="Expected">
                  <b>{show(tender.expected)}</b>
                </td>
                {counted && isCounted(tender) && (
                  <>
                    <td data-says="Counted">{tender.counted === null ? "–" : show(tender.counted)}</td>
                    <td data-says="Difference">
                      <Difference amount={tender.difference} show={show} />
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {used.length === 0 && <p className={styles["span"]}>Nothing was paid yet.</p>}
    </section>
  );
};

const Rows = ({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }): ReactNode =>
  rows.length === 0 ? null : (
    <section className={page["card"]}>
      <h2 className={page["cardTitle"]}>{title}</h2>
      <dl className={styles["rows"]}>
        {rows.map(([says, value]) => (
          <div key={says}>
            <dt>{says}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
