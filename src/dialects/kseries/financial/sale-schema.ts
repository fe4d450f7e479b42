import { z } from "zod";
import { outId } from "../wire.ts";

/** The shapes of sales, in both generations of the financial service. What is not known of a sale is left out. */

const amount = z.string();

const AccountingGroupOut = z.object({
  accountingGroupId: outId,
  name: z.string(),
  statisticGroup: z.string(),
  code: z.string(),
});

const TaxLineOut = z.object({
  taxId: z.string(),
  taxCode: z.string(),
  taxRate: z.string().meta({ description: "What a net amount is multiplied by." }),
  taxAmount: amount,
  taxIncluded: z.boolean(),
});

export const LineOut = z.object({
  id: z.string(),
  parentLineId: z.string().optional(),
  totalNetAmountWithTax: amount.meta({ description: "Discounts are taken off, the service charge is not in it." }),
  totalNetAmountWithoutTax: amount,
  menuListPrice: amount.meta({ description: "One unit, before discounts." }),
  unitCostPrice: amount.optional(),
  serviceCharge: amount.meta({ description: "The line's part of the tip/service, asked on top." }),
  serviceChargeType: z.enum(["UNTAXED", "NO_SERVICE_CHARGE"]),
  serviceChargeRate: amount.optional(),
  discountAmount: amount,
  taxCode: z.string().optional(),
  taxAmount: amount,
  taxRatePercentage: amount,
  taxLines: z.array(TaxLineOut),
  discountType: z.literal("DISCOUNT").optional(),
  discountCode: z.string().optional(),
  discountName: z.string().optional(),
  accountDiscountAmount: amount,
  accountDiscountType: z.literal("DISCOUNT").optional(),
  totalDiscountAmount: amount,
  sku: z.string(),
  name: z.string(),
  statisticGroup: z.string().optional(),
  quantity: z.string(),
  accountingGroup: AccountingGroupOut.optional(),
  currency: z.string(),
  tags: z.array(z.string()),
  revenueCenter: z.string().optional(),
  revenueCenterId: outId.optional(),
  categories: z.array(z.object({ category: z.string(), value: z.string() })),
  timeOfSale: z.string(),
  staffId: outId.optional(),
  staffName: z.string().optional(),
  deviceId: outId.optional(),
  deviceName: z.string().optional(),
  accountProfileCode: z.string().optional(),
});
export type LineWire = z.output<typeof LineOut>;

const ConsumerOut = z.object({
  id: z.string(),
  customerId: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  phoneNumber1: z.string().optional(),
  phoneNumber2: z.string().optional(),
  addressLine1: z.string().optional(),
  addressLine2: z.string().optional(),
  zipCode: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  email: z.string().optional(),
});
export type ConsumerWire = z.output<typeof ConsumerOut>;

export const PaymentOut = z.object({
  code: z.string(),
  description: z.string(),
  paymentMethodId: outId,
  netAmountWithTax: amount,
  currency: z.string(),
  tip: amount,
  consumer: ConsumerOut.optional(),
  type: z.enum(["NORMAL", "ACCOUNTS_RECEIVABLE"]),
  deviceId: z.string().optional(),
  deviceName: z.string().optional(),
  staffId: outId.optional(),
  staffName: z.string().optional(),
  externalReference: z.string().optional(),
  revenueCenter: z.string().optional(),
  revenueCenterId: outId.optional(),
  fiscId: z.string(),
  uuid: z.string(),
  fiscDate: z.string(),
});
export type PaymentWire = z.output<typeof PaymentOut>;

const common = {
  accountReference: z.string(),
  accountFiscId: z.string(),
  receiptId: z.string(),
  source: z.object({ initialAccountId: z.string(), previousAccountId: z.string().optional() }),
  salesLines: z.array(LineOut),
  payments: z.array(PaymentOut).optional().meta({ description: "With `include=payments`." }),
  timeOfOpening: z.string(),
  cancelled: z.boolean(),
  tableNumber: z.string().optional(),
  tableName: z.string().optional(),
  accountProfileCode: z.string().optional(),
  ownerName: z.string().optional(),
  ownerId: outId.optional(),
  type: z.enum(["SALE", "REFUND"]),
  externalReferences: z.array(z.string()),
  nbCovers: z.number(),
  dineIn: z.boolean(),
  deviceId: outId.optional(),
  deviceName: z.string().optional(),
};
const CommonOut = z.object(common);
export type SaleWire = z.output<typeof CommonOut>;

export const SaleV1Out = z.object({ ...common, timeOfCloseAndPaid: z.string() });
export const SaleV2Out = z.object({ ...common, timeClosed: z.string() });
