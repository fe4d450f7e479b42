import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { taxGroupRoutes } from "./groups.ts";
import { itemTaxRoutes } from "./item-taxes.ts";
import { taxRoutes } from "./taxes.ts";

/** The vendor has a scope for the tax configuration and publishes no call that needs it; these are ours. */
export const taxConfigurationRoutes = (parts: KseriesParts): readonly Route[] => [
  ...taxRoutes(parts),
  ...taxGroupRoutes(parts),
  ...itemTaxRoutes(parts),
];
