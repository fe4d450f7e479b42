import { Client } from "pg";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { type Addon, withSecret } from "../../src/domain/access/addon.ts";
import type { AddonId, RegisterId, StaffId } from "../../src/domain/ids.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { done } from "../../src/kit/brand.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { type Servery, openServery } from "../../src/main.ts";
import type { Person, Session } from "../../src/storage/access.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { besideAServer, soon } from "../http/second-store.ts";
import { wantsPostgres } from "../support/postgres.ts";
import { basic, testAddon } from "../support/servery.ts";
import { COMPANY, Place, authorize, created } from "./stores.ts";

const OWNER = 732846 as StaffId;
const BARISTA = 732849 as StaffId;
const REGISTER = 16 as RegisterId;
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const newAddon = async (storage: Storage): Promise<Addon> => {
  const id = (await storage.companies.newId("addon")) as AddonId;
  const addon = testAddon({ id, clientId: `client-${id}` }, "first", storage.clock());
  await storage.access.addons.add(addon);
  return addon;
};

const newSession = async (storage: Storage, kind: Session["kind"]): Promise<{ bearer: string; hash: string }> => {
  const token = `${SESSION_PREFIX}${newSecret(32)}`;
  const hash = sha256(token);
  const createdAt = storage.clock();
  const who = kind === "pin" ? { staffId: BARISTA, registerId: REGISTER } : { staffId: OWNER, registerId: null };
  const session = { hash, companyId: COMPANY, kind, createdAt, expiresAt: createdAt + 3_600_000, ...who };
  expect(await storage.access.people.addSession(session)).toBe(true);
  return { bearer: `Bearer ${token}`, hash };
};

/** How somebody comes in, and how that is taken back. */
type Way = Readonly<{ auth: string; end: (storage: Storage) => Promise<unknown> }>;

/** Everything that can be taken back, each as a way in of its own. */
const ways: Readonly<Record<string, (storage: Storage) => Promise<Way>>> = {
  async "an authorization that is ended"(storage) {
    const { bearer, authorization } = await authorize(storage, { addonId: (await newAddon(storage)).id });
    return { auth: bearer, end: ({ access }) => access.tokens.end(COMPANY, authorization.id) };
  },
  async "an access token that is ended"(storage) {
    const { bearer, hash } = await authorize(storage, { addonId: (await newAddon(storage)).id });
    return { auth: bearer, end: ({ access }) => access.tokens.endAccessToken(hash) };
  },
  async "a grant that is taken back"(storage) {
    const { id } = await newAddon(storage);
    const { bearer } = await authorize(storage, { addonId: id });
    return { auth: bearer, end: ({ access }) => access.addons.ungrant(COMPANY, id) };
  },
  async "a token of an add-on that is revoked"(storage) {
    const { id } = await newAddon(storage);
    const { bearer } = await authorize(storage, { addonId: id });
    return { auth: bearer, end: ({ access }) => access.addons.change(COMPANY, id, revoked) };
  },
  async "the secret of an add-on that is revoked"(storage) {
    const { id, clientId } = await newAddon(storage);
    return { auth: basic(clientId, "first"), end: ({ access }) => access.addons.change(COMPANY, id, revoked) };
  },
  async "a secret that is replaced"(storage) {
    const { id, clientId } = await newAddon(storage);
    const replaced = (addon: Addon) => done(withSecret(addon, { hash: sha256("second"), signing: "s" }, 0, 0));
    return { auth: basic(clientId, "first"), end: ({ access }) => access.addons.change(COMPANY, id, replaced) };
  },
  async "a session that is ended"(storage) {
    const { bearer, hash } = await newSession(storage, "password");
    return { auth: bearer, end: ({ access }) => access.people.endSession(hash) };
  },
  async "all sessions of a person"(storage) {
    const { bearer } = await newSession(storage, "password");
    return { auth: bearer, end: ({ access }) => access.people.endSessionsOf(COMPANY, OWNER) };
  },
  async "a PIN that is set anew"(storage) {
    const { bearer } = await newSession(storage, "pin");
    return { auth: bearer, end: ({ access }) => access.people.setPin(COMPANY, BARISTA, "another", 0) };
  },
  async "a register's device that is removed"(storage) {
    const { bearer } = await newSession(storage, "pin");
    const id = await storage.companies.newId("device");
    const facts = { hash: newSecret(), name: "Counter", createdBy: OWNER, createdAt: 0 };
    await storage.access.people.addDevice({ id, companyId: COMPANY, registerId: REGISTER, ...facts });
    return { auth: bearer, end: ({ access }) => access.people.endDevice(COMPANY, id) };
  },
  async "a person who is shut out"(storage) {
    const { bearer } = await newSession(storage, "password");
    const end = ({ access }: Storage) => access.people.change(COMPANY, OWNER, (person) => shut(person));
    return { auth: bearer, end };
  },
};
const revoked = (addon: Addon) => done({ ...addon, active: false });
const shut = (person: Person) => done({ ...person, active: false });

/** Asks for a list, and for a record that is kept in memory: neither may stay open. */
const statusesAt = async (url: string, auth: string, order: number): Promise<string> => {
  const root = auth.startsWith(`Bearer ${SESSION_PREFIX}`) ? "/admin/api" : "/v1";
  const statuses = await Promise.all(
    ["orders", `orders/${order}`].map(async (path) => {
      const headers = { authorization: auth, accept: "application/json" };
      const answer = await fetch(`${url}${root}/companies/${COMPANY}/${path}`, { headers });
      await answer.arrayBuffer();
      return answer.status;
    }),
  );
  return statuses.join();
};

besideAServer(
  "what another process takes back",
  (servery, beside) => {
    let order: number;
    beforeAll(async () => {
      order = (await servery().order()).id as number;
    });
    for (const [what, make] of Object.entries(ways)) {
      test(`KC-16 ${what}: the server refuses within a moment`, async () => {
        const { auth, end } = await make(beside());
        const asked = () => statusesAt(servery().url, auth, order);
        for (const _ of times(3)) expect(await asked()).toBe("200,200");
        await end(beside());
        await soon(asked, (statuses) => statuses === "401,401");
      });
    }

    test("KC-16 a role that is taken away is missed at the next request", async () => {
      const { url, storage, company } = servery();
      const become = (role: Person["role"]) =>
        beside().access.people.change(company, OWNER, (person) => done({ ...person, role, active: true }));
      await become("owner");
      const { bearer } = await newSession(storage, "password");
      const addons = async () => {
        const headers = { authorization: bearer, accept: "application/json" };
        return (await fetch(`${url}/admin/api/companies/${company}/addons`, { headers })).status;
      };
      for (const _ of times(3)) expect(await addons()).toBe(200);
      await become("staff");
      await soon(addons, (status) => status === 403);
      await become("owner");
      await soon(addons, (status) => status === 200);
    });
  },
  true,
);

describe.runIf(wantsPostgres())("two servers on one PostgreSQL database", () => {
  let place: Place;
  let admin: Client;
  let a: Servery;
  let b: Servery;
  let nameOfB: string;
  let order: number;
  const serverNames = async (): Promise<string[]> => {
    const { rows } = await admin.query<{ name: string }>(
      `select distinct application_name as name from pg_stat_activity
         where datname = current_database() and application_name like 'servery server %'`,
    );
    return rows.map(({ name }) => name);
  };
  beforeAll(async () => {
    place = await Place.make("postgres");
    admin = new Client({ connectionString: place.env["SERVERY_DATABASE_URL"]! });
    await admin.connect();
    const open = async (storage: Storage): Promise<Servery> => {
      const config = readConfig({ ...place.env, SERVERY_PORT: "0", SERVERY_LOG: "silent" });
      const server = await openServery(config, storage, pino({ level: "silent" }));
      place.forget(storage);
      return server;
    };
    a = await open(await place.openLoaded());
    const before = await serverNames();
    b = await open(await place.open());
    nameOfB = (await serverNames()).find((name) => !before.includes(name))!;
    order = (await created(a.storage)).id;
  }, 60_000);
  afterAll(async () => {
    await a.close();
    await b.close();
    await admin.end();
    await place.remove();
  });

  /** Closes the connection on which server B listens. It opens another one after a second. */
  const deafen = async (): Promise<void> => {
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = $1 and query like 'notify%' and state = 'idle'`,
      [nameOfB],
    );
    expect(rowCount).toBe(1);
    while (b.storage.hears()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const hearing = async (): Promise<void> => {
    await soon(
      () => Promise.resolve(b.storage.hears()),
      (hears) => hears,
    );
  };

  test("KC-16 a token that a client revokes at one server ends at the other", async () => {
    const { id, clientId } = await newAddon(a.storage);
    const { bearer } = await authorize(a.storage, { addonId: id });
    for (const { url } of [a, b, b]) expect(await statusesAt(url, bearer, order)).toBe("200,200");
    const revoke = await fetch(`${a.url}/v1/token/revoke`, {
      method: "POST",
      headers: { authorization: basic(clientId, "first"), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: bearer.slice("Bearer ".length) }).toString(),
    });
    expect(revoke.status).toBe(200);
    expect(await statusesAt(a.url, bearer, order)).toBe("401,401");
    await soon(
      () => statusesAt(b.url, bearer, order),
      (statuses) => statuses === "401,401",
    );
  });

  test("KC-16 a server that cannot hear does not trust what it remembers of anybody", async () => {
    for (const make of Object.values(ways)) {
      await a.storage.access.people.change(COMPANY, OWNER, (person) => done({ ...person, active: true }));
      const { auth, end } = await make(a.storage);
      await hearing();
      for (const _ of times(3)) expect(await statusesAt(b.url, auth, order)).toBe("200,200");
      await deafen();
      await end(a.storage);
      expect(await statusesAt(b.url, auth, order)).toBe("401,401"); // at once: there is no word to wait for
      expect(b.storage.hears()).toBe(false); // it was deaf all the time
    }
  }, 60_000);

  test("KC-16 a server that hears again does not go on with what it remembered before", async () => {
    const { bearer, authorization } = await authorize(a.storage, { addonId: (await newAddon(a.storage)).id });
    await hearing();
    expect(await statusesAt(b.url, bearer, order)).toBe("200,200");
    await deafen();
    expect(await statusesAt(b.url, bearer, order)).toBe("200,200"); // looked up anew
    await a.storage.access.tokens.end(COMPANY, authorization.id);
    await hearing();
    expect(await statusesAt(b.url, bearer, order)).toBe("401,401");
  });
});
