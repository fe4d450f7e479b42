import { getDocumentProxy, extractText } from "unpdf";
import { beforeAll, describe, expect, test } from "vitest";
import type { Printer } from "../../../src/domain/catalogue/records.ts";
import type { CompanyId, SiteId } from "../../../src/domain/ids.ts";
import { done } from "../../../src/kit/brand.ts";
import { preferredType } from "../../../src/http/negotiate.ts";
import { type Answer, type Json, onEveryEngine } from "../../support/servery.ts";

const pdfText = async (answer: Answer): Promise<string> => {
  const pdf = await getDocumentProxy(new Uint8Array(answer.bytes));
  return (await extractText(pdf, { mergePages: true })).text;
};

onEveryEngine("receipts", (servery) => {
  let order: Json;
  beforeAll(async () => {
    order = await servery().order({
      status: "PENDING",
      sale_number: "R-1",
      lines: [{ product_id: servery().ids.product_ids[0], quantity: 2, notes: "naïve – よい" }],
      payments: [{ method_id: 1, amount: 100 }],
    });
  });

  test("KP-08 the receipt of an order as text and as PDF, by Accept or by the path's ending", async () => {
    const path = `orders/${order.id}/receipt`;
    const text = await servery().get(path);
    expect([text.status, text.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(text.text).toContain("Sale R-1");
    expect(text.text).toContain(order.sale_id);
    expect(text.text).toContain("naïve – よい"); // letters that paper may lack
    expect(text.text).toMatch(/^TOTAL +\S*\d/m);
    expect(Math.max(...text.text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(42);

    const accepts = async (accept: string): Promise<string | null> =>
      (await servery().get(path, { accept })).headers.get("content-type");
    expect(await accepts("application/pdf")).toBe("application/pdf");
    expect(await accepts("*/*")).toBe("text/plain; charset=utf-8");
    expect(await accepts("text/plain;q=0.5, application/pdf")).toBe("application/pdf");
    expect((await servery().get(path, { accept: "image/png" })).status).toBe(406);

    const pdf = await servery().get(`${path}.pdf`);
    expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(pdf.headers.get("content-disposition")).toBe(`inline; filename="receipt-${order.sale_id}.pdf"`);
    expect(await pdfText(pdf)).toContain(order.sale_id);
    expect((await servery().get(`${path}.txt`)).text).toBe(text.text);
  });

  test("KP-08 the same receipt has the same bytes: 304 for a client that has them", async () => {
    for (const ending of ["", ".txt", ".pdf"]) {
      const first = await servery().get(`orders/${order.id}/receipt${ending}`);
      const etag = first.headers.get("etag")!;
      const again = await servery().get(`orders/${order.id}/receipt${ending}`, { "if-none-match": etag });
      expect([ending, again.status]).toEqual([ending, 304]);
    }
  });

  test("KP-08 an order that is not paid has a bill that says what is due, and operators see the same", async () => {
    const open = await servery().order({
      status: "PENDING",
      lines: [{ product_id: servery().ids.product_ids[0], quantity: 1 }],
    });
    const bill = await servery().get(`orders/${open.id}/receipt`);
    expect(bill.text).toMatch(/^ +Bill$/m);
    expect(bill.text).toMatch(/^Balance due/m);
    const operator = await servery().operator();
    expect((await operator(`orders/${open.id}/receipt`)).text).toBe(bill.text);
  });

  test("KP-08 nobody else's order, and no order that is not there", async () => {
    expect((await servery().get("orders/999999999/receipt")).status).toBe(404);
    const { auth } = servery().other;
    expect((await servery().ask(`orders/${order.id}/receipt`, { auth })).status).toBe(404);
    const theirs = `/v1/companies/6789/orders/${order.id}/receipt`;
    expect((await servery().ask(theirs, { auth })).status).toBe(404);
    const token = await servery().token(60, 1, 5678, { permissions: ["products:read"] });
    expect((await servery().ask(`orders/${order.id}/receipt`, { auth: `Bearer ${token}` })).status).toBe(403);
  });

  describe("on paper", () => {
    const printer = (id: number, company: CompanyId, siteId: SiteId) =>
      servery().storage.change(company, async (tx) => {
        const facts = { name: "Till", host: "127.0.0.1", port: 1, columns: 42, fallbackPrinterId: null, active: false };
        const record = { id, siteId, ...facts } satisfies Omit<Printer, "version" | "createdAt" | "updatedAt">;
        return done(await tx.records.add("printer", record));
      });
    beforeAll(async () => {
      await printer(7_001, servery().company, servery().ids.site_id as SiteId);
      await printer(7_002, servery().company, 824 as SiteId);
      await printer(7_003, servery().other.company, 990 as SiteId);
    });

    test("KP-08 an operator prints a receipt: a print job holds it as it was", async () => {
      const operator = await servery().operator();
      const made = await operator(`orders/${order.id}/receipt`, { method: "POST", body: { printer_id: 7_001 } });
      expect(made.status).toBe(201);
      const { id } = made.json<{ id: number }>();
      expect(made.headers.get("location")).toMatch(new RegExp(`/admin/api/companies/5678/print_jobs/${id}$`));
      const job = await servery().storage.prints.get(servery().company, id);
      expect(job).toMatchObject({ kind: "receipt", orderId: order.id, printerId: 7_001, eventId: null });
      expect(JSON.parse(job!.doc)).toMatchObject({ kind: "receipt", saleId: order.sale_id, saleNumber: "R-1" });
    });

    test("KP-08 a printer of another site or company is refused, and the order must be one's own", async () => {
      const operator = await servery().operator();
      for (const body of [{ printer_id: 7_002 }, { printer_id: 7_003 }, { printer_id: 1 }, { printer_id: "x" }]) {
        const refused = await operator(`orders/${order.id}/receipt`, { method: "POST", body });
        expect([body, refused.status]).toEqual([body, 400]);
        expect(refused.json().error_description).toMatch(/^printer_id: /);
      }
      const nowhere = await operator("orders/999999999/receipt", { method: "POST", body: { printer_id: 7_001 } });
      expect(nowhere.status).toBe(404);
      const addon = await servery().ask(`/admin/api/companies/5678/orders/${order.id}/receipt`, {
        method: "POST",
        body: { printer_id: 7_001 },
      });
      expect(addon.status).toBe(403);
    });
  });
});

test.each([
  [undefined, "text/plain"],
  ["*/*", "text/plain"],
  ["application/pdf", "application/pdf"],
  ["application/*", "application/pdf"],
  ["text/plain, application/pdf", "text/plain"],
  ["text/plain;q=0.4, application/pdf;q=0.5", "application/pdf"],
  ["*/*;q=0.9, text/plain;q=0.1", "application/pdf"],
  ["text/plain;q=0, */*", "application/pdf"],
  ["image/png", "text/plain"],
])("of Accept: %s the receipt is %s", (accept, type) => {
  expect(preferredType(accept, ["text/plain", "application/pdf"])).toBe(type);
});
