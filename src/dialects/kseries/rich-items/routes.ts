import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { richItemSetUpRoutes } from "./locales.ts";
import { pictureRoutes } from "./pictures.ts";
import { richItemReadRoutes } from "./read-routes.ts";
import { richItemWriteRoutes } from "./write-routes.ts";

/** Rich items: what ordering apps show of an item besides its name and price. */
export const richItemRoutes = (parts: KseriesParts): readonly Route[] => [
  ...richItemSetUpRoutes(parts),
  ...richItemReadRoutes(parts),
  ...richItemWriteRoutes(parts),
  ...pictureRoutes(parts),
];
