import { request } from "node:http";
import { beforeAll, expect, test } from "vitest";
import type { AddonId, OrderId } from "../../src/domain/ids.ts";
import { menu } from "../domain/menu.ts";
import { type TestServery, basic, onEveryEngine, testAddon } from "../support/servery.ts";
import { BEGIN, at, sell, setClock } from "./reports-support.ts";
import { as } from "./support.ts";

/** Reads RFC 4180 back. */
const parsed = (text: string): Record<string, string>[] => {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  const [head = [], ...others] = rows.slice(0, -1);
  return others.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ""])));
};

const file = async (servery: TestServery, query: string, who: "manager" | "barista" = "manager") =>
  (await as(servery, who))(`orders.csv?${query}`);

onEveryEngine(
  "orders as a file",
  (servery) => {
    const MAY = "from=2026-05-04&to=2026-05-05";
    const rows = async (query: string) => parsed((await file(servery(), query)).text);
    let sale: number;

    beforeAll(async () => {
      const s = servery();
      const facts = { notes: '=1+1, "quoted"\nsecond line', guests: 2, customer_id: s.ids.customer_id };
      const sold = await sell(s, "2026-05-04T10:15:00", 2, {
        ...facts,
        payments: [
          { method_id: 1, amount: 5 },
          { method_id: 2, amount: 15, tip: 1.5 },
        ],
      });
      sale = sold.id;
      await sell(s, "2026-05-04T23:59:59", 1, { site_id: 824, status: "PENDING", payments: [] });
      await sell(s, "2026-05-05T12:00:00", -1, { original_order_id: sale });
      await sell(s, "2026-05-06T00:00:00", 4);
      setClock(s, "2026-05-20T12:00:00");
    });

    test("VU-03 a period's orders are there with their amounts, newest first, and their texts run no formula", async () => {
      const answer = await file(servery(), MAY);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
      expect(answer.headers.get("content-disposition")).toBe('attachment; filename="orders-2026-05-04-2026-05-05.csv"');
      const [refund, open, sold, ...more] = parsed(answer.text);
      expect(more).toEqual([]);
      expect(refund).toMatchObject({ refund: "true", original_order_id: String(sale), total: "-10.00", tips: "0.00" });
      expect([refund, open, sold].map((row) => row!["original_order_id"])).toEqual([String(sale), "", ""]);
      expect(open).toMatchObject({ status: "PENDING", completed_at: "", total: "10.00", paid: "0.00", payments: "" });
      expect(sold).toMatchObject({
        id: String(sale),
        status: "COMPLETE",
        deleted: "false",
        refund: "false",
        created_at: "2026-05-04T10:15:00+10:00",
        completed_at: "2026-05-04T10:15:00+10:00",
        customer: expect.stringMatching(/\S \S/),
        table: "",
        guests: "2",
        lines: "1",
        currency: "AUD",
        total: "20.00",
        total_tax: "1.82",
        paid: "20.00",
        tips: "1.50",
        payments: expect.stringMatching(/^\S.*, \S/),
        notes: `'=1+1, "quoted"\nsecond line`,
      });
    });

    test("VU-03 each order has its source: the name of the add-on that made it, or the register", async () => {
      setClock(servery(), "2026-05-08T12:00:00");
      const lines = [{ product_id: menu.chips }];
      const body = { site_id: servery().ids.site_id, status: "PENDING", lines };
      const made = await (await as(servery(), "barista"))("orders", { method: "POST", body });
      expect(made.status, made.text).toBe(201);
      const facts = { id: 42 as AddonId, clientId: "collect", name: "Click, collect" };
      await servery().storage.access.addons.add(testAddon(facts, "collect-secret", 0));
      await servery().order({ status: "PENDING", lines }, { auth: basic("collect", "collect-secret") });
      await servery().order({ status: "PENDING", lines });
      setClock(servery(), "2026-05-20T12:00:00");
      const sources = (await rows("from=2026-05-08&to=2026-05-08")).map(({ source }) => source);
      expect(sources).toEqual(["Demo add-on", "Click, collect", "register"]);
    });

    test("VU-03 it is narrowed by site, status and who; what cannot be is refused", async () => {
      expect((await rows(`${MAY}&site_id=824`)).map(({ total }) => total)).toEqual(["10.00"]);
      expect((await rows(`${MAY}&status=complete`)).map(({ total }) => total)).toEqual(["-10.00", "20.00"]);
      expect((await rows(`${MAY}&customer_id=${servery().ids.customer_id}`)).map(({ id }) => id)).toEqual([
        String(sale),
      ]);
      expect(await rows(`${MAY}&deleted=true`)).toEqual([]);
      for (const [query, field] of [
        ["status=GONE", "status"],
        ["from=2026-05-06&to=2026-05-04", "from"],
        ["from=2020-05-06&to=2026-05-04", "to"],
        ["deleted=maybe", "deleted"],
      ]) {
        const refused = await file(servery(), query!);
        expect([query, refused.status, refused.json().field]).toEqual([query, 400, field]);
      }
      expect((await file(servery(), "site_id=990")).status).toBe(404);
      expect((await file(servery(), MAY, "barista")).status).toBe(403);
    });

    test("VU-03 a long file comes in parts, whole, and whoever goes away in the middle does no harm", async () => {
      const { storage, company } = servery();
      const order = (await storage.reads(company).order(sale as OrderId))!;
      const createdAt = at("2026-04-01T12:00:00");
      const many = Array.from({ length: 1_500 }, (_, i) => ({
        ...order,
        id: (50_000_000 + i) as OrderId,
        createdAt,
        notes: "x".repeat(500),
      }));
      await storage.companies.importOrders(company, many);
      const ids = (await rows("from=2026-04-01&to=2026-04-01")).map(({ id }) => Number(id));
      expect(ids).toEqual(many.map(({ id }) => id).toReversed());

      const { auth } = await as(servery(), "manager");
      const url = `${servery().url}/admin/api/companies/5678/orders.csv?from=2026-04-01&to=2026-04-01`;
      await new Promise<void>((resolve, reject) => {
        const asked = request(url, { headers: { authorization: auth, accept: "text/csv" } }, (answer) => {
          expect([answer.statusCode, answer.headers["content-length"]]).toEqual([200, undefined]);
          answer.once("data", () => {
            asked.destroy();
            resolve();
          });
        });
        asked.on("error", reject).end();
      });
      expect((await rows(MAY)).length).toBe(3);
      const head = await (await as(servery(), "manager"))(`orders.csv?${MAY}`, { method: "HEAD" });
      expect([head.status, head.text]).toEqual([200, ""]);
    });

    test("VU-03 the columns are told in the route's own description", async () => {
      const { paths } = (await servery().ask("/openapi/operator.json", { auth: null })).json();
      const { description } = paths["/admin/api/companies/{company}/orders.csv"].get;
      const [head] = (await file(servery(), MAY)).text.split("\r\n");
      expect([...description.matchAll(/^- `(\w+)`/gm)].map(([, name]) => name)).toEqual(head!.split(","));
    });
  },
  { clock: () => BEGIN },
);
