import type { Kysely, Selectable } from "kysely";
import type { CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import type { FeedEvent, FeedReads } from "../../feed.ts";
import type { Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";

const COLUMNS = ["id", "order_id", "site_id", "version", "type", "data", "created_at"] as const;

const eventOf = (row: Pick<Selectable<Tables["outbox"]>, (typeof COLUMNS)[number]>): FeedEvent => ({
  id: row.id,
  type: row.type,
  orderId: row.order_id as OrderId | null,
  siteId: row.site_id as SiteId | null,
  version: row.version,
  data: JSON.parse(row.data) as unknown,
  createdAt: row.created_at,
});

/** A company's outbox by its ids, whether somebody has acted on the events or not. */
export const feedOf = (db: Kysely<Tables>, company: CompanyId): FeedReads => {
  const events = () => db.selectFrom("outbox").select(COLUMNS).where("company_id", "=", company);
  return {
    async after(id, limit) {
      return (await events().where("id", ">", id).orderBy("id").limit(limit).execute()).map(eventOf);
    },
    async upTo(id, limit) {
      return (await events().where("id", "<=", id).orderBy("id", "desc").limit(limit).execute()).map(eventOf);
    },
    async ids(after, upTo) {
      const rows = await db
        .selectFrom("outbox")
        .select("id")
        .where("company_id", "=", company)
        .where("id", ">", after)
        .where("id", "<=", upTo)
        .execute();
      return rows.map(({ id }) => id);
    },
    async byIds(ids) {
      if (ids.length === 0) return [];
      return (await events().where("id", "in", ids).orderBy("id").execute()).map(eventOf);
    },
  };
};

/** Events that are removed at once, so that nobody waits long for the store. */
const FORGET_AT_ONCE = 1_000;

/** Removes what belongs to no order's time line and is no work for anybody. */
export const forgetEvents = async (engine: Engine, before: number): Promise<void> => {
  for (;;) {
    const old = await engine.read
      .selectFrom("outbox")
      .select("id")
      .where("order_id", "is", null)
      .where("created_at", "<", before)
      .where("pending", "=", 0)
      .limit(FORGET_AT_ONCE)
      .execute();
    if (old.length === 0) return;
    const ids = old.map(({ id }) => id);
    await engine.transaction(({ db }) => db.deleteFrom("outbox").where("id", "in", ids).execute());
  }
};
