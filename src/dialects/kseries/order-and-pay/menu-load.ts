import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { AccountProfile } from "../../../domain/catalogue/ordering-records.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import { type SiteMenu, menuAt } from "../../../domain/menus/of-site.ts";
import { profileAt, siteBy } from "../../../domain/menus/profiles.ts";
import { menuTree } from "../../../domain/menus/tree.ts";
import { etagOfBytes } from "../../../http/conditional.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Rendered, type Route, route } from "../../../http/route.ts";
import { LruMap } from "../../../kit/lru.ts";
import { minorDigits } from "../../../kit/money.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, locationQuery, pathLong, word } from "../wire.ts";
import { MenuOut } from "./menu-shape-doc.ts";
import { type MenuVersion, menuShape } from "./menu-shape.ts";

const FLAG = "must be true or false";

const LoadQuery = z.object({
  ...locationQuery,
  accountProfile: word("The code of an account profile, for its prices."),
  richContent: z
    .string({ error: "must be given once" })
    .regex(/^(true|false)$/i, { error: FLAG })
    .transform((text) => text.toLowerCase() === "true")
    .default(false)
    .meta({ type: "boolean", description: "With texts, pictures and allergens. False unless given." }),
});

/** A whole menu, in both generations. */
export const menuLoadRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const kept = new RenderedMenus();
  const load = (version: MenuVersion): Route =>
    route({
      id: `kseries.menus.load${version === 1 ? "" : "V2"}`,
      summary: version === 1 ? "Load a menu (first generation)" : "Load a menu",
      description:
        version === 1
          ? "Without the modifiers that items are offered with: such items are marked `asSubItem`. The id and the flag for rich content have both of the names that they were ever given."
          : "Groups hold items, deals, modifiers and further groups. A product with option sets is a deal; what a product is offered with are its modifier groups.",
      tag: "Order and Pay: menus",
      method: "GET",
      path: `/o/op/${version}/menu/load/:menuId`,
      audience: "addon",
      permission: "orders-api",
      params: z.object({ menuId: pathLong }),
      query: LoadQuery,
      responses: { 200: { description: "What the location sells by this menu.", schema: MenuOut[version] } },
      async handle({ who, params, query, base }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, query.businessLocationId);
        const menu = menuAt(catalogue, site, idOf(params.menuId));
        if (!menu) throw new HttpError(404, "not_found", `Menu not found for ${params.menuId}`);
        const profile = profileOf(catalogue, site, query.accountProfile);
        const { richContent: rich } = query;
        const asked = { company: who.company, catalogue, menu, site, profile, version, rich, base };
        return { status: 200, rendered: kept.of(asked) };
      },
    });
  return [load(1), load(2)];
};

const profileOf = (catalogue: Catalogue, site: Site, code = ""): AccountProfile | undefined => {
  const profile = profileAt(catalogue, site, code);
  if (!profile && code !== "") throw new HttpError(404, "not_found", `account profile not found for ${code}`);
  return profile;
};

type Asked = Readonly<{
  company: CompanyId;
  catalogue: Catalogue;
  menu: SiteMenu;
  site: Site;
  profile: AccountProfile | undefined;
  version: MenuVersion;
  rich: boolean;
  base: string;
}>;

const KEPT_BYTES = 32 * 1_024 * 1_024;

/** Menus as bytes, bounded by those. One is good for as long as the company's catalogue is the one it was made of. */
class RenderedMenus {
  private readonly kept = new LruMap<string, Readonly<{ catalogue: number; rendered: Rendered }>>(
    KEPT_BYTES,
    ({ rendered }) => rendered.json.length,
  );

  of(asked: Asked): Rendered {
    const { company, catalogue, menu, site, profile, version, rich, base } = asked;
    const key = [company, menu.id, site.id, profile?.id ?? 0, version, rich ? base : ""].join(" ");
    const known = this.kept.get(key);
    if (known?.catalogue === catalogue.version) return known.rendered;
    const style = { version, rich, base, digits: minorDigits(catalogue.company.currency) };
    const shape = menuShape(menu, menuTree(catalogue, menu, siteBy(site, profile)), style);
    const json = Buffer.from(JSON.stringify(shape));
    // Not `live`: it ends with the catalogue, of which the server's fast path for orders knows nothing.
    const rendered = { json, etag: etagOfBytes(json), live: false };
    this.kept.set(key, { catalogue: catalogue.version, rendered });
    return rendered;
  }
}
