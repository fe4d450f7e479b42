import { z } from "zod";
import type { ProductId } from "../../../domain/ids.ts";
import type { LineChange, LineInput } from "../../../domain/order/input.ts";
import { limits } from "../../../domain/order/limits.ts";
import { courseStatuses } from "../../../domain/order/order.ts";
import { given } from "../../../kit/given.ts";
import { coefficient, freeText, id, price, quantity, text } from "../wire.ts";

/** What clients send about lines, and what bodies about orders have in common. */

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

/** A list of at most so many; says so in its own words. */
export const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z.array(item, { error: "must be a list" }).max(max, { error: `must not be more than ${max}` });
export const anObject = { error: "must be an object" };

/** Where a line goes: from 1; beyond the last line is the end. */
const place = z
  .union([z.number(), z.string().regex(/^\d{1,7}$/)], { error: "must be a whole number from 1" })
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && value >= 1, { error: "must be a whole number from 1" })
  .meta({ type: "integer" });

const modifiers = z
  .array(
    z.int({ error: "must be product ids" }).refine((value) => value !== 0, { error: "must be product ids" }),
    {
      error: "must be a list of product ids",
    },
  )
  .max(limits.modifiersMax, { error: `must not be more than ${limits.modifiersMax}` });

export const lineFields = {
  quantity: quantity.nullish(),
  notes: freeText().nullish(),
  unit_price: price.nullish().meta({ description: "Ex tax." }),
  unit_price_inc_tax: price.nullish().meta({ description: "Used when unit_price is absent." }),
  price_variation: coefficient.nullish(),
  price_fixed_variation: price.nullish(),
  modifiers: modifiers.nullish().meta({ description: "Product ids; negative to negate." }),
  course_name: text().nullish(),
  course_ordinal: z
    .int({ error: "must be a whole number" })
    .min(0, { error: "must be at least 0" })
    .max(1_000, { error: "must not be beyond 1000" })
    .nullish(),
  course_status: oneOf(courseStatuses).nullish(),
};

export const LineIn = z.object({ product_id: id<ProductId>(), number: place.nullish(), ...lineFields }, anObject);
/** What the venue's own people may say besides about what they sell. */
export const saidAtVenue = {
  discount_code: text(64).nullish().meta({
    description:
      "One of the venue's discounts, kept by name. What it takes off is said by the variation it comes with.",
  }),
  production_instruction_ids: listOf(id<number>(), limits.modifiersMax)
    .nullish()
    .meta({ description: "Words to the kitchen from the lists that go with the product; they stand in `notes` too." }),
};
export type Varied = Readonly<{ discount_code?: string | null | undefined }> & {
  [K in "price_variation" | "price_fixed_variation"]?: string | null | undefined;
};
/** A discount that takes nothing off is none. */
export const discountTakesOff = (body: Varied): boolean =>
  typeof body.discount_code !== "string" ||
  (body.price_variation ?? "1") !== "1" ||
  (body.price_fixed_variation ?? "0") !== "0";
export const noDiscount = { error: "needs a price_variation or a price_fixed_variation", path: ["discount_code"] };

export const OperatorLineIn = LineIn.extend(saidAtVenue).refine(discountTakesOff, noDiscount);
export const LineChangeIn = z.object(
  { product_id: id<ProductId>().nullish(), number: place.nullish(), ...lineFields },
  anObject,
);

export type LineBody = z.output<typeof LineIn> & Partial<z.output<typeof OperatorLineIn>>;

export const toSaid = ({
  discount_code: discountCode,
  production_instruction_ids: instructionIds,
}: Pick<LineBody, keyof typeof saidAtVenue>): Pick<LineInput, "discountCode" | "instructionIds"> => ({
  ...(typeof discountCode === "string" && { discountCode }),
  ...(instructionIds && instructionIds.length > 0 && { instructionIds }),
});

export const toLine = (body: LineBody): LineInput => ({
  productId: body.product_id,
  quantity: body.quantity ?? "1",
  unitPriceExTax: body.unit_price ?? null,
  unitPriceIncTax: body.unit_price_inc_tax ?? null,
  priceVariation: body.price_variation ?? "1",
  priceFixedVariation: body.price_fixed_variation ?? "0",
  modifiers: body.modifiers ?? [],
  notes: body.notes ?? null,
  courseName: body.course_name ?? null,
  courseOrdinal: body.course_ordinal ?? null,
  courseStatus: body.course_status ?? null,
  ...toSaid(body),
});

/** Null in a change stands for the field's neutral value. */
export const orNeutral = <T>(value: T | null | undefined, neutral: T): T | undefined =>
  value === null ? neutral : value;

export const toLineChange = (body: z.output<typeof LineChangeIn>): LineChange =>
  given({
    number: body.number ?? undefined,
    productId: body.product_id ?? undefined,
    quantity: orNeutral(body.quantity, "1"),
    unitPriceExTax: body.unit_price,
    unitPriceIncTax: body.unit_price_inc_tax,
    priceVariation: orNeutral(body.price_variation, "1"),
    priceFixedVariation: orNeutral(body.price_fixed_variation, "0"),
    modifiers: orNeutral(body.modifiers, []),
    notes: body.notes,
    courseName: body.course_name,
    courseOrdinal: body.course_ordinal,
    courseStatus: body.course_status,
  });
