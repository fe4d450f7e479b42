import type { Rec } from "../../kit/records-data.ts";

export type Price = Readonly<{ amount: string; inc_tax: boolean }>;
export type AtSite = Readonly<{
  site_id: number;
  available: boolean;
  sold: boolean | null;
  purchased: boolean | null;
  inventoried: boolean | null;
  tax_ids: readonly number[] | null;
}>;

/** A product as the operator API shows it, as far as pages look at it. */
export type Product = Rec &
  Readonly<{
    name: string;
    code: string | null;
    sku: string | null;
    barcode: string | null;
    image: string | null;
    tags: readonly string[];
    sold: boolean;
    show_online: boolean;
    is_modifier: boolean;
    category_ids: readonly number[];
    tax_ids: readonly number[];
    price: Price;
    price_mode: string;
    option_set_ids: readonly number[];
    sites: readonly AtSite[];
  }>;

export type PriceList = Rec &
  Readonly<{
    name: string;
    parent_id: number | null;
    prices: readonly Readonly<{ product_id: number; amount: string; inc_tax: boolean }>[];
  }>;

/** The price of a product in a list when the list has none of its own: that of the lists above, last the product's. */
export const inheritedPrice = (lists: readonly PriceList[], list: PriceList | undefined, product: Product): Price => {
  // A list is never its own ancestor; the count only keeps a broken answer from going round.
  for (let at = list, steps = 0; at && steps < lists.length; steps += 1) {
    const own = at.prices.find(({ product_id }) => product_id === product.id);
    if (own) return own;
    const parent = at.parent_id;
    at = lists.find(({ id }) => id === parent);
  }
  return product.price;
};
