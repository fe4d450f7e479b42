import { z } from "zod";
import { currencyStays } from "../../../../commands/record-holds.ts";
import { recordCommands } from "../../../../commands/save-record.ts";
import { companyRule } from "../../../../domain/catalogue/venue-rules.ts";
import { currencies } from "../../../../domain/currencies.ts";
import { type Route, route } from "../../../../http/route.ts";
import { given } from "../../../../kit/given.ts";
import { outText } from "../../resources/venue-wire.ts";
import { COMPANY } from "../wire.ts";
import { timezone, words, wordsOrNull } from "./fields.ts";
import { contactFields, contactOut, factsWithHome, homeFields, homeOut } from "./home.ts";
import { outOf, recordShape } from "./kind.ts";
import { mustSave } from "./refusals.ts";
import { type RecordParts, seenVersion } from "./routes.ts";

const CURRENCY = "must be a currency such as EUR";

const CompanyIn = z
  .object(
    {
      name: words(),
      currency: z.enum(currencies as [string, ...string[]], { error: CURRENCY }).meta({
        description: "ISO 4217. It stays as it is once there are orders.",
      }),
      timezone,
      business_number: wordsOrNull(),
      business_number_label: words(),
      ...contactFields,
      ...homeFields,
    },
    { error: "must be an object" },
  )
  .partial()
  .extend({ version: seenVersion });

const kind = {
  out: z.object({
    name: z.string(),
    currency: z.string(),
    timezone: z.string(),
    business_number: outText,
    business_number_label: z.string(),
    ...contactOut,
    register_limit: z.int(),
    ...homeOut,
  }),
};

/** The company itself: there is one, so it has neither list nor id in its path. */
export const companyRecordRoutes = ({ storage }: RecordParts): readonly Route[] => {
  const commands = recordCommands(storage, companyRule, currencyStays);
  const doc = { tag: "Set-up", audience: "operator", path: `${COMPANY}/company` } as const;
  const schema = outOf(kind);
  return [
    route({
      ...doc,
      id: "operator.company.get",
      summary: "Get the company's record",
      method: "GET",
      permission: "company:read",
      responses: { 200: { description: "The full record.", schema } },
      async handle({ who }) {
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: recordShape(kind, catalogue.company, catalogue) };
      },
    }),
    route({
      ...doc,
      id: "operator.company.update",
      summary: "Change the company's record",
      description: "Partial: what is not sent stays, null clears. An address is written whole.",
      method: "PUT",
      permission: "setup:write",
      body: CompanyIn,
      responses: {
        200: { description: "The full record.", schema },
        400: { description: "Not possible; the error names the field." },
        409: { description: "It was changed by somebody else meanwhile, or the currency has to stay." },
      },
      async handle({ who, body }) {
        const { version, ...said } = given(body);
        const facts = factsWithHome(said);
        const saved = mustSave(await commands.change(who.company, who.company, facts, version));
        return { status: 200, body: recordShape(kind, saved, await storage.reads(who.company).catalogue()) };
      },
    }),
  ];
};
