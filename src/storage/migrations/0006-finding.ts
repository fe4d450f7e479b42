import { fillFinding } from "./fill-finding.ts";
import type { Migration } from "./migrate.ts";

/**
 * What orders are searched and added up by. The index by site, which every order has anyway, holds all of it: a year of
 * a busy site is looked through without touching an order, and a new order goes into no further index.
 */
export const finding: Migration = {
  number: 6,
  name: "finding",
  statements: [
    `alter table orders add column tax {int} not null default 0`,
    `alter table orders add column tips {int} not null default 0`,
    `alter table orders add column found_by {text} not null default ''`,
    `drop index if exists orders_by_site`,
    `create index orders_by_site on orders (company_id, deleted, site_id, created_at, id, status, total, tax, tips,
       register_id, staff_id, customer_id, addon_id, discounted, found_by)`,
  ],
  fill: fillFinding,
};
