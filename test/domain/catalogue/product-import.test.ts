import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { demoData } from "../../../src/demo/demo.ts";
import { Catalogue, type CatalogueChange } from "../../../src/domain/catalogue/catalogue.ts";
import { csvColumns, joinNames, productTable, splitNames } from "../../../src/domain/catalogue/product-csv.ts";
import { IMPORT_ROWS_MAX, type ImportPlan, planImport } from "../../../src/domain/catalogue/product-import.ts";
import type { Product } from "../../../src/domain/catalogue/records.ts";
import type { ProductId } from "../../../src/domain/ids.ts";
import { csvLine } from "../../../src/kit/csv.ts";

const demo = new Catalogue().after(demoData(0).records, 1);

const plan = (csv: string, catalogue: Catalogue = demo, createCategories = false) => {
  let id = 0;
  const steps = planImport(catalogue, { csv, createCategories, newId: () => --id });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};
const planned = (csv: string, catalogue?: Catalogue, createCategories?: boolean): ImportPlan => {
  const result = plan(csv, catalogue, createCategories);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const rowsOf = (csv: string, catalogue?: Catalogue): unknown[] =>
  planned(csv, catalogue).rows.map(({ line, action, id, name, changes, errors }) => {
    return { line, action, id, name, changes, errors };
  });
/** What a table of these lines comes to: action and errors of its first row. */
const errorsOf = (...lines: string[]): string[] =>
  planned(lines.join("\n")).rows.flatMap(({ line, errors }) =>
    errors.map(({ column, says }) => `${line} ${column}: ${says}`),
  );

const FLAT_WHITE = 730002;
const tableOf = (catalogue: Catalogue): string => [...productTable(catalogue)].map(csvLine).join("");

describe("VU-03 an import of products", () => {
  test("finds the export of the same products the same, whatever they are called", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "|", "\\", ",", '"', "=", "-", "'", ";", "\n", " ", "é"),
      maxLength: 12,
    });
    const full = text.map((value) => `x${value}`);
    const flat = demo.product(FLAT_WHITE as ProductId)!;
    const category = demo.all("category")[0]!;
    fc.assert(
      fc.property(
        fc.record({
          name: full,
          description: fc.option(text),
          docketName: fc.option(text),
          tags: fc.array(full),
          cat: full,
        }),
        ({ name, description, docketName, tags, cat }) => {
          const product: Product = { ...flat, name, description, docketName, tags };
          const catalogue = demo.after(
            [
              { kind: "product", id: product.id, record: product },
              { kind: "category", id: category.id, record: { ...category, name: cat } },
            ] as CatalogueChange[],
            2,
          );
          const actions = planned(tableOf(catalogue), catalogue).rows.map(({ action }) => action);
          expect(new Set(actions)).toEqual(new Set(["same"]));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("has names with | and backslashes in one cell", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "|", "\\"), minLength: 1 })), (names) => {
        expect(splitNames(joinNames(names))).toEqual(names);
      }),
    );
  });

  test("says what changes, cell by cell", () => {
    expect(rowsOf(`id,name,price,tags\n${FLAT_WHITE},Flat White,5.2,hot|best`)).toEqual([
      {
        line: 2,
        action: "update",
        id: FLAT_WHITE,
        name: "Flat White",
        changes: { name: ["Flat white", "Flat White"], price: ["4.90", "5.20"], tags: ["hot|coffee", "hot|best"] },
        errors: [],
      },
    ]);
  });

  test("makes a product of a row that is about none", () => {
    expect(rowsOf("name,price,categories,taxes,sold\nIced tea,6,Cold drinks,GST,no")).toMatchObject([
      {
        action: "create",
        id: null,
        name: "Iced tea",
        changes: { name: [null, "Iced tea"], price: [null, "6.00"], inc_tax: [null, "yes"], sold: [null, "no"] },
      },
    ]);
  });

  test.each<[by: string, csv: string]>([
    ["id", `id,name\n${FLAT_WHITE},X`],
    ["code", "code,name\nCOF-FLW,X"],
    ["SKU", "sku,name\nCOF-FLW,X"],
    ["id, before anything else", `id,sku,name\n${FLAT_WHITE},NEW-SKU,X`],
  ])("knows a product by its %s", (_, csv) =>
    expect(rowsOf(csv)).toMatchObject([{ action: "update", id: FLAT_WHITE }]),
  );

  test("leaves what has no column, and clears what has an empty cell", () => {
    const [row] = planned(`id,description,tags,price,sold\n${FLAT_WHITE},,,,`).rows;
    const before = demo.product(FLAT_WHITE as ProductId)!;
    expect(row?.save?.after).toEqual({ ...before, description: null, tags: [] });
  });

  test("takes a head in any case, a price with a comma between semicolons, yes and no in several words", () => {
    const [row] = planned(`\uFEFFID;Price;Inc tax;Is-Modifier\n${FLAT_WHITE};5,25;FALSE;Y`).rows;
    expect(row?.save?.after).toMatchObject({ price: { amount: "5.25", incTax: false }, isModifier: true });
  });

  test("makes categories that are not there when it may, each once", () => {
    const csv = "name,price,categories\nA,1,Snacks|Coffee\nB,2,snacks";
    const { rows, categories } = planned(csv, demo, true);
    expect(categories.map(({ name }) => name)).toEqual(["Snacks"]);
    expect(rows.map(({ action }) => action)).toEqual(["create", "create"]);
    expect(rows[1]?.save?.after.categoryIds).toEqual([categories[0]!.id]);
  });

  test("lets two products change their SKUs with each other", () => {
    const csv = "id,sku\n730002,COF-LAT\n730003,COF-FLW";
    expect(planned(csv).rows.map(({ action }) => action)).toEqual(["update", "update"]);
  });

  test.each<[name: string, errors: string[], ...lines: string[]]>([
    ["an id that nobody has", ["2 id: there is no product 1; leave the id of a new product empty"], "id,name", "1,X"],
    ["a new product without a name", ["2 name: is required for a new product"], "sku,price", "NEW,4"],
    ["a new product without a price", ["2 price: is required for a new product"], "name,price", "X,"],
    ["an empty name", ["2 name: must not be empty"], "id,name", "730002, "],
    ["a price that is none", ["2 price: must be a number such as 4.50"], "id,price", "730002,$4"],
    ["too fine a price", ["2 price: must not have more than 6 decimals"], "id,price", "730002,4.1234567"],
    ["a price without bounds", ["2 price: must not be beyond 99999999"], "id,price", "730002,999999999"],
    ["neither yes nor no", ["2 sold: must be yes or no"], "id,sold", "730002,perhaps"],
    ["a tax that is not there", ["2 taxes: there is no tax VAT"], "id,taxes", "730002,VAT"],
    [
      "a set that is not there",
      ["2 option_sets: there is no option set Mlk (did you mean Milk?)"],
      "id,option_sets",
      "730002,Mlk",
    ],
    [
      "a category that is not there, with a hint",
      ["2 categories: there is no category Snacks; add it first, or import with create_categories=true"],
      "id,categories",
      "730002,Snacks",
    ],
    [
      "a category that is nearly there",
      [
        "2 categories: there is no category Cofee (did you mean Coffee?); add it first, or import with create_categories=true",
      ],
      "id,categories",
      "730002,Cofee",
    ],
    ["more cells than columns", ["2 : has 3 cells, but the table has 2 columns"], "id,name", "730002,Fish,chips"],
    ["one product twice", ["3 id: line 2 is about the same product"], "id,name", "730002,A", "730002,B"],
    ["one new SKU twice", ["3 sku: line 2 is about the same product"], "sku,name,price", "N,A,1", "N,B,1"],
    ["another product's SKU", ["2 sku: COF-LAT is another product's"], "id,sku", "730002,COF-LAT"],
    [
      "a code and a SKU of two products",
      ["2 sku: belongs to product 730003, but the code to product 730002"],
      "code,sku,name",
      "COF-FLW,COF-LAT,X",
    ],
    [
      "more names than a cell has",
      ["2 categories: must not be more than 100"],
      "id,categories",
      `730002,${Array.from({ length: 101 }, (_, i) => i).join("|")}`,
    ],
    [
      "a barcode that a spreadsheet rounded",
      ["2 barcode: was rounded by a spreadsheet (9.3E+12); make its column text and enter it again"],
      "id,barcode",
      "730002,9.3E+12",
    ],
    [
      "several things in one row",
      ["2 price: must be a number such as 4.50", "2 taxes: there is no tax X"],
      "id,price,taxes",
      "730002,a,X",
    ],
  ])("finds %s", (_, errors, ...lines) => expect(errorsOf(...lines)).toEqual(errors));

  test.each<[name: string, csv: string, refusal: object]>([
    ["nothing at all", "", { line: 1, says: "the table is empty" }],
    ["a head without rows", "id,name\n", { line: 1, says: "the table has no rows" }],
    [
      "a column that is not there",
      "name,prise\nX,1",
      { line: 1, column: "prise", says: "there is no column prise; did you mean price?" },
    ],
    [
      "a column without a name",
      "name,\nX,1",
      { line: 1, says: `a column has no name; the columns are ${csvColumns.join(", ")}` },
    ],
    ["a column twice", "name,Name\nX,1", { line: 1, says: "the column name stands twice" }],
    [
      "no column to know products by",
      "price\n1",
      { line: 1, says: "one of the columns id, name, code, sku is required" },
    ],
    ["a quote that is not closed", 'name,price\n"X,1', { line: 2, column: "name", says: "a quote is not closed" }],
    [
      "too many rows",
      `name,price\n${"X,1\n".repeat(IMPORT_ROWS_MAX + 1)}`,
      { line: IMPORT_ROWS_MAX + 2, says: `one import has ${IMPORT_ROWS_MAX} rows at the most` },
    ],
  ])("refuses a table of %s", (_, csv, refusal) => expect(plan(csv)).toMatchObject({ ok: false, error: refusal }));

  test("never throws, whatever the table", () => {
    const word = fc.oneof(
      fc.constantFrom(...csvColumns, "730002", "COF-FLW", "Coffee", "4.5", "yes", '"', ",", ";", "|", "\\", "\n"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(plan(words.join("")).ok).toEqual(expect.any(Boolean));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 4, maxLength: 4 })), (rows) => {
        plan([["id", "name", "price", "categories"], ...rows].map(csvLine).join(""), demo, true);
      }),
      { numRuns: 200 },
    );
  });
});
