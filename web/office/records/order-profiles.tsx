import type { ReactNode } from "react";
import { NOTHING, activeCell, textCell } from "../kit/cells.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { siteNames } from "./cells.tsx";
import { ORDER_TYPES } from "./order-types.ts";

const MODES = [
  { value: "NONE", label: "Eaten here" },
  { value: "TAKE_AWAY", label: "Taken away" },
  { value: "DELIVERY", label: "Delivered" },
];

const profiles: EditOf = {
  kind: "account_profiles",
  path: "/order-profiles",
  title: "Order profiles",
  says: "Ways of ordering, each with its own prices and its own way to the guest.",
  one: "order profile",
  write: "setup:write",
  none: "Make one for each way: dine in, take away, delivery.",
  bySite: true,
  columns: (office) => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    {
      key: "mode",
      title: "To the guest",
      cell: ({ delivery_mode: mode }) => MODES.find(({ value }) => value === mode)?.label ?? NOTHING,
    },
    { key: "sites", title: "Sites", wide: true, cell: ({ site_ids: ids }) => siteNames(office, ids) },
    { key: "active", title: "State", width: "7rem", card: "end", cell: ({ active }) => activeCell(active) },
  ],
  start: () => ({ delivery_mode: "NONE", order_type: null, price_list_id: null, site_ids: null, active: true }),
  groups: () => [
    {
      title: "Profile",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "text", name: "code", label: "Code", required: true, max: 20, says: "Ordering apps name it by this." },
        { kind: "choice", name: "delivery_mode", label: "How it gets to the guest", options: MODES },
        {
          kind: "choice",
          name: "order_type",
          label: "Type of order",
          options: ORDER_TYPES,
          orNull: "Follows from the way",
        },
        { kind: "record", name: "price_list_id", label: "Price list", of: "price_lists", orNull: "The site's own" },
        { kind: "switch", name: "active", label: "In use", wide: true },
      ],
    },
    {
      title: "Sites",
      says: "Where it may be ordered by.",
      fields: [{ kind: "records", name: "site_ids", label: "Sites", of: "sites", orNull: "Every site", wide: true }],
    },
  ],
};

export const OrderProfilesPage = (): ReactNode => <RecordList of={profiles} />;
export const OrderProfilePage = (): ReactNode => <RecordPage of={profiles} />;
