import { type Selectable, sql } from "kysely";
import type { Addon, Api, GrantType } from "../../../domain/access/addon.ts";
import type { AddonId, CompanyId, StaffId } from "../../../domain/ids.ts";
import { done, refuse } from "../../../kit/brand.ts";
import type { AddonStore, Grant } from "../../access.ts";
import type { Connection, Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { isStorable } from "../text.ts";
import type { TakeBack } from "./take-back.ts";

const listOf = <T extends string>(json: string): readonly T[] => JSON.parse(json) as T[];

export const addonOf = (row: Selectable<Tables["addons"]>): Addon => ({
  id: row.id as AddonId,
  companyId: row.company_id as CompanyId,
  clientId: row.client_id,
  secretHash: row.secret_hash,
  oldSecret:
    row.old_secret_hash !== null && row.old_secret_until !== null
      ? { hash: row.old_secret_hash, until: row.old_secret_until, signing: row.old_signing }
      : null,
  signing: row.signing,
  name: row.name,
  description: row.description,
  isPublic: row.is_public === 1,
  redirectUris: listOf(row.redirect_uris),
  apis: listOf<Api>(row.apis),
  grants: listOf<GrantType>(row.grants),
  permissions: listOf(row.permissions),
  scopes: listOf(row.scopes),
  active: row.active === 1,
  createdAt: row.created_at,
});

const addonRow = (addon: Addon): Tables["addons"] => ({
  company_id: addon.companyId,
  id: addon.id,
  client_id: addon.clientId,
  secret_hash: addon.secretHash,
  old_secret_hash: addon.oldSecret?.hash ?? null,
  old_secret_until: addon.oldSecret?.until ?? null,
  signing: addon.signing,
  old_signing: addon.oldSecret?.signing ?? null,
  name: addon.name,
  description: addon.description,
  is_public: addon.isPublic ? 1 : 0,
  redirect_uris: JSON.stringify(addon.redirectUris),
  apis: JSON.stringify(addon.apis),
  grants: JSON.stringify(addon.grants),
  permissions: JSON.stringify(addon.permissions),
  scopes: JSON.stringify(addon.scopes),
  active: addon.active ? 1 : 0,
  created_at: addon.createdAt,
});

/** Records that a company connected an add-on; when it did before, nothing changes. */
export const addGrant = async (
  { db }: Connection,
  company: CompanyId,
  addon: AddonId,
  by: StaffId | null,
  at: number,
): Promise<void> => {
  await db
    .insertInto("addon_grants")
    .values({ company_id: company, addon_id: addon, granted_at: at, granted_by: by })
    .onConflict((conflict) => conflict.columns(["company_id", "addon_id"]).doNothing())
    .execute();
};

/** Everything that stands on a grant, codes first: who is about to use one has to wait, and then finds nothing. */
const STANDING = [
  "authorization_codes",
  "addon_grants",
  "authorizations",
  "refresh_tokens",
  "access_tokens",
  "webhooks",
] as const;

export const addonStore = (engine: Engine, takeBack: TakeBack): AddonStore => {
  const { read } = engine;
  return {
    async byClientId(clientId) {
      if (!isStorable(clientId)) return undefined;
      const row = await read.selectFrom("addons").selectAll().where("client_id", "=", clientId).executeTakeFirst();
      return row && addonOf(row);
    },
    async get(company, id) {
      const query = read.selectFrom("addons").selectAll().where("company_id", "=", company).where("id", "=", id);
      const row = await query.executeTakeFirst();
      return row && addonOf(row);
    },
    async byId(id) {
      const row = await read.selectFrom("addons").selectAll().where("id", "=", id).executeTakeFirst();
      return row && addonOf(row);
    },
    async of(company) {
      const rows = await read
        .selectFrom("addons")
        .selectAll()
        .where("company_id", "=", company)
        .orderBy("id")
        .execute();
      return rows.map(addonOf);
    },
    add: (addon) =>
      engine.transaction(async (connection) => {
        const { numInsertedOrUpdatedRows } = await connection.db
          .insertInto("addons")
          .values(addonRow(addon))
          .onConflict((conflict) => conflict.column("client_id").doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        await addGrant(connection, addon.companyId, addon.id, null, addon.createdAt);
        return true;
      }),
    change: (company, id, decide) =>
      takeBack(async ({ db }) => {
        const row = await db
          .selectFrom("addons")
          .selectAll()
          .where("company_id", "=", company)
          .where("id", "=", id)
          .$if(engine.locksRows, (query) => query.forUpdate())
          .executeTakeFirst();
        if (!row) return refuse("not_found");
        const decided = decide(addonOf(row));
        if (!decided.ok) return decided;
        const { company_id: _, id: __, ...columns } = addonRow(decided.value);
        await db.updateTable("addons").set(columns).where("company_id", "=", company).where("id", "=", id).execute();
        if (!decided.value.active) {
          // Its tokens are dead with it wherever it was connected; this only leaves nothing behind.
          for (const table of ["authorization_codes", "refresh_tokens", "access_tokens"] as const) {
            await db.deleteFrom(table).where("addon_id", "=", id).execute();
          }
        }
        return done(decided.value);
      }),
    async grantsOf(company) {
      const rows = await read
        .selectFrom("addon_grants")
        .innerJoin("addons", "addons.id", "addon_grants.addon_id")
        .selectAll("addons")
        .select(["granted_at", "granted_by"])
        .where("addon_grants.company_id", "=", company)
        .where("addons.active", "=", 1)
        .orderBy("granted_at")
        .orderBy("addons.id")
        .execute();
      const standing = await read
        .selectFrom("authorizations")
        .select(["addon_id", "api", "permissions", "created_at"])
        .where("company_id", "=", company)
        .orderBy("id")
        .execute();
      return rows.map((row): Grant => ({
        addon: addonOf(row),
        owner: row.company_id as CompanyId,
        grantedAt: row.granted_at,
        grantedBy: row.granted_by as StaffId | null,
        authorizations: standing
          .filter(({ addon_id }) => addon_id === row.id)
          .map(({ api, permissions, created_at }) => ({
            api: api as Api,
            permissions: listOf(permissions),
            createdAt: created_at,
          })),
      }));
    },
    async companiesOf(addon) {
      const query = read.selectFrom("addon_grants").select("company_id").where("addon_id", "=", addon);
      return (await query.orderBy("company_id").execute()).map((row) => row.company_id as CompanyId);
    },
    async isGranted(company, addon) {
      const query = read.selectFrom("addon_grants").select("addon_id").where("company_id", "=", company);
      return (await query.where("addon_id", "=", addon).executeTakeFirst()) !== undefined;
    },
    async approvedFor(addon, api) {
      const rows = await read
        .selectFrom("addon_grants")
        .innerJoin("authorizations", (join) =>
          join
            .onRef("authorizations.company_id", "=", "addon_grants.company_id")
            .onRef("authorizations.addon_id", "=", "addon_grants.addon_id"),
        )
        .select(["authorizations.company_id", "authorizations.permissions"])
        .where("addon_grants.addon_id", "=", addon)
        .where("authorizations.api", "=", api)
        .orderBy("authorizations.company_id")
        .execute();
      const approved = new Map<CompanyId, Set<string>>();
      for (const row of rows) {
        const company = row.company_id as CompanyId;
        const known = approved.get(company) ?? new Set();
        for (const name of listOf(row.permissions)) known.add(name);
        approved.set(company, known);
      }
      return approved;
    },
    async connections(company) {
      const rows = await read
        .selectFrom("addon_grants")
        .innerJoin("addons", "addons.id", "addon_grants.addon_id")
        .select(["addons.id", sql<number>`count(*)`.as("companies")])
        .where("addons.company_id", "=", company)
        .groupBy("addons.id")
        .execute();
      return new Map(rows.map(({ id, companies }) => [id as AddonId, companies]));
    },
    grant: (company, addon, by, at) => engine.transaction((connection) => addGrant(connection, company, addon, by, at)),
    ungrant: (company, addon) =>
      takeBack(async ({ db }) => {
        let found = false;
        for (const table of STANDING) {
          const query = db.deleteFrom(table).where("company_id", "=", company).where("addon_id", "=", addon);
          const { numDeletedRows } = await query.executeTakeFirst();
          found ||= table === "addon_grants" && numDeletedRows > 0n;
        }
        return found;
      }),
  };
};
