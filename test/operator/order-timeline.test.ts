import { expect, test } from "vitest";
import { METHOD, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as, staffIdOf } from "./support.ts";

const CHIPS = { product_id: menu.chips };

onEveryEngine("the time line of an order", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const post = async (path: string, body: object): Promise<Json> => {
    const answer = await (await manager())(`orders/${path}`, { method: "POST", body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.text === "" ? undefined : answer.json();
  };
  const timeline = async (id: number): Promise<Json[]> => (await (await manager())(`orders/${id}/timeline`)).json();

  test("VU-01 everything that happened, in plain words, with who did it", async () => {
    const order = await servery().order({ lines: [CHIPS] });
    const put = { method: "PUT", body: { status: "ON_HOLD", table: "T9" } };
    await (
      await manager()
    )(`orders/${order.id}`, put);
    await servery().post(`orders/${order.id}/lines`, { ...CHIPS, quantity: 2 });
    await post(`${order.id}/payments`, { method_id: METHOD.cash, amount: 5, tip: 1 });
    const { lines } = (await (await manager())(`orders/${order.id}`)).json();
    const { orders } = await post(`${order.id}/split`, { parts: [{ lines: [{ line_id: lines[1].line_id }] }] });
    const part = orders[1];
    await post(`${order.id}/merge`, { from: [part.id] });
    const all = await timeline(order.id);
    const said = all.map(({ type, says, by }) => [type, says, by.kind]);
    expect(said).toEqual([
      ["order.created", "Made, waiting for an answer.", "addon"],
      ["order.changed", "Changed table.", "staff"],
      ["order.status_changed", "From waiting for an answer to on hold.", "staff"],
      ["order.kitchen_print", "Told the kitchen of 1 line.", "staff"],
      ["order.changed", "Added 2 × Hot chips.", "addon"],
      ["order.kitchen_print", "Told the kitchen of 1 line.", "addon"],
      ["order.changed", "Paid 5.00 by Cash, with a tip of 1.00.", "staff"],
      ["order.changed", `Split: the other part is order ${part.id}.`, "staff"],
      ["order.changed", `Merged with order ${part.id}.`, "staff"],
    ]);
    expect(all[1]).toMatchObject({
      id: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      version: 2,
      by: { kind: "staff", id: staffIdOf("manager"), name: "Tomás Herrera" },
      data: { what: ["table"] },
    });
    expect(all[0]!.by).toEqual({ kind: "addon", id: 1, name: expect.stringMatching(/./) });
    expect((await timeline(part.id)).map(({ says }) => says)).toEqual([
      `Split off order ${order.id}.`,
      `Merged into order ${order.id}.`,
      `Deleted: merged into ${order.sale_number}.`,
    ]);
  });

  test("VU-01 a change of which another row tells all has no row of its own; one that nothing tells of has", async () => {
    const order = await servery().order({ status: "PENDING", lines: [CHIPS] });
    const asking = await manager();
    const put = (body: object) => asking(`orders/${order.id}`, { method: "PUT", body });
    await put({ status: "ON_HOLD" });
    await put({ status: "PENDING", table: "T4" });
    await post(`${order.id}/changes`, {
      changes: [{ do: "add_payment", payment: { method_id: METHOD.cash, amount: 5 } }],
    });
    const known = await asking(`orders/${order.id}/payments/1`, { method: "PUT", body: { ref: "Till 2" } });
    expect(known.status, known.text).toBe(200);
    await post(`${order.id}/delete`, { reason: "guest left" });
    const said = (await timeline(order.id)).map(({ says }) => says);
    expect(said).toEqual([
      "Made, waiting for payment.",
      "Told the kitchen of 1 line.",
      "From waiting for payment to on hold.",
      "Changed table.",
      "From on hold to waiting for payment.",
      "Paid 5.00 by Cash.",
      "Changed other details.",
      "Deleted: guest left.",
    ]);
  });

  test("VU-01 a time line has pages, and belongs to its company", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const answer = await (await manager())(`orders/${order.id}/timeline`);
    expect(answer.headers.get("x-pages")).toBe("1");
    const second = await (await manager())(`orders/${order.id}/timeline?page=2`);
    expect(second.json()).toEqual([]);
    expect((await (await manager())("orders/99999999/timeline")).status).toBe(404);
    const elsewhere = `/admin/api/companies/${servery().other.company}/orders/${order.id}/timeline`;
    expect((await (await manager())(elsewhere)).status).toBe(404);
  });

  test("VU-01 webhooks and add-ons see nothing of who did it", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const seen = (await servery().get(`orders/${order.id}`)).text;
    expect(seen).not.toContain('"by"');
  });
});
