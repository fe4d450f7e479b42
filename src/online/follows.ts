import { ONLINE_QUEUE, type OnlineWork, onlineLane } from "../domain/online/work.ts";
import type { FanOut, PendingEvent } from "../storage/deliveries.ts";

/** The job that a task leads to once it is taken in: at once, or when it is due. */
export const taskJob = (event: PendingEvent): FanOut["jobs"][number] => {
  const { key, dueAt } = event.data as Readonly<{ key: string; dueAt: number }>; // as the command wrote it
  const { companyId, siteId, id } = event;
  const data: OnlineWork = { kind: "task", key };
  return {
    companyId,
    queue: ONLINE_QUEUE,
    lane: onlineLane(companyId, siteId!),
    key: `${companyId} ${key}`,
    position: id,
    data,
    runAt: Math.max(dueAt, event.createdAt),
  };
};
