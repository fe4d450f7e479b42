import { randomBytes } from "node:crypto";
import pg from "pg";
import { type CompanyId, parseId } from "../../../domain/ids.ts";
import type { Queryable } from "./driver.ts";

export const CHANNEL = "servery";
/** Events are waiting: of no interest to caches. */
export const PENDING_CHANNEL = "servery_pending";
/** A payload is at most 8,000 bytes; beyond this many companies nobody is named. */
const NAMED_MAX = 400;
const SERVER = "servery server ";
const LOOK_AROUND_MS = 1_000;
const RECONNECT_MS = 1_000;
const CONNECT_MS = 10_000;

/** A database's address with a name for the sessions that it opens; other servers know us by it. */
export const withName = (url: string, name: string): string => {
  const named = new URL(url);
  named.searchParams.set("application_name", name);
  return named.href;
};

export const serverName = (): string => `${SERVER}${randomBytes(8).toString("hex")}`;

type PendingListener = (companies: ReadonlySet<CompanyId> | null) => void;

/** Whose events are waiting, as a notification says it; empty for "anybody's". */
export const namesOf = (companies: ReadonlySet<CompanyId>): string =>
  companies.size > NAMED_MAX ? "" : [...companies].join();

const companiesOf = (payload: string | undefined): ReadonlySet<CompanyId> | null => {
  const ids = (payload ?? "").split(",").flatMap((name) => parseId<CompanyId>(name) ?? []);
  return ids.length > 0 ? new Set(ids) : null;
};

const sayHello = (queryable: Queryable): Promise<unknown> => queryable.query(`notify ${CHANNEL}, 'hello'`);

type Ear = Readonly<{ client: pg.Client; ended: Promise<void> }>;

/**
 * Knows whether other servers are on the database, and hears what they announce. A server says hello when it starts,
 * so that the others stop trusting their caches at once. While the listening connection is down nothing is trusted,
 * and every transaction says hello first: the others might have counted us out.
 */
export class Neighbours {
  private readonly url: string;
  private readonly name: string;
  private readonly pool: pg.Pool;
  private readonly listeners: (() => void)[] = [];
  private ear: Ear | undefined;
  private readonly pendingListeners: PendingListener[] = [];
  private closed = false;
  private nobodyElse = false;
  /** Hellos heard. One that comes while we count makes the count worthless. */
  private hellos = 0;
  private timer: NodeJS.Timeout | undefined;

  private constructor(url: string, name: string, pool: pg.Pool) {
    this.url = url;
    this.name = name;
    this.pool = pool;
  }

  /** Throws when the database cannot be reached. `name` is that of the pool's sessions. */
  static async meet(url: string, name: string, pool: pg.Pool): Promise<Neighbours> {
    const met = new Neighbours(url, name, pool);
    const ear = await met.listen();
    await met.look();
    void met.keepListening(ear);
    met.timer = setInterval(() => void met.look().catch(() => (met.nobodyElse = false)), LOOK_AROUND_MS).unref();
    return met;
  }

  alone(): boolean {
    return this.nobodyElse && this.ear !== undefined;
  }

  /** Whether announcements are being listened for right now. */
  hears(): boolean {
    return this.ear !== undefined;
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  onPending(listener: PendingListener): void {
    this.pendingListeners.push(listener);
  }

  /** To be called on a connection before it changes anything. */
  async beforeChange(queryable: Queryable): Promise<void> {
    if (!this.ear) await sayHello(queryable);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.ear?.client.end();
  }

  private tell(): void {
    for (const listen of this.listeners) listen();
  }

  private async look(): Promise<void> {
    const { hellos } = this;
    const { rows } = await this.pool.query({
      text: `select count(*)::int as servers from pg_stat_activity
        where datname = current_database() and application_name like $1 and application_name <> $2`,
      values: [`${SERVER}%`, this.name],
    });
    this.nobodyElse = hellos === this.hellos && (rows[0] as { servers: number }).servers === 0;
  }

  private async listen(): Promise<Ear> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    });
    client.on("error", () => undefined); // "end" follows
    const ended = new Promise<void>((resolve) => client.once("end", resolve));
    await client.connect();
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    client.on("notification", ({ channel, processId, payload }) => {
      if (channel === PENDING_CHANNEL) {
        const companies = companiesOf(payload);
        return this.pendingListeners.forEach((listen) => listen(companies));
      }
      if (payload === "hello" && processId !== rows[0]?.pid) {
        this.hellos++;
        this.nobodyElse = false;
      }
      this.tell();
    });
    await client.query(`listen ${CHANNEL}`);
    await client.query(`listen ${PENDING_CHANNEL}`);
    await sayHello(client);
    this.ear = { client, ended };
    this.tell(); // whatever was said while we did not listen
    return this.ear;
  }

  /** One connection after another, one attempt at a time. */
  private async keepListening(first: Ear): Promise<void> {
    let ear: Ear | undefined = first;
    while (!this.closed) {
      await ear?.ended;
      this.ear = undefined;
      this.nobodyElse = false;
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS).unref());
      if (this.closed) return;
      ear = await this.listen().catch(() => undefined); // not yet; nothing is trusted until it works
    }
  }
}
