import type { BusinessClock } from "../../../domain/business-day.ts";
import type { ProductId } from "../../../domain/ids.ts";
import type { SoldBy } from "../../../domain/sale-facts.ts";
import { isoWithOffset } from "../../../kit/time.ts";
import type { Names } from "./names.ts";

/**
 * What aggregated sales can be grouped by. A key reads its value off the sale or off the product; a product with
 * several tags counts for each of them.
 */
export type GroupKey = Readonly<{ name: string }> &
  (
    | Readonly<{ kind: "sale"; of: (sale: SoldBy) => string }>
    | Readonly<{ kind: "product"; of: (product: ProductId) => readonly string[] }>
  );

/** The value of what has none: a sale that nobody rang up, an item without tags. */
export const NONE = "None";

const QUARTER_HOUR_MS = 900_000;
const CATEGORY = "category:";

const oneOrNone = (value: string | undefined): readonly string[] => [value ?? NONE];

/** The hour that the location's clock showed; reckoned once for each quarter of an hour. */
const hourOf = ({ zone }: BusinessClock): ((sale: SoldBy) => string) => {
  const known = new Map<number, string>();
  return ({ soldAt }) => {
    const quarter = Math.floor(soldAt / QUARTER_HOUR_MS);
    let hour = known.get(quarter);
    if (hour === undefined) known.set(quarter, (hour = isoWithOffset(soldAt, zone).slice(11, 13)));
    return hour;
  };
};

/** A key by its name; undefined when there is none of that name. */
export const groupKeyOf = (name: string, names: Names, clock: BusinessClock): GroupKey | undefined => {
  const bySale = (of: (sale: SoldBy) => string): GroupKey => ({ name, kind: "sale", of });
  const byProduct = (of: (product: ProductId) => readonly string[]): GroupKey => ({ name, kind: "product", of });
  if (name.startsWith(CATEGORY) && name.length > CATEGORY.length) {
    const wanted = name.slice(CATEGORY.length);
    return byProduct((id) =>
      oneOrNone(names.product(id).categories.find(({ category }) => category === wanted)?.value),
    );
  }
  switch (name) {
    case "staff":
      return bySale(({ staff }) => (staff === null ? NONE : (names.staff(staff) ?? NONE)));
    case "device":
      return bySale(({ register }) => (register === null ? NONE : (names.register(register) ?? NONE)));
    case "deviceId":
      return bySale(({ register }) => (register === null ? NONE : String(register)));
    case "hour":
      return bySale(hourOf(clock));
    case "sku":
      return byProduct((id) => [names.product(id).sku]);
    case "accountingGroup":
      return byProduct((id) => oneOrNone(names.product(id).accountingGroup?.name));
    case "statisticGroup":
      return byProduct((id) => oneOrNone(names.product(id).accountingGroup?.statisticGroup));
    case "tag":
      return byProduct((id) => {
        const { tags } = names.product(id);
        return tags.length > 0 ? tags : [NONE];
      });
    default:
      return undefined;
  }
};
