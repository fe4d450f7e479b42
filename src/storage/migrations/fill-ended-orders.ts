import type { Kysely } from "kysely";
import type { Order } from "../../domain/order/order.ts";
import { endedRow } from "../sql/sales-rows.ts";
import type { Tables } from "../sql/tables.ts";

/** Orders read at a time, and rows in one insert: below every engine's limit on parameters. */
const ORDERS_AT_ONCE = 1_000;
const ROWS_AT_ONCE = 100;

/** Gives every order that ended before there was such a table its row of `ended_orders`. */
export const fillEndedOrders = async (db: Kysely<Tables>): Promise<void> => {
  for (let company = -1, order = -1; ;) {
    const found = await db
      .selectFrom("orders")
      .select(["company_id", "id", "doc", "status", "deleted"])
      .where((eb) => eb(eb.refTuple("company_id", "id"), ">", eb.tuple(company, order)))
      .orderBy("company_id")
      .orderBy("id")
      .limit(ORDERS_AT_ONCE)
      .execute();
    const rows = found
      .filter(({ status, deleted }) => status === "COMPLETE" || status === "REJECTED" || deleted === 1)
      .map(({ doc }) => endedRow(JSON.parse(doc) as Order));
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      await db
        .insertInto("ended_orders")
        .values(rows.slice(i, i + ROWS_AT_ONCE))
        .execute();
    }
    const last = found.at(-1);
    if (!last || found.length < ORDERS_AT_ONCE) return;
    company = last.company_id;
    order = last.id;
  }
};
