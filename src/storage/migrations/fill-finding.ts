import { findColumns, orderOf } from "../sql/order-rows.ts";
import { eachOrder } from "./each-order.ts";

/** Gives every order what it is found and added up by. */
export const fillFinding = eachOrder(async (db, orders) => {
  for (const row of orders) {
    await db
      .updateTable("orders")
      .set(findColumns(orderOf(row)))
      .where("company_id", "=", row.company_id)
      .where("id", "=", row.id)
      .execute();
  }
});
