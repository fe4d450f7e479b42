import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Product, ProductAtSite, Site } from "./catalogue/records.ts";
import type { ProductId, SiteId } from "./ids.ts";
import { skuOf } from "./menus/sku.ts";

/** What a site can still sell of its products, and whether it takes orders from apps at all. */

export type Countdown = NonNullable<ProductAtSite["countdown"]>;

/** The counter that sales of a count-down go by: it says how many of them were sold. */
export const countdownCounter = ({ id }: Countdown): string => `countdown ${id}`;

export const countdownAt = (product: Product, site: Site): Countdown | undefined => product.sites[site.id]?.countdown;

/** So many are left to sell, known since `at`. */
export type Restriction = Readonly<{ count: number; at: number }>;

/** Whether something bounds the sale of a product at a site. */
export const isRestricted = (catalogue: Catalogue, product: Product, site: Site): boolean =>
  isOut(catalogue, product, site) || countdownAt(product, site) !== undefined;

const isOut = (catalogue: Catalogue, product: Product, site: Site): boolean =>
  !catalogue.isAvailable(product, site.id) || !catalogue.soldAt(product, site.id);

/**
 * How many of a product are left at a site, where something bounds that: none of what the site has run out of or does
 * not sell, else what its count-down leaves. `sold` is what its counter says.
 */
export const restrictionOf = (
  catalogue: Catalogue,
  product: Product,
  site: Site,
  sold: number,
): Restriction | undefined => {
  const countdown = countdownAt(product, site);
  if (isOut(catalogue, product, site)) return { count: 0, at: countdown?.at ?? product.updatedAt };
  return countdown && { count: Math.max(0, countdown.count - sold), at: countdown.at };
};

/** What somebody said of how many are left: null is no bound, 0 is out of stock, and else so many from then on. */
type Left = Countdown | 0 | null;

const leftAt = ({ sites }: Product, site: SiteId): Left =>
  sites[site]?.available === false ? 0 : (sites[site]?.countdown ?? null);

/** A product after somebody said how many are left at a site; the very same when that is nothing new. */
export const withLeft = (product: Product, { id: site }: Pick<Site, "id">, left: Left): Product => {
  if (left === leftAt(product, site)) return product;
  const { available: _, countdown: __, ...said } = product.sites[site] ?? {};
  const after: ProductAtSite =
    left === null ? said : left === 0 ? { ...said, available: false } : { ...said, countdown: left };
  const { [site]: ___, ...others } = product.sites;
  return { ...product, sites: Object.keys(after).length > 0 ? { ...others, [site]: after } : others };
};

/** What is told when how many are left at a site is another word than before; a null count is no bound. */
export type RestrictionEvent = Readonly<{
  type: "item.restriction";
  productId: ProductId;
  siteId: SiteId;
  sku: string;
  count: number | null;
}>;

/** Two words are one when this is: a count-down is what it is by its id. */
const idOf = (left: Left): number | null => (left === null || left === 0 ? left : left.id);

/** The events that a change of a product leads to, one for each site that said something else of it. */
export const restrictionsTurned = (before: Product, after: Product): RestrictionEvent[] =>
  Object.keys({ ...before.sites, ...after.sites }).flatMap((key): RestrictionEvent[] => {
    const siteId = Number(key) as SiteId;
    const [was, is] = [leftAt(before, siteId), leftAt(after, siteId)];
    if (idOf(was) === idOf(is)) return [];
    const count = is === null || is === 0 ? is : is.count;
    return [{ type: "item.restriction", productId: after.id, siteId, sku: skuOf(after), count }];
  });

export type Readiness = Readonly<{
  ready: boolean;
  salesPeriod: "OPENED" | "CLOSED";
  /** The venue's own switch. */
  accepting: boolean;
  /** Whether a register is there to take an order. */
  devices: boolean;
  /** When something that it depends on last changed. */
  at: number;
}>;

/** Whether a site takes orders from apps: it trades, it wants them, and a register is there. */
export const onlineReadiness = (catalogue: Catalogue, site: Site): Readiness => {
  const registers = catalogue.registersOf(site.id);
  const salesPeriod = site.salesPeriod ?? "OPENED";
  const accepting = site.onlineOrdering;
  const devices = registers.some(({ online }) => online);
  const at = Math.max(site.updatedAt, ...registers.map(({ updatedAt }) => updatedAt));
  return { ready: salesPeriod === "OPENED" && accepting && devices, salesPeriod, accepting, devices, at };
};
