import { expect, test } from "vitest";
import { menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { Screen, linesOf } from "./kitchen-support.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };

onEveryEngine(
  "kitchen tickets of orders that are split and merged",
  (servery) => {
    const parts = async (): Promise<{ kitchen: Screen; ask: Operator }> => {
      const ask = await as(servery(), "manager");
      return { kitchen: new Screen(ask), ask };
    };
    const held = (...quantities: number[]): Promise<Json> =>
      servery().order({ status: "ON_HOLD", table: "9", lines: quantities.map((quantity) => ({ ...CHIPS, quantity })) });
    const split = async (ask: Operator, order: Json, ...lines: object[]): Promise<Json[]> => {
      const answer = await ask(`orders/${order.id}/split`, { method: "POST", body: { parts: [{ lines }] } });
      expect(answer.status, answer.text).toBe(201);
      return answer.json().orders;
    };
    const merge = async (ask: Operator, order: Json, from: Json): Promise<void> => {
      const answer = await ask(`orders/${order.id}/merge`, { method: "POST", body: { from: [from.id] } });
      expect(answer.status, answer.text).toBe(200);
    };
    const idsOf = (order: Json): string[] => order.lines.map(({ line_id }: Json) => line_id);
    const idsOn = (ticket: Json): string[] =>
      ticket.courses.flatMap(({ lines }: Json) => lines.map(({ line_id }: Json) => line_id));

    test("VU-02 a line that was done stays done when it is split off, and nothing appears as new", async () => {
      const { kitchen, ask } = await parts();
      const order = await held(1, 2, 3);
      const before = await kitchen.ticket(order);
      const [first, second] = idsOn(before);
      await kitchen.bump(order, { line_ids: [second] });
      const [kept, part] = await split(ask, order, { line_id: first }, { line_id: second });
      expect(linesOf(await kitchen.ticket(kept))).toEqual(["3 CHIPS open"]);
      const ticket = await kitchen.ticket(part);
      expect(linesOf(ticket)).toEqual(["1 CHIPS open", "2 CHIPS done"]);
      expect(ticket.began_at).toBe(before.began_at);
      expect((await kitchen.bump(part)).json().state).toBe("done");
      expect((await kitchen.recall(part)).json().state).toBe("open");
      expect(linesOf(await kitchen.ticket(part))).toEqual(["1 CHIPS open", "2 CHIPS open"]);
    });

    test("VU-02 pieces of a line that was done are done; what changes later is marked and open", async () => {
      const { kitchen, ask } = await parts();
      const order = await held(4, 1);
      const [first] = idsOn(await kitchen.ticket(order));
      await kitchen.bump(order, { line_ids: [first] });
      const [kept, part] = await split(ask, order, { line_id: first, quantity: 1 });
      expect(linesOf(await kitchen.ticket(kept))).toEqual(["3 CHIPS done", "1 CHIPS open"]);
      expect(await kitchen.tickets(part, "&station=Kitchen")).toEqual([]);
      expect((await servery().put(`orders/${part!.id}/lines/1`, { quantity: 2 })).status).toBe(200);
      expect(linesOf(await kitchen.ticket(part))).toEqual(["2 CHIPS open changed"]);
    });

    test("VU-02 what happens to one piece of a line says nothing of the other", async () => {
      const { kitchen, ask } = await parts();
      const order = await held(4, 1);
      const [first] = idsOn(await kitchen.ticket(order));
      await kitchen.bump(order, { line_ids: [first] });
      const [kept, part] = await split(ask, order, { line_id: first, quantity: 1 });
      await kitchen.recall(kept, { line_ids: [first] });
      expect(linesOf(await kitchen.ticket(kept))).toEqual(["3 CHIPS open", "1 CHIPS open"]);
      expect(await kitchen.tickets(part, "&station=Kitchen")).toEqual([]);
      await kitchen.bump(kept);
      const [again, third] = await split(ask, kept, { line_id: first, quantity: 1 });
      await kitchen.recall(again);
      expect(linesOf(await kitchen.ticket(again))).toEqual(["2 CHIPS open", "1 CHIPS open"]);
      for (const piece of [part, third]) expect(await kitchen.tickets(piece, "&station=Kitchen")).toEqual([]);
    });

    test("VU-02 merging takes along what was done and what was not seen yet", async () => {
      const { kitchen, ask } = await parts();
      const [one, two] = [await held(1, 2), await held(3)];
      const [first, second] = idsOn(await kitchen.ticket(one));
      await kitchen.bump(one, { line_ids: [first] });
      expect((await servery().put(`orders/${one.id}/lines/2`, { notes: "crisp" })).status).toBe(200);
      await merge(ask, two, one);
      expect(await kitchen.tickets(one)).toEqual([]);
      const ticket = await kitchen.ticket(two);
      expect(linesOf(ticket).toSorted()).toEqual(["1 CHIPS done", "2 CHIPS open changed", "3 CHIPS open"]);
      expect(idsOn(ticket)).toEqual(expect.arrayContaining([second]));
      expect((await kitchen.bump(two)).json().state).toBe("done");
    });

    test("VU-02 a line that goes away and comes back is as far as it was when it came back", async () => {
      const { kitchen, ask } = await parts();
      const order = await held(1, 2);
      const [first] = idsOn(await kitchen.ticket(order));
      await kitchen.bump(order, { line_ids: [first] });
      const [kept, part] = await split(ask, order, { line_id: first });
      expect((await servery().put(`orders/${part!.id}/lines/1`, { quantity: 5 })).status).toBe(200);
      expect(idsOf(part)).toEqual([first]);
      await merge(ask, kept, part);
      expect(linesOf(await kitchen.ticket(kept)).toSorted()).toEqual(["2 CHIPS open", "5 CHIPS open changed"]);
      await kitchen.bump(kept);
      const [again, away] = await split(ask, kept, { line_id: first });
      expect(await kitchen.tickets(again, "&station=Kitchen")).toEqual([]);
      expect(await kitchen.tickets(away, "&station=Kitchen")).toEqual([]);
    });

    test("VU-02 a part that is paid at once keeps its ticket", async () => {
      const { kitchen, ask } = await parts();
      const order = await held(1, 1);
      const [, part] = await split(ask, order, { line_id: idsOf(order)[0] });
      expect((await servery().post(`orders/${part!.id}/payments`, { method_id: 1, amount: 10 })).status).toBe(201);
      expect((await servery().put(`orders/${part!.id}`, { status: "COMPLETE" })).status).toBe(200);
      expect(linesOf(await kitchen.ticket(part))).toEqual(["1 CHIPS open"]);
    });

    test("VU-02 an order that is split or merged before the venue takes it has its ticket from then on", async () => {
      const { kitchen, ask } = await parts();
      const lines = [CHIPS, { ...CHIPS, quantity: 2 }];
      const order = await servery().order({ status: "SUBMITTED", lines });
      const [, part] = await split(ask, order, { line_id: idsOf(order)[0] });
      expect(await kitchen.tickets(part)).toEqual([]);
      expect((await servery().put(`orders/${part!.id}`, { status: "ACCEPTED" })).status).toBe(200);
      expect(linesOf(await kitchen.ticket(part))).toEqual(["1 CHIPS open"]);
      const other = await held(3);
      await merge(ask, other, order);
      expect(linesOf(await kitchen.ticket(other)).toSorted()).toEqual(["2 CHIPS open", "3 CHIPS open"]);
    });
  },
  { kitchen: true, env: { SERVERY_WORKERS: "0" } },
);
