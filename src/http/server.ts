import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer as createHttp } from "node:http";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import { createServer as createHttps } from "node:https";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { type Config, rateProfiles } from "../config.ts";
import type { Storage } from "../storage/storage.ts";
import { addressFrom } from "./address.ts";
import { Callers } from "./callers.ts";
import { HttpError, notFound } from "./errors.ts";
import { serveHot } from "./hot.ts";
import { RunningKeys } from "./once.ts";
import { RateLimiter } from "./rate-limit.ts";
import type { RenderedOrders } from "./rendered.ts";
import type { RequestKeeper } from "./request-keeper.ts";
import { RequestLog } from "./request-log.ts";
import type { Dialect, Method, Route } from "./route.ts";
import { type Incoming, type ServeParts, errorAnswer, serve } from "./serve.ts";

export type ServerParts = Readonly<{
  config: Config;
  storage: Storage;
  rendered: RenderedOrders;
  /** Keeps what add-ons asked; undefined where that is switched off. */
  requests: RequestKeeper | undefined;
  logger: Logger;
  /** Each dialect with its routes; the first is asked for the shape of errors outside of any. */
  dialects: readonly Readonly<{ dialect: Dialect; routes: readonly Route[] }>[];
  /** Adds what is not an API route: sign-in and consent, reference pages, screens. */
  pages?: (app: FastifyInstance, tools: PageTools) => Promise<void> | void;
}>;

/** What pages share with the API: who is who, what is written down, and how we are called. */
export type PageTools = Readonly<{
  callers: Callers;
  log: RequestLog;
  requests: RequestKeeper | undefined;
  newId: () => string;
  baseUrl: (request: IncomingMessage) => string;
  addressOf: (request: IncomingMessage) => string;
}>;

export type RunningServer = Readonly<{
  url: string;
  /** Stops taking requests, finishes those accepted, and resolves. */
  close(): Promise<void>;
}>;

/** How long requests that are under way may take to finish when the server stops. */
const GRACE_MS = 10_000;
const IDLE_LOOK_MS = 50;
const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The port is taken, or may not be used. One sentence. */
export class CannotListen extends Error {}

/** Request ids: a random start of the process, then counting; short, unique, and never worth hiding. */
const requestIds = (): (() => string) => {
  const start = randomBytes(5).toString("hex");
  let n = 0;
  return () => `${start}-${(++n).toString(36)}`;
};

/** Builds the server over a store and listens. Throws CannotListen. */
export const startServer = async (parts: ServerParts): Promise<RunningServer> => {
  const { config, storage, rendered, requests, logger } = parts;
  const newId = requestIds();
  const callers = new Callers(storage, config.oauthProfile === "vendor");
  const log = new RequestLog(logger, storage);
  const addresses = { baseUrl: baseUrlOf(config), addressOf: addressFrom(config.trustProxy) };
  const serveParts: ServeParts = {
    storage,
    callers,
    limiter: new RateLimiter(rateProfiles[config.rateLimit], storage.clock),
    rendered,
    running: new RunningKeys(),
    log,
    requests,
    ...addresses,
  };
  storage.onOrders((orders) => rendered.end(orders));
  storage.onForeignChange(() => rendered.clear());

  const suffixed = new WeakMap<IncomingMessage, { url: string; suffixed: boolean; startedAt: number }>();
  const trusted = (): boolean => storage.trustsCaches();
  const app = Fastify({
    logger: false,
    bodyLimit: config.bodyMaxBytes,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 1_000 },
    serverFactory: (handler) =>
      listenerServer(config, (raw, response) => {
        if (!serveHot(raw, response, serveParts, trusted, newId)) handler(raw, response);
      }),
    rewriteUrl(raw) {
      const url = raw.url ?? "/";
      const cut = url.indexOf("?");
      const path = cut < 0 ? url : url.slice(0, cut);
      const ends = path.endsWith(".json") && !path.startsWith("/openapi/");
      suffixed.set(raw, { url, suffixed: ends, startedAt: performance.now() });
      return ends ? path.slice(0, -5) + (cut < 0 ? "" : url.slice(cut)) : url;
    },
    frameworkErrors: (error, request, reply) => refuse(error, request.raw, reply),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  const dialectOf = (url: string): Dialect =>
    (
      parts.dialects.find(({ dialect }) => dialect.prefixes.some((prefix) => url.startsWith(prefix))) ??
      parts.dialects[0]!
    ).dialect;

  const ofAddons = parts.dialects
    .filter(({ routes }) => routes.some(({ audience }) => audience === "addon"))
    .flatMap(({ dialect }) => dialect.prefixes);
  const isOfAddons = (url: string): boolean => ofAddons.some((prefix) => url.startsWith(prefix));

  const refuse = (error: unknown, raw: IncomingMessage, reply: FastifyReply): void => {
    const id = newId();
    const { url = "/" } = raw;
    const known = asHttpError(error);
    if (!(known instanceof HttpError)) log.failed(id, "none", error);
    const answer = errorAnswer(known, dialectOf(url), { id, url }, storage.clock());
    const indent = raw.headers["x-pretty-print"] === "1" ? 2 : undefined;
    const content = answer.bytes?.content ?? Buffer.from(JSON.stringify(answer.body, null, indent));
    const told = {
      "x-request-id": id,
      ...answer.headers,
      "content-type": answer.bytes?.type ?? "application/json; charset=utf-8",
    };
    void reply.code(answer.status).headers(told).send(content);
    const outcome = { route: "none", status: answer.status, ms: 0 };
    log.finished({ id, ...outcome, method: raw.method ?? "", tenant: null });
    // Whose it is nobody has asked; a developer who mistyped a path finds it all the same.
    if (isOfAddons(url)) {
      const nobody = { company: null, addonId: null, body: undefined };
      requests?.keep({
        raw,
        url: suffixed.get(raw)?.url ?? url,
        requestId: id,
        ...outcome,
        ...nobody,
        told,
        answer: content,
      });
    }
  };
  app.setErrorHandler((error, request, reply) => refuse(error, request.raw, reply));
  app.setNotFoundHandler((request, reply) => refuse(notFound(), request.raw, reply));

  const incomingOf = (request: FastifyRequest, reply: FastifyReply): Incoming => {
    const seen = suffixed.get(request.raw);
    return {
      raw: request.raw,
      response: reply.raw,
      id: newId(),
      url: seen?.url ?? request.url,
      suffixed: seen?.suffixed ?? false,
      params: request.params as Record<string, string>,
      query: request.query,
      body: Buffer.isBuffer(request.body) ? request.body : undefined,
      startedAt: seen?.startedAt ?? performance.now(),
    };
  };
  for (const { dialect, routes } of parts.dialects) {
    register(app, routes, (route) => (request, reply) => {
      reply.hijack();
      return serve(route, dialect, incomingOf(request, reply), serveParts);
    });
  }
  operations(app, storage, log);
  await parts.pages?.(app, { callers, log, requests, newId, ...addresses });

  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await app.close();
    throw cannotListen(error, config);
  }
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return {
    url: config.publicUrl ?? `${config.tls ? "https" : "http"}://${host}:${port}`,
    async close() {
      const grace = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      // A kept-alive connection that was busy when closing began goes idle later, and nobody else closes it then.
      const idle = setInterval(() => app.server.closeIdleConnections(), IDLE_LOOK_MS);
      await app.close();
      clearTimeout(grace);
      clearInterval(idle);
    },
  };
};

const listenerServer = (config: Config, listener: RequestListener): Server => {
  const options = { keepAliveTimeout: 72_000, requestTimeout: 60_000, headersTimeout: 20_000 };
  if (!config.tls) return createHttp(options, listener);
  const { certFile, keyFile } = config.tls;
  const cert = pemOf("SERVERY_TLS_CERT", certFile);
  const key = pemOf("SERVERY_TLS_KEY", keyFile);
  try {
    return createHttps({ ...options, cert, key }, listener);
  } catch (error) {
    throw new CannotListen(
      `SERVERY_TLS_CERT and SERVERY_TLS_KEY are no certificate with its key in PEM form: ${(error as Error).message}.`,
    );
  }
};

const pemOf = (setting: string, path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CannotListen(`${setting}=${path} cannot be read (${(error as { code?: string }).code ?? "unknown"}).`);
  }
};

/** Fastify's own complaints, said in the dialect's shape. */
const asHttpError = (error: unknown): unknown => {
  const { code = "", statusCode = 500 } = error as { code?: string; statusCode?: number };
  if (error instanceof HttpError) return error;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new HttpError(413, "body_too_large", "The body is too large.");
  if (code === "FST_ERR_BAD_URL") return new HttpError(400, "bad_request", "The path is not well-formed.");
  if (code.startsWith("FST_ERR_CTP_") || (statusCode >= 400 && statusCode < 500)) {
    return new HttpError(400, "bad_request", "The request could not be read.");
  }
  return error;
};

type Handle = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Registers routes. PATCH is PUT, unless the path has a PATCH of its own. A known path answers 405 with Allow to methods
 * that it does not have.
 */
const register = (app: FastifyInstance, routes: readonly Route[], handle: (route: Route) => Handle): void => {
  const methods = new Map<string, Map<Method, Route>>();
  for (const route of routes) {
    const known = methods.get(route.path) ?? new Map<Method, Route>();
    methods.set(route.path, known.set(route.method, route));
  }
  for (const [path, known] of methods) {
    const put = known.get("PUT");
    if (put && !known.has("PATCH")) known.set("PATCH", put);
    for (const [method, route] of known) {
      const { bodyLimit = 0 } = app.initialConfig;
      const limit = route.bodyMaxBytes === undefined ? {} : { bodyLimit: Math.max(bodyLimit, route.bodyMaxBytes) };
      app.route({ method, url: path, handler: handle(route), ...limit });
    }
    const missing = METHODS.filter((method) => !known.has(method));
    if (path.endsWith("*") || missing.length === 0) continue;
    const allow = [...known.keys()].join(", ");
    app.route({
      method: missing,
      url: path,
      handler: () => {
        throw new HttpError(405, "method_not_allowed", `Allowed here: ${allow}.`, {}, { allow });
      },
    });
  }
};

const operations = (app: FastifyInstance, storage: Storage, log: RequestLog): void => {
  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await storage.ping();
      return { status: "ready", engine: storage.engine };
    } catch {
      return reply.code(503).send({ status: "the database is out of reach" });
    }
  });
  app.get("/metrics", async (_request, reply) => {
    void reply.header("content-type", log.registry.contentType);
    return log.scrape();
  });
};

/** The root of absolute addresses: the configured one, else what the client called us by. */
const baseUrlOf = (config: Config): ((request: IncomingMessage) => string) => {
  if (config.publicUrl) return () => config.publicUrl!;
  const fallback = `${config.host}:${config.port}`;
  const first = (header: string | string[] | undefined): string | undefined =>
    (Array.isArray(header) ? header[0] : header)?.split(",")[0]?.trim();
  const hostLike = (text: string | undefined): text is string => text !== undefined && /^[\w.:[\]-]{1,255}$/.test(text);
  return ({ headers }) => {
    const told = config.trustProxy ? first(headers["x-forwarded-host"]) : undefined;
    const host = hostLike(told) ? told : hostLike(headers.host) ? headers.host : fallback;
    const proto =
      (config.trustProxy ? first(headers["x-forwarded-proto"]) : undefined) ?? (config.tls ? "https" : "http");
    return `${proto === "https" ? "https" : "http"}://${host}`;
  };
};

const cannotListen = (error: unknown, { host, port }: Config): unknown => {
  const { code } = error as { code?: string };
  const why: Record<string, string> = {
    EADDRINUSE: `Port ${port} is already in use. Stop what uses it, or set SERVERY_PORT to another one.`,
    EACCES: `Port ${port} may not be used by this user. Set SERVERY_PORT to one above 1024.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set SERVERY_HOST to one that it has.`,
    ENOTFOUND: `The host name ${host} is not known. Set SERVERY_HOST to an address of this machine.`,
  };
  const sentence = code === undefined ? undefined : why[code];
  return sentence ? new CannotListen(sentence) : error;
};
