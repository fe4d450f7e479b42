import { type Result, done } from "../../kit/brand.ts";
import { NOTHING, ZERO } from "../../kit/money.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { OptionSet, Price, Site } from "../catalogue/records.ts";
import type { OptionInput } from "./input.ts";
import { limits } from "./limits.ts";
import { type LineIds, lineTax, nextLineId, readModifiers, unitPriceOf } from "./lines.ts";
import type { Line, OrderOption, OrderOptionSet } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";
import { keptOf } from "./said.ts";

type Made = { option: OrderOption; lines: Line[] };

const FREE: Price = { amount: ZERO.toFixed(), incTax: true };

/**
 * Turns a chosen product with its options into the tree that the order keeps and one line for every node of it, the
 * product first, in reading order. Every node is one unit. `number` is the option set's own number on the order.
 */
export const makeOption = (
  input: OptionInput,
  number: number,
  catalogue: Catalogue,
  site: Site,
  ids: LineIds,
): Result<Made, OrderRefusal> => {
  const lines: Line[] = [];
  const node = (chosen: OptionInput, from: OptionSet | null, depth: number): Result<OrderOption, OrderRefusal> => {
    if (depth > limits.optionDepthMax) return refusal({ kind: "options_too_deep", max: limits.optionDepthMax });
    const product = catalogue.product(chosen.productId);
    if (!product || product.deleted) {
      return refusal({ kind: "unknown", field: "product_id", what: "product", value: String(chosen.productId) });
    }
    const offered = from?.options.find((option) => option.productId === product.id);
    if (from && !offered) {
      return refusal({ kind: "not_an_option_of_set", product: product.id, optionSet: from.id, name: from.name });
    }
    if (chosen.instructions && !from) return refusal({ kind: "instructions_outside_of_set", product: product.id });
    if (chosen.instructions && from && !from.instructions) {
      return refusal({ kind: "instructions_not_supported", optionSet: from.id, name: from.name });
    }

    const taxes = catalogue.taxesAt(product, site.id).map(lineTax);
    const usual = (): Price =>
      chosen.instructions === "No" ? FREE : (offered?.price ?? catalogue.priceAt(product, site));
    const { said = {} } = chosen;
    const modifiers = readModifiers(said.modifiers ?? [], product, catalogue, site, taxes);
    if (!modifiers.ok) return modifiers;
    const kept = keptOf(said, chosen.notes, product, catalogue, site);
    if (!kept.ok) return kept;
    const lineId = nextLineId(ids);
    lines.push({
      number: 0,
      lineId,
      productId: product.id,
      name: said.name ?? product.name,
      sku: product.sku,
      quantity: "1",
      ...unitPriceOf(chosen, usual, taxes, modifiers.value),
      priceVariation: said.priceVariation ?? "1",
      priceFixedVariation: said.priceFixedVariation ?? "0",
      modifiers: modifiers.value,
      ...kept.value,
      courseName: said.courseName ?? null,
      courseOrdinal: said.courseOrdinal ?? null,
      courseStatus: said.courseStatus ?? null,
      optionSet: number,
      taxes,
      orderFixedShare: NOTHING,
      totalIncTax: NOTHING,
      totalTax: NOTHING,
      taxAmounts: [],
    });

    const counts = new Map<number, number>(product.optionSetIds.map((id) => [id, 0]));
    const optionSets: OrderOptionSet[] = [];
    for (const group of chosen.optionSets) {
      const set = catalogue.optionSet(group.optionSetId);
      if (!set) {
        return refusal({
          kind: "unknown",
          field: "option_set_id",
          what: "option set",
          value: String(group.optionSetId),
        });
      }
      const options: OrderOption[] = [];
      for (const option of group.options) {
        const made = node(option, set, depth + 1);
        if (!made.ok) return made;
        options.push(made.value);
      }
      const selected = group.options.filter((option) => option.instructions !== "No").length;
      counts.set(set.id, (counts.get(set.id) ?? 0) + selected);
      optionSets.push({ optionSetId: set.id, name: set.name, options });
    }
    for (const [id, selected] of chosen.instructions === "No" ? [] : counts) {
      const set = catalogue.get("option_set", id);
      if (!set) continue;
      if (selected < set.minSelection || (set.maxSelection !== null && selected > set.maxSelection)) {
        const { minSelection: min, maxSelection: max, name } = set;
        return refusal({ kind: "selection_out_of_bounds", optionSet: set.id, name, min, max, chosen: selected });
      }
    }
    return done({ productId: product.id, name: product.name, lineId, instructions: chosen.instructions, optionSets });
  };

  const option = node(input, null, 1);
  return option.ok ? done({ option: option.value, lines }) : option;
};
