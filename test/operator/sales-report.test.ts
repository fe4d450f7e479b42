import { beforeAll, expect, test } from "vitest";
import type { OrderId } from "../../src/domain/ids.ts";
import { menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { BEGIN, sell, setClock, startDaysAt } from "./reports-support.ts";
import { as, staffIdOf } from "./support.ts";

onEveryEngine(
  "sales reports",
  (servery) => {
    const asked = async (query: string) => (await as(servery(), "manager"))(`reports/${query}`);
    const rows = async (query: string): Promise<Json[]> => (await asked(`sales?${query}`)).json();
    const MAY = "from=2026-05-04&to=2026-05-06";

    beforeAll(async () => {
      const s = servery();
      await startDaysAt(s, "04:00");
      const sale = await sell(s, "2026-05-04T10:15:00", 2, {
        staff_member_id: staffIdOf("barista"),
        lines: [
          { product_id: menu.chips, quantity: 2 },
          { product_id: menu.milk, quantity: 0.5 },
          { product_id: menu.chips, quantity: 0.1 },
        ],
        payments: [
          { method_id: 1, amount: 20 },
          { method_id: 2, amount: 3.6, tip: 1 },
        ],
      });
      await sell(s, "2026-05-05T02:00:00", 1, { staff_member_id: staffIdOf("manager") }); // of the evening before
      await sell(s, "2026-05-05T12:00:00", 1, { site_id: 824, staff_member_id: staffIdOf("manager") });
      await sell(s, "2026-05-06T12:00:00", -1, {
        original_order_id: sale.id,
        staff_member_id: staffIdOf("barista"),
      });
      await sell(s, "2026-05-05T13:00:00", 9, { status: "REJECTED", payments: [] });
      await sell(s, "2026-05-07T10:00:00", 9);
      // A sale that was deleted elsewhere, before its books came here.
      const order = (await s.storage.reads(s.company).order(sale.id))!;
      await s.storage.companies.importOrders(s.company, [{ ...order, id: 60_000_000 as OrderId, deleted: true }]);
      setClock(s, "2026-05-20T12:00:00");
    });

    // Chips are 10.00 with a tax of 10 % in it, half a milk is 2.60 without tax.
    // prettier-ignore
    const table: readonly (readonly [string, readonly (readonly [string, number, number | null, number, number | null, number | null])[]])[] = [
      ["day&site_id=823", [["2026-05-04", 2, 3.6, 33.6, 30.78, 2.82], ["2026-05-05", 0, 0, 0, 0, 0], ["2026-05-06", 1, -1, -10, -9.09, -0.91]]],
      ["hour", [["02", 1, 1, 10, 9.09, 0.91], ["10", 1, 2.6, 23.6, 21.69, 1.91], ["12", 2, 0, 0, 0, 0]]],
      ["site", [["823", 3, 2.6, 23.6, 21.69, 1.91], ["824", 1, 1, 10, 9.09, 0.91]]],
      ["product", [[String(menu.chips), 4, 3.1, 31, 28.18, 2.82], [String(menu.milk), 1, 0.5, 2.6, 2.6, 0]]],
      ["staff", [[String(staffIdOf("manager")), 2, 2, 20, 18.18, 1.82], [String(staffIdOf("barista")), 2, 1.6, 13.6, 12.6, 1]]],
      ["tender", [["1", 4, null, 30, null, null], ["2", 1, null, 3.6, null, null]]],
    ];
    for (const [group, expected] of table) {
      test(`VU-03 sales by ${group.split("&")[0]} add up to the cent`, async () => {
        const found = await rows(`${MAY}&group=${group}`);
        expect(
          found.map(({ key, orders, quantity, gross, net, tax }) => [key, orders, quantity, gross, net, tax]),
        ).toEqual(expected);
        for (const { name } of found) expect(name).toMatch(/\S/);
      });
    }

    test("VU-03 products go to their first category, which counts a sale once; categories add up to all", async () => {
      const found = await rows(`${MAY}&group=category`);
      const sum = (name: string): number => Math.round(found.reduce((all, row) => all + row[name] * 100, 0)) / 100;
      expect([sum("gross"), sum("net"), sum("tax"), sum("quantity")]).toEqual([33.6, 30.78, 2.82, 3.6]);
      expect(found[0]).toMatchObject({ orders: 4, gross: 31 });
    });

    test("VU-03 taxes are told with what they were taken of", async () => {
      const [tax, ...others] = await rows(`${MAY}&group=tax`);
      expect(tax).toMatchObject({ orders: 4, quantity: null, gross: 31, net: 28.18, tax: 2.82 });
      for (const other of others) expect(other).toMatchObject({ tax: 0 });
    });

    test("VU-03 the report is paged, and its file has all rows and runs no formula", async () => {
      const all = await asked(`sales?${MAY}&group=day`);
      expect(all.headers.get("x-pages")).toBe("1");
      expect(await rows(`${MAY}&group=day&page=2`)).toEqual([]);
      const put = async (name: string) => {
        const product = (await servery().storage.reads(servery().company).catalogue()).product(menu.milk)!;
        await servery().storage.change(servery().company, async (tx) => ({
          ok: true,
          value: await tx.records.save("product", { ...product, name }),
        }));
      };
      await put(`=HYPERLINK("http://x")`);
      const file = await asked(`sales.csv?${MAY}&group=product`);
      await put("Milk 2L");
      expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
      expect(file.headers.get("content-disposition")).toBe(
        'attachment; filename="sales-by-product-2026-05-04-2026-05-06.csv"',
      );
      expect(file.text).toBe(
        [
          "key,name,orders,quantity,gross,net,tax",
          `${menu.chips},Hot chips,4,3.1,31.00,28.18,2.82`,
          `${menu.milk},"'=HYPERLINK(""http://x"")",1,0.5,2.60,2.60,0.00`,
          "",
        ].join("\r\n"),
      );
    });

    test("VU-03 a period that cannot be, and another company's site, are refused", async () => {
      for (const [query, field] of [
        ["from=2026-05-06&to=2026-05-04", "from"],
        ["from=2020-01-01&to=2026-05-04", "to"],
        ["from=yesterday", "from"],
        ["group=moon", "group"],
      ]) {
        const refused = await asked(`sales?${query}`);
        expect([query, refused.status, refused.json().field]).toEqual([query, 400, field]);
      }
      expect((await asked("sales?site_id=990")).status).toBe(404);
      expect((await (await as(servery(), "barista"))("reports/sales")).status).toBe(403);
    });
  },
  { clock: () => BEGIN },
);
