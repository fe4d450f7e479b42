import { expect, test } from "vitest";
import type { SiteId } from "../../../src/domain/ids.ts";
import { businessClockOf, businessDay } from "../../../src/domain/business-day.ts";
import { METHOD, REGISTER, menu } from "../../domain/menu.ts";
import { newClient, posted } from "../../oauth/walk.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, FLAT_WHITE } from "./kseries.ts";
import { type Client, clientOf } from "./set-up-client.ts";

const AT_FITZROY = `/accounting/v1/business-locations/${FITZROY}`;

const cents = (amount: number | string): number => Math.round(Number(amount) * 100);
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

/** Numbers that look random and are the same in every run. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
};

const PRODUCTS = [menu.croissant, menu.lagerPot, menu.milk, FLAT_WHITE];

/** A sale of the day: several lines, variations, tips, more or less than the whole paid, now and then a refund. */
const sell = async (servery: TestServery, roll: (sides: number) => number): Promise<void> => {
  const lines = Array.from({ length: 1 + roll(4) }, () => ({
    product_id: PRODUCTS[roll(PRODUCTS.length)],
    quantity: 1 + roll(3),
    ...(roll(3) === 0 && { price_variation: 0.9 }),
  }));
  const payments = Array.from({ length: roll(3) }, (_, i) => ({
    method_id: i === 0 ? METHOD.cash : METHOD.card,
    amount: 1 + roll(900) / 100,
    ...(roll(2) === 0 && { tip: roll(300) / 100 }),
  }));
  const sold = await servery.order({
    register_id: REGISTER.fitzroyCounter,
    status: "COMPLETE",
    lines,
    payments,
    ...(roll(2) === 0 && { price_fixed_variation: -0.37 }),
    ...(roll(3) === 0 && { tip_service_amount: 1.5 }),
  });
  if (roll(4) > 0) return;
  await servery.order({
    register_id: REGISTER.fitzroyCounter,
    status: "COMPLETE",
    original_order_id: sold.id,
    lines: [{ product_id: lines[0]!.product_id, quantity: -1 }],
    payments: [{ method_id: METHOD.cash, amount: -2.35 }],
  });
};

/** Every order of a site that is complete, as the other API shows it. */
const kountaOrders = async (servery: TestServery): Promise<Json[]> => {
  const rows: Json[] = [];
  for (let path = `sites/${FITZROY}/orders/complete`; path !== "";) {
    const page = await servery.get(path);
    rows.push(...page.json<Json[]>());
    path = page.headers.get("x-next-page") ?? "";
  }
  return Promise.all(rows.map(async ({ id }) => (await servery.get(`orders/${id}`)).json()));
};

onEveryEngine("K-Series accounting", (servery) => {
  const client = (): Promise<Client> => clientOf(servery(), ["accounting"], AT_FITZROY);

  test("LC-01 a client with its own credentials reads and writes; nobody else does", async () => {
    const own = await newClient(servery(), { scopes: ["accounting"], grants: ["client_credentials"] });
    const form = posted({ grant_type: "client_credentials", scope: "accounting" }, { authorization: own.auth });
    const token = (await servery().ask("/oauth/token", form)).json().access_token;
    const ask = (method: string, path: string, body?: unknown, auth = `Bearer ${token}`) =>
      servery().ask(AT_FITZROY + path, { method, auth, ...(body !== undefined && { body }) });
    for (const path of ["/accounting-groups", "/ledger-codes", "/journal"]) {
      expect((await ask("GET", path)).status, path).toBe(200);
    }
    expect((await ask("POST", "/accounting-groups", { name: "Merchandise" })).status).toBe(201);
    expect((await ask("PUT", "/ledger-codes", { tips: "2-1200" })).json().tips).toBe("2-1200");
    const nobody = await servery().ask(`${AT_FITZROY}/journal`, { auth: null });
    expect(nobody.status).toBe(401);
    const without = await clientOf(servery(), ["financial-api"], AT_FITZROY);
    expect((await without("GET", "/journal")).status).toBe(403);
    const elsewhere = await clientOf(servery(), ["accounting"], AT_FITZROY, 2, servery().other.company);
    for (const path of ["/accounting-groups", "/ledger-codes", "/journal"]) {
      expect((await elsewhere("GET", path)).status, path).toBe(404);
    }
  });

  test("LC-01 accounting groups are made, read, changed and deleted, and are the other API's categories", async () => {
    const ask = await client();
    const made = await ask("POST", "/accounting-groups", { name: "Food to go", code: "fd-go" });
    const group = made.json();
    expect([made.status, group]).toEqual([
      201,
      {
        id: expect.any(Number),
        name: "Food to go",
        code: "fd-go",
        statisticGroups: [{ category: "default", value: "Food to go" }],
      },
    ]);
    const one = `/accounting-groups/${group.id}`;
    expect((await ask("GET", one)).json()).toEqual(group);
    expect((await ask("GET", "/accounting-groups")).json().accountingGroups).toContainEqual(group);
    expect((await servery().get(`categories/${group.id}`)).json()).toMatchObject({ name: "Food to go" });
    expect((await ask("PUT", one, { name: "Takeaway" })).json()).toMatchObject({ name: "Takeaway", code: "fd-go" });
    // Without a code of its own it is called after its name again.
    expect((await ask("PUT", one, { code: null })).json()).toMatchObject({ code: "TAKEAWAY" });
    await ask("POST", "/accounting-groups", { name: "Other", code: "X1" });
    const taken = await ask("PUT", one, { code: "X1" });
    expect([taken.status, taken.json().message]).toEqual([409, expect.stringMatching(/^The code X1 is taken by/)]);
    for (const body of [{}, { name: "" }, { name: "A", code: "a b" }, { name: "A", code: "x".repeat(21) }]) {
      expect((await ask("POST", "/accounting-groups", body)).status, JSON.stringify(body)).toBe(400);
    }
    const used = await ask("DELETE", "/accounting-groups/5101");
    expect([used.status, used.json().message]).toEqual([409, expect.stringMatching(/^It is in use: product/)]);
    expect((await ask("DELETE", one)).status).toBe(204);
    for (const method of ["GET", "PUT", "DELETE"]) {
      expect((await ask(method, one, method === "PUT" ? {} : undefined)).status, method).toBe(404);
    }
  });

  test("LC-01 ledger codes of groups, taxes, payment methods and tips are set together, or not at all", async () => {
    const ask = await client();
    const codes = {
      accountingGroups: [{ id: 5101, ledgerCode: "4-1000" }],
      taxes: [{ id: 829, ledgerCode: "2-1100" }],
      paymentMethods: [{ id: METHOD.cash, ledgerCode: "1-1111" }],
      difference: "6-9000",
    };
    const set = await ask("PUT", "/ledger-codes", codes);
    expect(set.status, set.text).toBe(200);
    const now = set.json();
    expect(now.accountingGroups).toContainEqual({ id: 5101, code: "COFFEE", name: "Coffee", ledgerCode: "4-1000" });
    expect(now.taxes).toContainEqual({ id: 829, code: "GST", name: "GST", ledgerCode: "2-1100" });
    expect(now.paymentMethods).toContainEqual({ id: METHOD.cash, code: "CASH", name: "Cash", ledgerCode: "1-1111" });
    expect(now.difference).toBe("6-9000");
    expect((await ask("GET", "/ledger-codes")).json()).toEqual(now);
    // Other parts of the API and the other API know it too.
    const reports = await clientOf(servery(), ["financial-api"]);
    const { taxRateList } = (await reports("GET", `/f/finance/${FITZROY}/tax-rates`)).json()._embedded;
    expect(taxRateList[0]).toMatchObject({ code: "GST", accountingReference: "2-1100" });
    expect((await servery().get("payment_methods")).json().find(({ id }: Json) => id === METHOD.cash).ledger_code).toBe(
      "1-1111",
    );
    for (const [body, field] of [
      [
        {
          taxes: [
            { id: 829, ledgerCode: "lost" },
            { id: 999_999, ledgerCode: "x" },
          ],
        },
        "taxes",
      ],
      [{ accountingGroups: [{ id: "9765040300495493", ledgerCode: "x" }] }, "accountingGroups"],
      [{ paymentMethods: [{ id: 1 }] }, "paymentMethods.0.ledgerCode"],
      [{ tips: "" }, "tips"],
      [{ taxes: "829" }, "taxes"],
    ] as const) {
      const refused = await ask("PUT", "/ledger-codes", body);
      expect([refused.status, refused.json().message.split(":")[0]], JSON.stringify(body)).toEqual([400, field]);
    }
    expect((await ask("GET", "/ledger-codes")).json()).toEqual(now);
    expect((await ask("PUT", "/ledger-codes", { difference: null })).json().difference).toBeNull();
  });

  test("LC-01 the journal of a day: debits equal credits, and all of it the other API's orders, to the cent", async () => {
    const roll = dice(7);
    for (let sale = 0; sale < 25; sale++) await sell(servery(), roll);
    await servery().order({ status: "PENDING", lines: [{ product_id: menu.milk }] }); // not sold yet
    const ask = await client();
    const journal = (await ask("GET", "/journal")).json();
    const orders = await kountaOrders(servery());
    const entries: Json[] = journal.entries;
    const of = (kind: string): Json[] => entries.filter((entry) => entry.kind === kind);
    const debit = (list: readonly Json[]): number => sum(list.map((entry) => cents(entry.debit) - cents(entry.credit)));

    expect(orders.length).toBeGreaterThan(25);
    expect(journal).toMatchObject({ businessLocationId: FITZROY, currency: "AUD", complete: false });
    expect(journal.numberOfSales).toBe(orders.length);
    expect(journal.totalDebit).toBe(journal.totalCredit);
    expect(sum(entries.map((entry) => cents(entry.debit)))).toBe(cents(journal.totalDebit));
    expect(sum(entries.map((entry) => cents(entry.credit)))).toBe(cents(journal.totalCredit));
    expect(debit(entries)).toBe(0);
    for (const { debit: left, credit: right } of entries) {
      expect([cents(left) > 0, cents(right) > 0].filter(Boolean)).toHaveLength(1);
    }

    const total = sum(orders.map((order) => cents(order.total)));
    const tax = sum(orders.map((order) => cents(order.total_tax)));
    expect([cents(journal.totalSales), cents(journal.totalTax)]).toEqual([total, tax]);
    expect(-debit(of("TAX"))).toBe(tax);
    expect(-debit(of("SALES"))).toBe(total - tax);
    const tips = sum(orders.map((order) => cents(order.tips) + cents(order.tip_service_amount ?? 0)));
    expect([-debit(of("TIPS")), cents(journal.totalTips)]).toEqual([tips, tips]);

    const payments: Json[] = orders.flatMap((order) => order.payments);
    for (const id of new Set(payments.map(({ method }) => method.id))) {
      const taken = sum(payments.filter(({ method }) => method.id === id).map((p) => cents(p.amount) + cents(p.tip)));
      expect([id, debit(of("PAYMENT").filter((entry) => entry.id === id))]).toEqual([id, taken]);
    }
    const received = sum(payments.map((payment) => cents(payment.amount) + cents(payment.tip)));
    expect(cents(journal.totalPayments)).toBe(received);
    expect(debit(of("DIFFERENCE"))).toBe(total + tips - received);

    const catalogue = await servery().storage.reads(servery().company).catalogue();
    const byGroup = new Map<number, number>();
    for (const line of orders.flatMap((order) => order.lines)) {
      const group = catalogue.product(line.product.id)!.categoryIds[0]!;
      byGroup.set(group, (byGroup.get(group) ?? 0) + cents(line.line_total_ex_tax));
    }
    expect(byGroup.size).toBeGreaterThan(1);
    for (const [group, net] of byGroup) {
      expect([group, -debit(of("SALES").filter((entry) => entry.id === group))]).toEqual([group, net]);
    }
  });

  test("LC-01 the same journal as a file, with ledger codes, and names with commas in quotes", async () => {
    const ask = await client();
    await ask("PUT", "/ledger-codes", { accountingGroups: [{ id: 5101, ledgerCode: "4-1000" }] });
    await ask("PUT", "/accounting-groups/5101", { name: 'Coffee, "black"' });
    await servery().order({ status: "COMPLETE", lines: [{ product_id: FLAT_WHITE }] });
    const json = (await ask("GET", "/journal")).json();
    const csv = await ask("GET", "/journal", undefined, { headers: { accept: "text/csv" } });
    expect([csv.status, csv.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="journal-823-${json.date}.csv"`);
    const lines = csv.text.split("\r\n");
    expect(lines[0]).toBe("date,businessLocationId,account,kind,id,code,name,debit,credit,currency");
    expect(lines.length).toBe(json.entries.length + 2);
    const coffee = json.entries.find((entry: Json) => entry.kind === "SALES" && entry.id === 5101);
    expect(coffee).toMatchObject({ account: "4-1000", name: 'Coffee, "black"' });
    expect(lines).toContain(
      `${json.date},823,4-1000,SALES,5101,${coffee.code},"Coffee, ""black""",${coffee.debit},${coffee.credit},AUD`,
    );
    await ask("PUT", "/accounting-groups/5101", { name: "Coffee" });
  });

  test("LC-01 a day is a business day: it begins when the site's clock says so", async () => {
    const { storage, company, clock } = servery();
    const catalogue = await storage.reads(company).catalogue();
    const site = catalogue.site(FITZROY as SiteId)!;
    await storage.change(company, async (tx) => ({
      ok: true as const,
      value: await tx.records.save("site", { ...tx.catalogue.site(FITZROY as SiteId)!, dayStart: "04:00" }),
    }));
    const before = clock.now;
    const { from, to } = businessDay("2027-03-10", { ...businessClockOf(site, catalogue.company), begins: "04:00" });
    const sellAt = async (at: number, amount: number): Promise<void> => {
      clock.now = () => at;
      await servery().order({
        status: "COMPLETE",
        lines: [{ product_id: menu.milk, unit_price: amount }],
        payments: [{ method_id: METHOD.cash, amount }],
      });
    };
    try {
      for (const [at, amount] of [
        [from - 1_000, 1],
        [from, 10],
        [to - 1_000, 100], // ten to four in the morning of the day after
        [to, 1_000],
      ] as const) {
        await sellAt(at, amount);
      }
      clock.now = () => to + 60_000;
      const ask = await client();
      const journal = async (date: string): Promise<Json> => (await ask("GET", `/journal?date=${date}`)).json();
      const day = await journal("2027-03-10");
      expect(day).toMatchObject({ date: "2027-03-10", numberOfSales: 2, totalPayments: "110.00", complete: true });
      expect([day.startsAt, day.endsAt]).toEqual(["2027-03-10T04:00:00+11:00", "2027-03-11T04:00:00+11:00"]);
      expect(await journal("2027-03-09")).toMatchObject({ numberOfSales: 1, totalPayments: "1.00" });
      expect((await ask("GET", "/journal")).json()).toMatchObject({
        date: "2027-03-11",
        numberOfSales: 1,
        complete: false,
      });
      expect(await journal("2026-02-01")).toMatchObject({ numberOfSales: 0, totalDebit: "0.00", entries: [] });
      for (const date of ["2027-02-30", "today", "9999-12-31", "0001-01-01", ""]) {
        expect((await ask("GET", `/journal?date=${date}`)).status, date).toBe(400);
      }
    } finally {
      clock.now = before;
    }
  });
});
