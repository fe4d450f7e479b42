import { z } from "zod";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import { MASK, redactUrl } from "../../../http/redact.ts";
import type { KeptRequest } from "../../../http/request-keeper.ts";
import { id } from "../wire.ts";

/** Which requests the request log shows: whose they are, and what the list is narrowed to. */

export const findFields = {
  addon_id: id<AddonId>().optional(),
  status: z
    .string({ error: "must be a status such as 404, or 4xx" })
    .regex(/^[1-5](?:\d\d|xx)$/i, { error: "must be a status such as 404, or 4xx" })
    .optional()
    .meta({ description: "A status, or a hundred of them: `4xx`." }),
  route: z
    .string({ error: "must be given once" })
    .max(100, { error: "must not be longer than 100 characters" })
    .optional()
    .meta({ description: "The name of a route, or its beginning: `orders.` is all about orders." }),
  method: z
    .string({ error: "must be given once" })
    .regex(/^[A-Za-z]{3,7}$/, { error: "must be a method such as GET" })
    .optional(),
  q: z
    .string({ error: "must be given once" })
    .max(200, { error: "must not be longer than 200 characters" })
    .optional()
    .meta({ description: "Part of the path, or of a request id." }),
};

type Find = z.output<z.ZodObject<typeof findFields>>;

const isOAuth = (route: string): boolean => route.startsWith("oauth.");

/** How a request's secrets are hidden. */
export const redactionOf = ({ route }: KeptRequest, mask = MASK) => ({ mask, oauth: isOAuth(route) });

export const pathOf = (request: KeptRequest): string => redactUrl(request.url, redactionOf(request));

export const finds = (find: Find): ((request: KeptRequest) => boolean) => {
  const status = find.status?.toLowerCase();
  const method = find.method?.toUpperCase();
  const q = find.q?.toLowerCase();
  const matches = (request: KeptRequest): boolean =>
    (find.addon_id === undefined || request.addonId === find.addon_id) &&
    (status === undefined || String(request.status) === status || `${String(request.status)[0]}xx` === status) &&
    (find.route === undefined || request.route.startsWith(find.route)) &&
    (method === undefined || request.method === method);
  return (request) =>
    matches(request) &&
    // Searched as it is shown: a search must not find out what is hidden.
    (q === undefined || `${pathOf(request)} ${request.requestId}`.toLowerCase().includes(q));
};

/** The header of a request, its name in lower case. */
export const headerOf = ({ sent }: KeptRequest, name: string): string | undefined => {
  for (let i = 0; i + 1 < sent.length; i += 2) if (sent[i]!.toLowerCase() === name) return sent[i + 1];
  return undefined;
};

const BASIC = /^basic\s+(\S+)/i;

/** The client that a request of nobody known says it is of. */
export const clientOf = (request: KeptRequest): string | undefined => {
  const [, credentials] = BASIC.exec(headerOf(request, "authorization") ?? "") ?? [];
  if (credentials !== undefined) {
    const text = Buffer.from(credentials, "base64").toString();
    return decodeURIComponentSafely(text.slice(0, Math.max(0, text.indexOf(":"))));
  }
  if (!isOAuth(request.route)) return undefined;
  const cut = request.url.indexOf("?");
  const inQuery = cut < 0 ? null : new URLSearchParams(request.url.slice(cut + 1)).get("client_id");
  return inQuery ?? new URLSearchParams(request.body?.toString("utf8") ?? "").get("client_id") ?? undefined;
};

const decodeURIComponentSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // RFC 6749 §2.3.1 wants it encoded, not every client does it
  }
};

/** Whether a request of nobody known was meant for a company: its path names it, or one of its add-ons sent it. */
export const isMeantFor = (company: CompanyId, clientIds: ReadonlySet<string>): ((request: KeptRequest) => boolean) => {
  const below = new RegExp(`^/v1/companies/${company}(?:[/.?]|$)`);
  return (request) => {
    if (below.test(request.url)) return true;
    const client = clientOf(request);
    return client !== undefined && clientIds.has(client);
  };
};
