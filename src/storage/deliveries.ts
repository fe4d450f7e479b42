import type { AddonId, CompanyId, OrderId, SiteId } from "../domain/ids.ts";
import type { Result } from "../kit/brand.ts";
import { type OtherTopic, type WebhookFilter, type WebhookTopic, isOther } from "../domain/events/topics.ts";
import type { JobEnd, NewJob } from "./jobs.ts";
import type { Page, PageAsk } from "./storage.ts";

/** The part of the storage port that keeps what is sent to the world: who wants what, every delivery, every attempt. */
export interface DeliveryStore {
  readonly webhooks: WebhookStore;
  /** Events that somebody waits for and that have not been fanned out, the oldest first; `except` some by their ids. */
  fanOut(
    max: number,
    plan: (events: readonly PendingEvent[]) => Promise<FanOut>,
    except?: readonly number[],
  ): Promise<number>;
  /** What a claimed delivery needs to be sent; undefined when it is no longer to be sent. */
  due(company: CompanyId, delivery: number): Promise<DueDelivery | undefined>;
  /** Records what became of attempts, and of their jobs with them, in one transaction. */
  record(outcomes: readonly AttemptOutcome[]): Promise<void>;
  /** A delivery that nobody wants any more: its endpoint is gone or switched off. */
  cancel(company: CompanyId, id: number, job: JobEnd, at: number): Promise<void>;
  list(company: CompanyId, ask: DeliveryAsk, page: PageAsk): Promise<Page<Delivery>>;
  count(company: CompanyId, ask: DeliveryAsk): Promise<number>;
  get(company: CompanyId, id: number): Promise<Delivery | undefined>;
  payload(company: CompanyId, delivery: number): Promise<string | undefined>;
  attempts(company: CompanyId, delivery: number): Promise<readonly Attempt[]>;
  /** Sends deliveries again, each as a new one with the same event id and bytes. Answers the new ones' ids. */
  replay(company: CompanyId, ids: readonly number[], at: number, address?: string): Promise<readonly number[]>;
  /** Sends what no event stands behind, to try a registration out. Answers the delivery's id. */
  sendTest(delivery: Omit<NewDelivery, "eventId">, at: number): Promise<number>;
  notices(company: CompanyId, page: PageAsk): Promise<Page<Notice>>;
  seeNotice(company: CompanyId, id: number, at: number): Promise<boolean>;
  /** How far the sending is behind, over all companies. */
  backlog(): Promise<DeliveryBacklog>;
  /** Removes finished deliveries with their attempts and payloads older than the time given. */
  forget(before: number): Promise<void>;
}

export type DeliveryBacklog = Readonly<{
  /** Deliveries that were given up and are still kept. */
  dead: number;
  /** When the oldest event was committed that has not been taken up yet; undefined when all have. */
  oldestPendingAt: number | undefined;
}>;

export interface WebhookStore {
  of(company: CompanyId): Promise<readonly Webhook[]>;
  get(company: CompanyId, id: number): Promise<Webhook | undefined>;
  add(webhook: Webhook): Promise<void>;
  /** Loads, decides and saves while nobody else changes it. */
  change<E>(
    company: CompanyId,
    id: number,
    decide: (webhook: Webhook) => Result<Webhook, E>,
  ): Promise<Result<Webhook, E | "not_found">>;
  /** Removes it; what is on its way to it stops. False when there is none. */
  remove(company: CompanyId, id: number): Promise<boolean>;
  /** How the endpoints fared, by registration; of one alone when it is named. */
  health(company: CompanyId, webhook?: number): Promise<ReadonlyMap<number, EndpointHealth>>;
}

/** What an add-on registered to be told. */
export type Webhook = Readonly<{
  id: number;
  companyId: CompanyId;
  addonId: AddonId;
  topic: WebhookTopic | OtherTopic;
  /** What a registration of another API says besides. */
  settings?: Readonly<Record<string, unknown>>;
  address: string;
  format: "json";
  filter: WebhookFilter;
  headers: Readonly<Record<string, string>>;
  /** Whether events of one order arrive strictly one after another. */
  ordered: boolean;
  active: boolean;
  /** Why it does not get anything any more, when it was the delivery that ended it. */
  disabledReason: "gone" | "failing" | null;
  version: number;
  createdAt: number;
  updatedAt: number;
}>;

/** A registration of the Kounta API. */
export type KountaWebhook = Webhook & Readonly<{ topic: WebhookTopic }>;
export const isKounta = (webhook: Webhook): webhook is KountaWebhook => !isOther(webhook.topic);

export type EndpointHealth = Readonly<{ failingSince: number | null; failures: number; deliveredAt: number | null }>;

/** An event as it waits in the outbox; `doc` is the record as it was then, when the commit knew that it is wanted. */
export type PendingEvent = Readonly<{
  id: number;
  companyId: CompanyId;
  orderId: OrderId | null;
  siteId: SiteId | null;
  version: number;
  type: string;
  data: Readonly<Record<string, unknown>>;
  doc: string | null;
  createdAt: number;
}>;

/** What an event leads to. */
export type FanOut = Readonly<{
  /** Events that nothing could be planned for: they stay as they are. */
  left?: readonly number[];
  deliveries: readonly NewDelivery[];
  prints: readonly NewPrintJob[];
  /** Work that follows of itself, at once unless it says when. */
  jobs: readonly (Omit<NewJob, "runAt"> & Partial<Pick<NewJob, "runAt">>)[];
}>;

export type NewDelivery = Readonly<{
  companyId: CompanyId;
  webhookId: number | null;
  addonId: AddonId | null;
  eventId: number;
  topic: string;
  orderId: OrderId | null;
  siteId: SiteId | null;
  address: string;
  /** The very bytes that are sent, now and on every retry. Deliveries with the same text share it. */
  body: string;
  /** Waits for earlier ones with the same key. */
  key?: string;
}>;

export type NewPrintJob = Readonly<{
  companyId: CompanyId;
  siteId: SiteId;
  orderId: OrderId | null;
  printerId: number;
  eventId: number | null;
  kind: PrintKind;
  /** The docket as a plain document, JSON. */
  doc: string;
}>;
export type PrintKind = "docket" | "changes" | "void" | "reprint" | "receipt" | "report" | "test";

export type DeliveryState = "waiting" | "delivered" | "failed" | "cancelled";
export type Delivery = Readonly<{
  id: number;
  companyId: CompanyId;
  webhookId: number | null;
  addonId: AddonId | null;
  eventId: number;
  topic: string;
  orderId: OrderId | null;
  siteId: SiteId | null;
  address: string;
  state: DeliveryState;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: number;
  nextAt: number | null;
  finishedAt: number | null;
  replayOf: number | null;
}>;
/** Test deliveries have the number of no event: their own id below zero, so that replays are known for the same. */
export const isTest = ({ eventId }: Pick<Delivery, "eventId">): boolean => eventId < 0;
export type DueDelivery = Readonly<{ delivery: Delivery; body: string; webhook: Webhook | null }>;

export type Attempt = Readonly<{
  number: number;
  startedAt: number;
  tookMs: number;
  status: number | null;
  error: string | null;
  requestHeaders: Readonly<Record<string, string>>;
  responseHeaders: Readonly<Record<string, string>> | null;
  /** The first part of what the receiver answered. */
  answer: string | null;
}>;

export type AttemptOutcome = Readonly<{
  delivery: Delivery;
  attempt: Attempt;
  state: DeliveryState;
  nextAt: number | null;
  job: JobEnd;
  /** Whether it says anything about the registration's endpoint: not when it went to another address. */
  countsForHealth: boolean;
  /** The endpoint is to get nothing any more. */
  disable?: "gone" | "failing";
  at: number;
}>;

/** A status, the class of a hundred of them (4 is 400 to 499), or that it was tried and nobody answered. */
export type StatusAsk = Readonly<{ exact: number } | { class: number }> | "none";

export type DeliveryAsk = Readonly<{
  webhookId?: number;
  addonId?: AddonId;
  orderId?: OrderId;
  topic?: string;
  state?: DeliveryState;
  /** What the receiver answered last. */
  status?: StatusAsk;
  /** Epoch milliseconds, inclusive and exclusive. */
  from?: number;
  to?: number;
}>;

export type Notice = Readonly<{
  id: number;
  kind: string;
  data: Readonly<Record<string, unknown>>;
  createdAt: number;
  seenAt: number | null;
}>;
