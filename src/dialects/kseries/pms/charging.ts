import {
  type ChargeAt,
  type MessageMaker,
  type ReadyCharge,
  type RoomChargeCommands,
  roomCharges,
} from "../../../commands/room-charges.ts";
import type { CompanyId, OrderId } from "../../../domain/ids.ts";
import { CHARGE_BEGUN, askAgainAt } from "../../../domain/pms/charge.ts";
import { chargeBody } from "../../../domain/pms/charge-body.ts";
import { chargeAddress } from "../../../domain/pms/provider.ts";
import { verdictOf } from "../../../domain/pms/verdict.ts";
import type { Handler } from "../../../jobs/worker.ts";
import type { FanOut, PendingEvent } from "../../../storage/deliveries.ts";
import type { Job, JobEnd } from "../../../storage/jobs.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { OutgoingClient, Sent } from "../../../webhooks/outgoing.ts";
import { codesOf } from "../codes.ts";
import { accountIdentifierOf, receiptIdOf, uuidBase64Of, uuidOf } from "../ids.ts";

const QUEUE = "pms";
/** Charges under way at once, in all and at one hotel. */
const AT_ONCE = 128;
const PER_HOTEL = 8;

/** The job that follows from the event of a charge that was begun: the pump makes it, wherever a server died between. */
export const chargeFollows: Readonly<Record<string, (event: PendingEvent) => FanOut["jobs"][number]>> = {
  [CHARGE_BEGUN]: ({ id, companyId, data: { hotel, order, charge } }) => ({
    companyId,
    queue: QUEUE,
    lane: `hotel ${String(hotel)}`,
    key: `room ${String(order)}`,
    position: id,
    data: { order, charge },
  }),
};

export type ChargingParts = Readonly<{ storage: Storage; client: Pick<OutgoingClient, "post"> }>;

/**
 * Charges one order to a room: makes it ready, asks the hotel, writes down what it said, and pays the order. Wherever
 * the server dies on this way, the job is handed out again and finds the charge in the state that was written last; the
 * hotel then sees the same key and the same bytes.
 */
export const chargeHandler = ({ storage, client }: ChargingParts): Handler => {
  const charges: RoomChargeCommands = roomCharges(storage);
  const end = (job: Job): Promise<void> => storage.jobs.end([{ ...endOf(job), kind: "over" }]);
  const again = (job: Job): Promise<void> =>
    storage.jobs.end([{ ...endOf(job), kind: "again", at: askAgainAt(job.attempts + 1, storage.clock()) }]);

  const send = ({ charge, link }: ReadyCharge, signal: AbortSignal): Promise<Sent> =>
    client.post({
      url: chargeAddress(link.endpoint),
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-lightspeed-idempotency-key": charge.key,
      },
      body: Buffer.from(JSON.stringify({ ...(JSON.parse(charge.message) as object), apiKey: link.apiKey })),
      signal,
    });

  /** Asks the hotel once. Whether the charge has come to an answer by it; undefined when the server stops. */
  const attempt = async (at: ChargeAt, signal: AbortSignal): Promise<boolean | undefined> => {
    const found = await charges.get(at);
    if (!found || found.state !== "waiting") return true;
    if (storage.clock() >= found.endsAt) return charges.giveUp(at).then(() => true);
    const addon = await storage.access.addons.byId(found.hotel.addonId);
    const ready = await charges.ready(at, messageOf(addon?.clientId ?? "", at.number));
    if (!ready) return true;
    const sent = await send(ready, signal);
    if (sent.kind === "failed" && sent.why === "stopped") return undefined; // the job is given back as it was
    const verdict = verdictOf(sent, ready.doubtful);
    await charges.settle(at, verdict);
    return verdict.kind !== "unknown";
  };

  const run = async (job: Job, signal: AbortSignal): Promise<void> => {
    const { order, charge } = job.data as { order: OrderId; charge: number };
    const at = { company: job.companyId satisfies CompanyId, order, number: charge };
    const settled = await attempt(at, signal);
    if (settled === undefined) return;
    if (!settled) return again(job);
    await charges.pay(at);
    return end(job);
  };

  return { queue: QUEUE, atOnce: AT_ONCE, perLane: PER_HOTEL, run };
};

const endOf = ({ id, queue, lane }: Job): Pick<JobEnd, "id" | "queue" | "lane"> => ({ id, queue, lane });

/**
 * The message of a charge and its key. The key follows from the order and from which attempt to charge it this is, so
 * that one charge has one key; the order's birth is part of it because ids begin anew in a new database, and a hotel
 * that remembers the key of the old one would say "done" to what it never charged.
 */
const messageOf =
  (clientId: string, number: number): MessageMaker =>
  ({ order, charge, payment, settles, provider, catalogue, now }) => {
    const codes = codesOf(catalogue.all("payment_method"));
    const { id, siteId, createdAt, originalOrderId } = order;
    const names = {
      businessExternalReference: clientId,
      receiptId: receiptIdOf(order),
      fiscId: accountIdentifierOf(order),
      uuid: uuidBase64Of("account", id),
      initialAccountId: originalOrderId === null ? null : accountIdentifierOf({ id: originalOrderId, siteId }),
    };
    const methodCode = (method: number): string => codes.get(method) ?? "";
    const features = provider?.features ?? [];
    const facts = { charge, payment, settles, catalogue, features, names, methodCode, now };
    const body = chargeBody(order, facts);
    return { key: `LS1_${uuidOf("room-charge", id, createdAt, number)}`, message: JSON.stringify(body) };
  };
