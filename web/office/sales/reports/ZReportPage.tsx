import { Button } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { FileDown, FileText } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../../../common/api.ts";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { dayAndTime, money } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { StatCard } from "../../kit/StatCard.tsx";
import type { ZReport } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import { count } from "../words.ts";
import { Tenders } from "./Tenders.tsx";
import { useZReport } from "./z-data.ts";
import order from "../order/order.module.css";
import styles from "./reports.module.css";

const UP = [
  { title: "Reports", to: "/reports" },
  { title: "Z reports", to: "/reports/z" },
];

/** As a printer would print it. */
const FORMS = [
  { ending: "pdf", says: "PDF", icon: <FileDown size={18} aria-hidden /> },
  { ending: "txt", says: "As text", icon: <FileText size={18} aria-hidden /> },
] as const;

/** The report of one closed period of a till. */
export const ZReportPage = (): ReactNode => {
  const { register = "", number = "" } = useParams({ strict: false }) as { register?: string; number?: string };
  const { at, sites, company } = useOffice();
  const report = useZReport(register, number);
  const gone = report.error instanceof ApiError && report.error.status === 404;
  const { data } = report;
  const timezone = sites.find(({ id }) => id === data?.site_id)?.timezone ?? company.timezone;
  return (
    <>
      <PageHead
        title={data ? `Z ${data.number}, ${data.register.name}` : gone ? "No such report" : `Z ${number}`}
        crumbs={UP}
        {...(data && {
          says: `${data.since === null ? "From the first sale" : `From ${dayAndTime(data.since, timezone)}`} to ${dayAndTime(data.at, timezone)}. Counted by ${data.staff.name}.`,
          actions: FORMS.map(({ ending, says, icon }) => (
            <Button
              key={ending}
              component="a"
              href={api.urlOf(at(`registers/${register}/z_reports/${number}.${ending}`))}
              target="_blank"
              rel="noreferrer"
              variant="default"
              leftSection={icon}
            >
              {says}
            </Button>
          )),
        })}
      />
      {gone ? (
        <div className="card">
          <Empty
            title="There is no report with this number"
            action={<GoLink to="/reports/z">Look at all Z reports</GoLink>}
          />
        </div>
      ) : (
        <Loaded of={report} what="Loading the report">
          {(found) => <Body report={found} />}
        </Loaded>
      )}
    </>
  );
};

const Body = ({ report }: { report: ZReport }): ReactNode => {
  const show = (amount: number): string => money(amount, report.currency);
  return (
    <div className={styles["page"]}>
      <div className={styles["stats"]}>
        <StatCard label="Sales" value={show(report.net)} says={count(report.orders, "order")} />
        <StatCard label="Tax in it" value={show(report.total_tax)} />
        <StatCard label="Tips" value={show(report.tips)} />
        <StatCard
          label="Refunds"
          value={show(report.refunds.amount)}
          says={report.refunds.count > 0 ? count(report.refunds.count, "refund") : undefined}
        />
      </div>
      <Tenders report={report} />
      {report.note && (
        <Panel title="Note">
          <bdi>{report.note}</bdi>
        </Panel>
      )}
      <div className={styles["columns"]}>
        <Rows
          title="From list prices to sales"
          rows={[
            ["At list prices", show(report.gross)],
            ["Discounts", show(0 - report.discounts)],
            ["Refunds", show(0 - report.refunds.amount)],
            ["Sales with tax", show(report.net)],
          ]}
        />
        <Rows title="Tax" rows={report.tax.map(({ name, net, tax }) => [`${name} on ${show(net)}`, show(tax)])} />
        <Rows title="Categories" rows={report.by_category.map(({ name, total }) => [name, show(total)])} />
        <Rows
          title="Staff"
          rows={report.by_staff.map(({ name, orders, total }) => [`${name}, ${count(orders, "order")}`, show(total)])}
        />
      </div>
      <Nothing>
        {count(report.deleted.count, "order was", "orders were")} deleted, {count(report.rejected.count, "was", "were")}{" "}
        rejected.
      </Nothing>
    </div>
  );
};

const Rows = ({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }): ReactNode => (
  <Panel title={title}>
    {rows.length === 0 ? (
      <Nothing>Nothing was sold.</Nothing>
    ) : (
      <dl className={`${order["sums"]} ${styles["rows"]}`}>
        {rows.map(([label, value], i) => (
          <div key={`${label}-${i}`}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    )}
  </Panel>
);
