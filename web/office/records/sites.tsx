import type { ReactNode } from "react";
import { StateBadge, textCell } from "../kit/cells.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { TIME_ZONES } from "./choices.ts";
import { staffName } from "./staff-name.ts";

const PERIODS = [
  { value: "OPENED", label: "Open for business" },
  { value: "CLOSED", label: "Closed" },
];

const sites: EditOf = {
  kind: "sites",
  path: "/sites",
  title: "Sites",
  says: "The places where you trade.",
  one: "site",
  write: "sites:write",
  none: "Add the place where you trade.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    { key: "phone", title: "Phone", wide: true, cell: ({ phone }) => textCell(phone) },
    { key: "email", title: "Email", wide: true, cell: ({ email }) => textCell(email) },
    {
      key: "period",
      title: "Trade",
      cell: ({ sales_period: period }) =>
        period === "CLOSED" ? <StateBadge tone="warn">Closed</StateBadge> : <StateBadge tone="good">Open</StateBadge>,
    },
    {
      key: "ordering",
      title: "Online ordering",
      card: "end",
      cell: ({ online_ordering: on }) =>
        on === true ? <StateBadge tone="good">On</StateBadge> : <StateBadge tone="plain">Off</StateBadge>,
    },
  ],
  start: () => ({ online_ordering: false, timezone: null }),
  groups: (_, isNew) => [
    {
      title: "Site",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        {
          kind: "text",
          name: "code",
          label: "Code",
          required: true,
          max: 20,
          says: "Begins the numbers of sales that no register has.",
        },
        {
          kind: "choice",
          name: "timezone",
          label: "Time zone",
          options: TIME_ZONES,
          orNull: "The company's",
        },
        ...(isNew
          ? []
          : [{ kind: "time" as const, name: "day_start", label: "Business day begins", says: "By the site's clock." }]),
      ],
    },
    {
      title: "Taking orders",
      says: "While ordering is off or the site is closed, orders from ordering apps are turned down.",
      fields: [
        { kind: "switch", name: "online_ordering", label: "Takes orders from ordering apps", wide: true },
        ...(isNew ? [] : [{ kind: "choice" as const, name: "sales_period", label: "Right now", options: PERIODS }]),
        ...(isNew ? [] : [{ kind: "record" as const, name: "price_list_id", label: "Price list", of: "price_lists" }]),
        {
          kind: "record",
          name: "pass_thru_register_id",
          label: "Pass-thru orders print at",
          of: "registers",
          orNull: "Nowhere",
        },
        {
          kind: "switch",
          name: "register_level_reconciliation",
          label: "Each register is counted on its own",
          wide: true,
        },
      ],
    },
    {
      title: "How to reach it",
      fields: [
        { kind: "text", name: "email", label: "Email", type: "email" },
        { kind: "text", name: "phone", label: "Phone", type: "tel" },
        { kind: "text", name: "mobile", label: "Mobile", type: "tel" },
        { kind: "text", name: "website", label: "Website", type: "url", placeholder: "https://…" },
        {
          kind: "record",
          name: "contact_staff_id",
          label: "Contact",
          of: "staff",
          title: staffName,
          orNull: "Nobody",
        },
        { kind: "text", name: "business_number", label: "Business number", max: 100 },
        { kind: "address", name: "postal_address", label: "Address" },
      ],
    },
    { title: "Picture", fields: [{ kind: "image", name: "image", label: "Address of the picture" }] },
  ],
  deleteSays: "A site goes while it has no registers and no order was ever taken there.",
};

export const SitesPage = (): ReactNode => <RecordList of={sites} />;
export const SitePage = (): ReactNode => <RecordPage of={sites} />;
