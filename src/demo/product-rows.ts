import type { ProductAtSite } from "../domain/catalogue/records.ts";
import type { CategoryKey, SetKey } from "./ids.ts";

/** What the sale of a product carries. */
export type TaxKind = "gst" | "liquor" | "bottle" | "none";

/** A product as it is written down in the demo's lists; all that is left out is as for most products. */
export type ProductFacts = Readonly<{
  /** Sold without tax in its price. */
  ex?: true;
  tax?: TaxKind;
  sku?: string;
  number?: string;
  barcode?: string;
  /** The description, on the menu and in the back office. */
  text?: string;
  docket?: string;
  friendly?: string;
  tags?: readonly string[];
  online?: false;
  top?: true;
  special?: true;
  sets?: readonly SetKey[];
  /** Names of modifiers offered; with a price where it differs from the modifier's own. */
  mods?: readonly (string | readonly [name: string, amount: string])[];
  cost?: string;
  /** Counted in stock: how many are left at Fitzroy and at Southbank. */
  stock?: readonly [fitzroy: string, southbank: string];
  unit?: readonly [measure: string, unitOfMeasure: string];
  variantOf?: string;
  also?: readonly CategoryKey[];
  fitzroy?: ProductAtSite;
  southbank?: ProductAtSite;
}>;

export type ProductRow = Readonly<{ id: number; category: CategoryKey; name: string; price: string }> & ProductFacts;

type Entry = readonly [name: string, price: string, facts?: ProductFacts];

/** One category's products, numbered from `firstId`; what all of them share comes first. */
export const block = (
  category: CategoryKey,
  firstId: number,
  shared: ProductFacts,
  entries: readonly Entry[],
): ProductRow[] =>
  entries.map(([name, price, facts], i) => ({ id: firstId + i, category, name, price, ...shared, ...facts }));
