import { z } from "zod";
import { type RichRefusal, saveRichItem } from "../../../commands/save-rich-item.ts";
import type { Product } from "../../../domain/catalogue/records.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import type { KseriesParts } from "../routes.ts";
import { PictureIn, RichItemIn, checkBusiness, toRichTexts } from "./input.ts";
import { PICTURES_BODY_MAX, picturesIn } from "./pictures.ts";
import { HAL, RichItemOut, type RichProduct, halAnswer, richItemShape } from "./shape.ts";

const refusals: Readonly<Record<RichRefusal["kind"], readonly [status: number, says: (sku: string) => string]>> = {
  no_item: [404, (sku) => `Item not found for ${sku}`],
  no_rich_item: [404, (sku) => `Rich item not found for ${sku}`],
  rich_item_there: [400, (sku) => `sku: ${sku} has a rich item already`],
};

/** The value of a command, or its refusal thrown. */
const must = (result: Result<Product, RichRefusal>): RichProduct => {
  if (result.ok) return result.value as RichProduct;
  const { kind, sku } = result.error;
  const [status, says] = refusals[kind];
  throw new HttpError(status, status === 404 ? "not_found" : kind, says(sku), { field: "sku", value: sku });
};

/** Writing about items. Menus show it at once. */
export const richItemWriteRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const rich = saveRichItem(storage);
  const shared = {
    tag: "Rich Item",
    audience: "addon",
    permission: ["items", "orders-api"],
    path: "/i/richItem/:company/:sku",
    params: z.object({ sku: z.string() }),
  } as const;
  const saved = { 200: { description: "The rich item.", schema: RichItemOut, type: HAL } };
  return [
    route({
      ...shared,
      id: "kseries.richItems.put",
      summary: "Create or update a rich item",
      description: "The item must be there. Descriptions and allergens are written anew; pictures stay.",
      method: "PUT",
      body: RichItemIn,
      responses: saved,
      async handle(ask) {
        const { who, params, body } = ask;
        checkBusiness(body.businessId, who.company);
        const product = must(await rich.put(who.company, params.sku, body.sku, toRichTexts(body)));
        return halAnswer(richItemShape(product, ask));
      },
    }),
    route({
      ...shared,
      id: "kseries.richItems.pictures",
      summary: "Set the picture of a rich item",
      description: "PNG or JPEG, 2 MiB at the most; see pictureSpec. Without `rawPicture` the one before stays.",
      method: "PATCH",
      body: PictureIn,
      bodyMaxBytes: PICTURES_BODY_MAX,
      responses: saved,
      async handle(ask) {
        const { who, params, body } = ask;
        checkBusiness(body.businessId, who.company);
        if (body.sku !== params.sku) {
          const detail = { field: "sku", value: body.sku };
          throw new HttpError(400, "bad_request", "sku: must be the one that the path names", detail);
        }
        const { picture, raw } = picturesIn(body);
        return halAnswer(richItemShape(must(await rich.setPictures(who.company, params.sku, picture, raw)), ask));
      },
    }),
    route({
      ...shared,
      id: "kseries.richItems.delete",
      summary: "Delete a rich item",
      description: "With its pictures. The item itself stays.",
      method: "DELETE",
      responses: { 204: { description: "Deleted." } },
      async handle({ who, params }) {
        must(await rich.remove(who.company, params.sku));
        return { status: 204 };
      },
    }),
  ];
};
