import type { Route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";

export const venueRoutes = (_parts: KountaParts): readonly Route[] => [];
