import { orderOf } from "../sql/order-rows.ts";
import { endedRow } from "../sql/sales-rows.ts";
import { eachOrder } from "./each-order.ts";

/** Rows in one insert: below every engine's limit on parameters. */
const ROWS_AT_ONCE = 100;

/** Gives every order that ended before there was such a table its row of `ended_orders`. */
export const fillEndedOrders = eachOrder(async (db, orders) => {
  const rows = orders
    .filter(({ status, deleted }) => status === "COMPLETE" || status === "REJECTED" || deleted === 1)
    .map((row) => endedRow(orderOf(row)));
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    await db
      .insertInto("ended_orders")
      .values(rows.slice(i, i + ROWS_AT_ONCE))
      .execute();
  }
});
