import { sql } from "kysely";
import type { AttemptOutcome } from "../../deliveries.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import { insertAll } from "./insert-all.ts";
import { endJobs } from "./jobs.ts";
import { saveWebhook, webhookOf } from "./webhooks.ts";

/**
 * Writes down attempts, what they mean for their deliveries and endpoints, and ends or puts off their jobs, all in one
 * transaction. Until then the jobs are under their leases: if the server dies first, they are tried again.
 */
export const recordAttempts = async (
  engine: Engine,
  sequences: Sequences,
  outcomes: readonly AttemptOutcome[],
  tell: () => void,
): Promise<void> => {
  if (outcomes.length === 0) return;
  const noticeIds = new Map<AttemptOutcome, number>();
  for (const outcome of outcomes) if (outcome.disable) noticeIds.set(outcome, await sequences.draw("notice"));
  await engine.transaction(async (connection) => {
    const { db } = connection;
    await db
      .insertInto("attempts")
      .values(
        outcomes.map(({ delivery, attempt }) => ({
          company_id: delivery.companyId,
          delivery_id: delivery.id,
          number: attempt.number,
          started_at: attempt.startedAt,
          took_ms: attempt.tookMs,
          status: attempt.status,
          error: attempt.error,
          request_headers: JSON.stringify(attempt.requestHeaders),
          response_headers: attempt.responseHeaders === null ? null : JSON.stringify(attempt.responseHeaders),
          answer: attempt.answer,
        })),
      )
      // Two workers had it: one was thought dead and was not. The first to write counts.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await moveOn(connection, outcomes);
    await recordHealth(connection, outcomes);
    for (const outcome of outcomes)
      if (outcome.disable) await disable(engine, connection, outcome, noticeIds.get(outcome)!);
    await endJobs(
      connection,
      outcomes.map(({ job }) => job),
      outcomes[0]!.at,
    );
    if (noticeIds.size > 0) await engine.announce(connection);
  });
  if (noticeIds.size > 0) tell();
};

/** Writes down where the deliveries stand; one that is no longer waiting stays as it is. */
const moveOn = async ({ db }: Connection, outcomes: readonly AttemptOutcome[]): Promise<void> => {
  const rows = outcomes.map(({ delivery, attempt, state, nextAt, at }) => {
    const finishedAt = state === "waiting" ? null : at;
    // A list of values has no types of its own in PostgreSQL.
    return sql`(cast(${delivery.companyId} as bigint), cast(${delivery.id} as bigint), cast(${state} as text),
      cast(${attempt.number} as bigint), cast(${attempt.status} as bigint), cast(${attempt.error} as text),
      cast(${nextAt} as bigint), cast(${finishedAt} as bigint))`;
  });
  await sql`
    with moved (company_id, id, state, attempts, last_status, last_error, next_at, finished_at) as (values ${sql.join(rows)})
    update deliveries set state = moved.state, attempts = moved.attempts, last_status = moved.last_status,
      last_error = moved.last_error, next_at = moved.next_at, finished_at = moved.finished_at
    from moved
    where deliveries.company_id = moved.company_id and deliveries.id = moved.id and deliveries.state = 'waiting'
  `.execute(db);
};

/** How each endpoint fares: since when it fails, and when it last took something. */
const recordHealth = async ({ db }: Connection, outcomes: readonly AttemptOutcome[]): Promise<void> => {
  type Fare = { company: number; webhook: number; good: boolean; failures: number; at: number };
  const fares = new Map<string, Fare>();
  for (const { delivery, state, at, countsForHealth } of outcomes) {
    if (delivery.webhookId === null || !countsForHealth) continue;
    const key = `${delivery.companyId} ${delivery.webhookId}`;
    const fare = fares.get(key) ?? {
      company: delivery.companyId,
      webhook: delivery.webhookId,
      good: false,
      failures: 0,
      at,
    };
    if (state === "delivered") fare.good = true;
    else fare.failures++;
    fares.set(key, fare);
  }
  const all = [...fares].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fare]) => fare);
  const row = ({ company, webhook, good, failures, at }: Fare) => ({
    company_id: company,
    webhook_id: webhook,
    failing_since: good ? null : at,
    failures: good ? 0 : failures,
    delivered_at: good ? at : null,
  });
  if (all.length === 0) return;
  // Always in the same order, in one statement, so that two servers never wait for each other.
  await db
    .insertInto("endpoint_health")
    .values(all.map(row))
    .onConflict((conflict) =>
      conflict.columns(["company_id", "webhook_id"]).doUpdateSet({
        failing_since: sql`case when excluded.delivered_at is not null then null
          else coalesce(endpoint_health.failing_since, excluded.failing_since) end`,
        failures: sql`case when excluded.delivered_at is not null then 0
          else endpoint_health.failures + excluded.failures end`,
        delivered_at: sql`coalesce(excluded.delivered_at, endpoint_health.delivered_at)`,
      }),
    )
    .execute();
};

const disable = async (
  engine: Engine,
  connection: Connection,
  { delivery, disable: reason, at }: AttemptOutcome,
  notice: number,
): Promise<void> => {
  const { db } = connection;
  const row = await db
    .selectFrom("webhooks")
    .select("doc")
    .where("company_id", "=", delivery.companyId)
    .where("id", "=", delivery.webhookId ?? 0)
    .$if(engine.locksRows, (query) => query.forUpdate())
    .executeTakeFirst();
  const webhook = row && webhookOf(row);
  if (!webhook?.active) return;
  await saveWebhook(connection, {
    ...webhook,
    active: false,
    disabledReason: reason!,
    version: webhook.version + 1,
    updatedAt: at,
  });
  const data = { webhook_id: webhook.id, topic: webhook.topic, address: webhook.address, reason };
  await insertAll(connection, "notices", [
    {
      company_id: delivery.companyId,
      id: notice,
      kind: "webhook_disabled",
      data: JSON.stringify(data),
      created_at: at,
      seen_at: null,
    },
  ]);
};
