import type { Migration } from "./migrate.ts";

/**
 * Events on their way out: which of them somebody waits for, jobs with leases, webhooks with every delivery and attempt,
 * and what goes to printers.
 */
export const events: Migration = {
  number: 3,
  name: "events",
  statements: [
    `alter table addons add column signing {text}`,
    `alter table addons add column old_signing {text}`,

    `alter table outbox add column pending {int} not null default 0`,
    `alter table outbox add column site_id {int}`,
    `alter table outbox add column doc {text}`,
    `create index outbox_pending on outbox (id) where pending = 1`,
    `create index outbox_by_company on outbox (company_id, id)`,
    `create index outbox_of_no_order on outbox (created_at) where order_id is null`,

    `create table jobs (company_id {int} not null, id {int} primary key, queue {text} not null, lane {text} not null,
       key {text}, data {text} not null, position {int} not null, run_at {int} not null, attempts {int} not null, lease_until {int} not null,
       lease_owner {text}, created_at {int} not null)`,
    `create index jobs_by_lane on jobs (queue, lane, run_at, id)`,
    `create index jobs_by_key on jobs (queue, key, position) where key is not null`,
    `create index jobs_leased on jobs (lease_owner) where lease_owner is not null`,
    `create table job_lanes (queue {text} not null, lane {text} not null, next_at {int} not null,
       primary key (queue, lane))`,
    `create index job_lanes_due on job_lanes (queue, next_at)`,

    `create table webhooks (company_id {int} not null, id {int} not null, addon_id {int} not null, topic {text} not null,
       active {int} not null, version {int} not null, created_at {int} not null, updated_at {int} not null,
       doc {text} not null, primary key (company_id, id))`,
    `create index webhooks_by_addon on webhooks (company_id, addon_id, id)`,
    `create table payloads (company_id {int} not null, id {int} not null, body {text} not null, created_at {int} not null,
       primary key (company_id, id))`,
    `create table deliveries (company_id {int} not null, id {int} not null, webhook_id {int}, addon_id {int},
       event_id {int} not null, topic {text} not null, order_id {int}, site_id {int}, address {text} not null,
       payload_id {int} not null, state {text} not null, attempts {int} not null, last_status {int}, last_error {text},
       created_at {int} not null, next_at {int}, finished_at {int}, replay_of {int}, primary key (company_id, id))`,
    `create index deliveries_by_time on deliveries (company_id, created_at, id)`,
    `create index deliveries_by_webhook on deliveries (company_id, webhook_id, id)`,
    `create index deliveries_by_order on deliveries (company_id, order_id, id) where order_id is not null`,
    `create index deliveries_by_payload on deliveries (company_id, payload_id)`,
    `create index deliveries_finished on deliveries (finished_at) where finished_at is not null`,
    `create index deliveries_failed on deliveries (finished_at) where state = 'failed'`,
    `create table attempts (company_id {int} not null, delivery_id {int} not null, number {int} not null,
       started_at {int} not null, took_ms {int} not null, status {int}, error {text}, request_headers {text} not null,
       response_headers {text}, answer {text}, primary key (company_id, delivery_id, number))`,
    `create table endpoint_health (company_id {int} not null, webhook_id {int} not null, failing_since {int},
       failures {int} not null, delivered_at {int}, primary key (company_id, webhook_id))`,
    `create table notices (company_id {int} not null, id {int} not null, kind {text} not null, data {text} not null,
       created_at {int} not null, seen_at {int}, primary key (company_id, id))`,

    `create table print_jobs (company_id {int} not null, id {int} not null, site_id {int} not null, order_id {int},
       printer_id {int} not null, event_id {int}, kind {text} not null, state {text} not null, attempts {int} not null,
       doc {text} not null, last_error {text}, created_at {int} not null, updated_at {int} not null, printed_at {int},
       primary key (company_id, id))`,
    `create index print_jobs_by_site on print_jobs (company_id, site_id, state, id)`,
    `create index print_jobs_by_order on print_jobs (company_id, order_id, id) where order_id is not null`,
    `create index print_jobs_over on print_jobs (updated_at) where state in ('printed', 'cancelled')`,
    `alter table register_devices add column seen_at {int}`,
  ],
};
