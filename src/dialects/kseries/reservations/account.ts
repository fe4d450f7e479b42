import type { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { type Line, type Order, type Payment } from "../../../domain/order/order.ts";
import { totalExTax, unitIncTax } from "../../../domain/order/pricing.ts";
import { ONE, dec, minorDigits, minorNumber } from "../../../kit/money.ts";
import type { Minor } from "../../../kit/money.ts";
import { zoneOffset } from "../../../kit/time.ts";
import { accountingGroupOf, statisticGroupsOf } from "../accounting-groups.ts";
import { codesOf } from "../codes.ts";
import { accountIdentifierOf, lineLongOf, receiptIdOf, uuidOf } from "../ids.ts";
import { TAX_INCLUDED } from "../taxes.ts";
import type { Account, PaymentLineOut, TransactionLineOut } from "./account-wire.ts";

type LineOut = z.output<typeof TransactionLineOut>;
type PaymentOut = z.output<typeof PaymentLineOut>;
type Facts = Readonly<{ order: Order; catalogue: Catalogue; amount: (minor: Minor) => number }>;

const UNIT_DECIMALS = 6;

const modeOf = ({ table, online, status, orderType }: Order): Account["orderMode"] => {
  if (table !== null) return "TABLE";
  if (online) return "ONLINE";
  if (status === "ON_HOLD") return "ON_HOLD";
  return orderType === null || orderType === "Dine in" ? "DIRECT" : "DELIVERY";
};

/** Courses are counted from 0, in the order of their own numbers. */
const phasesOf = ({ lines }: Order): ReadonlyMap<number | null, number> => {
  const ordinals = [...new Set(lines.map(({ courseOrdinal }) => courseOrdinal))];
  ordinals.sort((a, b) => (a ?? 0) - (b ?? 0));
  return new Map(ordinals.map((ordinal, phase) => [ordinal, phase]));
};

/** The last course that the kitchen was told to make. */
const currentPhase = (order: Order, phases: ReadonlyMap<number | null, number>): number =>
  Math.max(
    0,
    ...order.lines
      .filter(({ courseStatus }) => courseStatus === "called" || courseStatus === "pending")
      .map(({ courseOrdinal }) => phases.get(courseOrdinal) ?? 0),
  );

const lineShape = ({ order, catalogue, amount }: Facts, line: Line, phase: number): LineOut => {
  const product = catalogue.product(line.productId);
  const group = product && accountingGroupOf(catalogue, product);
  const unit = unitIncTax(line);
  const total = amount(line.totalIncTax);
  const gross = unit.times(line.quantity);
  const each = dec(line.quantity).eq(0) ? unit : dec(String(total)).div(line.quantity);
  const [tax] = line.taxes;
  const modifiers = [
    ...line.modifiers.map(({ name, negated }) => ({ name: negated ? `No ${name}` : name, quantity: 1 })),
    ...(line.productionInstructions ?? []).map(({ text }) => ({ name: text, quantity: 1 })),
  ];
  return {
    id: String(lineLongOf(order, line)),
    accountId: String(order.id),
    itemId: String(line.productId),
    itemSku: line.sku ?? String(line.productId),
    itemDescription: product?.name ?? line.name,
    ...(group && { accountingGroupId: String(group.id), accountingGroupName: group.name }),
    categories: group ? statisticGroupsOf(group) : [],
    date: order.createdAt,
    quantity: Number(line.quantity),
    grossUnitAmount: Number(unit.round(UNIT_DECIMALS).toFixed()),
    unitAmount: Number(each.round(UNIT_DECIMALS).toFixed()),
    discountedAmount: Number(gross.minus(String(total)).round(UNIT_DECIMALS).toFixed()),
    amount: total,
    amountLessTax: amount(totalExTax(line)),
    amountWithTax: total,
    ...(tax && {
      activeTax: {
        code: tax.code,
        description: tax.name,
        rate: Number(ONE.plus(tax.rate).toFixed()),
        taxIncluded: TAX_INCLUDED,
      },
    }),
    phase,
    ...(product && product.name !== line.name && { nameOverride: line.name }),
    modifiers,
  };
};

const paymentShape = ({ order, catalogue, amount }: Facts, payment: Payment): PaymentOut => {
  const methods = catalogue.all("payment_method");
  return {
    id: payment.id,
    accountId: String(order.id),
    amount: amount(payment.amount),
    gratuityAmount: amount(payment.tip),
    currencyCode: order.currency,
    date: payment.createdAt,
    paymentMethod: codesOf(methods).get(payment.methodId) ?? String(payment.methodId),
    paymentMethodDescription: payment.methodName,
  };
};

const consumerOf = ({ customer, reservation }: Order): Account["consumerRecord"] => {
  if (!customer) return null;
  const { id, firstName, lastName, email } = customer;
  return {
    id: String(id),
    consumerRecordUUID: uuidOf("consumer", id),
    consumer: { id: String(id), ...(email !== null && { emailAddress: email }) },
    contactInformation: { firstName, lastName, fullName: `${firstName} ${lastName}`.trim() },
    externalReferences: reservation ? [{ key: reservation.platform, reference: reservation.id }] : [],
  };
};

/** "+10:00" in minutes. */
const minutesOf = (offset: string): number => {
  const [hours = "0", minutes = "0"] = offset.slice(1).split(":");
  return (offset.startsWith("-") ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
};

const profileOf = (
  catalogue: Catalogue,
  { profileCode: code }: Order,
): Pick<Account, "accountProfileCode" | "accountProfileId" | "accountProfileName"> => {
  if (code === undefined) return {};
  const profile = catalogue.all("account_profile").find((one) => one.code === code);
  return {
    accountProfileCode: code,
    ...(profile && { accountProfileId: String(profile.id), accountProfileName: profile.name }),
  };
};

const referencesOf = ({ siteId, reservation, online }: Order): Account["externalReferences"] => [
  ...(reservation ? [{ prefix: "TASK", reference: `RN-${siteId}-${reservation.id}` }] : []),
  ...(online ? [{ prefix: "TASK", reference: `OO-${siteId}-${online.reference}` }] : []),
];

/** An order as a reservation platform is told of it. `covers` is of its reservation, where that says how many. */
export const accountOf = (order: Order, catalogue: Catalogue, covers: number | null): Account => {
  const digits = minorDigits(order.currency);
  const amount = (minor: Minor): number => minorNumber(minor, digits);
  const facts: Facts = { order, catalogue, amount };
  const { totals, customer, staffId, table } = order;
  const staff = staffId === null ? undefined : catalogue.get("staff", staffId);
  const phases = phasesOf(order);
  const guests = order.guests ?? covers;
  const references = referencesOf(order);
  const guest = customer ? `${customer.firstName} ${customer.lastName}`.trim() : "";
  return {
    id: String(order.id),
    accountNumber: accountIdentifierOf(order),
    ...(order.status === "COMPLETE" && { receiptNumber: receiptIdOf(order) }),
    businessLocationId: String(order.siteId),
    name: table === null ? guest || order.saleNumber : `Table ${table}`,
    type: "SALE",
    orderMode: modeOf(order),
    currencyCode: order.currency,
    ...(staffId !== null && { staffId: String(staffId) }),
    ...(staff && { staffName: `${staff.firstName} ${staff.lastName}`.trim() }),
    openDate: order.createdAt,
    updateDate: order.updatedAt,
    closeDate: order.completedAt,
    offset: minutesOf(zoneOffset(order.createdAt, order.timezone)),
    ...profileOf(catalogue, order),
    tables: table === null ? [] : [table],
    ...(guests !== null && { coverCount: guests }),
    currentProductionPhase: currentPhase(order, phases),
    totalAmount: amount(totals.total),
    preTaxAmount: amount((totals.total - totals.totalTax) as Minor),
    taxAmount: amount(totals.totalTax),
    paidAmount: amount(totals.paid),
    gratuityAmount: amount(totals.tips),
    serviceCharge: amount(totals.tipService),
    totalDiscount: Number(order.priceVariation),
    originAccountId: order.originalOrderId,
    originAccountNumber:
      order.originalOrderId === null ? null : accountIdentifierOf({ id: order.originalOrderId, siteId: order.siteId }),
    transactionLines: order.lines.map((line) => lineShape(facts, line, phases.get(line.courseOrdinal) ?? 0)),
    paymentLines: order.payments.map((payment) => paymentShape(facts, payment)),
    externalReferences: references,
    latestExternalReferences: references,
    consumerRecord: consumerOf(order),
  };
};
