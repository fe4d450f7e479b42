import type { Storage } from "../../storage/storage.ts";
import type { Planner } from "../../webhooks/plan.ts";
import { orderPlanner } from "./notifications/planner.ts";
import { reservationPlanner } from "./reservations/planner.ts";
import { staffPlanner } from "./staff/planner.ts";

/** What events lead to for those who registered over this API. */
export const kseriesPlanners = (storage: Storage): readonly Planner[] => [
  orderPlanner(storage),
  staffPlanner(storage),
  reservationPlanner(storage),
];
