import { dec, minorDigits } from "../../kit/money.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Draft, Product } from "./records.ts";

/** Products as rows of a table: what is exported, and what an import takes. */

export const csvColumns = [
  "id",
  "name",
  "code",
  "sku",
  "barcode",
  "number",
  "categories",
  "price",
  "inc_tax",
  "taxes",
  "description",
  "docket_name",
  "tags",
  "option_sets",
  "is_modifier",
  "sold",
  "show_online",
] as const;
export type CsvColumn = (typeof csvColumns)[number];

/** One product's cells. */
export type ProductCells = Readonly<Record<CsvColumn, string>>;

/** Several names in one cell, with | between them; one that is part of a name has a backslash before it. */
export const joinNames = (names: readonly string[]): string =>
  names.map((name) => name.replaceAll(/[\\|]/g, String.raw`\$&`)).join("|");

/** The names in a cell, without blanks around them; empty ones are none. */
export const splitNames = (cell: string): string[] =>
  (cell.match(/(?:\\[\\|]|[^|])+/g) ?? []).map((name) => name.replaceAll(/\\([\\|])/g, "$1").trim()).filter(Boolean);

const yesNo = (value: boolean): string => (value ? "yes" : "no");

/** An amount as people write it: with the decimals of the currency, or more where it has more. */
const amountText = (amount: string, digits: number): string => {
  const plain = dec(amount).toFixed();
  const decimals = plain.split(".")[1]?.length ?? 0;
  return decimals < digits ? dec(amount).toFixed(digits) : plain;
};

/** A product as the cells of its row. Records that are gone are left out. */
export const productCells = (product: Product | Draft<"product">, catalogue: Catalogue): ProductCells => {
  const { categoryIds, taxIds, optionSetIds, price } = product;
  const names = <T extends number>(ids: readonly T[], nameOf: (id: T) => string | undefined): string =>
    joinNames(ids.flatMap((id) => nameOf(id) ?? []));
  return {
    id: String(product.id),
    name: product.name,
    code: product.code ?? "",
    sku: product.sku ?? "",
    barcode: product.barcode ?? "",
    number: product.number ?? "",
    categories: names(categoryIds, (id) => catalogue.get("category", id)?.name),
    price: amountText(price.amount, minorDigits(catalogue.company.currency)),
    inc_tax: yesNo(price.incTax),
    taxes: names(taxIds, (id) => catalogue.get("tax", id)?.code),
    description: product.description ?? "",
    docket_name: product.docketName ?? "",
    tags: joinNames(product.tags),
    option_sets: names(optionSetIds, (id) => catalogue.optionSet(id)?.name),
    is_modifier: yesNo(product.isModifier),
    sold: yesNo(product.sold),
    show_online: yesNo(product.showOnline),
  };
};

/** The table of all products that are not deleted, row by row, its head first. */
export function* productTable(catalogue: Catalogue): Generator<readonly string[]> {
  yield csvColumns;
  for (const product of catalogue.all("product")) {
    if (product.deleted) continue;
    const cells = productCells(product, catalogue);
    yield csvColumns.map((column) => cells[column]);
  }
}
