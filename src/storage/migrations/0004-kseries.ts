import { fillEndedOrders } from "./fill-ended-orders.ts";
import type { Migration } from "./migrate.ts";

/**
 * Documents: what ordering apps, hotels and reservation platforms hand in and register. And how orders ended, for
 * reports by the time of closing.
 */
export const kseries: Migration = {
  number: 4,
  name: "kseries",
  statements: [
    `create table documents (company_id {int} not null, kind {text} not null, key {text} not null, site_id {int},
       at {int} not null, version {int} not null, doc {text} not null, primary key (company_id, kind, key))`,
    `create index documents_by_time on documents (company_id, kind, at, key)`,
    `create index documents_by_site on documents (company_id, kind, site_id, at, key) where site_id is not null`,

    `create table ended_orders (company_id {int} not null, site_id {int} not null, sold {int} not null,
       ended_at {int} not null, order_id {int} not null, customer_id {int}, original_order_id {int}, reference {text},
       facts {text}, primary key (company_id, site_id, sold, ended_at, order_id))`,
    `create index ended_orders_by_reference on ended_orders (company_id, site_id, reference)
       where reference is not null`,
    `create index ended_orders_by_original on ended_orders (company_id, original_order_id)
       where original_order_id is not null`,
  ],
  fill: fillEndedOrders,
};
