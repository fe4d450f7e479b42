import type { IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../http/errors.ts";
import type { PageTools } from "../http/server.ts";
import { PasswordsBusy } from "../kit/passwords.ts";
import { OAuthError } from "./errors.ts";
import { errorPage } from "../pages/error.ts";

/** What an endpoint outside of the APIs answers: a page, JSON, or a way to go on. */
export type PageAnswer = Readonly<{
  status: number;
  html?: string;
  json?: object;
  location?: string;
  headers?: Readonly<Record<string, string | string[]>>;
  /** Where the page's forms may end up besides here, once they are sent: browsers follow their redirects only there. */
  formsTo?: string;
}>;

export type PageAsk = Readonly<{
  raw: IncomingMessage;
  /** Path and query, as a browser can be sent back to them. */
  url: string;
  /** The endpoint's own path, as it was registered. */
  path: string;
  params: Readonly<Record<string, string>>;
  body: Buffer | undefined;
  /** Root of this server's own addresses, without a slash at the end. */
  base: string;
  /** Whether the browser came over TLS. */
  secure: boolean;
  /** The address that the request came from. */
  address: string;
  requestId: string;
  /** Milliseconds of the process. */
  startedAt: number;
}>;

export type Endpoint = Readonly<{
  /** Label in log and metrics. */
  id: string;
  method: "GET" | "POST";
  paths: readonly string[];
  /** How errors are shown: to people, or to programs in the form of RFC 6749 §5.2. */
  speaks: "html" | "json";
  handle(ask: PageAsk): Promise<PageAnswer>;
}>;

/** The part of an endpoint that answers, wherever it is. */
type Answering = Pick<Endpoint, "id" | "speaks" | "handle">;

/** Something that a person should see on a page of its own instead of what they wanted. */
export class PageError extends Error {
  readonly status: number;
  readonly title: string;
  readonly hint: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** A way on, for people who are signed in. */
  back: Readonly<{ path: string; label: string }> | undefined;

  constructor(
    status: number,
    title: string,
    says: string,
    hint?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(says);
    this.name = "PageError";
    this.status = status;
    this.title = title;
    this.hint = hint;
    this.headers = headers;
  }

  withWayBack(path: string, label: string): this {
    this.back = { path, label };
    return this;
  }
}

/** Nothing runs, nothing is loaded from elsewhere, nobody frames it (RFC 9700 §4.16). */
const policy = (formsTo: string | undefined): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action 'self'${formsTo ? ` ${formsTo}` : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");

const always = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** The address as a path of this server: without a host (RFC 9112 §3.2.2), and never one that browsers take for a host. */
const ownUrl = (url = "/"): string => url.replace(/^https?:\/\/[^/?]*/i, "").replace(/^\/*/, "/");

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** For every path, what answers the methods that it does not have: 405 with Allow (RFC 9110 §15.5.6). */
const wrongMethods = (endpoints: readonly Endpoint[]) => {
  const known = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    for (const path of endpoint.paths) known.set(path, [...(known.get(path) ?? []), endpoint]);
  }
  return [...known].map(([path, here]) => {
    const has = new Set<string>(here.map(({ method }) => method));
    const allow = [...has, ...(has.has("GET") ? ["HEAD"] : [])].join(", ");
    const says = `Allowed here: ${allow}.`;
    const { speaks } = here[0]!;
    return {
      path,
      methods: [...METHODS.filter((method) => !has.has(method)), ...(has.has("GET") ? [] : ["HEAD"])],
      id: `${here[0]!.id}.wrong_method`,
      speaks,
      handle: () =>
        Promise.reject(
          speaks === "json"
            ? new OAuthError("invalid_request", says, 405, { allow })
            : new PageError(405, "That did not work", says, undefined, { allow }),
        ),
    };
  });
};

/** Registers endpoints. Whatever fails becomes a page or an OAuth error; nothing about secrets is written down. */
export const registerEndpoints = (app: FastifyInstance, tools: PageTools, endpoints: readonly Endpoint[]): void => {
  const answerTo = async (endpoint: Answering, request: FastifyRequest, requestId: string, startedAt: number) => {
    const base = tools.baseUrl(request.raw);
    const url = ownUrl(request.raw.url);
    try {
      return await endpoint.handle({
        raw: request.raw,
        url,
        path: request.routeOptions.url ?? "",
        params: request.params as Record<string, string>,
        body: Buffer.isBuffer(request.body) ? request.body : undefined,
        base,
        secure: base.startsWith("https:"),
        address: tools.addressOf(request.raw),
        requestId,
        startedAt,
      });
    } catch (error) {
      const known = foreseen(error);
      if (!known) tools.log.failed(requestId, endpoint.id, error);
      return endpoint.speaks === "json" ? jsonError(known) : pageError(known, requestId);
    }
  };
  const handlerOf =
    (endpoint: Answering) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const startedAt = performance.now();
      const id = tools.newId();
      const { raw } = request;
      const answer = await answerTo(endpoint, request, id, startedAt);
      await send(reply, answer, id);
      const { status, json } = answer;
      const ms = performance.now() - startedAt;
      tools.log.finished({ id, route: endpoint.id, method: raw.method ?? "", tenant: null, status, ms });
      // Whose it is stands in the request itself, which is read when somebody looks.
      if (tools.requests && endpoint.id.startsWith("oauth.")) {
        tools.requests.keep({
          raw,
          url: raw.url ?? "/",
          route: endpoint.id,
          company: null,
          addonId: null,
          status,
          ms,
          requestId: id,
          told: reply.getHeaders(),
          body: Buffer.isBuffer(request.body) ? request.body : undefined,
          answer: json && Buffer.from(JSON.stringify(json)),
        });
      }
    };
  for (const endpoint of endpoints) {
    const handler = handlerOf(endpoint);
    for (const path of endpoint.paths) app.route({ method: endpoint.method, url: path, handler });
  }
  for (const wrong of wrongMethods(endpoints)) {
    app.route({ method: wrong.methods, url: wrong.path, handler: handlerOf(wrong) });
  }
};

const send = async (reply: FastifyReply, answer: PageAnswer, id: string): Promise<void> => {
  void reply.code(answer.status).headers({ "x-request-id": id, ...always, ...answer.headers });
  // RFC 6749 §5.1 wants both of what holds tokens; most of the rest is nobody else's to keep either.
  if (reply.getHeader("cache-control") === always["cache-control"]) void reply.header("pragma", "no-cache");
  if (answer.location !== undefined) void reply.header("location", answer.location);
  if (answer.html !== undefined) {
    void reply.headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy(answer.formsTo),
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
  } else if (answer.json !== undefined) {
    void reply.header("content-type", "application/json; charset=utf-8");
  }
  await reply.send(answer.html ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
};

const foreseen = (error: unknown): OAuthError | PageError | undefined => {
  if (error instanceof OAuthError || error instanceof PageError) return error;
  if (error instanceof PasswordsBusy) {
    const says = "Many people are signing in at this moment.";
    return new PageError(503, "One moment, please", says, "Try again in a few seconds.", { "retry-after": "5" });
  }
  if (error instanceof HttpError && error.status < 500) {
    return new PageError(error.status, "That did not work", error.message, undefined, error.headers);
  }
  return undefined;
};

const jsonError = (known: OAuthError | PageError | undefined): PageAnswer => {
  const code = known instanceof OAuthError ? known.code : known ? "invalid_request" : "server_error";
  const description = known?.message ?? "Something went wrong here. The request id helps to find out what.";
  return {
    status: known?.status ?? 500,
    json: { error: code, error_description: description },
    headers: known?.headers ?? {},
  };
};

const pageError = (known: OAuthError | PageError | undefined, requestId: string): PageAnswer => {
  const page = known instanceof PageError ? known : undefined;
  return {
    status: known?.status ?? 500,
    html: errorPage({
      title: page?.title ?? "Something went wrong",
      says: known?.message ?? "This was our fault, not yours.",
      hint: page?.hint ?? "Go back and try again. If it happens again, tell us the number below.",
      ...(page?.back && { back: page.back }),
      requestId,
    }),
    headers: known?.headers ?? {},
  };
};
