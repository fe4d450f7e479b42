import { z } from "zod";
import { taxGroupRule, taxRule } from "../../../../domain/catalogue/tax-rules.ts";
import type { TaxId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { outId, outText } from "../../resources/venue-wire.ts";
import { CODE_MAX, decimalText, ids, words, wordsOrNull } from "./fields.ts";
import { recordKind } from "./kind.ts";

const TAX_CODE_MAX = 16;
/** Ten times the price. */
const RATE_MAX = 10;

const doc = { tag: "Taxes", read: "taxes:read", write: "taxes:write" } as const;

/** Orders keep the rate that they were made with. */
export const taxes = recordKind({
  ...doc,
  rule: taxRule,
  path: "taxes",
  param: "tax",
  many: "taxes",
  fields: {
    name: words(),
    code: words(TAX_CODE_MAX),
    rate: decimalText({ min: 0, max: RATE_MAX, decimals: 6 }).meta({ description: "A factor: 0.1 is ten percent." }),
    ledger_code: wordsOrNull(CODE_MAX),
  },
  required: ["name", "code", "rate"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    code: z.string(),
    rate: z.string().meta({ description: "A factor: 0.1 is ten percent." }),
    ledger_code: outText,
  }),
  texts: ({ name, code }) => [name, code],
});

/** Taxes that go together. */
export const taxGroups = recordKind({
  ...doc,
  rule: taxGroupRule,
  path: "tax_groups",
  param: "tax_group",
  many: "tax groups",
  fields: { name: words(), code: words(TAX_CODE_MAX), tax_ids: ids<TaxId>(20) },
  required: ["name", "code"],
  toFacts: (body) => camelled(body),
  out: z.object({ name: z.string(), code: z.string(), tax_ids: z.array(outId) }),
  texts: ({ name, code }) => [name, code],
});
