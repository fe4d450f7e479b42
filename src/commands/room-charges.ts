import type { PmsProvider } from "../domain/catalogue/ordering-records.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Actor, AddonId, CompanyId, OrderId, Principal } from "../domain/ids.ts";
import { changeable } from "../domain/order/change.ts";
import type { Order, Payment } from "../domain/order/order.ts";
import { addPayment } from "../domain/order/payments.ts";
import type { OrderRefusal } from "../domain/order/refusals.ts";
import {
  CHARGE_BEGUN,
  CHARGE_CHANGED,
  type ChargeRefusal,
  NOT_PAID,
  ORDER_CHANGED,
  type RoomCharge,
  type RoomCharges,
  UNCLEAR,
  WAITING_MAX_MS,
  chargeRefusal,
} from "../domain/pms/charge.ts";
import type { HotelGuest } from "../domain/pms/guests.ts";
import { ROOM_METHOD } from "../domain/pms/provider.ts";
import type { Verdict } from "../domain/pms/verdict.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { type Minor, NOTHING, less, plus } from "../kit/money.ts";
import type { Storage, Tx } from "../storage/storage.ts";
import { changeOrder, contextOf, paymentIdOf } from "./orders.ts";

/** The kind of document that holds an order's charges, by the order's id. */
const KIND = "room_charges";

export type ChargeAsk = Readonly<{
  hotelId: number;
  guest: HotelGuest;
  /** Null: all that remains to be paid. */
  amount: Minor | null;
  tip: Minor;
  /** Null: the site's own, where it has just one. */
  revenueCenterId: number | null;
}>;

export type ChargeAt = Readonly<{ company: CompanyId; order: OrderId; number: number }>;

/** The key and the message of a charge, once they are made. */
export type ChargeMessage = Readonly<{ key: string; message: string }>;
/** What makes them, inside the transaction that writes them down. */
export type MessageMaker = (facts: {
  order: Order;
  charge: RoomCharge;
  payment: Payment;
  /** Whether the order is paid in full by it. */
  settles: boolean;
  provider: PmsProvider | undefined;
  catalogue: Catalogue;
  now: number;
}) => ChargeMessage;

/** What may go out now; `doubtful`: an attempt before may have charged the room. */
export type ReadyCharge = Readonly<{
  charge: RoomCharge & ChargeMessage;
  link: Readonly<{ endpoint: string; apiKey: string }>;
  doubtful: boolean;
}>;

/** The order with a charge paid on it, as far as `actor` may; the payment is its last one. */
const paidBy = (
  tx: Tx,
  order: Order,
  charge: Pick<RoomCharge, "methodId" | "amount" | "tip" | "guest">,
  actor: Actor,
): Result<{ order: Order; number: number }, OrderRefusal> => {
  const { methodId, amount, tip, guest } = charge;
  const input = { methodId, amount, tip, ref: `${guest.room} ${guest.reservationId}`.trim().slice(0, 255) };
  return addPayment(order, input, paymentIdOf(order.id, order.payments.length + 1), contextOf(tx, actor));
};

const featuresOf = (provider: PmsProvider | undefined): PmsProvider["features"] => provider?.features ?? [];

const revenueCenterOf = (catalogue: Catalogue, { siteId }: Order, id: number | null) => {
  const all = catalogue.all("revenue_center").filter((center) => center.siteId === siteId);
  const found = id === null ? (all.length === 1 ? all[0] : undefined) : all.find((center) => center.id === id);
  return found ? { id: found.id, name: found.name } : null;
};

/** The charges of orders to hotel rooms: see domain/pms/charge.ts for the states that one goes through. */
export const roomCharges = (storage: Storage) => {
  /** Writes a charge down, and tells of it when it is new or has another state. */
  const save = (tx: Tx, all: RoomCharges, charge: RoomCharge): void => {
    const before = all.charges.find(({ number }) => number === charge.number);
    const charges = before ? all.charges.map((one) => (one === before ? charge : one)) : [...all.charges, charge];
    tx.documents.put(KIND, String(all.orderId), { ...all, charges }, { siteId: all.siteId });
    if (before?.state === charge.state) return;
    const { number, state, hotel } = charge;
    const type = before ? CHARGE_CHANGED : CHARGE_BEGUN;
    tx.emit([{ type, siteId: all.siteId, order: all.orderId, charge: number, hotel: hotel.id, state }]);
  };

  /** The charges of an order that is locked with them: everybody locks the order first, so that nobody waits in a ring. */
  const locked = async (tx: Tx, order: OrderId): Promise<RoomCharges | undefined> => {
    await tx.orders.get(order);
    return tx.documents.get(KIND, String(order));
  };

  /** Changes a charge that is in `from`; undefined, and nothing, when it is not there or has moved on. */
  const move = <T>(
    { company, order, number }: ChargeAt,
    from: RoomCharge["state"],
    decide: (tx: Tx, charge: RoomCharge) => Promise<readonly [RoomCharge, T]> | readonly [RoomCharge, T],
  ): Promise<Result<T | undefined, never>> =>
    storage.transact<T | undefined, never>(company, async (tx) => {
      const all = await locked(tx, order);
      const charge = all?.charges.find((one) => one.number === number);
      if (!all || charge?.state !== from) return done(undefined);
      const [after, value] = await decide(tx, charge);
      save(tx, all, after);
      return done(value);
    });

  const over = { link: null, message: null, sent: false } as const;

  return {
    /** All charges of an order, the first one first. */
    async of(company: CompanyId, order: OrderId): Promise<readonly RoomCharge[]> {
      return (await storage.reads(company).documents.get(KIND, String(order)))?.charges ?? [];
    },

    async get({ company, order, number }: ChargeAt): Promise<RoomCharge | undefined> {
      return (await this.of(company, order)).find((charge) => charge.number === number);
    },

    /** Writes down that an order is to be charged to a room. A job follows from the event of it. */
    begin: ({ company, actor }: Principal, id: OrderId, ask: ChargeAsk): Promise<Result<RoomCharge, ChargeRefusal>> =>
      storage.transact<RoomCharge, ChargeRefusal>(company, async (tx) => {
        const order = await tx.orders.get(id);
        if (!order) return refuse({ kind: "order_not_found" });
        const open = changeable(order);
        if (!open.ok) return open;
        const provider = tx.catalogue.get("pms_provider", ask.hotelId);
        if (!provider) return refuse({ kind: "hotel_not_found" });
        const { siteId } = order;
        if (provider.siteId !== siteId) {
          return refuse({ kind: "hotel_of_other_site", hotel: provider.id, site: siteId });
        }
        if (ask.guest.blocked) return refuse({ kind: "room_blocked", room: ask.guest.room });
        const revenueCenter = revenueCenterOf(tx.catalogue, order, ask.revenueCenterId);
        if (!revenueCenter && ask.revenueCenterId !== null) {
          return refuse({ kind: "revenue_center_unknown", id: ask.revenueCenterId });
        }
        const method = tx.catalogue
          .all("payment_method")
          .find(({ code, active }) => code === ROOM_METHOD.code && active);
        if (!method) return refuse({ kind: "no_room_method" });

        const all = (await tx.documents.get(KIND, String(id))) ?? { orderId: id, siteId, charges: [] };
        const { blocked: _, ...guest } = ask.guest;
        const { tip } = ask;
        const what = { methodId: method.id, amount: ask.amount ?? order.totals.remaining, tip, guest };
        const tried = paidBy(tx, order, what, actor); // what binds the operator binds before anything is charged
        if (!tried.ok) return tried;
        const left = tried.value.order.totals.remaining;
        const tooMuch = ask.amount === null && left < 0 ? left : NOTHING; // the tip has paid of what remained
        const amount = plus(what.amount, tooMuch);
        const asked = { amount, left: less(left, tooMuch), features: provider.features };
        const refusal = chargeRefusal(order, all.charges, asked);
        if (refusal) return refuse(refusal);
        const charge: RoomCharge = {
          number: all.charges.length + 1,
          state: "waiting",
          hotel: { id: provider.id, name: provider.name, addonId: provider.addonId as AddonId },
          link: { endpoint: provider.endpoint, apiKey: provider.apiKey },
          guest,
          revenueCenter,
          amount,
          tip,
          methodId: method.id,
          staffId: actor.kind === "operator" ? actor.staffId : null,
          registerId: actor.kind === "operator" ? actor.registerId : null,
          key: null,
          message: null,
          sent: false,
          says: null,
          payment: null,
          createdAt: tx.now,
          endsAt: tx.now + WAITING_MAX_MS,
        };
        save(tx, all, charge);
        return done(charge);
      }),

    /**
     * Makes a waiting charge ready to be sent: key and message are written down, the first time, and that they may be
     * on their way. Undefined when there is nothing to send: the order has changed since, or the charge is over.
     */
    async ready(at: ChargeAt, make: MessageMaker): Promise<ReadyCharge | undefined> {
      const moved = await move<ReadyCharge | undefined>(at, "waiting", async (tx, charge) => {
        const provider = tx.catalogue.get("pms_provider", charge.hotel.id);
        const link = provider ?? charge.link;
        const said = charge.key !== null && charge.message !== null ? charge : await firstMessage(tx, at, charge, make);
        if (!said || !link) return [{ ...charge, ...over, state: "refused", says: ORDER_CHANGED }, undefined];
        const { key, message } = said;
        const ready = { ...charge, key: key!, message: message!, sent: true };
        return [ready, { charge: ready, link, doubtful: charge.sent }];
      });
      return moved.ok ? moved.value : undefined;
    },

    /** Writes down what came of an attempt. */
    settle: (at: ChargeAt, verdict: Verdict) =>
      move<null>(at, "waiting", (_, charge) => {
        if (verdict.kind === "charged") return [{ ...charge, ...over, state: "charged", says: null }, null];
        if (verdict.kind === "refused") return [{ ...charge, ...over, state: "refused", says: verdict.says }, null];
        return [{ ...charge, says: verdict.says }, null];
      }),

    /** Ends the waiting for a hotel that says nothing. */
    giveUp: (at: ChargeAt) =>
      move<null>(at, "waiting", (_, charge) => [{ ...charge, ...over, state: "unclear", says: UNCLEAR }, null]),

    /**
     * Puts the payment of a charge on its order, in one transaction with the charge's last state. The hotel has it, so
     * that locks of the order do not matter any more; only an order that is over keeps it out.
     */
    async pay(at: ChargeAt): Promise<void> {
      const paid = await storage.transact<null, OrderRefusal>(at.company, async (tx) => {
        const all = await locked(tx, at.order);
        const charge = all?.charges.find(({ number }) => number === at.number);
        if (!all || charge?.state !== "charged") return done(null);
        const actor: Actor = { kind: "addon", addonId: charge.hotel.addonId };
        const changed = await changeOrder(tx, at.order, (order) => paidBy(tx, order, charge, actor));
        if (!changed.ok) return changed;
        save(tx, all, { ...charge, state: "paid", payment: changed.value.number });
        return done(null);
      });
      if (!paid.ok) await move<null>(at, "charged", (_, charge) => [{ ...charge, says: NOT_PAID }, null]);
    },
  };
};

export type RoomChargeCommands = ReturnType<typeof roomCharges>;

/** Key and message of a charge that was never sent; undefined when its order no longer takes it. */
const firstMessage = async (
  tx: Tx,
  { order: id }: ChargeAt,
  charge: RoomCharge,
  make: MessageMaker,
): Promise<ChargeMessage | undefined> => {
  const order = await tx.orders.get(id);
  if (!order) return undefined;
  const provider = tx.catalogue.get("pms_provider", charge.hotel.id);
  const paid = paidBy(tx, order, charge, { kind: "addon", addonId: charge.hotel.addonId });
  if (!paid.ok) return undefined;
  const { payments, totals } = paid.value.order;
  const asked = { amount: charge.amount, left: totals.remaining, features: featuresOf(provider) };
  if (chargeRefusal(order, [], asked)) return undefined;
  const facts = { order, charge, payment: payments.at(-1)!, settles: totals.remaining === 0 };
  return make({ ...facts, provider, catalogue: tx.catalogue, now: tx.now });
};
