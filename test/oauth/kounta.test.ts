import { expect, test } from "vitest";
import type { CompanyId } from "../../src/domain/ids.ts";
import { type Ask, basic, onEveryEngine } from "../support/servery.ts";
import {
  type Client,
  type Fields,
  type Pair,
  atApi,
  change,
  codeFor,
  demoAddon,
  exchange,
  expectError,
  frozen,
  newClient,
  pkce,
  posted,
  refresh,
  requestPath,
  signIn,
  tokensFor,
} from "./walk.ts";

const KOUNTA = { apis: ["kounta"], scopes: [] } as const;

onEveryEngine("tokens of the Kounta API", (servery) => {
  const shapes: readonly (readonly [string, (client: Client, fields: Fields) => Ask])[] = [
    [
      "a form with credentials in it",
      ({ id, secret }, fields) => posted({ ...fields, client_id: id, client_secret: secret }),
    ],
    ["a form and Basic", ({ auth }, fields) => posted(fields, { authorization: auth })],
    [
      "JSON with credentials in it",
      ({ id, secret }, fields) => ({
        method: "POST",
        auth: null,
        body: { ...fields, client_id: id, client_secret: secret, scope: [] },
      }),
    ],
    ["JSON and Basic", ({ auth }, fields) => ({ method: "POST", auth, body: fields })],
  ];
  for (const path of ["/v1/token", "/v1/token.json"]) {
    for (const [how, ask] of shapes) {
      test(`KC-03 ${path} with ${how}: first tokens, and a refresh that gives the same refresh token again`, async () => {
        const [client, cookie] = [demoAddon(servery()), await signIn(servery())];
        const code = await codeFor(
          servery(),
          cookie,
          client,
          {},
          path === "/v1/token" ? "/authorize" : "/v1/authorize",
        );
        const { redirectUri: redirect_uri } = client;
        const first = await servery().ask(path, ask(client, { grant_type: "authorization_code", code, redirect_uri }));
        expect(first.status, first.text).toBe(200);
        expect(first.json()).toEqual({
          access_token: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
          token_type: "Bearer",
          refresh_token: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
          expires_in: 3600,
        });
        expect([first.headers.get("cache-control"), first.headers.get("pragma")]).toEqual(["no-store", "no-cache"]);
        const { access_token, refresh_token } = first.json<Pair>();
        for (const scheme of ["Bearer", "OAuth"]) {
          const used = await servery().ask("orders.json", { auth: `${scheme} ${access_token}` });
          expect(used.status).toBe(200);
        }
        const again = ask(client, { grant_type: "refresh_token", refresh_token });
        const seen = new Set([access_token]);
        for (let i = 0; i < 3; i++) {
          const next = await servery().ask(path, again);
          expect(next.json()).toEqual({ ...first.json<Pair>(), access_token: expect.any(String) as string });
          const { access_token: fresh } = next.json<Pair>();
          expect(seen.has(fresh)).toBe(false);
          seen.add(fresh);
        }
        for (const token of seen) expect(await atApi(servery(), token)).toBe(200);
      });
    }
  }

  test("KC-03 a token lives 3,600 seconds; its end is a 401 with the words that clients refresh on", async () => {
    const [client, cookie] = [demoAddon(servery()), await signIn(servery())];
    await frozen(servery(), async (at) => {
      const { access_token, refresh_token } = await tokensFor(servery(), cookie, client, "v1");
      at(3_599_999);
      expect(await atApi(servery(), access_token)).toBe(200);
      at(3_600_000);
      const over = await servery().ask("orders.json", { auth: `Bearer ${access_token}` });
      expect(over.status).toBe(401);
      expect(over.json()).toMatchObject({
        error: "invalid_token",
        error_description: "The access token provided has expired.",
      });
      at(3 * 365 * 24 * 3_600_000);
      const next = await refresh(servery(), client, refresh_token, {}, "/v1/token.json");
      expect(await atApi(servery(), next.json<Pair>().access_token)).toBe(200);
    });
  });

  test("KC-03 error words of the token endpoint", async () => {
    const client = demoAddon(servery());
    const own = { client_id: client.id, client_secret: client.secret };
    const { redirectUri: redirect_uri } = client;
    for (const [fields, status, error] of [
      [{ grant_type: "refresh_token", refresh_token: "no-such" }, 401, "invalid_client"],
      [{ ...own, client_secret: "x", grant_type: "refresh_token", refresh_token: "no-such" }, 401, "invalid_client"],
      [{ ...own, grant_type: "refresh_token", refresh_token: "no-such" }, 400, "invalid_grant"],
      [{ ...own, grant_type: "refresh_token" }, 400, "invalid_request"],
      [{ ...own }, 400, "invalid_request"],
      [{ ...own, grant_type: "authorization_code", code: "no-such", redirect_uri }, 400, "invalid_grant"],
      [{ ...own, grant_type: "authorization_code", redirect_uri }, 400, "invalid_request"],
      [{ ...own, grant_type: "client_credentials" }, 400, "unauthorized_client"],
      [{ ...own, grant_type: "password" }, 400, "unsupported_grant_type"],
    ] as [Fields, number, string][]) {
      expectError(await servery().ask("/v1/token.json", posted(fields)), status, error);
      const json = await servery().ask("/v1/token", { method: "POST", auth: null, body: fields });
      expectError(json, status, error);
      expect(json.headers.get("www-authenticate")).toBe(status === 401 ? 'Basic realm="Servery"' : null);
    }
  });

  test("KC-03 parameters in the address are refused", async () => {
    const client = demoAddon(servery());
    const path = "/v1/token?grant_type=refresh_token&refresh_token=x";
    const answer = await servery().ask(path, { method: "POST", auth: client.auth });
    expectError(answer, 400, "invalid_request");
    expect(answer.json().error_description).toContain("not in the query string");
  });

  test("KC-03 the tokens have what was permitted, and lose at once what the add-on loses", async () => {
    const client = await newClient(servery(), { ...KOUNTA, permissions: ["orders:read", "company:read"] });
    const { access_token } = await tokensFor(servery(), await signIn(servery()), client, "v1");
    const ask = (method: string) =>
      servery().ask("orders.json", {
        method,
        auth: `Bearer ${access_token}`,
        ...(method === "POST" && { body: { site_id: 823 } }),
      });
    expect((await ask("GET")).status).toBe(200);
    const refused = await ask("POST");
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain('error="insufficient_scope", scope="orders:write"');
    await change(servery(), client, { permissions: ["company:read"] });
    expect((await ask("GET")).status).toBe(403);
    expect(await atApi(servery(), access_token)).toBe(200);
  });

  test("KC-03 a public client has no secret: PKCE, and each refresh token works once", async () => {
    const client = await newClient(servery(), { ...KOUNTA, isPublic: true, redirectUris: ["http://127.0.0.1/cb"] });
    const cookie = await signIn(servery());
    const { verifier, challenge } = pkce();
    const redirectUri = "http://127.0.0.1:49152/cb"; // RFC 8252 §7.3: whichever port was free
    const asked = { code_challenge: challenge, code_challenge_method: "S256" };
    const code = await codeFor(servery(), cookie, { ...client, redirectUri }, asked, "/authorize");
    const send = (fields: Fields) => servery().ask("/v1/token", posted({ client_id: client.id, ...fields }));
    const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    expectError(await send(grant), 400, "invalid_grant");
    const first = await send({ ...grant, code_verifier: verifier });
    expect(first.status, first.text).toBe(200);
    const { refresh_token } = first.json<Pair>();
    const next = await send({ grant_type: "refresh_token", refresh_token });
    expect(next.json<Pair>().refresh_token).not.toBe(refresh_token);
    expectError(await send({ grant_type: "refresh_token", refresh_token }), 400, "invalid_grant");
    expect(await atApi(servery(), next.json<Pair>().access_token)).toBe(401);

    const without = requestPath({ ...client, redirectUri }, {}, "/authorize");
    const back = await servery().ask(without, { auth: null });
    expect(back.headers.get("location")).toContain("error=invalid_request");
    for (const auth of [basic(client.id, ""), basic(client.id, client.secret)]) {
      expect((await servery().ask("orders.json", { auth })).status).toBe(401);
    }
    expectError(
      await send({ grant_type: "refresh_token", refresh_token, client_secret: "guess" }),
      401,
      "invalid_client",
    );
  });

  test("KC-03 a grant taken back ends every token at the next request, and a code that is not used yet", async () => {
    const [client, cookie] = [await newClient(servery(), KOUNTA), await signIn(servery())];
    const pair = await tokensFor(servery(), cookie, client, "v1");
    const code = await codeFor(servery(), cookie, client, {}, "/authorize");
    expect(await atApi(servery(), pair.access_token)).toBe(200);
    const { id } = (await servery().storage.access.addons.byClientId(client.id))!;
    expect(await servery().storage.access.addons.ungrant(servery().company, id)).toBe(true);
    expect(await atApi(servery(), pair.access_token)).toBe(401);
    expectError(await refresh(servery(), client, pair.refresh_token, {}, "/v1/token"), 400, "invalid_grant");
    expectError(await exchange(servery(), client, code, {}, "/v1/token"), 400, "invalid_grant");
    const back = await tokensFor(servery(), cookie, client, "v1");
    expect(await atApi(servery(), back.access_token)).toBe(200);
  });

  test("KC-03 an add-on that is revoked ends everywhere at the next request", async () => {
    const [client, cookie] = [await newClient(servery(), KOUNTA), await signIn(servery())];
    const pair = await tokensFor(servery(), cookie, client, "v1");
    const code = await codeFor(servery(), cookie, client, {}, "/authorize");
    expect(await atApi(servery(), pair.access_token)).toBe(200);
    await change(servery(), client, { active: false });
    expect(await atApi(servery(), pair.access_token)).toBe(401);
    expectError(await exchange(servery(), client, code, {}, "/v1/token"), 401, "invalid_client");
    expectError(await refresh(servery(), client, pair.refresh_token, {}, "/v1/token"), 401, "invalid_client");
    expect((await servery().ask("orders.json", { auth: client.auth })).status).toBe(401);
  });

  test("KC-04 Basic reaches the owner's own company only: another's is a 404, also when it connected the add-on", async () => {
    const client = await newClient(servery(), { ...KOUNTA, companyId: 6789 as CompanyId });
    const own = await servery().ask("/v1/companies/6789/orders.json", { auth: client.auth });
    expect(own.status).toBe(200);
    const before = await servery().ask("orders.json", { auth: client.auth });
    const { access_token } = await tokensFor(servery(), await signIn(servery()), client, "v1");
    const { id } = (await servery().storage.access.addons.byClientId(client.id))!;
    expect(await servery().storage.access.addons.companiesOf(id)).toEqual([5678, 6789]);
    for (const refused of [before, await servery().ask("orders.json", { auth: client.auth })]) {
      expect([refused.status, refused.json().error]).toEqual([404, "not_found"]);
    }
    // A token of that company is the way, and reaches that one only.
    expect((await servery().ask("orders.json", { auth: `Bearer ${access_token}` })).status).toBe(200);
    expect((await servery().ask("/v1/companies/6789/orders.json", { auth: `Bearer ${access_token}` })).status).toBe(
      404,
    );
    const me = await servery().ask("/v1/companies/me.json", { auth: client.auth });
    expect(me.json().id).toBe(6789);
  });
});
