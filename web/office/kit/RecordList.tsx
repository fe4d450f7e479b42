import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../common/components/States.tsx";
import { type Office, useOffice } from "../app/office.ts";
import { DataTable } from "./DataTable.tsx";
import { type Filter, FilterBar } from "./FilterBar.tsx";
import { PageHead } from "./PageHead.tsx";
import { type Rec, nameOf, useRecords } from "./records-data.ts";
import type { Selection } from "./selection.ts";
import type { Column } from "./table.ts";
import { useGo } from "./useGo.ts";
import { useUrl } from "./url.ts";

/** How a kind of record is listed. */
export type ListOf = Readonly<{
  /** The kind's path below the company: "price_lists". */
  kind: string;
  /** Its page below /office: "/price-lists". */
  path: string;
  title: string;
  /** What it is for, in one sentence. */
  says: string;
  /** What one is called: "price list". */
  one: string;
  /** Who may add and change them. */
  write: string;
  columns: (office: Office) => readonly Column<Rec>[];
  nameOf?: (record: Rec) => string;
  /** What there is to do while there are none. */
  none: string;
  /** Whether the top bar's site narrows the list. */
  bySite?: boolean;
  /** The server has an order of its own. */
  unsorted?: boolean;
}>;

/** The page that lists a kind of record: search, filters, a table, and the way to add one. */
export const RecordList = ({
  of,
  filters = [],
  actions,
  above,
  selection,
}: {
  of: ListOf;
  filters?: readonly Filter[];
  actions?: ReactNode;
  /** Between the title and the list. */
  above?: ReactNode;
  selection?: Selection;
}): ReactNode => {
  const office = useOffice();
  const go = useGo();
  const { values } = useUrl();
  const asked = Object.fromEntries(
    ["q", "sort", "page", ...filters.map(({ name }) => name)].map((name) => [name, values[name]]),
  );
  const records = useRecords(of.kind, {
    ...(!of.unsorted && { sort: "name" }),
    ...withoutNothing(asked),
    ...(of.bySite && { site_id: office.site?.id }),
  });
  const mayWrite = office.may(of.write);
  const narrowed = Object.entries(asked).some(
    ([name, value]) => value !== undefined && name !== "sort" && name !== "page",
  );
  const add = mayWrite && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => void go(`${of.path}/new`)}>
      Add {of.one}
    </Button>
  );
  return (
    <>
      <PageHead
        title={of.title}
        says={of.says}
        actions={
          <>
            {actions}
            {add}
          </>
        }
      />
      {above}
      <FilterBar search={`Search ${of.title.toLowerCase()}`} filters={filters} />
      <DataTable
        label={of.title}
        of={records}
        columns={of.columns(office)}
        idOf={({ id }) => id}
        nameOf={of.nameOf ?? nameOf}
        href={({ id }) => `${of.path}/${id}`}
        {...(selection && { selection })}
        {...(!of.unsorted && { sorted: "name" })}
        empty={
          narrowed ? (
            <Empty title="Nothing fits the search">Try other words, or take a filter away.</Empty>
          ) : (
            <Empty title={`No ${of.title.toLowerCase()} yet`} action={add}>
              {of.none}
            </Empty>
          )
        }
      />
    </>
  );
};

const withoutNothing = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined));
