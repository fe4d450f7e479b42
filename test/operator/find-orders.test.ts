import { beforeAll, describe, expect, test } from "vitest";
import type { AddonId, OrderId } from "../../src/domain/ids.ts";
import type { Order } from "../../src/domain/order/order.ts";
import { csvRecords } from "../../src/kit/csv.ts";
import { menu } from "../domain/menu.ts";
import { type Json, type TestServery, basic, onEveryEngine, testAddon } from "../support/servery.ts";
import { BEGIN, at, sell, setClock } from "./reports-support.ts";
import { type Person, as } from "./support.ts";

const DAYS = "from=2026-05-04&to=2026-05-05";
const line = { product_id: menu.chips };

const asked = async (servery: TestServery, what: string, query: string, who: Person = "manager") =>
  (await as(servery, who))(`orders/${what}?${query}`);
const numbers = async (servery: TestServery, query: string, dates = DAYS): Promise<string[]> => {
  const answer = await asked(servery, "search", `${dates}&${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.json<Json[]>().map(({ sale_number }) => sale_number as string);
};
const sums = async (servery: TestServery, query: string): Promise<Json> =>
  (await asked(servery, "sums", `${DAYS}&${query}`)).json();

onEveryEngine(
  "orders that somebody looks for",
  (servery) => {
    let sale: number;

    beforeAll(async () => {
      const s = servery();
      const facts = { id: 42 as AddonId, clientId: "collect", name: "Click, collect" };
      await s.storage.access.addons.add(testAddon(facts, "collect-secret", 0));
      const collect = { auth: basic("collect", "collect-secret") };
      const manager = await as(s, "manager");
      const person = async (body: object): Promise<number> => {
        const made = await manager("customers", { method: "POST", body });
        expect(made.status, made.text).toBe(201);
        return Number(/\d+$/.exec(made.headers.get("location") ?? "")?.[0]);
      };
      const zoe = await person({ first_name: "Zoë", last_name: "O'Brien_50%", email: "zoe@example.com" });

      const sold = await sell(s, "2026-05-04T10:00:00", 2, {
        sale_number: "F1-1042",
        order_type: "Takeaway",
        customer_id: zoe,
        payments: [
          { method_id: 1, amount: 5 },
          { method_id: 2, amount: 15, tip: 1.5 },
        ],
      });
      sale = sold.id;
      await sell(s, "2026-05-04T11:00:00", 7, { sale_number: "F1-1043", order_type: "Delivery", site_id: 824 });
      await sell(s, "2026-05-05T12:00:00", -1, { sale_number: "R-7", original_order_id: sale });
      setClock(s, "2026-05-05T13:00:00");
      const seated = { site_id: 823, register_id: 16, status: "ON_HOLD", order_type: "Dine in", table: "Terrace 12" };
      const barista = await as(s, "barista");
      const made = await barista("orders", { method: "POST", body: { ...seated, sale_number: "T9", lines: [line] } });
      expect(made.status, made.text).toBe(201);
      setClock(s, "2026-05-05T14:00:00");
      await s.order({ sale_number: "C-1", status: "SUBMITTED", order_type: "Pickup", lines: [line] }, collect);
      setClock(s, "2026-05-05T15:00:00");
      await s.order({ sale_number: "C-2", status: "REJECTED", lines: [line] }, collect);
      const gone = await s.order({ sale_number: "F1-1044", status: "ON_HOLD", lines: [line] });
      expect((await s.delete(`orders/${gone.id}`)).status).toBe(204);
      await sell(s, "2026-05-06T00:00:00", 4, { sale_number: "F1-1050" });
      setClock(s, "2026-05-20T12:00:00");
    });

    test.each([
      ["nothing in particular", "", ["C-2", "C-1", "T9", "R-7", "F1-1043", "F1-1042"]],
      ["a whole sale number, in any case", "q=f1-1042", ["F1-1042"]],
      ["the beginning of a number", "q=F1-104", ["F1-1043", "F1-1042"]],
      ["the beginning of a part of a number", "q=104", ["F1-1043", "F1-1042"]],
      ["no piece out of the middle of a number", "q=042", []],
      ["part of a customer's name, without its accents", "q=zoe", ["F1-1042"]],
      ["two words that may stand in different places", "q=BRIEN+1042", ["F1-1042"]],
      ["two words of which one is nowhere", "q=brien+1043", []],
      ["characters that mean something to a database", "q=_50%25", ["F1-1042"]],
      ["a percent sign alone, which is no wild card", "q=n%25", []],
      ["an underscore alone, which is no wild card", "q=brien_5_", []],
      ["part of a table's name", "q=race+12", ["T9"]],
      ["a word with characters that no text can hold", "q=zoe%00%02", ["F1-1042"]],
      ["an order type", "order_type=Dine+in", ["T9"]],
      ["an order type that is no word of a search", "q=takeaway", []],
      ["an add-on", "addon_id=42", ["C-2", "C-1"]],
      ["those taken at the venue", "addon_id=none", ["T9"]],
      ["a way of paying", "payment_method_id=2", ["F1-1042"]],
      ["another way of paying", "payment_method_id=1", ["R-7", "F1-1043", "F1-1042"]],
      ["a least total", "value_gte=20", ["F1-1043", "F1-1042"]],
      ["a total between two", "value_gte=10.01&value_lte=20.00", ["F1-1042"]],
      ["several statuses", "status=on_hold,SUBMITTED", ["C-1", "T9"]],
      ["a site", "site_id=824", ["F1-1043"]],
      ["a register", "register_id=16&addon_id=none", ["T9"]],
      ["the deleted ones", "deleted=true", ["F1-1044"]],
      ["all kinds of things at once", "q=f1&status=COMPLETE&site_id=823&value_gte=1&addon_id=1", ["F1-1042"]],
    ])("VU-03 orders are found by %s", async (_, query, found) => {
      expect(await numbers(servery(), query)).toEqual(found);
    });

    test("VU-03 what is found is what it is now: a name, a table, a total that changed", async () => {
      const s = servery();
      setClock(s, "2026-05-10T12:00:00");
      const order = await s.order({ sale_number: "M-1", status: "ON_HOLD", lines: [line] });
      const operator = await as(s, "manager");
      const body = { table: "Window", sale_number: "M-2", notes: "x" };
      expect((await operator(`orders/${order.id}`, { method: "PUT", body })).status).toBeLessThan(300);
      const day = "from=2026-05-10&to=2026-05-10";
      expect(await numbers(s, "q=window", day)).toEqual(["M-2"]);
      expect(await numbers(s, "q=M-1", day)).toEqual([]);
      setClock(s, "2026-05-20T12:00:00");
    });

    test("VU-03 the sums are those of the filter: sales, refunds, what is not completed, who made them", async () => {
      const none = { orders: 0, total: 0, total_tax: 0, tips: 0 };
      expect(await sums(servery(), "")).toEqual({
        orders: 6,
        sales: { orders: 2, total: 90, total_tax: 8.18, tips: 1.5 },
        refunds: { orders: 1, total: -10, total_tax: -0.91, tips: 0 },
        not_completed: { orders: 3, total: 30, total_tax: 2.73, tips: 0 },
        sources: expect.arrayContaining([
          { addon_id: 1, name: "Demo add-on" },
          { addon_id: 42, name: "Click, collect" },
          { addon_id: null, name: null },
        ]),
      });
      const narrow = await sums(servery(), "q=zoe");
      expect(narrow).toMatchObject({ orders: 1, sales: { orders: 1, total: 20, tips: 1.5 }, refunds: none });
      expect(narrow.sources).toHaveLength(3);
      expect(await sums(servery(), "q=nobody")).toMatchObject({ orders: 0, sales: none, not_completed: none });
    });

    test("VU-03 the file has what the list has, under the same filters", async () => {
      const manager = await as(servery(), "manager");
      for (const query of ["q=f1&value_gte=20", "addon_id=42", "status=ON_HOLD,SUBMITTED", "payment_method_id=2"]) {
        const [head, ...rows] = [...csvRecords((await manager(`orders.csv?${DAYS}&${query}`)).text)];
        const cells = [head, ...rows].map((record) => (record?.ok ? record.value.cells : expect.fail("no table")));
        const place = cells[0]!.indexOf("sale_number");
        const listed = cells.slice(1).map((row) => row[place]);
        expect(listed, query).toEqual(await numbers(servery(), query));
        expect(listed.length).toBeGreaterThan(0);
      }
    });

    test("VU-03 what cannot be looked for is refused by its name; staff may look, and add nothing up", async () => {
      for (const [query, field] of [
        ["status=GONE", "status"],
        ["status=COMPLETE,", "status"],
        ["order_type=Feast", "order_type"],
        ["addon_id=some", "addon_id"],
        ["value_gte=much", "value_gte"],
        [`q=${"x".repeat(101)}`, "q"],
        ["from=2026-05-06&to=2026-05-04", "from"],
        ["from=2020-05-06&to=2026-05-04", "to"],
        ["per_page=201", "per_page"],
        ["page=0", "page"],
      ]) {
        const refused = await asked(servery(), "search", query!);
        expect([query, refused.status, refused.json().field]).toEqual([query, 400, field]);
      }
      expect((await asked(servery(), "search", "site_id=990")).status).toBe(404);
      expect((await asked(servery(), "search", DAYS, "barista")).status).toBe(200);
      expect((await asked(servery(), "sums", DAYS, "barista")).status).toBe(403);
      expect((await servery().get("orders/search")).status).toBe(404); // the public API has its lists
    });

    test("VU-03 a company finds its own orders only", async () => {
      const { other } = servery();
      const found = servery().storage.reads(other.company).finds;
      const find = { sites: [823, 824] as never, from: 0, to: at("2030-01-01T00:00:00"), deleted: false };
      expect((await found.sums({ ...find, discounted: false })).sums).toEqual([]);
      expect(await found.page({ ...find, discounted: false }, { size: 9, offset: 0 })).toEqual([]);
    });

    describe("a long history", () => {
      const MANY = 3_000;
      const MONTHS = "from=2025-06-01&to=2026-04-30";
      beforeAll(async () => {
        const { storage, company } = servery();
        const order = (await storage.reads(company).order(sale as OrderId))!;
        const begin = at("2025-06-01T00:00:00");
        const many = Array.from({ length: MANY }, (_, i): Order => {
          const createdAt = begin + Math.floor(i / 3) * 6 * 3_600_000; // three of the same moment, over eight months
          return { ...order, id: (60_000_000 + i) as OrderId, saleNumber: `H-${i}`, createdAt };
        });
        await storage.companies.importOrders(company, many);
      }, 60_000);

      test("VU-03 its pages hold every order once, newest first, and tell how many there are", async () => {
        const seen: string[] = [];
        for (let page = 1; ; page++) {
          const answer = await asked(servery(), "search", `${MONTHS}&q=h&per_page=200&page=${page}`);
          expect(answer.headers.get("x-total")).toBe(String(MANY));
          expect(answer.headers.get("x-pages")).toBe(String(MANY / 200));
          seen.push(...answer.json<Json[]>().map(({ sale_number }) => sale_number as string));
          if (answer.headers.get("x-next-page") === null) break;
        }
        expect(seen).toEqual(Array.from({ length: MANY }, (_, i) => `H-${MANY - 1 - i}`));
        const beyond = await asked(servery(), "search", `${MONTHS}&q=h&page=9999`);
        expect([beyond.status, beyond.json()]).toEqual([200, []]);
      });

      test("VU-03 a few orders are found among all of it, however far back", async () => {
        expect(await numbers(servery(), "q=h-7+zoe&per_page=2&page=2", MONTHS)).toEqual(["H-797", "H-796"]);
        expect(await numbers(servery(), "q=H-2999", MONTHS)).toEqual(["H-2999"]);
        const file = await (await as(servery(), "manager"))(`orders.csv?${MONTHS}&q=H-12`);
        expect(file.text.split("\r\n").length - 2).toBe(1 + 10 + 100);
        const { orders, sales } = (await asked(servery(), "sums", `${MONTHS}&q=h`)).json();
        expect([orders, sales.total, sales.tips]).toEqual([MANY, MANY * 20, MANY * 1.5]);
      });
    });
  },
  { clock: () => BEGIN },
);
