import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Order } from "../../../src/domain/order/order.ts";
import type { OrderId } from "../../../src/domain/ids.ts";
import { SqliteConnection, sqliteModule } from "../../../src/storage/engines/sqlite/driver.ts";
import { type Json, type TestServery, onEveryEngine, openTestServery } from "../../support/servery.ts";

const HISTORY = 20_000;
const AT_ONCE = 1_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

/** A long history out of one order: mostly completed sales of a few weeks, spread over sites, registers and people. */
const importHistory = async (servery: TestServery): Promise<void> => {
  const { id } = await servery.order({ lines: [{ product_id: 730000 }] });
  const { storage, company } = servery;
  const model = (await storage.reads(company).order(Number(id) as OrderId))!;
  const customer = {
    id: 4289,
    firstName: "Ada",
    lastName: "L",
    email: null,
    image: null,
  } as unknown as Order["customer"];
  const onAccount = {
    ...model.payments[0],
    onAccount: true,
    amount: 100,
    tip: 0,
    number: 1,
  } as unknown as Order["payments"][number];
  const open = ["SUBMITTED", "ON_HOLD", "ACCEPTED", "REJECTED", "PENDING"] as const;
  for (let from = 0; from < HISTORY; from += AT_ONCE) {
    const orders = Array.from({ length: AT_ONCE }, (_, j): Order => {
      const i = from + j;
      const site = i % 3 === 0 ? 824 : 823;
      const status = i % 40 === 0 ? open[(i / 40) % 5]! : "COMPLETE";
      return {
        ...model,
        id: (50_000_000 + i) as OrderId,
        status,
        siteId: site as Order["siteId"],
        registerId: (site === 823 ? 16 + (i % 2) : 18) as Order["registerId"],
        staffId: (732849 + (i % 4)) as Order["staffId"],
        customer: i % 25 === 0 ? customer : null,
        priceVariation: i % 20 === 0 ? "0.9" : "1",
        payments: status === "PENDING" && i % 400 === 160 ? [onAccount] : [],
        lines: [],
        deleted: i % 500 === 7,
        totals: { ...model.totals, total: ((i * 37) % 9_000) as Order["totals"]["total"] },
        createdAt: START + i * MINUTE,
        updatedAt: START + i * MINUTE,
        completedAt: status === "COMPLETE" ? START + i * MINUTE : null,
      };
    });
    await storage.companies.importOrders(company, orders);
  }
};

/** Every way of asking, alone and in combinations, with what narrows them. */
const segments = [
  "sites/823",
  "sites/824",
  "registers/16",
  "staff/732850",
  "customers/4289",
  "submitted",
  "on_hold",
  "accepted",
  "rejected",
  "pending",
  "complete",
  "pending/accounts",
  "discounted",
  "deleted",
  "linkedcustomer",
];
const queries = [
  "",
  "?created_gte=2026-01-03",
  "?created_lt=2026-01-03T12:00:00Z",
  "?value_gte=10&value_lt=50",
  "?start=50010000",
];
const paths = [
  "orders",
  ...segments.map((segment) => `orders/${segment}`),
  ...segments.flatMap((one, i) => segments.slice(i + 1).map((two) => `orders/${one}/${two}`)),
  "sites/823/registers/16/staff/732850/customers/4289/orders/complete/discounted",
];

describe("the plan of order lists (sqlite)", () => {
  const folder = mkdtempSync(join(tmpdir(), "servery-plan-"));
  let servery: TestServery;
  let database: SqliteConnection;
  beforeAll(async () => {
    servery = await openTestServery("sqlite", { env: { SERVERY_DATA: folder }, clock: () => START + HISTORY * MINUTE });
    await importHistory(servery);
    const { DatabaseSync } = await sqliteModule();
    database = new SqliteConnection(new DatabaseSync(join(folder, "servery.db")));
  }, 60_000);
  afterAll(async () => {
    database.close();
    await servery.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The statements on orders that a request ran. */
  const statementsOf = async (path: string): Promise<string[]> => {
    const overheard = vi.spyOn(SqliteConnection.prototype, "statement");
    const answer = await servery.get(path);
    const statements = new Set(overheard.mock.calls.map(([sql]) => sql));
    overheard.mockRestore();
    expect(answer.status, path).toBe(200);
    return [...statements].filter((sql) => /from "orders"/.test(sql));
  };
  const planOf = (sql: string): string[] => {
    const values = [...sql.matchAll(/\?/g)].map(() => 1);
    return database
      .statement(`explain query plan ${sql}`)
      .all(...values)
      .map((row) => (row as { detail: string }).detail);
  };

  for (const statistics of ["before statistics are taken", "with statistics"]) {
    test(`KO-09 every list is read off an index from its newest end, ${statistics}`, async () => {
      if (statistics.startsWith("with")) database.database.exec("analyze");
      const bad: string[] = [];
      let lists = 0;
      for (const path of paths) {
        for (const query of queries) {
          for (const sql of await statementsOf(path + query)) {
            const plan = planOf(sql);
            const isList = / order by /.test(sql);
            lists += isList ? 1 : 0;
            const good = plan.every((step) => /^SEARCH orders USING (COVERING )?INDEX \w+ \(company_id=\?/.test(step));
            if (!good) bad.push(`${path}${query}: ${plan.join(" | ")}`);
          }
        }
      }
      expect(bad).toEqual([]);
      expect(lists).toBeGreaterThan(400);
    }, 60_000);
  }

  for (const [path, index] of [
    ["orders", "orders_all"],
    ["orders/complete", "orders_by_status"],
    ["orders/pending", "orders_by_status"],
    ["sites/823/orders", "orders_by_site"],
    ["sites/823/orders/complete", "orders_by_site"],
    ["sites/823/orders/pending", "orders_by_status"],
    ["registers/16/orders", "orders_by_register"],
    ["sites/823/registers/16/orders", "orders_by_register"],
    ["staff/732850/orders", "orders_by_staff"],
    ["customers/4289/orders", "orders_by_customer"],
    ["customers/4289/orders/complete", "orders_by_customer"],
    ["orders/linkedcustomer", "orders_linked"],
    ["orders/discounted", "orders_discounted"],
    ["orders/pending/accounts", "orders_on_account"],
    ["orders?value_gte=10", "orders_all"],
  ] as const) {
    test(`KO-09 ${path} is read off ${index}`, async () => {
      const list = (await statementsOf(path)).find((sql) => /^select "doc" .* order by /.test(sql))!;
      expect(planOf(list).join()).toContain(`INDEX ${index} (`);
    });
  }

  test("KO-09 the check can fail: a sort and a scan are seen", () => {
    expect(planOf(`select doc from orders where company_id = 1 order by total`).join()).toMatch(/TEMP B-TREE/);
    expect(planOf(`select doc from orders where total = 1`).join()).toMatch(/^SCAN/);
  });
});

onEveryEngine(
  "a long history",
  (servery) => {
    beforeAll(() => importHistory(servery()), 60_000);

    test("KO-09 the last pages cost what the first one costs", async () => {
      const time = async (path: string): Promise<number> => {
        const times: number[] = [];
        for (let i = 0; i < 15; i++) {
          const from = performance.now();
          const answer = await servery().get(path);
          times.push(performance.now() - from);
          expect(answer.json<Json[]>()).toHaveLength(25);
        }
        return times.sort((a, b) => a - b)[4]!;
      };
      await time("orders");
      const first = await time("orders?created_gte=2026-01-14");
      for (const path of [
        "orders?created_gte=2026-01-14&start=50019000",
        "orders/complete?start=50000100",
        "sites/823/orders?start=50000100",
      ]) {
        // Reading through the history would be hundreds of times as much; a busy machine is not.
        expect(await time(path), path).toBeLessThan(first * 8 + 15);
      }
    }, 60_000);
  },
  { clock: () => START + HISTORY * MINUTE },
);
