import type { ReactNode } from "react";
import { activeCell, moneyCell, textCell } from "../kit/cells.tsx";
import type { OwnProps } from "../kit/fields/field.ts";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { siteNames } from "./cells.tsx";
import { DiscountValue } from "./DiscountValue.tsx";

const Value = (props: OwnProps): ReactNode => <DiscountValue {...props} />;

const discounts: EditOf = {
  kind: "discounts",
  path: "/discounts",
  title: "Discounts",
  says: "What may be taken off a line at the register or by an ordering app.",
  one: "discount",
  write: "setup:write",
  none: "Make one for each that you give: staff, happy hour, loyalty.",
  bySite: true,
  columns: (office) => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    {
      key: "value",
      title: "Takes off",
      align: "end",
      card: "end",
      cell: ({ percent, amount }) =>
        typeof percent === "string" ? `${Number(percent)} %` : moneyCell(amount, office.company.currency),
    },
    { key: "sites", title: "Sites", wide: true, cell: ({ site_ids: ids }) => siteNames(office, ids) },
    { key: "active", title: "State", width: "7rem", cell: ({ active }) => activeCell(active) },
  ],
  start: () => ({ percent: "10", amount: null, site_ids: null, active: true }),
  groups: () => [
    {
      title: "Discount",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "text", name: "code", label: "Code", required: true, max: 20, says: "Ordering apps name it by this." },
        { kind: "own", name: "percent", label: "Takes off", render: Value },
        { kind: "switch", name: "active", label: "May be given", wide: true },
      ],
    },
    {
      title: "Sites",
      says: "Where it may be given.",
      fields: [{ kind: "records", name: "site_ids", label: "Sites", of: "sites", orNull: "Every site", wide: true }],
    },
  ],
};

export const DiscountsPage = (): ReactNode => <RecordList of={discounts} />;
export const DiscountPage = (): ReactNode => <RecordPage of={discounts} />;
