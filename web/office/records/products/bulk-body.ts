import { isDecimal } from "../../kit/fields/decimals.ts";

/** What somebody ticked to be changed on many products; null is what stays. */
export type BulkSaid = Readonly<{
  categories: readonly number[] | null;
  taxes: readonly number[] | null;
  percent: string | null;
  tags: Readonly<{ add: readonly string[]; remove: readonly string[] }> | null;
  available: Readonly<{ site: number; yes: boolean }> | null;
  online: boolean | null;
  sold: boolean | null;
}>;

export const nothingSaid: BulkSaid = {
  categories: null,
  taxes: null,
  percent: null,
  tags: null,
  available: null,
  online: null,
  sold: null,
};

/** What is sent; undefined while nothing is said, or something is only half said. */
export const bulkBody = (ids: readonly number[], said: BulkSaid): object | undefined => {
  const { categories, taxes, percent, tags, available, online, sold } = said;
  if (Object.values(said).every((value) => value === null)) return undefined;
  if (percent !== null && !isDecimal(percent)) return undefined;
  if (tags !== null && tags.add.length + tags.remove.length === 0) return undefined;
  return {
    ids,
    set: {
      ...(categories !== null && { category_ids: categories }),
      ...(taxes !== null && { tax_ids: taxes }),
      ...(available !== null && { sites: [{ site_id: available.site, available: available.yes }] }),
      ...(online !== null && { show_online: online }),
      ...(sold !== null && { sold }),
    },
    ...(percent !== null && { price_percent: percent }),
    ...(tags !== null && { add_tags: tags.add, remove_tags: tags.remove }),
  };
};
