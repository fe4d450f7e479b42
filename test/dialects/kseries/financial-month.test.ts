import { expect, test } from "vitest";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { menu } from "../../domain/menu.ts";
import { cents, reader, setClockOf, sumOf, wrongIn } from "./financial-support.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";

const DAY_MS = 86_400_000;
/** The clocks in Melbourne go back on 2026-04-05: the month has a day of 25 hours. */
const START = Date.parse("2026-03-20T05:30:00+11:00");
const DAYS = 30;
const ORDERS_A_DAY = 3;

/** The same numbers from 0 to 1 each time. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
};

const goods = [menu.chips, menu.croissant, menu.longBlack, menu.teaTowel, menu.lagerPot, menu.milk];
const factors = [0.9, 0.85, 1.1, 0.333333];
const fixed = [-1.05, 0.35, -0.01];

/** Any order that a client may send: variations on lines or on the order, tip/service, tips, several payments. */
const anyOrder = (random: () => number) => {
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const sometimes = <T extends object>(chance: number, facts: () => T): Partial<T> =>
    random() < chance ? facts() : {};
  const varied = (chance: number): object =>
    sometimes(chance, () =>
      random() < 0.5 ? { price_variation: one(factors) } : { price_fixed_variation: one(fixed) },
    );
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
    product_id: one(goods),
    quantity: one([1, 1, 2, 3, 0.333, 1.25]),
    ...varied(0.3),
    ...sometimes(0.1, () => ({ unit_price: 3.333333 })),
  }));
  return {
    site_id: random() < 0.7 ? FITZROY : SOUTHBANK,
    staff_member_id: one([732847, 732848]),
    guests: one([1, 2, 5]),
    lines,
    ...varied(0.25),
    ...sometimes(0.2, () => (random() < 0.5 ? { tip_service_percent: 10 } : { tip_service_amount: 2.5 })),
    payments: Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
      method_id: one([1, 2]),
      amount: Math.round(random() * 3_000) / 100,
      ...sometimes(0.3, () => ({ tip: 1.5 })),
    })),
  };
};

/** What gives a whole sale back: its lines the other way round. */
const refundOf = (sale: Json) => ({
  site_id: sale.site_id,
  original_order_id: sale.id,
  lines: sale.lines.map((line: Json) => ({
    product_id: line.product.id,
    quantity: -line.quantity,
    price_variation: line.price_variation,
  })),
  payments: [{ method_id: 2, amount: -sale.total }],
});

/** Makes a month of orders, in the order of time: sales, refunds, and orders that came to nothing or are open. */
const aMonth = async (servery: TestServery): Promise<void> => {
  const random = seeded(20_260_320);
  let last: Json;
  for (let n = 0; n < DAYS * ORDERS_A_DAY; n++) {
    const at = START + Math.floor(((n + random() * 0.9) / ORDERS_A_DAY) * DAY_MS);
    servery.clock.now = () => at;
    const kind = random();
    if (kind < 0.08 && last) {
      await servery.order({ status: "COMPLETE", ...refundOf(last) });
      last = undefined;
    } else if (kind < 0.14) await servery.order({ ...anyOrder(random), status: "REJECTED", payments: [] });
    else if (kind < 0.2) {
      const order = await servery.order({ ...anyOrder(random), status: "PENDING", complete_when_paid: false });
      if (kind < 0.17) await servery.delete(`orders/${order.id}`);
    } else last = await servery.order({ ...anyOrder(random), status: "COMPLETE" });
  }
};

/** Every complete order of a site, as Kounta tells it, oldest first. */
const kountasSales = async (servery: TestServery, site: number): Promise<Json[]> => {
  const sales: Json[] = [];
  for (let path: string | null = `sites/${site}/orders/complete`; path !== null;) {
    const page = await servery.get(path);
    const whole = page.json<Json[]>().map(async ({ id }) => (await servery.get(`orders/${id}`)).json());
    sales.unshift(...(await Promise.all(whole)).reverse());
    path = page.headers.get("x-next-page");
  }
  return sales;
};

const money = (amount: number): string => amount.toFixed(2);

onEveryEngine(
  "K-Series reports of a month",
  (servery) => {
    const period = `${new Date(START).toISOString()}/${new Date(START + (DAYS + 2) * DAY_MS).toISOString()}`;
    const linesOf = (sales: readonly Json[]): Json[] => sales.flatMap((sale) => sale.salesLines);

    test("LF-01 a month of random sales adds up to Kounta's totals to the cent, however it is asked for", async () => {
      await setClockOf(servery(), FITZROY, { dayStart: "05:30" });
      await aMonth(servery());
      servery().clock.now = () => START + (DAYS + 2) * DAY_MS;
      const get = await reader(servery());

      for (const site of [FITZROY, SOUTHBANK]) {
        const kounta = await kountasSales(servery(), site);
        expect(kounta.length).toBeGreaterThan(15);
        expect(kounta.some(({ original_order_id: original }) => original !== null)).toBe(true);

        // The older service, in small pages, by the links that it gives.
        const v1: Json[] = [];
        let path: string | undefined = `/f/finance/${site}/financials/${period}?include=staff,payments&pageSize=7`;
        while (path !== undefined) {
          const page: Json = await get(path);
          v1.push(...page.sales);
          expect(page.dataComplete).toBe(true);
          expect(page.nextPageToken === "").toBe(page._links.nextPage === undefined);
          path = page._links.nextPage?.href.slice(servery().url.length);
        }
        expect(v1.map(({ accountFiscId }) => accountFiscId)).toEqual(kounta.map(({ id }) => `A${site}.${id}`));
        expect(v1.flatMap((sale) => wrongIn(sale, "timeOfCloseAndPaid"))).toEqual([]);

        v1.forEach((sale, i) => {
          const { total, total_tax: tax, lines, payments, ...order } = kounta[i]!;
          const sold = sale.salesLines;
          expect(
            sumOf(sold, (line) => line.totalNetAmountWithTax),
            sale.accountFiscId,
          ).toBe(cents(money(total)));
          expect(sumOf(sold, (line) => line.taxAmount)).toBe(cents(money(tax)));
          expect(sumOf(sold, (line) => line.totalNetAmountWithoutTax)).toBe(cents(money(total)) - cents(money(tax)));
          expect(sold.map((line: Json) => cents(line.taxAmount))).toEqual(
            sold.map((line: Json) => sumOf(line.taxLines, (one) => one.taxAmount)),
          );
          expect(sold.map((line: Json) => cents(line.taxAmount))).toEqual(
            lines.map((line: Json) => cents(money(line.line_total_tax))),
          );
          expect(sumOf(sale.payments, (one) => one.netAmountWithTax)).toBe(cents(money(order["paid"])));
          expect(sale.payments.map(({ tip }: Json) => tip)).toEqual(payments.map(({ tip }: Json) => money(tip)));
          const asked =
            order["tip_service_amount"] ?? Math.round(total * 100 * (order["tip_service_percent"] ?? 0) * 0.01) / 100;
          expect(Math.abs(sumOf(sold, (line) => line.serviceCharge) - cents(money(asked)))).toBeLessThanOrEqual(1);
          expect(sale.type).toBe(order["original_order_id"] === null && total >= 0 ? "SALE" : "REFUND");
        });

        // The newer one, page by page, and day by day in both.
        const v2: Json[] = [];
        const [from, to] = period.split("/");
        let token = "";
        do {
          const page = await get(
            `/f/v2/business-location/${site}/sales?from=${from}&to=${to}&pageSize=9&nextPageToken=${token}&include=staff,payments`,
          );
          v2.push(...page.sales);
          token = page.nextPageToken;
        } while (token !== null);
        expect(v2.flatMap((sale) => wrongIn(sale, "timeClosed"))).toEqual([]);
        const likeV1 = ({ timeClosed, salesLines, ...sale }: Json) => ({
          ...sale,
          timeOfCloseAndPaid: timeClosed,
          salesLines: salesLines.map((line: Json) => ({ ...line, quantity: String(Number(line.quantity)) })),
        });
        expect(v2.map(likeV1)).toEqual(v1);

        const byDay: Json[] = [];
        const dailyV2: Json[] = [];
        for (let day = 0; day <= DAYS + 1; day++) {
          const date = new Date(Date.parse("2026-03-20T00:00:00Z") + day * DAY_MS).toISOString().slice(0, 10);
          byDay.push(...(await get(`/f/finance/${site}/dailyFinancials?date=${date}&include=staff,payments`)).sales);
          const v2Day = await get(`/f/v2/business-location/${site}/sales-daily?date=${date}&include=staff,payments`);
          dailyV2.push(...v2Day.sales);
        }
        expect(byDay).toEqual(v1);
        expect(dailyV2).toEqual(v2);

        // And summed up, by every key there is.
        const lines = linesOf(v1);
        for (const groupBy of ["staff", "deviceId,accountingGroup", "hour", "sku,staff", "category:default,device"]) {
          const sums = await get(`/f/finance/${site}/aggregatedSales?groupBy=${groupBy}&from=${from}&to=${to}`);
          const innermost = (levels: readonly Json[]): Json[] =>
            levels.flatMap(({ children }) =>
              children.flatMap((group: Json) => (group.children ? innermost(group.children) : [group])),
            );
          const flat = await get(
            `/f/finance/${site}/aggregatedSales?groupBy=${groupBy}&from=${from}&to=${to}&flattened=true`,
          );
          for (const rows of [[sums], innermost(sums.children), flat.children[0].children] as const) {
            expect(
              sumOf(rows, (row) => row.totalAmount),
              groupBy,
            ).toBe(sumOf(lines, (l) => l.totalNetAmountWithTax));
            expect(sumOf(rows, (row) => row.totalTaxAmount)).toBe(sumOf(lines, (l) => l.taxAmount));
            expect(sumOf(rows, (row) => row.totalDiscountedAmount)).toBe(sumOf(lines, (l) => l.totalDiscountAmount));
            expect(sumOf(rows, (row) => row.serviceCharge)).toBe(sumOf(lines, (l) => l.serviceCharge));
            expect(rows.reduce((n: number, row: Json) => n + row.numberOfSales, 0)).toBe(lines.length);
          }
        }
        const { children } = (await get(`/f/finance/${site}/aggregatedSales?groupBy=sku&from=${from}&to=${to}`))
          .children[0];
        for (const group of children as Json[]) {
          const own = lines.filter(({ sku }) => sku === group.groupByValue);
          expect(cents(group.totalAmount), group.groupByValue).toBe(sumOf(own, (l) => l.totalNetAmountWithTax));
          expect(group.numberOfSales).toBe(own.length);
        }
      }
    }, 60_000);
  },
  { clock: () => START },
);
