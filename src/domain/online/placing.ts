import { type Result, done, refuse } from "../../kit/brand.ts";
import { isoWithOffset } from "../../kit/time.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { AccountProfile } from "../catalogue/ordering-records.ts";
import type { Site } from "../catalogue/records.ts";
import type { OrderId } from "../ids.ts";
import { profileAt, siteBy } from "../menus/profiles.ts";
import { type Context, changeable, finish } from "../order/change.ts";
import type { NewOrder } from "../order/input.ts";
import { type LineIds, makeLine } from "../order/lines.ts";
import { makeOption } from "../order/options.ts";
import type { Line, OnlineFacts, Order, OrderCustomer, OrderOption, OrderType } from "../order/order.ts";
import type { OrderRefusal } from "../order/refusals.ts";
import type { OrderAsked } from "./asked.ts";
import { collectionCodeOf } from "./collection-code.ts";
import { fullName } from "./consumer.ts";
import type { Content } from "./content.ts";
import { type Failure, failures, invalidTask, unknownProfile } from "./reasons.ts";
import type { OrderTask } from "./task.ts";

/** The way of ordering that a code names; undefined when none is named. */
export const profileNamed = (
  code: string | null,
  catalogue: Catalogue,
  site: Site,
): Result<AccountProfile | undefined, Failure> => {
  if (code === null) return done(undefined);
  const profile = profileAt(catalogue, site, code);
  return profile ? done(profile) : refuse(unknownProfile(code));
};

/** The catalogue as a way of ordering sees it: with its prices at the site. */
export const catalogueBy = (
  catalogue: Catalogue,
  site: Site,
  profile: AccountProfile | undefined,
): Readonly<{ catalogue: Catalogue; site: Site }> => {
  const priced = siteBy(site, profile);
  if (priced === site) return { catalogue, site };
  return {
    catalogue: catalogue.after([{ kind: "site", id: site.id, record: priced }], catalogue.version),
    site: priced,
  };
};

export type Placing = Readonly<{
  task: OrderTask;
  asked: OrderAsked;
  content: Content;
  site: Site;
  profile: AccountProfile | undefined;
  customer: OrderCustomer | null;
  orderId: OrderId;
  zone: string;
}>;

/** A new order as the venue's own rules take it. */
export const newOrderOf = (placing: Placing): NewOrder => {
  const { task, asked, content, site, profile, customer, zone } = placing;
  const online = onlineFacts(placing);
  return {
    siteId: site.id,
    lines: content.lines,
    options: content.options,
    payments: [],
    originalOrderId: null,
    passThruPrinting: false,
    passThruRegisterId: null,
    status: "SUBMITTED",
    online,
    ...(asked.profileCode !== null && { profileCode: asked.profileCode }),
    notes: notesOf(asked, online, customer),
    guests: asked.guests,
    table: asked.table,
    orderType: orderTypeOf(asked, profile),
    staffId: asked.staffId,
    customerId: customer?.id ?? null,
    placedAt: isoWithOffset(task.createdAt, zone),
    fulfilAt: asked.collectAt,
  };
};

const onlineFacts = ({ task, asked, profile, orderId }: Placing): OnlineFacts => ({
  api: "kseries",
  kind: asked.kind,
  addonId: task.addonId,
  endpointId: task.endpointId,
  reference: task.reference,
  collectionCode: asked.collectionCode ?? (isLocal(asked, profile) ? null : collectionCodeOf(orderId)),
  collectAt: asked.collectAt,
  deliveryAddress: asked.deliveryAddress,
});

/** Whether the guests have it where they sit. */
const isLocal = ({ kind }: OrderAsked, profile: AccountProfile | undefined): boolean =>
  profile ? profile.deliveryMode === "NONE" && kind === "LOCAL" : kind === "LOCAL";

const orderTypeOf = (asked: OrderAsked, profile: AccountProfile | undefined): OrderType => {
  if (profile?.orderType) return profile.orderType;
  if (profile?.deliveryMode === "DELIVERY") return "Delivery";
  if (isLocal(asked, profile)) return "Dine in";
  return profile === undefined && asked.deliveryAddress !== null ? "Delivery" : "Takeaway";
};

/** What the venue's people have to know and have no other place for, a line each. */
const notesOf = (asked: OrderAsked, online: OnlineFacts, customer: OrderCustomer | null): string | null => {
  const { consumer, note } = asked;
  const { deliveryAddress: to, collectionCode } = online;
  const where = to && [to.addressLine1, to.addressLine2, [to.zip, to.city].filter(Boolean).join(" ")].filter(Boolean);
  const lines = [
    note,
    consumer.notes,
    customer ? null : `For ${[fullName(consumer), consumer.phone].filter(Boolean).join(", ")}`,
    where && where.length > 0 ? `Deliver to ${where.join(", ")}` : null,
    collectionCode && `Collection code ${collectionCode}`,
  ].filter(Boolean);
  return lines.length > 0 ? lines.join("\n") : null;
};

/** An open account with more on it: new lines, a note, and the guest where none was known. */
export const withMore = (
  order: Order,
  content: Content,
  asked: OrderAsked,
  customer: OrderCustomer | null,
  context: Context,
): Result<Order, Failure> => {
  if (!changeable(order).ok) return refuse(failures.accountClosed);
  const site = context.catalogue.site(order.siteId)!; // sites stay for good
  const ids: LineIds = { made: order.linesMade, orderId: order.id };
  const lines: Line[] = [];
  const options: OrderOption[] = [];
  for (const line of content.lines) {
    const made = makeLine(line, context.catalogue, site, ids);
    if (!made.ok) return refuse(refused(made.error));
    lines.push(made.value);
  }
  for (const option of content.options) {
    const number = order.options.length + options.length + 1;
    const made = makeOption(option, number, context.catalogue, site, ids);
    if (!made.ok) return refuse(refused(made.error));
    options.push(made.value.option);
    lines.push(...made.value.lines);
  }
  const after: Order = {
    ...order,
    lines: [...order.lines, ...lines],
    options: [...order.options, ...options],
    linesMade: ids.made,
    notes: [order.notes, asked.note].filter(Boolean).join("\n") || null,
    customer: order.customer ?? customer,
  };
  const finished = finish(order, after, { kind: "new_lines" }, context);
  return finished.ok ? finished : refuse(refused(finished.error));
};

/** What the order's own rules refuse that no sentence of the vendor's speaks of. */
export const refused = (refusal: OrderRefusal): Failure => {
  if (refusal.kind === "unknown" && refusal.field === "staff_member_id") return failures.staffNotFound;
  if (refusal.kind === "amount_too_large") return invalidTask("The order's total is too large");
  if (refusal.kind === "too_many_lines") return invalidTask("Too many items");
  return invalidTask(`Order not possible (${refusal.kind})`);
};
