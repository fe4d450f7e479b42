import type { Route } from "../../../../http/route.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { dashboardRoute } from "./dashboard.ts";
import { ordersCsvRoute } from "./orders-csv.ts";
import { salesReportRoutes } from "./sales.ts";

/** What the venue sold. */
export const reportRoutes = (parts: Readonly<{ storage: Storage; pageSize: number }>): readonly Route[] => [
  dashboardRoute(parts),
  ...salesReportRoutes(parts),
  ordersCsvRoute(parts),
];
