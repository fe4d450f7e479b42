import type { ServerResponse } from "node:http";
import type { z } from "zod";
import type { Principal } from "../domain/ids.ts";
import type { OnceKey } from "../storage/storage.ts";
import type { Caller } from "./callers.ts";

/**
 * What a handler answers. `body` becomes JSON; `rendered` is JSON that was made before; `bytes` is anything else.
 * `etag` names the version of what is shown; without one, a GET's ETag is taken from its bytes.
 */
export type Answer = Readonly<{
  status: number;
  body?: unknown;
  rendered?: Rendered;
  bytes?: Readonly<{ type: string; content: Buffer }>;
  etag?: string;
  /** An answer that goes on: its head goes out at once, and then whatever `run` writes until it resolves. */
  stream?: Readonly<{ type: string; run: (to: ServerResponse, stillIn: StillIn) => Promise<void> }>;
  headers?: Readonly<Record<string, string>>;
  /** What went wrong unforeseen, for the log: the client is told nothing of it. */
  cause?: unknown;
}>;

/** Whether the caller of a long answer may still be told things; a promise only where access has to be looked at again. */
export type StillIn = () => boolean | Promise<boolean>;

/** JSON text ready to be sent, with its ETag; `live` turns false when what it shows has changed. */
export type Rendered = {
  readonly json: Buffer;
  readonly etag: string;
  live: boolean;
};

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a handler is given: everything checked, the company bound. */
export type Ask<P, Q, B> = Readonly<{
  params: P;
  query: Q;
  body: B;
  who: Principal;
  caller: Caller;
  /** Absolute URL of this server's root, without a slash at the end. */
  base: string;
  /** Path and query as they came, with `.json` where the client wrote it. */
  url: string;
  /** "" or ".json", as the client wrote it: Location headers follow the habit. */
  suffix: string;
  headers: Readonly<Record<string, string | undefined>>;
  once: OnceKey | undefined;
  requestId: string;
  /** The network address that the request came from. */
  address: string;
}>;

/** `type` is a media type other than JSON, or several, of which the caller's Accept header chooses. */
export type ResponseDoc = Readonly<{ description: string; schema?: z.ZodType; type?: string | readonly string[] }>;

/** Who may call a route at all: add-ons over the public API, people of the venue, or anybody. */
export type Audience = "addon" | "operator" | "public";

/** One name, or several of which any one will do. */
export type Permission = string | readonly string[];

export type RouteDoc = Readonly<{
  /** Stable name: operation id, log and metric label. */
  id: string;
  summary: string;
  description?: string;
  tag: string;
  method: Method;
  /** With `:name` for parameters. `:company` is bound by the guard and is no parameter of the handler. */
  path: string;
  /** For a path with a wildcard: some of the paths it stands for, which the reference shows instead. */
  shownAs?: readonly string[];
  audience: Audience;
  /**
   * What the caller must be allowed to do: a Kounta permission, a K-Series scope, or a list of which any one will do;
   * "none" is for anybody let in.
   */
  permission: Permission;
  /** One more permission that opens the route, made of its path: a reservation platform has a scope of its own. */
  alsoBy?: (params: Readonly<Record<string, string>>) => string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** How large the body may be where that is more than elsewhere. */
  bodyMaxBytes?: number;
  /** Whether an Idempotency-Key is honoured. */
  idempotent?: boolean;
  responses: Readonly<Record<number, ResponseDoc>>;
}>;

/** One declaration: path, authentication, permission, validation, responses, OpenAPI and handler. */
export type Route = RouteDoc & Readonly<{ handle: (ask: Ask<never, never, never>) => Promise<Answer> }>;

type Out<T> = T extends z.ZodType ? z.output<T> : Record<string, never>;

/** Declares a route; the handler's `params`, `query` and `body` have the types of their schemas. */
export const route = <
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declaration: Omit<RouteDoc, "params" | "query" | "body"> & {
    params?: P;
    query?: Q;
    body?: B;
    handle: (ask: Ask<Out<P>, Out<Q>, Out<B>>) => Promise<Answer>;
  },
): Route => declaration as unknown as Route;

/** What an error is, before a dialect gives it its shape. */
export type ErrorFacts = Readonly<{
  status: number;
  code: string;
  description: string;
  detail: object;
  requestId: string;
  /** The path that was asked for, without its query. */
  path: string;
  /** Epoch milliseconds. */
  at: number;
}>;

/** The conventions of an API that all its routes share; see ARCHITECTURE.md for the whole way of a request. */
export type Dialect = Readonly<{
  name: string;
  /** Paths that begin so belong to the dialect. */
  prefixes: readonly string[];
  /** The body of an error: an object becomes JSON, a text goes out as it is. */
  errorBody(error: ErrorFacts): unknown;
  /** The form of that body for a status and a path, for the reference; without it, the form all errors here have. */
  errorSchema?(status: number, path: string): z.ZodType;
  /** Media types that the dialect answers in, besides what a route says of itself. */
  acceptsJson(accept: string | undefined, suffixed: boolean): boolean;
}>;
