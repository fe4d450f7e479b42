import { z } from "zod";
import type { Price } from "../../../../domain/catalogue/records.ts";
import { decimal, text } from "../../wire.ts";
import { flag } from "../../resources/venue-wire.ts";

/** Fields that several kinds of goods have. */

const COLOR_MAX = 40;

/** A price as somebody enters it: text or a number, with tax unless said otherwise. */
export const PriceIn = z
  .object(
    { amount: decimal({ decimals: 6 }).meta({ type: "string" }), inc_tax: flag.default(true) },
    { error: "must be an object such as {amount, inc_tax}" },
  )
  .transform(({ amount, inc_tax: incTax }): Price => ({ amount, incTax }));
export const PriceOut = z.object({ amount: z.string(), inc_tax: z.boolean() });

/** The word, or the code, of a color. */
export const color = text(COLOR_MAX)
  .transform((value) => value.trim() || null)
  .nullable();

/** A yes or no in a query. */
export const flagIn = z
  .enum(["true", "false", "1", "0"], { error: "must be true or false" })
  .transform((value) => value === "true" || value === "1")
  .optional();
