import type { Route } from "../../../../http/route.ts";
import { cashRoutes } from "./cash.ts";
import { changesRoutes } from "./changes.ts";
import { movingRoutes } from "./moving.ts";
import type { RegisterOrderParts } from "./parts.ts";
import { refundRoutes } from "./refund.ts";
import { splitRoutes } from "./split.ts";
import { timelineRoutes } from "./timeline.ts";

/** What a register does with orders besides the routes that add-ons have as well. */
export const registerOrderRoutes = (parts: RegisterOrderParts): readonly Route[] => [
  ...changesRoutes(parts),
  ...movingRoutes(parts),
  ...splitRoutes(parts),
  ...refundRoutes(parts),
  ...cashRoutes(parts),
  ...timelineRoutes(parts),
];
