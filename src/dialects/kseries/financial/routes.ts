import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { abortedOrderRoutes } from "./aborted-orders.ts";
import { aggregatedSalesRoutes } from "./aggregated-sales.ts";
import { cardPaymentRoutes } from "./card-payments.ts";
import { salesV1Routes } from "./sales-v1.ts";
import { salesV2Routes } from "./sales-v2.ts";
import { financialSetUpRoutes } from "./set-up.ts";

/** The financial services, both generations: how a business is set up, and what it sold. */
export const financialRoutes = (parts: KseriesParts): readonly Route[] => [
  ...financialSetUpRoutes(parts),
  ...salesV1Routes(parts),
  ...aggregatedSalesRoutes(parts),
  ...salesV2Routes(parts),
  ...cardPaymentRoutes(parts),
  ...abortedOrderRoutes(parts),
];
