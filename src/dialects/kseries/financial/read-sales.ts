import type { Reads } from "../../../storage/storage.ts";
import type { Sale, SalesAsk } from "../../../storage/sales.ts";

/** Sales read and written at once where all of a day are wanted: so few that they are gone before there are more. */
const AT_ONCE = 100;
const COMMA = Buffer.from(",");

/** Sales as JSON with commas between them. */
export const salesText = (sales: readonly Sale[], textOf: (sale: Sale) => string): Buffer =>
  Buffer.from(sales.map(textOf).join(","));

/**
 * All sales of a span as JSON, in order of closing, with commas between them. Other requests have their turn between
 * one part and the next.
 */
export const allSales = async (
  reads: Reads,
  ask: SalesAsk,
  customers: boolean,
  textOf: (sale: Sale) => string,
): Promise<Buffer[]> => {
  const parts: Buffer[] = [];
  let beyond: { at: number; id: Sale["order"]["id"] } | undefined;
  for (;;) {
    const rows = await reads.sales.list(ask, { size: AT_ONCE, customers, ...(beyond && { beyond }) });
    const page = rows.slice(0, AT_ONCE);
    const last = page.at(-1);
    if (!last) return parts;
    if (beyond) parts.push(COMMA);
    parts.push(salesText(page, textOf));
    if (rows.length <= AT_ONCE) return parts;
    beyond = { at: last.at, id: last.order.id };
    await new Promise((resolve) => setImmediate(resolve));
  }
};
