import { z } from "zod";
import { siteStays } from "../../../../commands/record-holds.ts";
import { siteRule } from "../../../../domain/catalogue/venue-rules.ts";
import type { PriceListId, RegisterId } from "../../../../domain/ids.ts";
import { orderingOf } from "../../../../domain/sites.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { dayStart, location, period } from "../../resources/site-fields.ts";
import { CODE_MAX, phoneOrNull, timezone, words, wordsOrNull } from "./fields.ts";
import { contactFields, contactOut, factsWithHome, homeFields, homeOut } from "./home.ts";
import { recordKind } from "./kind.ts";

/** The places where the company trades. */
export const sites = recordKind({
  rule: siteRule,
  path: "sites",
  param: "site",
  many: "sites",
  tag: "Set-up",
  read: "company:read",
  write: "sites:write",
  fields: {
    name: words(),
    code: words(CODE_MAX).meta({ description: "Begins the numbers of sales that no register has." }),
    timezone: timezone.nullable().meta({ description: "Null: the company's." }),
    business_number: wordsOrNull(),
    ...contactFields,
    mobile: phoneOrNull,
    fax: phoneOrNull,
    location: location.nullable(),
    register_level_reconciliation: flag,
    price_list_id: id<PriceListId>(),
    online_ordering: flag,
    sales_period: period,
    day_start: dayStart,
    pass_thru_register_id: id<RegisterId>().nullable().meta({ description: "Where pass-thru orders print." }),
    ...homeFields,
  },
  required: ["name", "code"],
  toFacts: factsWithHome,
  out: z.object({
    name: z.string(),
    code: z.string(),
    timezone: outText,
    business_number: outText,
    ...contactOut,
    mobile: outText,
    fax: outText,
    location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
    register_level_reconciliation: z.boolean(),
    price_list_id: outId,
    online_ordering: z.boolean(),
    sales_period: z.string(),
    day_start: z.string(),
    pass_thru_register_id: outId.nullable(),
    ...homeOut,
  }),
  shape(site) {
    const { salesPeriod, dayStart } = orderingOf(site);
    return { sales_period: salesPeriod, day_start: dayStart };
  },
  texts: ({ name, code, email, phone }) => [name, code, email, phone],
  held: () => siteStays,
  says: {
    create: "It begins without registers. Prices are those of the base list unless another is named.",
    delete: "A site goes while it has no registers, nothing else names it, and no order was ever taken there.",
  },
});
