import type { Selectable } from "kysely";
import type { AddonId, CompanyId, StaffId } from "../../domain/ids.ts";
import type { AccessStore, AccessToken, Addon, Person } from "../storage.ts";
import type { Connection, Engine } from "./engine.ts";
import { isStorable } from "./text.ts";
import type { Tables } from "./tables.ts";

const addonOf = (row: Selectable<Tables["addons"]>): Addon => ({
  id: row.id as AddonId,
  companyId: row.company_id as CompanyId,
  clientId: row.client_id,
  secretHash: row.secret_hash,
  name: row.name,
  permissions: JSON.parse(row.permissions) as string[],
  active: row.active === 1,
  createdAt: row.created_at,
});

const addonRow = (addon: Addon): Tables["addons"] => ({
  company_id: addon.companyId,
  id: addon.id,
  client_id: addon.clientId,
  secret_hash: addon.secretHash,
  name: addon.name,
  permissions: JSON.stringify(addon.permissions),
  active: addon.active ? 1 : 0,
  created_at: addon.createdAt,
});

const tokenOf = (row: Selectable<Tables["access_tokens"]>): AccessToken => ({
  hash: row.token_hash,
  companyId: row.company_id as CompanyId,
  addonId: row.addon_id as AddonId | null,
  staffId: row.staff_id as StaffId | null,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/**
 * Add-ons, what they were granted, tokens, and people. What takes something back is announced to the other servers, and
 * told here, so that nobody goes on trusting. What only adds need not be: nobody remembers that something was missing.
 */
export const accessStore = (engine: Engine, tell: () => void): AccessStore => {
  const { transaction: add } = engine;
  const takeBack = async (work: (connection: Connection) => Promise<unknown>): Promise<void> => {
    await engine.transaction(async (connection) => {
      await work(connection);
      await engine.announce(connection);
    });
    tell();
  };
  const { read } = engine;
  return {
    async addonByClientId(clientId) {
      if (!isStorable(clientId)) return undefined;
      const row = await read.selectFrom("addons").selectAll().where("client_id", "=", clientId).executeTakeFirst();
      return row && addonOf(row);
    },
    async addonsOf(company) {
      const rows = await read
        .selectFrom("addons")
        .selectAll()
        .where("company_id", "=", company)
        .orderBy("id")
        .execute();
      return rows.map(addonOf);
    },
    async addAddon(addon) {
      await add(async ({ db }) => {
        await db.insertInto("addons").values(addonRow(addon)).execute();
        await db
          .insertInto("addon_grants")
          .values({ company_id: addon.companyId, addon_id: addon.id, granted_at: addon.createdAt })
          .execute();
      });
    },
    async saveAddon(addon) {
      const { company_id: _, id, ...columns } = addonRow(addon);
      await takeBack(({ db }) => db.updateTable("addons").set(columns).where("id", "=", id).execute());
    },
    async grant(company, addon, at) {
      await add(({ db }) =>
        db
          .insertInto("addon_grants")
          .values({ company_id: company, addon_id: addon, granted_at: at })
          .onConflict((conflict) => conflict.columns(["company_id", "addon_id"]).doNothing())
          .execute(),
      );
    },
    async revokeGrant(company, addon) {
      await takeBack(async ({ db }) => {
        for (const table of ["addon_grants", "access_tokens"] as const) {
          await db.deleteFrom(table).where("company_id", "=", company).where("addon_id", "=", addon).execute();
        }
      });
    },
    async token(hash) {
      const row = await read
        .selectFrom("access_tokens")
        .selectAll("access_tokens")
        .where("token_hash", "=", hash)
        .executeTakeFirst();
      if (!row) return undefined;
      if (row.addon_id === null) return { ...tokenOf(row), permissions: [] };
      const grant = await read
        .selectFrom("addon_grants")
        .innerJoin("addons", "addons.id", "addon_grants.addon_id")
        .select(["addons.active", "addons.permissions"])
        .where("addon_grants.company_id", "=", row.company_id)
        .where("addon_grants.addon_id", "=", row.addon_id)
        .executeTakeFirst();
      if (grant?.active !== 1) return undefined;
      return { ...tokenOf(row), permissions: JSON.parse(grant.permissions) as string[] };
    },
    async addToken(token) {
      await add(({ db }) =>
        db
          .insertInto("access_tokens")
          .values({
            token_hash: token.hash,
            company_id: token.companyId,
            addon_id: token.addonId,
            staff_id: token.staffId,
            created_at: token.createdAt,
            expires_at: token.expiresAt,
          })
          .execute(),
      );
    },
    async endTokensOf(addon) {
      await takeBack(({ db }) => db.deleteFrom("access_tokens").where("addon_id", "=", addon).execute());
    },
    async person(username) {
      if (!isStorable(username)) return undefined;
      const row = await read.selectFrom("people").selectAll().where("username", "=", username).executeTakeFirst();
      return (
        row && {
          companyId: row.company_id as CompanyId,
          staffId: row.staff_id as StaffId,
          username: row.username,
          passwordHash: row.password_hash,
          role: row.role as Person["role"],
        }
      );
    },
    async addPerson({ companyId, staffId, username, passwordHash, role }) {
      await add(({ db }) =>
        db
          .insertInto("people")
          .values({ company_id: companyId, staff_id: staffId, username, password_hash: passwordHash, role })
          .execute(),
      );
    },
  };
};
