import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, kseriesClient } from "../dialects/kseries/kseries.ts";
import { ONLINE_ENV, OnlineApp } from "../dialects/kseries/online-app.ts";
import { as } from "./support.ts";

const receiver = withReceiver();

onEveryEngine(
  "what a venue says about ordering apps",
  (servery) => {
    const put = async (path: string, body: unknown, who: "manager" | "barista" = "manager") =>
      (await as(servery(), who))(path, { method: "PUT", body });
    const get = async (path: string) => (await as(servery(), "barista"))(path);
    const kseries = async (path: string) => (await kseriesClient(servery()))(`/o/op/1/${path}`);

    test("LO-06 a manager switches online orders off and on, and readiness and orders go by it", async () => {
      const path = `sites/${FITZROY}/ordering`;
      const usual = {
        site_id: FITZROY,
        online_ordering: true,
        sales_period: "OPENED",
        day_start: "00:00",
        ready: true,
      };
      const before = await get(path);
      expect([before.status, before.json()]).toEqual([200, usual]);
      const ready = async () => (await kseries(`onlineOrderReadiness?businessLocationId=${FITZROY}`)).json();
      expect((await ready()).status).toBe("READY");
      const app = await OnlineApp.open(servery(), receiver);
      const order = { items: [{ quantity: 1, sku: "COF-FLW" }] };
      const no = {
        status: "FAILURE",
        reason: "The specified business location doesn't accept online orders at the moment.",
      };

      for (const [change, posStatus] of [
        [{ online_ordering: false }, { salesPeriod: "OPENED", acceptingOnlineOrders: false, availableDevices: true }],
        [{ sales_period: "CLOSED" }, { salesPeriod: "CLOSED", acceptingOnlineOrders: true, availableDevices: true }],
      ] as const) {
        const off = await put(path, change);
        expect([off.status, off.json()]).toEqual([200, { ...usual, ...change, ready: false }]);
        expect(await ready()).toMatchObject({ status: "NOT_READY", posStatus });
        expect(await app.sent("local", order)).toMatchObject(no);
        expect((await put(path, { online_ordering: true, sales_period: "OPENED" })).json()).toEqual(usual);
      }
      expect((await ready()).status).toBe("READY");
      await app.placed("local", order);
    });

    test("LO-06 a site's business day begins when its manager says; what is said again changes nothing", async () => {
      const path = `sites/${SOUTHBANK}/ordering`;
      const version = async () => (await servery().storage.reads(servery().company).catalogue()).version;
      const before = await version();
      expect((await put(path, { day_start: "00:00", sales_period: "OPENED", online_ordering: true })).status).toBe(200);
      expect((await put(path, {})).json().day_start).toBe("00:00");
      expect(await version()).toBe(before);
      expect((await put(path, { day_start: "04:30" })).json()).toMatchObject({ day_start: "04:30", ready: true });
      expect((await get(path)).json().day_start).toBe("04:30");
      await put(path, { day_start: "00:00" });
    });

    test("LO-06 what is no way of ordering is refused, and staff do not change it", async () => {
      const path = `sites/${FITZROY}/ordering`;
      for (const [body, field] of [
        [{ online_ordering: "yes" }, "online_ordering"],
        [{ online_ordering: null }, "online_ordering"],
        [{ sales_period: "OPEN" }, "sales_period"],
        [{ day_start: "24:00" }, "day_start"],
        [{ day_start: "4:30" }, "day_start"],
        [{ day_start: 4 }, "day_start"],
      ] as const) {
        const refused = await put(path, body);
        expect([refused.status, refused.json().field]).toEqual([400, field]);
      }
      expect((await put(path, [])).status).toBe(400);
      const staff = await put(path, { online_ordering: false }, "barista");
      expect([staff.status, staff.json().permission]).toEqual([403, "sites:write"]);
      for (const missing of ["990", "997"]) {
        expect((await put(`sites/${missing}/ordering`, {})).status).toBe(404);
        expect((await get(`sites/${missing}/ordering`)).status).toBe(404);
      }
    });

    test("LO-06 whoever serves says how many are left: apps see it and hear of it, until there is no bound", async () => {
      const app = await OnlineApp.open(servery(), receiver, {
        subscribeTo: [{ name: "SALES_RESTRICTION_UPDATED", resource: "item" }],
      });
      const associated = `/o/wh/1/webhook/${app.endpointId}/business-locations/${SOUTHBANK}`;
      expect((await app.ask("PUT", associated)).status).toBe(200);
      const path = `sites/${SOUTHBANK}/products/${FLAT_WHITE}/availability`;
      const seen = async () =>
        (await kseries(`itemAvailability?businessLocationId=${SOUTHBANK}&skus=COF-FLW`))
          .json()
          .data.map(({ count }: Json) => count);
      const order = { businessLocationId: SOUTHBANK, items: [{ quantity: 2, sku: "COF-FLW" }] };
      const row = { id: FLAT_WHITE, name: "Flat white", sku: "COF-FLW" };
      for (const [count, shown] of [
        [3, [3]],
        [0, [0]],
        [null, []],
        [3, [3]],
      ] as const) {
        const set = await put(path, { count }, "barista");
        expect([set.status, set.json()]).toEqual([200, { ...row, count }]);
        expect(await seen()).toEqual(shown);
      }
      await app.placed("local", order);
      expect(await seen()).toEqual([1]);
      const short = async () => (await get(`sites/${SOUTHBANK}/restrictions`)).json<Json[]>();
      const out = { id: 730703, name: "Crab linguine", sku: "PST-CRB", count: 0 };
      expect(await short()).toEqual([{ ...row, count: 1 }, out]);
      expect(await app.sent("local", order)).toMatchObject({ status: "FAILURE" });
      await put(path, { count: null });
      expect(await short()).toEqual([out]);
      const news = () =>
        receiver
          .at(`/${app.endpointId}`)
          .map(({ json }) => json)
          .filter(({ type }) => type === "ITEM");
      await expect.poll(() => news().length).toBe(6);
      expect(news().map(({ count }) => count)).toEqual([3, 0, null, 3, 1, null]);
      expect(news()[0]).toMatchObject({ sku: "COF-FLW", businessLocationId: SOUTHBANK, status: "RESTRICTED" });
    });

    test("LO-06 what is short is listed page by page, and never what is not sold there", async () => {
      const products = (await servery().get(`sites/${FITZROY}/products`)).json<Json[]>();
      const ids = products
        .map(({ id }) => id as number)
        .slice(0, 3)
        .toSorted((a, b) => a - b);
      for (const id of ids) await put(`sites/${FITZROY}/products/${id}/availability`, { count: 0 });
      const list = async (query = "") =>
        (await get(`sites/${FITZROY}/restrictions${query}`)).json<Json[]>().map(({ id, count }) => [id, count]);
      expect(await list()).toEqual(ids.map((id) => [id, 0]));
      expect(await list(`?start=${ids[0]}`)).toEqual(ids.slice(1).map((id) => [id, 0]));
      const sold = (is: boolean) => servery().put(`sites/${FITZROY}/products/${ids[1]}`, { sold: is });
      expect((await sold(false)).status).toBe(200);
      expect(await list()).toEqual([ids[0], ids[2]].map((id) => [id, 0]));
      await sold(true);
      for (const id of ids) await put(`sites/${FITZROY}/products/${id}/availability`, { count: null });
      expect(await list()).toEqual([]);
    });

    test("LO-07 what is left goes down with every order, whoever takes it, and nothing is sold beyond it", async () => {
      const path = `sites/${FITZROY}/products/${FLAT_WHITE}/availability`;
      await put(path, { count: 5 });
      const left = async () =>
        (await kseries(`itemAvailability?businessLocationId=${FITZROY}&skus=COF-FLW`)).json().data[0].count as number;
      const line = (quantity: number) => ({ product_id: FLAT_WHITE, quantity });
      const order = await servery().order({ site_id: FITZROY, status: "ON_HOLD", lines: [line(2)] });
      expect(await left()).toBe(3);
      const waits = await servery().order({ site_id: FITZROY, status: "SUBMITTED", lines: [line(1)] });
      expect(await left()).toBe(3); // the venue has not said yes
      const more = await servery().post(`orders/${order["id"]}/lines.json`, line(4));
      expect([more.status, more.text]).toEqual([400, expect.stringContaining("Flat white")]);
      expect((await servery().post(`orders/${order["id"]}/lines.json`, line(2))).status).toBeLessThan(300);
      expect(await left()).toBe(1);
      expect((await servery().put(`orders/${waits["id"]}.json`, { status: "PENDING" })).status).toBe(200);
      expect(await left()).toBe(0);
      const none = await servery().post("orders.json", { site_id: FITZROY, status: "PENDING", lines: [line(1)] });
      expect(none.status).toBe(400);
      await put(path, { count: null });
      await servery().order({ site_id: FITZROY, status: "PENDING", lines: [line(9)] });
    });

    test("LO-06 no number is 400, no such site or product 404", async () => {
      const path = `sites/${FITZROY}/products/${FLAT_WHITE}/availability`;
      for (const body of [{}, { count: -1 }, { count: 1.5 }, { count: "3" }, { count: 1_000_001 }, []]) {
        expect((await put(path, body)).status, JSON.stringify(body)).toBe(400);
      }
      expect((await put(`sites/${FITZROY}/products/997/availability`, { count: 1 })).status).toBe(404);
      expect((await put(`sites/990/products/${FLAT_WHITE}/availability`, { count: 1 })).status).toBe(404);
      expect((await get("sites/990/restrictions")).status).toBe(404);
    });
  },
  { env: ONLINE_ENV },
);
