import { z } from "zod";
import { TASK_TTL_MIN_MS } from "../../../domain/online/task.ts";
import { limits } from "../../../domain/order/limits.ts";
import { dec } from "../../../kit/money.ts";
import { parseDateTime } from "../../../kit/time.ts";
import { atLeast, obeying, required, sized } from "../validation.ts";
import { bodyLong } from "../wire.ts";

/** What ordering apps send: the parts that orders and payments share. What is null was not said. */

const TEXT = "java.lang.String";
const INTEGER = "java.lang.Integer";
const INT_MAX = 2 ** 31 - 1;

/** Texts that the vendor bounds in no way: what is longer than anybody needs is not taken. */
export const freeText = (max: number = limits.shortTextMax) =>
  z.string({ error: "must be text" }).max(max, { error: `must not be longer than ${max} characters` });
export const sizedText = (min: number, max: number) => sized(z.string({ error: "must be text" }), min, max);
export const requiredText = (min: number, max: number) => required(sizedText(min, max), TEXT);

export const int32 = z
  .int({ error: "must be a whole number" })
  .refine((value) => Math.abs(value) <= INT_MAX, { error: "must be a whole number of 32 bits" })
  .meta({ type: "integer", format: "int32" });
const count = (min: number) => atLeast(int32, min, INTEGER);

/** A decimal as text, whatever it was sent as. */
export const decimal = z
  .union([z.number(), z.string()], { error: "must be a number" })
  .refine((value) => typeof value === "number" || /^-?\d{1,12}(\.\d{1,9})?$/.test(value), {
    error: "must be a number",
    abort: true,
  })
  .transform((value) => dec(value).toFixed())
  .refine((value) => dec(value).abs().lte(limits.amountMax), { error: `must not be beyond ${limits.amountMax}` })
  .meta({ type: "number" });

export const notNegative = <S extends z.ZodType<string>>(schema: S): S =>
  obeying(
    schema,
    { code: "PositiveOrZero", message: "must be greater than or equal to 0", type: "java.math.BigDecimal" },
    (value) => !dec(value).lt(0),
  );

/** Read with the offset that it came with; one without is UTC. */
export const instant = z
  .string({ error: "must be a date-time" })
  .transform((text, context) => {
    const moment = parseDateTime(text, "UTC");
    if (moment) return moment;
    context.addIssue({ code: "custom", message: "must be an ISO 8601 date-time", input: text });
    return z.NEVER;
  })
  .meta({ type: "string", format: "date-time" });

export const location = required(bodyLong("The business location's id."), "java.lang.Long");
/** How long a task may wait for the venue, in milliseconds. */
export const lifetime = atLeast(int32, TASK_TTL_MIN_MS, INTEGER);

/** `type` is Java's name for it, which stands in errors when it is missing. */
const needed = <S extends z.ZodType>(schema: S, type: string): S => required(schema, type);
const anObject = { error: "must be an object" };
const list = <S extends z.ZodType>(item: S, max: number) =>
  z.array(item, { error: "must be a list" }).max(max, { error: `must not be more than ${max}` });

const CustomerIn = z.object(
  {
    firstName: requiredText(1, 128),
    lastName: freeText().nullish(),
    thirdPartyReference: freeText()
      .nullish()
      .meta({ description: "What you call the person. To be left out where there is no email." }),
    email: freeText().nullish(),
    contactNumberAsE164: freeText(32).nullish(),
    notes: freeText(limits.notesMax).nullish(),
    salutation: freeText().nullish(),
    sendEmailReceipts: z.boolean({ error: "must be true or false" }).nullish(),
    emailNotification: z
      .enum(["ENABLE", "DISABLE", "DONT_CHANGE"], { error: "must be one of ENABLE, DISABLE, DONT_CHANGE" })
      .nullish(),
  },
  anObject,
);
export type CustomerBody = z.output<typeof CustomerIn>;

const PaymentIn = z.object(
  {
    paymentMethod: freeText()
      .nullish()
      .meta({ description: "The payment method's code. Your own payment method unless given." }),
    paymentAmount: needed(notNegative(decimal), "java.math.BigDecimal").meta({ description: "With the tip." }),
    tipAmount: notNegative(decimal).nullish(),
  },
  anObject,
);
export type PaymentBody = z.output<typeof PaymentIn>;

const INSTRUCTIONS_MAX = 50;
const SUB_ITEMS_MAX = 200;
const ITEMS_MAX = 1_000;
const DEPTH_MAX = limits.optionDepthMax;

const ModifierIn = z.object(
  { modifierId: z.union([freeText(), z.int().transform(String)], { error: "must be text" }) },
  anObject,
);

const itemFields = {
  quantity: needed(count(1), INTEGER),
  sku: requiredText(1, 25),
  customItemName: freeText().nullish(),
  customItemPrice: decimal
    .nullish()
    .meta({ description: "With tax. Passed over where the item's price cannot be customized." }),
  modifiers: list(ModifierIn, INSTRUCTIONS_MAX)
    .nullish()
    .meta({ description: "Production instructions, by their ids." }),
};

/** Nested as deep as options may be. */
export type SubItemBody = z.output<z.ZodObject<typeof itemFields>> & {
  subItems?: readonly SubItemBody[] | null | undefined;
};
const SubItemIn = Array.from({ length: DEPTH_MAX - 2 }).reduce<z.ZodType<SubItemBody>>(
  (inner) => z.object({ ...itemFields, subItems: list(inner, SUB_ITEMS_MAX).nullish() }, anObject),
  z.object(
    { ...itemFields, subItems: list(z.never({ error: `can be nested ${DEPTH_MAX} deep at the most` }), 0).nullish() },
    anObject,
  ),
);

const lineFields = {
  ...itemFields,
  discountCode: freeText().nullish(),
  discountAmountOverride: notNegative(decimal).nullish().meta({ description: "For a manual discount alone." }),
  discountPercentOverride: notNegative(decimal).nullish().meta({ description: "For a manual discount alone." }),
  subItems: list(SubItemIn, SUB_ITEMS_MAX)
    .nullish()
    .meta({ description: "Options of the item's sets and modifiers that it is offered with; for each single item." }),
};
const ToGoItemIn = z.object(lineFields, anObject);
const LocalItemIn = z.object({ ...lineFields, course: count(0).nullish() }, anObject);
export type ItemBody = z.output<typeof ToGoItemIn> & { course?: number | null | undefined };

const orderFields = {
  businessLocationId: location,
  thirdPartyReference: requiredText(1, 48).meta({ description: "What you call the order; used once at a location." }),
  endpointId: requiredText(1, 255).meta({ description: "Where you hear what became of it." }),
  customerInfo: needed(CustomerIn, "java.lang.Object"),
  orderNote: freeText(limits.notesMax).nullish().meta({ description: "Stands on the dockets." }),
  maxTimeToAttemptOrderDeliverToPos: lifetime.nullish().meta({
    description: "Milliseconds, counted from the scheduled time where there is one; 30 minutes unless given.",
  }),
  staffId: bodyLong("Who took it.").nullish(),
  accountProfileCode: freeText().nullish().meta({ description: "The way of ordering, and with it the prices." }),
  scheduledTimeForOrderAsIso8601: instant.nullish().meta({ description: "When the venue gets it." }),
  orderCollectionTimeAsIso8601: instant.nullish(),
  collectionCode: sizedText(0, 8)
    .nullish()
    .meta({ description: "What the guest says when they collect it; made where none is given and one is needed." }),
  payment: PaymentIn.nullish(),
  targetPrinterProfileId: bodyLong("Passed over.").nullish(),
};

export const ToGoIn = z.object(
  {
    ...orderFields,
    deliveryAddress: z
      .object(
        {
          addressLine1: freeText().nullish(),
          addressLine2: freeText().nullish(),
          zip: freeText().nullish(),
          city: freeText().nullish(),
        },
        anObject,
      )
      .nullish(),
    items: list(ToGoItemIn, ITEMS_MAX).nullish(),
  },
  anObject,
);

export const LocalIn = z.object(
  {
    ...orderFields,
    accountIdentifier: freeText().nullish().meta({ description: "The open account that the items go to." }),
    accountId: freeText().nullish().meta({ description: "Older: the number of that account." }),
    tableNumber: z
      .union([freeText(), z.int().transform(String)], { error: "must be text" })
      .nullish()
      .meta({ type: "string" }),
    clientCount: count(0).nullish(),
    items: list(LocalItemIn, ITEMS_MAX).nullish(),
  },
  anObject,
);

export type ToGoBody = z.output<typeof ToGoIn>;
export type LocalBody = z.output<typeof LocalIn>;
