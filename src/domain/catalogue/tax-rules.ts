import type { Catalogue } from "./catalogue.ts";
import { firstOf, plainRule, newlyTaken, unknownOf } from "./record-rules.ts";
import type { Draft } from "./records.ts";

/** What a tax cannot be removed for: products or tax groups carry it. */
export type TaxInUse = Readonly<{ kind: "in_use"; by: "product" | "tax group"; id: number }>;

export const carrierOf = (catalogue: Catalogue, id: number): TaxInUse | undefined => {
  const names = (ids: readonly number[] | undefined): boolean => ids?.includes(id) ?? false;
  const product = catalogue
    .all("product")
    .find(
      ({ taxIds, sites, deleted }) => !deleted && [{ taxIds }, ...Object.values(sites)].some((at) => names(at.taxIds)),
    );
  if (product) return { kind: "in_use", by: "product", id: product.id };
  const group = catalogue.all("tax_group").find(({ taxIds }) => names(taxIds));
  return group && { kind: "in_use", by: "tax group", id: group.id };
};

/** Taxes. Orders keep the rate that they were made with, whatever becomes of the tax. */
export const taxRule = plainRule<"tax", Partial<Draft<"tax">>>({
  kind: "tax",
  what: "tax",
  usual: {},
  check: (draft, { catalogue }, before) => newlyTaken(catalogue, "tax", "code", draft, before),
  stays: ({ id }, catalogue) => carrierOf(catalogue, id),
  tells: (before, after) => {
    const verb = before === undefined ? "created" : after === undefined ? "deleted" : "updated";
    return [{ type: `tax.${verb}`, id: (after ?? before)!.id }];
  },
});

/** Taxes that go together. */
export const taxGroupRule = plainRule<"tax_group", Partial<Draft<"tax_group">>>({
  kind: "tax_group",
  what: "tax group",
  usual: { taxIds: [] },
  check: (draft, { catalogue }, before) =>
    firstOf(
      draft.taxIds === before?.taxIds ? undefined : unknownOf(catalogue, "tax", "tax_ids", draft.taxIds),
      newlyTaken(catalogue, "tax_group", "code", draft, before),
    ),
});
