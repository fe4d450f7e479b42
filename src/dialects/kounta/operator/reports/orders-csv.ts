import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import { type Order, isRefund } from "../../../../domain/order/order.ts";
import { type Route, type StillIn, route } from "../../../../http/route.ts";
import { csvLine } from "../../../../kit/csv.ts";
import { type Minor, minorDigits, minorText } from "../../../../kit/money.ts";
import type { OrderFind } from "../../../../storage/finds.ts";
import type { Reads, Storage } from "../../../../storage/storage.ts";
import { type AddonNames, addonNames } from "../../orders/operator-shape.ts";
import { stamp } from "../../wire.ts";
import { findQuery, toFind } from "../find-orders/ask.ts";
import { COMPANY } from "../wire.ts";
import { NONE, namesOf } from "./names.ts";

/** How long a client may take nothing before it is sent away. */
const READ_MAX_MS = 60_000;

type Cell = string | number | null;
type Column = Readonly<{ name: string; says: string; of: (order: Order, told: Told) => Cell }>;
type Told = Readonly<{
  names: ReturnType<typeof namesOf>;
  /** Of the add-ons that made the orders which are being written. */
  addons: AddonNames;
  catalogue: Catalogue;
  amount: (minor: Minor) => string;
}>;

/** The source of an order that no add-on made. */
const REGISTER = "register";

const time = (ms: number | null, { timezone }: Order): Cell => (ms === null ? null : stamp(ms, timezone));

const COLUMNS: readonly Column[] = [
  { name: "id", says: "the order's id", of: ({ id }) => id },
  { name: "sale_number", says: "the number on the receipt", of: ({ saleNumber }) => saleNumber },
  { name: "status", says: "its status in capitals", of: ({ status }) => status },
  { name: "deleted", says: "true or false", of: ({ deleted }) => String(deleted) },
  { name: "refund", says: "true where money was given back", of: (order) => String(isRefund(order)) },
  { name: "original_order_id", says: "what a refund is for", of: ({ originalOrderId }) => originalOrderId },
  {
    name: "source",
    says: `the add-on that made it, or \`${REGISTER}\``,
    of: ({ addonId }, { addons }) => (addonId === null ? REGISTER : addons.get(addonId) || `Add-on ${addonId}`),
  },
  { name: "created_at", says: "ISO 8601, by the site's clock", of: (order) => time(order.createdAt, order) },
  { name: "completed_at", says: "empty until it was closed", of: (order) => time(order.completedAt, order) },
  { name: "site", says: "the site's name", of: ({ siteId }, { names }) => names.site(String(siteId)) },
  {
    name: "register",
    says: "the register's name",
    of: ({ registerId }, { catalogue }) =>
      registerId === null ? null : (catalogue.register(registerId)?.name ?? String(registerId)),
  },
  {
    name: "staff",
    says: "who took it",
    of: ({ staffId }, { names }) => (staffId === null ? null : names.staff(String(staffId || NONE))),
  },
  {
    name: "customer",
    says: "first and last name",
    of: ({ customer }) => customer && `${customer.firstName} ${customer.lastName}`.trim(),
  },
  { name: "order_type", says: "such as Takeaway", of: ({ orderType }) => orderType },
  { name: "table", says: "where the guests sat", of: ({ table }) => table },
  { name: "guests", says: "how many", of: ({ guests }) => guests },
  { name: "lines", says: "how many lines", of: ({ lines }) => lines.length },
  { name: "currency", says: "of all amounts", of: ({ currency }) => currency },
  { name: "total", says: "with tax", of: ({ totals }, { amount }) => amount(totals.total) },
  { name: "total_tax", says: "the tax in it", of: ({ totals }, { amount }) => amount(totals.totalTax) },
  { name: "paid", says: "without tips", of: ({ totals }, { amount }) => amount(totals.paid) },
  {
    name: "tips",
    says: "tip/service included",
    of: ({ payments }, { amount }) => amount(payments.reduce((sum, { tip }) => sum + tip, 0) as Minor),
  },
  {
    name: "payments",
    says: "names of the ways of paying",
    of: ({ payments }) => [...new Set(payments.map(({ methodName }) => methodName))].join(", "),
  },
  { name: "notes", says: "as they were written", of: ({ notes }) => notes },
];

/** Orders as a file, however many there are: read, written and forgotten some at a time. */
export const ordersCsvRoute = ({ storage }: Readonly<{ storage: Storage }>): Route =>
  route({
    id: "operator.reports.orders",
    summary: "Orders, as a file",
    description: [
      "Orders by the day on which they were made, newest first, as comma-separated values with a head row (RFC 4180). The file is sent while it is written, so its length is not known before.",
      `The columns:\n\n${COLUMNS.map(({ name, says }) => `- \`${name}\`: ${says}`).join("\n")}`,
      "A text that a spreadsheet would take for a formula has an apostrophe before it.",
    ].join("\n\n"),
    tag: "Reports",
    method: "GET",
    path: `${COMPANY}/orders.csv`,
    audience: "operator",
    permission: "reports:read",
    query: z.object(findQuery),
    responses: {
      200: { description: "The file.", type: "text/csv" },
      400: { description: "A period or filter that cannot be used." },
    },
    async handle({ who, query: asked }) {
      const reads = storage.reads(who.company);
      const catalogue = await reads.catalogue();
      const { find, first, last } = toFind(asked, catalogue, storage.clock());
      const digits = minorDigits(catalogue.company.currency);
      const told = { names: namesOf(catalogue), catalogue, amount: (minor: Minor) => minorText(minor, digits) };
      return {
        status: 200,
        headers: {
          "content-disposition": `attachment; filename="orders-${first}-${last}.csv"`,
          "cache-control": "no-store",
        },
        stream: {
          type: "text/csv; charset=utf-8",
          run: (to, stillIn) => write(to, stillIn, { storage, reads, find, told }),
        },
      };
    },
  });

type Writing = Readonly<{ storage: Storage; reads: Reads; find: OrderFind; told: Omit<Told, "addons"> }>;

/** Writes the whole file. It breaks off, without its end, when the caller may see no more. */
const write = async (to: ServerResponse, stillIn: StillIn, { storage, reads, find, told }: Writing): Promise<void> => {
  if (to.writableEnded) return; // only its head was asked for
  let text = csvLine(COLUMNS.map(({ name }) => name));
  for await (const orders of reads.finds.each(find)) {
    const of = { ...told, addons: await addonNames(storage, orders) };
    for (const order of orders) text += csvLine(COLUMNS.map((column) => String(column.of(order, of) ?? "")));
    if (!(await stillIn())) return void to.destroy();
    if (!(await taken(to, text))) return;
    text = "";
  }
  to.end();
};

/** Waits until the client has room for more; false when it is gone, or takes nothing for too long. */
const taken = async (to: ServerResponse, text: string): Promise<boolean> => {
  if (to.destroyed) return false;
  if (to.write(text)) return true;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => to.destroy(), READ_MAX_MS);
    const over = (): void => {
      clearTimeout(timer);
      to.off("drain", over).off("close", over);
      resolve();
    };
    to.on("drain", over).on("close", over);
  });
  return !to.destroyed;
};
