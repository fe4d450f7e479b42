import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, SITE, menu, productIdOf } from "../domain/menu.ts";
import { type Answer, type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };
const MILK = { product_id: menu.milk };

onEveryEngine("merging orders", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const merge = async (into: Json, from: number[], headers: Record<string, string> = {}): Promise<Answer> =>
    (await manager())(`orders/${into.id}/merge`, { method: "POST", body: { from }, headers });
  const shown = async (id: number): Promise<Json> => (await manager())(`orders/${id}`).then((a) => a.json());
  const table = async (body: object): Promise<Json> => {
    const facts = { site_id: SITE.fitzroy, status: "ON_HOLD", ...body };
    const made = await (await manager())("orders", { method: "POST", body: facts });
    expect(made.status, made.text).toBe(201);
    return (await (await manager())(made.headers.get("location")!)).json();
  };

  test("VU-01 lines and option sets go into one order with their ids and prices; the others are deleted and say so", async () => {
    const set = { product_id: productIdOf("Flat white") };
    const into = await table({ table: "T50", guests: 2, notes: "birthday", lines: [CHIPS], options: [set] });
    const one = await table({ table: "T50", guests: 1, lines: [MILK], options: [set], price_variation: 0.9 });
    const two = await table({
      table: "T51",
      lines: [{ product_id: menu.lagerPot }],
      price_fixed_variation: -1,
      notes: "x",
    });
    const answer = await merge(into, [one.id, two.id]);
    expect(answer.status, answer.text).toBe(200);
    const merged = answer.json();
    expect(merged).toEqual(await shown(into.id));
    expect(merged).toMatchObject({
      table: "T50",
      guests: 3,
      notes: "birthday\nx",
      version: 2,
      total: Math.round((into.total + one.total + two.total) * 100) / 100,
      total_tax: Math.round((into.total_tax + one.total_tax + two.total_tax) * 100) / 100,
      price_variation: 1,
      price_fixed_variation: 0,
    });
    const before = [into, one, two].flatMap(({ lines }) => lines);
    expect(merged.lines.map(({ line_id, line_total_inc_tax }: Json) => [line_id, line_total_inc_tax])).toEqual(
      before.map(({ line_id, line_total_inc_tax }: Json) => [line_id, line_total_inc_tax]),
    );
    expect(merged.options.map(({ line_number }: Json) => line_number)).toEqual([2, 4]);
    expect(merged.lines.map(({ option_set }: Json) => option_set)).toEqual([null, 1, null, 2, null]);
    for (const { id } of [one, two]) {
      const gone = await shown(id);
      expect(gone).toMatchObject({
        deleted: true,
        lines: [],
        delete_reason: `merged into ${into.sale_number}`,
        total: 0,
      });
    }
    const removed = await (await manager())(`orders/${into.id}/optionsets/2`, { method: "DELETE" });
    expect(removed.status).toBe(204);
    expect((await shown(into.id)).lines).toHaveLength(4);
  });

  test("VU-01 an order that was split comes back together: the same lines, variations and totals", async () => {
    const order = await table({ lines: [CHIPS, MILK, CHIPS], price_fixed_variation: -3.35, tip_service_percent: 10 });
    const parts = order.lines.slice(1).map(({ line_id }: Json) => ({ lines: [{ line_id }] }));
    const { orders } = (
      await (
        await manager()
      )(`orders/${order.id}/split`, { method: "POST", body: { parts } })
    ).json();
    const merged = (
      await merge(
        order,
        orders.slice(1).map(({ id }: Json) => id),
      )
    ).json();
    for (const name of ["total", "total_tax", "payable", "lines", "price_fixed_variation", "tip_service_percent"]) {
      expect(merged[name]).toEqual(order[name]);
    }
  });

  test("VU-01 what cannot be merged is refused, and nothing is changed", async () => {
    const into = await table({ lines: [CHIPS] });
    const paid = await table({ lines: [CHIPS], payments: [{ method_id: METHOD.cash, amount: 1 }] });
    const elsewhere = await table({ site_id: SITE.southbank, lines: [CHIPS] });
    const rejected = await table({ status: "REJECTED", lines: [CHIPS] });
    const submitted = await table({ status: "SUBMITTED", lines: [CHIPS] });
    const rows: [Json, number[], number, string][] = [
      [into, [into.id], 400, "merge_with_itself"],
      [into, [paid.id], 400, "merge_has_payments"],
      [into, [elsewhere.id], 400, "merge_other_site"],
      [into, [rejected.id], 400, "merge_not_possible"],
      [into, [99_999_999], 400, "unknown"],
      [into, [], 400, "bad_request"],
      [into, [paid.id, paid.id], 400, "bad_request"],
      [rejected, [into.id], 400, "order_is_rejected"],
      [submitted, [into.id], 400, "merge_not_possible"], // what is taken cannot be waiting for an answer again
      [{ id: 99_999_999 }, [into.id], 404, "not_found"],
    ];
    for (const [target, from, status, error] of rows) {
      const refused = await merge(target, from);
      expect([refused.status, refused.json().error], refused.text).toEqual([status, error]);
    }
    expect(await shown(into.id)).toMatchObject({ version: 1, deleted: false });
    // The other way round it is possible: what has payments keeps them.
    expect((await merge(paid, [into.id])).json()).toMatchObject({ paid: 1, total: 20 });
  });

  test("VU-01 an order of another status goes to this one's first", async () => {
    const into = await table({ status: "PENDING", lines: [CHIPS] });
    const submitted = await servery().order({ lines: [MILK] });
    expect((await merge(into, [submitted.id])).json()).toMatchObject({ status: "PENDING" });
    expect(await shown(submitted.id)).toMatchObject({ status: "PENDING", deleted: true, version: 3 });
    const events = await servery().storage.reads(servery().company).events(submitted.id);
    expect(events.map(({ type }) => type)).toEqual([
      "order.created",
      "order.changed",
      "order.status_changed",
      "order.kitchen_print",
      "order.changed",
      "order.deleted",
    ]);
  });

  test("KO-26 the price limit binds a merge: limits add up, and an order without one does not lift it", async () => {
    const limited = (price_limit: number | undefined, lines: object[]) =>
      servery().order({ status: "ON_HOLD", lines, price_limit });
    const into = await limited(25, [CHIPS]);
    const free = await limited(undefined, [CHIPS, CHIPS]);
    const refused = await merge(into, [free.id]);
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      { error: "over_price_limit", price_limit: 25, payable: 30 },
    ]);
    expect((await merge(free, [into.id])).json()).toMatchObject({ error: "over_price_limit" });
    const other = await limited(12, [CHIPS]);
    const merged = (await merge(into, [other.id])).json();
    expect(merged).toMatchObject({ total: 20, price_limit: 37 });
  });

  test.each([
    ["NEW_LINES", "into"],
    ["ALL", "into"],
    ["DELETE", "from"],
    ["ALL", "from"],
  ])("KO-31 the lock %s of the order %s binds a merge", async (lock, whose) => {
    const locked = (is: boolean) => servery().order({ status: "ON_HOLD", lines: [CHIPS], ...(is && { lock: [lock] }) });
    const [into, from] = [await locked(whose === "into"), await locked(whose === "from")];
    const refused = await merge(into, [from.id]);
    expect(refused.status).toBe(400);
    expect(refused.json().error).toBe(whose === "into" ? "locked" : "merge_not_possible");
    expect(refused.json().error_description).toContain(`The order is locked (${lock}).`);
    expect(await shown(from.id)).toMatchObject({ deleted: false, version: 1 });
  });

  test("KO-31 what locked a merged order locks what it went into", async () => {
    const into = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const from = await servery().order({ status: "ON_HOLD", lines: [CHIPS], lock: ["PAYMENTS"] });
    expect((await merge(into, [from.id])).json().lock).toEqual(["PAYMENTS"]);
  });

  test("VU-01 the same key again merges nothing twice", async () => {
    const [into, from] = [await table({ lines: [CHIPS] }), await table({ lines: [MILK] })];
    const headers = { "idempotency-key": randomUUID() };
    const first = await merge(into, [from.id], headers);
    expect((await merge(into, [from.id], headers)).text).toBe(first.text);
    expect((await shown(into.id)).lines).toHaveLength(2);
  });
});
