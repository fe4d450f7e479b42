// What needs no server: prices orders and renders invoices for a while, and prints the rates as one line of JSON.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const dist = process.env["SERVERY_BENCH_DIST"] ?? "";
const seconds = Number(process.argv[2] ?? 1);
/** @param {string[]} path */
const product = (...path) => import(pathToFileURL(join(dist, ...path)).href);

const { Catalogue } = await product("domain", "catalogue", "catalogue.js");
const { recount } = await product("domain", "order", "change.js");
const { createOrder } = await product("domain", "order", "create.js");
const { demoData } = await product("demo", "demo.js");
const { renderInvoicePdf } = await product("paper", "invoice-pdf.js");

const now = Date.UTC(2026, 2, 2, 10);
const { records, ids } = demoData(now);
const catalogue = new Catalogue().after(records, 1);
const line = {
  quantity: "1",
  unitPriceExTax: null,
  unitPriceIncTax: null,
  priceVariation: "1",
  priceFixedVariation: "0",
  modifiers: [],
  notes: null,
  courseName: null,
  courseOrdinal: null,
  courseStatus: null,
};
const input = {
  siteId: ids.site_id,
  registerId: ids.register_id,
  lines: [
    { ...line, productId: ids.product_ids[0], quantity: "2" },
    { ...line, productId: ids.product_ids[1] },
    { ...line, productId: ids.product_ids[2], priceVariation: "0.9" },
  ],
  options: [],
  payments: [{ methodId: ids.payment_method_ids[1], amount: 2_140, tip: 0, ref: null }],
  originalOrderId: null,
  passThruPrinting: false,
  passThruRegisterId: null,
};
const context = { catalogue, actor: { kind: "addon", addonId: 1 }, now };
const around = { customer: null, original: null };
const create = () => createOrder(input, context, around, { orderId: 93_000_001, paymentId: () => 1 });
const made = create();
if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.error)}`);

const invoice = {
  title: "Tax Invoice",
  language: "en-AU",
  currency: "AUD",
  issuedAt: new Date(now).toISOString(),
  issueDate: "2 March 2026",
  saleNumber: "F1-1042",
  saleId: "a1b2c3d4",
  seller: { tradingName: "Corner Café", address: ["12 Example Street", "Fitzroy VIC 3065"] },
  lines: made.value.lines.map(
    (/** @type {{ name: string, quantity: string, totalIncTax: number }} */ of, /** @type {number} */ i) => ({
      number: String(i + 1),
      quantity: of.quantity,
      name: of.name,
      adjustments: [],
      modifiers: [],
      instructions: [],
      depth: 0,
      total: of.totalIncTax,
      taxLabel: "GST",
    }),
  ),
  variations: [],
  totals: {
    subtotalExTax: made.value.totals.total - made.value.totals.totalTax,
    taxes: [{ name: "GST", rate: "10%", net: 1_945, tax: made.value.totals.totalTax }],
    totalIncTax: made.value.totals.total,
  },
  payments: [{ method: "Card", amount: made.value.totals.total }],
};

/**
 * @param {() => unknown} work
 * @returns {Promise<number>} times a second, after a warm-up
 */
async function rate(work) {
  let count = 0;
  for (const wait of [seconds / 4, seconds]) {
    count = 0;
    const end = performance.now() + wait * 1_000;
    while (performance.now() < end) {
      await work();
      count++;
    }
  }
  return count / seconds;
}

const hundred = (/** @type {() => unknown} */ work) => () => {
  for (let i = 0; i < 100; i++) work();
};
const result = {
  pricing: 100 * (await rate(hundred(() => recount(made.value)))),
  deciding: 100 * (await rate(hundred(create))),
  pdfs: await rate(() => renderInvoicePdf(invoice)),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
