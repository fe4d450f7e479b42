import type { CompanyId, OrderId } from "../domain/ids.ts";
import { afterPrinting as decide } from "../domain/order/after-printing.ts";
import type { Order } from "../domain/order/order.ts";
import type { OrderRefusal } from "../domain/order/refusals.ts";
import type { Result } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";
import { asChanged, changeOrder } from "./orders.ts";

/** Moves a pass-thru order on once it is printed. Does nothing the second time, or to an order that has moved on. */
export const afterPrinting =
  (storage: Pick<Storage, "transact">) =>
  (company: CompanyId, order: OrderId): Promise<Result<{ order: Order }, OrderRefusal>> =>
    storage.transact(company, (tx) => changeOrder(tx, order, (found) => asChanged(decide(found, { now: tx.now }))));
