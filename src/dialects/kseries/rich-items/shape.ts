import { z } from "zod";
import type { Product } from "../../../domain/catalogue/records.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import { skuOf } from "../../../domain/menus/sku.ts";
import type { Answer } from "../../../http/route.ts";
import { outId } from "../wire.ts";

/** This service answers its records in HAL, under HAL's media type. */
export const HAL = "application/hal+json;charset=UTF-8";

export const halAnswer = (body: unknown): Answer => ({
  status: 200,
  bytes: { type: HAL, content: Buffer.from(JSON.stringify(body)) },
});

const Link = z.object({ href: z.string() });
const SelfOut = z.object({ self: Link });

/** What a product shows in ordering apps. What is not there is left out. */
export const RichItemOut = z.object({
  businessId: outId,
  sku: z.string(),
  descriptions: z.array(
    z.object({ localeCode: z.string(), description: z.string().optional(), displayName: z.string().optional() }),
  ),
  allergenCodes: z.array(z.string()),
  creationDate: z.iso.datetime(),
  lastUpdateDate: z.iso.datetime(),
  pictureUrl: z.string().optional(),
  previewPictureUrl: z.string().optional(),
  rawPictureUrl: z.string().optional(),
});
export const LinkedRichItemOut = RichItemOut.extend({ _links: z.object({ self: Link, items: Link }) });
export const RichItemListOut = z.object({
  _embedded: z.object({ richItemDtoList: z.array(LinkedRichItemOut) }),
  _links: SelfOut,
});
export const PictureSpecOut = z.object({
  minHeight: z.int(),
  minWidth: z.int(),
  requiredAspectRatio: z.number().meta({ description: "Width divided by height." }),
  _links: SelfOut,
});

/** A product that something is written about. */
export type RichProduct = Product & Readonly<{ rich: NonNullable<Product["rich"]> }>;
export const isRich = (product: Product): product is RichProduct => product.rich !== undefined;

/** "2021-11-03T13:50:47Z": this service has whole seconds. */
const date = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

const url = (name: string, address: string | null | undefined, base: string): Record<string, string> =>
  address ? { [name]: address.startsWith("/") ? base + address : address } : {};

type Asked = Readonly<{ base: string; who: Readonly<{ company: CompanyId }> }>;

export const richItemShape = (product: RichProduct, { base, who }: Asked): z.output<typeof RichItemOut> => {
  const { descriptions, allergenCodes, pictures, createdAt, updatedAt } = product.rich;
  return {
    businessId: who.company,
    sku: skuOf(product),
    descriptions: descriptions.map(({ localeCode, description, displayName }) => ({
      localeCode,
      ...(description !== null && { description }),
      ...(displayName !== null && { displayName }),
    })),
    allergenCodes: [...allergenCodes],
    creationDate: date(createdAt),
    lastUpdateDate: date(updatedAt),
    ...url("pictureUrl", pictures?.picture, base),
    ...url("previewPictureUrl", pictures?.preview, base),
    ...url("rawPictureUrl", pictures?.raw, base),
  };
};

export const linkedShape = (product: RichProduct, asked: Asked): z.output<typeof LinkedRichItemOut> => {
  const items = `${asked.base}/i/richItem/${asked.who.company}`;
  const self = `${items}/${encodeURIComponent(skuOf(product))}`;
  return { ...richItemShape(product, asked), _links: { self: { href: self }, items: { href: items } } };
};

export const listShape = (products: readonly RichProduct[], asked: Asked & Readonly<{ url: string }>) => ({
  _embedded: { richItemDtoList: products.map((product) => linkedShape(product, asked)) },
  _links: { self: { href: asked.base + asked.url } },
});
