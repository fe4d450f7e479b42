import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Menu, MenuGroup } from "../catalogue/ordering-records.ts";
import type { Product, Site } from "../catalogue/records.ts";
import { isAt } from "./profiles.ts";

/** A menu as a site has it: a stored one, or the one that is made of its categories. */
export type SiteMenu = Readonly<Pick<Menu, "id" | "name" | "groups">>;

/** What a menu is called that nobody made, and its screen for what is in no category. */
const NAME = "Menu";
const OTHER = "Other";

/** The menus of a site, ascending by id. A site that nobody made one for has one made of its categories. */
export const menusAt = (catalogue: Catalogue, site: Site): readonly SiteMenu[] => {
  const stored = catalogue.all("menu").filter((menu) => isAt(menu, site));
  return stored.length > 0 ? stored : [menuOfCategories(catalogue, site)];
};

export const menuAt = (catalogue: Catalogue, site: Site, id: number): SiteMenu | undefined => {
  const stored = catalogue.get("menu", id);
  if (stored) return isAt(stored, site) ? stored : undefined;
  return id === site.id ? menusAt(catalogue, site).find((menu) => menu.id === id) : undefined;
};

/**
 * What a site sells by itself and shows online, category by category. Menus, screens and sites have their ids from one
 * sequence, so it takes the site's: it stays the same, and no stored menu can have it. A screen has its category's.
 */
const menuOfCategories = (catalogue: Catalogue, site: Site): SiteMenu => {
  const products = catalogue.all("product").filter((product) => isShown(catalogue, product, site));
  const screen = (id: number, name: string, shown: readonly Product[]): MenuGroup[] =>
    shown.length === 0
      ? []
      : [{ id, name, color: null, entries: shown.map((one) => ({ kind: "product", productId: one.id, color: null })) }];
  const groups = catalogue.all("category").flatMap(({ id, name, showOnline }) =>
    showOnline
      ? screen(
          id,
          name,
          products.filter(({ categoryIds }) => categoryIds.includes(id)),
        )
      : [],
  );
  const loose = products.filter(({ categoryIds }) => !categoryIds.some((id) => catalogue.get("category", id)));
  return { id: site.id, name: NAME, groups: [...groups, ...screen(site.id, OTHER, loose)] };
};

const isShown = (catalogue: Catalogue, product: Product, site: Site): boolean =>
  !product.deleted && product.showOnline && !product.isModifier && catalogue.soldAt(product, site.id);
