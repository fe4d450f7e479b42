import type { Migration } from "./migrate.ts";

/**
 * The authorization server: what an add-on may ask for, codes, authorizations with their tokens, sessions of people,
 * register devices. Tokens that were given out before had no authorization behind them, so they end here; the
 * add-ons' secrets stay good.
 */
export const access: Migration = {
  number: 2,
  name: "access",
  statements: [
    `alter table addons add column description {text} not null default ''`,
    `alter table addons add column redirect_uris {text} not null default '[]'`,
    `alter table addons add column apis {text} not null default '["kounta"]'`,
    `alter table addons add column scopes {text} not null default '[]'`,
    `alter table addons add column grants {text} not null default '["authorization_code","refresh_token"]'`,
    `alter table addons add column is_public {int} not null default 0`,
    `alter table addons add column old_secret_hash {text}`,
    `alter table addons add column old_secret_until {int}`,
    `create index addons_by_company on addons (company_id, id)`,
    `alter table addon_grants add column granted_by {int}`,
    `create index addon_grants_by_addon on addon_grants (addon_id, company_id)`,

    `create table authorizations (company_id {int} not null, id {int} not null, addon_id {int} not null, staff_id {int},
       api {text} not null, permissions {text} not null, created_at {int} not null, primary key (company_id, id))`,
    `create index authorizations_by_addon on authorizations (company_id, addon_id)`,
    `create table authorization_codes (code_hash {text} primary key, company_id {int} not null, addon_id {int} not null,
       staff_id {int} not null, api {text} not null, permissions {text} not null, redirect_uri {text} not null,
       challenge {text}, created_at {int} not null, expires_at {int} not null, used_at {int}, authorization_id {int})`,
    `create index authorization_codes_by_addon on authorization_codes (company_id, addon_id)`,
    `create index authorization_codes_by_age on authorization_codes (expires_at)`,
    `create table refresh_tokens (token_hash {text} primary key, company_id {int} not null,
       authorization_id {int} not null, addon_id {int} not null, created_at {int} not null, used_at {int})`,
    `create index refresh_tokens_by_authorization on refresh_tokens (company_id, authorization_id)`,
    `create index refresh_tokens_used on refresh_tokens (used_at) where used_at is not null`,

    `drop table access_tokens`,
    `create table access_tokens (token_hash {text} primary key, company_id {int} not null,
       authorization_id {int} not null, addon_id {int} not null, created_at {int} not null, expires_at {int} not null)`,
    `create index access_tokens_by_authorization on access_tokens (company_id, authorization_id)`,
    `create index access_tokens_by_age on access_tokens (expires_at)`,

    `alter table people add column active {int} not null default 1`,
    `alter table people add column created_at {int} not null default 0`,
    `create table staff_pins (company_id {int} not null, staff_id {int} not null, pin_hash {text} not null,
       set_at {int} not null, primary key (company_id, staff_id))`,
    `create table sessions (token_hash {text} primary key, company_id {int} not null, staff_id {int} not null,
       register_id {int}, kind {text} not null, created_at {int} not null, expires_at {int} not null)`,
    `create index sessions_by_person on sessions (company_id, staff_id)`,
    `create index sessions_by_age on sessions (expires_at)`,
    `create table register_devices (company_id {int} not null, id {int} not null, register_id {int} not null,
       token_hash {text} not null unique, name {text} not null, created_by {int} not null, created_at {int} not null,
       primary key (company_id, id))`,
  ],
};
