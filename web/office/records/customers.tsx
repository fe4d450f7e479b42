import type { ReactNode } from "react";
import { textCell } from "../kit/cells.tsx";
import type { Rec } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { staffName } from "./staff-name.ts";

const customerName = (customer: Rec): string => staffName(customer) || `Customer ${customer.id}`;

const customers: EditOf = {
  kind: "customers",
  path: "/customers",
  title: "Customers",
  says: "Guests that you know: for deliveries, accounts and receipts.",
  one: "customer",
  write: "customers:write",
  none: "They are added here, at the register, and by ordering apps.",
  nameOf: customerName,
  unsorted: true,
  keeps: () => true,
  columns: () => [
    { key: "name", title: "Name", cell: customerName },
    { key: "email", title: "Email", cell: ({ email }) => textCell(email) },
    { key: "mobile", title: "Mobile", cell: ({ mobile, phone }) => textCell(mobile ?? phone) },
    { key: "tags", title: "Tags", wide: true, cell: ({ tags }) => (tags as string[]).join(", ") || "–" },
  ],
  start: () => ({ accepts_marketing: false, tags: [] }),
  groups: () => [
    {
      title: "Customer",
      says: "A first name, and a way to reach them.",
      fields: [
        { kind: "text", name: "first_name", label: "First name", required: true },
        { kind: "text", name: "last_name", label: "Last name" },
        { kind: "text", name: "email", label: "Email", type: "email" },
        { kind: "text", name: "mobile", label: "Mobile", type: "tel", says: "No other customer may have it." },
        { kind: "text", name: "phone", label: "Phone", type: "tel" },
        { kind: "switch", name: "accepts_marketing", label: "Wants to hear of offers" },
        { kind: "tags", name: "tags", label: "Tags" },
      ],
    },
    { title: "Address", fields: [{ kind: "address", name: "primary_address", label: "Home" }] },
    {
      title: "Delivery",
      says: "Where orders go, if that is another place.",
      fields: [{ kind: "address", name: "shipping_address", label: "Delivery address" }],
    },
    { title: "Picture", fields: [{ kind: "image", name: "image", label: "Address of the picture" }] },
  ],
};

export const CustomersPage = (): ReactNode => <RecordList of={customers} />;
export const CustomerPage = (): ReactNode => <RecordPage of={customers} />;
