import type { ReactNode } from "react";
import type { Group, OwnProps, Values } from "../../kit/fields/field.ts";
import { ProductLines } from "../../kit/fields/ProductLines.tsx";
import { RichContent } from "./RichContent.tsx";

/** The fields of a product, tab by tab. What lies in other records has parts of its own (ProductPage). */

const Modifiers = (props: OwnProps): ReactNode => (
  <ProductLines {...props} add="Add a modifier" only={({ is_modifier: is }) => is === true} />
);
const Rich = (props: OwnProps): ReactNode => <RichContent {...props} />;

const MODES = [
  { value: "AMOUNT", label: "Its price" },
  { value: "POSITIVE_OPEN_PRICE", label: "Asked at the register" },
  { value: "NEGATIVE_OPEN_PRICE", label: "Asked, and taken off" },
  { value: "PERCENT", label: "A percentage of the total" },
];

export const TABS = ["basics", "prices", "options", "sites", "online"] as const;
export type Tab = (typeof TABS)[number];

export const tabTitles: Readonly<Record<Tab, string>> = {
  basics: "Basics",
  prices: "Prices",
  options: "Options & modifiers",
  sites: "Sites",
  online: "Online",
};

export const productGroups: Readonly<Record<Tab, readonly Group[]>> = {
  basics: [
    {
      title: "Product",
      fields: [
        { kind: "text", name: "name", label: "Name", required: true, max: 255, wide: true },
        { kind: "price", name: "price", label: "Price", required: true, wide: true },
        { kind: "records", name: "category_ids", label: "Categories", of: "categories" },
        { kind: "records", name: "tax_ids", label: "Taxes", of: "taxes" },
        { kind: "text", name: "docket_name", label: "Name on dockets", max: 255, says: "Short, for the kitchen." },
        { kind: "tags", name: "tags", label: "Tags", wide: false },
        { kind: "textarea", name: "description", label: "Description" },
      ],
    },
    {
      title: "How it is found",
      says: "By scanning, typing, and from other systems.",
      fields: [
        { kind: "text", name: "code", label: "Code", max: 255 },
        { kind: "text", name: "sku", label: "SKU", max: 255 },
        { kind: "text", name: "barcode", label: "Barcode", max: 255 },
        { kind: "text", name: "number", label: "Number", max: 64 },
      ],
    },
    { title: "Picture", fields: [{ kind: "image", name: "image", label: "Address of the picture" }] },
    {
      title: "What it is",
      fields: [
        { kind: "switch", name: "sold", label: "Sold" },
        { kind: "switch", name: "is_modifier", label: "Modifier", says: "Goes with other products." },
        { kind: "switch", name: "purchased", label: "Bought in" },
        { kind: "switch", name: "inventoried", label: "Counted in stock" },
        { kind: "record", name: "variant_parent_id", label: "Variant of", of: "products", orNull: "Nothing" },
        { kind: "text", name: "unit_of_measure", label: "Unit", max: 64, placeholder: "kg" },
        { kind: "text", name: "measure", label: "How much of the unit" },
      ],
    },
  ],
  prices: [
    {
      title: "How it is priced",
      fields: [
        { kind: "choice", name: "price_mode", label: "What it costs", options: MODES },
        { kind: "money", name: "cost_price", label: "What it costs you" },
      ],
    },
  ],
  options: [
    {
      title: "Option sets",
      says: "What is asked when it is sold.",
      fields: [{ kind: "records", name: "option_set_ids", label: "Option sets", of: "option_sets", wide: true }],
    },
    {
      title: "Modifiers",
      says: "What may be added or left out. An empty price is the modifier's own.",
      fields: [{ kind: "own", name: "modifiers", label: "Modifiers", render: Modifiers }],
    },
  ],
  sites: [],
  online: [
    {
      title: "Ordering apps",
      fields: [
        { kind: "switch", name: "show_online", label: "Shown by ordering apps", wide: true },
        { kind: "text", name: "friendly_name", label: "Name for guests", max: 255 },
        { kind: "textarea", name: "online_description", label: "Description for guests" },
        { kind: "switch", name: "top_seller", label: "Top seller" },
        { kind: "switch", name: "special_item", label: "Special" },
      ],
    },
    {
      title: "What guests should know",
      says: "Allergens, alcohol, and texts in other languages.",
      fields: [{ kind: "own", name: "rich", label: "Content", render: Rich }],
    },
  ],
};

/** What is written of a product: parts that are only read stay away. */
export const toProductBody = ({ rich, ...rest }: Values): Values => {
  if (rich === undefined || rich === null) return rest;
  const { pictures: _, ...said } = rich as Readonly<Record<string, unknown>>;
  return { ...rest, rich: said };
};
