import type { Route } from "../../http/route.ts";
import type { Storage } from "../../storage/storage.ts";
import { accountingRoutes } from "./accounting/routes.ts";
import { financialSetUpRoutes } from "./financial/set-up.ts";
import { itemRoutes } from "./items/routes.ts";
import { businessRoutes } from "./order-and-pay/businesses.ts";
import { taxConfigurationRoutes } from "./tax-configuration/routes.ts";

export type KseriesParts = Readonly<{ storage: Storage }>;

/** Every route of the K-Series API. */
export const kseriesRoutes = (parts: KseriesParts): readonly Route[] => [
  ...businessRoutes(parts),
  ...financialSetUpRoutes(parts),
  ...itemRoutes(parts),
  ...taxConfigurationRoutes(parts),
  ...accountingRoutes(parts),
];
