import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { groupRoutes } from "./groups.ts";
import { peopleRoutes } from "./people.ts";
import { posUserRoutes } from "./pos-users.ts";
import { shiftRoutes } from "./shifts.ts";
import { staffWebhookRoutes } from "./webhooks.ts";

/** The staff service: who works where, when, and what they may do. */
export const staffRoutes = (parts: KseriesParts): readonly Route[] => [
  ...peopleRoutes(parts),
  ...posUserRoutes(parts),
  ...groupRoutes(parts),
  ...shiftRoutes(parts),
  ...staffWebhookRoutes(parts),
];
