import { z } from "zod";
import { type ImportRefusal, importProducts } from "../../../../commands/import-products.ts";
import { csvColumns, productTable } from "../../../../domain/catalogue/product-csv.ts";
import type { PlannedRow } from "../../../../domain/catalogue/product-import-rows.ts";
import { IMPORT_ROWS_MAX, type ImportPlan } from "../../../../domain/catalogue/product-import.ts";
import { HttpError } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import { csvLine } from "../../../../kit/csv.ts";
import { outId } from "../../resources/venue-wire.ts";
import { text } from "../../wire.ts";
import { COMPANY } from "../wire.ts";
import type { RecordParts } from "./routes.ts";

/** Characters of one table; its JSON may be a little longer. */
const CSV_MAX = 4_000_000;
const IMPORT_BODY_MAX = 8 * 1024 * 1024;

const CSV = "text/csv; charset=utf-8";
const columns = csvColumns.map((column) => `\`${column}\``).join(", ");

const flagIn = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((value) => value === "true" || value === "1");

const cell = z.string().nullable();
const RowOut = z.object({
  line: z.int().meta({ description: "Where the row begins in the table, from 1." }),
  action: z.enum(["create", "update", "same", "error"]),
  id: outId.nullable(),
  name: z.string(),
  changes: z.record(z.string(), z.tuple([cell, cell])).meta({ description: "By column: the cell before and after." }),
  errors: z.array(z.object({ column: z.string(), says: z.string() })),
});
const PlanOut = z.object({
  rows: z.array(RowOut),
  counts: z.object({ create: z.int(), update: z.int(), same: z.int(), error: z.int() }),
  new_categories: z.array(z.string()).meta({ description: "Categories that are made with the rows." }),
});

/** `made` are the ids of new products, where they are known. */
const planShape = ({ rows, categories }: ImportPlan, saved: boolean) => {
  const counts: Record<PlannedRow["action"], number> = { create: 0, update: 0, same: 0, error: 0 };
  for (const { action } of rows) counts[action]++;
  return {
    rows: rows.map(({ line, action, id, name, changes, errors, save }) => ({
      line,
      action,
      id: saved && save ? save.after.id : id,
      name,
      changes,
      errors,
    })),
    counts,
    new_categories: categories.map(({ name }) => name),
  };
};

const errorOf = (refusal: ImportRefusal): HttpError => {
  if (refusal.kind === "table") {
    const { line, column, says } = refusal;
    return new HttpError(400, "bad_request", `csv: line ${line}: ${says}`, { field: "csv", line, column });
  }
  const shape = planShape(refusal.plan, false);
  const { error: n } = shape.counts;
  const says = n === 1 ? "One row cannot be imported" : `${n} rows cannot be imported`;
  return new HttpError(400, "rows_refused", `${says}, so nothing was changed.`, shape);
};

/** Products as a table: out, and in again. */
export const productCsvRoutes = ({ storage }: RecordParts): readonly Route[] => {
  const imports = importProducts(storage);
  const doc = { tag: "Products", audience: "operator" } as const;
  return [
    route({
      ...doc,
      id: "operator.products.export",
      summary: "Export products as CSV",
      description: `RFC 4180, UTF-8, ascending by id, with the columns that an import takes: ${columns}.`,
      method: "GET",
      path: `${COMPANY}/products.csv`,
      permission: "products:read",
      responses: { 200: { description: "The table.", type: "text/csv" } },
      async handle({ who }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const lines = [...productTable(catalogue)].map(csvLine);
        return {
          status: 200,
          bytes: { type: CSV, content: Buffer.from(lines.join("")) },
          headers: { "content-disposition": 'attachment; filename="products.csv"' },
        };
      },
    }),
    route({
      ...doc,
      id: "operator.products.import",
      summary: "Import products from CSV",
      description: `Columns: ${columns}, of which any may be left out; names in one cell have | between them. A row is about the product with its \`id\`, else its \`code\`, else its \`sku\`, else about a new one. An empty cell clears, save for prices and yes or no. ${IMPORT_ROWS_MAX} rows at the most. Everything or nothing: with an error in any row nothing is changed (400, with the rows).`,
      method: "POST",
      path: `${COMPANY}/products/import`,
      permission: "products:write",
      query: z.object({
        preview: flagIn.default(false).meta({ description: "Only say what it would do." }),
        create_categories: flagIn.default(false).meta({ description: "Make categories that are not there." }),
      }),
      body: z.object({ csv: text(CSV_MAX) }, { error: "must be an object" }),
      bodyMaxBytes: IMPORT_BODY_MAX,
      responses: {
        200: { description: "What it did, or would do.", schema: PlanOut },
        400: { description: "Not a table of products, or rows with errors." },
      },
      async handle({ who, query, body }) {
        const said = { csv: body.csv, createCategories: query.create_categories };
        const result = query.preview ? await imports.preview(who.company, said) : await imports.save(who.company, said);
        if (!result.ok) throw errorOf(result.error);
        return { status: 200, body: planShape(result.value, !query.preview) };
      },
    }),
  ];
};
