import type { Route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";

export const goodsRoutes = (_parts: KountaParts): readonly Route[] => [];
