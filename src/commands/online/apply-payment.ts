import type { Actor } from "../../domain/ids.ts";
import type { PaymentAsked } from "../../domain/online/asked.ts";
import { type MethodNamed, closedWhenPaid, payOnline } from "../../domain/online/paying.ts";
import { type Failure, failures } from "../../domain/online/reasons.ts";
import type { PaymentTask } from "../../domain/online/task.ts";
import type { Context } from "../../domain/order/change.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Tx } from "../../storage/storage.ts";
import { paymentIdOf } from "../orders.ts";
import { type Applied, accountAt } from "./apply-order.ts";

/** Takes a payment for an open account, and closes the account when nothing is left to pay. */
export const applyPayment = async (
  tx: Tx,
  task: PaymentTask,
  { account, staffId, payment }: PaymentAsked,
  methodNamed: MethodNamed,
): Promise<Result<Applied, Failure>> => {
  const before = account && (await accountAt(tx, account.order, task.siteId));
  if (!before) return refuse(failures.accountNotFound);
  if (staffId !== null && !tx.catalogue.staff(staffId)) return refuse(failures.staffNotFound);
  const actor: Actor = { kind: "addon", addonId: task.addonId };
  const context: Context = { catalogue: tx.catalogue, actor, now: tx.now };
  const id = paymentIdOf(before.id, before.payments.length + 1);
  const paid = payOnline(before, { money: payment, reference: task.reference, id, context, methodNamed });
  if (!paid.ok) return paid;
  const closed = closedWhenPaid(paid.value, context);
  return closed.ok ? done({ before, after: { ...closed.value, version: before.version + 1 } }) : closed;
};
