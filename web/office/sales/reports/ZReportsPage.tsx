import { ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { Difference, differenceOf } from "../../../common/components/Difference.tsx";
import { Empty } from "../../../common/components/States.tsx";
import { dayAndTime, money } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { DataTable } from "../../kit/DataTable.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { nameOf } from "../../kit/records-data.ts";
import type { Column } from "../../kit/table.ts";
import { useUrl } from "../../kit/url.ts";
import type { ZReport } from "../data.ts";
import { ReportTabs } from "./ReportTabs.tsx";
import { useTills, useZReports } from "./z-data.ts";

/** The counts that closed the tills. */
export const ZReportsPage = (): ReactNode => {
  const { company, timezone } = useOffice();
  const { values } = useUrl();
  const tills = useTills();
  const register = /^\d{1,16}$/.test(values["register_id"] ?? "") ? values["register_id"] : undefined;
  const reports = useZReports(register, Math.max(1, Math.floor(Number(values["page"] ?? 1)) || 1));
  return (
    <>
      <PageHead title="Z reports" says="Each closes the till of a register: what was sold, and what was counted." />
      <ReportTabs />
      <FilterBar
        filters={[
          {
            name: "register_id",
            label: "Register",
            options: (tills.data ?? []).map((till) => ({ value: String(till.id), label: nameOf(till) })),
          },
        ]}
      />
      <DataTable<ZReport>
        label="Z reports"
        of={tills.error ? { ...reports, error: tills.error } : reports}
        idOf={({ register: { id }, number }) => `${id}-${number}`}
        nameOf={({ number, register: { name } }) => `Z ${number} of ${name}`}
        href={({ register: { id }, number }) => `/reports/z/${id}/${number}`}
        columns={columnsOf(company.currency, timezone)}
        empty={
          <Empty icon={<ReceiptText size={32} />} title="No Z reports yet">
            A register makes one when its till is counted at the end of the day.
          </Empty>
        }
      />
    </>
  );
};

const columnsOf = (currency: string, timezone: string): readonly Column<ZReport>[] => {
  const show = (amount: number): string => money(amount, currency);
  return [
    { key: "number", title: "Report", cell: ({ number }) => `Z ${number}` },
    { key: "register", title: "Register", cell: ({ register: { name } }) => <bdi>{name}</bdi> },
    { key: "at", title: "Closed", cell: ({ at }) => <span className="numbers">{dayAndTime(at, timezone)}</span> },
    { key: "staff", title: "By", wide: true, cell: ({ staff: { name } }) => <bdi>{name}</bdi> },
    { key: "orders", title: "Orders", align: "end", wide: true, cell: ({ orders }) => orders.toLocaleString() },
    {
      key: "difference",
      title: "Counted",
      align: "end",
      cell: ({ tenders }) => <Difference amount={differenceOf(tenders)} show={show} none="Not counted" />,
    },
    { key: "net", title: "Sales", align: "end", card: "end", cell: ({ net }) => <b>{show(net)}</b> },
  ];
};
