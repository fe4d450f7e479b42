import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { PaymentMethodId, ProductId, SiteId, StaffId } from "../../../../domain/ids.ts";
import { nameOf } from "../wire.ts";

/** How reports call what was sold, by whom and where. What has been removed since is told by its number. */

/** The key of what has no category, and of what nobody in particular sold. */
export const NONE = "0";

const named = (name: string | undefined, what: string, key: string): string => name ?? `${what} ${key}`;

export const namesOf = (catalogue: Catalogue) => ({
  product: (key: string): string => named(catalogue.product(Number(key) as ProductId)?.name, "Product", key),
  category: (key: string): string =>
    key === NONE ? "No category" : named(catalogue.get("category", Number(key))?.name, "Category", key),
  staff: (key: string): string =>
    key === NONE ? "Nobody" : named(nameOf(catalogue, Number(key) as StaffId), "Staff member", key),
  tender: (key: string): string =>
    named(catalogue.paymentMethod(Number(key) as PaymentMethodId)?.name, "Payment method", key),
  tax: (key: string): string => named(catalogue.get("tax", Number(key))?.name, "Tax", key),
  site: (key: string): string => named(catalogue.site(Number(key) as SiteId)?.name, "Site", key),
});

/** A product's sales go to its first category; the others are for menus and searches. */
export const categoryKey =
  (catalogue: Catalogue) =>
  (product: ProductId): string =>
    String(catalogue.product(product)?.categoryIds[0] ?? NONE);
