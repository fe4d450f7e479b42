import type { ReactNode } from "react";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";

const reasons: EditOf = {
  kind: "reject_reasons",
  path: "/reject-reasons",
  title: "Reject reasons",
  says: "What staff can say when they turn an order down.",
  one: "reject reason",
  write: "setup:write",
  none: "Add the reasons that come up: sold out, closing soon, too far away.",
  columns: () => [{ key: "name", title: "Reason", sort: "name", cell: nameOf }],
  start: () => ({}),
  groups: () => [
    {
      title: "Reason",
      fields: [{ kind: "text", name: "name", label: "Words", required: true, max: 100, wide: true }],
    },
  ],
  deleteSays: "Orders that were turned down with it keep the words.",
};

export const RejectReasonsPage = (): ReactNode => <RecordList of={reasons} />;
export const RejectReasonPage = (): ReactNode => <RecordPage of={reasons} />;
