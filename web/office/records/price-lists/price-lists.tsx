import type { ReactNode } from "react";
import { StateBadge } from "../../kit/cells.tsx";
import { nameOf } from "../../kit/records-data.ts";
import { RecordList } from "../../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../../kit/RecordPage.tsx";
import { PriceGrid } from "./PriceGrid.tsx";

const priceLists: EditOf = {
  kind: "price_lists",
  path: "/price-lists",
  title: "Price lists",
  says: "Prices that hold at some sites, or for some ways of ordering, instead of the products' own.",
  one: "price list",
  write: "products:write",
  none: "Add one where some products cost another price.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    {
      key: "kind",
      title: "Kind",
      cell: ({ parent_id: parent }) => (parent === null ? <StateBadge tone="plain">Base list</StateBadge> : "–"),
    },
    {
      key: "prices",
      title: "Own prices",
      align: "end",
      card: "end",
      cell: ({ prices, parent_id: parent }) => (parent === null ? "All" : String((prices as unknown[]).length)),
    },
  ],
  start: () => ({ prices: [] }),
  groups: (_, isNew) => [
    {
      title: "Price list",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        {
          kind: "record",
          name: "parent_id",
          label: "List above",
          says: "Where this list has no price, that of the list above holds.",
          of: "price_lists",
          ...(isNew && { orNull: "The base list" }),
          when: ({ id, parent_id: parent }) => id === undefined || parent !== null,
        },
      ],
    },
  ],
  toBody: ({ parent_id: parent, ...rest }) => ({ ...rest, ...(typeof parent === "number" && { parent_id: parent }) }),
  keeps: ({ parent_id: parent }) => parent === null,
  deleteSays: "One that a site, a way of ordering or another list goes by stays.",
  more: ({ record, editor }) => <PriceGrid record={record} editor={editor} />,
};

export const PriceListsPage = (): ReactNode => <RecordList of={priceLists} />;
export const PriceListPage = (): ReactNode => <RecordPage of={priceLists} />;
