import { Gauge, type Registry } from "prom-client";
import type { Storage } from "../storage/storage.ts";

/** How long a count of the store is good for: whoever scrapes more often gets the same again. */
const COUNTED_MS = 5_000;

type Counts = Readonly<{ waiting: ReadonlyMap<string, number>; dead: number; pendingSeconds: number }>;

/** Metrics of what goes out and is printed: the whole database's, the same on every server, and this server's feeds. */
export const workMetrics = (
  registry: Registry,
  { jobs, deliveries, clock }: Pick<Storage, "jobs" | "deliveries" | "clock">,
  feeds: Readonly<{ count: number }>,
): void => {
  let known: { at: number; counts: Promise<Counts | undefined> } | undefined;
  /** Undefined while the store is out of reach: `/readyz` says so, and the other metrics are there all the same. */
  const counts = (): Promise<Counts | undefined> => {
    if (!known || clock() - known.at >= COUNTED_MS) known = { at: clock(), counts: count().catch(() => undefined) };
    return known.counts;
  };
  const count = async (): Promise<Counts> => {
    const [waiting, { dead, oldestPendingAt }] = await Promise.all([jobs.waiting(), deliveries.backlog()]);
    const pendingMs = oldestPendingAt === undefined ? 0 : Math.max(0, clock() - oldestPendingAt);
    return { waiting, dead, pendingSeconds: pendingMs / 1_000 };
  };
  const plain = (name: string, help: string, read: () => Promise<number | undefined> | number): void => {
    const metric = new Gauge({
      name,
      help,
      registers: [],
      async collect() {
        const value = await read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
    registry.registerMetric(metric);
  };
  const waiting = new Gauge({
    name: "servery_jobs_waiting",
    help: "Jobs that are waiting or under way, by queue",
    labelNames: ["queue"],
    registers: [],
    async collect() {
      const counted = (await counts())?.waiting;
      this.reset();
      if (!counted) return;
      for (const queue of new Set([...QUEUES, ...counted.keys()])) this.set({ queue }, counted.get(queue) ?? 0);
    },
  });
  registry.registerMetric(waiting);
  plain("servery_deliveries_failed", "Deliveries that were given up and are still kept", async () => {
    return (await counts())?.dead;
  });
  plain("servery_events_pending_seconds", "Age of the oldest event that nobody has taken up yet", async () => {
    return (await counts())?.pendingSeconds;
  });
  plain("servery_live_feeds", "Live feeds that are open on this server", () => feeds.count);
};

/** Shown with 0 when nothing waits, so that an alarm has something to look at. */
const QUEUES = ["deliver", "print"];
