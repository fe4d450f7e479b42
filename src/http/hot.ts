import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "./callers.ts";
import { matchesEtag } from "./conditional.ts";
import type { RenderedOrders } from "./rendered.ts";
import type { Rendered } from "./route.ts";
import type { Incoming, ServeParts } from "./serve.ts";

export const JSON_TYPE = "application/json; charset=utf-8";
export const CACHE_CONTROL = "private, no-cache";

/** Offers what was answered the long way to the fast path. */
export const keepHot = (
  { raw, url, suffixed }: Incoming,
  rendered: Rendered,
  caller: Caller,
  route: string,
  kept: RenderedOrders,
): void => {
  const { authorization, accept } = raw.headers;
  if (authorization && (suffixed || plainAccept(accept))) kept.heat(url, { rendered, caller, authorization, route });
};

const plainAccept = (accept: string | undefined): boolean => accept === "*/*" || accept === "application/json";

/**
 * The fast path: an order that was rendered before, for the same caller and URL, and has not changed since. Answers
 * false when the request has to take the long way.
 */
export const serveHot = (
  raw: IncomingMessage,
  response: ServerResponse,
  parts: ServeParts,
  trusted: () => boolean,
  newId: () => string,
): boolean => {
  if (raw.method !== "GET" || parts.limiter.on) return false;
  const { headers, url = "" } = raw;
  const { authorization } = headers;
  const hot = authorization === undefined ? undefined : parts.rendered.hotAnswer(url, authorization);
  if (!hot || !trusted() || headers["x-pretty-print"] !== undefined || hot.caller.until <= parts.storage.clock()) {
    return false;
  }
  if (!plainAccept(headers.accept) && !/^[^?]*\.json(\?|$)/.test(url)) return false;
  const startedAt = performance.now();
  const id = newId();
  const { json, etag } = hot.rendered;
  const same = matchesEtag(headers["if-none-match"], etag);
  // Name after value: the form that node writes out as it is.
  const told = ["x-request-id", id, "etag", etag, "cache-control", CACHE_CONTROL];
  if (same) {
    response.writeHead(304, told);
    response.end();
  } else {
    told.push("content-type", JSON_TYPE, "content-length", String(json.length));
    response.writeHead(200, told);
    response.end(json);
  }
  const ms = performance.now() - startedAt;
  const { route, caller } = hot;
  const status = same ? 304 : 200;
  parts.log.finished({ id, route, method: "GET", tenant: caller.company, status, ms });
  if (parts.requests && caller.kind === "addon") {
    const { company, addonId } = caller;
    const answer = same ? undefined : json;
    parts.requests.keep({
      raw,
      url,
      route,
      company,
      addonId,
      status,
      ms,
      requestId: id,
      told,
      body: undefined,
      answer,
    });
  }
  return true;
};
