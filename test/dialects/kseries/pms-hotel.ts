import { type IncomingHttpHeaders, type ServerResponse, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { chargeFollows, chargeHandler } from "../../../src/dialects/kseries/pms/charging.ts";
import { kountaShaper } from "../../../src/dialects/kounta/webhooks/shaper.ts";
import type { Storage } from "../../../src/storage/storage.ts";
import { type Events, startEvents } from "../../../src/webhooks/events.ts";
import { guardedClient } from "../../../src/webhooks/guarded/client.ts";
import type { OutgoingClient } from "../../../src/webhooks/outgoing.ts";
import { type Answer, type Json, type TestServery } from "../../support/servery.ts";
import { type Operator, as } from "../../operator/support.ts";
import { FITZROY } from "./kseries.ts";

export type Seen = Readonly<{
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Json;
}>;
/** What the hotel does with a charge, once it is on the room or not; true when it has answered. */
export type Manner = (answer: ServerResponse, post: () => void) => void;

const json = (answer: ServerResponse, status: number, body: unknown): void => {
  answer.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

/** Ways in which a hotel's system answers a charge. */
export const manners = {
  good: (answer, post) => {
    post();
    json(answer, 200, {});
  },
  refuses: (answer) => json(answer, 400, { customerErrorMessage: "The room has checked out." }),
  refusesAtLength: (answer) => json(answer, 500, { customerErrorMessage: "\u0000no\n".repeat(40), other: 1 }),
  /** Books the charge, and says nothing. */
  silent: (_answer, post) => post(),
  /** Books the charge, and dies before its answer is complete. */
  dies: (answer, post) => {
    post();
    answer.writeHead(200, { "content-length": "100" }).write("{");
    setTimeout(() => answer.socket?.destroy(), 20);
  },
  /** Says the same twice on one connection. */
  twice: (answer, post) => {
    post();
    const socket = answer.socket!;
    const bytes = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    socket.write(bytes + bytes);
  },
  broken: (answer) => answer.writeHead(503).end("<h1>Down</h1>"),
} as const satisfies Record<string, Manner>;

export const GUESTS = [
  { roomId: "101", roomDescription: "Room 101", clientName: "Ada Lovelace", reservationId: "R-101", blocked: false },
  { roomId: "102", roomDescription: "", clientName: "Charles Babbage", reservationId: "R-102", blocked: "true" },
];

/** A hotel's system on loopback: it finds its guests, and has each key's charge on a room once. */
export class Hotel {
  readonly seen: Seen[] = [];
  /** What is on rooms: the amount, by idempotency key. */
  readonly booked = new Map<string, number>();
  manner: Manner = manners.good;
  search: (answer: ServerResponse) => void = (answer) =>
    json(answer, 200, { success: "true", errorMessage: "", reservations: GUESTS });
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url!, "http://hotel");
      const text = Buffer.concat(chunks).toString();
      const body: Json = text === "" ? null : JSON.parse(text);
      this.seen.push({ method: request.method!, path: pathname, query: searchParams, headers: request.headers, body });
      if (pathname === "/pms/search") return this.search(answer);
      const key = String(request.headers["x-lightspeed-idempotency-key"]);
      if (this.booked.has(key)) return json(answer, 200, {});
      return this.manner(answer, () => this.booked.set(key, body.payments.at(-1).amount));
    });
  });

  static async open(): Promise<Hotel> {
    const hotel = new Hotel();
    hotel.server.on("connection", (socket: Socket) => {
      hotel.sockets.add(socket.on("error", () => undefined).on("close", () => hotel.sockets.delete(socket)));
    });
    await new Promise<void>((resolve) => hotel.server.listen(0, "127.0.0.1", resolve));
    return hotel;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/pms`;
  }

  get charges(): Seen[] {
    return this.seen.filter(({ path }) => path === "/pms/charge");
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** A K-Series client that connects hotels. */
export const hotelClient = async (servery: TestServery, addon = 2, permissions?: string[]) => {
  const token = await servery.token(3_600, addon, servery.company, {
    api: "kseries",
    ...(permissions && { permissions }),
  });
  return (method: string, path: string, body?: unknown): Promise<Answer> =>
    servery.ask(path, { method, auth: `Bearer ${token}`, ...(body !== undefined && { body }) });
};

export const ALL = ["SEARCH_BY_NAME", "PARTIAL_PAYMENTS", "MULTI_PAYMENTS"];

/** A venue with a hotel: a server that leaves its work to this test, and the work, which can be ended and begun anew. */
export class Venue {
  readonly servery: TestServery;
  readonly hotel: Hotel;
  readonly failures: unknown[] = [];
  operator!: Operator;
  hotelId = 0;
  private events: Events | undefined;
  private client: OutgoingClient | undefined;

  constructor(servery: TestServery, hotel: Hotel) {
    this.servery = servery;
    this.hotel = hotel;
  }

  static async open(servery: TestServery, features: readonly string[] = ["SEARCH_BY_NAME"]): Promise<Venue> {
    const venue = new Venue(servery, await Hotel.open());
    venue.operator = await as(servery, "barista", "pin");
    venue.hotelId = await venue.connect(features);
    return venue;
  }

  async connect(features: readonly string[], endpoint = this.hotel.endpoint): Promise<number> {
    const ask = await hotelClient(this.servery);
    const body = { businessLocationId: FITZROY, name: "The Grand", apiKey: "k-1&2", endpoint, features };
    return (await ask("POST", "/pms/v1/providers", body)).json().id;
  }

  /** Begins to work, over a storage or a client that a test may have its hands in. */
  async work({
    storage = this.servery.storage,
    around = (client) => client,
  }: { storage?: Storage; around?: (client: OutgoingClient) => OutgoingClient } = {}): Promise<void> {
    this.client = guardedClient({ reach: "loopback", timeoutMs: 400 });
    const client = around(this.client);
    this.events = await startEvents({
      storage,
      shaper: kountaShaper(() => Promise.resolve(undefined)),
      prints: () => Promise.resolve({ prints: [], jobs: [] }),
      deliver: { client, random: () => 0, userAgent: "test" },
      follows: chargeFollows,
      handlers: [chargeHandler({ storage, client })],
      failed: (error) => this.failures.push(error),
    });
  }

  async stopWork(): Promise<void> {
    await this.events?.stop();
    await this.client?.close();
    this.events = undefined;
    this.client = undefined;
  }

  /** An order that waits to be paid. */
  order(facts: Record<string, unknown> = {}): Promise<Json> {
    return this.servery.order({ status: "PENDING", lines: [{ product_id: 730002, quantity: 2 }], ...facts });
  }

  charge(order: number, facts: Record<string, unknown> = {}): Promise<Answer> {
    const body = { hotel_id: this.hotelId, term: "101", reservation_id: "R-101", ...facts };
    return this.operator(`orders/${order}/room_charges`, { method: "POST", body });
  }

  async charges(order: number): Promise<Json[]> {
    return (await this.operator(`orders/${order}/room_charges`)).json();
  }

  async payments(order: number): Promise<Json[]> {
    return (await this.servery.get(`orders/${order}`)).json().payments;
  }

  async close(): Promise<void> {
    await this.stopWork();
    await this.hotel.close();
  }
}

/** Waits until something is so. Throws when it does not come. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not come`);
};
