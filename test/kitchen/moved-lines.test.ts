import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { menu, productIdOf } from "../domain/menu.ts";
import { type Operator, as } from "../operator/support.ts";
import { type Json, engines } from "../support/servery.ts";
import type { Docket } from "../../src/paper/docket/docket.ts";
import { KitchenServery, soon } from "./kitchen-servery.ts";

const CHIPS = { product_id: menu.chips };
const COFFEE = { product_id: menu.longBlack };
const FLAT_WHITE = { product_id: productIdOf("Flat white") };
const TAKEN = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"] as const;
/** The rules of the first site. */
const RULES = [451, 452, 453];

for (const engine of engines) {
  describe(`what is printed of lines that move to another order (${engine})`, () => {
    let kitchen: KitchenServery;
    let ask: Operator;
    beforeAll(async () => {
      kitchen = await KitchenServery.open(engine);
      ask = await as(kitchen.servery, "manager");
    }, 60_000);
    afterEach(() => setStatuses(...TAKEN));
    afterAll(async () => {
      await kitchen.close();
      expect(kitchen.failures).toEqual([]);
    });

    const setStatuses = async (...statuses: (typeof TAKEN)[number][]): Promise<void> => {
      for (const rule of RULES) await kitchen.setRule(rule, { statuses });
    };
    const order = (facts: object): Promise<Json> => kitchen.servery.order({ table: undefined, ...facts });
    const post = async (path: string, body: object): Promise<Json> => {
      const answer = await ask(`orders/${path}`, { method: "POST", body });
      expect(answer.status, answer.text).toBeLessThan(300);
      return answer.json();
    };
    const split = async (id: number, ...parts: [string, number?][][]): Promise<Json[]> => {
      const asked = parts.map((lines) => ({ lines: lines.map(([line_id, quantity]) => ({ line_id, quantity })) }));
      return (await post(`${id}/split`, { parts: asked })).orders;
    };
    const change = (id: number, ...changes: object[]): Promise<Json> => post(`${id}/changes`, { changes });
    const move = (id: number, status: string) => change(id, { do: "update", order: { status } });

    /** Everything that dockets of these orders said since the last look, once all that happened was planned for. */
    const seen = new Set<number>();
    const told = async (...ids: number[]): Promise<string[]> => {
      const { storage, company } = kitchen.servery;
      const printsOf = (id: number) => storage.prints.list(company, { orderId: id as never }, { size: 100 });
      // Events are planned in their order, so when this one's docket is there, so are all before it.
      const last = await kitchen.servery.order({ status: "PENDING", lines: [CHIPS] });
      await soon(
        () => printsOf(last.id),
        ({ rows }) => rows.length > 0,
        20_000,
      );
      const said: string[] = [];
      for (const orderId of ids) {
        for (const { id, kind, doc } of (await printsOf(orderId)).rows.toReversed()) {
          if (seen.has(id)) continue;
          seen.add(id);
          const { station, courses } = JSON.parse(doc) as Docket;
          const lines = courses.flatMap((course) => course.lines);
          const text = lines.map(({ change: c, quantity, name }) => `${c === "remove" ? "-" : "+"}${quantity} ${name}`);
          if (station !== "Pass") said.push(`${kind} ${station}: ${text.join(", ")}`);
        }
      }
      return said.toSorted();
    };

    test("VU-01 a split prints nothing, and later changes of a moved line print what changed, where it is made", async () => {
      const whole = await order({
        status: "ON_HOLD",
        lines: [{ ...CHIPS, quantity: 3 }, COFFEE],
        options: [FLAT_WHITE],
      });
      expect(await told(whole.id)).toEqual(["docket Bar: +1 LB, +1 FW", "docket Kitchen: +3 CHIPS"]);
      const [chips, coffee, flatWhite] = whole.lines.map(({ line_id }: Json) => line_id);
      const [kept, part] = await split(whole.id, [[chips, 2], [coffee], [flatWhite]]);
      expect(await told(kept!.id, part!.id)).toEqual([]);
      const piece = part!.lines.find(({ product }: Json) => product.id === menu.chips);
      expect(piece.line_id).not.toBe(chips);

      await change(part!.id, { do: "update_line", line_id: piece.line_id, line: { quantity: 1 } });
      expect(await told(kept!.id, part!.id)).toEqual(["changes Kitchen: +1 CHIPS, -2 CHIPS"]);
      await change(part!.id, { do: "remove_line", line_id: coffee });
      expect(await told(kept!.id, part!.id)).toEqual(["changes Bar: -1 LB"]);
      await change(kept!.id, { do: "update_line", line_id: chips, line: { notes: "hot" } });
      expect(await told(kept!.id, part!.id)).toEqual(["changes Kitchen: +1 CHIPS, -1 CHIPS"]);
      await post(`${part!.id}/delete`, { reason: "left" });
      expect(await told(kept!.id, part!.id)).toEqual(["void Bar: -1 FW", "void Kitchen: -1 CHIPS"]);
      await move(kept!.id, "PENDING");
      expect(await told(kept!.id, part!.id)).toEqual([]);
    });

    test("VU-01 a merge prints nothing; the order with all of it voids all of it", async () => {
      const one = await order({ status: "ON_HOLD", lines: [CHIPS] });
      const two = await order({ status: "ON_HOLD", lines: [{ ...CHIPS, quantity: 2 }, COFFEE] });
      await told(one.id, two.id);
      await post(`${one.id}/merge`, { from: [two.id] });
      expect(await told(one.id, two.id)).toEqual([]);
      await ask(`orders/${one.id}`, { method: "DELETE" });
      expect(await told(one.id, two.id)).toEqual(["void Bar: -1 LB", "void Kitchen: -1 CHIPS, -2 CHIPS"]);
    });

    test("VU-01 an order of another status is told as its move tells it, and no more by the merge", async () => {
      const held = await order({ status: "ON_HOLD", lines: [CHIPS] });
      const submitted = await order({ lines: [COFFEE] });
      await told(held.id);
      await post(`${held.id}/merge`, { from: [submitted.id] });
      expect(await told(held.id, submitted.id)).toEqual(["docket Bar: +1 LB"]);
      await move(held.id, "PENDING");
      expect(await told(held.id, submitted.id)).toEqual([]);
    });

    test("VU-01 a station that hears of an order again is told of no line that it had under another order", async () => {
      await told();
      await setStatuses("PENDING");
      const whole = await order({
        status: "PENDING",
        complete_when_paid: false,
        lines: [{ ...CHIPS, quantity: 3 }, COFFEE, COFFEE],
        options: [FLAT_WHITE],
      });
      const other = await order({ status: "PENDING", complete_when_paid: false, lines: [{ ...CHIPS, quantity: 5 }] });
      expect(await told(whole.id, other.id)).toHaveLength(3);
      const [chips, first, second, flatWhite] = whole.lines.map(({ line_id }: Json) => line_id);
      for (const { id } of [whole, other]) await move(id, "ON_HOLD");
      // Split, split again, one of the parts merged into another order and the other one back into the first.
      const [kept, part] = await split(whole.id, [[chips, 2], [first], [flatWhite]]);
      const piece = part!.lines.find(({ product }: Json) => product.id === menu.chips);
      const [partKept, small] = await split(part!.id, [[piece.line_id, 1], [flatWhite]]);
      await post(`${other.id}/merge`, { from: [small!.id] });
      await post(`${kept!.id}/merge`, { from: [partKept!.id] });
      const all = [whole.id, other.id, part!.id, small!.id];
      expect(await told(...all)).toEqual([]);
      for (const { id } of [whole, other]) await move(id, "PENDING");
      expect(await told(...all)).toEqual([]);
      // What is taken off while nobody listens is told when they do again: as much as was on the order.
      for (const { id } of [whole, other]) await move(id, "ON_HOLD");
      const merged = (await ask(`orders/${other.id}`)).json();
      const moved = merged.lines.find(({ product, quantity }: Json) => product.id === menu.chips && quantity === 1);
      await change(other.id, { do: "remove_line", line_id: moved.line_id });
      await change(whole.id, { do: "remove_line", line_id: first }, { do: "add_line", line: COFFEE });
      for (const { id } of [whole, other]) await move(id, "PENDING");
      expect(await told(...all)).toEqual(["changes Bar: +1 LB, -1 LB", "changes Kitchen: -1 CHIPS"]);
      expect(second).toBeDefined();
    });

    test("VU-01 the same when all of it waits until the server is back", async () => {
      await told();
      await setStatuses("PENDING");
      await kitchen.stopWork();
      const whole = await order({
        status: "PENDING",
        complete_when_paid: false,
        lines: [{ ...CHIPS, quantity: 3 }, COFFEE],
        options: [FLAT_WHITE],
      });
      const [chips, coffee] = whole.lines.map(({ line_id }: Json) => line_id);
      await move(whole.id, "ON_HOLD");
      const [, part] = await split(whole.id, [[chips, 2], [coffee]]);
      await move(part!.id, "PENDING");
      await move(whole.id, "PENDING");
      await post(`${whole.id}/merge`, { from: [part!.id] });
      await kitchen.startWork();
      expect(await told(whole.id, part!.id)).toEqual(["docket Bar: +1 LB, +1 FW", "docket Kitchen: +3 CHIPS"]);
    });
  });
}
