import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import { carriedAt, productAt } from "../../../domain/catalogue/site-product.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import { accountingGroupOf, statisticGroupsOf } from "../accounting-groups.ts";
import { outId } from "../wire.ts";

export const ItemOut = z.object({
  id: outId,
  name: z.string(),
  docketName: z.string().nullable(),
  sku: z.string(),
  active: z.boolean().meta({ description: "Whether the location sells it." }),
  disabled: z.boolean().meta({ description: "Whether the location has run out of it." }),
  barcode: z.string().nullable(),
  barcodes: z.array(z.string()),
  accountingGroup: z.object({ id: outId, name: z.string() }).nullable(),
  statisticGroups: z.array(z.object({ category: z.string(), value: z.string() })),
  costPrice: z.number().nullable(),
  prices: z
    .array(z.object({ amount: z.number(), name: z.string() }))
    .meta({ description: "The location's price with tax, under its price list's name." }),
  sharingType: z
    .enum(["GLOBAL", "SHARED", "LOCAL"])
    .meta({ description: "Whether all locations have it, some, or one." }),
  priceMode: z.enum(["AMOUNT"]),
  inventorySource: z.enum(["PURCHASED", "PRODUCED"]),
  contentDimension: z.enum(["DIMENSION_LESS", "VOLUME", "MASS"]),
  contentUom: z.string().nullable(),
  contentValue: z.number().nullable(),
  itemType: z.enum(["ITEM", "SUB_ITEM"]),
});

type Item = z.output<typeof ItemOut>;

/** By what this API knows a product: its SKU, or its id where nobody gave it one. Every item can be ordered. */
export const skuOf = ({ id, sku }: Product): string => sku ?? String(id);

const DIMENSIONS: readonly (readonly [unit: RegExp, dimension: Item["contentDimension"]])[] = [
  [/^((milli|centi|deci)?lit(re|er)s?|[mcd]?l)$/i, "VOLUME"],
  [/^((milli|kilo)?gram(me)?s?|[mk]?g)$/i, "MASS"],
];

const dimensionOf = (unit: string | null): Item["contentDimension"] =>
  DIMENSIONS.find(([pattern]) => unit !== null && pattern.test(unit.trim()))?.[1] ?? "DIMENSION_LESS";

const sharingOf = (catalogue: Catalogue, product: Product): Item["sharingType"] => {
  const sites = catalogue.all("site");
  const having = sites.filter(({ id }) => carriedAt(catalogue, product, id)).length;
  return having === sites.length ? "GLOBAL" : having > 1 ? "SHARED" : "LOCAL";
};

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

/** A product as one location has it. */
export const itemShape = (catalogue: Catalogue, product: Product, site: Site): Item => {
  const { price, taxes, available, sold, purchased } = productAt(catalogue, product, site);
  const group = accountingGroupOf(catalogue, product);
  const priceList = catalogue.get("price_list", site.priceListId);
  return {
    id: product.id,
    name: product.name,
    docketName: product.docketName,
    sku: skuOf(product),
    active: sold,
    disabled: !available,
    barcode: product.barcode,
    barcodes: product.barcode === null ? [] : [product.barcode],
    accountingGroup: group ? { id: group.id, name: group.name } : null,
    statisticGroups: group ? statisticGroupsOf(group) : [],
    costPrice: numberOrNull(product.costPrice),
    prices: [{ amount: Number(unitPrice(price, taxes).incTax), name: priceList?.name ?? "" }],
    sharingType: sharingOf(catalogue, product),
    priceMode: "AMOUNT",
    inventorySource: purchased ? "PURCHASED" : "PRODUCED",
    contentDimension: dimensionOf(product.unitOfMeasure),
    contentUom: product.unitOfMeasure,
    contentValue: numberOrNull(product.measure),
    itemType: product.isModifier ? "SUB_ITEM" : "ITEM",
  };
};
