import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PrintRule } from "../catalogue/records.ts";
import type { RemovedLines } from "../order/events.ts";
import type { Line, Order } from "../order/order.ts";
import type { OrderStatus } from "../order/status.ts";

/** What happened to an order, as far as printers care. */
export type KitchenEvent =
  | Readonly<{
      type: "order.kitchen_print";
      from: OrderStatus | null;
      lineIds: readonly string[];
      removed: RemovedLines | null;
    }>
  | Readonly<{ type: "order.status_changed"; from: OrderStatus; to: OrderStatus; printed: boolean }>
  | Readonly<{ type: "order.deleted"; from: OrderStatus }>;

/** A docket to be made: at a rule's station, of these lines of the order, taking back those that it had. */
export type PlannedDocket = Readonly<{
  rule: PrintRule;
  kind: "docket" | "changes" | "void";
  lineIds: readonly string[];
  removedLineIds: readonly string[];
}>;

/** The lines that dockets made earlier gave to each station, by the station's name. */
export type Given = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Which dockets an event leads to. `order` is as the event left it. A rule applies while the order is in one of its
 * statuses:
 *
 * it begins to apply    a docket with every line that the station does not have yet
 * it goes on to apply   a docket with what changed, when anything did
 * it stops              nothing: what was printed is being made
 * deleted or rejected   a docket that takes everything back, where there was one
 *
 * `given` need only be there when a rule of the site does not hold for the status before: see `asksForGiven`.
 */
export const planDockets = (
  order: Order,
  event: KitchenEvent,
  catalogue: Catalogue,
  given: Given = new Map(),
): PlannedDocket[] => {
  if (event.type === "order.status_changed" && event.printed) return []; // the event that follows tells the lines
  return rulesOf(order, catalogue).flatMap((rule) => docketBy(rule, order, event, catalogue, given) ?? []);
};

/** Whether it has to be known what the stations have, because the order may come back to a rule or leave from beyond it. */
export const asksForGiven = (order: Order, event: KitchenEvent, catalogue: Catalogue): boolean => {
  const { from } = event;
  return from !== null && rulesOf(order, catalogue).some((rule) => !rule.statuses.includes(from));
};

const rulesOf = (order: Order, catalogue: Catalogue): PrintRule[] =>
  catalogue
    .all("print_rule")
    .filter(({ siteId, printerId }) => siteId === order.siteId && catalogue.get("printer", printerId));

const docketBy = (
  rule: PrintRule,
  order: Order,
  event: KitchenEvent,
  catalogue: Catalogue,
  given: Given,
): PlannedDocket | undefined => {
  const has = given.get(rule.station) ?? new Set<string>();
  const applied = event.from !== null && rule.statuses.includes(event.from);
  const mine = order.lines.filter((line) => isFor(rule, line, catalogue)).map(({ lineId }) => lineId);

  if (order.deleted || order.status === "REJECTED") {
    if (order.version === 1) return undefined; // it was turned away at the door: nobody has anything of it
    const lineIds = applied ? mine : mine.filter((id) => has.has(id));
    return lineIds.length > 0 ? { rule, kind: "void", lineIds, removedLineIds: [] } : undefined;
  }
  if (!rule.statuses.includes(order.status)) return undefined;

  if (!applied) {
    const lineIds = mine.filter((id) => !has.has(id));
    const there = new Set(order.lines.map(({ lineId }) => lineId));
    const removedLineIds = [...has].filter((id) => !there.has(id));
    if (lineIds.length + removedLineIds.length === 0) return undefined;
    return { rule, kind: has.size === 0 ? "docket" : "changes", lineIds, removedLineIds };
  }
  if (event.type !== "order.kitchen_print") return undefined;
  const listed = new Set(event.lineIds);
  const lineIds = mine.filter((id) => listed.has(id));
  const removed = event.removed?.lines.filter((line) => isFor(rule, line, catalogue)) ?? [];
  const removedLineIds = removed.map(({ lineId }) => lineId);
  return lineIds.length + removedLineIds.length > 0 ? { rule, kind: "changes", lineIds, removedLineIds } : undefined;
};

/** A line's product is of one of the rule's categories. What is given back is not to be made. */
export const isFor = (
  { categoryIds }: Pick<PrintRule, "categoryIds">,
  { productId, quantity }: Line,
  catalogue: Catalogue,
): boolean => {
  if (Number(quantity) <= 0) return false;
  if (categoryIds.length === 0) return true;
  return catalogue.product(productId)?.categoryIds.some((id) => categoryIds.includes(id)) ?? false;
};
