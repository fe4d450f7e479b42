import type { Selectable } from "kysely";
import type { CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import type { NewPrintJob, PrintKind } from "../../deliveries.ts";
import type { PrintAsk, PrintJob, PrintState, PrintStore } from "../../prints.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import type { Tables } from "../tables.ts";
import { addPrints, printLane } from "./fan-out.ts";
import { insertAll } from "./insert-all.ts";
import { addJobs, endJobs } from "./jobs.ts";

const printOf = (row: Selectable<Tables["print_jobs"]>): PrintJob => ({
  id: row.id,
  companyId: row.company_id as CompanyId,
  siteId: row.site_id as SiteId,
  orderId: row.order_id as OrderId | null,
  printerId: row.printer_id,
  eventId: row.event_id,
  kind: row.kind as PrintKind,
  state: row.state as PrintState,
  attempts: row.attempts,
  doc: row.doc,
  lastError: row.last_error,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  printedAt: row.printed_at,
});

/** States in which something is still to come out of the printer. */
const OPEN = ["waiting", "printing"] as const;
/** States of what is done with. */
const OVER = ["printed", "cancelled"] as const;

/** Jobs that are removed in one transaction, so that nothing else waits long. */
const FORGET_AT_ONCE = 1_000;

export const printStore = (engine: Engine, sequences: Sequences, clock: () => number): PrintStore => {
  const { read } = engine;
  const one = ({ db }: Pick<Connection, "db">, company: CompanyId, id: number) =>
    db.selectFrom("print_jobs").selectAll().where("company_id", "=", company).where("id", "=", id).executeTakeFirst();
  const asked = (company: CompanyId, ask: PrintAsk) => {
    let query = read.selectFrom("print_jobs").where("company_id", "=", company);
    if (ask.siteId !== undefined) query = query.where("site_id", "=", ask.siteId);
    if (ask.orderId !== undefined) query = query.where("order_id", "=", ask.orderId);
    if (ask.printerId !== undefined) query = query.where("printer_id", "=", ask.printerId);
    if (ask.state !== undefined) query = query.where("state", "=", ask.state);
    return query;
  };
  const add = async (jobs: readonly NewPrintJob[]): Promise<readonly number[]> => {
    const drawn = { prints: [] as number[], jobs: [] as number[] };
    for (let i = 0; i < jobs.length; i++) {
      drawn.prints.push(await sequences.draw("print_job"));
      drawn.jobs.push(await sequences.draw("job"));
    }
    await engine.transaction((connection) => addPrints(connection, jobs, drawn, clock()));
    return drawn.prints;
  };
  return {
    add,
    async get(company, id) {
      const row = await one({ db: read }, company, id);
      return row && printOf(row);
    },
    async list(company, ask, { size, offset = 0, beyondId }) {
      let query = asked(company, ask).selectAll();
      if (beyondId !== undefined) query = query.where("id", "<", beyondId);
      const rows = await query
        .orderBy("id", "desc")
        .offset(offset)
        .limit(size + 1)
        .execute();
      return { rows: rows.slice(0, size).map(printOf), more: rows.length > size };
    },
    async count(company, ask) {
      const { n } = await asked(company, ask)
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return n;
    },
    async begin(company, id, at) {
      await engine.transaction(({ db }) =>
        db
          .updateTable("print_jobs")
          .set((eb) => ({ state: "printing", attempts: eb("attempts", "+", 1), updated_at: at }))
          .where("company_id", "=", company)
          .where("id", "=", id)
          .where("state", "in", OPEN)
          .execute(),
      );
    },
    async record({ companyId, id, state, error, job, follows, notice, at }) {
      const noticeId = notice && (await sequences.draw("notice"));
      const ids: number[] = [];
      for (let i = 0; i < follows.length; i++) ids.push(await sequences.draw("job"));
      await engine.transaction(async (connection) => {
        await connection.db
          .updateTable("print_jobs")
          .set({ state, last_error: error, updated_at: at, ...(state === "printed" && { printed_at: at }) })
          .where("company_id", "=", companyId)
          .where("id", "=", id)
          .where("state", "in", OPEN)
          .execute();
        await addJobs(
          connection,
          follows.map((next, i) => ({ ...next, id: ids[i]!, companyId, position: ids[i]!, runAt: at, createdAt: at })),
        );
        if (notice && noticeId !== undefined) {
          const { kind, data } = notice;
          await insertAll(connection, "notices", [
            { company_id: companyId, id: noticeId, kind, data: JSON.stringify(data), created_at: at, seen_at: null },
          ]);
        }
        await endJobs(connection, [job], at);
      });
    },
    move: (company, from, to, at) =>
      engine.transaction(async (connection) => {
        const { db } = connection;
        const rows = await db
          .updateTable("print_jobs")
          .set({ printer_id: to, updated_at: at })
          .where("company_id", "=", company)
          .where("printer_id", "=", from)
          .where("state", "in", OPEN)
          .returning("id")
          .execute();
        const lanes = [from, to].map((printerId) => printLane({ companyId: company, printerId }));
        // Wakes the lane. Lanes before jobs, as a claim does: the other way round the two would wait for each other.
        await endJobs(connection, [{ id: 0, queue: "print", lane: lanes[1]!, kind: "over" }], at);
        await db
          .updateTable("jobs")
          .set({ lane: lanes[1]!, key: lanes[1]!, run_at: at })
          .where("queue", "=", "print")
          .where("lane", "=", lanes[0]!)
          .execute();
        return rows.length;
      }),
    cancel: (company, id, at) =>
      engine.transaction(async ({ db }) => {
        const { numUpdatedRows } = await db
          .updateTable("print_jobs")
          .set({ state: "cancelled", updated_at: at })
          .where("company_id", "=", company)
          .where("id", "=", id)
          .where("state", "in", OPEN)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    async isAllPrinted(company, order) {
      const row = await read
        .selectFrom("print_jobs")
        .select("id")
        .where("company_id", "=", company)
        .where("order_id", "=", order)
        .where("state", "in", OPEN)
        .where("kind", "in", ["docket", "changes", "void"]) // a guest's receipt or a second copy holds nothing up
        .limit(1)
        .executeTakeFirst();
      return row === undefined;
    },
    async forget(before) {
      for (;;) {
        const old = await read
          .selectFrom("print_jobs")
          .select(["company_id", "id"])
          .where("state", "in", OVER)
          .where("updated_at", "<", before)
          .limit(FORGET_AT_ONCE)
          .execute();
        if (old.length === 0) return;
        await engine.transaction(async ({ db }) => {
          for (const { company_id, id } of old) {
            await db.deleteFrom("print_jobs").where("company_id", "=", company_id).where("id", "=", id).execute();
          }
        });
      }
    },
  };
};
