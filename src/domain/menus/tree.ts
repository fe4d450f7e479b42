import { minorDigits } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Menu, MenuGroup, ProductionInstruction } from "../catalogue/ordering-records.ts";
import type { Price, Product, Site, Tax } from "../catalogue/records.ts";
import type { OptionSetId, ProductId } from "../ids.ts";
import { type InstructionsOf, instructionsAt } from "./instructions.ts";
import { type PricedUnit, pricedUnit } from "./unit.ts";

/** What guests choose from with a product: an option set, or the modifiers of one category that it is offered with. */
export type ChoiceGroup = Readonly<{
  from: Readonly<{ kind: "option_set" | "modifiers"; id: number }>;
  name: string;
  min: number;
  /** Null: as many as one likes. */
  max: number | null;
  items: readonly MenuProduct[];
}>;

/** A product where it stands: on a screen with its own price, or in a group with what it adds to the product above. */
export type MenuProduct = Readonly<{
  product: Product;
  unit: PricedUnit;
  color: string | null;
  instructions: readonly ProductionInstruction[];
  /** Option sets that it asks for, in its order. */
  choices: readonly ChoiceGroup[];
  /** Modifiers that it is offered with. */
  extras: readonly ChoiceGroup[];
}>;

export type MenuNode =
  | Readonly<{ kind: "product"; item: MenuProduct }>
  | Readonly<{ kind: "group"; id: number; name: string; color: string | null; nodes: readonly MenuNode[] }>;
export type MenuScreen = Extract<MenuNode, { kind: "group" }>;

/** How far choices within choices are followed: an option's own, and no further. Products may offer each other. */
const DEPTH = 1;
const NO_FURTHER = -1;
/** What modifiers are called together that are in no category. */
const MODIFIERS = "Modifiers";

/**
 * A menu as a site sells from it, with the prices of `site`'s price list: what is not sold there is left out, and so
 * are records that are gone.
 */
export const menuTree = (catalogue: Catalogue, menu: Pick<Menu, "groups">, site: Site): readonly MenuScreen[] => {
  const within: Within = {
    catalogue,
    site,
    digits: minorDigits(catalogue.company.currency),
    instructionsOf: instructionsAt(catalogue),
  };
  return menu.groups.map((group) => screenOf(within, group));
};

type Within = Readonly<{ catalogue: Catalogue; site: Site; digits: number; instructionsOf: InstructionsOf }>;

const screenOf = (within: Within, { id, name, color, entries }: MenuGroup): MenuScreen => ({
  kind: "group",
  id,
  name,
  color,
  nodes: entries.flatMap((entry): MenuNode[] => {
    if (entry.kind === "group") return [screenOf(within, entry.group)];
    const product = soldProduct(within, entry.productId);
    if (!product) return [];
    const { catalogue, site } = within;
    const taxes = catalogue.taxesAt(product, site.id);
    const place = { price: catalogue.priceAt(product, site), taxes, color: entry.color ?? color };
    return [{ kind: "product", item: productAtPlace(within, product, place, DEPTH) }];
  }),
});

const soldProduct = ({ catalogue, site }: Within, id: ProductId): Product | undefined => {
  const product = catalogue.product(id);
  return product && !product.deleted && catalogue.soldAt(product, site.id) ? product : undefined;
};

type Place = Readonly<{ price: Price; taxes: readonly Tax[]; color: string | null }>;

const productAtPlace = (within: Within, product: Product, place: Place, depth: number): MenuProduct => ({
  product,
  unit: pricedUnit(place.price, place.taxes, within.digits),
  color: place.color,
  instructions: within.instructionsOf(product.id),
  choices: depth < 0 ? [] : product.optionSetIds.flatMap((id) => choiceOf(within, id, place, depth)),
  extras: depth < 0 ? [] : extrasOf(within, product, place),
});

const choiceOf = (within: Within, id: OptionSetId, { color }: Place, depth: number): ChoiceGroup[] => {
  const { catalogue, site } = within;
  const set = catalogue.optionSet(id);
  if (!set) return [];
  const items = set.options.flatMap(({ productId, price }) => {
    const option = soldProduct(within, productId);
    if (!option) return [];
    const taxes = catalogue.taxesAt(option, site.id);
    const place = { price: price ?? catalogue.priceAt(option, site), taxes, color };
    return [productAtPlace(within, option, place, depth - 1)];
  });
  return [
    { from: { kind: "option_set", id: set.id }, name: set.name, min: set.minSelection, max: set.maxSelection, items },
  ];
};

/** Modifiers go onto the line of their product, and carry its taxes there. */
const extrasOf = (within: Within, product: Product, { taxes, color }: Place): ChoiceGroup[] => {
  const { catalogue, site } = within;
  const groups = new Map<number, { name: string; items: MenuProduct[] }>();
  for (const { productId, price } of product.modifiers) {
    const modifier = soldProduct(within, productId);
    if (!modifier) continue;
    const category = modifier.categoryIds.map((id) => catalogue.get("category", id)).find(Boolean);
    const key = category?.id ?? 0;
    const group = groups.get(key) ?? { name: category?.name ?? MODIFIERS, items: [] };
    const place = { price: price ?? catalogue.priceAt(modifier, site), taxes, color };
    group.items.push(productAtPlace(within, modifier, place, NO_FURTHER));
    groups.set(key, group);
  }
  return [...groups].map(([id, group]) => ({ from: { kind: "modifiers", id }, ...group, min: 0, max: null }));
};
