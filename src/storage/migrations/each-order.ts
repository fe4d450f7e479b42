import type { Kysely, Selectable } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { Fill } from "./migrate.ts";

/** Orders read at a time. */
const ORDERS_AT_ONCE = 1_000;

type Found = Pick<Selectable<Tables["orders"]>, "company_id" | "id" | "doc" | "status" | "deleted">;

/** A fill that goes through all orders of all companies, some at a time. */
export const eachOrder =
  (fill: (db: Kysely<Tables>, orders: readonly Found[]) => Promise<void>): Fill =>
  async (db, progress) => {
    const { all } = await db
      .selectFrom("orders")
      .select((eb) => eb.fn.countAll<number>().as("all"))
      .executeTakeFirstOrThrow();
    let done = 0;
    for (let company = -1, id = -1; ;) {
      const found = await db
        .selectFrom("orders")
        .select(["company_id", "id", "doc", "status", "deleted"])
        .where((eb) => eb(eb.refTuple("company_id", "id"), ">", eb.tuple(company, id)))
        .orderBy("company_id")
        .orderBy("id")
        .limit(ORDERS_AT_ONCE)
        .execute();
      await fill(db, found);
      done += found.length;
      if (all > 0) progress(done, all);
      const last = found.at(-1);
      if (!last || found.length < ORDERS_AT_ONCE) return;
      company = last.company_id;
      id = last.id;
      await new Promise((resolve) => setImmediate(resolve)); // so that the progress can be drawn
    }
  };
