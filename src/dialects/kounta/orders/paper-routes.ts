import type { Route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";

export const paperRoutes = (_parts: KountaParts, _prefix: string, _audience: "addon" | "operator"): readonly Route[] => [];
