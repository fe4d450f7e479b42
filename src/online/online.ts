import type { MethodNamed } from "../domain/online/paying.ts";
import type { Handler } from "../jobs/worker.ts";
import type { FanOut, PendingEvent } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import { taskJob } from "./follows.ts";
import { onlineHandler } from "./worker.ts";

export type Online = Readonly<{
  /** The jobs that events lead to, by their types. */
  follows: Readonly<Record<string, (event: PendingEvent) => FanOut["jobs"][number]>>;
  handlers: readonly Handler[];
}>;

/** Work for venues that apps hand in: from the moment it is taken in to an order, a payment or a reason why not. */
export const openOnline = (storage: Storage, methodNamed: MethodNamed): Online => ({
  follows: { "online.task": taskJob },
  handlers: [onlineHandler(storage, methodNamed)],
});
