import { sql } from "kysely";
import type { Engine } from "../engine.ts";

/**
 * Removes what is over: access tokens and sessions before `now`, codes and used refresh tokens before `usedBefore`, and
 * authorizations of which no token is left. It is all refused anyway, so nobody need be told that it is gone.
 */
export const forget = (engine: Engine, now: number, usedBefore: number): Promise<void> =>
  engine.transaction(async ({ db }) => {
    // Rows that somebody else is busy with are left for the next time: who never waits is in nobody's way.
    const idle = engine.locksRows ? sql`for update skip locked` : sql``;
    for (const [table, key, column, before] of [
      ["access_tokens", "token_hash", "expires_at", now],
      ["sessions", "token_hash", "expires_at", now],
      ["refresh_tokens", "token_hash", "used_at", usedBefore],
      ["authorization_codes", "code_hash", "expires_at", usedBefore],
    ] as const) {
      const [from, id] = [sql.table(table), sql.ref(key)];
      await sql`delete from ${from} where ${id} in
        (select ${id} from ${from} where ${sql.ref(column)} < ${before} ${idle})`.execute(db);
    }
    // Each token that a client gets for itself has an authorization of its own. A refresh token can always be followed
    // by another token; without one, nothing is ever added.
    const tokenOf = (table: string) => sql`(select 1 from ${sql.table(table)} t
      where t.company_id = a.company_id and t.authorization_id = a.id)`;
    await sql`delete from authorizations where (company_id, id) in (select company_id, id from authorizations a
      where not exists ${tokenOf("access_tokens")} and not exists ${tokenOf("refresh_tokens")} ${idle})`.execute(db);
  });
