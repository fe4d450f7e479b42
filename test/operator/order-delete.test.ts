import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { METHOD, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const CHIPS = { product_id: menu.chips };

onEveryEngine("deleting an order with a reason, and seating it elsewhere", (servery) => {
  let asked: Promise<Operator> | undefined;
  const manager = () => (asked ??= as(servery(), "manager"));
  const send = async (id: number, what: string, body: unknown, headers: Record<string, string> = {}) =>
    (await manager())(`orders/${id}/${what}`, { method: "POST", body, headers });

  test("KO-40 the reason stays with the order, which is still readable and listed as deleted", async () => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const answer = await send(order.id, "delete", { reason: " Guests left " });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json()).toMatchObject({ deleted: true, delete_reason: "Guests left", version: 2 });
    expect((await (await manager())(`orders/${order.id}`)).json()).toEqual(answer.json());
    const listed = (await (await manager())("orders/deleted")).json();
    expect(listed.find(({ id }: Json) => id === order.id)).toMatchObject({ delete_reason: "Guests left" });
    const seen = (await servery().get(`orders/${order.id}`)).json();
    expect(seen).toMatchObject({ deleted: true });
    expect(seen).not.toHaveProperty("delete_reason");
    const line = (await (await manager())(`orders/${order.id}/timeline`)).json().at(-1);
    expect(line).toMatchObject({ type: "order.deleted", says: "Deleted: Guests left." });
    expect((await send(order.id, "delete", { reason: "again" })).json().delete_reason).toBe("Guests left");
  });

  test("KO-40 a completed sale is not deleted, and a reason has to be given", async () => {
    const payments = [{ method_id: METHOD.cash, amount: 10 }];
    const sale = await servery().order({ status: "COMPLETE", lines: [CHIPS], payments });
    expect((await send(sale.id, "delete", { reason: "x" })).json().error).toBe("order_is_complete");
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    for (const body of [{}, { reason: "" }, { reason: "  " }, { reason: 1 }, { reason: "n".repeat(256) }]) {
      const refused = await send(order.id, "delete", body);
      expect([refused.status, refused.json().field]).toEqual([400, "reason"]);
    }
    expect((await send(99_999_999, "delete", { reason: "x" })).status).toBe(404);
  });

  test.each(["DELETE", "ALL"])("KO-31 the lock %s keeps an operator from deleting with a reason", async (lock) => {
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS], lock: [lock] });
    const refused = await send(order.id, "delete", { reason: "x" });
    expect([refused.status, refused.json()]).toMatchObject([400, { error: "locked", lock }]);
    expect((await servery().get(`orders/${order.id}`)).json().deleted).toBe(false);
  });

  test("VU-01 an order goes to another table, and joins those who sit there", async () => {
    const there = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const order = await servery().order({ status: "ON_HOLD", lines: [CHIPS] });
    const first = (await send(there.id, "transfer", { table: "T77" })).json();
    const headers = { "idempotency-key": randomUUID() };
    const moved = await send(order.id, "transfer", { table: "T77" }, headers);
    expect(moved.json()).toMatchObject({ table: "T77", group_id: first.group_id, version: 2 });
    expect((await send(order.id, "transfer", { table: "T77" }, headers)).text).toBe(moved.text);
    expect((await send(order.id, "transfer", { table: null })).json()).toMatchObject({ table: null, group_id: null });
    for (const body of [{}, { table: "" }, { table: 7 }, { table: "n".repeat(41) }]) {
      expect((await send(order.id, "transfer", body)).status).toBe(400);
    }
  });
});
