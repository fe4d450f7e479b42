import type { Result } from "../kit/brand.ts";
import type { Clock } from "../kit/time.ts";
import type { Catalogue, CatalogueChange } from "../domain/catalogue/catalogue.ts";
import type { CatalogueKind, CatalogueRecords } from "../domain/catalogue/records.ts";
import type { Customer } from "../domain/customer.ts";
import type { Checkin, Reconciliation, Shift, StockLevel } from "../domain/back-office.ts";
import type {
  AddonId,
  CompanyId,
  CustomerId,
  OrderId,
  PaymentMethodId,
  ProductId,
  RegisterId,
  SiteId,
  StaffId,
} from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import type { OrderStatus } from "../domain/order/status.ts";
import type { AccessStore, Person } from "./access.ts";
import type { DeliveryStore, NewPrintJob } from "./deliveries.ts";
import type { DocumentReads, DocumentWrites } from "./documents.ts";
import type { FeedReads } from "./feed.ts";
import type { FindReads } from "./finds.ts";
import type { JobStore } from "./jobs.ts";
import type { PrintStore } from "./prints.ts";
import type { ReportReads } from "./reports.ts";
import type { SalesReads } from "./sales.ts";
import type { TillReads } from "./till.ts";

/**
 * The storage port: all that the rest of the product knows of storing. Two engines stand behind it (SQLite and
 * PostgreSQL) with one set of repositories and one contract suite.
 *
 * Writing goes through transactions. A command gets a `Tx` that is bound to one company, loads, decides and saves; it
 * cannot reach the store in any other way. Commands on orders that wait at the same moment share one durable commit
 * (group commit): each is told its outcome only after the commit that holds it, and one that refuses leaves nothing.
 */
export interface Storage {
  readonly engine: "sqlite" | "postgres";
  readonly clock: Clock;
  /** Runs a command on orders, in a commit shared with others that wait. */
  transact<T, E>(company: CompanyId, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>>;
  /** The same, at most once for a key: the answer is stored in the very transaction that did the work. */
  transactOnce<T, E>(company: CompanyId, once: Once<T, E>, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Replay>;
  /** Runs a command on anything else, in a commit of its own. */
  change<T, E>(company: CompanyId, work: (tx: ChangeTx) => Promise<Result<T, E>>): Promise<Result<T, E>>;
  /** The same, at most once for a key, as `transactOnce`. */
  changeOnce<T, E>(
    company: CompanyId,
    once: Once<T, E>,
    work: (tx: ChangeTx) => Promise<Result<T, E>>,
  ): Promise<Replay>;
  /** Reads as one company. */
  reads(company: CompanyId): Reads;
  readonly access: AccessStore;
  readonly companies: CompanyStore;
  readonly jobs: JobStore;
  readonly deliveries: DeliveryStore;
  readonly prints: PrintStore;
  /**
   * Says who decides, at the commit, whether somebody waits for an event. What nobody waits for is written down and is
   * no work for anybody. While this server cannot be certain of its caches, every event counts as waited for.
   */
  heedInterest(interest: Interest): void;
  /** Told, after a commit on this server or any other, that events may be waiting. */
  onPending(listener: () => void): void;
  /**
   * Told, after a commit on this server or any other, that companies have new events; null: perhaps anybody. What
   * another server says may be missed, so look now and then as well.
   */
  onEvents(listener: (companies: ReadonlySet<CompanyId> | null) => void): void;
  /** Whether events become visible in the order of their ids. */
  readonly eventsInOrder: boolean;
  /** Removes events of no order, older than the time given, that nobody waits for. Orders keep theirs. */
  forgetEvents(before: number): Promise<void>;
  /** Removes idempotency answers older than the time given. Answers how many. */
  forgetAnswers(before: number): Promise<number>;
  /** A trivial round trip to the store; throws when it is out of reach. */
  ping(): Promise<void>;
  /** Whether what this server cached of committed state is certain to be current. */
  trustsCaches(): boolean;
  /** Whether this server would hear of it at once if another one changed who may come in. */
  hears(): boolean;
  /** Told of every order that a commit changed, before the callers are answered. */
  onOrders(listener: (changed: readonly Order[]) => void): void;
  /** Told when something outside this process changed the store, or may have. */
  onForeignChange(listener: () => void): void;
  readonly stats: StorageStats;
  /** Finishes what was accepted and closes. */
  close(): Promise<void>;
}

export type StorageStats = { commits: number; commands: number; largestBatch: number; retriedAlone: number };

/** An answer as it went to the client: what an idempotency key gives back. */
export type StoredAnswer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string | null }>;

export type OnceKey = Readonly<{ addonId: AddonId; key: string; fingerprint: string }>;

/** A key and the way from the command's outcome to the answer that is stored under it. */
export type Once<T, E> = OnceKey &
  Readonly<{ answer: (outcome: Result<T, E>) => StoredAnswer; failure: () => StoredAnswer }>;

/** What came of asking once: the answer (fresh or from the first time), or the key was used for something else. */
export type Replay =
  | Readonly<{ kind: "answer"; answer: StoredAnswer; replayed: boolean; cause?: unknown }>
  | Readonly<{ kind: "other_payload" }>;

export type Sequence =
  | "order"
  | "customer"
  | "address"
  | "catalogue"
  | "group"
  | "addon"
  | "authorization"
  | "device"
  | "job"
  | "webhook"
  | "payload"
  | "delivery"
  | "notice"
  | "print_job"
  | "shift"
  | "reconciliation"
  | "checkin";

/** A transaction bound to a company. Orders that are read here are locked until the commit. */
export interface Tx {
  readonly company: CompanyId;
  readonly now: number;
  readonly catalogue: Catalogue;
  newId(sequence: Sequence): number;
  /** The next number of a counter of this company, from 1, without gaps. */
  count(counter: string): Promise<number>;
  readonly orders: {
    get(id: OrderId): Promise<Order | undefined>;
    /** Open orders at a table of a site. */
    atTable(site: SiteId, table: string): Promise<Order[]>;
    /** All orders of a group at a site. */
    ofGroup(site: SiteId, groupId: string): Promise<Order[]>;
    /** Saves a new or changed order with the events between its two versions. */
    save(before: Order | null, after: Order, events: readonly OutboxEvent[]): void;
  };
  readonly customers: { get(id: CustomerId): Promise<Customer | undefined> };
  readonly documents: DocumentWrites;
  /** Tells of what is no order's. */
  emit(events: readonly OutboxEvent[]): void;
}

/** An event on its way to the outbox: a type and what its receivers cannot see on the record itself. */
export type OutboxEvent = Readonly<{ type: string } & Record<string, unknown>>;

/** A transaction of its own, which may change everything that is not an order. */
export interface ChangeTx extends Tx {
  readonly orderFacts: {
    /** Whether there are orders, deleted ones included: of the company, or of one site. */
    any(site?: SiteId): Promise<boolean>;
    /** The tables of a site at which orders are open, by the names that orders have for them. */
    openSeats(site: SiteId): Promise<ReadonlySet<string>>;
    /** Whether orders are open at a register. */
    openAt(register: RegisterId): Promise<boolean>;
    /** Whether a completed order was paid with a method, in part at least. */
    paidBy(method: PaymentMethodId): Promise<boolean>;
  };
  readonly records: {
    /** Adds a record; its id comes from the sequence unless given. */
    add<K extends CatalogueKind>(kind: K, draft: Unstamped<K>): Promise<CatalogueRecords[K]>;
    save<K extends CatalogueKind>(kind: K, record: CatalogueRecords[K]): Promise<CatalogueRecords[K]>;
    remove(kind: CatalogueKind, id: number): Promise<void>;
  };
  readonly customerRecords: {
    byMobile(mobile: string): Promise<Customer | undefined>;
    /** The oldest one that all of it holds for. */
    find(find: CustomerFind): Promise<Customer | undefined>;
    /** What one add-on calls the customer. */
    referenceOf(addon: AddonId, customer: CustomerId): Promise<string | undefined>;
    add(customer: Omit<Customer, "version" | "createdAt" | "updatedAt">): Promise<Customer>;
    save(customer: Customer): Promise<Customer>;
    /** Sets, or with null forgets, what one add-on calls the customer. */
    setReference(addon: AddonId, customer: CustomerId, referenceId: string | null): Promise<void>;
  };
  readonly reconciliations: {
    get(id: number): Promise<Reconciliation | undefined>;
    /** Adds a count; the store gives it its number, one more than there are. */
    add(reconciliation: Omit<Reconciliation, "number">): Promise<Reconciliation>;
    save(reconciliation: Reconciliation): Promise<void>;
  };
  readonly shifts: {
    add(shift: Shift): Promise<void>;
    save(shift: Shift): Promise<void>;
  };
  /** As of now, with what this transaction has written. */
  readonly till: TillReads;
  readonly stock: { set(level: Omit<StockLevel, "version">): Promise<void> };
  readonly prints: {
    /** Hands something to printers of the company, with the commit. Answers the print jobs' ids. */
    add(jobs: readonly Omit<NewPrintJob, "companyId">[]): Promise<readonly number[]>;
  };
}

export type Unstamped<K extends CatalogueKind> = Omit<CatalogueRecords[K], "version" | "createdAt" | "updatedAt">;

/** Whether anybody waits for an event of a company; `order` is the order as the event left it. */
export type Interest = (company: CompanyId, type: string, order: Order | null) => boolean;

/** Which orders a list is about. All given parts hold together; `contradiction` is a list that cannot have any. */
export type OrderFilter = Readonly<{
  siteId?: SiteId;
  registerId?: number;
  staffId?: StaffId;
  customerId?: CustomerId;
  status?: OrderStatus;
  deleted: boolean;
  discounted: boolean;
  linkedCustomer: boolean;
  onAccount: boolean;
  /** Inclusive bounds, epoch milliseconds. */
  createdFrom?: number;
  createdTo?: number;
  /** Inclusive bounds on the total, in minor units. */
  totalFrom?: number;
  totalTo?: number;
}>;

/** A page: by position (`offset`), or beyond an id in the list's own order. */
export type PageAsk = Readonly<{ size: number; offset?: number; beyondId?: number }>;
export type Page<T> = Readonly<{ rows: readonly T[]; /** Whether more follow. */ more: boolean }>;

export interface Reads {
  catalogue(): Promise<Catalogue>;
  order(id: OrderId): Promise<Order | undefined>;
  orderVersion(id: OrderId): Promise<number | undefined>;
  /** Newest first. */
  orders(filter: OrderFilter, page: PageAsk): Promise<Page<Order>>;
  countOrders(filter: OrderFilter): Promise<number>;
  /** All orders of a group at a site. */
  ordersOfGroup(site: SiteId, groupId: string): Promise<Order[]>;
  customer(id: CustomerId): Promise<Customer | undefined>;
  customers(page: PageAsk, find?: CustomerFind): Promise<Page<Customer>>;
  countCustomers(find?: CustomerFind): Promise<number>;
  /** What one add-on calls these customers. */
  references(addon: AddonId, customers: readonly CustomerId[]): Promise<ReadonlyMap<number, string>>;
  stock(site: SiteId, page: PageAsk): Promise<Page<StockLevel>>;
  countStock(site: SiteId): Promise<number>;
  stockOf(product: ProductId): Promise<readonly StockLevel[]>;
  shifts(ask: ShiftAsk, page: PageAsk): Promise<Page<Shift>>;
  countShifts(ask: ShiftAsk): Promise<number>;
  reconciliation(id: number): Promise<Reconciliation | undefined>;
  reconciliations(ask: ReconciliationAsk, page: PageAsk): Promise<Page<Reconciliation>>;
  countReconciliations(ask: ReconciliationAsk): Promise<number>;
  checkins(site: SiteId, page: PageAsk): Promise<Page<Checkin>>;
  countCheckins(site: SiteId): Promise<number>;
  events(order: OrderId): Promise<readonly StoredEvent[]>;
  /** The events of many orders that are of these types, each order's own in their order. */
  eventsOf(orders: readonly OrderId[], types: readonly string[]): Promise<ReadonlyMap<OrderId, readonly StoredEvent[]>>;
  readonly feed: FeedReads;
  readonly finds: FindReads;
  readonly documents: DocumentReads;
  readonly sales: SalesReads;
  readonly till: TillReads;
  readonly reports: ReportReads;
  /** How far a counter has counted; 0 for one that never did. */
  counter(name: string): Promise<number>;
}

export type CustomerFind = Readonly<{
  email?: string;
  phone?: string;
  mobile?: string;
  name?: Readonly<{ first: string; last: string }>;
  /** Each of these is part of the name, an email address or a telephone number. */
  words?: readonly string[];
  reference?: Readonly<{ addon: AddonId; id: string }>;
}>;
/** Inclusive from, exclusive to; epoch milliseconds. */
export type ShiftAsk = Readonly<{ from: number; to?: number; siteId?: SiteId; staffId?: StaffId }>;
export type ReconciliationAsk = Readonly<{
  from?: number;
  to?: number;
  siteId?: SiteId;
  registerId?: number;
  unprocessed: boolean;
}>;
export type StoredEvent = Readonly<{ id: number; type: string; version: number; data: unknown; createdAt: number }>;

/** Making companies whole: set-up, demo and import. A company is there as soon as `load` has stored it. */
export interface CompanyStore {
  /** Runs `work` while nobody else on this database sets anything up: no other server, command line or request. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Removes what there is of a company that was never loaded to the end, its add-ons and people included. */
  clear(company: CompanyId): Promise<void>;
  ids(): Promise<CompanyId[]>;
  exists(company: CompanyId): Promise<boolean>;
  newId(sequence: Sequence): Promise<number>;
  /** Stores a new company with everything in it, in one transaction; false, and nothing, when a username is taken. */
  load(company: CompanyId, content: CompanyContent): Promise<boolean>;
  /** Adds orders as they are, in one transaction: history that happened before. No events. */
  importOrders(company: CompanyId, orders: readonly Order[]): Promise<void>;
}
export type CompanyContent = Readonly<{
  records: readonly CatalogueChange[];
  /** Who can sign in from the start. */
  people?: readonly Person[];
  customers?: readonly Customer[];
  references?: readonly Readonly<{ addonId: AddonId; customerId: CustomerId; referenceId: string }>[];
  stock?: readonly StockLevel[];
  shifts?: readonly Shift[];
  reconciliations?: readonly Reconciliation[];
  checkins?: readonly Checkin[];
  counters?: Readonly<Record<string, number>>;
  /** Where sequences go on from at the least. */
  sequences?: Readonly<Partial<Record<Sequence, number>>>;
}>;
