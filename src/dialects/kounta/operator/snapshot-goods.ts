import { countdownAt } from "../../../domain/availability.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { MenuGroup } from "../../../domain/catalogue/ordering-records.ts";
import type { OptionSet, Price, PriceList, Product, Site, Tax } from "../../../domain/catalogue/records.ts";
import { unitPrice } from "../../../domain/catalogue/unit-price.ts";
import type { ProductId } from "../../../domain/ids.ts";
import { instructionsAt } from "../../../domain/menus/instructions.ts";
import { menusAt } from "../../../domain/menus/of-site.ts";
import { pricedUnit } from "../../../domain/menus/unit.ts";
import { minorDigits, minorNumber } from "../../../kit/money.ts";
import { numberOf } from "../wire.ts";

/** What a site sells, as a register needs it: records that are gone or not sold there are left out. */

type UnitNumbers = Readonly<{ incTax: number; exTax: number }>;
type Pricing = (price: Price, taxes: readonly Tax[]) => UnitNumbers;

/** What one costs as an order of one is charged. Few prices are many products', so each is worked out once. */
const pricing = (digits: number): Pricing => {
  const known = new Map<string, UnitNumbers>();
  return (price, taxes) => {
    const key = `${price.amount}/${price.incTax}/${taxes.map(({ id }) => id).join()}`;
    let unit = known.get(key);
    if (!unit) {
      const incTax = minorNumber(pricedUnit(price, taxes, digits).incTax, digits);
      known.set(key, (unit = { incTax, exTax: numberOf(unitPrice(price, taxes).exTax) }));
    }
    return unit;
  };
};

type Within = Readonly<{
  catalogue: Catalogue;
  site: Site;
  sold: ReadonlyMap<ProductId, Product>;
  priced: Pricing;
}>;

const isOpen = ({ priceMode = "AMOUNT" }: Product): boolean =>
  priceMode === "POSITIVE_OPEN_PRICE" || priceMode === "NEGATIVE_OPEN_PRICE";

const productShape = (
  { catalogue, site, sold, priced }: Within,
  product: Product,
  instructionIds: readonly number[],
) => {
  const taxes = catalogue.taxesAt(product, site.id);
  const { incTax, exTax } = priced(catalogue.priceAt(product, site), taxes);
  return {
    id: product.id,
    name: product.name,
    docket_name: product.docketName,
    code: product.code,
    sku: product.sku,
    barcode: product.barcode,
    number: product.number,
    image: product.image,
    description: product.description,
    tags: product.tags,
    category_ids: product.categoryIds,
    price: incTax,
    price_ex_tax: exTax,
    tax_ids: taxes.map(({ id }) => id),
    available: catalogue.isAvailable(product, site.id),
    is_modifier: product.isModifier,
    open_price: isOpen(product),
    option_set_ids: product.optionSetIds,
    modifiers: product.modifiers.flatMap(({ productId, price }) => {
      const modifier = sold.get(productId);
      if (!modifier) return [];
      const at = price ?? catalogue.priceAt(modifier, site);
      return [{ product_id: productId, name: modifier.name, price: priced(at, taxes).incTax }]; // on the product's line
    }),
    variant_parent_id: product.variantParentId,
    production_instruction_ids: instructionIds,
  };
};

const optionSetShape = ({ catalogue, site, sold, priced }: Within, set: OptionSet) => ({
  id: set.id,
  name: set.name,
  min: set.minSelection,
  max: set.maxSelection,
  instructions: set.instructions,
  options: set.options.flatMap(({ productId, price }) => {
    const option = sold.get(productId);
    if (!option) return [];
    const { incTax } = priced(price ?? catalogue.priceAt(option, site), catalogue.taxesAt(option, site.id));
    return [
      { product_id: productId, name: option.name, price: incTax, available: catalogue.isAvailable(option, site.id) },
    ];
  }),
});

const groupShape = (sold: Within["sold"], { id, name, color, entries }: MenuGroup): object => ({
  id,
  name,
  color,
  entries: entries.flatMap((entry): object[] => {
    if (entry.kind === "group") return [{ kind: "group", group: groupShape(sold, entry.group) }];
    return sold.has(entry.productId) ? [{ kind: "product", product_id: entry.productId, color: entry.color }] : [];
  }),
});

/** A list and its parents: where its prices can come from. */
const chainOf = (catalogue: Catalogue, first: PriceList): PriceList[] => {
  const chain = [first];
  for (let list = first; list.parentId !== null;) {
    const parent = catalogue.get("price_list", list.parentId);
    if (!parent || chain.includes(parent)) break;
    chain.push((list = parent));
  }
  return chain;
};

/** Of a list, the prices that are not what the site asks anyway. */
const priceListShape = ({ catalogue, site, sold, priced }: Within, list: PriceList) => {
  const own = catalogue.get("price_list", site.priceListId);
  const lists = [...chainOf(catalogue, list), ...(own ? chainOf(catalogue, own) : [])];
  const touched = new Set(lists.flatMap(({ prices }) => Object.keys(prices)));
  const by = { ...site, priceListId: list.id };
  const prices: Record<string, number> = {};
  for (const key of touched) {
    const product = sold.get(Number(key) as ProductId);
    if (!product) continue;
    const taxes = catalogue.taxesAt(product, site.id);
    const { incTax } = priced(catalogue.priceAt(product, by), taxes);
    if (incTax !== priced(catalogue.priceAt(product, site), taxes).incTax) prices[key] = incTax;
  }
  return { id: list.id, name: list.name, prices };
};

/** The goods of a site. */
export const goodsOf = (catalogue: Catalogue, site: Site) => {
  const all = catalogue.all("product").filter((one) => !one.deleted && catalogue.soldAt(one, site.id));
  const sold = new Map(all.map((product) => [product.id, product]));
  const within: Within = { catalogue, site, sold, priced: pricing(minorDigits(catalogue.company.currency)) };
  const instructionsOf = instructionsAt(catalogue);
  const said = new Map(all.map(({ id }) => [id, instructionsOf(id).map((list) => list.id)]));
  const used = new Set([...said.values()].flat());
  const categoryIds = new Set(all.flatMap((product) => product.categoryIds));
  const setIds = new Set(all.flatMap(({ optionSetIds }) => optionSetIds));
  return {
    categories: catalogue
      .all("category")
      .filter(({ id }) => categoryIds.has(id))
      .map(({ id, name, image, color }) => ({ id, name, image, color: color ?? null })),
    products: all.map((product) => productShape(within, product, said.get(product.id)!)),
    option_sets: catalogue
      .all("option_set")
      .filter(({ id }) => setIds.has(id))
      .map((set) => optionSetShape(within, set)),
    production_instructions: catalogue
      .all("production_instruction")
      .filter(({ id }) => used.has(id))
      .map(({ id, name, multiSelection, instructions }) => ({
        id,
        name,
        multi_selection: multiSelection,
        instructions,
      })),
    menus: menusAt(catalogue, site).map(({ id, name, groups }) => ({
      id,
      name,
      groups: groups.map((group) => groupShape(sold, group)),
    })),
    price_lists: catalogue.all("price_list").map((list) => priceListShape(within, list)),
  };
};

/** The products of a site that it counts down. */
export const countedAt = (catalogue: Catalogue, site: Site): readonly Product[] =>
  catalogue.all("product").filter((one) => !one.deleted && catalogue.soldAt(one, site.id) && countdownAt(one, site));
