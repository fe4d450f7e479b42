import { z } from "zod";
import type { ReservationCommands } from "../../../commands/reservations.ts";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import type { Reservation } from "../../../domain/reservations/reservation.ts";
import { badRequest, notFound } from "../../../http/errors.ts";
import { type Ask, type Route, route } from "../../../http/route.ts";
import type { Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { OutgoingClient } from "../../../webhooks/outgoing.ts";
import { locationOf } from "../locations.ts";
import { bodyLong } from "../wire.ts";
import { SCOPE } from "./asking.ts";
import { legacyPlatform } from "./planner.ts";
import { type Purpose, TOPIC, basicOf, purposeOf, register } from "./registrations.ts";

/** The older way: an endpoint that hears of orders, and guests of whom is told when they sit. */

export type LegacyParts = Readonly<{
  storage: Storage;
  outgoing: Pick<OutgoingClient, "check">;
  reservations: ReservationCommands;
}>;

const MISSING = "must be a text that is not empty";

/** Without blanks: it is part of keys. */
const endpointId = z
  .string({ error: MISSING })
  .regex(/^[^\s\p{Cc}]{1,100}$/u, { error: "must be 1 to 100 characters without blanks" })
  .meta({ description: "A name of your own choice, for instance your company's." });
const maybe = (max: number) => z.string().max(max).nullish();

const EndpointIn = z.object({
  endpointId,
  url: z.string({ error: MISSING }).min(1, { error: MISSING }).max(2_000),
  withBasicAuth: z.boolean().nullish(),
  username: maybe(255),
  password: maybe(1_000),
});
const EndpointOut = z.strictObject({
  endpointId: z.string(),
  url: z.string(),
  withBasicAuth: z.boolean(),
  username: z.string().nullable(),
  password: z.string().nullable(),
});

const CheckinIn = z.object({
  businessLocationId: bodyLong("The business location's id."),
  endPointId: endpointId,
  reservationReference: z
    .string({ error: MISSING })
    .regex(/^[^\s\p{Cc}]{1,100}$/u, { error: "must be 1 to 100 characters without blanks" }),
  table: z.string({ error: MISSING }).min(1, { error: MISSING }).max(255),
  customerCount: z.int({ error: "must be a whole number" }).min(1).max(2_147_483_647),
  customerInfo: z
    .object({
      firstName: maybe(255),
      lastName: maybe(255),
      email: maybe(255),
      contactNumberAsE164: maybe(255),
      notes: maybe(4_000),
      rating: z.number().nullish(),
      thirdPartyReference: maybe(255),
      vip: z.boolean().nullish(),
    })
    .nullish(),
  notes: z
    .array(z.object({ note: maybe(4_000) }))
    .max(100)
    .nullish(),
  specialOffer: maybe(4_000),
});
const CheckinOut = z.strictObject({ error: z.boolean(), errorMessage: z.string(), responseEntity: z.strictObject({}) });

type Endpoint = Extract<Purpose, { endpoint: string }>;

const HIDDEN = "…";

export const legacyRoutes = ({ storage, outgoing, reservations }: LegacyParts): readonly Route[] => {
  const doc = { tag: "Reservations (legacy)", audience: "addon", permission: SCOPE } as const;

  /** An add-on's endpoint. */
  const endpointNamed = async (
    company: CompanyId,
    addonId: AddonId | null,
    name: string,
  ): Promise<Readonly<{ webhook: Webhook; purpose: Endpoint }> | undefined> => {
    for (const webhook of await storage.deliveries.webhooks.of(company)) {
      if (webhook.topic !== TOPIC || webhook.addonId !== addonId) continue;
      const purpose = purposeOf(webhook);
      if ("endpoint" in purpose && purpose.endpoint === name) return { webhook, purpose };
    }
    return undefined;
  };

  type Put = Ask<Record<string, never>, Record<string, never>, z.output<typeof EndpointIn>>;

  const save = async ({ who, caller, body }: Put, isNew: boolean): Promise<z.output<typeof EndpointOut>> => {
    const { endpointId: endpoint, url } = body;
    const withBasicAuth = body.withBasicAuth ?? false;
    const username = body.username ?? null;
    const password = body.password ?? null;
    if (withBasicAuth && (!username || !password)) {
      const field = username ? "password" : "username";
      throw badRequest(`${field}: must not be empty with basic authentication`, { field, value: null });
    }
    const says = outgoing.check(url);
    if (says !== undefined) throw badRequest(`url: ${says}`, { field: "url", value: url });
    const known = await endpointNamed(who.company, caller.addonId, endpoint);
    if (!isNew && !known) throw notFound("endpoint");
    const headers: Record<string, string> = withBasicAuth ? { authorization: basicOf(username!, password!) } : {};
    const settings: Endpoint = { endpoint, withBasicAuth, username };
    const facts = { address: url, headers, settings, active: true, addonId: caller.addonId ?? (0 as AddonId) };
    await register(storage, who.company, known?.webhook, facts);
    return { endpointId: endpoint, url, withBasicAuth, username, password };
  };

  return [
    route({
      ...doc,
      id: "kseries.reservations.legacy.webhook.create",
      summary: "Register a webhook endpoint",
      description: "An endpoint that is there already is replaced. Platforms have a newer way: their profile.",
      method: "PUT",
      path: "/r/wh/1/webhook",
      body: EndpointIn,
      responses: { 200: { description: "As it was registered.", schema: EndpointOut } },
      handle: async (ask) => ({ status: 200, body: await save(ask, true) }),
    }),
    route({
      ...doc,
      id: "kseries.reservations.legacy.webhook.update",
      summary: "Update a webhook endpoint",
      method: "POST",
      path: "/r/wh/1/webhook",
      body: EndpointIn,
      responses: { 200: { description: "As it is registered now.", schema: EndpointOut } },
      handle: async (ask) => ({ status: 200, body: await save(ask, false) }),
    }),
    route({
      ...doc,
      id: "kseries.reservations.legacy.webhook.get",
      summary: "Get a webhook endpoint (ours)",
      description: "The password is not shown again.",
      method: "GET",
      path: "/r/wh/1/webhook/:reservationEndpointId",
      params: z.object({ reservationEndpointId: z.string() }),
      responses: { 200: { description: "The endpoint.", schema: EndpointOut } },
      async handle({ who, caller, params }) {
        const known = await endpointNamed(who.company, caller.addonId, params.reservationEndpointId);
        if (!known) throw notFound("endpoint");
        const { endpoint, withBasicAuth, username } = known.purpose;
        const password = withBasicAuth ? HIDDEN : null;
        return {
          status: 200,
          body: { endpointId: endpoint, url: known.webhook.address, withBasicAuth, username, password },
        };
      },
    }),
    route({
      ...doc,
      id: "kseries.reservations.legacy.checkin",
      summary: "Seat the guests of a reservation",
      description:
        "Orders that are opened at the table are theirs from then on, and are told to the endpoint. What the venue cannot do is an answer with `error`.",
      method: "POST",
      path: "/r/reservation/1/checkin",
      body: CheckinIn,
      responses: { 200: { description: "Whether the guests sit.", schema: CheckinOut } },
      async handle({ who, caller, body }) {
        const { siteId, arrival } = await arrivalOf(who.company, caller.addonId, body);
        const seated = await reservations.checkIn(who.company, { ...arrival, siteId });
        const errorMessage = seated.ok ? "" : seated.error.says;
        return { status: 200, body: { error: !seated.ok, errorMessage, responseEntity: {} } };
      },
    }),
  ];

  /** Reads who has come. Throws HttpError 404 for a location or an endpoint that is not there. */
  async function arrivalOf(company: CompanyId, addonId: AddonId | null, body: z.output<typeof CheckinIn>) {
    const catalogue = await storage.reads(company).catalogue();
    const { id: siteId } = locationOf(catalogue, body.businessLocationId);
    if (!(await endpointNamed(company, addonId, body.endPointId))) throw notFound("endpoint");
    const info = body.customerInfo;
    const now = storage.clock();
    const arrival: Omit<Reservation, "covers" | "paidAt" | "createdAt" | "updatedAt"> = {
      platform: legacyPlatform(body.endPointId),
      restaurant: String(siteId),
      id: body.reservationReference,
      siteId,
      addonId: addonId ?? (0 as AddonId),
      status: "SEATED",
      partySize: body.customerCount,
      tables: [body.table],
      guest: {
        platformGuestId: info?.thirdPartyReference ?? "",
        firstName: info?.firstName ?? "",
        lastName: info?.lastName ?? null,
        email: info?.email ?? null,
        phone: info?.contactNumberAsE164 ?? null,
        walkIn: false,
        foodAndDrinkNotes: null,
        notes: info?.notes ?? null,
        language: null,
        allergens: [],
        dietaryRestrictions: [],
      },
      liability: null,
      notes: (body.notes ?? []).flatMap(({ note }) => note ?? []).join("\n") || null,
      specialOffer: body.specialOffer ?? null,
      tags: info?.vip ? ["VIP"] : [],
      guestRequest: null,
      expectedDuration: null,
      scheduledAt: now,
      saidAt: now,
      sequence: null,
    };
    return { siteId, arrival };
  }
};
