import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { itemReadRoutes } from "./read-routes.ts";
import { itemWriteRoutes } from "./write-routes.ts";

/** Items: products, as a business location has them. */
export const itemRoutes = (parts: KseriesParts): readonly Route[] => [
  ...itemReadRoutes(parts),
  ...itemWriteRoutes(parts),
];
