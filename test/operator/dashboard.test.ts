import { beforeAll, expect, test } from "vitest";
import { menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { BEGIN, sell, setClock, startDaysAt } from "./reports-support.ts";
import { as } from "./support.ts";

onEveryEngine(
  "the dashboard",
  (servery) => {
    const dashboard = async (query = "", who: "manager" | "barista" = "manager") =>
      (await as(servery(), who))(`reports/dashboard${query}`);
    const ofSite = async (query = ""): Promise<Json> => (await dashboard(`?site_id=823${query}`)).json();

    // Days begin at four in the morning. 12 May 2026 is a Tuesday.
    beforeAll(async () => {
      const s = servery();
      await startDaysAt(s, "04:00");
      await sell(s, "2026-05-05T10:30:00", 2);
      await sell(s, "2026-05-05T15:00:00", 1);
      const sale = await sell(s, "2026-05-12T10:15:00", 3, {
        payments: [{ method_id: 2, amount: 30, tip: 2.5 }],
      });
      await sell(s, "2026-05-12T10:20:00", 2, { price_variation: 0.9, payments: [{ method_id: 1, amount: 18 }] });
      await sell(s, "2026-05-12T11:00:00", 1, { site_id: 824 });
      await sell(s, "2026-05-12T12:00:00", -1, { original_order_id: sale.id });
      await sell(s, "2026-05-12T12:30:00", 5, { status: "REJECTED", payments: [] });
      const wrong = await sell(s, "2026-05-12T12:40:00", 5, { status: "ON_HOLD", payments: [] });
      expect((await s.delete(`orders/${wrong.id}`)).status).toBe(204);
      await sell(s, "2026-05-12T12:45:00", 4, { status: "PENDING", payments: [] });
      await sell(s, "2026-05-12T12:50:00", 1, { status: "SUBMITTED", payments: [] });
      await sell(s, "2026-05-13T03:59:59", 1); // still the evening before
      await sell(s, "2026-05-13T04:00:00", 7);
    });

    test("VU-03 a business day of a site adds up to the cent, without what was deleted or turned down", async () => {
      setClock(servery(), "2026-05-13T03:59:59");
      const { by_hour: hours, ...day } = await ofSite();
      expect(day).toMatchObject({
        date: "2026-05-12",
        currency: "AUD",
        sales: 48, // 30 + 18 − 10 + 10
        orders: 3,
        average: 19.33,
        tips: 2.5,
        refunds: 10,
        discounts: 2,
        by_site: [{ site_id: 823, name: expect.any(String), sales: 48, orders: 3 }],
        top_products: [{ product_id: menu.chips, name: "Hot chips", quantity: 5, sales: 48 }],
        open_orders: { count: 1, total: 40 },
        incoming: { count: 1 },
      });
      expect(day.by_tender.map(({ method_id: id, amount }: Json) => [id, amount])).toEqual([
        [2, 30],
        [1, 18],
      ]);
      expect(hours.map(({ hour }: Json) => hour)).toEqual([...Array(24).keys()].map((i) => (i + 4) % 24));
      expect(hours.filter(({ sales }: Json) => sales !== 0)).toEqual([
        { hour: 10, sales: 48, orders: 2 },
        { hour: 12, sales: -10, orders: 0 },
        { hour: 3, sales: 10, orders: 1 },
      ]);
    });

    test("VU-03 it is compared with the same weekday of the week before, until the same time of day", async () => {
      setClock(servery(), "2026-05-12T10:29:59");
      expect((await ofSite()).compared).toEqual({ date: "2026-05-05", sales: 0, orders: 0 });
      setClock(servery(), "2026-05-12T14:00:00");
      expect((await ofSite()).compared).toEqual({ date: "2026-05-05", sales: 20, orders: 1 });
      setClock(servery(), "2026-05-20T09:00:00");
      expect((await ofSite("&date=2026-05-12")).compared).toEqual({ date: "2026-05-05", sales: 30, orders: 2 });
    });

    test("VU-03 a day belongs to the site's own clock and its start; all sites together are their sum", async () => {
      setClock(servery(), "2026-05-13T04:00:01");
      expect(await ofSite()).toMatchObject({ date: "2026-05-13", sales: 70, orders: 1 });
      const all = (await dashboard("?date=2026-05-12")).json();
      expect(all).toMatchObject({ sales: 58, orders: 4 });
      expect(all.by_site.reduce((sum: number, { sales }: Json) => sum + sales, 0)).toBe(58);
    });

    test("VU-03 a day without a sale is all zeros", async () => {
      setClock(servery(), "2026-05-13T10:00:00");
      const day = await ofSite("&date=2026-04-01");
      expect(day).toMatchObject({
        sales: 0,
        orders: 0,
        average: 0,
        tips: 0,
        refunds: 0,
        top_products: [],
        by_tender: [],
      });
      expect(day.by_hour).toHaveLength(24);
    });

    test("VU-03 what cannot be asked for is refused, and it is not everybody's to see", async () => {
      for (const date of ["2026-02-30", "today", "0100-01-01", "9999-12-31"]) {
        const refused = await dashboard(`?date=${date}`);
        expect([date, refused.status, refused.json().field]).toEqual([date, 400, "date"]);
      }
      expect((await dashboard("?site_id=990")).status).toBe(404); // another company's
      expect((await dashboard("", "barista")).status).toBe(403);
    });
  },
  { clock: () => BEGIN },
);
