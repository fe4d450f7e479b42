import { type Socket, connect } from "node:net";

/**
 * A load generator for keep-alive HTTP/1.1 that costs so little that the server is what is measured. It knows only
 * what the benchmarks need: whole requests as bytes, answers with a Content-Length (or none, as 204 and 304 have).
 */
export type Load = Readonly<{
  port: number;
  /** Connections, each with one request under way. */
  clients: number;
  /** The n-th request of this run, from 0, as it goes over the wire. */
  request: (n: number) => Buffer;
  /** The only status that is no failure of the benchmark. */
  expect: number;
  /** When to stop: after so many requests, or so many seconds. */
  until: Readonly<{ requests: number }> | Readonly<{ seconds: number }>;
}>;

export type Loaded = Readonly<{
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  max: number;
  /** The share of one processor that the generator itself used: near 1, it and not the server is the limit. */
  generator: number;
  /** Body bytes of the last answer. */
  bodyBytes: number;
}>;

const HEAD_END = "\r\n\r\n";
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/** Puts the load on and measures. Throws when an answer has another status, or a connection breaks. */
export const load = async ({ port, clients, request, expect, until }: Load): Promise<Loaded> => {
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const most = "requests" in until ? until.requests : Infinity;
  const end = "seconds" in until ? start + until.seconds * 1000 : Infinity;
  let sent = 0;
  let bodyBytes = 0;

  const client = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentAt = 0;
      let held: Buffer | undefined;
      const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
      const next = (): void => {
        if (sent >= most || performance.now() >= end) {
          socket.destroy();
          resolve();
          return;
        }
        sentAt = performance.now();
        socket.write(request(sent++));
      };
      socket.once("connect", next);
      socket.once("error", reject);
      socket.once("end", () => reject(new Error("the server closed a connection")));
      socket.on("data", (chunk: Buffer) => {
        const bytes = held ? Buffer.concat([held, chunk]) : chunk;
        held = bytes;
        const headEnd = bytes.indexOf(HEAD_END);
        if (headEnd < 0) return;
        const head = bytes.toString("latin1", 0, headEnd);
        const length = Number(LENGTH.exec(head)?.[1] ?? 0);
        if (bytes.length < headEnd + HEAD_END.length + length) return;
        const now = performance.now();
        times.push(now - sentAt);
        held = undefined;
        bodyBytes = length;
        if (Number(head.slice(9, 12)) !== expect) {
          socket.destroy();
          reject(new Error(`answered ${bytes.toString("utf8", 0, 600)}`));
          return;
        }
        next();
      });
    });
  await Promise.all(Array.from({ length: clients }, client));

  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sorted = Float64Array.from(times).sort();
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    generator: (user + system) / 1e6 / seconds,
    bodyBytes,
  };
};

/** A request as bytes. */
export const requestBytes = (
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Buffer => {
  const all = {
    host: "127.0.0.1",
    accept: "application/json",
    ...headers,
    ...(body !== undefined && {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}${HEAD_END}${body ?? ""}`);
};

export const median = (values: readonly number[]): number => {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  return sorted.length === 0 ? NaN : (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
};
