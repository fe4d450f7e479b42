import type { Selectable } from "kysely";
import type { CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import type { FanOut, NewDelivery, NewPrintJob, PendingEvent } from "../../deliveries.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import type { Tables } from "../tables.ts";
import { insertAll } from "./insert-all.ts";
import { addJobs } from "./jobs.ts";

/** Another server was first with some of these events. */
class Overtaken extends Error {}

const eventOf = (row: Selectable<Tables["outbox"]>): PendingEvent => ({
  id: row.id,
  companyId: row.company_id as CompanyId,
  orderId: row.order_id as OrderId | null,
  siteId: row.site_id as SiteId | null,
  version: row.version,
  type: row.type,
  data: JSON.parse(row.data) as Record<string, unknown>,
  doc: row.doc,
  createdAt: row.created_at,
});

/** What holds up whom: an address of a company, a printer. */
export const deliveryLane = ({
  companyId,
  webhookId,
  address,
}: Pick<NewDelivery, "companyId" | "webhookId" | "address">): string =>
  webhookId === null
    ? `${companyId} callback ${URL.canParse(address) ? new URL(address).host : ""}`
    : `${companyId} webhook ${webhookId}`;
export const printLane = ({ companyId, printerId }: Pick<NewPrintJob, "companyId" | "printerId">): string =>
  `${companyId} printer ${printerId}`;

/**
 * Turns waiting events into deliveries and print jobs. What is planned is read first; then one transaction takes the
 * events and adds what follows from them, or nothing at all when another server took some of them meanwhile. Events are
 * taken oldest first and by one server at a time, so what belongs to one order is added in its order.
 */
export const fanOut = async (
  engine: Engine,
  sequences: Sequences,
  now: number,
  max: number,
  plan: (events: readonly PendingEvent[]) => Promise<FanOut>,
  except: readonly number[] = [],
): Promise<number> => {
  const waiting = await engine.read
    .selectFrom("outbox")
    .selectAll()
    .where("pending", "=", 1)
    .$if(except.length > 0, (query) => query.where("id", "not in", except))
    .orderBy("id")
    .limit(max)
    .execute();
  if (waiting.length === 0) return 0;
  const { deliveries, prints, jobs, left = [] } = await plan(waiting.map(eventOf));
  const rows = waiting.filter(({ id }) => !left.includes(id));
  if (rows.length === 0) return 0;
  const drawn = await draw(sequences, deliveries, prints);
  const jobIds: number[] = [];
  for (let i = 0; i < jobs.length; i++) jobIds.push(await sequences.draw("job"));
  try {
    await engine.transaction(async (connection) => {
      const taken = await connection.db
        .updateTable("outbox")
        .set({ pending: 0, doc: null })
        .where(
          "id",
          "in",
          rows.map(({ id }) => id),
        )
        .where("pending", "=", 1)
        .executeTakeFirst();
      if (Number(taken.numUpdatedRows) !== rows.length) throw new Overtaken();
      await addDeliveries(connection, deliveries, drawn, now);
      await addPrints(connection, prints, drawn, now);
      await addJobs(
        connection,
        jobs.map((job, i) => ({ runAt: now, ...job, id: jobIds[i]!, createdAt: now })),
      );
    });
  } catch (error) {
    if (error instanceof Overtaken || engine.isConflict(error)) return 0;
    throw error;
  }
  return rows.length;
};

type Drawn = Readonly<{
  deliveries: number[];
  prints: number[];
  jobs: number[];
  payloads: ReadonlyMap<string, number>;
}>;

export const draw = async (
  sequences: Sequences,
  deliveries: readonly NewDelivery[],
  prints: readonly NewPrintJob[],
): Promise<Drawn> => {
  const drawn = {
    deliveries: [] as number[],
    prints: [] as number[],
    jobs: [] as number[],
    payloads: new Map<string, number>(),
  };
  for (const delivery of deliveries) {
    drawn.deliveries.push(await sequences.draw("delivery"));
    drawn.jobs.push(await sequences.draw("job"));
    const body = bodyKey(delivery);
    if (!drawn.payloads.has(body)) drawn.payloads.set(body, await sequences.draw("payload"));
  }
  for (let i = 0; i < prints.length; i++) {
    drawn.prints.push(await sequences.draw("print_job"));
    drawn.jobs.push(await sequences.draw("job"));
  }
  return drawn;
};

const bodyKey = ({ companyId, body }: NewDelivery): string => `${companyId} ${body}`;

export const addDeliveries = async (
  connection: Connection,
  deliveries: readonly NewDelivery[],
  drawn: Drawn,
  now: number,
): Promise<void> => {
  const payloads = new Map<number, Tables["payloads"]>();
  const rows = deliveries.map((delivery, i): Tables["deliveries"] => {
    const payload = drawn.payloads.get(bodyKey(delivery))!;
    payloads.set(payload, { company_id: delivery.companyId, id: payload, body: delivery.body, created_at: now });
    return {
      company_id: delivery.companyId,
      id: drawn.deliveries[i]!,
      webhook_id: delivery.webhookId,
      addon_id: delivery.addonId,
      event_id: delivery.eventId,
      topic: delivery.topic,
      order_id: delivery.orderId,
      site_id: delivery.siteId,
      address: delivery.address,
      payload_id: payload,
      state: "waiting",
      attempts: 0,
      last_status: null,
      last_error: null,
      created_at: now,
      next_at: now,
      finished_at: null,
      replay_of: null,
    };
  });
  await insertAll(connection, "payloads", [...payloads.values()]);
  await insertAll(connection, "deliveries", rows);
  const jobs = deliveries.map((delivery, i) => ({
    id: drawn.jobs[i]!,
    companyId: delivery.companyId,
    queue: "deliver",
    lane: deliveryLane(delivery),
    ...(delivery.key !== undefined && { key: delivery.key }),
    data: { delivery: drawn.deliveries[i]! },
    position: delivery.eventId,
    runAt: now,
    createdAt: now,
  }));
  await addJobs(connection, jobs);
};

/** Adds print jobs with their jobs in somebody else's transaction. */
export const addPrints = async (
  connection: Connection,
  prints: readonly NewPrintJob[],
  drawn: Pick<Drawn, "prints" | "jobs">,
  now: number,
): Promise<void> => {
  const jobIds = drawn.jobs.slice(drawn.jobs.length - prints.length);
  await insertAll(
    connection,
    "print_jobs",
    prints.map((print, i) => ({
      company_id: print.companyId,
      id: drawn.prints[i]!,
      site_id: print.siteId,
      order_id: print.orderId,
      printer_id: print.printerId,
      event_id: print.eventId,
      kind: print.kind,
      state: "waiting",
      attempts: 0,
      doc: print.doc,
      last_error: null,
      created_at: now,
      updated_at: now,
      printed_at: null,
    })),
  );
  await addJobs(
    connection,
    prints.map((print, i) => ({
      id: jobIds[i]!,
      companyId: print.companyId,
      queue: "print",
      lane: printLane(print),
      key: printLane(print), // paper comes out in order
      data: { print: drawn.prints[i]! },
      position: drawn.prints[i]!,
      runAt: now,
      createdAt: now,
    })),
  );
};
