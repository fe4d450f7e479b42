import { dec, minorDigits } from "../../kit/money.ts";
import type { Catalogue } from "./catalogue.ts";
import type { SiteId } from "../ids.ts";
import { type RecordRefusal, firstOf, inUseBy, newlyTaken, plainRule, unknownOf } from "./record-rules.ts";
import type { CatalogueRecords, Draft } from "./records.ts";

/** How a venue sells: ways to pay, to order, and to take something off the price; and why it turns an order down. */

/** Reasons to turn an order down. Orders keep the words they were turned down with. */
export const rejectReasonRule = plainRule<"reject_reason", Partial<Draft<"reject_reason">>>({
  kind: "reject_reason",
  what: "reject reason",
  usual: {},
  check: (draft, { catalogue }, before) => newlyTaken(catalogue, "reject_reason", "name", draft, before),
});

/** Decimals of a currency that it has coins for. */
const payable = (amount: string, catalogue: Catalogue): boolean => {
  const digits = minorDigits(catalogue.company.currency);
  return dec(amount).round(digits).eq(amount);
};

const badRounding = (
  { kind, rounding }: Draft<"payment_method">,
  catalogue: Catalogue,
  before: CatalogueRecords["payment_method"] | undefined,
): RecordRefusal | undefined => {
  if (rounding === undefined || rounding === null) return undefined;
  if (before?.rounding === rounding && before.kind === kind) return undefined;
  if (kind !== "cash") return { kind: "field", field: "rounding", says: "is for cash only" };
  return payable(rounding, catalogue)
    ? undefined
    : { kind: "field", field: "rounding", says: "has more decimals than the currency" };
};

const secondRounding = (draft: Draft<"payment_method">, catalogue: Catalogue): RecordRefusal | undefined => {
  if (draft.kind !== "rounding" || !draft.active) return undefined;
  const other = catalogue
    .all("payment_method")
    .find(({ id, kind, active }) => active && kind === "rounding" && id !== draft.id);
  return other && { kind: "field", field: "kind", says: `there is a method for rounding already (${other.id})` };
};

/** Ways to pay. Payments keep the name that their method had. */
export const paymentMethodRule = plainRule<"payment_method", Partial<Draft<"payment_method">>>({
  kind: "payment_method",
  what: "payment method",
  usual: { ledgerCode: null, addonId: null, active: true },
  check: (draft, { catalogue }, before) =>
    firstOf(
      badRounding(draft, catalogue, before),
      secondRounding(draft, catalogue),
      newlyTaken(catalogue, "payment_method", "name", draft, before),
      newlyTaken(catalogue, "payment_method", "code", draft, before),
    ),
  stays: ({ addonId }) => (addonId === null ? undefined : inUseBy("add-on", { id: addonId })),
});

const newSites = (
  ids: readonly SiteId[] | null,
  catalogue: Catalogue,
  before: Readonly<{ siteIds: readonly SiteId[] | null }> | undefined,
): RecordRefusal | undefined =>
  unknownOf(
    catalogue,
    "site",
    "site_ids",
    ids?.filter((id) => !before?.siteIds?.includes(id)),
  );

/** Discounts that a line may name. Orders keep what was taken off. */
export const discountRule = plainRule<"discount", Partial<Draft<"discount">>>({
  kind: "discount",
  what: "discount",
  usual: { siteIds: null, percent: null, amount: null, active: true },
  check(draft, { catalogue }, before) {
    const { percent, amount, siteIds } = draft;
    const both = percent !== null && amount !== null;
    const none = percent === null && amount === null;
    return firstOf(
      both || none
        ? { kind: "field", field: "percent", says: "give a percentage or an amount, one of them" }
        : undefined,
      amount !== null && !payable(amount, catalogue)
        ? { kind: "field", field: "amount", says: "has more decimals than the currency" }
        : undefined,
      newSites(siteIds, catalogue, before),
      newlyTaken(catalogue, "discount", "code", draft, before),
    );
  },
});

/** Ways of ordering. */
export const accountProfileRule = plainRule<"account_profile", Partial<Draft<"account_profile">>>({
  kind: "account_profile",
  what: "account profile",
  usual: { siteIds: null, deliveryMode: "NONE", orderType: null, priceListId: null, active: true },
  check: (draft, { catalogue }, before) =>
    firstOf(
      newSites(draft.siteIds, catalogue, before),
      draft.priceListId === before?.priceListId
        ? undefined
        : unknownOf(catalogue, "price_list", "price_list_id", [draft.priceListId]),
      newlyTaken(catalogue, "account_profile", "code", draft, before),
    ),
});
