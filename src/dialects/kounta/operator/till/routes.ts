import type { Route } from "../../../../http/route.ts";
import { cashRoutes } from "./cash-routes.ts";
import { type TillParts, reportRoutes } from "./report-routes.ts";
import { shiftRoutes } from "./shift-routes.ts";
import { zRoutes } from "./z-routes.ts";

/** Who is at work, and what is in the drawers. */
export const tillRoutes = (parts: TillParts): readonly Route[] => [
  ...shiftRoutes(parts),
  ...cashRoutes(parts),
  ...reportRoutes(parts),
  ...zRoutes(parts),
];
