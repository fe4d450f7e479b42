import type { ProductId } from "../ids.ts";
import type { Order } from "./order.ts";
import { needsStock } from "./status.ts";

type Counted = Pick<Order, "status" | "lines" | "online" | "goodsTaken" | "deleted">;

/** Whether an order's goods are off the shelf: an app's are as soon as it is taken in, others when they are made. */
export const takesGoods = ({ status, online, goodsTaken }: Omit<Counted, "lines" | "deleted">): boolean =>
  online !== undefined || goodsTaken === true || needsStock.includes(status);

/** Units of each product on an order, modifiers included; parts of one count as one. */
const unitsOf = ({ lines }: Counted): Map<ProductId, number> => {
  const units = new Map<ProductId, number>();
  const add = (id: ProductId, n: number): void => void units.set(id, (units.get(id) ?? 0) + n);
  for (const { productId, quantity, modifiers } of lines) {
    const n = Math.ceil(Number(quantity));
    if (n <= 0) continue; // what comes back is not sold again
    add(productId, n);
    for (const modifier of modifiers) if (!modifier.negated) add(modifier.productId, n);
  }
  return units;
};

/** What a change of an order takes off the shelf: more of a product than it had taken before. */
export const unitsTaken = (before: Counted | null, after: Counted): ReadonlyMap<ProductId, number> => {
  if (after.deleted || !takesGoods(after)) return new Map();
  const taken = before !== null && takesGoods(before) ? before : null;
  if (taken?.lines === after.lines) return new Map();
  const had = taken ? unitsOf(taken) : new Map<ProductId, number>();
  const more = [...unitsOf(after)].map(([id, n]): [ProductId, number] => [id, n - (had.get(id) ?? 0)]);
  return new Map(more.filter(([, n]) => n > 0));
};
