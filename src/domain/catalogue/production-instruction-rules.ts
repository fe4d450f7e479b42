import { done, refuse } from "../../kit/brand.ts";
import type { ProductionInstruction } from "./ordering-records.ts";
import { type RecordRefusal, type RecordRule, unknownOf } from "./record-rules.ts";
import type { Draft } from "./records.ts";

/** What somebody says of a list of words to the kitchen; a word without an id is a new one. What is absent stays. */
export type InstructionFacts = Partial<Omit<Draft<"production_instruction">, "id" | "instructions">> &
  Readonly<{ instructions?: readonly Readonly<{ id?: number | undefined; text: string }>[] }>;

type Words = ProductionInstruction["instructions"];

/** The words of a list with their ids; those that were there keep theirs. */
const wordsOf = (
  said: NonNullable<InstructionFacts["instructions"]>,
  before: Words,
  newId: () => number,
): Words | RecordRefusal => {
  const left = new Set(before.map(({ id }) => id));
  const words: { id: number; text: string }[] = [];
  for (const [n, { id, text }] of said.entries()) {
    if (id !== undefined && !left.delete(id)) {
      return {
        kind: "field",
        field: `instructions.${n}.id`,
        says: `there is no instruction ${id} here, or it stands twice`,
      };
    }
    words.push({ id: id ?? newId(), text });
  }
  return words;
};

/** Lists of words to the kitchen as the venue's own people make them. */
export const productionInstructionRule: RecordRule<"production_instruction", InstructionFacts> = {
  kind: "production_instruction",
  what: "production instruction",
  make({ instructions = [], ...facts }, id, { catalogue, newId }) {
    const words = wordsOf(instructions, [], () => newId("catalogue"));
    if ("kind" in words) return refuse(words);
    const unknown = unknownOf(catalogue, "product", "product_ids", facts.productIds);
    if (unknown) return refuse(unknown);
    const usual = { multiSelection: false, productIds: null };
    return done({ ...usual, ...facts, instructions: words, id } as Draft<"production_instruction">); // the wire asks for a name
  },
  change(before, { instructions, ...facts }, { catalogue, newId }) {
    const words = instructions
      ? wordsOf(instructions, before.instructions, () => newId("catalogue"))
      : before.instructions;
    if ("kind" in words) return refuse(words);
    const stood = new Set<number>(before.productIds ?? []);
    const added = facts.productIds?.filter((id) => !stood.has(id));
    const unknown = unknownOf(catalogue, "product", "product_ids", added);
    return unknown ? refuse(unknown) : done({ ...before, ...facts, instructions: words });
  },
  tells(before, after) {
    const id = (after ?? before)!.id;
    return [{ type: `production_instruction.${!before ? "created" : after ? "updated" : "deleted"}`, id }];
  },
};
