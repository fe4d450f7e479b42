import type { ReactNode } from "react";
import { StateBadge, textCell } from "../kit/cells.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { ReceiptPrinter } from "./ReceiptPrinter.tsx";
import { siteName } from "./cells.tsx";
import { RegisterDevices } from "./RegisterDevices.tsx";

const PRINTER = "receipt_printer_id";

const registers: EditOf = {
  kind: "registers",
  path: "/registers",
  title: "Registers & devices",
  says: "The places at a site where orders are taken, and the tablets that stand there.",
  one: "register",
  write: "setup:write",
  none: "Add a register, then set a tablet up as it.",
  bySite: true,
  columns: (office) => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    { key: "site", title: "Site", cell: ({ site_id: id }) => siteName(office, id) },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    { key: "prefix", title: "Sales begin with", wide: true, cell: ({ sale_prefix: prefix }) => textCell(prefix) },
    {
      key: "online",
      title: "State",
      card: "end",
      width: "7rem",
      cell: ({ online }) =>
        online === true ? <StateBadge tone="good">Online</StateBadge> : <StateBadge tone="plain">Offline</StateBadge>,
    },
  ],
  start: (office) => ({ site_id: (office.site ?? office.sites[0])?.id ?? null }),
  groups: (_, isNew) => [
    {
      title: "Register",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100 },
        { kind: "text", name: "code", label: "Code", required: true, max: 20 },
        { kind: "record", name: "site_id", label: "Site", of: "sites", required: true },
        ...(isNew
          ? []
          : [
              {
                kind: "switch" as const,
                name: "online",
                label: "Online",
                says: "A tablet that is in use turns it on by itself.",
              },
            ]),
        {
          kind: "own",
          name: PRINTER,
          label: "Receipts print on",
          says: "X and Z reports too.",
          wide: false,
          render: (props) => <ReceiptPrinter {...props} />,
        },
      ],
    },
    {
      title: "Numbers of sales",
      says: "Made from the code unless given.",
      fields: [
        { kind: "text", name: "sale_prefix", label: "Sales begin with", max: 20, placeholder: "F1-" },
        { kind: "text", name: "return_prefix", label: "Refunds begin with", max: 20, placeholder: "F1R-" },
      ],
    },
  ],
  toBody: (changes) =>
    Object.fromEntries(Object.entries(changes).filter(([name, value]) => value !== null || name === PRINTER)),
  deleteSays: "A register goes while no device stands at it and no order is open at it.",
  more: ({ record }) => record && <RegisterDevices registerId={record.id} />,
};

export const RegistersPage = (): ReactNode => <RecordList of={registers} />;
export const RegisterPage = (): ReactNode => <RecordPage of={registers} />;
