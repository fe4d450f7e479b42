import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import type { Json, TestServery } from "../../support/servery.ts";

export type Received = Readonly<{
  method: string;
  headers: IncomingHttpHeaders & Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  json: Json;
}>;
export type Reply = Readonly<{ status: number; headers?: Record<string, string>; body?: string }>;

/** A real HTTP server that keeps what it is sent, by path, and answers 200 unless told otherwise. */
export class Receiver {
  url = "";
  private readonly got = new Map<string, Received[]>();
  private readonly replies = new Map<string, (nth: number) => Reply>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      const body = Buffer.concat(chunks);
      const list = this.at(path);
      list.push({
        method: request.method ?? "",
        headers: request.headers,
        body,
        json: JSON.parse(body.toString()),
      });
      const { status, headers = {}, body: text = "ok" } = this.replies.get(path)?.(list.length) ?? { status: 200 };
      response.writeHead(status, headers).end(text);
    });
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  at(path: string): Received[] {
    const list = this.got.get(path) ?? [];
    this.got.set(path, list);
    return list;
  }

  /** How requests to a path are answered; `nth` counts from 1. */
  reply(path: string, reply: (nth: number) => Reply): void {
    this.replies.set(path, reply);
  }

  /** Waits until so many requests have come to a path. */
  async soon(path: string, count = 1): Promise<Received[]> {
    await until(() => this.at(path).length >= count, `${count} requests at ${path}`);
    return this.at(path);
  }
}

/** Waits for something that is bound to come. */
export const until = async (check: () => Promise<boolean> | boolean, what: string): Promise<void> => {
  for (let i = 0; i < 400; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect.fail(`waited in vain for ${what}`);
};

/** A receiver for the length of a suite. */
export const withReceiver = (): Receiver => {
  const receiver = new Receiver();
  beforeAll(() => receiver.open());
  afterAll(() => receiver.close());
  return receiver;
};

/** Registers a webhook over the API and answers its id. */
export const register = async (servery: TestServery, body: Record<string, unknown>, auth?: string): Promise<number> => {
  const made = await servery.ask("webhooks", { method: "POST", body, ...(auth !== undefined && { auth }) });
  expect([made.status, made.text]).toEqual([201, ""]);
  return Number(/\/webhooks\/(\d+)$/.exec(made.headers.get("location") ?? "")?.[1]);
};

/** Waits until everything that has happened so far was sent and written down. */
export const settled = ({ storage }: TestServery): Promise<void> =>
  until(async () => {
    const waiting = new Error("an event waits");
    const fannedOut = await storage.deliveries
      .fanOut(1, () => Promise.reject(waiting))
      .then(
        () => true,
        (error: unknown) => {
          if (error !== waiting) throw error;
          return false;
        },
      );
    return fannedOut && (await storage.jobs.waiting()).size === 0;
  }, "quiet");

/** Lets time pass for the server until `check` holds: it looks at its jobs every second. */
export const passing = async (servery: TestServery, ms: number, check: () => boolean, what: string): Promise<void> => {
  const { clock } = servery;
  const real = clock.now;
  clock.now = () => real() + ms;
  await until(check, what);
};
