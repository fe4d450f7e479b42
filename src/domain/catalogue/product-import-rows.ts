import { isDeepStrictEqual } from "node:util";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Separator } from "../../kit/csv.ts";
import { dec } from "../../kit/money.ts";
import type { CategoryId, ProductId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import { usualCategory } from "./category-rules.ts";
import { Names } from "./names.ts";
import { readCode, readFlag, readPrice, readTags, readText } from "./product-cells.ts";
import { type CsvColumn, type ProductCells, csvColumns, productCells, splitNames } from "./product-csv.ts";
import { type ProductFacts, changedProduct, newProduct } from "./product-rules.ts";
import type { Category, Draft, OptionSet, Product, Tax } from "./records.ts";

export type RowError = Readonly<{ column: string; says: string }>;
export type PlannedRow = {
  readonly line: number;
  action: "create" | "update" | "same" | "error";
  /** Null for a new product. */
  readonly id: ProductId | null;
  readonly name: string;
  /** Cells before and after; before is null for a new product. */
  readonly changes: Readonly<Partial<Record<CsvColumn, readonly [string | null, string]>>>;
  readonly errors: RowError[];
  /** What to save. */
  readonly save:
    Readonly<{ before: Product; after: Product }> | Readonly<{ before: null; after: Draft<"product"> }> | null;
};

type Cells = Readonly<Partial<Record<CsvColumn, string>>>;
/** What is being said about a product: the fields of `Product` that columns fill. */
type Said = { -readonly [K in keyof ProductFacts]: ProductFacts[K] };

/** Names in one cell, and categories that one import makes. */
const NAMES_MAX = 100;
const CATEGORIES_MADE_MAX = 500;

/** Decides row by row what an import does, and remembers what earlier rows said. */
export class RowPlanner {
  readonly made: Draft<"category">[] = [];
  private catalogue: Catalogue;
  private readonly separator: Separator;
  private readonly createCategories: boolean;
  private readonly newId: () => number;
  private readonly categories: Names<Category>;
  private readonly taxes: Names<Tax>;
  private readonly sets: Names<OptionSet>;
  private readonly byCode = new Map<string, ProductId[]>();
  private readonly bySku = new Map<string, ProductId[]>();
  /** Where each product, and each code and SKU of a new one, was said. */
  private readonly lines = new Map<ProductId | string, number>();

  constructor(catalogue: Catalogue, separator: Separator, createCategories: boolean, newId: () => number) {
    this.catalogue = catalogue;
    this.separator = separator;
    this.createCategories = createCategories;
    this.newId = newId;
    this.categories = new Names("category", catalogue.all("category"));
    this.taxes = new Names(
      "tax",
      catalogue.all("tax").map((tax) => ({ ...tax, name: tax.code })),
    );
    this.sets = new Names("option set", catalogue.all("option_set"));
    for (const { id, code, sku, deleted } of catalogue.all("product")) {
      if (deleted) continue;
      if (code !== null) push(this.byCode, code, id);
      if (sku !== null) push(this.bySku, sku, id);
    }
  }

  plan(line: number, head: readonly CsvColumn[], row: readonly string[]): PlannedRow {
    const cells: Cells = Object.fromEntries(
      head.flatMap((column, i) => (row[i] === undefined ? [] : [[column, row[i]]])),
    );
    const name = cells.name?.trim() ?? "";
    const failed = (errors: RowError[], id: ProductId | null = null): PlannedRow => ({
      line,
      action: "error",
      id,
      name,
      changes: {},
      errors,
      save: null,
    });
    if (row.length > head.length) {
      return failed([{ column: "", says: `has ${row.length} cells, but the table has ${head.length} columns` }]);
    }
    const meant = this.meant(cells, line);
    if (!meant.ok) return failed([meant.error]);
    const before = meant.value;
    const was = before && productCells(before, this.catalogue);
    const { said, errors } = this.read(cells, before, was);
    if (errors.length > 0) return failed(errors, before?.id ?? null);
    return before ? this.update(line, before, was!, said) : this.create(line, said);
  }

  /** A SKU is one product's: which have which is only certain when all rows were read. */
  settle(rows: readonly PlannedRow[]): void {
    const owners = new Map<string, number>();
    const moved = new Set<number>(rows.flatMap(({ save }) => (save?.before ? save.before.id : [])));
    const count = (sku: string | null): void => void (sku !== null && owners.set(sku, (owners.get(sku) ?? 0) + 1));
    for (const { id, sku, deleted } of this.catalogue.all("product")) if (!deleted && !moved.has(id)) count(sku);
    for (const { save } of rows) if (save) count(save.after.sku);
    for (const row of rows) {
      const sku = row.save?.after.sku ?? null;
      if (sku === null || !row.save || row.save.before?.sku === sku || owners.get(sku) === 1) continue;
      row.action = "error";
      row.errors.push({ column: "sku", says: `${sku} is another product's` });
    }
  }

  /** The product that a row is about; null for a new one. */
  private meant(cells: Cells, line: number): Result<Product | null, RowError> {
    const wrong = (column: CsvColumn, says: string) => refuse({ column, says });
    const [id, code, sku] = [cells.id?.trim() ?? "", cells.code?.trim() ?? "", cells.sku?.trim() ?? ""];
    let found: Product | undefined;
    if (id !== "") {
      found = /^\d{1,15}$/.test(id) ? this.catalogue.product(Number(id) as ProductId) : undefined;
      if (!found || found.deleted) return wrong("id", `there is no product ${id}; leave the id of a new product empty`);
    } else {
      const [coded = [], stocked = []] = [this.byCode.get(code), this.bySku.get(sku)];
      const [by, ids] = coded.length > 0 ? (["code", coded] as const) : (["sku", stocked] as const);
      if (ids.length > 1) return wrong(by, `products ${ids.join(", ")} all have it; say the id`);
      const other = stocked.find((one) => one !== ids[0]);
      if (other !== undefined) return wrong("sku", `belongs to product ${other}, but the code to product ${ids[0]}`);
      found = ids[0] === undefined ? undefined : this.catalogue.product(ids[0]);
    }
    const keys = found ? [found.id] : [code && `code ${code}`, sku && `sku ${sku}`].filter(Boolean);
    for (const key of keys) {
      const earlier = this.lines.get(key);
      const column = found && id !== "" ? "id" : String(key).startsWith("sku ") || code === "" ? "sku" : "code";
      if (earlier !== undefined) return wrong(column, `line ${earlier} is about the same product`);
      this.lines.set(key, line);
    }
    return done(found ?? null);
  }

  /** What the cells say that is not so already. */
  private read(cells: Cells, before: Product | null, was: ProductCells | null): { said: Said; errors: RowError[] } {
    const said: Said = {};
    const errors: RowError[] = [];
    const given = (column: CsvColumn): string | undefined =>
      cells[column] !== undefined && cells[column] !== was?.[column] ? cells[column] : undefined;
    const take = <T>(column: CsvColumn, read: (cell: string) => Result<T, string>, keep: (value: T) => void): void => {
      const cell = given(column);
      const value = cell === undefined ? undefined : read(cell);
      if (value?.ok) keep(value.value);
      else if (value) errors.push({ column, says: value.error });
    };
    /** For what cannot be empty: an empty cell says nothing. */
    const takeFull: typeof take = (column, read, keep) => {
      if (cells[column]?.trim()) take(column, read, keep);
    };
    const own = (ids: readonly number[] | undefined): readonly number[] => ids ?? [];

    take("name", readText, (name) => {
      if (name === null) errors.push({ column: "name", says: "must not be empty" });
      else said.name = name;
    });
    if (!before && given("name") === undefined) errors.push({ column: "name", says: "is required for a new product" });
    take("code", readCode, (code) => (said.code = code));
    take("sku", readCode, (sku) => (said.sku = sku));
    take("barcode", readCode, (barcode) => (said.barcode = barcode));
    take(
      "number",
      (cell) => readCode(cell, 64),
      (number) => (said.number = number),
    );
    take(
      "description",
      (cell) => readText(cell, 10_000),
      (description) => (said.description = description),
    );
    take("docket_name", readText, (name) => (said.docketName = name));
    take("tags", readTags, (tags) => (said.tags = tags));
    takeFull("is_modifier", readFlag, (flag) => (said.isModifier = flag));
    takeFull("sold", readFlag, (flag) => (said.sold = flag));
    takeFull("show_online", readFlag, (flag) => (said.showOnline = flag));
    this.takePrice(said, before, takeFull);
    if (!before && !cells.price?.trim()) errors.push({ column: "price", says: "is required for a new product" });

    const named =
      <T extends { id: number; name: string }>(names: Names<T>, ids: readonly number[] | undefined) =>
      (cell: string): Result<T["id"][], string> => {
        const found: T["id"][] = [];
        const wanted = splitNames(cell);
        if (wanted.length > NAMES_MAX) return refuse(`must not be more than ${NAMES_MAX}`);
        for (const name of wanted) {
          const one = names.find(name, own(ids));
          if (!one.ok) return one;
          if (!found.includes(one.value.id)) found.push(one.value.id);
        }
        return done(found);
      };
    take("taxes", named(this.taxes, before?.taxIds), (ids) => (said.taxIds = ids));
    take("option_sets", named(this.sets, before?.optionSetIds), (ids) => (said.optionSetIds = ids));
    const categories = (cell: string): Result<CategoryId[], string> => {
      if (this.createCategories && errors.length === 0) {
        const missing = splitNames(cell).filter((name) => !this.categories.has(name));
        if (missing.length <= NAMES_MAX && this.made.length + missing.length > CATEGORIES_MADE_MAX) {
          return refuse(`an import makes ${CATEGORIES_MADE_MAX} categories at the most`);
        }
        if (missing.length <= NAMES_MAX) for (const name of missing) this.makeCategory(name);
      }
      const found = named(this.categories, before?.categoryIds)(cell);
      const hint = "; add it first, or import with create_categories=true";
      return found.ok || this.createCategories || !found.error.startsWith("there is no")
        ? found
        : refuse(found.error + hint);
    };
    take("categories", categories, (ids) => (said.categoryIds = ids));
    return { said, errors };
  }

  private takePrice(
    said: Said,
    before: Product | null,
    take: <T>(column: CsvColumn, read: (cell: string) => Result<T, string>, keep: (value: T) => void) => void,
  ): void {
    let amount: string | undefined;
    let incTax: boolean | undefined;
    take(
      "price",
      (cell) => readPrice(cell, this.separator),
      (value) => (amount = value),
    );
    take("inc_tax", readFlag, (value) => (incTax = value));
    const was = before?.price;
    if (amount !== undefined && was && dec(amount).eq(was.amount)) ({ amount } = was);
    const after = { amount: amount ?? was?.amount, incTax: incTax ?? was?.incTax ?? true };
    if (after.amount !== undefined && !isDeepStrictEqual(after, was)) said.price = { ...after, amount: after.amount };
  }

  private makeCategory(name: string): void {
    if (this.categories.has(name) || name.length > 255) return;
    const draft: Draft<"category"> = { ...usualCategory, id: this.newId() as CategoryId, name };
    const record: Category = { ...draft, version: 1, createdAt: 0, updatedAt: 0 };
    this.made.push(draft);
    this.categories.add(record);
    this.catalogue = this.catalogue.after([{ kind: "category", id: draft.id, record }], this.catalogue.version);
  }

  private create(line: number, said: Said): PlannedRow {
    const name = said.name ?? "";
    const row = { line, id: null, name };
    const draft = newProduct({ ...said, name }, this.newId() as ProductId, this.catalogue);
    if (!draft.ok) return { ...row, action: "error", changes: {}, errors: [wordsOf(draft.error)], save: null };
    const cells = productCells(draft.value, this.catalogue);
    const filled = csvColumns.filter((column) => column !== "id" && cells[column] !== "");
    const changes = Object.fromEntries(filled.map((column) => [column, [null, cells[column]]]));
    return { ...row, action: "create", changes, errors: [], save: { before: null, after: draft.value } };
  }

  private update(line: number, before: Product, was: ProductCells, said: Said): PlannedRow {
    const row = { line, id: before.id, name: said.name ?? before.name };
    const after = changedProduct(before, said, this.catalogue);
    if (!after.ok) return { ...row, action: "error", changes: {}, errors: [wordsOf(after.error)], save: null };
    if (isDeepStrictEqual(before, after.value)) return { ...row, action: "same", changes: {}, errors: [], save: null };
    const is = productCells(after.value, this.catalogue);
    const changed = csvColumns.filter((column) => was[column] !== is[column]);
    const changes = Object.fromEntries(changed.map((column) => [column, [was[column], is[column]]]));
    return { ...row, action: "update", changes, errors: [], save: { before, after: after.value } };
  }
}

const push = (map: Map<string, ProductId[]>, key: string, id: ProductId): void => {
  const ids = map.get(key);
  if (ids) ids.push(id);
  else map.set(key, [id]);
};

/** Names were looked up before, so what is left is about the product as a whole. */
const wordsOf = ({ kind }: Readonly<{ kind: string }>): RowError => ({ column: "", says: kind.replaceAll("_", " ") });
