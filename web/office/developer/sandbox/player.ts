import type { Api } from "../../../common/api.ts";
import { saysOf } from "../../../common/api.ts";

/** What the played venue does with orders that come in. */
export type Play = Readonly<{
  answer: "accept" | "reject" | "random" | "leave";
  answerAfterMs: number;
  /** Why orders are rejected; null: without a reason. */
  reasonId: number | null;
  finish: boolean;
  finishAfterMs: number;
  /** How what is owed is paid before an order is completed. */
  paymentMethodId: number | undefined;
}>;

export type Deed = Readonly<{ at: number; tone: "good" | "warn" | "bad" | "plain"; says: string }>;
export type Say = (says: string, tone?: Deed["tone"]) => void;

type Row = Readonly<{ id: number; sale_number: string; created_at: string }>;
type Order = Row & Readonly<{ status: string; remaining: number; deleted: boolean }>;

export type Parts = Readonly<{
  api: Api;
  /** A path below the company. */
  at: (path: string) => string;
  site: number;
  /** Asked anew for each order, so that changes bind at once. */
  play: () => Play;
  say: Say;
  /** For tests of chance: from 0 to 1. */
  random: () => number;
}>;

const EVERY_MS = 1_500;
/** Times on the wire have whole seconds. */
const SECOND_MS = 1_000;

/**
 * Plays the people of a site until it is stopped: orders that come in are answered, and what came in since the start is
 * paid and completed. It asks for orders now and then; `look` asks at once.
 */
export class Player {
  private readonly parts: Parts;
  private readonly since = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
  private readonly planned = new Set<string>();
  private readonly timers = new Set<number>();
  private readonly every: number;
  private stopped = false;
  private looking = false;
  private away = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.every = window.setInterval(() => void this.look(), EVERY_MS);
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    window.clearInterval(this.every);
    for (const timer of this.timers) window.clearTimeout(timer);
    this.timers.clear();
  }

  async look(): Promise<void> {
    if (this.looking || this.stopped) return;
    this.looking = true;
    try {
      const { answer, answerAfterMs, finish, finishAfterMs } = this.parts.play();
      if (answer !== "leave") {
        for (const row of await this.inStatus("submitted")) {
          this.plan(`answer ${row.id}`, answerAfterMs, () => this.answer(row));
        }
      }
      if (finish) {
        const taken = [...(await this.inStatus("accepted")), ...(await this.inStatus("pending"))];
        for (const row of taken.filter(({ created_at: at }) => Date.parse(at) >= this.since)) {
          this.plan(`finish ${row.id}`, finishAfterMs, () => this.finish(row));
        }
      }
      this.away = false;
    } catch (error) {
      if (!this.away) this.parts.say(saysOf(error), "bad");
      this.away = true; // said once; it goes on when the server is back
    } finally {
      this.looking = false;
    }
  }

  private inStatus(status: string): Promise<Row[]> {
    const { api, at, site } = this.parts;
    return api.all<Row>(at(`sites/${site}/orders/${status}`));
  }

  /** Does something once, later; what does not work out is told. */
  private plan(name: string, afterMs: number, deed: () => Promise<void>): void {
    if (this.stopped || this.planned.has(name)) return;
    this.planned.add(name);
    const timer = window.setTimeout(() => {
      this.timers.delete(timer);
      deed().catch((error: unknown) => this.parts.say(saysOf(error), "bad"));
    }, afterMs);
    this.timers.add(timer);
  }

  private async answer({ id, sale_number: number }: Row): Promise<void> {
    const { api, at, play, say, random } = this.parts;
    const { answer, reasonId } = play();
    if (answer === "leave") return;
    const before = await api.get<Order>(at(`orders/${id}`));
    if (before.status !== "SUBMITTED" || before.deleted)
      return say(`${number} was answered by somebody else.`, "plain");
    const yes = answer === "accept" || (answer === "random" && random() < 0.5);
    const reason = reasonId === null ? {} : { reject_reason: { id: reasonId, notes: null } };
    await api.put(at(`orders/${id}`), yes ? { status: "ACCEPTED" } : { status: "REJECTED", ...reason });
    say(yes ? `${number} was accepted.` : `${number} was rejected.`, yes ? "good" : "warn");
    void this.look();
  }

  private async finish({ id, sale_number: number }: Row): Promise<void> {
    const { api, at, play, say } = this.parts;
    const { finish, paymentMethodId } = play();
    if (!finish) return;
    let order = await api.get<Order>(at(`orders/${id}`));
    if (order.remaining > 0 && paymentMethodId !== undefined) {
      await api.post(at(`orders/${id}/payments`), { method_id: paymentMethodId, amount: order.remaining });
      order = await api.get<Order>(at(`orders/${id}`));
    }
    if (order.status === "ACCEPTED" || order.status === "PENDING") {
      await api.put(at(`orders/${id}`), { status: "COMPLETE" });
    }
    say(`${number} was paid and completed.`, "good");
  }
}
