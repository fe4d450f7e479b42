import { z } from "zod";

/** The account of an order as reservation platforms are told of it. Instants are epoch milliseconds, ids texts. */

const text = z.string();
const ref = z.strictObject({ prefix: text, reference: text });

const TaxOut = z.strictObject({ code: text, description: text, rate: z.number(), taxIncluded: z.boolean() });

export const TransactionLineOut = z.strictObject({
  id: text,
  accountId: text,
  itemId: text,
  itemSku: text,
  itemDescription: text,
  accountingGroupId: text.optional(),
  accountingGroupName: text.optional(),
  categories: z.array(z.strictObject({ category: text, value: text })),
  date: z.int(),
  quantity: z.number(),
  grossUnitAmount: z.number(),
  unitAmount: z.number(),
  discountedAmount: z.number(),
  amount: z.number(),
  amountLessTax: z.number(),
  amountWithTax: z.number(),
  activeTax: TaxOut.optional(),
  phase: z.int(),
  nameOverride: text.optional(),
  modifiers: z.array(z.strictObject({ name: text, quantity: z.int() })),
});

export const PaymentLineOut = z.strictObject({
  id: z.int(),
  accountId: text,
  amount: z.number(),
  gratuityAmount: z.number(),
  currencyCode: text,
  date: z.int(),
  paymentMethod: text,
  paymentMethodDescription: text,
});

const ConsumerOut = z.strictObject({
  id: text,
  consumerRecordUUID: text,
  consumer: z.strictObject({ id: text, emailAddress: text.optional() }),
  contactInformation: z.strictObject({ firstName: text, lastName: text, fullName: text }),
  externalReferences: z.array(z.strictObject({ key: text, reference: text })),
});

export const orderModes = ["DIRECT", "TABLE", "DELIVERY", "ONLINE", "ON_HOLD"] as const;

export const AccountOut = z.strictObject({
  id: text,
  accountNumber: text,
  receiptNumber: text.optional(),
  businessLocationId: text,
  name: text,
  type: z.enum(["SALE"]),
  orderMode: z.enum(orderModes),
  currencyCode: text,
  staffId: text.optional(),
  staffName: text.optional(),
  openDate: z.int(),
  updateDate: z.int(),
  closeDate: z.int().nullable(),
  offset: z.int().meta({ description: "Minutes between UTC and the location's clock." }),
  accountProfileCode: text.optional(),
  accountProfileId: text.optional(),
  accountProfileName: text.optional(),
  tables: z.array(text),
  coverCount: z.int().optional(),
  currentProductionPhase: z.int().meta({ description: "The course that the kitchen is at, from 0." }),
  totalAmount: z.number(),
  preTaxAmount: z.number(),
  taxAmount: z.number(),
  paidAmount: z.number(),
  gratuityAmount: z.number(),
  serviceCharge: z.number(),
  totalDiscount: z.number().meta({ description: "What all lines were multiplied by: 0.9 is ten percent less." }),
  originAccountId: z.int().nullable(),
  originAccountNumber: text.nullable(),
  transactionLines: z.array(TransactionLineOut),
  paymentLines: z.array(PaymentLineOut),
  externalReferences: z.array(ref),
  latestExternalReferences: z.array(ref),
  consumerRecord: ConsumerOut.nullable(),
});

export type Account = z.output<typeof AccountOut>;
