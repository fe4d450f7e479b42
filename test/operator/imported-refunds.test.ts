import { expect, test } from "vitest";
import type { OrderId } from "../../src/domain/ids.ts";
import type { Order } from "../../src/domain/order/order.ts";
import { METHOD, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

onEveryEngine("refunds that came with a history", (servery) => {
  /** A completed order, as an import has it: with ids that no import had before. */
  let imports = 0;
  const imported = async (make: (id: (n: number) => OrderId) => readonly Order[]): Promise<void> => {
    const base = 70_000_000 + ++imports * 100;
    await servery().storage.companies.importOrders(
      servery().company,
      make((n) => (base + n) as OrderId),
    );
  };
  const orderOf = async (body: object): Promise<Order> => {
    const { id } = await servery().order({ status: "COMPLETE", ...body });
    return (await servery().storage.reads(servery().company).order(id))!;
  };
  const sale = () =>
    orderOf({
      lines: [{ product_id: menu.chips, quantity: 2 }, { product_id: menu.croissant }],
      payments: [{ method_id: METHOD.card, amount: 25.5 }],
    });
  const back = () =>
    orderOf({ lines: [{ product_id: menu.chips, quantity: -1 }], payments: [{ method_id: METHOD.card, amount: -10 }] });
  const refundOf = (original: Order, order: Order, id: OrderId): Order => ({
    ...order,
    id,
    originalOrderId: original.id,
    lines: order.lines.map((line) => ({ ...line, refundOf: original.lines[0]!.lineId })),
  });
  const refund = async (order: Order, line: number, amount: number, quantity = 1) => {
    const manager = await as(servery(), "manager");
    const lines = [{ line_id: order.lines[line]!.lineId, quantity }];
    const payments = [{ method_id: METHOD.card, amount }];
    return manager(`orders/${order.id}/refund`, { method: "POST", body: { lines, payments } });
  };

  test("VU-01 what was given back in an imported order is not given back again", async () => {
    const [sold, returned] = [await sale(), await back()];
    let original!: Order;
    await imported((id) => {
      original = { ...sold, id: id(1) };
      return [original, refundOf(original, returned, id(2))];
    });
    expect((await refund(original, 0, 20, 2)).json()).toMatchObject({ error: "refund_too_many", left: 1 });
    expect((await refund(original, 0, 10)).status).toBe(201);
    expect((await refund(original, 0, 10)).json()).toMatchObject({ error: "refund_too_many", left: 0 });
    const manager = await as(servery(), "manager");
    expect((await manager(`orders/${original.id}`)).json().refunds).toHaveLength(2);
  });

  test("VU-01 refunds that come in imports of their own, and one after another, are all known", async () => {
    const [sold, returned] = [await sale(), await back()];
    let original!: Order;
    await imported((id) => [(original = { ...sold, id: id(1) })]);
    await imported((id) => [refundOf(original, returned, id(1))]);
    await imported((id) => [refundOf(original, returned, id(1))]);
    expect((await refund(original, 0, 10)).json()).toMatchObject({ error: "refund_too_many", left: 0 });
    const manager = await as(servery(), "manager");
    const { lines, total_left }: Json = (await manager(`orders/${original.id}/refundable`)).json();
    expect(lines[0]).toMatchObject({ refunded: 2, left: 0 });
    expect(total_left).toBe(5.5);
  });
});
