import { z } from "zod";
import type { ItemFacts, NewItemFacts } from "../../../domain/catalogue/item-rules.ts";
import { PRICE_MODES } from "../../../domain/catalogue/records.ts";
import type { CategoryId } from "../../../domain/ids.ts";
import { limits } from "../../../domain/order/limits.ts";
import { dec } from "../../../kit/money.ts";
import { bodyLong, idOf } from "../wire.ts";

/** What clients send about items. A field that is null says no more than one that is not there. */

const MISSING = "must not be null";
const sentence =
  (words: string) =>
  ({ input }: { input?: unknown }): string =>
    input === undefined || input === null ? MISSING : words;

const text = (min: number, max: number) =>
  z
    .string({ error: sentence("must be text") })
    .min(min, { error: `size must be between ${min} and ${max}` })
    .max(max, { error: `size must be between ${min} and ${max}` })
    .refine((value) => min === 0 || value.trim() !== "", { error: "must not be blank" });

const PRICE_DECIMALS = 6;

/** An amount of the company's currency as exact decimals; more than six places are rounded away. */
const amount = z
  .number({ error: sentence("must be a number") })
  .min(0, { error: "must be greater than or equal to 0" })
  .max(limits.amountMax, { error: `must be less than or equal to ${limits.amountMax}` })
  .transform((value) => dec(value).round(PRICE_DECIMALS).toFixed())
  .meta({ type: "number", minimum: 0, maximum: limits.amountMax });

const barcode = (min: number) => text(min, 64);

const given = {
  name: text(1, 180),
  accountingGroupId: bodyLong("An accounting group of the business."),
  defaultPrice: amount.meta({ description: "With tax, at the location." }),
  businessLocationId: bodyLong("The business location's id."),
};

const optional = {
  docketName: text(0, 64).nullish(),
  sku: text(1, 32).nullish().meta({ description: "No two items of a business have the same." }),
  active: z
    .boolean({ error: "must be true or false" })
    .nullish()
    .meta({ description: "Whether the location sells it." }),
  barcode: barcode(0).nullish(),
  barcodes: z
    .array(barcode(1), { error: "must be a list" })
    .nullish()
    .meta({ description: "An item has one barcode here: the list holds no other than barcode." }),
  costPrice: amount.nullish(),
  priceMode: z
    .enum(PRICE_MODES, { error: `must be one of ${PRICE_MODES.join(", ")}` })
    .nullish()
    .meta({ description: "Whether the location says what it costs, or the order. AMOUNT unless given: the location." }),
};

const ONE_BARCODE = "must not hold more than one barcode";

const oneBarcode = (body: { barcode?: string | null | undefined; barcodes?: readonly string[] | null | undefined }) =>
  new Set([body.barcode, ...(body.barcodes ?? [])].filter(Boolean)).size <= 1;

export const NewItemIn = z
  .object({ ...given, ...optional })
  .refine(oneBarcode, { error: ONE_BARCODE, path: ["barcodes"] });

export const ItemIn = z
  .object({
    name: given.name.nullish(),
    businessLocationId: given.businessLocationId
      .nullish()
      .meta({ description: "Where the price holds; a location that sells the item unless given." }),
    accountingGroupId: given.accountingGroupId.nullish(),
    defaultPrice: given.defaultPrice.nullish(),
    ...optional,
  })
  .refine(oneBarcode, { error: ONE_BARCODE, path: ["barcodes"] });

/** What was said, without what was not. */
export const toItemFacts = (body: z.output<typeof ItemIn>): ItemFacts => {
  const {
    name,
    docketName,
    sku,
    active,
    barcodes,
    costPrice,
    accountingGroupId: group,
    defaultPrice,
    priceMode,
  } = body;
  const code = body.barcode ?? barcodes?.[0];
  return {
    ...(typeof name === "string" && { name }),
    ...(typeof docketName === "string" && { docketName }),
    ...(typeof sku === "string" && { sku }),
    ...(typeof active === "boolean" && { sold: active }),
    ...(typeof code === "string" && { barcode: code }),
    ...(typeof costPrice === "string" && { costPrice }),
    ...(typeof group === "string" && { groupId: idOf<CategoryId>(group) }),
    ...(typeof defaultPrice === "string" && { price: defaultPrice }),
    ...(typeof priceMode === "string" && { priceMode }),
  };
};

export const toNewItemFacts = (body: z.output<typeof NewItemIn>): NewItemFacts => ({
  ...toItemFacts(body),
  name: body.name,
  groupId: idOf<CategoryId>(body.accountingGroupId),
  price: body.defaultPrice,
});
