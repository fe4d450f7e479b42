import { z } from "zod";
import { localesOf, saveRichItem } from "../../../commands/save-rich-item.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { allergens } from "./allergens.ts";
import { LocalesIn } from "./input.ts";

const AllergenOut = z.object({
  code: z.string(),
  translations: z.array(z.object({ locale: z.string(), text: z.string() })),
});

/** What rich items are written in and with: a business's languages, and the allergens there are. */
export const richItemSetUpRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const shared = { tag: "Rich Item", audience: "addon", permission: ["items", "orders-api"] } as const;
  const path = "/i/locales/:company";
  return [
    route({
      ...shared,
      id: "kseries.allergens.list",
      summary: "List allergens",
      method: "GET",
      path: "/i/allergens",
      responses: { 200: { description: "With their names.", schema: z.array(AllergenOut) } },
      handle: () => Promise.resolve({ status: 200, body: allergens }),
    }),
    route({
      ...shared,
      id: "kseries.locales.get",
      summary: "Get the locales of a business",
      method: "GET",
      path,
      responses: { 200: { description: "`en` unless set.", schema: z.array(z.string()) } },
      async handle({ who }) {
        return { status: 200, body: await localesOf(storage, who.company) };
      },
    }),
    route({
      ...shared,
      id: "kseries.locales.update",
      summary: "Set the locales of a business",
      description: "In which languages the business describes its items: `en`, or `en_US`.",
      method: "PUT",
      path,
      body: LocalesIn,
      responses: { 200: { description: "Set. The body is empty." } },
      async handle({ who, body }) {
        await saveRichItem(storage).setLocales(who.company, body);
        return { status: 200 };
      },
    }),
  ];
};
