import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { csvColumns } from "../../src/domain/catalogue/product-csv.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { FLAT_WHITE, toldDuring } from "./goods-support.ts";
import { as } from "./support.ts";

const MANY = 5_000;
/** Far more than a loaded machine takes, and far less than what somebody would wait for. */
const IMPORT_MS_MAX = 15_000;
const BLOCKED_MS_MAX = 1_000;

onEveryEngine("products as CSV", (servery) => {
  const send = async (csv: string, query = "") =>
    (await as(servery(), "manager"))(`products/import${query}`, { method: "POST", body: { csv } });
  const exported = async () => (await as(servery(), "manager"))("products.csv");
  const version = async () => (await servery().storage.reads(servery().company).catalogue()).version;
  const product = async (id: number) =>
    (await as(servery(), "manager"))(`products/${id}`).then((found) => found.json());

  test("VU-03 the export is a file with every column, and its import changes nothing", async () => {
    const { status, headers, text } = await exported();
    expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(headers.get("content-disposition")).toContain("products.csv");
    const [head, first] = text.split("\r\n");
    expect(head).toBe(csvColumns.join(","));
    expect(first).toMatch(/^730000,Espresso,COF-ESP,COF-ESP,/);
    const before = await version();
    const { counts } = (await send(text)).json();
    expect(counts).toMatchObject({ create: 0, update: 0, error: 0 });
    expect(counts.same).toBe(text.trim().split("\r\n").length - 1);
    expect(await version()).toBe(before);
  });

  test("VU-03 a preview says what an import would do and does nothing; the import does it, and tells of it", async () => {
    const csv = `id,name,price,categories,taxes\r\n${FLAT_WHITE},Flat white,5.10,Coffee,GST\r\n,Soup of the day,14,Soups|Lunch,GST\r\n`;
    const before = await version();
    const query = "?preview=true&create_categories=true";
    const preview = await send(csv, query);
    expect([preview.status, preview.json()]).toEqual([
      200,
      {
        rows: [
          {
            line: 2,
            action: "update",
            id: FLAT_WHITE,
            name: "Flat white",
            changes: { price: ["4.90", "5.10"] },
            errors: [],
          },
          {
            line: 3,
            action: "create",
            id: null,
            name: "Soup of the day",
            changes: expect.objectContaining({ categories: [null, "Soups|Lunch"], price: [null, "14.00"] }),
            errors: [],
          },
        ],
        counts: { create: 1, update: 1, same: 0, error: 0 },
        new_categories: ["Soups"],
      },
    ]);
    expect(await version()).toBe(before);

    let done: Json;
    const told = await toldDuring(servery(), async () => {
      done = (await send(csv, "?create_categories=true")).json();
    });
    expect(told).toEqual(["category.created", "product.updated", "product.created"]);
    const { id } = done.rows[1];
    expect(done).toEqual({ ...preview.json(), rows: [preview.json().rows[0], { ...preview.json().rows[1], id }] });
    const soup = await product(id);
    expect(soup).toMatchObject({ name: "Soup of the day", price: { amount: "14", inc_tax: true }, tax_ids: [829] });
    const categories = (await as(servery(), "manager"))("categories?q=soups").then((found) => found.json<Json[]>());
    expect(await categories).toMatchObject([{ id: soup.category_ids[0], name: "Soups", products: 1 }]);
    expect((await product(FLAT_WHITE)).price.amount).toBe("5.1");
  });

  test("VU-03 an import with an error in any row changes nothing, and names line and column", async () => {
    const before = await version();
    const csv = `id,name,price\n${FLAT_WHITE},Flat whiter,6\n1,Nobody,1\n730003,Latte,much\n`;
    const refused = await send(csv);
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      {
        error: "rows_refused",
        error_description: "2 rows cannot be imported, so nothing was changed.",
        counts: { create: 0, update: 1, same: 0, error: 2 },
        rows: [
          { line: 2, action: "update" },
          { line: 3, action: "error", errors: [{ column: "id" }] },
          {
            line: 4,
            action: "error",
            id: 730003,
            errors: [{ column: "price", says: "must be a number such as 4.50" }],
          },
        ],
      },
    ]);
    expect((await send(csv, "?preview=true")).status).toBe(200); // a preview may have errors
    expect(await version()).toBe(before);
  });

  test.each<[name: string, body: unknown, says: string]>([
    ["no text", {}, "csv: "],
    ["an unknown column", { csv: "name,prize\nA,1" }, "csv: line 1: there is no column prize; did you mean price?"],
    ["an open quote", { csv: 'name,price\n"A,1' }, "csv: line 2: a quote is not closed"],
    ["nothing", { csv: "" }, "csv: line 1: the table is empty"],
  ])("VU-03 an import of %s is a clear 400, as a preview too", async (_, body, says) => {
    for (const query of ["", "?preview=true"]) {
      const refused = await (await as(servery(), "manager"))(`products/import${query}`, { method: "POST", body });
      expect([refused.status, refused.json().error_description]).toEqual([400, expect.stringContaining(says)]);
    }
    expect((await send("name,price\nA,1", "?preview=perhaps")).status).toBe(400);
  });

  test("VU-03 an export has no cell that a spreadsheet would run", async () => {
    const ask = await as(servery(), "manager");
    const name = '=HYPERLINK("http://a.example")';
    const { id } = (await ask("products", { method: "POST", body: { name, price: { amount: "1" } } })).json();
    const { text } = await exported();
    expect(text).toContain(`${id},"'=HYPERLINK(""http://a.example"")"`);
    expect((await send(text)).json().counts).toMatchObject({ update: 0, error: 0 });
    await ask(`products/${id}`, { method: "DELETE" });
  });

  test("VU-03 five thousand rows come in within seconds, and others are served meanwhile", async () => {
    const rows = Array.from(
      { length: MANY },
      (_, i) => `Bulk ${i},BULK-${i},${(i % 90) + 1}.50,Coffee,GST,imported|many`,
    );
    const csv = ["name,sku,price,categories,taxes,tags", ...rows].join("\n");
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    const done = await send(csv);
    const took = performance.now() - began;
    delay.disable();
    expect([done.status, done.json().counts]).toEqual([200, { create: MANY, update: 0, same: 0, error: 0 }]);
    expect(took).toBeLessThan(IMPORT_MS_MAX);
    expect(delay.max / 1e6).toBeLessThan(BLOCKED_MS_MAX);

    const again = await send(csv.replaceAll("imported|many", "imported"));
    expect(again.json().counts).toEqual({ create: 0, update: MANY, same: 0, error: 0 });
    expect((await send(csv.replaceAll("imported|many", "imported"))).json().counts.same).toBe(MANY);
    expect((await send(`${csv}\nOne,ONE,1,Coffee,GST,\n`)).json().error_description).toContain("5000 rows at the most");
  });
});
