import type { Order } from "../../../domain/order/order.ts";
import { type Report, moreText } from "./report.ts";
import type { LineWire, PaymentWire, SaleWire } from "./sale-schema.ts";

/**
 * Who worked, where, and on whose account: a sale tells it of itself, of its lines and of its payments. The texts stand
 * behind other fields.
 */
export type Work = Readonly<{ sale: string; line: string; payment: string }>;

const workFor = ({ staffId, registerId, profileCode }: Order, { names, included }: Report): Work => {
  const deviceName = registerId === null ? undefined : names.register(registerId);
  const staffName = staffId === null ? undefined : names.staff(staffId);
  const staff = included.has("staff") && staffId !== null && { staffId, ...(staffName !== undefined && { staffName }) };
  const center = included.has("revenue_center") &&
    names.revenueCenter && { revenueCenter: names.revenueCenter.name, revenueCenterId: names.revenueCenter.id };
  const profile = included.has("account_profile") && profileCode !== undefined && { accountProfileCode: profileCode };
  const named = deviceName === undefined ? {} : { deviceName };

  const sale: Partial<SaleWire> = {
    ...(staff && { ownerId: staff.staffId, ...(staffName !== undefined && { ownerName: staffName }) }),
    ...(registerId !== null && { deviceId: registerId, ...named }),
    ...profile,
  };
  const line: Partial<LineWire> = {
    ...staff,
    ...(registerId !== null && { deviceId: registerId, ...named }),
    ...center,
    ...profile,
  };
  const payment: Partial<PaymentWire> = {
    ...staff,
    ...(registerId !== null && { deviceId: String(registerId), ...named }), // a text here: so the vendor has it
    ...center,
  };
  return { sale: moreText(sale), line: moreText(line), payment: moreText(payment) };
};

export const workOf = (order: Order, report: Report): Work => {
  const key = `${order.staffId} ${order.registerId} ${order.profileCode}`;
  let work = report.works.get(key);
  if (!work) report.works.set(key, (work = workFor(order, report)));
  return work;
};
