import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { AddonId, StaffId } from "../../../../domain/ids.ts";
import type { Order } from "../../../../domain/order/order.ts";
import { type Route, route } from "../../../../http/route.ts";
import type { StoredEvent } from "../../../../storage/storage.ts";
import { type AddonNames, addonNames } from "../../orders/operator-shape.ts";
import { pageQuery } from "../../paging.ts";
import { listOf, outId } from "../../resources/venue-wire.ts";
import { stamp } from "../../wire.ts";
import { nameOf } from "../wire.ts";
import { ORDER, orderParams, register } from "./fields.ts";
import { type RegisterOrderParts, factsFor } from "./parts.ts";
import { UNTOLD, eventWords } from "./timeline-words.ts";

const EventOut = z.object({
  id: outId,
  at: z.string(),
  type: z.string(),
  version: z.int().meta({ description: "The order's version that came of it." }),
  by: z.object({
    kind: z.enum(["staff", "addon", "system"]),
    id: outId.nullable(),
    name: z.string(),
  }),
  says: z.string().meta({ description: "What happened, in a sentence." }),
  data: z.record(z.string(), z.unknown()).meta({ description: "What the sentence was made from." }),
});

/** Something that happened to an order. */
export type TimelineEvent = z.output<typeof EventOut>;

/** Rows of a page. */
const PAGE_SIZE = 100;

type Data = Readonly<Record<string, unknown>>;
type By = TimelineEvent["by"];

const byShape = (by: unknown, catalogue: Catalogue, addons: AddonNames): By => {
  const { kind, id } = (by ?? {}) as Partial<Readonly<{ kind: string; id: number }>>;
  if (kind === "staff" && id !== undefined) return { kind, id, name: nameOf(catalogue, id as StaffId) ?? "" };
  if (kind === "addon" && id !== undefined) return { kind, id, name: addons.get(id as AddonId) ?? "" };
  return { kind: "system", id: null, name: "Servery" };
};

const addonsOf = (events: readonly StoredEvent[]): { addonId: AddonId | null }[] =>
  events.map(({ data }) => {
    const by = (data as Data)["by"] as Partial<Readonly<{ kind: string; id: number }>> | undefined;
    return { addonId: by?.kind === "addon" ? (by.id as AddonId) : null };
  });

/** What became of an order, from the beginning. */
export const timelineRoutes = ({ storage }: RegisterOrderParts): readonly Route[] => [
  route({
    ...register,
    id: "operator.orders.timeline",
    summary: "Get the time line of an order",
    description: "Everything that happened to it, the oldest first. Pages of 100.",
    method: "GET",
    path: `${ORDER}/timeline`,
    permission: "orders:read",
    params: orderParams,
    query: z.object(pageQuery),
    responses: { 200: { description: "What happened, when, and who did it.", schema: z.array(EventOut) } },
    async handle(ask) {
      const { company } = ask.who;
      const { order, catalogue } = await factsFor(storage, company, ask.params.order);
      const events = worthTelling(await storage.reads(company).events(order.id), order);
      const addons = await addonNames(storage, addonsOf(events));
      const row = (event: StoredEvent) => eventShape(event, order, catalogue, addons);
      return listOf(ask, PAGE_SIZE, events, row);
    },
  }),
];

/** Without changes of which nothing is told but that another event of the same change tells all: of a new status, say. */
const worthTelling = (events: readonly StoredEvent[], order: Order): readonly StoredEvent[] => {
  const told = (event: StoredEvent): boolean => eventWords(event.type, event.data as Data, order) !== "";
  const versions = new Set(events.filter(told).map(({ version }) => version));
  return events.filter((event) => told(event) || !versions.has(event.version));
};

const eventShape = (
  { id, type, version, createdAt, data: all }: StoredEvent,
  order: Order,
  catalogue: Catalogue,
  addons: AddonNames,
) => {
  const { by, removed, ...rest } = all as Data;
  // The kitchen's own copy of what was taken off has whole lines; its ids stand beside it.
  const data = removed === undefined || type === "order.kitchen_print" ? rest : { ...rest, removed };
  return {
    id,
    at: stamp(createdAt, order.timezone),
    type,
    version,
    by: byShape(by, catalogue, addons),
    says: eventWords(type, all as Data, order) || UNTOLD,
    data,
  };
};
