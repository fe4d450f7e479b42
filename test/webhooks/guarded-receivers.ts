import { readFileSync } from "node:fs";
import { type RequestListener, createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, type Server, type Socket, createServer as createTcp } from "node:net";
import { afterEach } from "vitest";
import { type GuardedOptions, guardedClient } from "../../src/webhooks/guarded/client.ts";
import type { OutgoingClient, Sent } from "../../src/webhooks/outgoing.ts";

const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

export type Receiver = Readonly<{ port: number; url: string; connections: () => number }>;

/** A server on loopback that ends with the test, whatever connections it has. */
const listen = async (server: Server, scheme: string, event = "connection"): Promise<Receiver> => {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.on("error", () => undefined).on("close", () => sockets.delete(socket)));
  });
  server.on(event, () => count++);
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endings.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `${scheme}://127.0.0.1:${port}`, connections: () => count };
};

export const httpReceiver = (answer: RequestListener): Promise<Receiver> => listen(createHttp(answer), "http");

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");

/** For localhost and 127.0.0.1, signed by itself. */
export const certificate = fixture("tls-cert.pem");

export const httpsReceiver = (answer: RequestListener): Promise<Receiver> =>
  listen(createHttps({ cert: certificate, key: fixture("tls-key.pem") }, answer), "https");

/** Answers with whatever bytes the test writes, once something has come in. */
export const tcpReceiver = (answer: (socket: Socket) => void): Promise<Receiver> =>
  listen(
    createTcp((socket) => socket.once("data", () => answer(socket))),
    "http",
  );

export const client = (options: Partial<GuardedOptions> = {}): OutgoingClient => {
  const made = guardedClient({ reach: "loopback", timeoutMs: 5_000, ...options });
  endings.push(() => made.close());
  return made;
};

export const post = (
  to: OutgoingClient,
  url: string,
  headers: Record<string, string> = { "content-type": "application/json" },
  signal: AbortSignal = new AbortController().signal,
): Promise<Sent> => to.post({ url, headers, body: Buffer.from('{"id":1}'), signal });
