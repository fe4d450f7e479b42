import { setMaxListeners } from "node:events";
import { Agent, type Dispatcher } from "undici";
import type { AskingClient, OutgoingClient, Sent } from "../outgoing.ts";
import { asText, keptHeaders, readUpTo } from "./answer.ts";
import { guardedDialer } from "./dialer.ts";
import { type Failure, Unsent, failureOf } from "./failure.ts";
import { type Lookup, hostLookup } from "./lookup.ts";
import type { Reach } from "./reach.ts";
import { readTarget } from "./target.ts";

const TIMEOUT_MS = 15_000;
const ANSWER_MAX_BYTES = 16 * 1024;
/** Many endpoints may be at one origin, and the slow ones among them must leave connections for the others. */
const CONNECTIONS_PER_ORIGIN = 256;
const IDLE_MS = 4_000;
const IDLE_MAX_MS = 30_000;

/** These say how the message is framed and where it goes, which is ours to say (RFC 9110 §7.6.1, RFC 9112 §6). */
const ownHeaders: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export type GuardedOptions = Readonly<{
  reach: Reach;
  /** For one attempt from the look-up of the name to the last byte of the answer. */
  timeoutMs?: number;
  /** How much of an answer's body is kept. */
  answerMaxBytes?: number;
  connectionsPerOrigin?: number;
  /** In place of the name servers, for tests. */
  lookup?: Lookup;
  /** A certificate authority to trust beside the usual ones. */
  ca?: string;
}>;

/**
 * The client for every address that somebody outside has named: it goes no farther than `reach` allows, follows no
 * redirect, unpacks nothing, and is done with each attempt when its time is over, whatever the other side does.
 */
export const guardedClient = ({
  reach,
  timeoutMs = TIMEOUT_MS,
  answerMaxBytes = ANSWER_MAX_BYTES,
  connectionsPerOrigin = CONNECTIONS_PER_ORIGIN,
  lookup,
  ca,
}: GuardedOptions): OutgoingClient & AskingClient => {
  const names = hostLookup(reach);
  const dialer = guardedDialer({ reach, lookup: lookup ?? names.lookup, timeoutMs, ...(ca !== undefined && { ca }) });
  const agent = new Agent({
    connect: dialer.connect,
    connections: connectionsPerOrigin,
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MAX_MS,
    headersTimeout: 0, // an attempt has one time limit for everything
    bodyTimeout: 0,
  });
  const underWay = new Set<AbortController>();
  let closed = false;

  const attempt = async <T>(
    request: Omit<Dispatcher.RequestOptions, "origin" | "path">,
    address: string,
    signal: AbortSignal | undefined,
    read: (answer: Dispatcher.ResponseData) => Promise<T>,
  ): Promise<T | Failure> => {
    const target = readTarget(address, reach);
    if (!target.ok) return { why: "forbidden", says: target.error };
    if (closed || signal?.aborted) return stopped;
    const { origin, pathname, search } = target.value;

    const ending = new AbortController();
    const stop = (): void => ending.abort(new Unsent(stopped.why, stopped.says));
    const timer = setTimeout(
      () => ending.abort(new Unsent("timeout", `There was no complete answer within ${timeoutMs / 1_000} seconds.`)),
      timeoutMs,
    );
    underWay.add(ending);
    if (signal) setMaxListeners(0, signal); // the worker has one for all its attempts; each takes its listener away again
    signal?.addEventListener("abort", stop, { once: true });
    // undici hears of an abort only once it has a connection, so that is waited for here.
    const ended = new Promise<never>((_, reject) => {
      ending.signal.addEventListener("abort", () => reject(ending.signal.reason as Unsent), { once: true });
    });
    try {
      const exchange = agent.request({ ...request, origin, path: pathname + search, signal: ending.signal }).then(read);
      return await Promise.race([exchange, ended]);
    } catch (error) {
      return failureOf(ending.signal.aborted ? ending.signal.reason : error);
    } finally {
      clearTimeout(timer);
      underWay.delete(ending);
      signal?.removeEventListener("abort", stop);
    }
  };

  const readHead =
    (maxBytes: number) =>
    async ({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Sent> => ({
      kind: "answer",
      status: statusCode,
      headers: keptHeaders(headers),
      head: asText(await readUpTo(body, maxBytes)),
    });

  return {
    check(address) {
      const target = readTarget(address, reach);
      return target.ok ? undefined : target.error;
    },

    async post({ url, headers, body, signal }) {
      const request = { method: "POST", headers: sentHeaders(headers), body } as const;
      const sent = await attempt(request, url, signal, readHead(answerMaxBytes));
      return "why" in sent ? { kind: "failed", ...sent } : sent;
    },

    async ask({ url, headers, maxBytes }) {
      const request = { method: "GET", headers: sentHeaders(headers) } as const;
      const sent = await attempt(request, url, undefined, readHead(maxBytes));
      return "why" in sent ? { kind: "failed", ...sent } : sent;
    },

    async get(url, maxBytes) {
      const got = await attempt({ method: "GET", headers: sentHeaders({}) }, url, undefined, async (answer) => {
        const { statusCode, headers, body } = answer;
        const plain = [undefined, "identity"].includes(headers["content-encoding"]?.toString());
        const usable = statusCode === 200 && plain && !(Number(headers["content-length"]) > maxBytes);
        const { bytes, cut } = await readUpTo(body, usable ? maxBytes : 0);
        return { bytes: usable && !cut ? bytes : undefined };
      });
      return "why" in got ? undefined : got.bytes;
    },

    async close() {
      closed = true;
      for (const ending of underWay) ending.abort(new Unsent(stopped.why, stopped.says));
      names.close();
      dialer.close();
      await agent.destroy();
    },
  };
};

const stopped: Failure = { why: "stopped", says: "The server is stopping." };

/** Names in lower case, so that none is sent twice: of two that differ in case only, the later one is meant. */
const sentHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !ownHeaders.has(name)),
  ),
  "accept-encoding": "identity",
});
