import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { AccountProfile } from "../../domain/catalogue/ordering-records.ts";
import type { Site } from "../../domain/catalogue/records.ts";
import type { Actor, OrderId, SiteId } from "../../domain/ids.ts";
import { profileAt } from "../../domain/menus/profiles.ts";
import { productsBySku } from "../../domain/menus/sku.ts";
import type { OrderAsked } from "../../domain/online/asked.ts";
import { type Content, contentOf } from "../../domain/online/content.ts";
import { type MethodNamed, payOnline } from "../../domain/online/paying.ts";
import { catalogueBy, newOrderOf, profileNamed, refused, withMore } from "../../domain/online/placing.ts";
import { type Failure, failures, itemRestricted } from "../../domain/online/reasons.ts";
import type { OrderTask } from "../../domain/online/task.ts";
import type { Context } from "../../domain/order/change.ts";
import { createOrder } from "../../domain/order/create.ts";
import { type OrderEvent, eventsBetween } from "../../domain/order/events.ts";
import type { Order, OrderCustomer } from "../../domain/order/order.ts";
import { updateOrder } from "../../domain/order/update.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Tx } from "../../storage/storage.ts";
import { saleNumber } from "../create-order.ts";
import { paymentIdOf } from "../orders.ts";
import { groupAt } from "../seat-order.ts";
import { countDown } from "../count-down.ts";

/** An order as a task leaves it, with its version before and what happened between the two. */
export type Applied = Readonly<{ before: Order | null; after: Order; between?: readonly OrderEvent[] }>;

export type Applying = Readonly<{
  task: OrderTask;
  asked: OrderAsked;
  customer: OrderCustomer | null;
  methodNamed: MethodNamed;
}>;

/** Makes the order that an app asked for, or puts its items onto an open account. */
export const applyOrder = async (tx: Tx, applying: Applying): Promise<Result<Applied, Failure>> => {
  const { task, asked } = applying;
  const site = tx.catalogue.site(task.siteId)!; // it was there when the task was taken in, and sites stay for good
  const open = asked.account && (await accountAt(tx, asked.account.order, site.id));
  if (asked.account && !open) return refuse(failures.accountNotFound);
  const profile = open
    ? done(profileOf(open, tx.catalogue, site))
    : profileNamed(asked.profileCode, tx.catalogue, site);
  if (!profile.ok) return profile;
  const shelf = { ...catalogueBy(tx.catalogue, site, profile.value), bySku: productsBySku(tx.catalogue) };
  const content = contentOf(asked.items, shelf, open?.totals.total);
  if (!content.ok) return content;
  const counted = await countDown(tx, site, content.value.units);
  if (!counted.ok) return refuse(itemRestricted(counted.error.product.name));

  const actor: Actor = { kind: "addon", addonId: task.addonId };
  const context: Context = { catalogue: shelf.catalogue, actor, now: tx.now };
  return open
    ? addTo(open, content.value, applying, context)
    : placed(tx, { ...applying, content: content.value, site, profile: profile.value }, context);
};

/** An open account goes on by the prices that it began with. */
const profileOf = ({ profileCode }: Order, catalogue: Catalogue, site: Site): AccountProfile | undefined =>
  profileCode === undefined ? undefined : profileAt(catalogue, site, profileCode);

/** The order behind an account of a site. */
export const accountAt = async (tx: Tx, id: OrderId | null, site: SiteId): Promise<Order | undefined> => {
  const order = id === null ? undefined : await tx.orders.get(id);
  return order?.siteId === site ? order : undefined;
};

const addTo = (
  before: Order,
  content: Content,
  { task, asked, customer, methodNamed }: Applying,
  context: Context,
): Result<Applied, Failure> => {
  const more = withMore(before, content, asked, customer, context);
  if (!more.ok) return more;
  const paid = withPayment(more.value, { task, asked, methodNamed }, context);
  return paid.ok ? done({ before, after: { ...paid.value, version: before.version + 1 } }) : paid;
};

type Placed = Applying &
  Readonly<{ content: Content; site: Site; profile: Parameters<typeof newOrderOf>[0]["profile"] }>;

/**
 * A new order begins like every other one that an app sends, so that the register rings. It needs no yes of the venue:
 * whoever takes online orders has said it, and it is accepted at once.
 */
const placed = async (tx: Tx, applying: Placed, context: Context): Promise<Result<Applied, Failure>> => {
  const { task, asked, customer, site, methodNamed } = applying;
  const orderId = tx.newId("order") as OrderId;
  const zone = site.timezone ?? tx.catalogue.company.timezone;
  const input = newOrderOf({ ...applying, orderId, zone });
  const around = { customer, original: null };
  const made = createOrder(input, context, around, { orderId, paymentId: () => paymentIdOf(orderId, 1) });
  if (!made.ok) return refuse(refused(made.error));
  const begun = {
    ...made.value,
    groupId: await groupAt(tx, null, made.value),
    saleNumber: await saleNumber(tx, made.value),
  };
  const accepted = updateOrder(begun, { status: "ACCEPTED" }, context, { customer });
  if (!accepted.ok) return refuse(refused(accepted.error));
  const paid = withPayment(accepted.value, { task, asked, methodNamed }, context);
  if (!paid.ok) return paid;
  const after = { ...paid.value, version: begun.version };
  const then = eventsBetween(begun, after).filter(({ type }) => type !== "order.changed"); // it was never seen before
  return done({ before: null, after, between: [...eventsBetween(null, begun), ...then] });
};

const withPayment = (
  order: Order,
  { task, asked, methodNamed }: Pick<Applying, "task" | "asked" | "methodNamed">,
  context: Context,
): Result<Order, Failure> => {
  if (asked.payment === null) return done(order);
  const id = paymentIdOf(order.id, order.payments.length + 1);
  return payOnline(order, { money: asked.payment, reference: task.reference, id, context, methodNamed });
};
