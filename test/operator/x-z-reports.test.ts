import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import type { OrderId, PaymentMethodId, RegisterId, SiteId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { METHOD, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { REGISTER, as, staffIdOf } from "./support.ts";

const SITE = 823;
const BAR = 17;
const ROUNDING = 77;

type Operator = Awaited<ReturnType<typeof as>>;
const cents = (amount: number): number => Math.round(amount * 100);
const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + cents(b), 0);

/** Always the same numbers, so that a failure can be looked at again. */
const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
};

onEveryEngine(
  "X and Z reports",
  (servery, engine) => {
    const x = async (ask: Operator, register = REGISTER): Promise<Json> =>
      (await ask(`registers/${register}/x_report`)).json();
    const close = (ask: Operator, body: object = {}, register = REGISTER, headers: Record<string, string> = {}) =>
      ask(`registers/${register}/z_reports`, { method: "POST", body, headers });
    /** A register whose period has just begun. */
    const fresh = async (register = REGISTER): Promise<Operator> => {
      const manager = await as(servery(), "manager");
      expect([201, 409]).toContain((await close(manager, {}, register)).status);
      return manager;
    };
    const order = (body: object): Promise<Json> => servery().order({ register_id: REGISTER, ...body });
    const sale = (amount = 10, body: object = {}) =>
      order({
        status: "COMPLETE",
        lines: [{ product_id: menu.chips, quantity: amount / 10 }],
        payments: [{ method_id: METHOD.cash, amount }],
        ...body,
      });
    const tenderOf = (report: Json, method: number): Json =>
      report.tenders.find(({ method_id }: Json) => method_id === method);
    const withRounding = async (): Promise<void> => {
      const { storage, company } = servery();
      await storage.change(company, async (tx) => {
        if (tx.catalogue.paymentMethod(ROUNDING as PaymentMethodId)) return done(null);
        const cash = tx.catalogue.paymentMethod(METHOD.cash)!;
        const facts = {
          id: ROUNDING as PaymentMethodId,
          name: "Rounding",
          kind: "rounding",
          ledgerCode: null,
        } as const;
        await tx.records.add("payment_method", { ...cash, ...facts });
        return done(null);
      });
    };

    test("VU-01 an X report shows what a register took, cent by cent", async () => {
      await withRounding();
      await fresh();
      const barista = await as(servery(), "barista", "pin");
      // 5.50 × 2 less 10 %, 7.00 with two taxes, 5.20 without tax: 9.90 + 7.00 + 5.20 = 22.10, 10 % service 2.21
      const lines = [
        { product_id: menu.croissant, quantity: 2, price_variation: 0.9 },
        { product_id: menu.lagerPot },
        { product_id: menu.milk },
      ];
      const waiter = await as(servery(), "waiter", "pin");
      const body = {
        register_id: REGISTER,
        site_id: SITE,
        status: "COMPLETE",
        lines,
        tip_service_percent: 10,
        payments: [
          { method_id: METHOD.card, amount: 20, tip: 1 },
          { method_id: METHOD.cash, amount: 3.3 },
          { method_id: ROUNDING, amount: 0.01 },
        ],
      };
      const made = await waiter("orders", { method: "POST", body });
      expect([made.status, made.text]).toEqual([201, ""]);
      const first = (await waiter(made.headers.get("location")!)).json();
      expect([first.total, first.status]).toEqual([22.1, "COMPLETE"]);
      const sold = await sale(20);
      await order({
        status: "COMPLETE",
        original_order_id: sold.id,
        lines: [{ product_id: menu.chips, quantity: -1 }],
        payments: [{ method_id: METHOD.cash, amount: -10 }],
      });
      await order({ status: "PENDING", lines: [{ product_id: menu.milk }] });
      const gone = await order({ lines: [{ product_id: menu.milk }] });
      await servery().delete(`orders/${gone.id}`);
      await order({ status: "REJECTED", lines: [{ product_id: menu.milk }] });
      // These are no business of this till.
      await order({ register_id: BAR, status: "COMPLETE", lines: [{ product_id: menu.milk }] });
      await servery().order({ status: "COMPLETE", lines: [{ product_id: menu.milk }] });
      await barista(`registers/${REGISTER}/cash`, { method: "POST", body: { kind: "float", amount: 100 } });

      const report = await x(barista);
      const { tax, by_category: categories, tenders, ...rest } = report;
      expect(rest).toEqual({
        register: { id: REGISTER, name: expect.any(String) },
        site_id: SITE,
        currency: "AUD",
        since: rest.since,
        at: expect.any(String),
        next_number: expect.any(Number),
        orders: 2,
        gross: 43.2,
        discounts: 1.1,
        refunds: { count: 1, amount: 10 },
        net: 32.1,
        total_tax: expect.any(Number),
        tips: 2.21,
        tip_service: 2.21,
        unpaid: 0,
        deleted: { count: 1 },
        rejected: { count: 1 },
        by_staff: expect.arrayContaining([
          { id: staffIdOf("waiter"), name: expect.any(String), orders: 1, total: 22.1, tips: 2.21 },
        ]),
        open_orders: expect.any(Number),
      });
      expect(tax.map(({ name, net }: Json) => [name, net])).toContainEqual(["No tax", 5.2]);
      expect(sum(categories.map(({ total }: Json) => total))).toBe(cents(rest.net));
      const used = tenders.map((tender: Json) => [
        tender.method_id,
        ...["count", "sales", "refunds", "tips", "float", "cash_in", "cash_out", "expected"].map((key) => tender[key]),
      ]);
      expect(used).toEqual([
        [METHOD.cash, 3, 23.3, 10, 0, 100, 0, 0, 113.3],
        [METHOD.card, 1, 20, 0, 1, 0, 0, 0, 21],
        [ROUNDING, 1, 0.01, 0, 0, 0, 0, 0, 0.01],
      ]);
      expect(tenders[0].rounding).toBe(0.01);
      expect(report).toEqual({ ...(await x(barista)), at: expect.any(String) });
    });

    test("VU-01 an X report is the sum of the orders, whatever they are, and Z reports share them out", async () => {
      await withRounding();
      const manager = await fresh();
      const random = randomFrom(engine === "sqlite" ? 7 : 8);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const goods = [menu.chips, menu.croissant, menu.longBlack, menu.teaTowel, menu.lagerPot, menu.milk];
      const methods = [METHOD.cash, METHOD.card, METHOD.account, METHOD.voucher, ROUNDING];
      const orders: Json[] = [];
      const closed: Json[] = [];
      for (let i = 0; i < 40; i++) {
        const refund = random() < 0.2;
        const sign = refund ? -1 : 1;
        const body = {
          customer_id: servery().ids.customer_id,
          lines: Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
            product_id: pick(goods),
            quantity: sign * pick([1, 2, 3, 0.333, 1.5]),
            ...(random() < 0.3 && { price_variation: pick([0.9, 0.5, 1.15]) }),
            ...(random() < 0.2 && { price_fixed_variation: sign * pick([-0.37, 0.25]) }),
          })),
          ...(random() < 0.2 && { price_variation: pick([0.9, 1.1]) }),
          ...(random() < 0.3 && !refund && { tip_service_percent: pick([5, 12.5]) }),
        };
        const made = await order({ status: "PENDING", complete_when_paid: false, ...body });
        const owed = cents(made.remaining ?? made.total);
        // Now and then a note is handed over that is too large.
        const note = refund || random() < 0.7 ? 0 : 500;
        const parts = random() < 0.5 ? [owed + note] : [Math.trunc(owed / 3), owed - Math.trunc(owed / 3)];
        for (const part of parts) {
          const payment = {
            method_id: pick(methods),
            amount: part / 100,
            ...(!refund && random() < 0.3 && { tip: pick([0.5, 2]) }),
          };
          expect((await servery().post(`orders/${made.id}/payments`, payment)).status).toBe(201);
        }
        const fate = random();
        if (fate < 0.1) {
          expect((await servery().delete(`orders/${made.id}`)).status).toBe(204);
          continue;
        }
        const status = fate < 0.2 ? "REJECTED" : "COMPLETE";
        expect((await servery().put(`orders/${made.id}`, { status })).status).toBe(200);
        const whole = (await servery().get(`orders/${made.id}`)).json();
        if (status === "COMPLETE") orders.push(whole);
        if (i % 13 === 12) {
          const z = await close(manager);
          expect(z.status).toBe(201);
          closed.push(z.json());
        }
      }
      const all = [...closed, await x(manager)];
      const over = (pickOne: (report: Json) => number): number =>
        all.reduce((n, report) => n + cents(pickOne(report)), 0);
      const isRefund = ({ total, original_order_id }: Json): boolean => total < 0 || Boolean(original_order_id);
      const payments: Json[] = orders.flatMap((one) => one.payments);
      expect(over(({ net }) => net)).toBe(sum(orders.map(({ total }) => total)));
      expect(over(({ total_tax }) => total_tax)).toBe(sum(orders.map(({ total_tax }) => total_tax)));
      expect(over(({ refunds }) => refunds.amount)).toBe(-sum(orders.filter(isRefund).map(({ total }) => total)));
      const counts = all.map((report) => report.orders + report.refunds.count);
      expect(counts.reduce((a, b) => a + b, 0)).toBe(orders.length);
      for (const method of methods) {
        const own = payments.filter((payment) => payment.method.id === method);
        const tenders = all.flatMap((report) => tenderOf(report, method) ?? []);
        expect(sum(tenders.map(({ sales }) => sales)) - sum(tenders.map(({ refunds }) => refunds))).toBe(
          sum(own.map(({ amount }) => amount)),
        );
        expect(sum(tenders.map(({ tips }) => tips))).toBe(sum(own.map(({ tip }) => tip)));
        expect(tenders.reduce((n, { count }) => n + count, 0)).toBe(own.length);
      }
      for (const report of all) {
        const { gross, discounts, refunds, net, tips, unpaid, tenders } = report;
        expect(cents(gross) - cents(discounts) - cents(refunds.amount)).toBe(cents(net));
        const paid = tenders.reduce(
          (n: number, one: Json) => n + cents(one.sales) - cents(one.refunds) - cents(one.change) + cents(one.tips),
          0,
        );
        expect(paid + cents(unpaid)).toBe(cents(net) + cents(tips));
        expect(sum(report.by_category.map(({ total }: Json) => total))).toBe(cents(net));
        expect(sum(report.by_category.map(({ tax }: Json) => tax))).toBe(cents(report.total_tax));
        expect(sum(report.tax.map(({ tax }: Json) => tax))).toBe(cents(report.total_tax));
        expect(sum(report.by_staff.map(({ total }: Json) => total))).toBe(cents(net));
        expect(sum(report.by_staff.map((one: Json) => one.tips))).toBe(cents(tips));
      }
    });

    test("VU-01 change that the receipt tells of is out of the drawer; what was kept beyond is not", async () => {
      const manager = await fresh();
      const tip = { status: "COMPLETE", lines: [{ product_id: menu.chips }] };
      const sold = await order({ ...tip, payments: [{ method_id: METHOD.cash, amount: 50 }] });
      const card = { method_id: METHOD.card, amount: 8 };
      await order({ ...tip, payments: [card, { method_id: METHOD.cash, amount: 5 }] });
      await order({ ...tip, payments: [{ ...card, amount: 11 }] });
      expect((await servery().get(`orders/${sold.id}/receipt.txt`)).text).toMatch(/^Change +40\.00$/m);
      const report = await x(manager);
      expect(report).toMatchObject({ net: 30, tips: 0, unpaid: -1 });
      expect(tenderOf(report, METHOD.cash)).toMatchObject({ sales: 55, change: 43, expected: 12 });
      expect(tenderOf(report, METHOD.card)).toMatchObject({ sales: 19, change: 0, expected: 19 });
      const z = (await close(manager)).json();
      const { reconciliations, income_accounts: income } = (
        await servery().get(`reconciliations/${z.reconciliation_id}`)
      ).json();
      expect(reconciliations.map(({ takings }: Json) => takings.recorded)).toEqual([12, 19]);
      const booked = income.flatMap(({ amounts }: Json) => amounts);
      expect(sum(booked.flatMap(({ net, tax }: Json) => [net, tax]))).toBe(3_100);
    });

    test("VU-01 a Z report counts the drawer, begins the next period and makes the reconciliation", async () => {
      await fresh();
      const barista = await as(servery(), "barista", "pin");
      await barista(`registers/${REGISTER}/cash`, { method: "POST", body: { kind: "float", amount: 50 } });
      await sale(10);
      await sale(20, { payments: [{ method_id: METHOD.card, amount: 20, tip: 3 }] });
      const shown = await x(barista);
      const body = {
        counted: [
          { method_id: METHOD.cash, amount: 59.5 },
          { method_id: METHOD.voucher, amount: 0 },
        ],
        note: " Short by a coin ",
        number: shown.next_number,
      };
      const made = await close(barista, body);
      expect([made.status, made.headers.get("location")]).toEqual([
        201,
        expect.stringMatching(new RegExp(`/registers/${REGISTER}/z_reports/${shown.next_number}$`)),
      ]);
      const z = made.json();
      const { next_number: number, at: _at, tenders, ...facts } = shown;
      expect(z).toEqual({
        ...facts,
        at: expect.any(String),
        number,
        staff: { id: staffIdOf("barista"), name: expect.any(String) },
        note: "Short by a coin",
        reconciliation_id: expect.any(Number),
        tenders: expect.any(Array),
      });
      expect(tenderOf(z, METHOD.cash)).toEqual({ ...tenderOf(shown, METHOD.cash), counted: 59.5, difference: -0.5 });
      expect(tenderOf(z, METHOD.card)).toEqual({ ...tenderOf(shown, METHOD.card), counted: null, difference: null });
      expect(tenderOf(z, METHOD.voucher)).toMatchObject({ expected: 0, counted: 0, difference: 0 });
      expect(tenders).toHaveLength(2);

      const path = `registers/${REGISTER}/z_reports`;
      expect((await barista(`${path}/${number}`)).json()).toEqual(z);
      const list = await barista(path);
      expect(list.json()[0]).toEqual(z);
      expect((await barista(`${path}?per_page=1&page=1`)).json()).toEqual([z]);
      expect((await barista(`${path}/${number + 1}`)).status).toBe(404);
      const [cash] = (await barista(`registers/${REGISTER}/cash?per_page=1`)).json();
      expect(cash.z_number).toBe(number);

      const next = await x(barista);
      expect(next).toMatchObject({
        orders: 0,
        net: 0,
        gross: 0,
        next_number: number + 1,
        since: z.at,
        by_category: [],
      });
      expect(tenderOf(next, METHOD.cash)).toMatchObject({ count: 0, float: 0, expected: 0 });

      const reconciliation = (await servery().get(`reconciliations/${z.reconciliation_id}`)).json();
      expect(reconciliation).toMatchObject({
        processed: false,
        reconciliation_level: "register",
        register: { id: REGISTER },
        staff_member: { id: staffIdOf("barista") },
      });
      const tender = (id: number): Json =>
        reconciliation.reconciliations.find(({ payment_method }: Json) => payment_method.id === id);
      expect(tender(METHOD.cash)).toMatchObject({
        takings: { recorded: 10, counted: 59.5 },
        adjustments: { cash_in: 50, cash_out: 0 },
      });
      expect(tender(METHOD.card)).toMatchObject({ takings: { recorded: 23, counted: 23 } });
      const income = reconciliation.income_accounts.flatMap(({ amounts }: Json) => amounts);
      const recorded = reconciliation.reconciliations.map(({ takings }: Json) => takings.recorded);
      expect(sum(income.map(({ net }: Json) => net)) + sum(income.map(({ tax }: Json) => tax))).toBe(sum(recorded));
      const numbers = (await servery().get("reconciliations")).json<Json[]>().map((one) => one.number);
      expect(new Set(numbers).size).toBe(numbers.length);
    });

    test("VU-01 two who count at once: one report for each number, and the second finds nothing to close", async () => {
      await fresh();
      const asks = await Promise.all([as(servery(), "barista", "pin"), as(servery(), "waiter", "pin")]);
      await sale();
      const { next_number: number } = await x(asks[0]);
      const counted = [{ method_id: METHOD.cash, amount: 10 }];
      const named = await Promise.all(asks.map((ask) => close(ask, { counted, number })));
      expect(named.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
      expect(named.find(({ status }) => status === 409)!.json()).toMatchObject({
        error: "other_number",
        next_number: number + 1,
      });
      await sale();
      const unnamed = await Promise.all(asks.map((ask) => close(ask, { counted })));
      expect(unnamed.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
      expect(unnamed.find(({ status }) => status === 409)!.json()).toMatchObject({
        error: "nothing_to_close",
        last_number: number + 1,
      });
    });

    test("VU-01 orders that complete while tills are closed are each in exactly one Z report", async () => {
      const manager = await fresh();
      const before = (await x(manager)).next_number;
      const selling = Array.from({ length: 40 }, (_, i) =>
        new Promise((resolve) => setTimeout(resolve, i * 6)).then(() => sale(10)),
      );
      const closing = Array.from({ length: 8 }, (_, i) =>
        new Promise((resolve) => setTimeout(resolve, i * 30)).then(() => close(manager)),
      );
      await Promise.all(selling);
      const statuses = (await Promise.all(closing)).map(({ status }) => status);
      for (const status of statuses) expect([201, 409]).toContain(status);
      await close(manager);
      const after = (await x(manager)).next_number;
      const reports = (await manager(`registers/${REGISTER}/z_reports?per_page=${after - before}`)).json<Json[]>();
      expect(reports.map((one) => one.number).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: after - before }, (_, i) => before + i).toSorted((a, b) => a - b),
      );
      expect(reports.reduce((n, one) => n + one.orders, 0)).toBe(40);
      expect(sum(reports.map(({ net }) => net))).toBe(40_000);
    });

    test("VU-01 an order that was stamped before a Z report and seen after it is in the next one, once", async () => {
      const manager = await fresh();
      const { storage, company } = servery();
      const made = await sale();
      expect((await close(manager)).json()).toMatchObject({ orders: 1 });
      const like = (await storage.reads(company).order(made.id))!;
      const late = { ...like, id: (made.id + 80_000_000) as OrderId, completedAt: like.completedAt! - 3_000 };
      await storage.companies.importOrders(company, [late]);
      expect((await x(manager)).orders).toBe(1);
      expect((await close(manager)).json()).toMatchObject({ orders: 1, net: 10 });
      const again = await close(manager);
      expect([again.status, again.json().error]).toEqual([409, "nothing_to_close"]);
    });

    test("VU-01 the first X report begins where the register was last counted", async () => {
      const { storage, company, clock } = servery();
      const register = 19 as RegisterId;
      const manager = await as(servery(), "manager");
      expect(await x(manager, register)).toMatchObject({ since: null, orders: 0, next_number: 1 });
      const made = await sale(10, { site_id: 824, register_id: register });
      const sold = (await storage.reads(company).order(made.id))!;
      const old = { ...sold, id: (made.id + 70_000_000) as OrderId, completedAt: sold.completedAt! - 86_400_000 };
      await storage.companies.importOrders(company, [old]);
      expect((await x(manager, register)).orders).toBe(2);
      const counts = await storage.change(company, async (tx) => {
        const facts = { level: "register", siteId: 824 as SiteId, registerId: register, staffId: null } as const;
        const at = clock.now() - 3_600_000;
        const nothing = { processed: false, version: 1, incomeAccounts: [], tenders: [], createdAt: at, updatedAt: at };
        return done(await tx.reconciliations.add({ id: tx.newId("reconciliation"), ...facts, ...nothing }));
      });
      expect(counts.ok).toBe(true);
      expect(await x(manager, register)).toMatchObject({ since: expect.any(String), orders: 1 });
    });

    test("VU-01 sent twice with one key, a till is closed once and the answer is the same", async () => {
      const manager = await fresh();
      await sale();
      const key = { "idempotency-key": `z-${engine}` };
      const first = await close(manager, {}, REGISTER, key);
      const second = await close(manager, {}, REGISTER, key);
      expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
      expect(second.headers.get("idempotent-replayed")).toBe("true");
      await sale();
      expect((await close(manager, {}, REGISTER, key)).text).toBe(first.text);
      expect((await x(manager)).orders).toBe(1);
    });

    test("VU-01 X and Z reports as text fit a roll, and come out of the register's printer", async () => {
      const manager = await fresh();
      await sale(20);
      await sale(20, {
        original_order_id: null,
        lines: [{ product_id: menu.chips, quantity: 2, price_variation: 0.5 }],
      });
      const xText = await manager(`registers/${REGISTER}/x_report.txt`);
      expect(xText.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(xText.text).toContain("X REPORT");
      expect(xText.text).toMatch(/^NET SALES +\$30\.00$/m);
      expect(xText.text).toMatch(/^Discounts +−10\.00$/m);
      expect(xText.text).toMatch(/^Cash \(2\) +30\.00$/m);
      const z = (await close(manager, { counted: [{ method_id: METHOD.cash, amount: 29.95 }], note: "Fine" })).json();
      const zText = await manager(`registers/${REGISTER}/z_reports/${z.number}.txt`);
      expect([zText.status, zText.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
      expect(zText.text).toContain(`Z REPORT ${z.number}`);
      expect(zText.text).toMatch(/^ {2}Counted +29\.95$/m);
      expect(zText.text).toMatch(/^ {2}Difference +−0\.05$/m);
      expect(zText.text.trimEnd().endsWith("Fine")).toBe(true);
      for (const [path, title] of [
        ["x_report.pdf", "X REPORT"],
        [`z_reports/${z.number}.pdf`, `Z REPORT ${z.number}`],
      ] as const) {
        const pdf = await manager(`registers/${REGISTER}/${path}`);
        expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
        expect(pdf.headers.get("content-disposition")).toMatch(/^inline; filename="[xz]-report-16(-\d+)?\.pdf"$/);
        const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), { mergePages: true });
        expect(text).toContain(title);
        expect(text).toContain("Fitzroy counter");
        if (path.startsWith("z")) expect(text).toMatch(/Counted\s+29\.95\s+Difference\s+−0\.05[^]*Fine/);
      }
      expect((await manager(`registers/${REGISTER}/z_reports/4711.pdf`)).status).toBe(404);
      for (const line of `${xText.text}${zText.text}`.split("\n")) expect(line.length, line).toBeLessThanOrEqual(42);
      expect((await manager(`registers/${REGISTER}/z_reports/4711.txt`)).status).toBe(404);

      const print = (body: object) => manager(`registers/${REGISTER}/print_report`, { method: "POST", body });
      const printed = await print({ z: z.number });
      expect([printed.status, printed.json()]).toEqual([201, { id: expect.any(Number), printer_id: 407 }]);
      const job = (await manager(`print_jobs/${printed.json().id}`)).json();
      expect(job).toMatchObject({ kind: "report", order_id: null, site_id: SITE, printer_id: 407 });
      expect(job.text).toContain(`Z REPORT ${z.number}`);
      const other = await print({ z: null, printer_id: 402 });
      expect((await manager(`print_jobs/${other.json().id}`)).json().text).toContain("X REPORT");
      expect((await print({ z: 4711 })).status).toBe(404);
      const elsewhere = await print({ z: null, printer_id: 99_999_999 });
      expect([elsewhere.status, elsewhere.json().field]).toEqual([400, "printer_id"]);
    });

    const bad: [object, string][] = [
      [{ counted: {} }, "counted"],
      [{ counted: ["x"] }, "counted.0"],
      [{ counted: [{ method_id: 1 }] }, "counted.0.amount"],
      [{ counted: [{ method_id: 99_999_999, amount: 1 }] }, "counted.0.method_id"],
      [{ counted: [{ method_id: 998, amount: 1 }] }, "counted.0.method_id"],
      [{ counted: [{ method_id: 1, amount: 1.001 }] }, "counted.0.amount"],
      [
        {
          counted: [
            { method_id: 1, amount: 1 },
            { method_id: 1, amount: 1 },
          ],
        },
        "counted.1.method_id",
      ],
      [{ note: 5 }, "note"],
      [{ number: "next" }, "number"],
    ];
    test.each(bad)("a count of %o is refused for its %s", async (body, field) => {
      const manager = await as(servery(), "manager");
      const refused = await close(manager, body);
      expect([refused.status, refused.json().field, refused.text]).toEqual([400, field, expect.any(String)]);
      expect(refused.text).not.toMatch(/invalid|expired/);
    });
  },
  { env: { SERVERY_WORKERS: "0" }, kitchen: true },
);
