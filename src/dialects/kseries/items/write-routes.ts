import { z } from "zod";
import { saveItem } from "../../../commands/save-item.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import type { CompanyId, ProductId, SiteId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, idOf, pathLong } from "../wire.ts";
import { ItemIn, NewItemIn, toItemFacts, toNewItemFacts } from "./input.ts";
import { itemOf } from "./refusals.ts";
import { ItemOut, itemShape } from "./shape.ts";

const refused = { description: "Not possible; apiSubExceptions names the field." };

/** Making and changing items. A change shows at once wherever the product is shown, in any API. */
export const itemWriteRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const write = { tag: "Items", audience: "addon", permission: "items" } as const;
  const items = saveItem(storage);
  const shown = async (company: CompanyId, id: ProductId, at: SiteId) => {
    const catalogue = await storage.reads(company).catalogue();
    return itemShape(catalogue, catalogue.product(id)!, catalogue.site(at)!);
  };
  return [
    route({
      ...write,
      id: "kseries.items.create",
      summary: "Create an item",
      description:
        "Of one location; the business's other locations do not sell it until somebody says so. It carries the taxes that most items of its accounting group carry.",
      method: "POST",
      path: "/items/v1/items",
      body: NewItemIn,
      responses: {
        201: { description: "The item as the location has it.", schema: ItemOut },
        400: refused,
        404: { description: "No such location or accounting group." },
      },
      async handle({ who, body }) {
        const { businessLocationId: location, accountingGroupId: group } = body;
        const at = idOf<SiteId>(location);
        const made = itemOf(await items.add(who.company, at, toNewItemFacts(body)), { location, group }, 404);
        return { status: 201, body: await shown(who.company, made.id, at) };
      },
    }),
    route({
      ...write,
      id: "kseries.items.update",
      summary: "Update an item",
      description: "What is not sent stays. The price goes to the location's price list.",
      method: "PUT",
      path: "/items/v1/items/:id",
      params: z.object({ id: pathLong }),
      body: ItemIn,
      responses: { 200: { description: "The item as the location has it.", schema: ItemOut }, 400: refused },
      async handle({ who, params: { id }, body }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const product = catalogue.product(idOf<ProductId>(id));
        const site = siteFor(catalogue, product, body.businessLocationId ?? undefined);
        const { accountingGroupId: group } = body;
        const sent = { id, location: String(site.id), ...(typeof group === "string" && { group }) };
        const changed = await items.change(who.company, site.id, idOf<ProductId>(id), toItemFacts(body));
        return { status: 200, body: await shown(who.company, itemOf(changed, sent, 400).id, site.id) };
      },
    }),
  ];
};

/** The location that was named, or one that sells the item. Throws HttpError 404. */
const siteFor = (catalogue: Catalogue, product: Product | undefined, named: Long | undefined): Site => {
  if (named !== undefined) return locationOf(catalogue, named);
  const sites = catalogue.all("site");
  const site = sites.find(({ id }) => product && catalogue.soldAt(product, id)) ?? sites[0];
  if (!site) throw new HttpError(404, "not_found", "The business has no location.");
  return site;
};
