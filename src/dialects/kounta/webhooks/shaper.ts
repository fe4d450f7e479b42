import type { Shaper } from "../../../webhooks/plan.ts";
import { orderShape } from "../orders/shape.ts";

/** What receivers of the Kounta API's webhooks and callbacks are sent: each record just as its own GET shows it. */
export const kountaShaper = (resource: Shaper["resource"]): Shaper => ({
  order: (order) => Promise.resolve(JSON.stringify(orderShape(order))),
  group: (company, site, groupId, orders) =>
    Promise.resolve(
      JSON.stringify({ group_id: groupId, company_id: company, site_id: site, orders: orders.map(orderShape) }),
    ),
  resource,
});
