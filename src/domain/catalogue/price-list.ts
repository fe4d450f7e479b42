import type { Catalogue } from "./catalogue.ts";
import type { Price, PriceList, Product } from "./records.ts";

/** A product's price in a list: the list's own, or its nearest parent's; the base list's are the products' own. */
export type ListedPrice = Readonly<{ product: Product; price: Price; own: boolean }>;

/** The lists that a price is looked for in, nearest first. */
const chain = (catalogue: Catalogue, list: PriceList): PriceList[] => {
  const found = [list];
  for (let at = list; at.parentId !== null;) {
    const parent = catalogue.get("price_list", at.parentId);
    if (!parent || found.includes(parent)) break;
    found.push((at = parent));
  }
  return found;
};

/** Every product that is not deleted with the price that holds in a list, ascending by id. */
export const listedPrices = (catalogue: Catalogue, list: PriceList): ListedPrice[] => {
  const lists = chain(catalogue, list);
  const isBase = list.parentId === null;
  return catalogue
    .all("product")
    .filter(({ deleted }) => !deleted)
    .map((product) => {
      const from = lists.find(({ prices }) => prices[product.id] !== undefined);
      const price = from?.prices[product.id] ?? product.price;
      return { product, price, own: isBase || from === list };
    });
};
