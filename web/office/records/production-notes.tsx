import type { ReactNode } from "react";
import { nameOf } from "../kit/records-data.ts";
import { RecordList } from "../kit/RecordList.tsx";
import { type EditOf, RecordPage } from "../kit/RecordPage.tsx";

const notes: EditOf = {
  kind: "production_instructions",
  path: "/production-notes",
  title: "Production notes",
  says: "Ready-made words to the kitchen that go with a product: how the steak is cooked. They cost nothing.",
  one: "list of notes",
  write: "products:write",
  none: "Make a list such as “Doneness”: rare, medium, well done.",
  columns: () => [
    { key: "name", title: "Name", sort: "name", cell: nameOf },
    {
      key: "notes",
      title: "Notes",
      cell: ({ instructions }) => (instructions as { text: string }[]).map(({ text }) => text).join(", "),
    },
    {
      key: "products",
      title: "Products",
      align: "end",
      card: "end",
      cell: ({ product_ids: ids }) => (Array.isArray(ids) ? String(ids.length) : "Any"),
    },
  ],
  start: () => ({ multi_selection: false, instructions: [{ text: "" }], product_ids: null }),
  groups: () => [
    {
      title: "Notes",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 100, wide: true },
        {
          kind: "rows",
          name: "instructions",
          label: "Notes",
          required: true,
          one: "Note",
          add: "Add a note",
          start: { text: "" },
          columns: [{ kind: "text", name: "text", label: "Words", required: true, max: 100 }],
        },
        { kind: "switch", name: "multi_selection", label: "Several may be chosen at once", wide: true },
      ],
    },
    {
      title: "Products",
      says: "With which products it is offered.",
      fields: [
        {
          kind: "records",
          name: "product_ids",
          label: "Products",
          of: "products",
          orNull: "Every product",
          wide: true,
        },
      ],
    },
  ],
};

export const ProductionNotesPage = (): ReactNode => <RecordList of={notes} />;
export const ProductionNotePage = (): ReactNode => <RecordPage of={notes} />;
