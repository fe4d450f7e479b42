import { type Api, ApiError, Unreachable, saysOf } from "../../common/api.ts";
import { type Outgoing, store } from "./store.ts";

/**
 * What the register has to tell the server, told once and in order. Everything is written into the browser's database
 * first and only then sent, under a key that makes the server do it once, so that a lost answer, a reload or a second
 * window never loses or doubles anything.
 */

/** The server remembers a key for at least a day. What may have arrived longer ago is not sent by itself any more. */
const KEY_IS_GOOD_MS = 20 * 3_600_000;
const AGAIN_FIRST_MS = 1_000;
const AGAIN_LATEST_MS = 15_000;

/** Statuses that say nothing about the request itself: it is sent again. 409 with the key in use among them. */
const passing = (error: ApiError): boolean =>
  error.status >= 500 || error.status === 429 || error.status === 408 || error.code === "idempotency_key_in_use";

export type OutboxParts = Readonly<{
  api: Api;
  scope: string;
  company: number;
  now: () => number;
  /** Told of each thing the server took, with the id of the order that came of it, where one did. */
  taken: (item: Outgoing, orderId: number | null) => void;
  /** Told of each thing the server said no to, with the id of the order that it was for, where there is one. */
  refused: (orderId: number | null) => void;
  /** Told when what waits, or why, may have changed. */
  changed: (state: OutboxState) => void;
}>;

/** `signedOut`: somebody has to sign in before anything can be sent. */
export type OutboxState = "idle" | "sending" | "waiting" | "signedOut";

export class Outbox {
  private readonly parts: OutboxParts;
  private stopped = false;
  private running = false;
  private again = AGAIN_FIRST_MS;
  private timer: number | undefined;

  constructor(parts: OutboxParts) {
    this.parts = parts;
  }

  /** Begins to send what waits, and goes on until it is stopped. */
  start(): void {
    this.stopped = false;
    window.addEventListener("online", this.wake);
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    window.clearTimeout(this.timer);
    window.removeEventListener("online", this.wake);
  }

  /** Writes it down for good, then sends it as soon as can be. Resolves when it is written down. */
  async put(item: Omit<Outgoing, "seq" | "scope" | "madeAt" | "triedAt" | "refused">): Promise<void> {
    const { scope, now } = this.parts;
    await store.outgoing.add({ ...item, scope, madeAt: now(), triedAt: null, refused: null });
    this.wake();
  }

  /** Sends something refused once more, perhaps changed. */
  async retry(seq: number, change: Partial<Pick<Outgoing, "body" | "key">> = {}): Promise<void> {
    const fresh = change.key === undefined ? {} : { triedAt: null };
    await store.outgoing.update(seq, { ...change, ...fresh, refused: null });
    this.wake();
  }

  /** Gives something up that was refused, and all that was to follow it. */
  async giveUp(seq: number): Promise<void> {
    await store.outgoing.delete(seq);
    this.wake();
  }

  /** Everything that waits, the oldest first. */
  waiting = (): Promise<Outgoing[]> => store.outgoing.where("scope").equals(this.parts.scope).sortBy("seq");

  readonly wake = (): void => {
    window.clearTimeout(this.timer);
    this.again = AGAIN_FIRST_MS;
    void this.run();
  };

  /** One window of the browser sends at a time; another one that asks meanwhile is told by the next look. */
  private async run(): Promise<void> {
    if (this.running || this.stopped) return;
    this.running = true;
    let state: OutboxState;
    try {
      state = await withLock(`servery-outbox ${this.parts.scope}`, () => this.sendAll());
      this.parts.changed(state);
      if (state === "waiting" && !this.stopped) {
        this.timer = window.setTimeout(() => void this.run(), this.again);
        this.again = Math.min(this.again * 2, AGAIN_LATEST_MS);
      }
    } finally {
      this.running = false;
    }
    // Something may have been written down between the last look and the end.
    if (!this.stopped && state === "idle" && (await this.sendable()) !== undefined) this.wake();
  }

  private async sendable(): Promise<Outgoing | undefined> {
    const all = await this.waiting();
    const held = new Set(all.filter(({ refused }) => refused !== null).map(({ group }) => group));
    return all.find(({ group }) => !held.has(group));
  }

  private async sendAll(): Promise<OutboxState> {
    this.timer = undefined;
    for (;;) {
      const item = await this.sendable();
      if (item === undefined) return "idle";
      this.parts.changed("sending");
      const outcome = await this.send(item);
      if (outcome !== "next") return outcome;
    }
  }

  private async send(item: Outgoing): Promise<"next" | "waiting" | "signedOut"> {
    const { api, company, now, taken } = this.parts;
    const seq = item.seq!;
    if (item.triedAt !== null && now() - item.triedAt > KEY_IS_GOOD_MS) {
      await store.outgoing.update(seq, { refused: STALE });
      return "next";
    }
    if (item.triedAt === null) await store.outgoing.update(seq, { triedAt: now() });
    try {
      const answer = await api.request("POST", `companies/${company}/${item.path}`, item.body, { key: item.key });
      const made = /\/orders\/(\d+)(?:\.json)?$/.exec(answer.headers.get("location") ?? "")?.[1];
      const orderId = made !== undefined ? Number(made) : orderIn(item);
      await follow(item, orderId, now());
      this.again = AGAIN_FIRST_MS;
      taken(item, orderId);
      return "next";
    } catch (error) {
      if (error instanceof Unreachable) return "waiting";
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) return "signedOut";
      if (passing(error)) return "waiting";
      await store.outgoing.update(seq, { refused: wordsOf(error) });
      // What is shown of the order is not how it stands: that is often why.
      this.parts.refused(orderIn(item));
      return "next";
    }
  }
}

/** The order of the server that something is for. */
const orderIn = ({ path }: Outgoing): number | null => Number(/^orders\/(\d+)/.exec(path)?.[1]) || null;

/** What the server said, without the place in what was sent: that means nothing to people. */
const wordsOf = (error: ApiError): string => {
  const says = saysOf(error).replace(/^changes\.\d+(?:\.[\w.]+)?: /, "");
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}${says.endsWith(".") ? "" : "."}`;
};

const STALE =
  "This was sent more than 20 hours ago and the answer was lost. Look whether the order is there before you send it again.";

/** Takes away what was done, and puts what follows it in its place: both or neither. */
const follow = (item: Outgoing, orderId: number | null, at: number): Promise<void> =>
  store.transaction("rw", store.outgoing, async () => {
    await store.outgoing.delete(item.seq);
    for (const next of orderId === null ? [] : (item.then ?? [])) {
      await store.outgoing.add({
        key: next.key,
        path: next.path.replace("{order}", String(orderId)),
        body: next.body,
        label: next.label,
        amount: next.amount,
        scope: item.scope,
        group: `order ${orderId}`,
        madeAt: at,
        triedAt: null,
        refused: null,
      });
    }
  });

const withLock = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  "locks" in navigator ? navigator.locks.request(name, work) : work();
