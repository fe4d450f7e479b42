import { createHash } from "node:crypto";
import * as oauth from "oauth4webapi";
import { expect, test } from "vitest";
import { onEveryEngine } from "../support/servery.ts";
import {
  KSERIES,
  type Pair,
  REALM,
  atApi,
  backAt,
  codeFor,
  demoAddon,
  demoClient,
  exchange,
  expectError,
  introspect,
  newClient,
  pkce,
  posted,
  refresh,
  requestPath,
  signIn,
  tokensFor,
} from "./walk.ts";

onEveryEngine("RFC 7636, proof key for code exchange", (servery) => {
  const { verifier, challenge } = pkce();
  const asked = { code_challenge: challenge, code_challenge_method: "S256" };

  test("LA-04 the verifier of a challenge that was sent is asked for and checked", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const code = await codeFor(servery(), cookie, client, asked);
    for (const wrong of [
      {},
      { code_verifier: "" },
      { code_verifier: pkce().verifier },
      { code_verifier: challenge },
      { code_verifier: `${verifier}=` },
      { code_verifier: verifier.slice(0, 42) },
      { code_verifier: `${verifier}${"a".repeat(129)}` },
      { code_verifier: `${verifier}\0` },
      { code_verifier: verifier.toUpperCase() },
    ]) {
      expectError(await exchange(servery(), client, code, wrong), 400, "invalid_grant");
    }
    expect((await exchange(servery(), client, code, { code_verifier: verifier })).status).toBe(200);
  });

  test("LA-04 a verifier is 43 to 128 letters, also when its challenge is right", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (const [code_verifier, status] of [
      ["a".repeat(42), 400],
      ["a".repeat(43), 200],
      ["a.~_-".repeat(25) + "abc", 200],
      ["a".repeat(129), 400],
      [`${"a".repeat(42)}+`, 400],
    ] as const) {
      const code_challenge = createHash("sha256").update(code_verifier).digest("base64url");
      const code = await codeFor(servery(), cookie, client, { code_challenge, code_challenge_method: "S256" });
      expect((await exchange(servery(), client, code, { code_verifier })).status, code_verifier).toBe(status);
    }
  });

  test("LA-04 a verifier for a code without a challenge is refused: somebody took the challenge away", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const code = await codeFor(servery(), cookie, client);
    expectError(await exchange(servery(), client, code, { code_verifier: verifier }), 400, "invalid_grant");
    expect((await exchange(servery(), client, code)).status).toBe(200);
  });

  test("LA-01 plain, other methods and malformed challenges are refused at the client", async () => {
    const client = await newClient(servery());
    for (const more of [
      { code_challenge: challenge },
      { code_challenge: challenge, code_challenge_method: "plain" },
      { code_challenge: challenge, code_challenge_method: "s256" },
      { code_challenge: challenge, code_challenge_method: "S512" },
      { code_challenge: verifier.slice(1), code_challenge_method: "S256" },
      { code_challenge: `${challenge}a`, code_challenge_method: "S256" },
      { code_challenge: `${challenge.slice(1)}+`, code_challenge_method: "S256" },
      { code_challenge: `${challenge.slice(1)}\0`, code_challenge_method: "S256" },
      { code_challenge_method: "S256" },
    ]) {
      const back = backAt(await servery().ask(requestPath(client, more), { auth: null }));
      expect([back.get("error"), back.get("state"), back.get("iss")]).toEqual([
        "invalid_request",
        "xyz",
        servery().url,
      ]);
    }
  });

  test("LA-01 a public client must send a challenge", async () => {
    const client = await newClient(servery(), { isPublic: true });
    const without = backAt(await servery().ask(requestPath(client), { auth: null }));
    expect([without.get("error"), without.get("state")]).toEqual(["invalid_request", "xyz"]);
    const cookie = await signIn(servery());
    const code = await codeFor(servery(), cookie, client, asked);
    const fields = { grant_type: "authorization_code", code, redirect_uri: client.redirectUri, client_id: client.id };
    expectError(await servery().ask("/oauth/token", posted(fields)), 400, "invalid_grant");
    const good = await servery().ask("/oauth/token", posted({ ...fields, code_verifier: verifier }));
    expect(good.status, good.text).toBe(200);
    const asking = posted({ token: good.json<Pair>().access_token, client_id: client.id });
    expectError(await servery().ask("/oauth/introspect", asking), 401, "invalid_client");
    expect((await servery().ask("/oauth/revoke", asking)).status).toBe(200);
    expect(await atApi(servery(), good.json<Pair>().access_token)).toBe(401);
  });
});

onEveryEngine("RFC 8414, metadata", (servery) => {
  test("LA-01 a client library finds the endpoints, and they are there", async () => {
    const issuer = new URL(servery().url);
    const options = { algorithm: "oauth2", [oauth.allowInsecureRequests]: true } as const;
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    expect(server).toMatchObject({
      issuer: servery().url,
      authorization_endpoint: `${servery().url}/oauth/authorize`,
      token_endpoint: `${servery().url}/oauth/token`,
      revocation_endpoint: `${servery().url}/oauth/revoke`,
      introspection_endpoint: `${servery().url}/oauth/introspect`,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
      servery_profile: "vendor",
      servery_apis: { kounta: { authorization_endpoint: `${servery().url}/authorize` } },
    });
    for (const endpoint of [server.token_endpoint!, server.revocation_endpoint!, server.introspection_endpoint!]) {
      expectError(await servery().ask(endpoint, posted("")), 401, "invalid_client");
    }
    expect((await servery().ask(server.authorization_endpoint!, { auth: null })).status).toBe(400);
    const answer = await servery().ask("/.well-known/oauth-authorization-server", { auth: null });
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    expect(answer.headers.get("pragma")).toBeNull();
  });

  test("LA-01 iss in the redirect is the issuer of the metadata, in both flows and in errors", async () => {
    const cookie = await signIn(servery());
    for (const [client, path] of [
      [demoClient(servery()), "/oauth/authorize"],
      [demoAddon(servery()), "/authorize"],
    ] as const) {
      const at = requestPath(client, { response_type: "token" }, path);
      expect(backAt(await servery().ask(at, { auth: null, headers: { cookie } })).get("iss")).toBe(servery().url);
    }
  });
});

onEveryEngine("RFC 7009, revocation", (servery) => {
  const revoke = (client: { auth: string }, fields: Record<string, string>, path = "/oauth/revoke") =>
    servery().ask(path, posted(fields, { authorization: client.auth }));

  test("LA-07 a refresh token ends with its family, an access token alone, whatever the hint says", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (const token_type_hint of ["access_token", "refresh_token", "nonsense"]) {
      const one = await tokensFor(servery(), cookie, client);
      const two = (await refresh(servery(), client, one.refresh_token)).json<Pair>();
      expect((await revoke(client, { token: one.access_token, token_type_hint })).status).toBe(200);
      expect([await atApi(servery(), one.access_token), await atApi(servery(), two.access_token)]).toEqual([401, 403]);
      const ended = await revoke(client, { token: two.refresh_token, token_type_hint });
      expect([ended.status, ended.text, ended.headers.get("cache-control")]).toEqual([200, "", "no-store"]);
      expect(await atApi(servery(), two.access_token)).toBe(401);
      expectError(await refresh(servery(), client, two.refresh_token), 400, "invalid_grant");
    }
  });

  test("LA-07 an unknown token is no error; another client's stays as it is", async () => {
    const [client, other] = [await newClient(servery()), await newClient(servery())];
    const pair = await tokensFor(servery(), await signIn(servery()), client);
    for (const token of ["no-such", "x\0y", pair.access_token, pair.refresh_token]) {
      expect((await revoke(other, { token })).status).toBe(200);
    }
    expect(await atApi(servery(), pair.access_token)).toBe(403);
    expect((await refresh(servery(), client, pair.refresh_token)).status).toBe(200);
    expectError(await revoke(client, {}), 400, "invalid_request");
    expectError(await revoke({ auth: "Basic eDp5" }, { token: pair.access_token }), 401, "invalid_client");
  });

  test("KC-03 tokens of the Kounta flow end at /v1/token/revoke", async () => {
    const [client, cookie] = [demoAddon(servery()), await signIn(servery())];
    const pair = await tokensFor(servery(), cookie, client, "v1");
    expect((await revoke(client, { token: pair.refresh_token }, "/v1/token/revoke")).status).toBe(200);
    expect(await atApi(servery(), pair.access_token)).toBe(401);
    expectError(await refresh(servery(), client, pair.refresh_token, {}, "/v1/token"), 400, "invalid_grant");
  });
});

onEveryEngine("RFC 7662, introspection", (servery) => {
  test("LA-05 a client learns about its own tokens", async () => {
    const client = await newClient(servery());
    const pair = await tokensFor(servery(), await signIn(servery()), client);
    const access = await introspect(servery(), client, pair.access_token);
    expect(access.headers.get("cache-control")).toBe("no-store");
    const seen = access.json<{ iat: number; exp: number }>();
    expect(seen).toMatchObject({
      active: true,
      iss: servery().url,
      client_id: client.id,
      scope: "orders-api items",
      token_type: "Bearer",
      company_id: 5678,
    });
    expect(seen.exp - seen.iat).toBe(3_600);
    const old = await introspect(servery(), client, pair.refresh_token);
    expect(old.json()).toMatchObject({ active: true, scope: "orders-api items" });
    expect(old.json()).not.toHaveProperty("exp");
    await refresh(servery(), client, pair.refresh_token);
    expect((await introspect(servery(), client, pair.refresh_token)).json()).toEqual({ active: false });
  });

  test("LA-05 and of all others only that it is not active", async () => {
    const [client, other] = [await newClient(servery()), await newClient(servery())];
    const pair = await tokensFor(servery(), await signIn(servery()), client);
    for (const token of [pair.access_token, pair.refresh_token, "no-such", "x\0"]) {
      expect((await introspect(servery(), other, token)).json()).toEqual({ active: false });
    }
    expectError(await servery().ask("/oauth/introspect", posted({ token: pair.access_token })), 401, "invalid_client");
  });
});

onEveryEngine("RFC 6750 and HTTP", (servery) => {
  test("LA-06 what is missing or wrong is in WWW-Authenticate, on 401 and 403", async () => {
    const told = async (auth: string | null) => {
      const answer = await servery().ask("/v1/companies/me.json", { auth });
      return [answer.status, answer.headers.get("www-authenticate")];
    };
    expect(await told(null)).toEqual([401, 'Bearer realm="Servery", Basic realm="Servery"']);
    expect(await told("Bearer no-such")).toEqual([
      401,
      'Bearer realm="Servery", error="invalid_token", error_description="The access token provided is invalid.", Basic realm="Servery"',
    ]);
    const client = await newClient(servery(), KSERIES);
    const { id } = (await servery().storage.access.addons.byClientId(client.id))!;
    const token = await servery().token(60, id, 5678, { api: "kseries", permissions: ["items"] });
    expect(await told(`Bearer ${token}`)).toEqual([
      403,
      'Bearer realm="Servery", error="insufficient_scope", scope="company:read", Basic realm="Servery"',
    ]);
  });

  const posts = [
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
    "/v1/token",
    "/v1/token.json",
    "/v1/token/revoke",
    "/v1/token/introspect",
    `${REALM}/token`,
    `${REALM}/revoke`,
    `${REALM}/token/introspect`,
  ];
  test("LA-04 endpoints for programs take POST only: 405 with Allow", async () => {
    for (const path of posts) {
      for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const answer = await servery().ask(`${path}?grant_type=client_credentials`, { method });
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        expect(answer.headers.get("allow")).toBe("POST");
        if (method !== "HEAD") expectError(answer, 405, "invalid_request");
      }
    }
  });

  test("LA-01 pages take GET, HEAD and POST: 405 with Allow for the rest", async () => {
    for (const path of ["/oauth/authorize", "/authorize", "/v1/authorize", `${REALM}/auth`, "/login"]) {
      for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const answer = await servery().ask(path, { method, auth: null });
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        expect(answer.headers.get("allow")?.split(", ").sort()).toEqual(["GET", "HEAD", "POST"]);
      }
      const get = await servery().ask(path, { auth: null });
      const head = await servery().ask(path, { method: "HEAD", auth: null });
      expect([head.status, head.text]).toEqual([get.status, ""]);
    }
  });

  test("LA-01 the address of the consent form is a path of this server, however it was opened", async () => {
    const cookie = await signIn(servery());
    const query = requestPath(demoClient(servery())).split("?")[1]!;
    for (const path of ["//oauth/authorize", "///oauth//authorize", "/oauth/authorize/", "/oauth/%61uthorize"]) {
      const page = await servery().ask(`${servery().url}${path}?${query}`, { auth: null, headers: { cookie } });
      expect(page.status, path).toBe(200);
      for (const [, action] of page.text.matchAll(/action="([^"]*)"/g)) expect(action).toMatch(/^\/[^/\\]/);
      const first = await servery().ask(`${servery().url}${path}?${query}`, { auth: null });
      expect(decodeURIComponent(first.headers.get("location")!)).toMatch(/^\/login\?next=\/[^/\\]/);
    }
  });
});
