import { z } from "zod";
import type { CompanyId } from "../../../domain/ids.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Delivery } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../resources/venue-wire.ts";
import { type AddressCheck, checkAddress } from "../webhooks/addresses.ts";
import { id, pathId, text } from "../wire.ts";
import { askFields, toAsk } from "./deliveries-ask.ts";
import { COMPANY, found, locationOf } from "./wire.ts";

/** How many deliveries one request sends again. */
const REPLAY_MAX = 1_000;

/** To be told that there is something to do. */
export type JobsAdded = Readonly<{ kick(): void }>;
export type ReplayParts = Readonly<{ storage: Storage; outgoing: AddressCheck; events: JobsAdded }>;

const address = text(2_048).optional().meta({ description: "Sends it there instead of where it went." });
const anObject = { error: "must be an object" };

const ReplayIn = z.object({ address }, anObject);
const RangeIn = z.object(
  {
    ids: z
      .array(id<number>(), { error: "must be a list of ids" })
      .max(REPLAY_MAX, { error: `must not have more than ${REPLAY_MAX} entries` })
      .optional(),
    ...askFields,
    address,
  },
  anObject,
);

/** Sending again what was sent before: the same bytes, signed anew, as a delivery of its own. */
export const replayRoutes = ({ storage, outgoing, events }: ReplayParts): readonly Route[] => {
  const { deliveries } = storage;
  const doc = { tag: "Deliveries", method: "POST", audience: "operator", permission: "deliveries:write" } as const;
  const path = `${COMPANY}/deliveries`;

  const replay = async (company: CompanyId, chosen: readonly Delivery[], to: string | undefined) => {
    const ids = chosen.map((delivery) => delivery.id);
    if (ids.length === 0) return [];
    const made = await deliveries.replay(company, ids, storage.clock(), to);
    events.kick();
    return made;
  };

  /** Those that somebody would still take: not of a registration that was switched off or removed. */
  const takers = async (company: CompanyId, chosen: readonly Delivery[], to: string | undefined) => {
    if (to !== undefined) return chosen;
    const all = await deliveries.webhooks.of(company);
    const active = new Set(all.filter((webhook) => webhook.active).map((webhook) => webhook.id));
    return chosen.filter(({ webhookId }) => webhookId === null || active.has(webhookId));
  };

  const chosenBy = async (company: CompanyId, body: z.output<typeof RangeIn>): Promise<readonly Delivery[]> => {
    if (body.ids) {
      const those = await Promise.all([...new Set(body.ids)].map((one) => deliveries.get(company, one)));
      return those.map((delivery) => found(delivery, "delivery"));
    }
    if (body.from === undefined) throw badRequest("Give the ids of deliveries, or from.", { field: "from" });
    const { company: facts } = await storage.reads(company).catalogue();
    const { rows, more } = await deliveries.list(company, toAsk(body, facts.timezone), { size: REPLAY_MAX });
    if (more) throw badRequest(`There are more than ${REPLAY_MAX} of them: choose fewer.`, { field: "from" });
    return onceEach(rows.filter(({ state }) => state !== "waiting"));
  };

  return [
    route({
      ...doc,
      id: "operator.deliveries.replay",
      summary: "Send a delivery again",
      path: `${path}/:delivery/replay`,
      params: z.object({ delivery: pathId() }),
      body: ReplayIn,
      responses: {
        201: { description: "On its way.", schema: z.object({ id: outId }) },
        400: { description: "Nobody takes it there." },
      },
      async handle(ask) {
        const { company } = ask.who;
        const delivery = found(await deliveries.get(company, ask.params.delivery), "delivery");
        checkAddress(outgoing, "address", ask.body.address);
        const chosen = await takers(company, [delivery], ask.body.address);
        const [made] = await replay(company, chosen, ask.body.address);
        if (made === undefined) {
          throw badRequest("Its webhook is switched off or gone: switch it on, or give an address.", {
            field: "address",
          });
        }
        return { status: 201, body: { id: made }, headers: locationOf(ask, `deliveries/${made}`) };
      },
    }),
    route({
      ...doc,
      id: "operator.deliveries.replayMany",
      summary: "Send many deliveries again",
      description: `Named by their ids, or by a range of time and what else a list can be narrowed by; at most ${REPLAY_MAX}. In a range, what still waits is left out, and what was sent several times goes once.`,
      path: `${path}/replay`,
      body: RangeIn,
      responses: {
        201: {
          description: "How many are on their way.",
          schema: z.object({
            replayed: z.int(),
            left_out: z.int().meta({ description: "Those whose webhook is switched off or gone." }),
            ids: z.array(outId).meta({ description: "The new deliveries, in the order of their events." }),
          }),
        },
        400: { description: "Too many, or no bound at all." },
      },
      async handle({ who: { company }, body }) {
        checkAddress(outgoing, "address", body.address);
        const asked = await chosenBy(company, body);
        const chosen = await takers(company, asked, body.address);
        const ids = await replay(company, chosen, body.address);
        return { status: 201, body: { replayed: ids.length, left_out: asked.length - chosen.length, ids } };
      },
    }),
  ];
};

/** What goes to one address for one event goes once, however often it went before; newest first as they come. */
const onceEach = (deliveries: readonly Delivery[]): Delivery[] => {
  const kept = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    kept.set(`${delivery.eventId} ${delivery.webhookId} ${delivery.topic} ${delivery.address}`, delivery);
  }
  return [...kept.values()];
};
