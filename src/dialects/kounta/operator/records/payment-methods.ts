import { z } from "zod";
import { methodStays } from "../../../../commands/record-holds.ts";
import { PAYMENT_METHOD_KINDS } from "../../../../domain/catalogue/records.ts";
import { paymentMethodRule } from "../../../../domain/catalogue/selling-rules.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { CODE_MAX, decimalText, words, wordsOrNull } from "./fields.ts";
import { recordKind } from "./kind.ts";

/** No cash register has larger coins. */
const COIN_MAX = 1_000;

const kind = z.enum(PAYMENT_METHOD_KINDS, { error: `must be one of ${PAYMENT_METHOD_KINDS.join(", ")}` });

/** Ways to pay. */
export const paymentMethods = recordKind({
  rule: paymentMethodRule,
  path: "payment_methods",
  param: "payment_method",
  many: "payment methods",
  tag: "Payment methods",
  read: "payment_methods:read",
  write: "setup:write",
  fields: {
    name: words(),
    kind: kind.meta({
      description: "`account` puts the sale on the customer's account; `rounding` takes up what cash was rounded by.",
    }),
    code: wordsOrNull(CODE_MAX),
    ledger_code: wordsOrNull(CODE_MAX),
    active: flag,
    rounding: decimalText({ min: 0, max: COIN_MAX, decimals: 4, notZero: true })
      .nullable()
      .meta({ description: "Cash: the smallest coin there is, such as 0.05; null: nothing is rounded." }),
  },
  required: ["name", "kind"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    kind,
    code: outText,
    ledger_code: outText,
    addon_id: outId.nullable().meta({ description: "The add-on that is itself this method." }),
    active: z.boolean(),
    rounding: outText,
  }),
  texts: ({ name, code, ledgerCode }) => [name, code, ledgerCode],
  held: () => methodStays,
  says: { delete: "A method that was paid with stays; switch it off instead." },
});
