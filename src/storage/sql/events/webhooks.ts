import type { Selectable } from "kysely";
import { done, refuse } from "../../../kit/brand.ts";
import type { EndpointHealth, Webhook, WebhookStore } from "../../deliveries.ts";
import type { TakeBack } from "../access/take-back.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";

export const webhookOf = (row: Pick<Selectable<Tables["webhooks"]>, "doc">): Webhook => JSON.parse(row.doc) as Webhook;

const rowOf = (webhook: Webhook): Tables["webhooks"] => ({
  company_id: webhook.companyId,
  id: webhook.id,
  addon_id: webhook.addonId,
  topic: webhook.topic,
  active: webhook.active ? 1 : 0,
  version: webhook.version,
  created_at: webhook.createdAt,
  updated_at: webhook.updatedAt,
  doc: JSON.stringify(webhook),
});

export const saveWebhook = async ({ db }: Connection, webhook: Webhook): Promise<void> => {
  const { company_id, id, ...columns } = rowOf(webhook);
  await db.updateTable("webhooks").set(columns).where("company_id", "=", company_id).where("id", "=", id).execute();
};

/** Registrations. Every change is announced: who waits for what is remembered by every server. */
export const webhookStore = (engine: Engine, announced: TakeBack): WebhookStore => {
  const { read } = engine;
  return {
    async of(company) {
      const query = read.selectFrom("webhooks").select("doc").where("company_id", "=", company).orderBy("id");
      return (await query.execute()).map(webhookOf);
    },
    async get(company, id) {
      const query = read.selectFrom("webhooks").select("doc").where("company_id", "=", company).where("id", "=", id);
      const row = await query.executeTakeFirst();
      return row && webhookOf(row);
    },
    add: (webhook) =>
      announced(async ({ db }) => {
        await db.insertInto("webhooks").values(rowOf(webhook)).execute();
      }),
    change: (company, id, decide) =>
      announced(async (connection) => {
        const row = await connection.db
          .selectFrom("webhooks")
          .select("doc")
          .where("company_id", "=", company)
          .where("id", "=", id)
          .$if(engine.locksRows, (query) => query.forUpdate())
          .executeTakeFirst();
        if (!row) return refuse("not_found");
        const before = webhookOf(row);
        const decided = decide(before);
        if (!decided.ok) return decided;
        const after = decided.value;
        await saveWebhook(connection, after);
        // Only what gives the endpoint another chance forgets how it fared.
        if (after.active && (!before.active || after.address !== before.address)) {
          await connection.db
            .deleteFrom("endpoint_health")
            .where("company_id", "=", company)
            .where("webhook_id", "=", id)
            .execute();
        }
        return done(after);
      }),
    remove: (company, id) =>
      announced(async ({ db }) => {
        const { numDeletedRows } = await db
          .deleteFrom("webhooks")
          .where("company_id", "=", company)
          .where("id", "=", id)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
    async health(company, webhook) {
      let query = read.selectFrom("endpoint_health").selectAll().where("company_id", "=", company);
      if (webhook !== undefined) query = query.where("webhook_id", "=", webhook);
      const rows = await query.execute();
      return new Map(
        rows.map((row): [number, EndpointHealth] => [
          row.webhook_id,
          { failingSince: row.failing_since, failures: row.failures, deliveredAt: row.delivered_at },
        ]),
      );
    },
  };
};
