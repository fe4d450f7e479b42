import { expect, test } from "vitest";
import { type Addon, withSecret } from "../../src/domain/access/addon.ts";
import type { AddonId, CompanyId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { OTHER_ADDON, type TestServery, basic, onEveryEngine, testAddon } from "../support/servery.ts";
import { besideAServer, soon } from "./second-store.ts";

const asBearer = (token: string): string => `Bearer ${token}`;
/** Asks for a list and for a record that is kept: neither way in may stay open. */
const asked = async (servery: TestServery, auth: string | null, order: unknown): Promise<number[]> => [
  (await servery.ask("orders.json", { auth })).status,
  (await servery.ask(`orders/${String(order)}`, { auth })).status,
];

onEveryEngine("credentials", (servery) => {
  test("KC-04 Basic with client id and secret reaches the owner's own company, by its id and as me", async () => {
    for (const company of ["5678", "me"]) {
      expect((await servery().ask(`/v1/companies/${company}/orders.json`)).status, company).toBe(200);
    }
    for (const company of ["6789", "1", "05679", "9".repeat(40)]) {
      const answer = await servery().ask(`/v1/companies/${company}/orders.json`);
      expect(answer.status, company).toBe(404);
      expect(answer.json()).toMatchObject({ error: "not_found" });
    }
  });

  test("KC-04 me is the company of whoever asks", async () => {
    const made = await servery().ask("/v1/companies/me/orders.json", {
      method: "POST",
      body: { site_id: 990 },
      auth: servery().other.auth,
    });
    expect(made.headers.get("location")).toMatch(/\/v1\/companies\/6789\/orders\/\d+\.json$/);
  });

  for (const [what, credentials, error] of [
    ["no credentials", () => null, "unauthorized"],
    ["a scheme of its own", () => "Token abc", "unauthorized"],
    ["nonsense", () => "Basic", "unauthorized"],
    ["an unknown client", () => basic("nobody", "secret"), "invalid_client"],
    ["a wrong secret", () => basic("demo-addon", "secret"), "invalid_client"],
    ["no secret", () => basic("demo-addon", ""), "invalid_client"],
    ["another client's secret", () => basic("demo-addon", "other-secret"), "invalid_client"],
    ["an unknown token", () => "Bearer 00112233445566778899", "invalid_token"],
    ["an unknown token, OAuth", () => "OAuth 00112233445566778899", "invalid_token"],
  ] as const) {
    test(`KC-04 ${what}: 401`, async () => {
      const answer = await servery().ask("orders.json", { auth: credentials() });
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ error, request_id: answer.headers.get("x-request-id") });
      expect(answer.json().error_description).toMatch(/^[A-Z].*\.$/);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer realm="Servery".*Basic realm="Servery"$/);
    });
  }

  test("KC-04 credentials are asked for before anything else is said", async () => {
    for (const path of ["orders/1", "/v1/companies/6789/orders.json", "orders/nonsense", "orders?created_gt=x"]) {
      expect((await servery().ask(path, { auth: null })).status, path).toBe(401);
    }
  });

  for (const scheme of ["Bearer", "bearer", "OAuth", "oauth"]) {
    test(`KC-04 an access token comes in as ${scheme}`, async () => {
      const auth = `${scheme} ${await servery().token()}`;
      const { id } = await servery().order({}, { auth });
      expect(await asked(servery(), auth, id)).toEqual([200, 200]);
    });
  }

  test("KC-16 a token reaches the company that it is for, and no other, not its add-on's own either", async () => {
    const { storage, other } = servery();
    await storage.access.addons.grant(other.company, 1 as AddonId, null, 0);
    const auth = asBearer(await servery().token(3_600, 1, other.company));
    expect((await servery().ask("/v1/companies/6789/orders.json", { auth })).status).toBe(200);
    expect((await servery().ask("/v1/companies/5678/orders.json", { auth })).status).toBe(404);
  });

  test("KC-16 a token without its company's grant is none", async () => {
    const auth = asBearer(await servery().token(3_600, OTHER_ADDON, servery().company));
    expect((await servery().ask("orders.json", { auth })).status).toBe(401);
  });

  test("KC-12 a token ends to the second, with the words that clients look for, also where an answer is kept", async () => {
    const now = Date.now();
    servery().clock.now = () => now;
    const auth = asBearer(await servery().token(90));
    const { id } = await servery().order();
    for (const [after, statuses] of [
      [0, [200, 200]],
      [1, [200, 200]],
      [61_000, [200, 200]],
      [89_999, [200, 200]],
      [90_000, [401, 401]],
    ] as const) {
      servery().clock.now = () => now + after;
      expect(await asked(servery(), auth, id), `${after} ms`).toEqual(statuses);
    }
    const over = await servery().ask("orders.json", { auth });
    expect(over.json()).toMatchObject({
      error: "invalid_token",
      error_description: "The access token provided has expired.",
    });
    servery().clock.now = Date.now;
  });

  test("KC-16 tokens of an add-on end at once, also where an answer is kept", async () => {
    const { addons } = servery().storage.access;
    const auth = asBearer(await servery().token());
    const { id } = await servery().order();
    for (let i = 0; i < 3; i++) expect(await asked(servery(), auth, id)).toEqual([200, 200]);
    const { company, clock } = servery();
    expect(await addons.ungrant(company, 1 as AddonId)).toBe(true);
    await soon(
      () => asked(servery(), auth, id),
      (statuses) => statuses.join() === "401,401",
    );
    expect((await servery().ask("orders.json")).status, "its own company disconnected it").toBe(401);
    await addons.grant(company, 1 as AddonId, null, clock.now());
    expect((await servery().ask("orders.json")).status).toBe(200);
    expect(await asked(servery(), auth, id), "connected again").toEqual([401, 401]);
  });

  test("KC-04 the venue's own routes and the add-ons' are not each other's: 403", async () => {
    const addon = await servery().ask("/admin/api/companies/5678/orders.json");
    expect([addon.status, addon.json().error]).toEqual([403, "forbidden"]);
    const session = await servery().ask("/admin/api/sessions", {
      method: "POST",
      body: { username: "manager", password: "morning-tram-0823" },
      auth: null,
    });
    const operator = await servery().ask("orders.json", { auth: asBearer(session.json().access_token) });
    expect([operator.status, operator.json().error]).toEqual([403, "forbidden"]);
  });

  test("KC-04 an add-on does what it was permitted, no more: 403 names what is missing", async () => {
    await servery().storage.access.addons.add(
      testAddon(
        {
          id: 7 as AddonId,
          companyId: 5678 as CompanyId,
          clientId: "reader",
          permissions: ["orders:read"],
          name: "Reader",
        },
        "reads",
        0,
      ),
    );
    const auth = basic("reader", "reads");
    expect((await servery().ask("orders.json", { auth })).status).toBe(200);
    const refused = await servery().ask("orders.json", { method: "POST", body: { site_id: 823 }, auth });
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ error: "insufficient_scope", permission: "orders:write" });
  });
});

besideAServer("what the command line does to a client", (servery, beside) => {
  const change = async (id: number, decide: (addon: Addon) => Addon): Promise<void> => {
    const company = servery().company;
    const changed = await beside().access.addons.change(company, id as AddonId, (addon) => done(decide(addon)));
    expect(changed.ok).toBe(true);
  };
  const add = async (id: number): Promise<string> => {
    await beside().access.addons.add(
      testAddon(
        {
          id: id as AddonId,
          companyId: 5678 as CompanyId,
          clientId: `client-${id}`,
          permissions: ["*"],
          name: "Client",
        },
        "first",
        0,
      ),
    );
    return `client-${id}`;
  };
  const closes = (auth: string, order: unknown) =>
    soon(
      () => asked(servery(), auth, order),
      (statuses) => statuses.join() === "401,401",
    );

  test("KC-04 create, and rotate: the new secret comes in, the old one ends, also where an answer is kept", async () => {
    const clientId = await add(31);
    const { id } = await servery().order();
    const old = basic(clientId, "first");
    for (let i = 0; i < 3; i++) expect(await asked(servery(), old, id)).toEqual([200, 200]);
    await change(31, (found) => withSecret(found, { hash: sha256("second"), signing: "s" }, 0, 0));
    await closes(old, id);
    expect(await asked(servery(), basic(clientId, "second"), id)).toEqual([200, 200]);
  });

  test("KC-16 revoke: secret and tokens end", async () => {
    const clientId = await add(32);
    const { id } = await servery().order();
    const ways = [basic(clientId, "first"), asBearer(await servery().token(3_600, 32))];
    for (const auth of ways) expect(await asked(servery(), auth, id)).toEqual([200, 200]);
    await change(32, (found) => ({ ...found, active: false }));
    for (const auth of ways) await closes(auth, id);
  });

  test("KC-16 a grant taken back ends the tokens for that company, and only those", async () => {
    const clientId = await add(33);
    const { id } = await servery().order();
    const { company, other, clock } = servery();
    await beside().access.addons.grant(other.company, 33 as AddonId, null, clock.now());
    const ways = [asBearer(await servery().token(3_600, 33)), basic(clientId, "first")];
    for (const auth of ways) expect(await asked(servery(), auth, id)).toEqual([200, 200]);
    const elsewhere = asBearer(await servery().token(3_600, 33, other.company));
    expect(await beside().access.addons.ungrant(company, 33 as AddonId)).toBe(true);
    for (const auth of ways) await closes(auth, id);
    const there = await servery().ask(`/v1/companies/${other.company}/orders.json`, { auth: elsewhere });
    expect(there.status).toBe(200);
  });
});
