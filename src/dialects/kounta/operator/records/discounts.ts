import { z } from "zod";
import { discountRule } from "../../../../domain/catalogue/selling-rules.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { CODE_MAX, decimalText, siteIds, words } from "./fields.ts";
import { recordKind } from "./kind.ts";
import { isAtSite, siteQuery } from "./at-sites.ts";

/** What may be taken off a line: a percentage or an amount. Naming one takes the other back. */
export const discounts = recordKind({
  rule: discountRule,
  path: "discounts",
  param: "discount",
  many: "discounts",
  tag: "Set-up",
  read: "company:read",
  write: "setup:write",
  fields: {
    name: words(),
    code: words(CODE_MAX),
    percent: decimalText({ min: 0, max: 100, decimals: 4, notZero: true })
      .nullable()
      .meta({ description: "10 is ten percent." }),
    amount: decimalText({ min: 0, decimals: 4, notZero: true })
      .nullable()
      .meta({ description: "With tax, off the line's total." }),
    site_ids: siteIds,
    active: flag,
  },
  required: ["name", "code"],
  toFacts(body) {
    const { percent, amount } = body;
    const facts = camelled(body);
    if (typeof percent === "string" && amount === undefined) return { ...facts, amount: null };
    if (typeof amount === "string" && percent === undefined) return { ...facts, percent: null };
    return facts;
  },
  out: z.object({
    name: z.string(),
    code: z.string(),
    percent: outText,
    amount: outText,
    site_ids: z.array(outId).nullable(),
    active: z.boolean(),
  }),
  texts: ({ name, code }) => [name, code],
  query: siteQuery,
  keeps: isAtSite,
});
