import { type Selectable, sql } from "kysely";
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

/** Rows of one statement. */
const ROWS_AT_ONCE = 500;

type Row = Selectable<Tables["jobs"]>;
type Lane = Readonly<{ lane: string; room: number }>;
type Wake = Readonly<{ queue: string; lane: string; at: number }>;

/** Says when lanes have something to do, at the latest. Always in the same order, so that two never wait for each other. */
const wake = async ({ db }: Connection, wakes: readonly Wake[]): Promise<void> => {
  const earliest = new Map<string, Wake>();
  for (const one of wakes) {
    const key = `${one.queue} ${one.lane}`;
    const known = earliest.get(key);
    if (!known || one.at < known.at) earliest.set(key, one);
  }
  const rows = [...earliest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { queue, lane, at }]) => ({ queue, lane, next_at: at }));
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    await db
      .insertInto("job_lanes")
      .values(rows.slice(i, i + ROWS_AT_ONCE))
      .onConflict((conflict) =>
        conflict
          .columns(["queue", "lane"])
          .doUpdateSet((eb) => ({ next_at: eb.ref("excluded.next_at") }))
          .whereRef("job_lanes.next_at", ">", "excluded.next_at"),
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
  // Lanes before jobs, as a claim does: the other way round two nodes would wait for each other.
  await wake(
    connection,
    ends.map((end) => ({ queue: end.queue, lane: end.lane, at: end.kind === "over" ? now : end.at })),
  );
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
};

export const jobStore = (engine: Engine, sequences: Sequences, clock: () => number): JobStore => {
  const { read, locksRows } = engine;

  /** Due jobs of a lane that nobody has and that no earlier one of their key stands before. */
  const free = (db: Connection["db"], { queue, now }: ClaimAsk) =>
    db
      .selectFrom("jobs")
      .selectAll()
      .where("queue", "=", queue)
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
      .orderBy("id");

  /** The first free jobs of each lane. The lanes' rows are locked, so nobody else takes from them. */
  const firstOf = async (db: Connection["db"], ask: ClaimAsk, lanes: readonly Lane[]): Promise<Row[]> => {
    if (locksRows) {
      const names = lanes.map(({ lane }) => lane);
      const rooms = lanes.map(({ room }) => room);
      const wanted = sql<{
        lane: string;
        room: number;
      }>`(select * from unnest(${names}::text[], ${rooms}::int8[]) as l(lane, room))`;
      return db
        .selectFrom(wanted.as("wanted"))
        .innerJoinLateral(
          () =>
            free(db, ask)
              .where("lane", "=", sql.ref<string>("wanted.lane"))
              .limit(sql.ref<number>("wanted.room"))
              .as("first"),
          (join) => join.onTrue(),
        )
        .selectAll("first")
        .execute();
    }
    const rows: Row[] = [];
    for (const { lane, room } of lanes)
      rows.push(...(await free(db, ask).where("lane", "=", lane).limit(room).execute()));
    return rows;
  };

  const claimLanes = async ({ db }: Connection, ask: ClaimAsk, lanes: readonly Lane[]): Promise<Job[]> => {
    if (lanes.length === 0) return [];
    const rows = await firstOf(db, ask, lanes);
    const ids = rows.map(({ id }) => id);
    for (let i = 0; i < ids.length; i += ROWS_AT_ONCE) {
      await db
        .updateTable("jobs")
        .set({ lease_until: ask.leaseUntil, lease_owner: ask.owner })
        .where("id", "in", ids.slice(i, i + ROWS_AT_ONCE))
        .execute();
    }
    const taken = new Map<string, number>();
    for (const { lane } of rows) taken.set(lane, (taken.get(lane) ?? 0) + 1);
    const emptied = lanes.filter(({ lane, room }) => (taken.get(lane) ?? 0) < room).map(({ lane }) => lane);
    await settle(db, ask, emptied);
    return rows.map(jobOf);
  };

  /** Lanes from which all that is due was taken: when do they have something to do again? */
  const settle = async (db: Connection["db"], { queue, now }: ClaimAsk, lanes: readonly string[]): Promise<void> => {
    if (lanes.length === 0) return;
    const rows = await db
      .selectFrom("jobs")
      .select("lane")
      .select((eb) => [
        eb.fn.min(eb.case().when("run_at", ">", now).then(eb.ref("run_at")).end()).as("future"),
        eb.fn
          .min(
            eb
              .case()
              .when(eb.and([eb("run_at", "<=", now), eb("lease_until", ">", now)]))
              .then(eb.ref("lease_until"))
              .end(),
          )
          .as("leased"),
      ])
      .where("queue", "=", queue)
      .where("lane", "in", lanes)
      .groupBy("lane")
      .execute();
    const nextAt = new Map<string, number>();
    for (const { lane, future, leased } of rows) {
      const times = [future, leased].filter((at): at is number => typeof at === "number");
      if (times.length > 0) nextAt.set(lane, Math.min(...times));
    }
    const byTime = new Map<number, string[]>();
    for (const [lane, at] of nextAt) byTime.set(at, [...(byTime.get(at) ?? []), lane]);
    for (const [at, some] of byTime) {
      await db
        .updateTable("job_lanes")
        .set({ next_at: at })
        .where("queue", "=", queue)
        .where("lane", "in", some)
        .execute();
    }
    const over = lanes.filter((lane) => !nextAt.has(lane));
    if (over.length === 0) return;
    await db.deleteFrom("job_lanes").where("queue", "=", queue).where("lane", "in", over).execute();
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
        const open = lanes.map(({ lane }) => ({ lane, room: ask.room(lane) })).filter(({ room }) => room > 0);
        return claimLanes(connection, ask, open);
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
