import { z } from "zod";
import { reservationCommands } from "../../../../commands/reservations.ts";
import type { CompanyId, SiteId } from "../../../../domain/ids.ts";
import type { Reservation, ReservationRef } from "../../../../domain/reservations/reservation.ts";
import { reservationStatuses } from "../../../../domain/reservations/status.ts";
import type { VenueRefusal } from "../../../../domain/reservations/venue.ts";
import { HttpError, badRequest, notFound } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import type { Result } from "../../../../kit/brand.ts";
import { snakeName } from "../../../../kit/case.ts";
import { dayIn, startOfDay } from "../../../../kit/time.ts";
import { answerWith } from "../../orders/once.ts";
import { id, requireDay } from "../../wire.ts";
import { COMPANY, found, locationOf } from "../wire.ts";
import { askedPage, listQuery, pageAnswer, searched } from "./list.ts";
import {
  ReservationChangeIn,
  ReservationIn,
  ReservationOut,
  refOf,
  reservationId,
  reservationShape,
  toBooking,
  toVenueUpdate,
  zoneOf,
} from "./reservations-shape.ts";
import type { RecordParts } from "./routes.ts";

/** A day's reservations are read whole, so that they can be searched; more than a company has. */
const DAY_MAX = 2_000;
const A_DAY_MS = 86_400_000;

type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; about?: (refusal: R) => object }>;
type RefusalTable = { readonly [K in VenueRefusal["kind"]]: Row<Extract<VenueRefusal, { kind: K }>> };

/** What this API says to each refusal. A new refusal does not compile until it has its line. */
const table: RefusalTable = {
  reservation_not_found: { status: 404, says: () => "The requested reservation was not found." },
  changed: {
    status: 409,
    says: () => "It was changed by somebody else meanwhile. Load it again.",
    about: ({ version }) => ({ version }),
  },
  status_not_allowed: {
    status: 400,
    says: ({ allowed }) => `status: its platform takes only ${allowed.join(", ") || "its own word"}`,
    about: () => ({ field: "status" }),
  },
  move_not_allowed: {
    status: 400,
    says: ({ from, to }) => `status: a reservation that is ${from} cannot become ${to}`,
    about: () => ({ field: "status" }),
  },
  covers_not_positive: { status: 400, says: () => "covers: must be at least 1", about: () => ({ field: "covers" }) },
  table_not_available: {
    status: 400,
    says: ({ table }) => `tables: table ${table} is not to be had`,
    about: ({ table }) => ({ field: "tables", value: table }),
  },
  said_by_platform: {
    status: 400,
    says: ({ field, platform }) => `${wireName(field)}: is changed at ${platform}, where the guests booked`,
    about: ({ field }) => ({ field: wireName(field) }),
  },
};
const wireName = (field: string): string => (field === "minutes" ? "duration_minutes" : snakeName(field));

const toError = (refusal: VenueRefusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<VenueRefusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), (about?.(refusal) ?? {}) as Record<string, unknown>);
};
const must = <T>(result: Result<T, VenueRefusal>): T => {
  if (result.ok) return result.value;
  throw toError(result.error);
};

/** The part of a path that names a reservation. Throws HttpError 404. */
const named = (text: string): ReservationRef => found(refOf(text), "reservation");

/** Reservations of a site's day: the venue's own, and those that its guests made with platforms. */
export const reservationRecordRoutes = ({ storage }: RecordParts): readonly Route[] => {
  const commands = reservationCommands(storage);
  const path = `${COMPANY}/reservations`;
  const doc = { tag: "Reservations", audience: "operator" } as const;
  const params = z.object({ reservation: z.string().regex(/^[A-Za-z0-9_-]{1,1000}$/) });
  const refused = { description: "Not possible; the error names the field." };
  const { sort: _, ...paging } = listQuery;

  const read = async (company: CompanyId, ref: ReservationRef): Promise<Reservation> => {
    const { platform, restaurant, id } = ref;
    const known = await storage.reads(company).documents.get("reservation", `${platform} ${restaurant} ${id}`);
    return found(known, "reservation");
  };

  return [
    route({
      ...doc,
      id: "operator.reservations.list",
      summary: "List the reservations of a day",
      description: "By the time they are for, the earliest first. `q` looks into names, numbers, addresses and tables.",
      method: "GET",
      path,
      permission: "orders:read",
      query: z.object({
        ...paging,
        site_id: id<SiteId>().optional(),
        date: z
          .string({ error: "must be a date such as 2013-05-29" })
          .optional()
          .meta({ format: "date", description: "By the site's clock; today unless given." }),
        status: z.enum(reservationStatuses, { error: `must be one of ${reservationStatuses.join(", ")}` }).optional(),
      }),
      responses: { 200: { description: "A page of the day's reservations.", schema: z.array(ReservationOut) } },
      async handle(ask) {
        const { site_id: siteId, date, status, q } = ask.query;
        const reads = storage.reads(ask.who.company);
        const catalogue = await reads.catalogue();
        if (siteId !== undefined && !catalogue.site(siteId)) throw notFound("site");
        const zone = siteId === undefined ? catalogue.company.timezone : zoneOf(catalogue, siteId);
        const day = date === undefined ? dayIn(storage.clock(), zone) : requireDay(date, "date");
        const from = startOfDay(day, zone);
        const to = startOfDay(dayIn(from + A_DAY_MS * 1.5, zone), zone);
        const asked = { from, to, ...(siteId !== undefined && { siteId }) };
        const { rows } = await reads.documents.list("reservation", asked, { size: DAY_MAX });
        const wanted = rows.filter((one) => status === undefined || one.status === status);
        const all = searched(wanted, textsOf, q).toSorted((a, b) => a.scheduledAt - b.scheduledAt);
        const page = askedPage(ask);
        const shown = all.slice(page.index * page.size, (page.index + 1) * page.size);
        return pageAnswer(
          ask,
          page,
          shown.map((one) => reservationShape(one, catalogue)),
          all.length,
        );
      },
    }),
    route({
      ...doc,
      id: "operator.reservations.create",
      summary: "Take a reservation",
      description: "Guests who sit down at once have the status SEATED, and their tables must be free.",
      method: "POST",
      path,
      permission: "orders:write",
      body: ReservationIn,
      idempotent: true,
      responses: { 201: { description: "The full record; Location names it.", schema: ReservationOut }, 400: refused },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return answerWith(ask, storage, {
          read() {
            const { site_id: site } = ask.body;
            if (!catalogue.site(site)) {
              throw badRequest(`site_id: there is no site ${site}`, { field: "site_id", value: site });
            }
            return commands.book(toBooking(ask.body, zoneOf(catalogue, site)));
          },
          answer: (reservation) => ({
            status: 201,
            body: reservationShape(reservation, catalogue),
            headers: locationOf(ask, `reservations/${reservationId(reservation)}`),
          }),
          refused: toError,
        });
      },
    }),
    route({
      ...doc,
      id: "operator.reservations.get",
      summary: "Get a reservation",
      method: "GET",
      path: `${path}/:reservation`,
      permission: "orders:read",
      params,
      responses: { 200: { description: "The full record.", schema: ReservationOut } },
      async handle({ who, params }) {
        const reservation = await read(who.company, named(params.reservation));
        return { status: 200, body: reservationShape(reservation, await storage.reads(who.company).catalogue()) };
      },
    }),
    route({
      ...doc,
      id: "operator.reservations.update",
      summary: "Change a reservation",
      description:
        "Partial. Of a reservation that a platform took, the venue says status, tables and covers; its platform is told.",
      method: "PUT",
      path: `${path}/:reservation`,
      permission: "orders:write",
      params,
      body: ReservationChangeIn,
      responses: {
        200: { description: "The full record.", schema: ReservationOut },
        400: refused,
        409: { description: "It was changed by somebody else meanwhile." },
      },
      async handle({ who, params, body }) {
        const ref = named(params.reservation);
        const catalogue = await storage.reads(who.company).catalogue();
        const { siteId } = await read(who.company, ref);
        const { version, ...said } = body;
        const update = toVenueUpdate(said, zoneOf(catalogue, siteId));
        const saved = must(await commands.updateReservation(who.company, ref, update, version));
        return { status: 200, body: reservationShape(saved, catalogue) };
      },
    }),
    route({
      ...doc,
      id: "operator.reservations.cancel",
      summary: "Cancel a reservation",
      description: "It stays in the day's list with the status CANCELLED.",
      method: "DELETE",
      path: `${path}/:reservation`,
      permission: "orders:write",
      params,
      responses: { 204: { description: "Cancelled." }, 400: refused },
      async handle({ who, params }) {
        must(await commands.updateReservation(who.company, named(params.reservation), { status: "CANCELLED" }));
        return { status: 204 };
      },
    }),
  ];
};

const textsOf = ({ guest, tables, notes }: Reservation): readonly [string, ...(string | null)[]] => [
  `${guest.firstName} ${guest.lastName ?? ""}`,
  guest.phone,
  guest.phone?.replace(/\D/g, "") ?? null,
  guest.email,
  notes,
  ...tables,
];
