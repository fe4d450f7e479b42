import type { Api } from "../../../domain/access/addon.ts";
import type { AddonId, AuthorizationId, CompanyId, StaffId } from "../../../domain/ids.ts";
import type { Authorization, Code, TokenStore, Tokens, UsedCode } from "../../access.ts";
import type { Connection, Engine } from "../engine.ts";
import { addGrant, addonOf } from "./addons.ts";
import type { TakeBack } from "./take-back.ts";

const addAuthorization = async ({ db }: Connection, authorization: Authorization): Promise<void> => {
  const { id, companyId, addonId, staffId, api, permissions, createdAt } = authorization;
  await db
    .insertInto("authorizations")
    .values({
      company_id: companyId,
      id,
      addon_id: addonId,
      staff_id: staffId,
      api,
      permissions: JSON.stringify(permissions),
      created_at: createdAt,
    })
    .execute();
};

type Family = Pick<Authorization, "id" | "companyId" | "addonId">;

const addTokens = async ({ db }: Connection, family: Family, { access, refresh }: Tokens): Promise<void> => {
  const stem = { company_id: family.companyId, authorization_id: family.id, addon_id: family.addonId };
  await db
    .insertInto("access_tokens")
    .values({ ...stem, token_hash: access.hash, created_at: access.createdAt, expires_at: access.expiresAt })
    .execute();
  if (!refresh) return;
  await db
    .insertInto("refresh_tokens")
    .values({ ...stem, token_hash: refresh.hash, created_at: refresh.createdAt, used_at: null })
    .execute();
};

/** The order in which everybody locks: authorizations before tokens. */
const FAMILY = ["refresh_tokens", "access_tokens"] as const;

export const tokenStore = (engine: Engine, takeBack: TakeBack): TokenStore => {
  const { read } = engine;

  /** A token's row together with the authorization, grant and add-on that it stands on; nothing if one of them fell. */
  const standing = (table: "access_tokens" | "refresh_tokens", hash: string) =>
    read
      .selectFrom(table)
      .innerJoin("authorizations", (join) =>
        join
          .onRef("authorizations.company_id", "=", `${table}.company_id`)
          .onRef("authorizations.id", "=", `${table}.authorization_id`),
      )
      .innerJoin("addon_grants", (join) =>
        join
          .onRef("addon_grants.company_id", "=", "authorizations.company_id")
          .onRef("addon_grants.addon_id", "=", "authorizations.addon_id"),
      )
      .innerJoin("addons", "addons.id", "authorizations.addon_id")
      .selectAll("addons")
      .select([
        `${table}.created_at as token_created_at`,
        "authorizations.id as authorization_id",
        "authorizations.company_id as granting_company_id",
        "authorizations.staff_id",
        "authorizations.api",
        "authorizations.permissions as approved",
        "authorizations.created_at as authorized_at",
      ])
      .where(`${table}.token_hash`, "=", hash)
      .where("addons.active", "=", 1);

  /** Whether an authorization stands; nobody ends it before the transaction is over. */
  const holds = async ({ db }: Connection, { companyId, id }: Family): Promise<boolean> => {
    const query = db.selectFrom("authorizations").select("id").where("company_id", "=", companyId).where("id", "=", id);
    const row = await query.$if(engine.locksRows, (query) => query.forUpdate()).executeTakeFirst();
    return row !== undefined;
  };

  type Standing = NonNullable<Awaited<ReturnType<ReturnType<typeof standing>["executeTakeFirst"]>>>;
  const authorizationOf = (row: Standing): Authorization => ({
    id: row.authorization_id as AuthorizationId,
    companyId: row.granting_company_id as CompanyId,
    addonId: row.id as AddonId,
    staffId: row.staff_id as StaffId | null,
    api: row.api as Api,
    permissions: JSON.parse(row.approved) as string[],
    createdAt: row.authorized_at,
  });

  return {
    async addCode(code) {
      await engine.transaction(({ db }) =>
        db
          .insertInto("authorization_codes")
          .values({
            code_hash: code.hash,
            company_id: code.companyId,
            addon_id: code.addonId,
            staff_id: code.staffId,
            api: code.api,
            permissions: JSON.stringify(code.permissions),
            redirect_uri: code.redirectUri,
            challenge: code.challenge,
            created_at: code.createdAt,
            expires_at: code.expiresAt,
            used_at: null,
            authorization_id: null,
          })
          .execute(),
      );
    },
    async code(hash) {
      const query = read.selectFrom("authorization_codes").selectAll().where("code_hash", "=", hash);
      const row = await query.executeTakeFirst();
      return (
        row &&
        ({
          hash: row.code_hash,
          companyId: row.company_id as CompanyId,
          addonId: row.addon_id as AddonId,
          staffId: row.staff_id as StaffId,
          api: row.api as Api,
          permissions: JSON.parse(row.permissions) as string[],
          redirectUri: row.redirect_uri,
          challenge: row.challenge,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
          usedAt: row.used_at,
          authorizationId: row.authorization_id as AuthorizationId | null,
        } satisfies UsedCode)
      );
    },
    redeem: (code: Code, authorization, tokens, at) =>
      engine.transaction(async (connection) => {
        // One statement decides who was first.
        const { numUpdatedRows } = await connection.db
          .updateTable("authorization_codes")
          .set({ used_at: at, authorization_id: authorization.id })
          .where("code_hash", "=", code.hash)
          .where("used_at", "is", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await addGrant(connection, code.companyId, code.addonId, code.staffId, at);
        await addAuthorization(connection, authorization);
        await addTokens(connection, authorization, tokens);
        return true;
      }),
    authorize: (authorization, tokens) =>
      engine.transaction(async (connection) => {
        const { companyId, addonId } = authorization;
        const granted = await connection.db
          .selectFrom("addon_grants")
          .select("addon_id")
          .where("company_id", "=", companyId)
          .where("addon_id", "=", addonId)
          // Who takes the grant back meanwhile has to wait, and then finds what was added here.
          .$if(engine.locksRows, (query) => query.forShare())
          .executeTakeFirst();
        if (!granted) return false;
        await addAuthorization(connection, authorization);
        await addTokens(connection, authorization, tokens);
        return true;
      }),
    async refreshToken(hash) {
      const row = await standing("refresh_tokens", hash).select("refresh_tokens.used_at").executeTakeFirst();
      return (
        row && {
          hash,
          createdAt: row.token_created_at,
          usedAt: row.used_at,
          authorization: authorizationOf(row),
          addon: addonOf(row),
        }
      );
    },
    renew: (authorization, tokens) =>
      engine.transaction(async (connection) => {
        if (!(await holds(connection, authorization))) return false;
        await addTokens(connection, authorization, tokens);
        return true;
      }),
    rotate: ({ hash, authorization }, tokens, at) =>
      engine.transaction(async (connection) => {
        if (!(await holds(connection, authorization))) return false;
        const { numUpdatedRows } = await connection.db
          .updateTable("refresh_tokens")
          .set({ used_at: at })
          .where("token_hash", "=", hash)
          .where("used_at", "is", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await addTokens(connection, authorization, tokens);
        return true;
      }),
    async accessToken(hash) {
      const row = await standing("access_tokens", hash).select("access_tokens.expires_at").executeTakeFirst();
      return (
        row && {
          hash,
          createdAt: row.token_created_at,
          expiresAt: row.expires_at,
          authorization: authorizationOf(row),
          addon: addonOf(row),
        }
      );
    },
    end: (company, authorization) =>
      takeBack(async ({ db }) => {
        await db
          .deleteFrom("authorizations")
          .where("company_id", "=", company)
          .where("id", "=", authorization)
          .execute();
        for (const table of FAMILY) {
          await db
            .deleteFrom(table)
            .where("company_id", "=", company)
            .where("authorization_id", "=", authorization)
            .execute();
        }
      }),
    endAccessToken: (hash) =>
      takeBack(async ({ db }) => {
        await db.deleteFrom("access_tokens").where("token_hash", "=", hash).execute();
      }),
  };
};
