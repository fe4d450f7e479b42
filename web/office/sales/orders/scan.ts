import { csvRecords } from "../../../../src/kit/csv.ts";
import type { Query } from "../../../common/api.ts";
import { api } from "../../app/session.ts";
import { type FileRow, rowReader } from "./sale-row.ts";

/** What a browser is asked to hold at once: some 100,000 orders. */
const BYTES_MAX = 25_000_000;

/** There are more orders than one page can add up. */
export class TooMany extends Error {
  constructor() {
    super("There are too many orders in these dates to look through them here. Choose fewer days.");
  }
}

export type Scanned = Readonly<{ head: readonly string[]; rows: readonly FileRow[] }>;

/**
 * Reads every order of a period, newest first, from the server's file of orders. Throws TooMany, ApiError, Unreachable.
 */
export const scanOrders = async (path: string, query: Query, signal: AbortSignal): Promise<Scanned> => {
  const answer = await api.request("GET", path, undefined, { query, signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    if (text.length > BYTES_MAX) {
      await reader.cancel();
      throw new TooMany();
    }
  }
  const rows: FileRow[] = [];
  let head: readonly string[] = [];
  let read: ReturnType<typeof rowReader> | undefined;
  for (const record of csvRecords(text)) {
    // A file that broke off is not added up as if it were whole.
    if (!record.ok) throw new Error("The list of orders came incomplete. Try again.");
    if (read) rows.push(read(record.value));
    else {
      head = record.value.cells;
      read = rowReader(head);
    }
  }
  return { head, rows };
};
