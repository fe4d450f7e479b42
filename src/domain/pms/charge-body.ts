import { less, minorDigits, minorNumber, plus } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PmsFeature } from "../catalogue/ordering-records.ts";
import type { StaffId } from "../ids.ts";
import type { Order, Payment } from "../order/order.ts";
import type { RoomCharge } from "./charge.ts";
import { ROOM_METHOD } from "./provider.ts";
import { type HotelTransaction, hotelTransactions } from "./transactions.ts";

/** What the hotel is told, but for its API key. Dates are UTC in whole seconds. */
export type ChargeBody = Readonly<{
  name: string;
  openDate: string;
  closeDate: string | null;
  covers: number;
  ownerId?: number;
  ownerName?: string;
  deviceId?: number;
  businessExternalReference: string;
  receiptId: string;
  fiscId: string;
  uuid: string;
  initialAccountId?: string;
  identifier: string;
  revenueCenterId?: number;
  revenueCenterName?: string;
  transactions: readonly HotelTransaction[];
  payments: readonly HotelPayment[];
  serviceCharge?: Readonly<{ amount: number; type: "UNTAXED" }>;
}>;

type HotelPayment = Readonly<{
  paymentDate: string;
  staffId?: number;
  staffName?: string;
  gratuity: number;
  amount: number;
  methodName: string;
  methodCode: string;
  reservationId?: string;
}>;

/** What the order is called over the API that hotels know us by. */
export type OrderNames = Readonly<{
  receiptId: string;
  fiscId: string;
  uuid: string;
  initialAccountId: string | null;
  businessExternalReference: string;
}>;

export type ChargeFacts = Readonly<{
  charge: RoomCharge;
  /** The payment that it will be on the order. */
  payment: Pick<Payment, "amount" | "tip" | "tipService" | "extraTip">;
  /** Whether the order is paid in full by it. */
  settles: boolean;
  catalogue: Catalogue;
  features: readonly PmsFeature[];
  names: OrderNames;
  methodCode: (method: number) => string;
  /** Epoch milliseconds. */
  now: number;
}>;

const instant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}/, "");

/**
 * The message that charges an order to a room: the whole bill, and what is charged of it. Payments that the order had
 * before are listed for a system that knows several to a bill. A tip/service stands apart for one that knows service
 * charges; otherwise it is part of the gratuity.
 */
export const chargeBody = (
  order: Order,
  { charge, payment, settles, catalogue, features, names, methodCode, now }: ChargeFacts,
): ChargeBody => {
  const digits = minorDigits(order.currency);
  const person = (id: StaffId | null) => {
    const staff = id === null ? undefined : catalogue.staff(id);
    return staff && { staffId: staff.id, staffName: `${staff.firstName} ${staff.lastName}`.trim() };
  };
  const owner = person(order.staffId ?? charge.staffId);
  const { initialAccountId, ...named } = names;
  const before = features.includes("MULTI_PAYMENTS") ? order.payments : [];
  const apart = features.includes("SERVICE_CHARGE");
  const { tipService } = order.totals;
  const gratuity = apart ? payment.extraTip : plus(payment.extraTip, payment.tipService);
  return {
    name: order.table === null ? order.saleNumber : `Table ${order.table}`,
    openDate: instant(order.createdAt),
    closeDate: settles ? instant(now) : null,
    covers: order.guests ?? 1,
    ...(owner && { ownerId: owner.staffId, ownerName: owner.staffName }),
    ...((charge.registerId ?? order.registerId) !== null && { deviceId: (charge.registerId ?? order.registerId)! }),
    ...named,
    ...(initialAccountId !== null && { initialAccountId }),
    identifier: names.fiscId,
    ...(charge.revenueCenter && {
      revenueCenterId: charge.revenueCenter.id,
      revenueCenterName: charge.revenueCenter.name,
    }),
    transactions: hotelTransactions(order, catalogue, owner),
    payments: [
      ...before.map(({ createdAt, amount, tip, methodId, methodName }) => ({
        paymentDate: instant(createdAt),
        gratuity: minorNumber(tip, digits),
        amount: minorNumber(amount, digits),
        methodName,
        methodCode: methodCode(methodId),
      })),
      {
        paymentDate: instant(now),
        ...person(charge.staffId),
        gratuity: minorNumber(gratuity, digits),
        amount: minorNumber(less(plus(payment.amount, payment.tip), gratuity), digits),
        methodName: catalogue.paymentMethod(charge.methodId)?.name ?? ROOM_METHOD.name,
        methodCode: ROOM_METHOD.code,
        reservationId: charge.guest.reservationId,
      },
    ],
    ...(apart &&
      tipService !== 0 && { serviceCharge: { amount: minorNumber(tipService, digits), type: "UNTAXED" as const } }),
  };
};
