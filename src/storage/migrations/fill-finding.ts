import type { Kysely } from "kysely";
import { findColumns, orderOf } from "../sql/order-rows.ts";
import type { Tables } from "../sql/tables.ts";

/** Orders read at a time. */
const ORDERS_AT_ONCE = 1_000;

/** Gives every order what it is found and added up by. */
export const fillFinding = async (db: Kysely<Tables>): Promise<void> => {
  for (let company = -1, id = -1; ;) {
    const found = await db
      .selectFrom("orders")
      .select(["company_id", "id", "doc"])
      .where((eb) => eb(eb.refTuple("company_id", "id"), ">", eb.tuple(company, id)))
      .orderBy("company_id")
      .orderBy("id")
      .limit(ORDERS_AT_ONCE)
      .execute();
    for (const row of found) {
      await db
        .updateTable("orders")
        .set(findColumns(orderOf(row)))
        .where("company_id", "=", row.company_id)
        .where("id", "=", row.id)
        .execute();
    }
    const last = found.at(-1);
    if (!last || found.length < ORDERS_AT_ONCE) return;
    company = last.company_id;
    id = last.id;
  }
};
