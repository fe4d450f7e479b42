import { z } from "zod";
import { staffStays } from "../../../../commands/record-holds.ts";
import { staffRule } from "../../../../domain/catalogue/staff-rules.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { flag, outId, outText } from "../../resources/venue-wire.ts";
import { text } from "../../wire.ts";
import { isAtSite, siteQuery } from "./at-sites.ts";
import { emailOrNull, ids, linkOrNull, phoneOrNull, words } from "./fields.ts";
import { factsWithHome, homeFields, homeOut } from "./home.ts";
import { recordKind } from "./kind.ts";

const EMAILS_MAX = 10;
const NAME_MAX = 60;

/** Who works for the company. Usernames, passwords and PINs are at `people`. */
export const staff = recordKind({
  rule: staffRule,
  path: "staff",
  param: "staff",
  many: "staff members",
  tag: "Staff",
  read: "staff:read",
  write: "setup:write",
  fields: {
    first_name: words(NAME_MAX),
    last_name: text(NAME_MAX).transform((name) => name.trim()),
    emails: z
      .array(emailOrNull.unwrap(), { error: "must be a list of email addresses" })
      .max(EMAILS_MAX, { error: `must not have more than ${EMAILS_MAX} entries` })
      .transform((list) => list.filter((one) => one !== null)),
    phone: phoneOrNull,
    mobile: phoneOrNull,
    fax: phoneOrNull,
    image: linkOrNull,
    is_admin: flag,
    site_ids: ids<SiteId>().meta({ description: "Where they work: they can sign in at registers there." }),
    ...homeFields,
  },
  required: ["first_name"],
  toFacts: factsWithHome,
  out: z.object({
    first_name: z.string(),
    last_name: z.string(),
    emails: z.array(z.string()),
    phone: outText,
    mobile: outText,
    fax: outText,
    image: outText,
    is_admin: z.boolean(),
    site_ids: z.array(outId),
    ...homeOut,
  }),
  texts: ({ firstName, lastName, emails, phone, mobile }) => [`${firstName} ${lastName}`, phone, mobile, ...emails],
  query: siteQuery,
  keeps: isAtSite,
  held: staffStays,
  says: { delete: "Somebody who can sign in, or whom the company or a site names as its contact, stays." },
});
