import type { Selectable } from "kysely";
import type { CompanyId } from "../../../domain/ids.ts";
import type { ClaimAsk, Job, JobEnd, JobStore, NewJob } from "../../jobs.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import type { Tables } from "../tables.ts";
import { insertAll } from "./insert-all.ts";

const jobOf = (row: Selectable<Tables["jobs"]>): Job => ({
  id: row.id,
  companyId: row.company_id as CompanyId,
  queue: row.queue,
  lane: row.lane,
  key: row.key,
  data: JSON.parse(row.data) as unknown,
  attempts: row.attempts,
  abandoned: row.lease_owner !== null,
  createdAt: row.created_at,
});

type Wake = Readonly<{ queue: string; lane: string; at: number }>;

/** Says when lanes have something to do, at the latest. Always in the same order, so that two never wait for each other. */
const wake = async ({ db }: Connection, wakes: readonly Wake[]): Promise<void> => {
  const earliest = new Map<string, Wake>();
  for (const one of wakes) {
    const key = `${one.queue} ${one.lane}`;
    const known = earliest.get(key);
    if (!known || one.at < known.at) earliest.set(key, one);
  }
  for (const [, { queue, lane, at }] of [...earliest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await db
      .insertInto("job_lanes")
      .values({ queue, lane, next_at: at })
      .onConflict((conflict) =>
        conflict.columns(["queue", "lane"]).doUpdateSet({ next_at: at }).where("job_lanes.next_at", ">", at),
      )
      .execute();
  }
};

/** Adds jobs in somebody else's transaction. Ids must have been drawn before. */
export const addJobs = async (
  connection: Connection,
  jobs: readonly (NewJob & Readonly<{ id: number; createdAt: number }>)[],
): Promise<void> => {
  const rows = jobs.map(({ id, companyId, queue, lane, key, data, position, runAt, createdAt }) => ({
    company_id: companyId,
    id,
    queue,
    lane,
    key: key ?? null,
    data: JSON.stringify(data),
    position,
    run_at: runAt,
    attempts: 0,
    lease_until: 0,
    lease_owner: null,
    created_at: createdAt,
  }));
  await insertAll(connection, "jobs", rows);
  await wake(
    connection,
    jobs.map(({ queue, lane, runAt }) => ({ queue, lane, at: runAt })),
  );
};

/** Ends jobs in the transaction that records what became of them; whoever waited behind one may go on. */
export const endJobs = async (connection: Connection, ends: readonly JobEnd[], now: number): Promise<void> => {
  const { db } = connection;
  const over = ends.filter(({ kind }) => kind === "over").map(({ id }) => id);
  if (over.length > 0) await db.deleteFrom("jobs").where("id", "in", over).execute();
  for (const end of ends) {
    if (end.kind === "over") continue;
    await db
      .updateTable("jobs")
      .set((eb) => ({ run_at: end.at, lease_until: 0, lease_owner: null, attempts: eb("attempts", "+", 1) }))
      .where("id", "=", end.id)
      .execute();
  }
  await wake(
    connection,
    ends.map((end) => ({ queue: end.queue, lane: end.lane, at: end.kind === "over" ? now : end.at })),
  );
};

export const jobStore = (engine: Engine, sequences: Sequences, clock: () => number): JobStore => {
  const { read, locksRows } = engine;

  const claimLane = async (
    { db }: Connection,
    { queue, owner, now, leaseUntil }: ClaimAsk,
    lane: string,
    room: number,
  ): Promise<Job[]> => {
    const rows = await db
      .selectFrom("jobs")
      .selectAll()
      .where("queue", "=", queue)
      .where("lane", "=", lane)
      .where("run_at", "<=", now)
      .where("lease_until", "<=", now)
      .where((eb) =>
        eb.or([
          eb("key", "is", null),
          eb.not(
            eb.exists(
              eb
                .selectFrom("jobs as earlier")
                .select("earlier.id")
                .where("earlier.queue", "=", queue)
                .where("earlier.key", "=", eb.ref("jobs.key"))
                .where("earlier.position", "<", eb.ref("jobs.position")),
            ),
          ),
        ]),
      )
      .orderBy("run_at")
      .orderBy("id")
      .limit(room)
      .$if(locksRows, (query) => query.forUpdate().skipLocked())
      .execute();
    if (rows.length > 0) {
      await db
        .updateTable("jobs")
        .set({ lease_until: leaseUntil, lease_owner: owner })
        .where(
          "id",
          "in",
          rows.map(({ id }) => id),
        )
        .execute();
    }
    if (rows.length < room) await settle(db, queue, lane, now);
    return rows.map(jobOf);
  };

  /** A lane from which all that is due was taken: when does it have something to do again? */
  const settle = async (db: Connection["db"], queue: string, lane: string, now: number): Promise<void> => {
    const inLane = db.selectFrom("jobs").where("queue", "=", queue).where("lane", "=", lane);
    const future = await inLane
      .select("run_at")
      .where("run_at", ">", now)
      .orderBy("run_at")
      .limit(1)
      .executeTakeFirst();
    const leased = await inLane
      .select((eb) => eb.fn.min("lease_until").as("until"))
      .where("run_at", "<=", now)
      .where("lease_until", ">", now)
      .executeTakeFirst();
    const times = [future?.run_at, leased?.until].filter((at): at is number => typeof at === "number");
    const ofLane = { queue, lane };
    if (times.length > 0) {
      await db
        .updateTable("job_lanes")
        .set({ next_at: Math.min(...times) })
        .where("queue", "=", ofLane.queue)
        .where("lane", "=", ofLane.lane)
        .execute();
    } else {
      await db.deleteFrom("job_lanes").where("queue", "=", queue).where("lane", "=", lane).execute();
    }
  };

  return {
    async add(jobs) {
      const createdAt = clock();
      const drawn: (NewJob & { id: number; createdAt: number })[] = [];
      for (const job of jobs) drawn.push({ ...job, id: await sequences.draw("job"), createdAt });
      await engine.transaction((connection) => addJobs(connection, drawn));
    },
    claim: (ask) =>
      engine.transaction(async (connection) => {
        const lanes = await connection.db
          .selectFrom("job_lanes")
          .select("lane")
          .where("queue", "=", ask.queue)
          .where("next_at", "<=", ask.now)
          .orderBy("next_at")
          .limit(ask.lanesMax)
          .$if(locksRows, (query) => query.forUpdate().skipLocked())
          .execute();
        const jobs: Job[] = [];
        for (const { lane } of lanes) {
          const room = ask.room(lane);
          if (room > 0) jobs.push(...(await claimLane(connection, ask, lane, room)));
        }
        return jobs;
      }),
    async extend(owner, ids, leaseUntil) {
      if (ids.length === 0) return;
      await engine.transaction(({ db }) =>
        db
          .updateTable("jobs")
          .set({ lease_until: leaseUntil })
          .where("id", "in", ids)
          .where("lease_owner", "=", owner)
          .execute(),
      );
    },
    async end(ends) {
      await engine.transaction((connection) => endJobs(connection, ends, clock()));
    },
    async release(owner) {
      const now = clock();
      await engine.transaction(async (connection) => {
        const freed = await connection.db
          .updateTable("jobs")
          .set({ lease_until: now })
          .where("lease_until", ">", now)
          .$if(owner !== undefined, (query) => query.where("lease_owner", "=", owner!))
          .returning(["queue", "lane"])
          .execute();
        await wake(
          connection,
          freed.map(({ queue, lane }) => ({ queue, lane, at: now })),
        );
      });
    },
    async nextDue(queue) {
      const row = await read
        .selectFrom("job_lanes")
        .select("next_at")
        .where("queue", "=", queue)
        .orderBy("next_at")
        .limit(1)
        .executeTakeFirst();
      return row?.next_at;
    },
    async waiting() {
      const rows = await read
        .selectFrom("jobs")
        .select(["queue", (eb) => eb.fn.countAll<number>().as("jobs")])
        .groupBy("queue")
        .execute();
      return new Map(rows.map(({ queue, jobs }) => [queue, jobs]));
    },
  };
};
