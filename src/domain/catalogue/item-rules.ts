import { type Result, done, refuse } from "../../kit/brand.ts";
import { dec } from "../../kit/money.ts";
import type { CategoryId, ProductId, SiteId, TaxId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import { type ProductFacts, changedAtSite, changedProduct, newProduct } from "./product-rules.ts";
import type { Draft, PriceList, PriceMode, Product, ProductAtSite, Site } from "./records.ts";
import type { CatalogueRefusal } from "./refusals.ts";
import { productsBySku, skuOf } from "../menus/sku.ts";
import { unitPrice } from "./unit-price.ts";

/**
 * An item: a product as one site has it, whose first category is the accounting group that its sales go to. What is
 * absent stays.
 */
export type ItemFacts = Readonly<{
  name?: string;
  docketName?: string;
  sku?: string;
  barcode?: string;
  groupId?: CategoryId;
  /** Decimals of the company's currency. */
  costPrice?: string;
  /** With tax, at the site. */
  price?: string;
  /** Whether the site sells it. */
  sold?: boolean;
  priceMode?: PriceMode;
}>;

export type NewItemFacts = ItemFacts & Required<Pick<ItemFacts, "name" | "groupId" | "price">>;

export type ItemRefusal = CatalogueRefusal | Readonly<{ kind: "sku_taken"; sku: string; by: ProductId }>;

/** A new item of one site: the others do not sell it until somebody says so. */
export const newItem = (
  facts: NewItemFacts,
  site: Site,
  id: ProductId,
  catalogue: Catalogue,
): Result<Draft<"product">, ItemRefusal> => {
  const taken = skuTaken(facts.sku, id, catalogue);
  if (taken) return refuse(taken);
  const { groupId, price } = facts;
  const taxIds = taxesOfGroup(groupId, catalogue);
  const asProduct = { ...ownFacts(facts), name: facts.name, taxIds };
  const draft = newProduct(
    { ...asProduct, categoryIds: [groupId], price: { amount: price, incTax: true } },
    id,
    catalogue,
  );
  if (!draft.ok) return draft;
  const { sold = true } = facts;
  const notSold = catalogue.all("site").filter((at) => at.id !== site.id || !sold);
  const sites: Record<SiteId, ProductAtSite> = Object.fromEntries(notSold.map((at) => [at.id, { sold: false }]));
  return done({ ...draft.value, sites });
};

/** An item after a partial change, and the price list that its price went to, if it is one of its own. */
export const changedItem = (
  product: Product,
  facts: ItemFacts,
  site: Site,
  catalogue: Catalogue,
): Result<{ product: Product; list: PriceList | null }, ItemRefusal> => {
  const taken = facts.sku === skuOf(product) ? undefined : skuTaken(facts.sku, product.id, catalogue);
  if (taken) return refuse(taken);
  const { groupId, price, sold } = facts;
  const categoryIds = groupId !== undefined && [
    groupId,
    ...product.categoryIds.slice(1).filter((id) => id !== groupId),
  ];
  const after = changedProduct(
    product,
    { ...ownFacts(facts, product), ...(categoryIds && { categoryIds }) },
    catalogue,
  );
  if (!after.ok) return after;
  // Senders repeat what they do not change. A site that follows others in it goes on following.
  const priced = price !== undefined && !dec(priceWithTax(product, site, catalogue)).eq(price);
  const said = {
    ...(priced && { price: { amount: price, incTax: true } }),
    ...(sold !== undefined && sold !== catalogue.soldAt(product, site.id) && { sold }),
  };
  return changedAtSite(after.value, site, said, catalogue);
};

const priceWithTax = (product: Product, site: Site, catalogue: Catalogue): string =>
  unitPrice(catalogue.priceAt(product, site), catalogue.taxesAt(product, site.id)).incTax;

/** What an item says of its product, wherever it is sold. */
const ownFacts = (
  { name, docketName, sku, barcode, costPrice, priceMode }: ItemFacts,
  before: Pick<Product, "priceMode"> = {},
): ProductFacts => ({
  ...(name !== undefined && { name }),
  ...(docketName !== undefined && { docketName }),
  ...(sku !== undefined && { sku }),
  ...(barcode !== undefined && { barcode }),
  ...(costPrice !== undefined && { costPrice }),
  ...(priceMode !== undefined && priceMode !== (before.priceMode ?? "AMOUNT") && { priceMode }),
});

const skuTaken = (sku: string | undefined, id: ProductId, catalogue: Catalogue): ItemRefusal | undefined => {
  if (sku === undefined) return undefined;
  const other = productsBySku(catalogue).get(sku);
  return other && other.id !== id ? { kind: "sku_taken", sku, by: other.id } : undefined;
};

/**
 * The taxes that most products of an accounting group carry, or most products at all where the group is empty: whoever
 * makes an item names its group and no taxes, and a sale without its tax is wrong. Of equally many, the ones of the
 * oldest product.
 */
const taxesOfGroup = (group: CategoryId, catalogue: Catalogue): readonly TaxId[] => {
  const all = catalogue.all("product").filter(({ deleted }) => !deleted);
  const inGroup = all.filter(({ categoryIds }) => categoryIds[0] === group);
  const counts = new Map<string, { taxIds: readonly TaxId[]; n: number }>();
  for (const { taxIds } of inGroup.length > 0 ? inGroup : all) {
    const key = taxIds.toSorted((a, b) => a - b).join();
    const counted = counts.get(key) ?? { taxIds, n: 0 };
    counts.set(key, { ...counted, n: counted.n + 1 });
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.n - a.n);
  return most?.taxIds ?? [];
};
