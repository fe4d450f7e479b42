import { expect } from "vitest";
import type { Json, TestServery } from "../support/servery.ts";
import type { Operator } from "./support.ts";

/** The first site of the demo, where the orders of these tests are made. */
export const KITCHEN = "sites/823/kitchen";

/** One kitchen screen's way to its tickets. */
export class Screen {
  private readonly ask: Operator;
  constructor(ask: Operator) {
    this.ask = ask;
  }

  async tickets(order: { id: number } | null, query = ""): Promise<Json[]> {
    const answer = await this.ask(`${KITCHEN}/tickets?per_page=200${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json<Json[]>().filter(({ order_id }) => order === null || order_id === order.id);
  }

  /** The open ticket of an order at a station; fails when there is none. */
  async ticket(order: { id: number }, station = "Kitchen"): Promise<Json> {
    const [ticket] = await this.tickets(order, `&station=${station}`);
    expect(ticket, `a ticket of ${order.id} at ${station}`).toBeDefined();
    return ticket;
  }

  bump(order: { id: number }, body: object = {}, station = "Kitchen") {
    return this.ask(`${KITCHEN}/tickets/${order.id}.${station}/bump`, { method: "POST", body });
  }

  recall(order: { id: number }, body: object = {}, station = "Kitchen") {
    return this.ask(`${KITCHEN}/tickets/${order.id}.${station}/recall`, { method: "POST", body });
  }
}

/** Lines of a ticket as short texts: "2 CHIPS open added". */
export const linesOf = (ticket: Json): string[] =>
  ticket.courses.flatMap((course: Json) =>
    course.lines.map(({ quantity, name, state, change }: Json) =>
      [quantity, name, state, change].filter((part) => part !== null).join(" "),
    ),
  );

/** What the live feed was told since some id, of these types. */
export const toldSince = async ({ storage, company }: TestServery, id: number, type: string): Promise<Json[]> =>
  (await storage.reads(company).feed.after(id, 1_000)).filter((event) => event.type === type).map(({ data }) => data);

export const lastEvent = async ({ storage, company }: TestServery): Promise<number> =>
  (await storage.reads(company).feed.upTo(Number.MAX_SAFE_INTEGER, 1))[0]?.id ?? 0;
