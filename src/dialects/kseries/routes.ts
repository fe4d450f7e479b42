import type { Route } from "../../http/route.ts";

import type { OrderCommands } from "../../commands/change-order.ts";
import type { createOrder } from "../../commands/create-order.ts";
import type { RenderedOrders } from "../../http/rendered.ts";
import type { Storage } from "../../storage/storage.ts";
import type { OutgoingClient } from "../../webhooks/outgoing.ts";
import { accountingRoutes } from "./accounting/routes.ts";
import { endpointRoutes } from "./endpoints/routes.ts";
import { financialRoutes } from "./financial/routes.ts";
import { itemRoutes } from "./items/routes.ts";
import { availabilityRoutes } from "./order-and-pay/availability.ts";
import { businessRoutes } from "./order-and-pay/businesses.ts";
import { checkRoutes } from "./order-and-pay/checks.ts";
import { discountRoutes } from "./order-and-pay/discounts.ts";
import { floorRoutes } from "./order-and-pay/floors.ts";
import { menuRoutes } from "./order-and-pay/menus.ts";
import { modifierRoutes } from "./order-and-pay/modifiers.ts";
import { orderWriteRoutes } from "./order-and-pay/order-routes.ts";
import { payRoutes } from "./order-and-pay/pay.ts";
import { messageRoutes } from "./order-and-pay/print-msg.ts";
import { profileRoutes } from "./order-and-pay/profiles.ts";
import { readinessRoutes } from "./order-and-pay/readiness.ts";
import { pmsRoutes } from "./pms/routes.ts";
import { reservationRoutes } from "./reservations/routes.ts";
import { richItemRoutes } from "./rich-items/routes.ts";
import { taxBreakdownRoutes } from "./tax-breakdown/routes.ts";
import { idCardRoutes } from "./id-cards/routes.ts";
import { staffRoutes } from "./staff/routes.ts";
import { taxConfigurationRoutes } from "./tax-configuration/routes.ts";

export type KseriesParts = Readonly<{
  storage: Storage;
  rendered: RenderedOrders;
  createOrder: ReturnType<typeof createOrder>;
  commands: OrderCommands;
  /** The guarded client: every address that somebody gave us is reached through it. */
  outgoing: OutgoingClient;
  pageSize: number;
}>;

/** Every route of the K-Series API. */
export const kseriesRoutes = (parts: KseriesParts): readonly Route[] => [
  ...businessRoutes(parts),
  ...menuRoutes(parts),
  ...modifierRoutes(parts),
  ...discountRoutes(parts),
  ...floorRoutes(parts),
  ...profileRoutes(parts),
  ...availabilityRoutes(parts),
  ...readinessRoutes(parts),
  ...checkRoutes(parts),
  ...orderWriteRoutes(parts),
  ...payRoutes(parts),
  ...messageRoutes(parts),
  ...endpointRoutes(parts),
  ...taxBreakdownRoutes(parts),
  ...financialRoutes(parts),
  ...itemRoutes(parts),
  ...richItemRoutes(parts),
  ...taxConfigurationRoutes(parts),
  ...pmsRoutes(parts),
  ...accountingRoutes(parts),
  ...staffRoutes(parts),
  ...idCardRoutes(parts),
  ...reservationRoutes(parts),
];
