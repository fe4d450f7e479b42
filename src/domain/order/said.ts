import { type Result, done } from "../../kit/brand.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Product, Site } from "../catalogue/records.ts";
import { instructionsAt } from "../menus/instructions.ts";
import { isAt } from "../menus/profiles.ts";
import type { SaidOfLine } from "./input.ts";
import type { Line } from "./order.ts";
import { type OrderRefusal, refusal } from "./refusals.ts";

type Kept = Pick<Line, "notes" | "productionInstructions" | "discount">;

/** What a line keeps of what was said about it; nothing where nothing was. */
export const saidOf = ({
  productionInstructions,
  discount,
}: SaidOfLine): Pick<Line, "productionInstructions" | "discount"> => ({
  ...(productionInstructions && { productionInstructions }),
  ...(discount && { discount }),
});

/**
 * The same with the notes, once what was said by ids and codes is looked up: the kitchen's words have to go with the
 * product, and the discount has to be one of the site's.
 */
export const keptOf = (
  said: SaidOfLine,
  notes: string | null,
  product: Product,
  catalogue: Catalogue,
  site: Site,
): Result<Kept, OrderRefusal> => {
  const { instructionIds, discountCode } = said;
  if (instructionIds === undefined && discountCode === undefined) return done({ notes, ...saidOf(said) });
  const words = wordsOf(instructionIds ?? [], product, catalogue);
  if (!words.ok) return words;
  const discount = discountCode === undefined ? said.discount : discountBy(discountCode, catalogue, site);
  if (discountCode !== undefined && !discount) {
    return refusal({ kind: "unknown", field: "discount_code", what: "discount", value: discountCode });
  }
  const texts = [...words.value.map(({ text }) => text), ...(notes === null ? [] : [notes])];
  return done({
    notes: texts.length === 0 ? null : texts.join(", "),
    ...saidOf({
      ...said,
      ...(words.value.length > 0 && { productionInstructions: words.value }),
      ...(discount && { discount }),
    }),
  });
};

type Word = Readonly<{ id: number; text: string }>;

const wordsOf = (
  ids: readonly number[],
  product: Product,
  catalogue: Catalogue,
): Result<readonly Word[], OrderRefusal> => {
  if (ids.length === 0) return done([]);
  const offered = instructionsAt(catalogue)(product.id).flatMap((list) => list.instructions);
  const words: Word[] = [];
  for (const id of ids) {
    const word = offered.find((one) => one.id === id);
    if (!word) {
      const what = `production instruction of ${product.name} with the id`;
      return refusal({ kind: "unknown", field: "production_instruction_ids", what, value: String(id) });
    }
    words.push({ id: word.id, text: word.text });
  }
  return done(words);
};

const discountBy = (code: string, catalogue: Catalogue, site: Site): Line["discount"] => {
  const found = catalogue.all("discount").find((one) => one.active && one.code === code && isAt(one, site));
  return found && { code: found.code, name: found.name };
};
