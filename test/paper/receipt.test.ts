import { getDocumentProxy, extractText } from "unpdf";
import { expect, test } from "vitest";
import { METHOD, aLine, catalogue, made, menu } from "../domain/menu.ts";
import type { NewOrder } from "../../src/domain/order/input.ts";
import type { Order } from "../../src/domain/order/order.ts";
import type { PaymentMethodId } from "../../src/domain/ids.ts";
import { minor } from "../../src/kit/money.ts";
import { parseEscPos } from "../../src/paper/escpos/parse.ts";
import { renderText } from "../../src/paper/escpos/render-text.ts";
import { renderEscPos } from "../../src/paper/escpos/render.ts";
import { receiptOf } from "../../src/paper/receipt/receipt-of.ts";
import { renderReceiptPdf } from "../../src/paper/receipt/receipt-pdf.ts";
import type { Receipt } from "../../src/paper/receipt/receipt.ts";
import { tableOfFour } from "./docket-orders.ts";

const paid = (methodId: PaymentMethodId, amount: number, tip = 0): NewOrder["payments"][number] => ({
  methodId,
  amount: minor(amount),
  tip: minor(tip),
  ref: null,
});
const receipt = (order: Order, original: Order | null = null): Receipt =>
  receiptOf({ order, catalogue, customer: null, original });
const lines = (of: Receipt, columns = 40): string[] => renderText(of, { columns });
const body = (of: Receipt): string[] => {
  const all = lines(of);
  return all.slice(all.indexOf(`${" ".repeat(Math.floor((40 - of.title.length) / 2))}${of.title}`));
};

const lunch: Partial<NewOrder> = {
  saleNumber: "10482",
  orderType: "Dine in",
  lines: [
    aLine({ productId: menu.longBlack, quantity: "2", modifiers: [menu.extraShot, -menu.sugar] }),
    aLine({ productId: menu.lagerPot, priceVariation: "0.5" }),
    aLine({ productId: menu.chips, notes: "salt & vinegar" }),
  ],
  priceVariation: "0.9",
};

test("KP-08 a paid sale: lines, what changed their price, taxes, payment, change, and the sale id", () => {
  const order = made({ ...lunch, payments: [paid(METHOD.cash, 5000)] });
  expect(body(receipt(order))).toEqual([
    "              Tax Invoice",
    "----------------------------------------",
    "Sale 10482          15 Nov 2023, 9:13 am",
    "Dine in",
    "----------------------------------------",
    "2 x Long black                     10.40",
    "  at 5.20 each",
    "  + Extra shot (0.70)",
    "  No Sugar",
    "Lantern lager pot                   3.50",
    "  50% discount (-3.50)",
    "Hot chips                          10.00",
    "  salt & vinegar",
    "----------------------------------------",
    "10% discount                       -2.39",
    "Subtotal without tax               19.52",
    "GST 10% on 19.52                    1.95",
    "Liquor levy 1.5% on 2.83            0.04",
    "TOTAL                             $21.51",
    "Cash                               50.00",
    "Change                             28.49",
    "----------------------------------------",
    "               Thank you",
    "",
    `                ${order.saleId}`,
  ]);
});

test("KP-08 what a receipt says comes out of the order to the cent", () => {
  const order = made({ ...lunch, tipServicePercent: "10", payments: [paid(METHOD.card, 3000, 634)] });
  const { totals, lines: sold, variations, balance } = receipt(order);
  const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);
  const shown = sum(sold.map((line) => line.total)) + sum(variations.map((each) => each.amount));
  expect(shown).toBe(order.totals.total);
  expect(totals.subtotalExTax + sum(totals.taxes.map((tax) => tax.tax))).toBe(order.totals.total);
  expect(totals.tip).toEqual({ label: "Tip / service 10%", amount: order.totals.tipService });
  expect(balance).toBeUndefined();
});

test("KP-08 a bill asks for what is owed; what a card paid too much is no change", () => {
  const owed = receipt(made({ ...lunch, payments: [paid(METHOD.card, 500)] }));
  expect(owed.title).toBe("Bill");
  expect(body(owed)).toContain("Balance due                       $16.51");
  const over = receipt(made({ ...lunch, payments: [paid(METHOD.card, 3000)] }));
  expect(over.title).toBe("Tax Invoice");
  expect(body(over)).toContain("Paid too much                       8.49");
  expect(body(over).join("\n")).not.toContain("Change");
});

test("KP-08 a refund names the sale that it refunds", () => {
  const sale = made({ ...lunch, payments: [paid(METHOD.cash, 2151)] });
  const back: Order = {
    ...made({ lines: [aLine({ quantity: "-1" })], payments: [paid(METHOD.cash, -1000)], saleNumber: "10483" }),
    originalOrderId: sale.id,
  };
  const said = body(receipt(back, sale));
  expect(said.slice(0, 2)).toEqual(["                 Refund", `        of sale 10482 (${sale.saleId})`]);
  expect(said).toContain("-1 x Hot chips                    -10.00");
  expect(said).toContain("TOTAL                            -$10.00");
  expect(said).toContain("Cash                              -10.00");
  expect(said.join("\n")).not.toMatch(/Change|Balance|Thank/);
});

test("KP-08 options that cost nothing show no amount; a copy is called one", () => {
  const copy = renderText(receipt(tableOfFour), { columns: 32, reprint: true });
  expect(copy[0]).toBe("              COPY");
  expect(copy).toContain("    No Onion");
  expect(copy).toContain("    On side: Pickles");
  expect(copy).toContain("    Extra Cheddar           1.50");
  expect(Math.max(...copy.map((line) => line.length))).toBeLessThanOrEqual(32);
});

test("KP-08 the printed receipt is the text, with the sale id as a barcode", () => {
  const order = made({ ...lunch, payments: [paid(METHOD.cash, 5000)] });
  const [page] = parseEscPos(renderEscPos(receipt(order), { columns: 48 }), 48);
  expect(page?.rows.at(-1)).toEqual({
    kind: "barcode",
    align: "center",
    code128: true,
    data: order.saleId,
    shown: true,
  });
  expect(page?.cut).toBe(true);
});

test("KP-08 a receipt is plain data: it is the same after it was stored", () => {
  const made_ = receipt(tableOfFour);
  expect(JSON.parse(JSON.stringify(made_))).toEqual(made_);
});

test("KP-08 the PDF is one page of 80 mm, with the words and sums of the receipt in any script", async () => {
  const order = made({ ...lunch, notes: "ไม่เผ็ด · 🥑 · 宫保鸡丁", payments: [paid(METHOD.cash, 5000)] });
  const pdf = await renderReceiptPdf(receipt(order));
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: true });
  expect(document.numPages).toBe(1);
  const [left, bottom, right, top] = (await document.getPage(1)).view as [number, number, number, number];
  expect([left, bottom, Math.round(right * 100) / 100]).toEqual([0, 0, 226.77]);
  expect(top).toBeGreaterThan(300);
  for (const part of ["Tax Invoice", "2 x Long black", "10.40", "$21.51", "28.49", order.saleId, "宫保鸡丁", "ไม่เผ็ด"]) {
    expect(text).toContain(part);
  }
  expect(await renderReceiptPdf(receipt(order))).toEqual(pdf);
  await expect(renderReceiptPdf({ ...receipt(order), issuedAt: "soon" })).rejects.toThrow(RangeError);
});

test("KP-08 a receipt longer than any page goes on on the next one", async () => {
  const order = made({ lines: Array.from({ length: 500 }, () => aLine({ notes: "one more" })) });
  const document = await getDocumentProxy(new Uint8Array(await renderReceiptPdf(receipt(order))));
  expect(document.numPages).toBeGreaterThan(1);
  const { text } = await extractText(document, { mergePages: true });
  expect(text.match(/one more/g)).toHaveLength(500);
});
