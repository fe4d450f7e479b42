import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../../support/servery.ts";

const textOf = async (bytes: Buffer): Promise<string> => {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(document, { mergePages: true });
  return text;
};

onEveryEngine("an order on paper", (servery) => {
  const sale = (body: Record<string, unknown> = {}): Promise<Json> =>
    servery().order({
      status: "COMPLETE",
      customer_id: servery().ids.customer_id,
      notes: "ไม่เผ็ด · بدون بصل · 🥑 please",
      lines: [
        { product_id: servery().ids.product_ids[0], quantity: 3, unit_price_inc_tax: 4.5, notes: "Extra hot" },
        { product_id: servery().ids.product_ids[1], quantity: 1, unit_price_inc_tax: 11, price_variation: 0.9 },
      ],
      payments: [{ method_id: 1, amount: 23.4, ref: "till" }],
      ...body,
    });

  test("KO-19 the PDF tax invoice of a completed order says what was sold, taxed and paid", async () => {
    const order = await sale();
    const pdf = await servery().get(`orders/${String(order["id"])}/pdf`);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
    const text = await textOf(pdf.bytes);
    for (const part of [
      "Tax Invoice",
      String(order["sale_number"]),
      String(order["sale_id"]),
      "Extra hot",
      "13.50",
      "9.90",
      "GST",
      "2.13",
      "23.40",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("KO-19 an order that is not complete has none: 400", async () => {
    const open = await servery().order({ lines: [{ product_id: servery().ids.product_ids[0] }] });
    const pdf = await servery().get(`orders/${String(open["id"])}/pdf`);
    expect(pdf.status).toBe(400);
    expect(pdf.json()).toMatchObject({ error: "order_not_complete" });
    expect((await servery().get("orders/1/pdf")).status).toBe(404);
  });

  test("KO-19 a refund names the sale that it refunds", async () => {
    const order = await sale();
    const refund = await sale({
      original_order_id: order["id"],
      lines: [{ product_id: servery().ids.product_ids[0], quantity: -1, unit_price_inc_tax: 4.5 }],
      payments: [{ method_id: 1, amount: -4.5 }],
    });
    const text = await textOf((await servery().get(`orders/${String(refund["id"])}/pdf`)).bytes);
    expect(text).toContain("Refund");
    expect(text).toContain(String(order["sale_number"]));
  });

  test("KO-12 explain shows every step, and its last ones are the order's own amounts", async () => {
    const order = await sale({ status: "PENDING", payments: [], tip_service_percent: 10, price_variation: 0.95 });
    const explained = await servery().get(`orders/${String(order["id"])}/explain`);
    expect(explained.status).toBe(200);
    const { lines, totals } = explained.json<{
      lines: { number: number; steps: { step: string; how: string; result: string }[] }[];
      totals: { step: string; result: string }[];
    }>();
    const result = (steps: { step: string; result: string }[], step: string) =>
      Number(steps.find((candidate) => candidate.step === step)?.result);
    for (const [i, line] of (order["lines"] as Json[]).entries()) {
      const { steps } = lines[i]!;
      expect(result(steps, "line total without tax")).toBe(line["line_total_ex_tax"]);
      expect(result(steps, "line tax")).toBe(line["line_total_tax"]);
    }
    expect(result(lines[0]!.steps, "unit price with tax")).toBe(4.5);
    expect(result(lines[1]!.steps, "line price_variation")).toBe(9.9);
    expect(result(lines[1]!.steps, "order price_variation")).toBe(9.405);
    expect(result(lines[1]!.steps, "rounded")).toBe(9.41);
    expect(result(totals, "total")).toBe(order["total"]);
    expect(result(totals, "total tax")).toBe(order["total_tax"]);
    expect(result(totals, "tip/service")).toBe(2.22);
    expect(result(totals, "payable")).toBe(24.46);
  });
});
