import { z } from "zod";
import { type Dec, ONE, dec } from "../../../kit/money.ts";

/** What the calls that are ours have in common: how names, codes and rates are written. */

export const named = (max: number) =>
  z
    .string({ error: "must be a text" })
    .transform((text) => text.trim())
    .refine((text) => text !== "" && text.length <= max, { error: `must have 1 to ${max} characters` })
    .meta({ minLength: 1, maxLength: max });

const RATE_MAX = 11;
const DECIMALS_MAX = 6;
const SAYS = `must be what a net amount is multiplied by, from 1 to ${RATE_MAX}, with ${DECIMALS_MAX} decimals at the most`;

const asDec = (value: number): Dec | undefined => {
  const multiplier = dec(String(value));
  const fits = multiplier.gte(ONE) && multiplier.lte(RATE_MAX) && multiplier.round(DECIMALS_MAX).eq(multiplier);
  return fits ? multiplier : undefined;
};

/** 1.2 for twenty percent; the record keeps "0.2". */
export const multiplier = z
  .number({ error: SAYS })
  .refine((value) => asDec(value) !== undefined, { error: SAYS })
  .transform((value) => dec(String(value)).minus(ONE).toFixed())
  .meta({
    type: "number",
    minimum: 1,
    maximum: RATE_MAX,
    description: "What a net amount is multiplied by: twenty percent is 1.2.",
  });
