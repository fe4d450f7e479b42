import { join } from "node:path";
import { hash } from "@node-rs/argon2";
import { Client } from "pg";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { AddonId, CompanyId } from "../../src/domain/ids.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { openServery } from "../../src/main.ts";
import { begin } from "../../src/storage/migrations/0001-begin.ts";
import { sqliteModule } from "../../src/storage/engines/sqlite/driver.ts";
import { type EngineName, basic, engines } from "../support/servery.ts";
import { Place } from "./stores.ts";

const COMPANY = 700 as CompanyId;
const GUEST = 701 as CompanyId;
const PASSWORD = "winter-kettle-4410";

const words: Readonly<Record<EngineName, Readonly<Record<string, string>>>> = {
  sqlite: { int: "integer", text: "text", serial: "integer primary key autoincrement" },
  postgres: { int: "bigint", text: "text", serial: "bigint generated always as identity primary key" },
};

/** Runs SQL on a place's database, as a release before this one did. */
const run = async (engine: EngineName, place: Place, statements: readonly string[]): Promise<void> => {
  if (engine === "postgres") {
    const client = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
    return;
  }
  const { DatabaseSync } = await sqliteModule();
  const file = new DatabaseSync(join(place.env["SERVERY_DATA"]!, "servery.db"));
  for (const statement of statements) file.exec(statement);
  file.close();
};

/** The first schema with data: two add-ons, three grants, tokens of an add-on and of a person, two people. */
const asOfTheFirstSchema = async (engine: EngineName, now: number): Promise<string[]> => {
  const spell = (statement: string) =>
    statement.replaceAll(/\{(int|text|serial)\}/g, (_, word: string) => words[engine][word]!);
  const owner = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const later = now + 3_600_000;
  return [
    spell("create table migrations (number integer primary key, name {text} not null, applied_at {int} not null)"),
    ...begin.statements.map(spell),
    `insert into migrations values (1, 'begin', ${now})`,
    `insert into companies values (${COMPANY}, 0), (${GUEST}, 0)`,
    `insert into sequences values ('addon', 33)`,
    `insert into addons (company_id, id, client_id, secret_hash, permissions, name, active, created_at) values
      (${COMPANY}, 31, 'old-addon', '${sha256("old-secret")}', '["orders:read"]', 'Old ☕', 1, 123),
      (${COMPANY}, 32, 'ended-addon', '${sha256("ended-secret")}', '["*"]', 'Ended', 0, 124)`,
    `insert into addon_grants (company_id, addon_id, granted_at) values
      (${COMPANY}, 31, 123), (${GUEST}, 31, 456), (${COMPANY}, 32, 124)`,
    `insert into access_tokens (token_hash, company_id, addon_id, staff_id, created_at, expires_at) values
      ('${sha256("addon-token")}', ${COMPANY}, 31, null, ${now}, ${later}),
      ('${sha256("servery_session_person")}', ${COMPANY}, null, 1, ${now}, ${later})`,
    `insert into people (company_id, staff_id, username, password_hash, role) values
      (${COMPANY}, 1, 'olive', '${owner}', 'owner'), (${COMPANY}, 2, 'pat', '${owner}', 'staff')`,
  ];
};

for (const engine of engines) {
  describe(`a database of the first schema (${engine})`, () => {
    test("is brought up with its add-ons, secrets, grants and people; its tokens end", async () => {
      const place = await Place.make(engine);
      try {
        await run(engine, place, await asOfTheFirstSchema(engine, Date.now()));
        const storage = await place.open();
        const { addons, tokens, people } = storage.access;
        expect(await addons.byClientId("old-addon")).toEqual({
          id: 31,
          companyId: COMPANY,
          clientId: "old-addon",
          secretHash: sha256("old-secret"),
          oldSecret: null,
          signing: null,
          name: "Old ☕",
          description: "",
          isPublic: false,
          redirectUris: [],
          apis: ["kounta"],
          grants: ["authorization_code", "refresh_token"],
          permissions: ["orders:read"],
          scopes: [],
          active: true,
          createdAt: 123,
        });
        expect(await addons.get(COMPANY, 32 as AddonId)).toMatchObject({ active: false });
        expect(await addons.companiesOf(31 as AddonId)).toEqual([COMPANY, GUEST]);
        expect(await addons.grantsOf(GUEST)).toMatchObject([
          { owner: COMPANY, grantedAt: 456, grantedBy: null, authorizations: [] },
        ]);
        expect(await tokens.accessToken(sha256("addon-token"))).toBeUndefined();
        expect(await people.session(sha256("servery_session_person"))).toBeUndefined();
        expect(await people.of(COMPANY)).toMatchObject([
          { staffId: 1, username: "olive", role: "owner", active: true, createdAt: 0 },
          { staffId: 2, username: "pat", role: "staff", active: true, createdAt: 0 },
        ]);
        expect(await storage.companies.newId("addon")).toBeGreaterThanOrEqual(33);

        // The same through the doors.
        const config = readConfig({ ...place.env, SERVERY_PORT: "0", SERVERY_LOG: "silent", SERVERY_DEMO: "0" });
        const server = await openServery(config, storage, pino({ level: "silent" }));
        place.forget(storage);
        try {
          const order = `${server.url}/v1/companies/${COMPANY}/orders/1`; // there is none: 404 is said to who is let in
          const status = async (authorization: string) =>
            (await fetch(order, { headers: { authorization, accept: "application/json" } })).status;
          expect(await status(basic("old-addon", "old-secret"))).toBe(404);
          expect(await status(basic("ended-addon", "ended-secret"))).toBe(401);
          expect(await status("Bearer addon-token")).toBe(401);
          expect(await status("Bearer servery_session_person")).toBe(401);
          const session = await fetch(`${server.url}/admin/api/sessions`, {
            method: "POST",
            headers: { "content-type": "application/json", accept: "application/json" },
            body: JSON.stringify({ username: "olive", password: PASSWORD }),
          });
          expect(session.status).toBe(201);
        } finally {
          await server.close();
        }
        await place.close(await place.open()); // and once is enough
      } finally {
        await place.remove();
      }
    }, 30_000);
  });
}
