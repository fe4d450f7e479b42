import { expect, test } from "vitest";
import type { OrderId } from "../../../src/domain/ids.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { menu } from "../../domain/menu.ts";

const lines = [{ product_id: menu.chips }];

onEveryEngine("deleting orders", (servery) => {
  const listed = async (path: string): Promise<number[]> =>
    (await servery().get(path)).json<{ id: number }[]>().map(({ id }) => id);

  test("KO-40 an order deleted at the POS stays readable by its id and under /deleted only", async () => {
    const operator = await servery().operator();
    const order = await servery().order({ status: "ON_HOLD", lines });
    const id = order["id"]!;
    expect((await operator(`orders/${id}`, { method: "DELETE" })).status).toBe(204);
    const after = (await servery().get(`orders/${id}`)).json<Record<string, unknown>>();
    expect({ ...after, updated_at: null, deleted: false }).toEqual({ ...(order as object), updated_at: null });
    expect(after["deleted"]).toBe(true);
    expect(await listed("orders")).not.toContain(id);
    expect(await listed("orders/on_hold")).not.toContain(id);
    expect(await listed("orders/deleted")).toContain(id);
    const types = (
      await servery()
        .storage.reads(servery().company)
        .events(id as OrderId)
    ).map(({ type }) => type);
    expect(types.filter((type) => type === "order.deleted")).toHaveLength(1);
  });

  test("KO-40 deleting twice is once, and nothing about a deleted order changes", async () => {
    const operator = await servery().operator();
    const { id } = await servery().order({ lines });
    await operator(`orders/${id}`, { method: "DELETE" });
    const before = (await servery().get(`orders/${id}`)).text;
    expect((await operator(`orders/${id}`, { method: "DELETE" })).status).toBe(204);
    for (const [method, below, body] of [
      ["PUT", "", { status: "ON_HOLD" }],
      ["POST", "/lines", lines[0]],
      ["DELETE", "/lines/1", undefined],
      ["POST", "/payments", { amount: 1 }],
    ] as const) {
      const answer = await servery().ask(`orders/${id}${below}`, { method, ...(body && { body }) });
      expect(answer.status).toBe(400);
      expect(answer.json()["error"]).toBe("order_is_deleted");
    }
    expect((await servery().get(`orders/${id}`)).text).toBe(before);
  });

  test.each(["DELETE", "ALL"])("KO-40 an order locked with %s cannot be deleted at the POS", async (lock) => {
    const operator = await servery().operator();
    const { id } = await servery().order({ lines, lock: [lock] });
    const before = (await servery().get(`orders/${id}`)).text;
    const answer = await operator(`orders/${id}`, { method: "DELETE" });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: "locked", lock });
    expect((await servery().get(`orders/${id}`)).text).toBe(before);
    expect(await listed("orders")).toContain(id);
  });

  test("KO-40 a completed sale stays, and what is not there is not found", async () => {
    const operator = await servery().operator();
    const { id } = await servery().order({ lines, status: "COMPLETE" });
    const answer = await operator(`orders/${id}`, { method: "DELETE" });
    expect(answer.json()).toMatchObject({ error: "order_is_complete" });
    expect(await listed("orders")).toContain(id);
    expect((await operator("orders/999999999", { method: "DELETE" })).status).toBe(404);
  });
});
