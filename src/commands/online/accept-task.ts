import type { CompanyId } from "../../domain/ids.ts";
import { type OnlineTask, taskKey } from "../../domain/online/task.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Storage } from "../../storage/storage.ts";

/** A task before it is waiting. */
type Handed<T> = T extends OnlineTask ? Omit<T, "state" | "createdAt" | "orderId" | "reason"> : never;
export type NewTask = Handed<OnlineTask>;
export type TaskRefusal = Readonly<{ kind: "reference_used"; reference: string }>;

/**
 * Takes a task in, durably: whoever is told so can count on an answer to it. A reference is used up by it, whatever
 * comes of the task.
 */
export const acceptTask =
  (storage: Pick<Storage, "transact">) =>
  (company: CompanyId, task: NewTask): Promise<Result<null, TaskRefusal>> =>
    storage.transact(company, async (tx): Promise<Result<null, TaskRefusal>> => {
      const key = taskKey(task);
      if (await tx.documents.get("online_task", key)) {
        return refuse({ kind: "reference_used", reference: task.reference });
      }
      const waiting = { ...task, state: "waiting", createdAt: tx.now, orderId: null, reason: null } as const;
      tx.documents.put("online_task", key, waiting, { siteId: task.siteId, at: tx.now });
      tx.emit([{ type: "online.task", key, siteId: task.siteId, dueAt: task.dueAt }]);
      return done(null);
    });
