import { countdownAt, countdownCounter } from "../domain/availability.ts";
import type { Product, Site } from "../domain/catalogue/records.ts";
import type { ProductId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import type { OrderRefusal } from "../domain/order/refusals.ts";
import { unitsTaken } from "../domain/order/units.ts";
import { skuOf } from "../domain/menus/sku.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Tx } from "../storage/storage.ts";

/** Counts what a change of an order takes off the shelf. Refuses what there is no more of. */
export const countTaken = async (tx: Tx, before: Order | null, after: Order): Promise<OrderRefusal | undefined> => {
  const units = unitsTaken(before, after);
  const site = units.size > 0 ? tx.catalogue.site(after.siteId) : undefined;
  const counted = site && (await countDown(tx, site, units));
  if (!counted || counted.ok) return undefined;
  const { product } = counted.error;
  return { kind: "out_of_stock", product: product.id, name: product.name };
};

export type SoldOut = Readonly<{ kind: "sold_out"; product: Product }>;

/**
 * Takes units off the count-downs of a site's products, and tells how many are left. Refuses what there is no more of;
 * then nothing is taken.
 */
export const countDown = async (
  tx: Tx,
  site: Site,
  units: ReadonlyMap<ProductId, number>,
): Promise<Result<null, SoldOut>> => {
  for (const [id, wanted] of units) {
    const product = tx.catalogue.product(id);
    const countdown = product && countdownAt(product, site);
    if (!countdown || wanted <= 0) continue;
    if (wanted > countdown.count) return refuse({ kind: "sold_out", product });
    let sold = 0;
    for (let i = 0; i < wanted; i++) sold = await tx.count(countdownCounter(countdown));
    if (sold > countdown.count) return refuse({ kind: "sold_out", product });
    const count = countdown.count - sold;
    tx.emit([{ type: "item.restriction", productId: id, siteId: site.id, sku: skuOf(product), count }]);
  }
  return done(null);
};
