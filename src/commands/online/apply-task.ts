import type { CompanyId } from "../../domain/ids.ts";
import type { MethodNamed } from "../../domain/online/paying.ts";
import { type Failure, errorsOf } from "../../domain/online/reasons.ts";
import type { OnlineTask } from "../../domain/online/task.ts";
import type { OrderCustomer } from "../../domain/order/order.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { OutboxEvent, Storage, Tx } from "../../storage/storage.ts";
import { save } from "../orders.ts";
import { type Applied, applyOrder } from "./apply-order.ts";
import { applyPayment } from "./apply-payment.ts";

/** The task is no longer waiting: somebody has worked it off. */
type Over = Readonly<{ kind: "over" }>;
type Outcome = Result<null, Failure | Over>;

export const isOver = (refusal: Failure | Over): refusal is Over => "kind" in refusal;

/** What apps' tasks come to, each in one transaction: there is no moment at which one is half done. */
export const onlineTasks = (storage: Pick<Storage, "transact">, methodNamed: MethodNamed) => ({
  /** Does what a task asks for. The order, the task and what is told of both are written together. */
  apply: (company: CompanyId, key: string, customer: OrderCustomer | null): Promise<Outcome> =>
    storage.transact(company, async (tx): Promise<Outcome> => {
      const task = await tx.documents.get("online_task", key);
      if (task?.state !== "waiting") return refuse({ kind: "over" });
      const applied = await applyOne(tx, task, customer, methodNamed);
      if (!applied.ok) return applied;
      const { before, after, between } = applied.value;
      const by = { kind: "addon", addonId: task.addonId } as const;
      const also = [{ type: "online.applied", ...said(key, task) }];
      await save(tx, before, after, { also, by, ...(between && { between }) });
      put(tx, key, { ...task, state: "done", orderId: after.id, asked: null });
      return done(null);
    }),

  /** Writes down that a task came to nothing, and tells its app. */
  fail: (company: CompanyId, key: string, failure: Failure): Promise<Outcome> =>
    storage.transact(company, async (tx): Promise<Outcome> => {
      const task = await tx.documents.get("online_task", key);
      if (task?.state !== "waiting") return refuse({ kind: "over" });
      put(tx, key, { ...task, state: "failed", reason: failure.reason, asked: null });
      tx.emit([failed(key, task, failure)]);
      return done(null);
    }),
});

const applyOne = (
  tx: Tx,
  task: OnlineTask,
  customer: OrderCustomer | null,
  methodNamed: MethodNamed,
): Promise<Result<Applied, Failure>> => {
  if (task.kind === "ORDER" && task.asked) return applyOrder(tx, { task, asked: task.asked, customer, methodNamed });
  if (task.kind === "PAYMENT" && task.asked) return applyPayment(tx, task, task.asked, methodNamed);
  throw new Error("a waiting task that does not say what it asks for");
};

const put = (tx: Tx, key: string, task: OnlineTask): void =>
  tx.documents.put("online_task", key, task, { siteId: task.siteId, at: task.createdAt });

const said = (key: string, { kind, endpointId, addonId, reference }: OnlineTask) => ({
  key,
  kind,
  endpointId,
  addonId,
  reference,
});

const failed = (key: string, task: OnlineTask, failure: Failure): OutboxEvent => {
  const errors = task.kind === "PAYMENT" ? errorsOf(failure) : undefined;
  const identifier = task.asked?.account?.identifier;
  return {
    type: "online.failed",
    ...said(key, task),
    siteId: task.siteId,
    reason: failure.reason,
    ...(errors && { errors }),
    ...(identifier !== undefined && { accountIdentifier: identifier }),
  };
};
