import type { ReactNode } from "react";
import { NOTHING, activeCell, moneyCell, textCell } from "../kit/cells.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";

const KINDS = [
  { value: "cash", label: "Cash" },
  { value: "card", label: "Card" },
  { value: "account", label: "Customer's account" },
  { value: "voucher", label: "Voucher" },
  { value: "rounding", label: "Rounding of cash" },
  { value: "other", label: "Other" },
];

const methods: EditOf = {
  kind: "payment_methods",
  path: "/payment-methods",
  title: "Payment methods",
  says: "Ways in which guests can pay.",
  one: "payment method",
  write: "setup:write",
  none: "Add cash and cards, so that orders can be paid.",
  columns: ({ company }) => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "kind", title: "Kind", cell: ({ kind }) => KINDS.find(({ value }) => value === kind)?.label ?? NOTHING },
    {
      key: "rounding",
      title: "Smallest coin",
      align: "end",
      cell: ({ rounding }) => moneyCell(rounding, company.currency),
    },
    { key: "ledger", title: "Ledger code", wide: true, cell: ({ ledger_code: code }) => textCell(code) },
    { key: "active", title: "State", card: "end", width: "7rem", cell: ({ active }) => activeCell(active) },
  ],
  start: () => ({ kind: "card", active: true }),
  groups: () => [
    {
      title: "Payment method",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "choice", name: "kind", label: "Kind", options: KINDS, required: true },
        {
          kind: "money",
          name: "rounding",
          label: "Smallest coin",
          says: "What is due in cash is rounded to it. Empty: nothing is rounded.",
          when: ({ kind }) => kind === "cash",
        },
        { kind: "switch", name: "active", label: "Offered at the register", wide: true },
      ],
    },
    {
      title: "Books",
      says: "What reports and other systems call it.",
      fields: [
        { kind: "text", name: "code", label: "Code", max: 20, says: "Made from the name unless given." },
        { kind: "text", name: "ledger_code", label: "Ledger code", max: 20 },
      ],
    },
  ],
  deleteSays: "One that was paid with stays. Switch it off instead.",
};

export const PaymentMethodsPage = (): ReactNode => <RecordList of={methods} />;
export const PaymentMethodPage = (): ReactNode => <RecordPage of={methods} />;
