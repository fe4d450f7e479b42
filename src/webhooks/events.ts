import { type Handler, Worker } from "../jobs/worker.ts";
import { newSecret } from "../kit/secrets.ts";
import type { FanOut, PendingEvent } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import { type DeliverParts, deliverHandler } from "./deliver.ts";
import { Interests } from "./interest.ts";
import { type PlanParts, type Planner, planFanOut } from "./plan.ts";
import { Pump } from "./pump.ts";

export type EventParts = Readonly<{
  storage: Storage;
  shaper: PlanParts["shaper"];
  prints: PlanParts["prints"];
  planners?: readonly Planner[];
  /** Queues that events lead to by themselves, by the type of event, and the jobs that follow. */
  follows?: Readonly<Record<string, (event: PendingEvent) => FanOut["jobs"][number]>>;
  deliver: Pick<DeliverParts, "client" | "random" | "userAgent" | "credentials">;
  /** Queues besides deliveries. */
  handlers: readonly Handler[];
  failed: (error: unknown) => void;
}>;

/** How long attempts that are under way may take to end when the server stops. */
const GRACE_MS = 5_000;

export type Events = Readonly<{
  /** Registrations, printers or print rules have changed here. */
  forget(): void;
  /** Jobs were added. */
  kick(): void;
  stop(): Promise<void>;
}>;

/**
 * Puts events to work: the outbox is emptied into jobs, and the jobs are run, until `stop`. Any number of processes may
 * do this on one PostgreSQL. Without `works` this process only knows who waits for what, and leaves the work to others.
 */
export const startEvents = async (parts: EventParts, works = true): Promise<Events> => {
  const { storage, shaper, prints, planners = [], follows = {}, failed } = parts;
  const interests = new Interests(storage, planners, Object.keys(follows));
  if (!works) return { forget: () => interests.forget(), kick: () => undefined, stop: () => Promise.resolve() };
  if (storage.engine === "sqlite") await storage.jobs.release(); // nobody else can have them: the folder is ours
  const { clock } = storage;
  const deliver = deliverHandler({ storage, clock, ...parts.deliver });
  const owner = newSecret(9);
  const workers = [deliver, ...parts.handlers].map(
    (handler) => new Worker({ jobs: storage.jobs, clock, owner: `${owner} ${handler.queue}`, failed }, handler),
  );
  const kick = (): void => workers.forEach((worker) => worker.kick());
  const pump = new Pump({
    deliveries: storage.deliveries,
    plan: planFanOut({
      storage,
      interests,
      shaper,
      prints,
      planners,
      failed,
      follows: (event) => (Object.hasOwn(follows, event.type) ? [follows[event.type]!(event)] : []),
    }),
    added: kick,
    failed,
  });
  storage.onPending(() => pump.kick());
  workers.forEach((worker) => worker.start());
  pump.start();
  return {
    forget: () => interests.forget(),
    kick,
    async stop() {
      await pump.stop();
      await Promise.all(workers.map((worker) => worker.stop(GRACE_MS)));
    },
  };
};
