import type { AddonId, OrderId, SiteId } from "../ids.ts";
import type { OrderAsked, PaymentAsked } from "./asked.ts";

/**
 * What an ordering app handed in: kept as it came until the venue has worked it off, and after that as the proof that
 * its reference was used.
 *
 * waiting  not tried yet, or not possible yet
 * done     `orderId` is what came of it
 * failed   it came to nothing; `reason` says why
 */
type Task = Readonly<{
  siteId: SiteId;
  addonId: AddonId;
  endpointId: string;
  reference: string;
  state: "waiting" | "done" | "failed";
  createdAt: number;
  /** Not before; epoch milliseconds. */
  dueAt: number;
  /** Not after. */
  endsAt: number;
  orderId: OrderId | null;
  reason: string | null;
}>;

/** What was asked for is kept for as long as it is of use. */
export type OrderTask = Task & Readonly<{ kind: "ORDER"; asked: OrderAsked | null }>;
export type PaymentTask = Task & Readonly<{ kind: "PAYMENT"; asked: PaymentAsked | null }>;
export type OnlineTask = OrderTask | PaymentTask;

/** The key of a task: a reference is used once at a site for each kind. */
export const taskKey = ({ kind, siteId, reference }: Pick<OnlineTask, "kind" | "siteId" | "reference">): string =>
  `${kind} ${siteId} ${reference}`;

/** How long a task may wait for the venue, in milliseconds. Apps say how long; they hardly ever want this much. */
export const TASK_TTL_MS = 30 * 60_000;
/** The least that an app may say. */
export const TASK_TTL_MIN_MS = 60_000;
/** How far ahead something may be ordered. */
export const AHEAD_MAX_MS = 400 * 24 * 3_600_000;

/** How long a message waits for a printer that cannot print. */
export const MESSAGE_TTL_MS = 24 * 3_600_000;
