import type { Route } from "../../http/route.ts";
import type { AddonCommands } from "../../commands/addons.ts";
import { accessRoutes } from "./operator/access.ts";
import { operatorVenueRoutes } from "./operator/venue.ts";
import { orderReadRoutes } from "./orders/read-routes.ts";
import { type PaperParts, paperRoutes } from "./orders/paper-routes.ts";
import { goodsRoutes } from "./resources/goods.ts";
import { venueRoutes } from "./resources/venue.ts";
import type { SignIns } from "../../oauth/sign-in.ts";
import { type OrderWriteParts, orderWriteRoutes } from "./orders/write-routes.ts";

export type KountaParts = OrderWriteParts &
  PaperParts &
  Readonly<{ pageSize: number; signIns: SignIns; addons: AddonCommands }>;

/** Every route of the Kounta API. */
export const kountaRoutes = (parts: KountaParts): readonly Route[] => [
  ...orderReadRoutes(parts, "/v1", "addon"),
  ...orderWriteRoutes(parts, "/v1", "addon"),
  ...paperRoutes(parts, "/v1", "addon"),
  ...venueRoutes(parts),
  ...goodsRoutes(parts),
];

/** The operator's side: the same orders, bound by locks and limits, for the screens and for people's own scripts. */
export const operatorRoutes = (parts: KountaParts): readonly Route[] => [
  ...accessRoutes(parts),
  ...operatorVenueRoutes(parts),
  ...paperRoutes(parts, "/admin/api", "operator"),
  ...orderReadRoutes(parts, "/admin/api", "operator"),
  ...orderWriteRoutes(parts, "/admin/api", "operator"),
];
