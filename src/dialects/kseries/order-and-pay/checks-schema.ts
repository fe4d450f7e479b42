import { z } from "zod";
import { outId } from "../wire.ts";

/** The forms of snapshot.ts as checks answer them, for the reference. */

const money = z.number();

const LineItemOut = z.strictObject({
  id: outId,
  uuid: z.string(),
  itemName: z.string(),
  itemSku: z.string(),
  unitAmount: money.meta({ description: "What one unit costs with tax." }),
  quantity: z.number(),
  modifiers: z.array(z.strictObject({ name: z.string(), quantity: z.int() })),
  amountWithTax: money.meta({ description: "After discounts, without what was chosen under the line." }),
  amountLessTax: money,
  discountedAmount: money.meta({ description: "What discounts took off; less than 0 for a surcharge." }),
  timeOfTransactionUtc: z.string(),
  active: z.boolean(),
  subLineItems: z.array(z.unknown()).meta({ description: "What was chosen under the line: items like this one." }),
  taxIncluded: z.boolean(),
});

const PaymentEntryOut = z.strictObject({
  paymentMethodDescription: z.string(),
  externalReference: z.string().optional(),
  paymentMethodCode: z.string(),
  amountPaid: money.meta({ description: "Without tips." }),
  paymentDate: z.string(),
  active: z.boolean(),
});

export const CheckOut = z.strictObject({
  clientCount: z.int().meta({ description: "Guests; 0 when nobody has said." }),
  uuid: z.string(),
  openDate: z.string(),
  closeDate: z.string().optional(),
  paidAmount: money.meta({ description: "What was paid of `currentAmount`." }),
  serviceCharge: money,
  name: z.string(),
  currentAmount: money.meta({ description: "What the order costs, service charge included." }),
  staffName: z.string().optional().meta({ description: '"Online Order" when an app sent it.' }),
  staffId: outId.optional(),
  salesEntries: z.array(LineItemOut),
  paymentEntries: z.array(PaymentEntryOut),
  ikaccountId: z.string().meta({ description: "The account identifier, by which the check is looked up and paid." }),
  tableNumber: z.int().optional(),
  posId: outId,
});
