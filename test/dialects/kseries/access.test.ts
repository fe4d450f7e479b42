import { expect, test } from "vitest";
import { basic, onEveryEngine } from "../../support/servery.ts";
import { codeFor, exchange, newClient, posted, signIn } from "../../oauth/walk.ts";
import { FITZROY, kseriesClient } from "./kseries.ts";

/** Every scope that people are asked for, with a route that demands it where there is one yet. */
const routes = {
  "orders-api": "/o/op/data/businesses",
  "financial-api": `/f/finance/${FITZROY}/tax-rates`,
  items: `/items/v1/items?businessLocationId=${FITZROY}`,
  "tax-configuration": `/tax-configuration/v1/business-locations/${FITZROY}/taxes`,
} as const;
const ACCOUNTING = `/accounting/v1/business-locations/${FITZROY}/accounting-groups`;
const ALL = [...Object.keys(routes), "reservations-api", "propertymanagement"];

onEveryEngine("K-Series scopes", (servery) => {
  test("LA-08 every scope can be granted, and each opens its own routes and no other's", async () => {
    const client = await newClient(servery(), { scopes: ALL });
    const cookie = await signIn(servery());
    for (const scope of ALL) {
      const code = await codeFor(servery(), cookie, client, { scope });
      const answer = await exchange(servery(), client, code);
      expect([answer.status, answer.json().scope]).toEqual([200, `${scope} `]);
      const auth = `Bearer ${answer.json().access_token}`;
      for (const [needed, path] of Object.entries(routes)) {
        const { status } = await servery().ask(path, { auth });
        expect([scope, path, status]).toEqual([scope, path, needed === scope ? 200 : 403]);
      }
    }
  });

  test("LA-08 all scopes together: a token with the six of them opens every route that they are for", async () => {
    const client = await newClient(servery(), { scopes: ALL });
    const code = await codeFor(servery(), await signIn(servery()), client, { scope: ALL.join(" ") });
    const tokens = (await exchange(servery(), client, code)).json();
    expect(tokens.scope).toBe(ALL.map((name) => `${name} `).join(""));
    const auth = `Bearer ${tokens.access_token}`;
    for (const path of Object.values(routes)) expect((await servery().ask(path, { auth })).status, path).toBe(200);
    expect((await servery().ask(ACCOUNTING, { auth })).status).toBe(403);
  });

  test("LA-08 accounting comes with the client's own credentials and opens its route", async () => {
    const client = await newClient(servery(), { scopes: ["accounting"], grants: ["client_credentials"] });
    const form = posted({ grant_type: "client_credentials", scope: "accounting" }, { authorization: client.auth });
    const answer = await servery().ask("/oauth/token", form);
    expect(answer.status, answer.text).toBe(200);
    const auth = `Bearer ${answer.json().access_token}`;
    expect((await servery().ask(ACCOUNTING, { auth })).status).toBe(200);
    expect((await servery().ask(routes.items, { auth })).status).toBe(403);
  });

  test("LA-08 a scope that is missing: 403 in words that say no more, and the header names it", async () => {
    const get = await kseriesClient(servery(), ["items", "orders-api"]);
    const refused = await get(routes["financial-api"]);
    expect(refused.status).toBe(403);
    expect(refused.text).toBe('{"type":"about:blank","title":"Forbidden","detail":"Access denied"}');
    expect(refused.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(refused.headers.get("www-authenticate")).toBe(
      'Bearer realm="Servery", error="insufficient_scope", scope="financial-api", Basic realm="Servery"',
    );
  });

  test("LA-08 a scope that the client lost is gone from the tokens that it has", async () => {
    const client = await newClient(servery(), { scopes: ["items", "orders-api"] });
    const code = await codeFor(servery(), await signIn(servery()), client, { scope: "items orders-api" });
    const auth = `Bearer ${(await exchange(servery(), client, code)).json().access_token}`;
    expect((await servery().ask(routes.items, { auth })).status).toBe(200);
    const { addons } = servery().storage.access;
    const addon = (await addons.byClientId(client.id))!;
    await addons.change(addon.companyId, addon.id, (known) => ({
      ok: true,
      value: { ...known, scopes: ["orders-api"] },
    }));
    expect((await servery().ask(routes.items, { auth })).status).toBe(403);
    expect((await servery().ask(routes["orders-api"], { auth })).status).toBe(200);
  });
});

onEveryEngine("K-Series routes with Basic", (servery) => {
  test("LA-10 client id and secret reach the client's own company, with the scopes that it has", async () => {
    const { client_id, client_secret } = servery().kseries;
    const auth = basic(client_id, client_secret);
    for (const path of [...Object.values(routes), ACCOUNTING]) {
      expect((await servery().ask(path, { auth })).status, path).toBe(200);
    }
    const [business] = (await servery().ask(routes["orders-api"], { auth })).json();
    expect([business.id, business.name]).toEqual([5678, "Brindle & Tram"]);
  });

  test("LA-10 a scope that is not enabled on the client is not there with its secret either: 403", async () => {
    const { auth } = await newClient(servery(), { scopes: ["items"] });
    expect((await servery().ask(routes.items, { auth })).status).toBe(200);
    for (const path of [routes["orders-api"], routes["financial-api"], routes["tax-configuration"], ACCOUNTING]) {
      const refused = await servery().ask(path, { auth });
      expect([path, refused.status, refused.json().title]).toEqual([path, 403, "Forbidden"]);
    }
  });

  test("LA-10 an add-on of the other API has no scopes, whatever is written down for it: 403", async () => {
    const { auth } = await newClient(servery(), { apis: ["kounta"], permissions: ["*"], scopes: ["items"] });
    expect((await servery().ask(routes.items, { auth })).status).toBe(403);
    expect((await servery().ask("/v1/companies/me.json", { auth })).status).toBe(200);
  });

  test("LA-10 another company's client sees its own business, and our locations are not there: 404", async () => {
    const facts = { companyId: servery().other.company, scopes: ["orders-api", "items", "financial-api"] };
    const { auth } = await newClient(servery(), facts);
    expect((await servery().ask(routes["orders-api"], { auth })).json()).toEqual([
      { name: "Kissa Ōkami", id: 6789, businessLocations: [{ id: 990, name: "Ōkami" }] },
    ]);
    for (const path of [routes.items, routes["financial-api"]]) {
      const refused = await servery().ask(path, { auth });
      expect([refused.status, refused.json().message]).toEqual([404, "Business Location Not found for 823"]);
    }
  });

  for (const [what, credentials] of [
    ["no credentials", () => null],
    ["an unknown client", () => basic("nobody", "secret")],
    ["a wrong secret", () => basic("demo-kseries", "secret")],
    ["an unknown token", () => "Bearer 5f7fe870-0000-4b27-a892-2caebabb9bda"],
  ] as const) {
    test(`LA-10 ${what}: 401 with the vendor's body and a challenge`, async () => {
      for (const path of [...Object.values(routes), ACCOUNTING]) {
        const refused = await servery().ask(path, { auth: credentials() });
        expect([path, refused.status, refused.json()]).toEqual([
          path,
          401,
          {
            errors: [{ code: "unauthorized", title: "Full authentication is required to access this resource" }],
          },
        ]);
        expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer realm="Servery".*Basic realm="Servery"$/);
      }
    });
  }
});

onEveryEngine(
  "K-Series routes in the strict profile",
  (servery) => {
    test("LA-10 client id and secret are for the token endpoint only: 401", async () => {
      const { client_id, client_secret } = servery().kseries;
      const auth = basic(client_id, client_secret);
      const refused = await servery().ask(routes.items, { auth });
      expect([refused.status, refused.json().errors[0].code]).toEqual([401, "unauthorized"]);
      const get = await kseriesClient(servery());
      expect((await get(routes.items)).status).toBe(200);
      const { components } = (await servery().ask("/openapi/kseries.json", { auth: null })).json();
      expect(Object.keys(components.securitySchemes).sort()).toEqual(["oauth2", "token"]);
    });
  },
  { env: { SERVERY_OAUTH_PROFILE: "strict" } },
);
