import type { Addon } from "../domain/access/addon.ts";
import type { Clock } from "../kit/time.ts";
import type { Handler } from "../jobs/worker.ts";
import {
  type Attempt,
  type AttemptOutcome,
  type DueDelivery,
  type EndpointHealth,
  type Webhook,
  isTest,
} from "../storage/deliveries.ts";
import type { Job } from "../storage/jobs.ts";
import type { Storage } from "../storage/storage.ts";
import type { OutgoingClient, Sent } from "./outgoing.ts";
import { Recorder } from "./recorder.ts";
import { FAILING_MAX_MS, FAILURES_MIN, nextAttemptAt } from "./schedule.ts";
import { Signers } from "./signers.ts";
import { signatureHeaders, signingKeysOf } from "./sign.ts";

/** Attempts under way at once, in all and to one endpoint. */
const AT_ONCE = 1_024;
const PER_ENDPOINT = 8;

export type DeliverParts = Readonly<{
  storage: Storage;
  client: OutgoingClient;
  clock: Clock;
  random: () => number;
  userAgent: string;
  /** Headers by which a receiver lets us in, where they are not part of the registration. */
  credentials?: (webhook: Webhook) => Promise<Record<string, string>>;
}>;

/** A stable id by which a receiver knows an event again, on every retry and replay. */
export const messageId = (eventId: number, webhookId: number | null): string =>
  [isTest({ eventId }) ? `evt_test_${-eventId}` : `evt_${eventId}`, webhookId]
    .filter((part) => part !== null)
    .join("_");

/**
 * Sends one delivery once, and writes down what came of it. Between the two the server may die: the job is still under
 * its lease then, and the very same bytes go out again under the same id.
 */
export const deliverHandler = ({ storage, client, clock, random, userAgent, credentials }: DeliverParts): Handler => {
  const recorder = new Recorder(storage.deliveries);
  const signers = new Signers(storage);

  const over = (job: Job) => ({ id: job.id, queue: job.queue, lane: job.lane, kind: "over" }) as const;

  /** The add-on to sign for, null when there is none to; undefined: nothing may be sent any more. */
  const mayGo = async ({ delivery, webhook }: DueDelivery): Promise<Addon | null | undefined> => {
    const { addonId, companyId, webhookId, address } = delivery;
    // What is sent again to another address goes there whatever has become of the registration.
    const isElsewhere = delivery.replayOf !== null && address !== webhook?.address;
    if (webhookId !== null && !isElsewhere && !webhook?.active) return undefined;
    if (addonId === null) return null;
    return signers.of(companyId, addonId);
  };

  /** What proves who we are. Where that is not to be had now, the attempt has failed before it was sent. */
  const proofFor = async (webhook: Webhook | null): Promise<{ proof: Record<string, string>; unproven?: Sent }> => {
    const proof = { ...webhook?.headers };
    if (!webhook || !credentials) return { proof };
    try {
      return { proof: { ...proof, ...(await credentials(webhook)) } };
    } catch (error) {
      return { proof, unproven: { kind: "failed", why: "credentials", says: (error as Error).message } };
    }
  };

  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const { delivery: id } = job.data as { delivery: number };
    const due = await storage.deliveries.due(job.companyId, id);
    if (!due) return storage.jobs.end([over(job)]);
    const addon = await mayGo(due);
    if (addon === undefined) return storage.deliveries.cancel(job.companyId, id, over(job), clock());

    const { delivery, webhook } = due;
    const body = Buffer.from(due.body);
    const startedAt = clock();
    const began = performance.now();
    // What lets us in at the registered address is nobody else's business.
    const { proof, unproven } = await proofFor(webhook?.address === delivery.address ? webhook : null);
    const headers = {
      ...proof,
      "content-type": "application/json; charset=utf-8",
      "user-agent": userAgent,
      ...signatureHeaders(
        addon ? signingKeysOf(addon, startedAt) : [],
        messageId(delivery.eventId, delivery.webhookId),
        Math.floor(startedAt / 1_000),
        body,
      ),
      "x-servery-topic": delivery.topic,
      ...(isTest(delivery) && { "x-servery-test": "true" }),
    };
    const sent = unproven ?? (await client.post({ url: delivery.address, headers, body, signal }));
    if (sent.kind === "failed" && sent.why === "stopped") return; // the server stops: the job is given back as it was
    const now = clock();
    const attempt: Attempt = {
      number: delivery.attempts + 1,
      startedAt,
      tookMs: Math.round(performance.now() - began),
      status: sent.kind === "answer" ? sent.status : null,
      error: sent.kind === "failed" ? `${sent.why}: ${sent.says}` : null,
      requestHeaders: withoutCredentials(headers, proof),
      responseHeaders: sent.kind === "answer" ? sent.headers : null,
      answer: sent.kind === "answer" ? sent.head : null,
    };
    const health =
      webhook && !isGood(sent)
        ? (await storage.deliveries.webhooks.health(job.companyId, webhook.id)).get(webhook.id)
        : undefined;
    await recorder.record({ ...outcomeOf({ sent, now, random: random(), due, attempt, job, health }), at: now });
  };

  return { queue: "deliver", atOnce: AT_ONCE, perLane: PER_ENDPOINT, run };
};

const isGood = (sent: Sent): boolean => sent.kind === "answer" && sent.status >= 200 && sent.status < 300;

type Facts = Readonly<{
  sent: Sent;
  now: number;
  random: number;
  due: DueDelivery;
  attempt: Attempt;
  job: Job;
  health: EndpointHealth | undefined;
}>;

/** What an attempt leads to: it is delivered, tried again, or given up; and the endpoint may be done with altogether. */
export const outcomeOf = ({ sent, now, random, due, attempt, job, health }: Facts): Omit<AttemptOutcome, "at"> => {
  const { delivery, webhook } = due;
  const end = { id: job.id, queue: job.queue, lane: job.lane };
  const common = { delivery, attempt, countsForHealth: webhook?.address === delivery.address };
  if (isGood(sent)) return { ...common, state: "delivered", nextAt: null, job: { ...end, kind: "over" } };
  const own = webhook !== null && webhook.address === delivery.address;
  const gone = sent.kind === "answer" && sent.status === 410;
  const since = health?.failingSince ?? now;
  const failing = now - since >= FAILING_MAX_MS && (health?.failures ?? 0) + 1 >= FAILURES_MIN;
  const disable = own && (gone ? "gone" : failing ? "failing" : undefined);
  const retryAfter = sent.kind === "answer" ? sent.headers["retry-after"] : undefined;
  const at = gone || disable ? undefined : nextAttemptAt(attempt.number, now, random, retryAfter);
  return {
    ...common,
    ...(disable && { disable }),
    ...(at === undefined
      ? { state: "failed", nextAt: null, job: { ...end, kind: "over" } }
      : { state: "waiting", nextAt: at, job: { ...end, kind: "again", at } }),
  };
};

/** The log is for looking at: what the registration adds may prove who we are, so only its name is kept. */
const withoutCredentials = (
  headers: Readonly<Record<string, string>>,
  registered: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Object.hasOwn(registered, name) ? "…" : value]),
  );
