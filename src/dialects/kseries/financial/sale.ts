import type { Address } from "../../../domain/catalogue/records.ts";
import type { Customer } from "../../../domain/customer.ts";
import { type Order, isRefund } from "../../../domain/order/order.ts";
import { minorDigits } from "../../../kit/money.ts";
import type { Sale } from "../../../storage/sales.ts";
import { accountIdentifierOf, paymentFiscIdOf, receiptIdOf, uuidBase64Of, uuidOf } from "../ids.ts";
import { amountText, instant } from "./amounts.ts";
import type { Names } from "./names.ts";
import { type Report, listText, moreText, objectText } from "./report.ts";
import { linesText } from "./sale-lines.ts";
import type { ConsumerWire, PaymentWire, SaleWire } from "./sale-schema.ts";
import { workOf } from "./work.ts";

/** What ordering apps find their own orders by in reports. */
export const taskReference = (siteId: number, reference: string): string => `TASK:OO-${siteId}-${reference}`;

const externalReferencesOf = ({ siteId, online, reservation }: Order): string[] => [
  ...(online ? [taskReference(siteId, online.reference)] : []),
  ...(reservation ? [`RESA-${reservation.platform}:${reservation.id}`] : []),
];

const tableOf = ({ table }: Order, names: Names) => {
  if (table === null) return undefined;
  const tableName = names.table(table);
  return { tableNumber: table, ...(tableName !== undefined && { tableName }) };
};

const given = <K extends string>(key: K, value: string | null | undefined) =>
  (value === null || value === undefined || value === "" ? {} : { [key]: value }) as Partial<Record<K, string>>;

const placeOf = (address: Address | null) => ({
  ...given("addressLine1", address?.lines[0]),
  ...given("addressLine2", address?.lines[1]),
  ...given("zipCode", address?.postalCode),
  ...given("city", address?.city),
  ...given("state", address?.zone),
});

const consumerOf = ({ id, firstName, lastName, email, phone, mobile, primaryAddress }: Customer): ConsumerWire => ({
  id: uuidOf("consumer", id),
  customerId: String(id),
  firstName,
  lastName,
  ...given("phoneNumber1", mobile ?? phone),
  ...given("phoneNumber2", mobile === null ? null : phone),
  ...placeOf(primaryAddress),
  ...given("email", email),
});

const paymentsText = ({ order, customer }: Sale, { names, included }: Report, work: string): string => {
  const digits = minorDigits(order.currency);
  const consumer = included.has("consumer") && customer ? moreText({ consumer: consumerOf(customer) }) : "";
  return listText(
    order.payments.map((payment) => {
      const facts: PaymentWire = {
        code: names.methodCode(payment.methodId),
        description: payment.methodName,
        paymentMethodId: payment.methodId,
        netAmountWithTax: amountText(payment.amount, digits),
        currency: order.currency,
        tip: amountText(payment.tip, digits),
        type: payment.onAccount ? "ACCOUNTS_RECEIVABLE" : "NORMAL",
        ...(payment.ref !== null && { externalReference: payment.ref }),
        fiscId: paymentFiscIdOf(order, payment),
        uuid: uuidBase64Of("payment", payment.id),
        fiscDate: instant(payment.createdAt),
      };
      return objectText(facts, consumer + work);
    }),
  );
};

type Closed = Readonly<{ timeOfCloseAndPaid: string }> | Readonly<{ timeClosed: string }>;

const saleText = (sale: Sale, report: Report, closed: Closed): string => {
  const { order } = sale;
  const { names, included } = report;
  const account = accountIdentifierOf(order);
  const original = order.originalOrderId;
  const parent = original === null ? undefined : accountIdentifierOf({ id: original, siteId: order.siteId });
  const work = workOf(order, report);
  const facts: Omit<SaleWire, "salesLines"> = {
    accountReference: uuidBase64Of("account", order.id),
    accountFiscId: account,
    receiptId: receiptIdOf(order),
    source:
      parent === undefined ? { initialAccountId: account } : { initialAccountId: parent, previousAccountId: parent },
    timeOfOpening: instant(order.createdAt),
    ...closed,
    cancelled: false,
    ...(included.has("table") && tableOf(order, names)),
    type: isRefund(order) ? "REFUND" : "SALE",
    externalReferences: externalReferencesOf(order),
    nbCovers: order.guests ?? 0,
    dineIn: order.orderType === null || order.orderType === "Dine in",
  };
  const lines = `,"salesLines":${linesText(order, work.line, report)}`;
  const payments = included.has("payments") ? `,"payments":${paymentsText(sale, report, work.payment)}` : "";
  return objectText(facts, work.sale + lines + payments);
};

/** A sale in the older service, as JSON. */
export const saleV1 = (sale: Sale, report: Report): string =>
  saleText(sale, report, { timeOfCloseAndPaid: instant(sale.at) });

/** And in the newer one. */
export const saleV2 = (sale: Sale, report: Report): string => saleText(sale, report, { timeClosed: instant(sale.at) });
