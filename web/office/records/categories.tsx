import type { ReactNode } from "react";
import { textCell } from "../kit/cells.tsx";
import { ColorDot } from "../kit/fields/ColorDot.tsx";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";
import { NameWithDot, YesNo } from "./cells.tsx";

const categories: EditOf = {
  kind: "categories",
  path: "/categories",
  title: "Categories",
  says: "Products are grouped by them on the register, in reports, and for printing.",
  one: "category",
  write: "products:write",
  none: "Make one for each kind of thing you sell: coffee, breakfast, burgers.",
  columns: () => [
    {
      key: "name",
      title: "Name",
      sort: "name",
      cell: (category) => (
        <NameWithDot dot={<ColorDot color={category["color"] as string | null} />}>{nameOf(category)}</NameWithDot>
      ),
    },
    { key: "friendly", title: "Name for guests", wide: true, cell: ({ friendly_name: said }) => textCell(said) },
    { key: "code", title: "Code", cell: ({ code }) => textCell(code) },
    { key: "products", title: "Products", align: "end", card: "end", cell: ({ products }) => String(products) },
    {
      key: "online",
      title: "Online",
      cell: ({ show_online: online }) => <YesNo yes={online === true} />,
      card: "hide",
    },
  ],
  start: () => ({ show_online: true }),
  groups: () => [
    {
      title: "Category",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 255 },
        {
          kind: "text",
          name: "friendly_name",
          label: "Name for guests",
          says: "Ordering apps show this one, if there is one.",
          max: 255,
        },
        { kind: "textarea", name: "description", label: "Description" },
        { kind: "color", name: "color", label: "Color on the register" },
        { kind: "switch", name: "show_online", label: "Shown by ordering apps" },
      ],
    },
    { title: "Picture", fields: [{ kind: "image", name: "image", label: "Address of the picture" }] },
    {
      title: "Books",
      says: "What reports and other systems call it.",
      fields: [
        { kind: "text", name: "code", label: "Code", max: 20, says: "Made from the name unless given." },
        { kind: "text", name: "ledger_code", label: "Ledger code", max: 20 },
      ],
    },
  ],
  deleteSays: "Its products stay, without this category.",
};

export const CategoriesPage = (): ReactNode => <RecordList of={categories} />;
export const CategoryPage = (): ReactNode => <RecordPage of={categories} />;
