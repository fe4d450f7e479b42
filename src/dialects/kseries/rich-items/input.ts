import { z } from "zod";
import type { RichTexts } from "../../../commands/save-rich-item.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Long, bodyLong, idOf } from "../wire.ts";
import { isAllergen } from "./allergens.ts";

/** What clients send about rich items. */

const SKU_MAX = 25;
const SKUS_MAX = 25;
const DESCRIPTION_MAX = 4_000;
const NAME_MAX = 255;
const LOCALES_MAX = 50;

const must =
  (words: string) =>
  ({ input }: { input?: unknown }): string =>
    input === undefined || input === null ? "must not be null" : words;

const text = (min: number, max: number) => {
  const error = min === 0 ? `length must be at most ${max}` : `size must be between ${min} and ${max}`;
  return z
    .string({ error: must("must be text") })
    .min(min, { error })
    .max(max, { error });
};

const sku = text(1, SKU_MAX);

/** "en", "en_US" or "en-US". */
const locale = text(2, 7).regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/, { error: "must be a locale such as en or en_US" });

const noTwice = (values: readonly string[]): boolean => new Set(values).size === values.length;

const named = { businessId: bodyLong("The business that the path names."), sku };

const DescriptionIn = z.object({
  localeCode: locale,
  description: text(0, DESCRIPTION_MAX).nullish(),
  displayName: text(0, NAME_MAX).nullish(),
});

export const RichItemIn = z.object({
  ...named,
  sku: sku.meta({ description: "Another than in the path moves the rich item to the item of that SKU." }),
  descriptions: z
    .array(DescriptionIn, { error: must("must be a list") })
    .max(LOCALES_MAX, { error: `must not be more than ${LOCALES_MAX}` })
    .refine((all) => noTwice(all.map(({ localeCode }) => localeCode)), { error: "must not have a locale twice" })
    .nullish(),
  allergenCodes: z
    .array(
      z
        .string({ error: must("must be text") })
        .refine(isAllergen, { error: "must be the code of an allergen, see /i/allergens" }),
      { error: must("must be a list") },
    )
    .nullish(),
});

export const PictureIn = z.object({
  ...named,
  fileType: z
    .string({ error: must("must be text") })
    .regex(/^(image\/)?(png|jpe?g)$/i, { error: "must be png or jpeg" })
    .nullish()
    .meta({ description: "png or jpeg; what the bytes are counts, and must be the same." }),
  picture: z
    .string({ error: must("must be text in base 64") })
    .meta({ format: "byte", description: "The picture as it is shown, in base 64." }),
  rawPicture: z
    .string({ error: must("must be text in base 64") })
    .nullish()
    .meta({ format: "byte", description: "The picture before it was cut, in base 64." }),
});

export const SkusIn = z
  .array(sku, { error: must("must be a list of SKUs") })
  .max(SKUS_MAX, { error: `must not be more than ${SKUS_MAX} SKUs` });

export const LocalesIn = z
  .array(locale, { error: must("must be a list of locales") })
  .min(1, { error: "must not be empty" })
  .max(LOCALES_MAX, { error: `must not be more than ${LOCALES_MAX}` })
  .refine(noTwice, { error: "must not have a locale twice" });

export const toRichTexts = ({ descriptions, allergenCodes }: z.output<typeof RichItemIn>): RichTexts => ({
  descriptions: (descriptions ?? []).map(({ localeCode, description = null, displayName = null }) => ({
    localeCode,
    description,
    displayName,
  })),
  allergenCodes: [...new Set(allergenCodes)],
});

/** A body that speaks of another business than its path. Throws HttpError 400. */
export const checkBusiness = (businessId: Long, company: CompanyId): void => {
  if (idOf<CompanyId>(businessId) === company) return;
  throw badRequest("businessId: must be the business that the path names", { field: "businessId", value: businessId });
};
