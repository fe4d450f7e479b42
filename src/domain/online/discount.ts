import { type Result, done, refuse } from "../../kit/brand.ts";
import { ONE, type Dec, dec } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Site } from "../catalogue/records.ts";
import { isAt } from "../menus/profiles.ts";
import type { ItemAsked } from "./asked.ts";
import { type Failure, invalidTask, unknownDiscount } from "./reasons.ts";

/** What comes off a line: a factor on its price, or an amount off its total. */
export type Off = Readonly<{ code: string; name: string }> &
  (Readonly<{ kind: "factor"; factor: string }> | Readonly<{ kind: "amount"; amount: Dec }>);

/**
 * The discount that an item names. One that has neither percentage nor amount is a manual one: the app says how much.
 * Undefined: the item names none.
 */
export const discountOf = (
  asked: ItemAsked["discount"],
  catalogue: Catalogue,
  site: Site,
): Result<Off | undefined, Failure> => {
  if (asked === null) return done(undefined);
  const { code } = asked;
  const found = catalogue.all("discount").find((one) => one.active && one.code === code && isAt(one, site));
  if (!found) return refuse(unknownDiscount(code));
  const { name } = found;
  const manual = found.percent === null && found.amount === null;
  const given = asked.percent !== null || asked.amount !== null;
  if (given && !manual) return refuse(invalidTask(`Discount is not a manual one: ${code}`));
  if (asked.percent !== null && asked.amount !== null) {
    return refuse(invalidTask("A discount is a percentage or an amount, not both"));
  }
  const percent = found.percent ?? asked.percent;
  const amount = found.amount ?? asked.amount;
  if (percent !== null) {
    const factor = ONE.minus(dec(percent).div(100));
    if (factor.lt(0) || factor.gt(1)) return refuse(invalidTask(`Discount is beyond 100 percent: ${code}`));
    return done({ kind: "factor", code, name, factor: factor.toFixed() });
  }
  if (amount === null) return done(undefined);
  if (dec(amount).lt(0)) return refuse(invalidTask(`Discount is below 0: ${code}`));
  return done({ kind: "amount", code, name, amount: dec(amount) });
};
