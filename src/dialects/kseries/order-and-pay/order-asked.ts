import type {
  AccountAsked,
  ConsumerAsked,
  ItemAsked,
  MoneyAsked,
  OrderAsked,
  SubItemAsked,
} from "../../../domain/online/asked.ts";
import { type OrderId, type SiteId, type StaffId, parseId } from "../../../domain/ids.ts";
import { dec, minorDigits } from "../../../kit/money.ts";
import { orderOfAccount } from "../ids.ts";
import type { BeanIssue } from "../validation.ts";
import { idOf } from "../wire.ts";
import type { CustomerBody, ItemBody, LocalBody, PaymentBody, SubItemBody, ToGoBody } from "./order-body.ts";

/** From the wire's words to the task's. What is empty was not said. */

export const said = (text: string | null | undefined): string | null => (text?.trim() ? text.trim() : null);

const consumerOf = (body: CustomerBody): ConsumerAsked => ({
  firstName: body.firstName.trim(),
  lastName: said(body.lastName) ?? "",
  reference: said(body.thirdPartyReference),
  email: said(body.email),
  phone: said(body.contactNumberAsE164),
  notes: said(body.notes),
});

/** In an order the amount has the tip in it. */
const moneyOf = (body: PaymentBody): MoneyAsked => {
  const tip = body.tipAmount ?? "0";
  return { method: said(body.paymentMethod), amount: dec(body.paymentAmount).minus(tip).toFixed(), tip };
};

const subItemOf = (body: SubItemBody): SubItemAsked => ({
  sku: body.sku,
  quantity: body.quantity,
  name: said(body.customItemName),
  price: body.customItemPrice ?? null,
  instructions: (body.modifiers ?? []).map(({ modifierId }) => modifierId.trim()),
  subItems: (body.subItems ?? []).map(subItemOf),
});

const itemOf = (body: ItemBody): ItemAsked => {
  const code = said(body.discountCode);
  return {
    ...subItemOf(body),
    course: body.course ?? null,
    discount:
      code === null
        ? null
        : { code, percent: body.discountPercentOverride ?? null, amount: body.discountAmountOverride ?? null },
  };
};

/** The account of a site behind an identifier ("A1001.93"), or behind the number alone; null: none was named. */
export const accountOf = (
  site: SiteId,
  identifier: string | null | undefined,
  number: string | null | undefined,
): AccountAsked | null => {
  const name = said(identifier);
  const named = name === null ? undefined : orderOfAccount(name);
  if (name !== null) return { identifier: name, order: named?.site === site ? named.order : null };
  const id = said(number);
  return id === null ? null : { identifier: id, order: parseId<OrderId>(id) ?? null };
};

export const orderAsked = (kind: OrderAsked["kind"], site: SiteId, body: ToGoBody & LocalBody): OrderAsked => {
  const { deliveryAddress: to } = body;
  return {
    kind,
    consumer: consumerOf(body.customerInfo),
    note: said(body.orderNote),
    staffId: typeof body.staffId === "string" ? idOf<StaffId>(body.staffId) : null,
    profileCode: said(body.accountProfileCode),
    collectionCode: said(body.collectionCode),
    collectAt: body.orderCollectionTimeAsIso8601?.text ?? null,
    deliveryAddress: to
      ? {
          addressLine1: said(to.addressLine1),
          addressLine2: said(to.addressLine2),
          zip: said(to.zip),
          city: said(to.city),
        }
      : null,
    account: accountOf(site, body.accountIdentifier, body.accountId),
    table: said(body.tableNumber),
    guests: body.clientCount || null,
    items: (body.items ?? []).map(itemOf),
    payment: body.payment ? moneyOf(body.payment) : null,
  };
};

// ---- rules that need the clock or the currency --------------------------------------------------------------------

const FUTURE = { code: "Future", message: "must be a future date", type: "java.time.OffsetDateTime" };

const TIMES = ["scheduledTimeForOrderAsIso8601", "orderCollectionTimeAsIso8601"] as const;

/** What is to happen later cannot be in the past, nor in a year that nobody plans for. */
export const timeIssues = (body: ToGoBody, now: number, aheadMaxMs: number): BeanIssue[] =>
  TIMES.flatMap((field) => {
    const moment = body[field];
    return moment && (moment.ms <= now || moment.ms > now + aheadMaxMs)
      ? [{ ...FUTURE, field, rejectedValue: moment.text }]
      : [];
  });

/** Amounts that the currency has no coins for. */
export const moneyIssues = (
  amounts: Readonly<Record<string, string | null | undefined>>,
  currency: string,
): BeanIssue[] => {
  const digits = minorDigits(currency);
  const message = `numeric value out of bounds (<8 digits>.<${digits} digits> expected)`;
  const rule = { code: "Digits", message, type: "java.math.BigDecimal", values: [digits, 8] };
  return Object.entries(amounts).flatMap(([field, amount]) =>
    amount !== null && amount !== undefined && !dec(amount).round(digits).eq(amount)
      ? [{ ...rule, field, rejectedValue: Number(amount) }]
      : [],
  );
};

/** The tip is part of the amount. */
export const tipIssues = ({ paymentAmount, tipAmount }: PaymentBody): BeanIssue[] =>
  dec(tipAmount ?? "0").gt(paymentAmount)
    ? [
        {
          code: "DecimalMax",
          message: `must be less than or equal to ${paymentAmount}`,
          type: "java.math.BigDecimal",
          values: [true, Number(paymentAmount)],
          field: "payment.tipAmount",
          rejectedValue: Number(tipAmount),
        },
      ]
    : [];
