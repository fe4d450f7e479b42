import { z } from "zod";
import { productionInstructionRule } from "../../../../domain/catalogue/production-instruction-rules.ts";
import type { ProductId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { ids, words } from "./fields.ts";
import { recordKind } from "./kind.ts";

const INSTRUCTIONS_MAX = 100;

export const productionInstructions = recordKind({
  rule: productionInstructionRule,
  path: "production_instructions",
  param: "production_instruction",
  many: "production instructions",
  tag: "Products",
  read: "products:read",
  write: "products:write",
  fields: {
    name: words(),
    multi_selection: flag,
    instructions: z
      .array(z.object({ id: id<number>().optional(), text: words() }, { error: "must be an object" }), {
        error: "must be a list",
      })
      .min(1, { error: "must hold one instruction at the least" })
      .max(INSTRUCTIONS_MAX, { error: `must not be more than ${INSTRUCTIONS_MAX}` })
      .meta({ description: "In the order shown. With its id an instruction is the one that was there." }),
    product_ids: ids<ProductId>().nullable().meta({ description: "Null: any product." }),
  },
  required: ["name", "instructions"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    multi_selection: z.boolean(),
    instructions: z.array(z.object({ id: outId, text: z.string() })),
    product_ids: z.array(outId).nullable(),
  }),
  texts: ({ name, instructions }) => [name, ...instructions.map(({ text }) => text)],
});
