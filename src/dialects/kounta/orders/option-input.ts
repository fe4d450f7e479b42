import { z } from "zod";
import type { OptionSetId, ProductId } from "../../../domain/ids.ts";
import type { OptionInput } from "../../../domain/order/input.ts";
import { limits } from "../../../domain/order/limits.ts";
import { instructions } from "../../../domain/order/order.ts";
import { freeText, id, price } from "../wire.ts";
import {
  type LineBody,
  type Varied,
  anObject,
  discountTakesOff,
  lineFields,
  listOf,
  noDiscount,
  oneOf,
  saidAtVenue,
  toSaid,
} from "./line-input.ts";

/** What clients send about products with chosen options. */

/** Nested as deep as JSON may be; how deep options may really go is the order's own rule. */
type OptionBody = {
  product_id: ProductId;
  unit_price?: string | null | undefined;
  unit_price_inc_tax?: string | null | undefined;
  instructions?: (typeof instructions)[number] | null | undefined;
  notes?: string | null | undefined;
  option_sets?: { option_set_id: OptionSetId; options?: OptionBody[] | null | undefined }[] | null | undefined;
};
const optionShallow = {
  product_id: id<ProductId>(),
  unit_price: price.nullish(),
  unit_price_inc_tax: price.nullish(),
  instructions: oneOf(instructions).nullish(),
  notes: freeText().nullish(),
};
const OPTIONS_MAX = 500;
const optionLevel = <More extends z.ZodRawShape>(inner: z.ZodType, more: More) =>
  z.object(
    {
      ...optionShallow,
      ...more,
      option_sets: listOf(
        z.object({ option_set_id: id<OptionSetId>(), options: listOf(inner, OPTIONS_MAX).nullish() }, anObject),
        OPTIONS_MAX,
      ).nullish(),
    },
    anObject,
  );
const tooDeep = z.object(
  {
    ...optionShallow,
    option_sets: z
      .array(z.unknown(), { error: "must be a list" })
      .max(0, { error: `can be nested ${limits.optionDepthMax} deep at the most` })
      .nullish(),
  },
  anObject,
);
const inner = Array.from({ length: limits.optionDepthMax - 2 }).reduce<z.ZodType>(
  (below) => optionLevel(below, {}),
  tooDeep,
);
export const OptionIn = optionLevel(inner, {}) as z.ZodType as z.ZodType<OptionBody>;

const { modifiers: modifiersField, course_name, course_ordinal, course_status } = lineFields;
/** At the venue a product with options can say what a line can; its course and its variation are those of its parts. */
const optionAtVenue = {
  modifiers: modifiersField,
  price_variation: lineFields.price_variation.meta({ description: "On the product and all that was chosen for it." }),
  price_fixed_variation: lineFields.price_fixed_variation.meta({ description: "On the product itself." }),
  course_name,
  course_ordinal,
  course_status,
  ...saidAtVenue,
};
type OperatorOptionBody = OptionBody & Partial<Pick<LineBody, keyof typeof optionAtVenue>>;
export const OperatorOptionIn = optionLevel(inner, optionAtVenue).refine(
  (body) => discountTakesOff(body as Varied),
  noDiscount,
) as z.ZodType as z.ZodType<OperatorOptionBody>;

type Said = NonNullable<OptionInput["said"]>;

/** What is said of the product itself, and what of everything that was chosen for it as well. */
const saidOfOption = (body: OperatorOptionBody): Readonly<{ own: Said; all: Said }> => {
  const factor = body.price_variation ?? "1";
  const said = toSaid(body);
  const all: Said = {
    ...(factor !== "1" && { priceVariation: factor, ...(said.discountCode && { discountCode: said.discountCode }) }),
    ...(typeof body.course_name === "string" && { courseName: body.course_name }),
    ...(typeof body.course_ordinal === "number" && { courseOrdinal: body.course_ordinal }),
    ...(body.course_status && { courseStatus: body.course_status }),
  };
  const own: Said = {
    ...all,
    ...said,
    ...(body.modifiers && { modifiers: body.modifiers }),
    ...(body.price_fixed_variation && { priceFixedVariation: body.price_fixed_variation }),
  };
  return { own, all };
};

export const toOption = (body: OperatorOptionBody): OptionInput => {
  const { own, all } = saidOfOption(body);
  return { ...optionOf(body, all), said: own };
};

const optionOf = (body: OptionBody, said: Said): OptionInput => ({
  productId: body.product_id,
  unitPriceExTax: body.unit_price ?? null,
  unitPriceIncTax: body.unit_price_inc_tax ?? null,
  instructions: body.instructions ?? null,
  notes: body.notes ?? null,
  said,
  optionSets: (body.option_sets ?? []).map((set) => ({
    optionSetId: set.option_set_id,
    options: (set.options ?? []).map((option) => optionOf(option, said)),
  })),
});
