import type { Route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { categoryRoutes } from "./categories.ts";
import { checkinRoutes } from "./checkins.ts";
import { inventoryRoutes } from "./inventory.ts";
import { optionSetRoutes } from "./option-sets.ts";
import { paymentMethodRoutes } from "./payment-methods.ts";
import { priceListRoutes } from "./prices.ts";
import { availabilityRoutes } from "./product-availability.ts";
import { productWriteRoutes } from "./product-writes.ts";
import { productRoutes } from "./products.ts";
import { reconciliationRoutes } from "./reconciliations.ts";
import { shiftRoutes } from "./shifts.ts";
import { taxRoutes } from "./taxes.ts";

/** Goods and back office: what is sold and at what price, how it is paid, counted and staffed. */
export const goodsRoutes = (parts: KountaParts): readonly Route[] => [
  ...categoryRoutes(parts),
  ...productRoutes(parts),
  ...productWriteRoutes(parts),
  ...availabilityRoutes(parts),
  ...optionSetRoutes(parts),
  ...priceListRoutes(parts),
  ...taxRoutes(parts),
  ...paymentMethodRoutes(parts),
  ...inventoryRoutes(parts),
  ...shiftRoutes(parts),
  ...reconciliationRoutes(parts),
  ...checkinRoutes(parts),
];
