import type { Kysely } from "kysely";
import type { CompanyId } from "../../domain/ids.ts";
import type { OrderStatus } from "../../domain/order/status.ts";
import type { ChangeTx } from "../storage.ts";
import type { Tables } from "./tables.ts";

const OPEN: readonly OrderStatus[] = ["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"];

/** What changes of the set-up have to know of a company's orders. */
export const orderFacts = (db: Kysely<Tables>, company: CompanyId): ChangeTx["orderFacts"] => {
  const orders = () => db.selectFrom("orders").where("company_id", "=", company);
  return {
    async any(site) {
      const query = orders().where("deleted", "in", [0, 1]); // the indexes begin with it
      const found = await (site === undefined ? query : query.where("site_id", "=", site))
        .select("id")
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    async openSeats(site) {
      const rows = await orders()
        .where("site_id", "=", site)
        .where("deleted", "=", 0)
        .where("status", "in", OPEN)
        .where("seat", "is not", null)
        .select("seat")
        .distinct()
        .execute();
      return new Set(rows.map(({ seat }) => seat!));
    },
    async openAt(register) {
      const found = await orders()
        .where("register_id", "=", register)
        .where("deleted", "=", 0)
        .where("status", "in", OPEN)
        .select("id")
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    /** No index leads here: a method that nobody ever paid with is looked for in all payments, once, when it is to go. */
    async paidBy(method) {
      const found = await db
        .selectFrom("sale_payments")
        .where("company_id", "=", company)
        .where("method_id", "=", method)
        .select("order_id")
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
  };
};
