import type { ReactNode } from "react";
import { textCell } from "../kit/cells.tsx";
import { percentOf } from "../kit/fields/decimals.ts";
import { LinkTabs } from "../kit/LinkTabs.tsx";
import { nameOf, useAll } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";

const taxes: EditOf = {
  kind: "taxes",
  path: "/taxes",
  title: "Taxes",
  says: "Rates that prices hold. Orders keep the rate that they were made with.",
  one: "tax",
  write: "taxes:write",
  none: "Add the taxes that your prices hold.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    { key: "ledger", title: "Ledger code", wide: true, cell: ({ ledger_code: code }) => textCell(code) },
    { key: "rate", title: "Rate", align: "end", card: "end", cell: ({ rate }) => `${percentOf(String(rate))} %` },
  ],
  start: () => ({}),
  groups: () => [
    {
      title: "Tax",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "text", name: "code", label: "Code", required: true, max: 16 },
        { kind: "percent", name: "rate", label: "Rate", factor: true, required: true },
        { kind: "text", name: "ledger_code", label: "Ledger code", max: 20 },
      ],
    },
  ],
};

const groups: EditOf = {
  kind: "tax_groups",
  path: "/taxes/groups",
  title: "Tax groups",
  says: "Taxes that go together on a product.",
  one: "tax group",
  write: "taxes:write",
  none: "Needed only where a product has more than one tax.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    { key: "taxes", title: "Taxes", cell: ({ tax_ids: ids }) => <TaxNames ids={ids as number[]} /> },
  ],
  start: () => ({ tax_ids: [] }),
  groups: () => [
    {
      title: "Tax group",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "text", name: "code", label: "Code", required: true, max: 16 },
        { kind: "records", name: "tax_ids", label: "Taxes", of: "taxes", wide: true },
      ],
    },
  ],
};

/** The names of taxes by their ids. */
export const TaxNames = ({ ids }: { ids: readonly number[] }): ReactNode => {
  const taxes = useAll("taxes");
  const names = (taxes.data ?? []).filter(({ id }) => ids.includes(id)).map(nameOf);
  return ids.length === 0 ? "–" : names.join(", ");
};

const tabs = (
  <LinkTabs
    label="Taxes"
    tabs={[
      { title: "Taxes", to: "/taxes" },
      { title: "Tax groups", to: "/taxes/groups" },
    ]}
  />
);

export const TaxesPage = (): ReactNode => <RecordList of={taxes} above={tabs} />;
export const TaxPage = (): ReactNode => <RecordPage of={taxes} />;
export const TaxGroupsPage = (): ReactNode => <RecordList of={groups} above={tabs} />;
export const TaxGroupPage = (): ReactNode => <RecordPage of={groups} />;
