import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { NOTHING, StateBadge } from "../../kit/cells.tsx";
import { DataTable } from "../../kit/DataTable.tsx";
import { FilterBar } from "../../kit/FilterBar.tsx";
import type { Column } from "../../kit/table.ts";
import { useUrl } from "../../kit/url.ts";
import { JobDrawer } from "./JobDrawer.tsx";
import { EVERY_MS, JOBS, type Job, faultWords, kindWords, stateWords, usePrinters } from "./printing.ts";
import { PrintingHead } from "./PrintingHead.tsx";
import styles from "./printers.module.css";

/** What went to the printers, the newest first, and what waits. */
export const JobsPage = (): ReactNode => {
  const { at, site, timezone } = useOffice();
  const { values, set } = useUrl();
  const [openId, setOpenId] = useState<number>();
  const printers = usePrinters(site?.id);
  const { state, printer_id, page = "1" } = values;
  const query = { site_id: site?.id, state, printer_id, page };
  const jobs = useQuery({
    queryKey: ["venue", JOBS, query],
    queryFn: ({ signal }) => api.list<Job>(at(JOBS), query, { signal }),
    refetchInterval: EVERY_MS,
  });
  const printerName = (id: number): string => printers.data?.find((one) => one.id === id)?.name ?? NOTHING;
  const more = jobs.data?.headers.has("x-next-page") ?? false;
  const at_ = Number(page);
  return (
    <>
      <PrintingHead says="Open one to see its docket, print it again or take it back." />
      <FilterBar
        filters={[
          {
            name: "state",
            label: "State",
            options: Object.entries(stateWords).map(([value, { title }]) => ({ value, label: title })),
          },
          {
            name: "printer_id",
            label: "Printer",
            options: (printers.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
          },
        ]}
      />
      <DataTable<Job>
        label="What was printed"
        of={jobs}
        idOf={({ id }) => id}
        nameOf={({ id, kind }) => `${kindWords[kind] ?? kind} ${id}`}
        onOpen={({ id }) => setOpenId(id)}
        tone={({ last_error: error, state: now }) => (error !== null && now === "waiting" ? "bad" : undefined)}
        columns={columnsOf(printerName, timezone)}
        empty={
          state === undefined && printer_id === undefined ? (
            <Empty title="Nothing was printed yet">Dockets are listed here as soon as the first order comes in.</Empty>
          ) : (
            <Empty title="Nothing fits these filters">Take one away.</Empty>
          )
        }
      />
      {(more || at_ > 1) && (
        <nav aria-label="Pages" className={styles["pages"]}>
          <Button
            variant="default"
            disabled={at_ <= 1}
            onClick={() => set({ page: at_ <= 2 ? undefined : String(at_ - 1) })}
          >
            Newer
          </Button>
          <Button variant="default" disabled={!more} onClick={() => set({ page: String(at_ + 1) })}>
            Older
          </Button>
        </nav>
      )}
      <JobDrawer id={openId} printers={printers.data ?? []} onClose={() => setOpenId(undefined)} />
    </>
  );
};

const columnsOf = (printerName: (id: number) => string, timezone: string): readonly Column<Job>[] => [
  { key: "kind", title: "Docket", cell: ({ kind }) => kindWords[kind] ?? kind },
  {
    key: "state",
    title: "State",
    card: "end",
    cell: ({ state: now }) => <StateBadge tone={stateWords[now].tone}>{stateWords[now].title}</StateBadge>,
  },
  { key: "printer", title: "Printer", cell: ({ printer_id: id }) => printerName(id) },
  { key: "order", title: "Order", align: "end", cell: ({ order_id: id }) => id ?? NOTHING },
  { key: "at", title: "Sent", cell: ({ created_at: when }) => dayAndTime(when, timezone) },
  {
    key: "error",
    title: "Trouble",
    wide: true,
    cell: ({ last_error: error, state: now }) =>
      error !== null && now !== "printed" ? `The printer ${faultWords(error)}` : NOTHING,
  },
];
