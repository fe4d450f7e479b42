import type { Kysely } from "kysely";
import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { Customer } from "../../domain/customer.ts";
import type { CompanyId, CustomerId, OrderId, SiteId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Interest, OnceKey, OutboxEvent, Sequence, StoredAnswer, Tx } from "../storage.ts";
import type { Catalogues } from "./catalogues.ts";
import { DocumentBatch } from "./document-writes.ts";
import { documentOf } from "./documents.ts";
import type { Connection } from "./engine.ts";
import { orderOf, orderRow, saleRows } from "./order-rows.ts";
import { endedRow, hasEnded } from "./sales-rows.ts";
import type { RowOf } from "./rows.ts";
import type { Sequences } from "./sequences.ts";
import type { Tables } from "./tables.ts";
import { VersionConflict } from "./version-conflict.ts";

export type Given = Readonly<{ fingerprint: string; answer: StoredAnswer }>;

type OrderWrite = Readonly<{ before: Order | null; after: Order; events: readonly OutboxEvent[] }>;

/** An event with the order as it was left by the command that told it. */
type HeldEvent = Readonly<{ event: OutboxEvent; order: Order }>;

type Counter = { readonly company: CompanyId; readonly name: string; readonly stored: number; value: number };

/**
 * One transaction that several commands share. Commands run one after another; each sees what those before it decided.
 * What they write is kept here and goes to the database at the end, one statement for each table, so that a command
 * that refuses leaves nothing and a hundred orders cost hardly more round trips than one.
 */
export class Batch {
  readonly connection: Connection;
  readonly now: number;
  private readonly locksRows: boolean;
  private readonly catalogues: Catalogues;
  private readonly sequences: Sequences;
  /** Orders as the commands so far left them; `stored` is the version that the database has. */
  private readonly orders = new Map<
    OrderId,
    { order: Order; stored: number; events: HeldEvent[]; from: Order | null }
  >();
  private readonly answers = new Map<string, { row: RowOf<"idempotency_answers">; given: Given }>();
  private readonly looked = new Map<string, Given | undefined>();
  private readonly counters = new Map<string, Counter>();
  private readonly loose: RowOf<"outbox">[] = [];
  private readonly documents: DocumentBatch;
  private readonly catalogueOf = new Map<CompanyId, Catalogue>();
  private readonly interest: Interest;
  /** Whether this batch tells anything that somebody waits for. */
  pending = false;
  /** Whose events this batch tells. */
  readonly told = new Set<CompanyId>();

  constructor(parts: {
    interest: Interest;
    connection: Connection;
    now: number;
    locksRows: boolean;
    catalogues: Catalogues;
    sequences: Sequences;
  }) {
    this.interest = parts.interest;
    this.connection = parts.connection;
    this.now = parts.now;
    this.locksRows = parts.locksRows;
    this.catalogues = parts.catalogues;
    this.sequences = parts.sequences;
    this.documents = new DocumentBatch(parts.connection, parts.locksRows, parts.now);
  }

  private get db(): Kysely<Tables> {
    return this.connection.db;
  }

  private async catalogue(company: CompanyId, sure: boolean): Promise<Catalogue> {
    let catalogue = this.catalogueOf.get(company);
    if (!catalogue) {
      catalogue = await this.catalogues.of(company, this.db, sure);
      this.catalogueOf.set(company, catalogue);
    }
    return catalogue;
  }

  /** A command's own view: its writes, and the numbers that it counted, stay apart until `keep`. */
  async open(company: CompanyId, sure = false): Promise<{ tx: Tx; keep(): void }> {
    const catalogue = await this.catalogue(company, sure);
    const writes: OrderWrite[] = [];
    const counted = new Map<Counter, number>();
    const documents = this.documents.open(company);
    const told: OutboxEvent[] = [];
    const tx: Tx = {
      company,
      now: this.now,
      catalogue,
      newId: (sequence: Sequence) => this.sequences.next(sequence),
      count: async (name) => {
        const counter = await this.counter(company, name);
        const value = (counted.get(counter) ?? counter.value) + 1;
        counted.set(counter, value);
        return value;
      },
      orders: {
        get: (id) => this.order(company, id),
        atTable: (site, table) => this.atTable(company, site, table),
        ofGroup: (site, groupId) => this.ofGroup(company, site, groupId),
        save: (before, after, events) => void writes.push({ before, after, events }),
      },
      customers: { get: (id) => this.customer(company, id) },
      documents: documents.documents,
      emit: (events) => void told.push(...events),
    };
    const keep = (): void => {
      for (const [counter, value] of counted) counter.value = value;
      for (const write of writes) this.keep(write);
      documents.keep();
      this.emit(company, told);
    };
    return { tx, keep };
  }

  private keep({ before, after, events }: OrderWrite): void {
    const held = this.orders.get(after.id);
    const told = events.map((event) => ({ event, order: after }));
    if (held) {
      held.order = after;
      held.events.push(...told);
    } else {
      this.orders.set(after.id, { order: after, stored: before?.version ?? 0, from: before, events: told });
    }
  }

  /** Events that belong to no order. */
  private emit(company: CompanyId, events: readonly OutboxEvent[]): void {
    for (const { type, ...data } of events) {
      this.loose.push({
        company_id: company,
        order_id: null,
        version: 0,
        type,
        data: JSON.stringify(data),
        created_at: this.now,
        pending: this.isWanted(company, type, null) ? 1 : 0,
        site_id: typeof data["siteId"] === "number" ? data["siteId"] : null,
        doc: null,
      });
    }
  }

  private isWanted(company: CompanyId, type: string, order: Order | null): boolean {
    const wanted = this.interest(company, type, order);
    this.pending ||= wanted;
    return wanted;
  }

  private async order(company: CompanyId, id: OrderId): Promise<Order | undefined> {
    const held = this.orders.get(id);
    if (held) return held.order.companyId === company ? held.order : undefined;
    const row = await this.db
      .selectFrom("orders")
      .select("doc")
      .where("company_id", "=", company)
      .where("id", "=", id)
      .$if(this.locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
    return row && orderOf(row);
  }

  private async atTable(company: CompanyId, site: SiteId, table: string): Promise<Order[]> {
    const rows = await this.db
      .selectFrom("orders")
      .select("doc")
      .where("company_id", "=", company)
      .where("site_id", "=", site)
      .where("seat", "=", table)
      .where("status", "in", ["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"])
      .where("deleted", "=", 0)
      .orderBy("created_at", "desc")
      .limit(50)
      .execute();
    const open = (order: Order): boolean =>
      order.siteId === site &&
      order.table === table &&
      !order.deleted &&
      !["COMPLETE", "REJECTED"].includes(order.status);
    return this.merged(company, rows.map(orderOf)).filter(open);
  }

  private async ofGroup(company: CompanyId, site: SiteId, groupId: string): Promise<Order[]> {
    const rows = await this.db
      .selectFrom("orders")
      .select("doc")
      .where("company_id", "=", company)
      .where("site_id", "=", site)
      .where("group_id", "=", groupId)
      .limit(500)
      .execute();
    return this.merged(company, rows.map(orderOf)).filter(
      (order) => order.siteId === site && order.groupId === groupId,
    );
  }

  /** Stored orders with what this batch made of them, and its new ones. */
  private merged(company: CompanyId, stored: readonly Order[]): Order[] {
    const all = new Map(stored.map((order) => [order.id, order]));
    for (const [id, { order }] of this.orders) if (order.companyId === company) all.set(id, order);
    return [...all.values()];
  }

  private async customer(company: CompanyId, id: CustomerId): Promise<Customer | undefined> {
    return documentOf<Customer>(this.db, "customers", company, id);
  }

  private async counter(company: CompanyId, name: string): Promise<Counter> {
    const key = `${company} ${name}`;
    let counter = this.counters.get(key);
    if (!counter) {
      let row = await this.countedSoFar(company, name);
      if (!row && this.locksRows) {
        // A row that is not there cannot be locked, and two servers would both begin at 1.
        await this.beginCounter(company, name);
        row = await this.countedSoFar(company, name);
      }
      const stored = row?.value ?? 0;
      counter = { company, name, stored, value: stored };
      this.counters.set(key, counter);
    }
    return counter;
  }

  private countedSoFar(company: CompanyId, name: string): Promise<{ value: number } | undefined> {
    return this.db
      .selectFrom("counters")
      .select("value")
      .where("company_id", "=", company)
      .where("name", "=", name)
      .$if(this.locksRows, (query) => query.forUpdate())
      .executeTakeFirst();
  }

  private async beginCounter(company: CompanyId, name: string): Promise<void> {
    await this.db
      .insertInto("counters")
      .values({ company_id: company, name, value: 0 })
      .onConflict((conflict) => conflict.columns(["company_id", "name"]).doNothing())
      .execute();
  }

  /** Looks up keys of one batch by one statement, so that the commands find them here. */
  async lookUpKeys(keys: readonly { company: CompanyId; once: OnceKey }[]): Promise<void> {
    if (keys.length === 0) return;
    const asked = new Set(keys.map(({ company, once }) => keyOf(company, once)));
    const rows = await this.db
      .selectFrom("idempotency_answers")
      .select(["company_id", "addon_id", "key", "fingerprint", "status", "headers", "body"])
      .where("key", "in", [...new Set(keys.map(({ once }) => once.key))])
      .where("company_id", "in", [...new Set(keys.map(({ company }) => company))])
      .where("addon_id", "in", [...new Set(keys.map(({ once }) => once.addonId))])
      .execute();
    for (const key of asked) this.looked.set(key, undefined);
    for (const { company_id, addon_id, key, fingerprint, status, headers, body } of rows) {
      const answer = { status, headers: JSON.parse(headers) as Record<string, string>, body };
      this.looked.set(`${company_id} ${addon_id} ${key}`, { fingerprint, answer });
    }
  }

  given(company: CompanyId, once: OnceKey): Given | undefined {
    const key = keyOf(company, once);
    return this.answers.get(key)?.given ?? this.looked.get(key);
  }

  remember(company: CompanyId, once: OnceKey, answer: StoredAnswer): void {
    const row = {
      company_id: company,
      addon_id: once.addonId,
      key: once.key,
      fingerprint: once.fingerprint,
      status: answer.status,
      headers: JSON.stringify(answer.headers),
      body: answer.body,
      created_at: this.now,
    };
    this.answers.set(keyOf(company, once), { row, given: { fingerprint: once.fingerprint, answer } });
  }

  /** Orders as this batch leaves them. */
  get changed(): Order[] {
    return [...this.orders.values()].map(({ order }) => order);
  }

  /** Writes everything that the commands decided. */
  async flush(): Promise<void> {
    const { connection } = this;
    const fresh: RowOf<"orders">[] = [];
    const outbox: RowOf<"outbox">[] = [...this.loose];
    const sales: Order[] = [];
    const ended: Order[] = [];
    for (const { order, stored, events, from } of this.orders.values()) {
      if (stored === 0) fresh.push(orderRow(order));
      else await this.update(order, stored);
      if (order.status === "COMPLETE" && from?.status !== "COMPLETE") sales.push(order);
      if (hasEnded(order) && !(from && hasEnded(from))) ended.push(order);
      for (const { event, order: then } of events) {
        const { type, ...data } = event;
        const wanted = this.isWanted(then.companyId, type, then);
        outbox.push({
          company_id: then.companyId,
          order_id: then.id,
          version: then.version,
          type,
          data: JSON.stringify(data),
          created_at: this.now,
          pending: wanted ? 1 : 0,
          site_id: then.siteId,
          doc: wanted ? JSON.stringify(then) : null,
        });
      }
    }
    await this.documents.flush();
    await connection.insertRows("orders", fresh);
    const rows = sales.map(saleRows);
    await connection.insertRows(
      "sale_lines",
      rows.flatMap((row) => row.lines),
    );
    await connection.insertRows(
      "sale_payments",
      rows.flatMap((row) => row.payments),
    );
    await connection.insertRows(
      "sale_taxes",
      rows.flatMap((row) => row.taxes),
    );
    await connection.insertRows("ended_orders", ended.map(endedRow));
    await connection.insertRows("outbox", outbox);
    for (const { company_id } of outbox) this.told.add(company_id as CompanyId);
    await connection.insertRows(
      "idempotency_answers",
      [...this.answers.values()].map(({ row }) => row),
    );
    for (const { company, name, stored, value } of this.counters.values()) {
      if (value === stored) continue;
      await this.db
        .insertInto("counters")
        .values({ company_id: company, name, value })
        .onConflict((conflict) => conflict.columns(["company_id", "name"]).doUpdateSet({ value }))
        .execute();
    }
  }

  private async update(order: Order, stored: number): Promise<void> {
    const { company_id, id, ...columns } = orderRow(order);
    const { numUpdatedRows } = await this.db
      .updateTable("orders")
      .set(columns)
      .where("company_id", "=", company_id)
      .where("id", "=", id)
      .where("version", "=", stored)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new VersionConflict();
  }
}

const keyOf = (company: CompanyId, { addonId, key }: OnceKey): string => `${company} ${addonId} ${key}`;
