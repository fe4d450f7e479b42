import type { Route } from "../../http/route.ts";
import { sessionRoutes } from "./operator/sessions.ts";
import { orderReadRoutes } from "./orders/read-routes.ts";
import { type OrderWriteParts, orderWriteRoutes } from "./orders/write-routes.ts";

export type KountaParts = OrderWriteParts & Readonly<{ pageSize: number }>;

/** Every route of the Kounta API. */
export const kountaRoutes = (parts: KountaParts): readonly Route[] => [
  ...orderReadRoutes(parts, "/v1", "addon"),
  ...orderWriteRoutes(parts, "/v1", "addon"),
];

/** The operator's side: the same orders, bound by locks and limits, for the screens and for people's own scripts. */
export const operatorRoutes = (parts: KountaParts): readonly Route[] => [
  ...sessionRoutes(parts),
  ...orderReadRoutes(parts, "/admin/api", "operator"),
  ...orderWriteRoutes(parts, "/admin/api", "operator"),
];
