import { z } from "zod";
import type { SiteId } from "../../../domain/ids.ts";
import { HttpError, badRequest, notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { EVENTS_KEPT_MS } from "../../../live/catch-up.ts";
import { FEEDS_OF_SESSION_MAX, type FeedRefusal, type Feeds } from "../../../live/feeds.ts";
import type { Storage } from "../../../storage/storage.ts";
import { id } from "../wire.ts";
import { LiveEventOut } from "./live-shape.ts";
import { ownSession } from "./own-session.ts";
import { NO_STORE } from "./wire.ts";

export type LiveParts = Readonly<{ storage: Storage; feeds: Feeds }>;

const RETRY_AFTER_SECONDS = 5;
const KEPT_DAYS = EVENTS_KEPT_MS / (24 * 3_600_000);

const refusals: Readonly<Record<FeedRefusal, () => HttpError>> = {
  too_many_of_session: () =>
    new HttpError(429, "rate_limit", `This session has ${FEEDS_OF_SESSION_MAX} feeds open already.`),
  too_many: () => busy("All feeds of this server are taken."),
  stopping: () => busy("This server is stopping."),
};
const busy = (says: string): HttpError =>
  new HttpError(503, "busy", says, {}, { "retry-after": String(RETRY_AFTER_SECONDS) });

/** The id of an event as a client says it back. Throws HttpError 400. */
const eventId = (text: string, field: string): number => {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(id)) return id;
  throw badRequest(`${field}: must be the id of an event`, { field });
};

/** What happens at the venue, as it happens, for its screens. */
export const liveRoutes = ({ storage, feeds }: LiveParts): readonly Route[] => [
  route({
    id: "operator.events",
    summary: "Hear of events as they happen",
    description: [
      "Server-sent events. Each has the event's type as `event`, its id as `id`, and JSON as `data`.",
      "A feed that is opened again with the last id in `Last-Event-ID` first gets what it missed; browsers do so by themselves. An event can come twice, and ids need not rise, but none is left out.",
      `After more than ${KEPT_DAYS} days, the event \`reset\` comes instead: load again what you show.`,
      "The feed of a site also has the events that are about no site in particular. Comment lines come every 15 seconds. The feed ends with the session.",
    ].join("\n\n"),
    tag: "Live feed",
    method: "GET",
    path: "/admin/api/events",
    audience: "operator",
    permission: "orders:read",
    query: z.object({
      site: id<SiteId>().optional().meta({ description: "Only what concerns this site." }),
      last_event_id: z.string().optional().meta({ description: "For clients that cannot set `Last-Event-ID`." }),
    }),
    responses: {
      200: { description: "The events, without end.", type: "text/event-stream", schema: LiveEventOut },
      429: { description: "Too many feeds of this session." },
      503: { description: "Too many feeds on this server; `Retry-After` says when to try again." },
    },
    async handle(ask) {
      const { company } = ask.who;
      const { site: siteId, last_event_id: asked } = ask.query;
      if (siteId !== undefined && !(await storage.reads(company).catalogue()).site(siteId)) throw notFound("site");
      const told = ask.headers["last-event-id"] || undefined; // browsers send none before the first event
      const lastId =
        told !== undefined
          ? eventId(told, "Last-Event-ID")
          : asked === undefined
            ? undefined
            : eventId(asked, "last_event_id");
      const opened = await feeds.open({ company, siteId, lastId, session: ownSession(ask).hash });
      if (!opened.ok) throw refusals[opened.error]();
      return {
        status: 200,
        headers: { ...NO_STORE, "x-accel-buffering": "no" },
        stream: { type: "text/event-stream", run: opened.value.run },
      };
    },
  }),
];
