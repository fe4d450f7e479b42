import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { type Actor, type CompanyId, type Principal, parseId } from "../domain/ids.ts";
import { refuse } from "../kit/brand.ts";
import type { OnceKey, Replay, Storage, StoredAnswer } from "../storage/storage.ts";
import { isJsonType, readJson } from "./body.ts";
import { type Caller, type Callers, challenge, mayDo, withoutBasic } from "./callers.ts";
import { etagOfBytes, matchesEtag } from "./conditional.ts";
import { HttpError, notFound } from "./errors.ts";
import { CACHE_CONTROL, JSON_TYPE, keepHot } from "./hot.ts";
import { type RunningKeys, askedFor, keyUsedOtherwise, onceKey } from "./once.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { RenderedOrders } from "./rendered.ts";
import type { RequestKeeper } from "./request-keeper.ts";
import type { RequestLog } from "./request-log.ts";
import type { Answer, Ask, Dialect, Route, StillIn } from "./route.ts";
import { sendStream } from "./stream.ts";
import { isCsrfOf, isFromElsewhere, sessionOf } from "./session-cookie.ts";
import { check } from "./validate.ts";

export type Incoming = Readonly<{
  raw: IncomingMessage;
  response: ServerResponse;
  id: string;
  /** As it came, before the `.json` ending was taken off. */
  url: string;
  suffixed: boolean;
  params: Readonly<Record<string, string>>;
  query: unknown;
  body: Buffer | undefined;
  startedAt: number;
}>;

export type ServeParts = Readonly<{
  storage: Storage;
  callers: Callers;
  limiter: RateLimiter;
  rendered: RenderedOrders;
  running: RunningKeys;
  log: RequestLog;
  /** Keeps what add-ons asked, for the request log; undefined where that is switched off. */
  requests: RequestKeeper | undefined;
  baseUrl: (request: IncomingMessage) => string;
  addressOf: (request: IncomingMessage) => string;
}>;

/** What is known so far of a request, for its log line, whatever becomes of it. */
type Trace = { company: CompanyId | null; caller: Caller | null; headers: Record<string, string> };

/**
 * Takes one matched request through the guard, the checks and its handler to the answer. The order of the steps is
 * the order in which refusals win: who (401), how often (429), how to answer (406), whether at all (403), whose (404),
 * what type (400), then the content.
 */
export const serve = async (route: Route, dialect: Dialect, incoming: Incoming, parts: ServeParts): Promise<void> => {
  const trace: Trace = { company: null, caller: null, headers: {} };
  let answer: Answer;
  try {
    answer = await answerTo(route, dialect, incoming, parts, trace);
  } catch (error) {
    if (!(error instanceof HttpError)) parts.log.failed(incoming.id, route.id, error);
    answer = errorAnswer(error, dialect, incoming, parts.storage.clock());
  }
  if (answer.cause !== undefined) parts.log.failed(incoming.id, route.id, answer.cause);
  const { status, told, bytes } = answer.stream
    ? {
        status: await sendStream(
          answer,
          incoming,
          trace.headers,
          stillIn(route, incoming, parts, trace.caller),
          (error) => parts.log.failed(incoming.id, route.id, error),
        ),
        told: {},
        bytes: undefined,
      }
    : send(answer, incoming, trace.headers, route);
  const { rendered } = answer;
  if (rendered && trace.caller && !parts.limiter.on && incoming.raw.method === "GET") {
    keepHot(incoming, rendered, trace.caller, route.id, parts.rendered);
  }
  const ms = performance.now() - incoming.startedAt;
  const { id, raw, url, body } = incoming;
  parts.log.finished({ id, route: route.id, method: raw.method ?? "", tenant: trace.company, status, ms });
  if (parts.requests && route.audience === "addon") {
    const { company = null, addonId = null } = trace.caller ?? {};
    const answered = {
      raw,
      url,
      route: route.id,
      company,
      addonId,
      status,
      ms,
      requestId: id,
      told,
      body,
      answer: bytes,
    };
    parts.requests.keep(answered);
  }
};

const answerTo = async (
  route: Route,
  dialect: Dialect,
  incoming: Incoming,
  parts: ServeParts,
  trace: Trace,
): Promise<Answer> => {
  const { raw, params } = incoming;
  const { headers } = raw;
  const caller = route.audience === "public" ? null : await callerOf(route, raw, parts);
  trace.caller = caller;
  if (caller) {
    const { allowed, headers: told } = parts.limiter.take(caller);
    trace.headers = { ...told };
    if (!allowed) throw new HttpError(429, "rate_limit", "Limit exceeded");
  }
  const produced = Object.values(route.responses).flatMap(({ type }) => type ?? []);
  if (!acceptable(headers.accept, incoming.suffixed, dialect, produced)) {
    throw new HttpError(406, "not_acceptable", "Name the format: end the path in .json, or accept application/json.");
  }
  if (caller) checkAllowed(route, caller, params);
  const who = caller ? bindCompany(caller, params["company"]) : (null as never);
  trace.company = who?.company ?? null;
  const once =
    route.idempotent && caller
      ? onceKey(headers["idempotency-key"], caller, askedFor(route.id, params), incoming.body)
      : undefined;

  const prepare = (): Ask<never, never, never> => ({
    params: checkParams(route, params) as never,
    query: (route.query ? check(route.query, incoming.query) : {}) as never,
    body: readBody(route, incoming) as never,
    who,
    caller: caller as Caller,
    base: parts.baseUrl(raw),
    url: incoming.url,
    suffix: incoming.suffixed ? ".json" : "",
    headers: headers as Record<string, string | undefined>,
    once,
    requestId: incoming.id,
    address: parts.addressOf(raw),
  });
  return once ? answerOnce(route, dialect, incoming, parts, who, once, prepare) : route.handle(prepare());
};

/** Who calls; people may come with their browser's session instead of a header. Throws HttpError 401, 403. */
const callerOf = async (route: Route, raw: IncomingMessage, parts: ServeParts): Promise<Caller> => {
  const { authorization } = raw.headers;
  if (route.audience !== "operator") return parts.callers.of(authorization);
  const base = parts.baseUrl(raw);
  const session = authorization === undefined ? sessionOf(raw, base.startsWith("https:")) : undefined;
  let caller: Caller;
  try {
    caller = await parts.callers.of(session === undefined ? authorization : `Bearer ${session}`);
  } catch (error) {
    throw withoutBasic(error);
  }
  if (session === undefined || route.method === "GET") return caller;
  const sent = raw.headers["x-csrf-token"];
  if (isFromElsewhere(raw, base) || !isCsrfOf(session, Array.isArray(sent) ? sent[0] : sent)) {
    throw new HttpError(403, "csrf", "Send the session's csrf_token as X-CSRF-Token, from our own pages.");
  }
  return caller;
};

/** Whether the caller is of the right kind and may do what the route does. Throws HttpError 403 (RFC 6750 §3.1). */
const checkAllowed = (
  { audience, permission, alsoBy }: Route,
  caller: Caller,
  params: Readonly<Record<string, string>>,
): void => {
  if (caller.kind !== audience) {
    const whose = audience === "operator" ? "the venue's own" : "an add-on's";
    throw new HttpError(403, "forbidden", `These credentials are not for ${whose} routes.`);
  }
  if (mayDo(caller, permission) || (alsoBy && mayDo(caller, alsoBy(params)))) return;
  const names = [permission].flat();
  throw new HttpError(
    403,
    "insufficient_scope",
    `This needs the permission ${names.join(" or ")}.`,
    { permission },
    challenge("insufficient_scope", `, scope="${names.join(" ")}"`),
  );
};

/** Whether the caller of a long answer would still be let in: looked up again when anything about access has changed. */
const stillIn = (route: Route, { raw, params }: Incoming, parts: ServeParts, first: Caller | null): StillIn => {
  const { storage } = parts;
  let caller = first;
  const again = async (): Promise<boolean> => {
    try {
      caller = await callerOf(route, raw, parts);
      checkAllowed(route, caller, params);
      return true;
    } catch (error) {
      if (error instanceof HttpError) return false;
      throw error;
    }
  };
  return () => !caller || (caller.live && caller.until > storage.clock() && storage.hears()) || again();
};

/** A request with a key: one at a time, and what it is answered is stored even when it never reached its command. */
const answerOnce = async (
  route: Route,
  dialect: Dialect,
  incoming: Incoming,
  parts: ServeParts,
  who: Principal,
  once: OnceKey,
  prepare: () => Ask<never, never, never>,
): Promise<Answer> => {
  const release = parts.running.take(who.company, once);
  try {
    let ask: Ask<never, never, never>;
    try {
      ask = prepare();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const stored = storedOf(errorAnswer(error, dialect, incoming, parts.storage.clock()));
      const answer = (): StoredAnswer => stored;
      const replay = await parts.storage.transactOnce(who.company, { ...once, answer, failure: answer }, () =>
        Promise.resolve(refuse("not acceptable")),
      );
      return answerOfReplay(replay);
    }
    return await route.handle(ask);
  } finally {
    release();
  }
};

/** An answer in the form in which it is stored under a key. */
export const storedOf = ({ status, body, headers = {} }: Answer): StoredAnswer => ({
  status,
  headers,
  body: body === undefined ? null : JSON.stringify(body),
});

/** What goes out for a key: the stored answer, or the refusal of a key that was used for something else. */
export const answerOfReplay = (replay: Replay): Answer => {
  if (replay.kind === "other_payload") throw keyUsedOtherwise();
  const { status, headers, body } = replay.answer;
  const again: Record<string, string> = replay.replayed ? { "idempotent-replayed": "true" } : {};
  const { cause } = replay;
  const answer = { status, headers: { ...headers, ...again }, ...(cause !== undefined && { cause }) };
  return body === null ? answer : { ...answer, bytes: { type: JSON_TYPE, content: Buffer.from(body) } };
};

const acceptable = (
  accept: string | undefined,
  suffixed: boolean,
  dialect: Dialect,
  produced: readonly string[],
): boolean =>
  dialect.acceptsJson(accept, suffixed) ||
  (produced.length > 0 && (accept === undefined || produced.some((type) => accept.includes(type))));

const actorOf = (caller: Caller): Actor =>
  caller.kind === "addon"
    ? { kind: "addon", addonId: caller.addonId! }
    : { kind: "operator", staffId: caller.staffId!, registerId: caller.registerId };

/** The one company this request can reach. Another one's id is as good as none. */
const bindCompany = (caller: Caller, asked: string | undefined): Principal => {
  if (asked !== undefined && asked !== "me" && parseId<CompanyId>(asked) !== caller.company) throw notFound("company");
  return { company: caller.company, actor: actorOf(caller) };
};

/** A path segment that is no id is a path that does not exist. */
const checkParams = (route: Route, params: Readonly<Record<string, string>>): unknown => {
  if (!route.params) return {};
  const parsed = (route.params as z.ZodType).safeParse(params);
  if (!parsed.success) throw notFound();
  return parsed.data;
};

const readBody = (route: Route, { raw, body }: Incoming): unknown => {
  if (!route.body) return undefined;
  if (!isJsonType(raw.headers["content-type"])) {
    throw new HttpError(400, "unsupported_content_type", "Send the body as Content-Type: application/json.", {
      content_type: raw.headers["content-type"] ?? null,
    });
  }
  return check(route.body, readJson(body));
};

/** The answer to a request that failed; what was not foreseen is told by its request id only. */
export const errorAnswer = (
  error: unknown,
  dialect: Dialect,
  { id, url }: Pick<Incoming, "id" | "url">,
  at: number,
): Answer => {
  const known = error instanceof HttpError ? error : undefined;
  const status = known?.status ?? 500;
  const code = known?.code ?? "server_error";
  const description = known?.message ?? "Something went wrong here. The request id helps to find out what.";
  const path = url.split("?", 1)[0]!;
  const body = dialect.errorBody({ status, code, description, detail: known?.detail ?? {}, requestId: id, path, at });
  return typeof body === "string"
    ? {
        status,
        bytes: { type: "text/plain; charset=utf-8", content: Buffer.from(body) },
        headers: known?.headers ?? {},
      }
    : { status, body, headers: known?.headers ?? {} };
};

/** What went out: a 200 may have become a 304. */
type Sent = Readonly<{ status: number; told: Readonly<Record<string, string | number>>; bytes: Buffer | undefined }>;

const send = (answer: Answer, incoming: Incoming, extra: Readonly<Record<string, string>>, route: Route): Sent => {
  const { raw, response, id } = incoming;
  const headers: Record<string, string | number> = { "x-request-id": id, ...extra, ...answer.headers };
  const readable = (route.method === "GET" || raw.method === "HEAD") && answer.status === 200;
  const pretty = raw.headers["x-pretty-print"] === "1";
  let content = contentOf(answer, pretty);
  let { status } = answer;
  if (readable && content) {
    const given = answer.etag ?? answer.rendered?.etag;
    const etag = given === undefined ? etagOfBytes(content.bytes) : pretty ? prettyEtag(given) : given;
    headers["etag"] = etag;
    headers["cache-control"] ??= CACHE_CONTROL;
    if (matchesEtag(raw.headers["if-none-match"], etag)) {
      status = 304;
      content = undefined;
    }
  }
  if (content) {
    headers["content-type"] = content.type;
    headers["content-length"] = content.bytes.length;
  } else if (status !== 204 && status !== 304) {
    headers["content-length"] = 0;
  }
  response.writeHead(status, headers);
  response.end(content?.bytes);
  return { status, told: headers, bytes: content?.bytes };
};

/** Indented bytes are other bytes, so they have an ETag of their own. */
const prettyEtag = (etag: string): string => `${etag.slice(0, -1)}-p"`;

const contentOf = (answer: Answer, pretty: boolean): { type: string; bytes: Buffer } | undefined => {
  if (answer.bytes) return { type: answer.bytes.type, bytes: answer.bytes.content };
  if (answer.rendered) {
    const { json } = answer.rendered;
    const bytes = pretty ? Buffer.from(JSON.stringify(JSON.parse(json.toString()), null, 2)) : json;
    return { type: JSON_TYPE, bytes };
  }
  if (answer.body === undefined) return undefined;
  return { type: JSON_TYPE, bytes: Buffer.from(JSON.stringify(answer.body, null, pretty ? 2 : undefined)) };
};
