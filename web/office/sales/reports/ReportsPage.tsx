import { Button, Select } from "@mantine/core";
import { ChartColumn, Download } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { download } from "../../kit/download.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import type { ReportRow } from "../data.ts";
import { PeriodPicker } from "../parts/PeriodPicker.tsx";
import { usePeriod } from "../parts/period.ts";
import { GROUPS, type Group, groupOf } from "./groups.ts";
import { ReportChart } from "./ReportChart.tsx";
import { ReportTable } from "./ReportTable.tsx";
import { ReportTabs } from "./ReportTabs.tsx";
import { useReport } from "./report-data.ts";
import styles from "./reports.module.css";

/** Sales of some days, added up by one thing or another. */
export const ReportsPage = (): ReactNode => {
  const { site } = useOffice();
  const { values, set } = useUrl();
  const { from, to } = usePeriod();
  const group = groupOf(values["group"]);
  const query = { from, to, site_id: site?.id, group: group.value };
  const report = useReport(query);
  return (
    <>
      <PageHead
        title="Reports"
        says="Completed sales by the venue's own days. Refunds count below zero; deleted and rejected orders do not count."
        actions={<Export query={query} name={`sales-by-${group.value}-${from}-${to}.csv`} />}
      />
      <ReportTabs />
      <div className={styles["bar"]} role="search">
        <Select
          className={styles["group"]}
          aria-label="By"
          leftSection={<ChartColumn size={18} aria-hidden />}
          data={GROUPS.map(({ value, label }) => ({ value, label: `By ${label.toLowerCase()}` }))}
          value={group.value}
          allowDeselect={false}
          comboboxProps={{ shadow: "md" }}
          onChange={(value) =>
            set({ group: value === null || value === "day" ? undefined : value }, { replace: false })
          }
        />
        <PeriodPicker />
      </div>
      <Loaded of={report} what="Adding up">
        {(rows) => (
          <div aria-busy={report.isFetching} data-stale={report.isPlaceholderData || undefined}>
            <Result rows={rows} group={group} />
          </div>
        )}
      </Loaded>
    </>
  );
};

const Result = ({ rows, group }: { rows: readonly ReportRow[]; group: Group }): ReactNode => {
  const { company } = useOffice();
  if (rows.every(({ orders }) => orders === 0)) {
    return (
      <div className="card">
        <Empty icon={<ChartColumn size={32} />} title="Nothing was sold in these dates">
          Choose other dates, or another site.
        </Empty>
      </div>
    );
  }
  return (
    <div className={styles["page"]}>
      <ReportChart rows={rows} group={group} currency={company.currency} />
      <ReportTable rows={rows} group={group} currency={company.currency} />
    </div>
  );
};

const Export = ({ query, name }: { query: Parameters<typeof useReport>[0]; name: string }): ReactNode => {
  const { at } = useOffice();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      variant="default"
      leftSection={<Download size={18} aria-hidden />}
      disabled={busy}
      onClick={() => {
        setBusy(true);
        download(api, at("reports/sales.csv"), name, { query })
          .then(() => toastGood(`${name} is in your downloads.`))
          .catch((error: unknown) => toastBad(error, "The file was not downloaded"))
          .finally(() => setBusy(false));
      }}
    >
      Export CSV
    </Button>
  );
};
