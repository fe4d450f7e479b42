import { expect, test } from "vitest";
import { menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { Screen, lastEvent, linesOf, toldSince } from "./kitchen-support.ts";
import { as } from "./support.ts";

const CHIPS = { product_id: menu.chips };
const COFFEE = { product_id: menu.longBlack };

onEveryEngine(
  "work on kitchen tickets",
  (servery) => {
    const screen = async (): Promise<Screen> => new Screen(await as(servery(), "manager"));
    const held = (...lines: object[]): Promise<Json> => servery().order({ status: "ON_HOLD", lines });

    test("VU-02 two screens bump the same ticket at once: it is done once, and both see it", async () => {
      const [one, two] = [await screen(), await screen()];
      const order = await held(CHIPS);
      const { version } = await one.ticket(order);
      const since = await lastEvent(servery());
      const answers = await Promise.all([one.bump(order, { version }), two.bump(order, { version })]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const [a, b] = answers.map((answer) => answer.json());
      expect(a).toEqual(b);
      expect(await toldSince(servery(), since, "kitchen.ticket")).toHaveLength(1);
    });

    test("VU-02 two screens bump different lines at once: both are done", async () => {
      const [one, two] = [await screen(), await screen()];
      for (let round = 0; round < 5; round++) {
        const order = await held(CHIPS, { ...CHIPS, quantity: 2 });
        const { courses, version } = await one.ticket(order);
        const [first, second] = courses[0].lines.map(({ line_id }: Json) => line_id);
        const since = await lastEvent(servery());
        await Promise.all([
          one.bump(order, { line_ids: [first], version }),
          two.bump(order, { line_ids: [second], version }),
          one.bump(order, {}, "Pass"),
        ]);
        expect(await one.tickets(order)).toEqual([]);
        expect(await toldSince(servery(), since, "kitchen.order_ready")).toEqual([{ siteId: 823, orderId: order.id }]);
      }
    });

    test("VU-02 what changed after a screen saw it is not done unseen: 409 with the ticket", async () => {
      const kitchen = await screen();
      const order = await held(CHIPS, { ...CHIPS, quantity: 2 });
      const { version, courses } = await kitchen.ticket(order);
      const [first, second] = courses[0].lines.map(({ line_id }: Json) => line_id);
      expect((await servery().put(`orders/${order.id}/lines/1`, { quantity: 4 })).status).toBe(200);
      const refused = await kitchen.bump(order, { version });
      expect(refused.status).toBe(409);
      expect(refused.json().error_description).toBe("The ticket has changed meanwhile.");
      expect(linesOf(refused.json().ticket)).toEqual(["4 CHIPS open changed", "2 CHIPS open"]);
      expect((await kitchen.bump(order, { version, line_ids: [first] })).status).toBe(409);
      expect((await kitchen.bump(order, { version, line_ids: [second] })).status).toBe(200);
      expect((await servery().delete(`orders/${order.id}/lines/1`)).status).toBe(204);
      expect((await kitchen.bump(order, { version: version + 1, line_ids: [first] })).status).toBe(409);
      const now = await kitchen.ticket(order);
      expect(linesOf(now)).toEqual(["2 CHIPS done", "4 CHIPS open removed"]);
      expect((await kitchen.bump(order, { version: now.version, line_ids: [first] })).json().state).toBe("done");
      expect((await kitchen.bump(order, { version: now.version, line_ids: [first] })).status).toBe(200);
    });

    test("VU-02 a payment between reading and bumping changes nothing for the kitchen", async () => {
      const kitchen = await screen();
      const order = await held(CHIPS);
      const { version } = await kitchen.ticket(order);
      expect((await servery().post(`orders/${order.id}/payments`, { method_id: 1, amount: 10 })).status).toBe(201);
      expect((await kitchen.bump(order, { version })).json().state).toBe("done");
      await servery().put(`orders/${order.id}`, { status: "COMPLETE" });
      expect(await kitchen.tickets(order, "&station=Kitchen")).toEqual([]);
      expect(linesOf(await kitchen.ticket(order, "Pass"))).toEqual(["1 CHIPS open"]);
    });

    test("VU-02 the live feed tells of tickets and of orders that are ready; webhooks do not", async () => {
      const kitchen = await screen();
      const ask = await as(servery(), "manager");
      const order = await held(CHIPS, COFFEE);
      const since = await lastEvent(servery());
      const feed = await fetch(`${servery().url}/admin/api/events?site=823&last_event_id=${since}`, {
        headers: { authorization: ask.auth },
      });
      for (const station of ["Bar", "Kitchen", "Pass"]) await kitchen.bump(order, {}, station);
      await kitchen.recall(order, {}, "Bar");
      await kitchen.bump(order, {}, "Bar");
      let text = "";
      const mine = (): [string, Json][] =>
        [...text.matchAll(/event: (kitchen\.\S+)\ndata: (.*)\n/g)]
          .map(([, type, data]): [string, Json] => [type!, JSON.parse(data!)])
          .filter(([, { order_id }]) => order_id === order.id);
      const reader = feed.body!.pipeThrough(new TextDecoderStream()).getReader();
      while (mine().length < 7) text += (await reader.read()).value;
      await reader.cancel();
      const facts = mine().map(([type, { order_id, site_id, station, state }]) =>
        [type, order_id, site_id, station, state].join(" ").trim(),
      );
      expect(facts).toEqual([
        `kitchen.ticket ${order.id} 823 Bar done`,
        `kitchen.ticket ${order.id} 823 Kitchen done`,
        `kitchen.ticket ${order.id} 823 Pass done`,
        `kitchen.order_ready ${order.id} 823`,
        `kitchen.ticket ${order.id} 823 Bar open`,
        `kitchen.ticket ${order.id} 823 Bar done`,
        `kitchen.order_ready ${order.id} 823`,
      ]);
      expect((await servery().storage.deliveries.list(servery().company, {}, { size: 10 })).rows).toEqual([]);
    });

    test("VU-02 a line can be called back alone", async () => {
      const kitchen = await screen();
      const order = await held(CHIPS, { ...CHIPS, quantity: 2 });
      await kitchen.bump(order);
      const [done] = await kitchen.tickets(order, "&state=done");
      const line_ids = [done.courses[0].lines[1].line_id];
      expect(linesOf((await kitchen.recall(order, { line_ids })).json())).toEqual(["1 CHIPS done", "2 CHIPS open"]);
      expect((await kitchen.recall(order)).json()).toMatchObject({ state: "open" });
      expect(linesOf(await kitchen.ticket(order))).toEqual(["1 CHIPS open", "2 CHIPS open"]);
    });
  },
  { kitchen: true },
);

onEveryEngine(
  "the kitchen of a fresh demo company",
  (servery) => {
    test("VU-02 has tickets of the orders that are open, and none of a month of sales", async () => {
      const kitchen = new Screen(await as(servery(), "owner"));
      const tickets = await kitchen.tickets(null);
      expect(tickets.length).toBeGreaterThanOrEqual(2);
      const { storage, company } = servery();
      for (const { order_id } of tickets) {
        const order = await storage.reads(company).order(order_id);
        expect(["ON_HOLD", "ACCEPTED", "PENDING"]).toContain(order!.status);
      }
    });
  },
  { kitchen: true, history: true },
);
