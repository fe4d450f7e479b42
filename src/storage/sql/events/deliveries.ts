import { type Expression, type Selectable, sql } from "kysely";
import type { CompanyId } from "../../../domain/ids.ts";
import type { Attempt, DeliveryAsk, DeliveryStore, Notice, StatusAsk } from "../../deliveries.ts";
import { takingBack } from "../access/take-back.ts";
import type { Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import type { Tables } from "../tables.ts";
import { deliveryOf } from "./delivery-rows.ts";
import { dueReader } from "./due.ts";
import { deliveryLane, fanOut } from "./fan-out.ts";
import { insertAll } from "./insert-all.ts";
import { addJobs, endJobs } from "./jobs.ts";
import { recordAttempts } from "./record-attempts.ts";
import { sendTest } from "./send-test.ts";
import { webhookStore } from "./webhooks.ts";

const attemptOf = (row: Selectable<Tables["attempts"]>): Attempt => ({
  number: row.number,
  startedAt: row.started_at,
  tookMs: row.took_ms,
  status: row.status,
  error: row.error,
  requestHeaders: JSON.parse(row.request_headers) as Record<string, string>,
  responseHeaders: row.response_headers === null ? null : (JSON.parse(row.response_headers) as Record<string, string>),
  answer: row.answer,
});

const noticeOf = (row: Selectable<Tables["notices"]>): Notice => ({
  id: row.id,
  kind: row.kind,
  data: JSON.parse(row.data) as Record<string, unknown>,
  createdAt: row.created_at,
  seenAt: row.seen_at,
});

/** As the index of them says it, word by word: only then it is used. */
const NOT_TAKEN = sql<boolean>`attempts > 0 and (last_status is null or last_status < 200 or last_status > 299)`;

/** Those that were taken are nearly all there are: a page of them is found at once by time, as without a filter. */
const statusIs = (ask: StatusAsk): Expression<boolean> => {
  if (ask === "none") return sql<boolean>`${NOT_TAKEN} and last_status is null`;
  const [first, last] = "exact" in ask ? [ask.exact, ask.exact] : [ask.class * 100, ask.class * 100 + 99];
  const among = sql<boolean>`last_status between ${first} and ${last}`;
  return first >= 200 && last < 300 ? among : sql<boolean>`${NOT_TAKEN} and ${among}`;
};

/** Finished deliveries that are removed at once, so that nothing else waits long. */
const FORGET_AT_ONCE = 1_000;

export const deliveryStore = (
  engine: Engine,
  sequences: Sequences,
  clock: () => number,
  tell: () => void,
): DeliveryStore => {
  const { read } = engine;
  const announced = takingBack(engine, tell);
  const asked = (company: CompanyId, ask: DeliveryAsk) => {
    let query = read.selectFrom("deliveries").where("company_id", "=", company);
    if (ask.webhookId !== undefined) query = query.where("webhook_id", "=", ask.webhookId);
    if (ask.addonId !== undefined) query = query.where("addon_id", "=", ask.addonId);
    if (ask.orderId !== undefined) query = query.where("order_id", "=", ask.orderId);
    if (ask.topic !== undefined) query = query.where("topic", "=", ask.topic);
    if (ask.state !== undefined) query = query.where("state", "=", ask.state);
    if (ask.status !== undefined) query = query.where(statusIs(ask.status));
    if (ask.from !== undefined) query = query.where("created_at", ">=", ask.from);
    if (ask.to !== undefined) query = query.where("created_at", "<", ask.to);
    return query;
  };
  return {
    webhooks: webhookStore(engine, announced),
    fanOut: (max, plan, except) => fanOut(engine, sequences, clock(), max, plan, except),
    due: dueReader(read),
    cancel: (company, id, job, at) =>
      engine.transaction(async (connection) => {
        await connection.db
          .updateTable("deliveries")
          .set({ state: "cancelled", next_at: null, finished_at: at })
          .where("company_id", "=", company)
          .where("id", "=", id)
          .where("state", "=", "waiting")
          .execute();
        await endJobs(connection, [job], at);
      }),
    record: (outcomes) => recordAttempts(engine, sequences, outcomes, tell),
    async list(company, ask, { size, offset = 0, beyondId }) {
      let query = asked(company, ask).selectAll();
      if (beyondId !== undefined) {
        // By time first: ids of several servers come in blocks.
        const last = await read
          .selectFrom("deliveries")
          .select("created_at")
          .where("company_id", "=", company)
          .where("id", "=", beyondId)
          .executeTakeFirst();
        const at = last?.created_at ?? 0;
        query = query.where((eb) =>
          eb.or([eb("created_at", "<", at), eb.and([eb("created_at", "=", at), eb("id", "<", beyondId)])]),
        );
      }
      const rows = await query
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .offset(offset)
        .limit(size + 1)
        .execute();
      return { rows: rows.slice(0, size).map(deliveryOf), more: rows.length > size };
    },
    async count(company, ask) {
      const { n } = await asked(company, ask)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return n;
    },
    async get(company, id) {
      const query = read.selectFrom("deliveries").selectAll().where("company_id", "=", company).where("id", "=", id);
      const row = await query.executeTakeFirst();
      return row && deliveryOf(row);
    },
    async payload(company, id) {
      const row = await read
        .selectFrom("deliveries")
        .innerJoin("payloads", (join) =>
          join
            .onRef("payloads.company_id", "=", "deliveries.company_id")
            .onRef("payloads.id", "=", "deliveries.payload_id"),
        )
        .select("payloads.body")
        .where("deliveries.company_id", "=", company)
        .where("deliveries.id", "=", id)
        .executeTakeFirst();
      return row?.body;
    },
    async attempts(company, delivery) {
      const rows = await read
        .selectFrom("attempts")
        .selectAll()
        .where("company_id", "=", company)
        .where("delivery_id", "=", delivery)
        .orderBy("number")
        .execute();
      return rows.map(attemptOf);
    },
    async replay(company, ids, at, address) {
      const rows = await read
        .selectFrom("deliveries")
        .selectAll()
        .where("company_id", "=", company)
        .where("id", "in", [...ids])
        .orderBy("event_id")
        .execute();
      const again: { row: Tables["deliveries"]; job: number }[] = [];
      for (const row of rows) {
        const fresh: Tables["deliveries"] = {
          ...row,
          id: await sequences.draw("delivery"),
          address: address ?? row.address,
          state: "waiting",
          attempts: 0,
          last_status: null,
          last_error: null,
          created_at: at,
          next_at: at,
          finished_at: null,
          replay_of: row.id,
        };
        again.push({ row: fresh, job: await sequences.draw("job") });
      }
      await engine.transaction(async (connection) => {
        await insertAll(
          connection,
          "deliveries",
          again.map(({ row }) => row),
        );
        await addJobs(
          connection,
          again.map(({ row, job }) => ({
            id: job,
            companyId: company,
            queue: "deliver",
            lane: deliveryLane({ companyId: company, webhookId: row.webhook_id, address: row.address }),
            data: { delivery: row.id },
            position: row.event_id,
            runAt: at,
            createdAt: at,
          })),
        );
      });
      return again.map(({ row }) => row.id);
    },
    sendTest: (delivery, at) => sendTest(engine, sequences, delivery, at),
    async notices(company, { size, offset = 0, beyondId }) {
      let query = read.selectFrom("notices").selectAll().where("company_id", "=", company);
      if (beyondId !== undefined) query = query.where("id", "<", beyondId);
      const rows = await query
        .orderBy("id", "desc")
        .offset(offset)
        .limit(size + 1)
        .execute();
      return { rows: rows.slice(0, size).map(noticeOf), more: rows.length > size };
    },
    seeNotice: (company, id, at) =>
      engine.transaction(async ({ db }) => {
        const { numUpdatedRows } = await db
          .updateTable("notices")
          .set({ seen_at: at })
          .where("company_id", "=", company)
          .where("id", "=", id)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    async backlog() {
      const [failed, oldest] = await Promise.all([
        read
          .selectFrom("deliveries")
          .select((eb) => eb.fn.countAll<number>().as("n"))
          .where("state", "=", "failed")
          .executeTakeFirstOrThrow(),
        read
          .selectFrom("outbox")
          .select("created_at")
          .where("pending", "=", 1)
          .orderBy("id")
          .limit(1)
          .executeTakeFirst(),
      ]);
      return { dead: failed.n, oldestPendingAt: oldest?.created_at };
    },
    async forget(before) {
      for (;;) {
        const old = await read
          .selectFrom("deliveries")
          .select(["company_id", "id", "payload_id"])
          .where("finished_at", "<", before)
          .orderBy("finished_at")
          .limit(FORGET_AT_ONCE)
          .execute();
        if (old.length === 0) return;
        await engine.transaction(async ({ db }) => {
          for (const { company_id, id, payload_id } of old) {
            await db
              .deleteFrom("attempts")
              .where("company_id", "=", company_id)
              .where("delivery_id", "=", id)
              .execute();
            await db.deleteFrom("deliveries").where("company_id", "=", company_id).where("id", "=", id).execute();
            await db
              .deleteFrom("payloads")
              .where("company_id", "=", company_id)
              .where("id", "=", payload_id)
              .where((eb) =>
                eb.not(
                  eb.exists(
                    eb
                      .selectFrom("deliveries")
                      .select("id")
                      .where("company_id", "=", company_id)
                      .where("payload_id", "=", payload_id),
                  ),
                ),
              )
              .execute();
          }
        });
      }
    },
  };
};
