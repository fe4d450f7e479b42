import { type Kysely, sql } from "kysely";
import type { Shift } from "../../domain/back-office.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { EndedOrder, TillReads } from "../till.ts";
import type { Tables } from "./tables.ts";

const ORDERS_AT_ONCE = 500;
/** Orders that were taken and still have something to come: what waits for the venue's yes is not among them. */
const OPEN = ["ON_HOLD", "ACCEPTED", "PENDING"];

/**
 * Reads of one company. Outside of transactions others have their turn now and then: an engine that does not wait would
 * keep all of them waiting.
 */
export const tillReads = (db: Kysely<Tables>, company: CompanyId, within: "transaction" | null = null): TillReads => ({
  async *ended({ siteId, registerId, sold, from }) {
    let last: EndedOrder | undefined;
    do {
      const beyond = last;
      const rows = await db
        .selectFrom("ended_orders")
        .innerJoin("orders", (join) =>
          join
            .onRef("orders.company_id", "=", "ended_orders.company_id")
            .onRef("orders.id", "=", "ended_orders.order_id"),
        )
        .select(["orders.doc", "ended_orders.ended_at"])
        .where("ended_orders.company_id", "=", company)
        .where("ended_orders.site_id", "=", siteId)
        .where("ended_orders.sold", "=", sold ? 1 : 0)
        .where("ended_orders.ended_at", ">=", from)
        .where("orders.register_id", "=", registerId)
        .$if(beyond !== undefined, (query) =>
          query.where((eb) =>
            eb(
              eb.refTuple("ended_orders.ended_at", "ended_orders.order_id"),
              ">",
              eb.tuple(beyond!.at, beyond!.order.id as number),
            ),
          ),
        )
        .orderBy("ended_orders.ended_at")
        .orderBy("ended_orders.order_id")
        .limit(ORDERS_AT_ONCE)
        .execute();
      const orders = rows.map(({ doc, ended_at }) => ({ order: JSON.parse(doc) as Order, at: ended_at }));
      if (orders.length > 0) yield orders;
      if (within === null) await new Promise((resolve) => setImmediate(resolve));
      last = orders.length < ORDERS_AT_ONCE ? undefined : orders.at(-1);
    } while (last);
  },

  async openOrders(register) {
    const { n } = await db
      .selectFrom("orders")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("company_id", "=", company)
      .where("deleted", "=", 0)
      .where("status", "in", OPEN)
      // A sum, so that the few open orders are gone through and not all that the register ever had.
      .where(sql<boolean>`register_id + 0 = ${register}`)
      .executeTakeFirstOrThrow();
    return n;
  },

  async lastCountAt(site, register) {
    const { at } = await db
      .selectFrom("reconciliations")
      .select((eb) => eb.fn.max("created_at").as("at"))
      .where("company_id", "=", company)
      .where("site_id", "=", site)
      .where("register_id", "=", register)
      .executeTakeFirstOrThrow();
    return at;
  },

  async shift(id) {
    const row = await db
      .selectFrom("shifts")
      .select("doc")
      .where("company_id", "=", company)
      .where("id", "=", id)
      .executeTakeFirst();
    return row && (JSON.parse(row.doc) as Shift);
  },

  async openShifts(since, at) {
    const rows = await db
      .selectFrom("shifts")
      .select("doc")
      .where("company_id", "=", company)
      .where("started_at", ">=", since)
      .$if(at !== undefined, (query) => query.where("site_id", "=", at!))
      .orderBy("started_at")
      .orderBy("id")
      .execute();
    return rows.map(({ doc }) => JSON.parse(doc) as Shift).filter(({ finishedAt }) => finishedAt === null);
  },
});
