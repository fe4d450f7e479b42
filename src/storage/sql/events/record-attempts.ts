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
    for (const { delivery, attempt, state, nextAt, at } of outcomes) {
      await db
        .insertInto("attempts")
        .values({
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
        })
        // Two workers had it: one was thought dead and was not. The first to write counts.
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await db
        .updateTable("deliveries")
        .set({
          state,
          attempts: attempt.number,
          last_status: attempt.status,
          last_error: attempt.error,
          next_at: nextAt,
          finished_at: state === "waiting" ? null : at,
        })
        .where("company_id", "=", delivery.companyId)
        .where("id", "=", delivery.id)
        .where("state", "=", "waiting")
        .execute();
    }
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
  for (const [, { company, webhook, good, failures, at }] of [...fares].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await db
      .insertInto("endpoint_health")
      .values({
        company_id: company,
        webhook_id: webhook,
        failing_since: good ? null : at,
        failures: good ? 0 : failures,
        delivered_at: good ? at : null,
      })
      .onConflict((conflict) =>
        conflict.columns(["company_id", "webhook_id"]).doUpdateSet((eb) =>
          good
            ? { failing_since: null, failures: 0, delivered_at: at }
            : {
                failing_since: eb.fn.coalesce("endpoint_health.failing_since", eb.val(at)),
                failures: eb("endpoint_health.failures", "+", failures),
              },
        ),
      )
      .execute();
  }
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
