import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { ReceiptText, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty } from "../../../common/components/States.tsx";
import { dayAndTime, money } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { DataTable } from "../../kit/DataTable.tsx";
import { type Filter, FilterBar } from "../../kit/FilterBar.tsx";
import { type Rec, nameOf, useAll } from "../../kit/records-data.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import type { Column } from "../../kit/table.ts";
import { useUrl } from "../../kit/url.ts";
import { ORDER_TYPES } from "../../records/order-types.ts";
import { staffName } from "../../records/staff-name.ts";
import type { FoundSums } from "../data.ts";
import { PeriodPicker } from "../parts/PeriodPicker.tsx";
import { PRESETS, useToday } from "../parts/period.ts";
import { STATUSES, statusSays } from "../words.ts";
import { AmountFilter } from "./AmountFilter.tsx";
import { ExportButton } from "./ExportButton.tsx";
import { DELETED, OPEN, REGISTER, useSalesFilter } from "./filters.ts";
import type { SaleRow } from "./sale-row.ts";
import { useNames, useSales, useSums } from "./sales-data.ts";
import { Totals } from "./Totals.tsx";
import styles from "./orders.module.css";

/** Who made orders, as choices: the venue itself first, then add-ons by name. */
const sourcesOf = (sources: FoundSums["sources"], chosen: string | undefined): Filter["options"] => {
  const addons = sources
    .flatMap(({ addon_id: id, name }) => (id === null ? [] : { value: String(id), label: name ?? `Add-on ${id}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  const known = [{ value: REGISTER, label: "Register" }, ...addons];
  return chosen === undefined || known.some(({ value }) => value === chosen)
    ? known
    : [...known, { value: chosen, label: `Add-on ${chosen}` }];
};

/** The choices of the filters. `sources` are who made orders; undefined for whoever may not know of all of them. */
const useFilters = (sources: Filter["options"] | undefined): readonly Filter[] => {
  const { site } = useOffice();
  const { registers, people } = useNames();
  const methods = useAll("payment_methods").data ?? [];
  const here = registers.filter(({ site_id: at }) => site === undefined || at === site.id);
  const named = (records: readonly Rec[]) => records.map((one) => ({ value: String(one.id), label: nameOf(one) }));
  return [
    {
      name: "status",
      label: "Status",
      options: [
        { value: OPEN, label: "Open" },
        ...STATUSES.map(({ value, label }) => ({ value, label })),
        { value: DELETED, label: "Deleted" },
      ],
    },
    { name: "order_type", label: "Order type", options: ORDER_TYPES },
    ...(sources ? [{ name: "addon_id", label: "Source", options: sources }] : []),
    { name: "register_id", label: "Register", options: named(here) },
    {
      name: "staff_id",
      label: "Staff member",
      options: people.map((person) => ({ value: String(person.id), label: staffName(person) })),
    },
    { name: "payment_method_id", label: "Paid by", options: named(methods) },
  ];
};

const PHONE = "(max-width: 47.99em)";
const FILTERS = ["q", "status", "order_type", "addon_id", "register_id", "staff_id", "payment_method_id", "min", "max"];

/** Every order, whatever became of it: narrowed, added up, taken away as a file. */
export const SalesPage = (): ReactNode => {
  const { company, timezone, sites, site, may } = useOffice();
  const { values, set } = useUrl();
  const filter = useSalesFilter();
  const all = may("reports:read");
  const page = Math.max(1, Math.floor(Number(values["page"] ?? 1)) || 1);
  const list = useSales(filter, page);
  const sums = useSums(filter);
  const today = useToday();
  const filters = useFilters(all ? sourcesOf(sums.data?.sources ?? [], values["addon_id"]) : undefined);
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const [more, setMore] = useState(false);
  // On a phone the orders come first, and most filters when they are asked for.
  const few = phone && !more;
  const inUse = FILTERS.filter((name) => name !== "q" && values[name] !== undefined).length;
  const narrowed = FILTERS.some((name) => values[name] !== undefined);
  const year = PRESETS.find(({ value }) => value === "year")?.of(today);
  return (
    <>
      <PageHead
        title="Sales"
        says="Every order, one by one: what was sold, how it was paid, and what became of it."
        actions={
          <>
            {!phone && <PeriodPicker />}
            {all && <ExportButton filter={filter} />}
          </>
        }
      />
      <FilterBar search="Search number, customer, table" filters={few ? [] : filters}>
        {!few && <AmountFilter />}
        {phone && <PeriodPicker />}
        {phone && (
          <Button
            variant="default"
            fullWidth
            leftSection={<SlidersHorizontal size={18} aria-hidden />}
            aria-expanded={!few}
            onClick={() => setMore(few)}
          >
            {few ? `More filters${inUse > 0 ? ` (${inUse} set)` : ""}` : "Fewer filters"}
          </Button>
        )}
      </FilterBar>
      {all && <Totals of={sums} currency={company.currency} />}
      <DataTable<SaleRow>
        label="Sales"
        of={list}
        columns={columnsOf({ currency: company.currency, timezone, bySite: sites.length > 1 && !site })}
        idOf={({ id }) => id}
        nameOf={({ number }) => number}
        href={({ id }) => `/sales/${id}`}
        empty={
          page > 1 ? (
            <BeyondTheEnd />
          ) : (
            <Empty
              icon={<ReceiptText size={32} />}
              title={narrowed ? "No order fits" : "No orders in these dates"}
              action={
                <span className={styles["ways"]}>
                  {narrowed && (
                    <Button
                      variant="default"
                      onClick={() => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
                    >
                      Take the filters away
                    </Button>
                  )}
                  {year && (filter.from !== year.from || filter.to !== year.to) && (
                    <Button variant="default" onClick={() => set(year)}>
                      Look at the last 12 months
                    </Button>
                  )}
                </span>
              }
            >
              {narrowed ? "Try other words or dates, or take a filter away." : "Choose other dates."}
            </Empty>
          )
        }
      />
    </>
  );
};

/** A page that the list has not: it has become shorter, or was taken for longer before it was counted. */
const BeyondTheEnd = (): ReactNode => {
  const { set } = useUrl();
  return (
    <Empty
      icon={<ReceiptText size={32} />}
      title="The list ends before this page"
      action={
        <Button variant="default" onClick={() => set({ page: undefined })}>
          Go to the first page
        </Button>
      }
    />
  );
};

const columnsOf = ({
  currency,
  timezone,
  bySite,
}: Readonly<{ currency: string; timezone: string; bySite: boolean }>): readonly Column<SaleRow>[] => [
  {
    key: "number",
    title: "Number",
    cell: ({ number, refund }) => (
      <span className={styles["number"]}>
        {number}
        {refund && <StateBadge tone="warn">Refund</StateBadge>}
      </span>
    ),
  },
  { key: "at", title: "Taken", cell: ({ at }) => <span className={styles["keep"]}>{dayAndTime(at, timezone)}</span> },
  {
    key: "status",
    title: "Status",
    cell: (row) => {
      const { label, tone } = statusSays(row);
      return (
        <span className={styles["keep"]}>
          <StateBadge tone={tone}>{label}</StateBadge>
        </span>
      );
    },
  },
  {
    key: "type",
    title: "Type",
    cell: ({ type, table }) => [type, table && `Table ${table}`].filter(Boolean).join(", ") || "–",
  },
  { key: "customer", title: "Customer", wide: true, cell: ({ customer }) => <bdi>{customer ?? "–"}</bdi> },
  { key: "by", title: "Taken by", wide: true, cell: ({ by }) => <bdi>{by ?? "–"}</bdi> },
  ...(bySite
    ? [{ key: "site", title: "Site", wide: true, cell: ({ site }: SaleRow) => <bdi>{site ?? "–"}</bdi> }]
    : []),
  {
    key: "total",
    title: "Total",
    align: "end",
    card: "end",
    cell: ({ total }) => <b className="numbers">{money(total, currency)}</b>,
  },
];
