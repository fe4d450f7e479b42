import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { PRICE_MODES, type Product, type Site } from "../../../domain/catalogue/records.ts";
import { productAt } from "../../../domain/catalogue/site-product.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import { accountingGroupOf, statisticGroupsOf } from "../accounting-groups.ts";
import { outId } from "../wire.ts";

export const ItemOut = z.object({
  id: outId,
  name: z.string(),
  docketName: z.string().nullable(),
  sku: z.string(),
  active: z.boolean().meta({ description: "Whether the location sells it." }),
  disabled: z.boolean().meta({ description: "Whether its stock is not counted there." }),
  barcode: z.string().nullable(),
  barcodes: z.array(z.string()),
  accountingGroup: z.object({ id: outId, name: z.string() }).nullable(),
  statisticGroups: z.array(z.object({ category: z.string(), value: z.string() })),
  costPrice: z.number().nullable(),
  prices: z
    .array(z.object({ amount: z.number(), name: z.string() }))
    .meta({ description: "The location's price with tax, under its price list's name." }),
  sharingType: z
    .enum(["GLOBAL_NO_BL", "GLOBAL", "LOCAL", "SHARED"])
    .meta({ description: "Whether no location sells it, all do, one, or some." }),
  priceMode: z.enum(PRICE_MODES),
  inventorySource: z.enum(["PURCHASED", "PRODUCED"]),
  contentDimension: z.enum(["DIMENSION_LESS", "VOLUME", "MASS"]),
  contentUom: z.string().nullable(),
  contentValue: z.number().nullable(),
  itemType: z.enum(["ITEM", "SUB_ITEM"]),
});

type Item = z.output<typeof ItemOut>;

const DIMENSIONS: readonly (readonly [unit: RegExp, dimension: Item["contentDimension"]])[] = [
  [/^((milli|centi|deci)?lit(re|er)s?|[mcd]?l)$/i, "VOLUME"],
  [/^((milli|kilo)?gram(me)?s?|[mk]?g)$/i, "MASS"],
];

const dimensionOf = (unit: string | null): Item["contentDimension"] =>
  DIMENSIONS.find(([pattern]) => unit !== null && pattern.test(unit.trim()))?.[1] ?? "DIMENSION_LESS";

const sharingOf = (catalogue: Catalogue, product: Product): Item["sharingType"] => {
  const sites = catalogue.all("site");
  const selling = sites.filter(({ id }) => catalogue.soldAt(product, id)).length;
  if (selling === 0) return "GLOBAL_NO_BL";
  return selling === sites.length ? "GLOBAL" : selling > 1 ? "SHARED" : "LOCAL";
};

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));

/** A product as one location has it. */
export const itemShape = (catalogue: Catalogue, product: Product, site: Site): Item => {
  const { price, taxes, sold, purchased, inventoried } = productAt(catalogue, product, site);
  const group = accountingGroupOf(catalogue, product);
  const priceList = catalogue.get("price_list", site.priceListId);
  return {
    id: product.id,
    name: product.name,
    docketName: product.docketName,
    sku: skuOf(product),
    active: sold,
    disabled: !inventoried,
    barcode: product.barcode,
    barcodes: product.barcode === null ? [] : [product.barcode],
    accountingGroup: group ? { id: group.id, name: group.name } : null,
    statisticGroups: group ? statisticGroupsOf(group) : [],
    costPrice: numberOrNull(product.costPrice),
    prices: [{ amount: Number(unitPrice(price, taxes).incTax), name: priceList?.name ?? "" }],
    sharingType: sharingOf(catalogue, product),
    priceMode: product.priceMode ?? "AMOUNT",
    inventorySource: purchased ? "PURCHASED" : "PRODUCED",
    contentDimension: dimensionOf(product.unitOfMeasure),
    contentUom: product.unitOfMeasure,
    contentValue: numberOrNull(product.measure),
    itemType: product.isModifier ? "SUB_ITEM" : "ITEM",
  };
};
