import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId } from "../../../../domain/ids.ts";
import type { Order } from "../../../../domain/order/order.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { type AddonNames, addonNames } from "../../orders/operator-shape.ts";
import { toHttpError } from "../../refusals.ts";
import type { AddressCheck } from "../../webhooks/addresses.ts";

export type RegisterOrderParts = Readonly<{ storage: Storage; outgoing: AddressCheck }>;

/** What an answer about an order shows besides it: read before its transaction, for it never changes. */
export const factsFor = async (
  storage: Storage,
  company: CompanyId,
  id: OrderId,
): Promise<Readonly<{ catalogue: Catalogue; names: AddonNames; order: Order }>> => {
  const reads = storage.reads(company);
  const [catalogue, order] = await Promise.all([reads.catalogue(), reads.order(id)]);
  if (!order) throw toHttpError({ kind: "order_not_found" });
  return { catalogue, order, names: await addonNames(storage, [order]) };
};
