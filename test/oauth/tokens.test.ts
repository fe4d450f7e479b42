import { expect, test } from "vitest";
import { withSecret } from "../../src/domain/access/addon.ts";
import { done } from "../../src/kit/brand.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { basic, onEveryEngine } from "../support/servery.ts";
import {
  type Client,
  type Fields,
  KSERIES,
  type Pair,
  atApi,
  codeFor,
  demoClient,
  exchange,
  expectError,
  frozen,
  introspect,
  newClient,
  posted,
  refresh,
  requestPath,
  signIn,
  tokensFor,
} from "./walk.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

onEveryEngine("tokens of the K-Series API", (servery) => {
  const askToken = (client: Client, fields: Fields, how: "query" | "form" | "json", headers: Fields = {}) => {
    const path = "/oauth/token";
    const auth = { authorization: client.auth, ...headers };
    const query = `${path}?${new URLSearchParams(fields).toString()}`;
    if (how === "query") return servery().ask(query, { method: "POST", auth: null, headers: auth });
    if (how === "form") return servery().ask(path, posted(fields, auth));
    return servery().ask(path, { method: "POST", auth: null, body: fields, headers: auth });
  };
  const first = (client: Client, code: string): Fields => ({
    grant_type: "authorization_code",
    code,
    redirect_uri: client.redirectUri,
  });

  for (const how of ["query", "form", "json"] as const) {
    test(`LA-04 LA-05 a code and Basic credentials, parameters as ${how}: tokens`, async () => {
      const [client, cookie] = [await newClient(servery()), await signIn(servery())];
      const code = await codeFor(servery(), cookie, client, { scope: "financial-api orders-api" });
      const answer = await askToken(client, first(client, code), how);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.json()).toEqual({
        access_token: expect.stringMatching(UUID) as string,
        token_type: "bearer",
        refresh_token: expect.stringMatching(UUID) as string,
        expires_in: 3599,
        scope: "financial-api orders-api ",
      });
      expect(Object.keys(answer.json())).toEqual([
        "access_token",
        "token_type",
        "refresh_token",
        "expires_in",
        "scope",
      ]);
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("pragma")).toBe("no-cache");
      expect(await atApi(servery(), answer.json<Pair>().access_token)).not.toBe(401);
    });
  }

  test("LA-04 credentials in the body, as a form and as JSON, and never in the address", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const own = { client_id: client.id, client_secret: client.secret };
    for (const ask of [
      (fields: Fields) => posted(fields),
      (fields: Fields) => ({ method: "POST", auth: null, body: fields }),
    ]) {
      const fields = { ...first(client, await codeFor(servery(), cookie, client)), ...own };
      const answer = await servery().ask("/oauth/token", ask(fields));
      expect(answer.status, answer.text).toBe(200);
    }
    const fields = { ...first(client, await codeFor(servery(), cookie, client)), ...own };
    const answer = await servery().ask(`/oauth/token?${new URLSearchParams(fields).toString()}`, posted(""));
    expectError(answer, 400, "invalid_request");
  });

  test("LA-04 Basic credentials are read as they are, and form-encoded as RFC 6749 has them", async () => {
    const client = await newClient(servery(), {
      clientId: "an id: with %+",
      grants: ["client_credentials"],
      scopes: ["accounting"],
    });
    const encoded = basic("an+id%3A+with+%25%2B", client.secret);
    const answer = await servery().ask(
      "/oauth/token",
      posted({ grant_type: "client_credentials" }, { authorization: encoded }),
    );
    expect(answer.status, answer.text).toBe(200);
    const plain = await newClient(servery(), {
      clientId: "100%sure",
      grants: ["client_credentials"],
      scopes: ["accounting"],
    });
    const raw = await servery().ask(
      "/oauth/token",
      posted({ grant_type: "client_credentials" }, { authorization: plain.auth }),
    );
    expect(raw.status, raw.text).toBe(200);
  });

  test("LA-04 a code works once; sent again, it takes back what it gave", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const code = await codeFor(servery(), cookie, client);
    const tokens = (await exchange(servery(), client, code)).json<Pair>();
    expect(await atApi(servery(), tokens.access_token)).not.toBe(401);
    expectError(await exchange(servery(), client, code), 400, "invalid_grant");
    expect(await atApi(servery(), tokens.access_token)).toBe(401);
    expectError(await refresh(servery(), client, tokens.refresh_token), 400, "invalid_grant");
    expectError(await exchange(servery(), client, code), 400, "invalid_grant");
  });

  test("LA-04 a code is over after 60 seconds", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    await frozen(servery(), async (at) => {
      for (const [ms, status] of [
        [0, 200],
        [59_999, 200],
        [60_000, 400],
        [3_600_000, 400],
      ] as const) {
        at(0);
        const code = await codeFor(servery(), cookie, client);
        at(ms);
        expect((await exchange(servery(), client, code)).status, `${ms} ms`).toBe(status);
      }
    });
  });

  test("LA-04 a code is bound to its client and its redirect URI, and a wrong try does not use it up", async () => {
    const redirectUris = ["https://app.example/callback", "https://app.example/second"];
    const [client, other] = [
      await newClient(servery(), { redirectUris }),
      await newClient(servery(), { redirectUris }),
    ];
    const cookie = await signIn(servery());
    const code = await codeFor(servery(), cookie, client);
    expectError(await exchange(servery(), other, code), 400, "invalid_grant");
    expectError(await exchange(servery(), { ...client, redirectUri: redirectUris[1]! }, code), 400, "invalid_grant");
    expectError(
      await exchange(servery(), { ...client, redirectUri: `${redirectUris[0]}/` }, code),
      400,
      "invalid_grant",
    );
    expectError(await exchange(servery(), client, code, {}, "/v1/token"), 400, "unauthorized_client");
    const missing = posted({ grant_type: "authorization_code", code }, { authorization: client.auth });
    expectError(await servery().ask("/oauth/token", missing), 400, "invalid_request");
    expect((await exchange(servery(), client, code)).status).toBe(200);
    expectError(await exchange(servery(), client, `${code}x`), 400, "invalid_grant");
  });

  test("LA-04 a code of one API is none at the other's token endpoint", async () => {
    const client = await newClient(servery(), { apis: ["kounta", "kseries"] });
    const cookie = await signIn(servery());
    const kseries = await codeFor(servery(), cookie, client);
    const kounta = await codeFor(servery(), cookie, client, {}, "/authorize");
    expectError(await exchange(servery(), client, kseries, {}, "/v1/token"), 400, "invalid_grant");
    expectError(await exchange(servery(), client, kounta), 400, "invalid_grant");
    const token = (await exchange(servery(), client, kseries)).json<Pair>();
    expectError(await refresh(servery(), client, token.refresh_token, {}, "/v1/token"), 400, "invalid_grant");
    expect((await exchange(servery(), client, kounta, {}, "/v1/token")).status).toBe(200);
  });

  for (const [what, headers, body] of [
    ["no credentials", {}, {}],
    ["an unknown client", { authorization: basic("nobody", "x") }, {}],
    ["a wrong secret", { authorization: basic("demo-kseries", "x") }, {}],
    ["an empty secret", { authorization: basic("demo-kseries", "") }, {}],
    ["a wrong secret in the body", {}, { client_id: "demo-kseries", client_secret: "x" }],
    ["a client id only", {}, { client_id: "demo-kseries" }],
    ["a client id with a NUL", {}, { client_id: "demo\0kseries", client_secret: "x" }],
    ["Basic without anything", { authorization: "Basic" }, {}],
    ["Basic that is not base64", { authorization: "Basic !!!" }, {}],
    ["Basic without a colon", { authorization: `Basic ${Buffer.from("demo-kseries").toString("base64")}` }, {}],
    ["Basic without an id", { authorization: basic("", "x") }, {}],
    ["Basic with a NUL", { authorization: basic("demo\0kseries", "\0") }, {}],
    ["Basic that is not UTF-8", { authorization: `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString("base64")}` }, {}],
    ["Basic with broken escapes", { authorization: basic("%zz", "%") }, {}],
    ["another scheme", { authorization: "Bearer abc" }, {}],
    ["a token in place of Basic", { authorization: "OAuth abc" }, {}],
  ] as const) {
    test(`LA-04 ${what}: 401 invalid_client`, async () => {
      const fields = { grant_type: "refresh_token", refresh_token: "x", ...body };
      const answer = await servery().ask("/oauth/token", posted(fields, headers));
      expectError(answer, 401, "invalid_client");
      expect(answer.headers.get("www-authenticate")).toBe('Basic realm="Servery"');
    });
  }

  test("LA-04 header and body that name different credentials: 400", async () => {
    const client = demoClient(servery());
    for (const more of [{ client_id: "demo-addon" }, { client_id: client.id, client_secret: "x" }]) {
      const fields = { grant_type: "client_credentials", ...more };
      const answer = await servery().ask("/oauth/token", posted(fields, { authorization: client.auth }));
      expectError(answer, 400, "invalid_request");
    }
    const same = { grant_type: "client_credentials", client_id: client.id, client_secret: client.secret };
    expect((await servery().ask("/oauth/token", posted(same, { authorization: client.auth }))).status).toBe(200);
  });

  test("LA-04 the grant: missing, unknown, not allowed to this client", async () => {
    const client = await newClient(servery(), { grants: ["authorization_code"] });
    for (const [fields, error] of [
      [{}, "invalid_request"],
      [{ grant_type: "" }, "invalid_request"],
      [{ grant_type: "password", username: "owner", password: "lantern-lane-5678" }, "unsupported_grant_type"],
      [{ grant_type: "Authorization_Code" }, "unsupported_grant_type"],
      [{ grant_type: "__proto__" }, "unsupported_grant_type"],
      [{ grant_type: "client_credentials", scope: "accounting" }, "unauthorized_client"],
      [{ grant_type: "refresh_token", refresh_token: "x" }, "unauthorized_client"],
      [{ grant_type: "authorization_code", redirect_uri: client.redirectUri }, "invalid_request"],
    ] as [Fields, string][]) {
      expectError(await servery().ask("/oauth/token", posted(fields, { authorization: client.auth })), 400, error);
    }
    const code = await codeFor(servery(), await signIn(servery()), client);
    const alone = (await exchange(servery(), client, code)).json<Partial<Pair>>();
    expect(alone.access_token).toMatch(UUID);
    expect(alone).not.toHaveProperty("refresh_token");
  });

  test("LA-06 an access token is good for 3,599 seconds and over after 3,600, on the API and in introspection", async () => {
    const client = await newClient(servery());
    const cookie = await signIn(servery());
    await frozen(servery(), async (at) => {
      const { access_token } = await tokensFor(servery(), cookie, client);
      for (const [ms, status, active] of [
        [0, 403, true],
        [3_599_000, 403, true],
        [3_599_999, 403, true],
        [3_600_000, 401, false],
        [7_200_000, 401, false],
      ] as const) {
        at(ms);
        expect(await atApi(servery(), access_token), `${ms} ms`).toBe(status);
        expect((await introspect(servery(), client, access_token)).json().active, `${ms} ms`).toBe(active);
      }
      const over = await servery().ask("/v1/companies/me.json", { auth: `Bearer ${access_token}` });
      expect(over.headers.get("www-authenticate")).toContain('error="invalid_token"');
    });
  });

  test("LA-07 a refresh gives a new pair, also years later, and the token before works once only", async () => {
    const client = await newClient(servery());
    const cookie = await signIn(servery());
    await frozen(servery(), async (at) => {
      let pair = await tokensFor(servery(), cookie, client);
      const seen = new Set([pair.access_token, pair.refresh_token]);
      for (const years of [0, 1, 5, 10]) {
        at(years * 365 * 24 * 3_600_000);
        const answer = await refresh(servery(), client, pair.refresh_token);
        expect(answer.status, answer.text).toBe(200);
        expect(answer.json()).toEqual({
          access_token: expect.stringMatching(UUID) as string,
          token_type: "bearer",
          refresh_token: expect.stringMatching(UUID) as string,
          expires_in: 3599,
          scope: "orders-api items ",
        });
        expect([answer.headers.get("cache-control"), answer.headers.get("pragma")]).toEqual(["no-store", "no-cache"]);
        pair = answer.json<Pair>();
        for (const token of [pair.access_token, pair.refresh_token]) {
          expect(seen.has(token)).toBe(false);
          seen.add(token);
        }
        expect(await atApi(servery(), pair.access_token)).toBe(403);
      }
    });
  });

  test("LA-07 a replay is refused and ends the whole family at once, also on the API, and nothing else", async () => {
    const client = await newClient(servery());
    const cookie = await signIn(servery());
    const bystander = await tokensFor(servery(), cookie, client);
    const one = await tokensFor(servery(), cookie, client);
    const two = (await refresh(servery(), client, one.refresh_token)).json<Pair>();
    const three = (await refresh(servery(), client, two.refresh_token)).json<Pair>();
    for (const { access_token } of [one, two, three]) expect(await atApi(servery(), access_token)).toBe(403);

    expectError(await refresh(servery(), client, one.refresh_token), 400, "invalid_grant");
    for (const { access_token } of [one, two, three]) {
      expect(await atApi(servery(), access_token)).toBe(401);
      expect((await introspect(servery(), client, access_token)).json()).toEqual({ active: false });
    }
    for (const { refresh_token } of [one, two, three]) {
      expectError(await refresh(servery(), client, refresh_token), 400, "invalid_grant");
    }
    expect(await atApi(servery(), bystander.access_token)).toBe(403);
    expect((await refresh(servery(), client, bystander.refresh_token)).status).toBe(200);
  });

  test("LA-07 another client's refresh token is refused, and stays as it was", async () => {
    const [client, other] = [await newClient(servery()), await newClient(servery())];
    const { refresh_token, access_token } = await tokensFor(servery(), await signIn(servery()), client);
    expectError(await refresh(servery(), other, refresh_token), 400, "invalid_grant");
    expectError(await refresh(servery(), client, access_token), 400, "invalid_grant");
    const used = (await refresh(servery(), client, refresh_token)).json<Pair>();
    // Somebody else who knows a used one cannot end the family with it either.
    expectError(await refresh(servery(), other, refresh_token), 400, "invalid_grant");
    expect((await refresh(servery(), client, used.refresh_token)).status).toBe(200);
  });

  test("LA-07 a scope at refresh may repeat what was approved, and never widens it", async () => {
    const client = await newClient(servery());
    const pair = await tokensFor(servery(), await signIn(servery()), client);
    for (const scope of ["orders-api items financial-api", "*", "accounting"]) {
      expectError(await refresh(servery(), client, pair.refresh_token, { scope }), 400, "invalid_scope");
    }
    let { refresh_token } = pair;
    for (const scope of ["orders-api items ", "items", "items offline_access"]) {
      const answer = await refresh(servery(), client, refresh_token, { scope });
      expect(answer.json<{ scope: string }>().scope, answer.text).toBe("orders-api items ");
      ({ refresh_token } = answer.json<Pair>());
    }
  });

  test("LA-07 a refresh tells what the new token can do: not what the owner took from the client meanwhile", async () => {
    const client = await newClient(servery());
    const { refresh_token } = await tokensFor(servery(), await signIn(servery()), client);
    const { addons } = servery().storage.access;
    const addon = (await addons.byClientId(client.id))!;
    await addons.change(addon.companyId, addon.id, (now) => done({ ...now, scopes: ["items"] }));
    const answer = (await refresh(servery(), client, refresh_token)).json<Pair & { scope: string }>();
    expect(answer.scope).toBe("items ");
    const asked = (path: string) => servery().ask(path, { auth: `Bearer ${answer.access_token}` });
    expect((await asked("/o/op/data/businesses")).status).toBe(403);
  });

  test("LA-07 parameters in the query string and JSON refresh too", async () => {
    const client = await newClient(servery());
    let { refresh_token } = await tokensFor(servery(), await signIn(servery()), client);
    for (const how of ["query", "json", "form"] as const) {
      const answer = await askToken(client, { grant_type: "refresh_token", refresh_token }, how);
      expect(answer.status, answer.text).toBe(200);
      ({ refresh_token } = answer.json<Pair>());
    }
  });

  test("LA-09 client_credentials for accounting: the owner's own company, no refresh token", async () => {
    const client = await newClient(servery(), { grants: ["client_credentials"], scopes: ["accounting", "items"] });
    for (const scope of [{}, { scope: "accounting" }, { scope: "accounting " }] as Fields[]) {
      const answer = await askToken(client, { grant_type: "client_credentials", ...scope }, "form");
      expect(answer.status, answer.text).toBe(200);
      expect(answer.json()).toEqual({
        access_token: expect.stringMatching(UUID) as string,
        token_type: "bearer",
        expires_in: 3599,
        scope: "accounting ",
      });
      const seen = (await introspect(servery(), client, answer.json<Pair>().access_token)).json();
      expect(seen).toMatchObject({ active: true, scope: "accounting", client_id: client.id, company_id: 5678 });
      expect(seen).not.toHaveProperty("sub");
    }
    const query = await askToken(client, { grant_type: "client_credentials" }, "query");
    expect(query.status).toBe(200);
  });

  test("LA-09 no other scope comes without a person, and accounting not without being enabled", async () => {
    const client = await newClient(servery(), { grants: ["client_credentials"], scopes: ["accounting", "items"] });
    for (const scope of ["items", "accounting items", "orders-api", "*"]) {
      expectError(await askToken(client, { grant_type: "client_credentials", scope }, "form"), 400, "invalid_scope");
    }
    const without = await newClient(servery(), { grants: ["client_credentials"] });
    expectError(await askToken(without, { grant_type: "client_credentials" }, "form"), 400, "invalid_scope");
    const notAllowed = await newClient(servery(), { scopes: ["accounting"] });
    expectError(await askToken(notAllowed, { grant_type: "client_credentials" }, "form"), 400, "unauthorized_client");
    const kounta = await askToken(client, { grant_type: "client_credentials" }, "form");
    expect(kounta.status).toBe(200);
    const other = posted({ grant_type: "client_credentials" }, { authorization: client.auth });
    expectError(await servery().ask("/v1/token", other), 400, "unauthorized_client");
  });

  test("LA-09 an own company that disconnected the client gives it nothing any more", async () => {
    const client = await newClient(servery(), { grants: ["client_credentials"], scopes: ["accounting"] });
    const { access_token } = (await askToken(client, { grant_type: "client_credentials" }, "form")).json<Pair>();
    expect(await atApi(servery(), access_token)).toBe(403);
    const { id } = (await servery().storage.access.addons.byClientId(client.id))!;
    await servery().storage.access.addons.ungrant(servery().company, id);
    expect(await atApi(servery(), access_token)).toBe(401);
    expectError(await askToken(client, { grant_type: "client_credentials" }, "form"), 400, "unauthorized_client");
  });

  test("LA-10 Basic with client id and secret at token, revocation and introspection; a replaced secret for its overlap", async () => {
    const client = await newClient(servery(), {
      grants: ["client_credentials"],
      scopes: ["accounting"],
      apis: ["kounta", "kseries"],
    });
    const { storage, company } = servery();
    const { id } = (await storage.access.addons.byClientId(client.id))!;
    const statuses = async (auth: string): Promise<number[]> => {
      const fields = { grant_type: "client_credentials", token: "x" };
      const all = ["/oauth/token", "/oauth/revoke", "/oauth/introspect"].map((path) =>
        servery().ask(path, posted(fields, { authorization: auth })),
      );
      const api = await servery().ask("/v1/companies/me.json", { auth });
      return [...(await Promise.all(all)).map(({ status }) => status), api.status];
    };
    expect(await statuses(client.auth)).toEqual([200, 200, 200, 200]);
    await frozen(servery(), async (at) => {
      const now = servery().clock.now();
      await storage.access.addons.change(company, id, (addon) => ({
        ok: true,
        value: withSecret(addon, { hash: sha256("the-new-one"), signing: "s" }, now, 3_600_000),
      }));
      const fresh = basic(client.id, "the-new-one");
      for (const [ms, old] of [
        [0, 200],
        [3_599_999, 200],
        [3_600_000, 401],
      ] as const) {
        at(ms);
        expect(await statuses(client.auth), `${ms} ms`).toEqual([old, old, old, old]);
        expect(await statuses(fresh), `${ms} ms`).toEqual([200, 200, 200, 200]);
      }
    });
    await storage.access.addons.change(company, id, (addon) => ({ ok: true, value: { ...addon, active: false } }));
    expect(await statuses(basic(client.id, "the-new-one"))).toEqual([401, 401, 401, 401]);
  });

  test("LA-04 the newer host's layout gives the same, with the scopes that its clients send out of habit", async () => {
    const realm = "/realms/k-series/protocol/openid-connect";
    const [client, cookie] = [await newClient(servery(), KSERIES), await signIn(servery())];
    const scope = "offline_access openid orders-api items";
    const request = requestPath(client, { scope }, `${realm}/auth`);
    expect((await servery().ask(request, { auth: null })).headers.get("location")).toMatch(/^\/login\?next=/);
    const code = await codeFor(servery(), cookie, client, { scope }, `${realm}/auth`);
    const answer = await exchange(servery(), client, code, {}, `${realm}/token`);
    expect(answer.json()).toMatchObject({ token_type: "bearer", expires_in: 3599, scope: "orders-api items " });
    const pair = answer.json<Pair>();
    const next = await refresh(servery(), client, pair.refresh_token, { scope }, `${realm}/token`);
    expect(next.status, next.text).toBe(200);
    const ask = posted({ token: pair.access_token }, { authorization: client.auth });
    expect((await servery().ask(`${realm}/token/introspect`, ask)).json().active).toBe(true);
    expect((await servery().ask(`${realm}/revoke`, ask)).status).toBe(200);
    expect(await atApi(servery(), pair.access_token)).toBe(401);
  });
});
