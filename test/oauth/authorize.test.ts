import { expect, test } from "vitest";
import type { CompanyId } from "../../src/domain/ids.ts";
import { scopes as everyScope } from "../../src/domain/access/permissions.ts";
import { csrfOf } from "../../src/http/session-cookie.ts";
import { type Answer, onEveryEngine } from "../support/servery.ts";
import {
  type Client,
  KSERIES,
  actionIn,
  backAt,
  change,
  codeFor,
  decide,
  demoAddon,
  demoClient,
  exchange,
  newClient,
  posted,
  requestPath,
  signIn,
  tokenInPage,
} from "./walk.ts";

const expectPage = (answer: Answer, status: number): void => {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(answer.headers.get("x-frame-options")).toBe("DENY");
};

const boxes = (html: string): string[] => [...html.matchAll(/name="scope" value="([^"]+)"/g)].map(([, name]) => name!);

onEveryEngine("authorization", (servery) => {
  const open = (path: string, cookie?: string): Promise<Answer> =>
    servery().ask(path, { auth: null, headers: cookie === undefined ? {} : { cookie } });

  test("LA-01 sign in, consent with each scope by itself, and back with code and state", async () => {
    const client = await newClient(servery());
    const path = requestPath(client, { scope: "financial-api orders-api", state: "abcd123-efgh456" });
    const first = await open(path);
    expect([first.status, first.headers.get("location")]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);

    const login = await open(first.headers.get("location")!);
    expectPage(login, 200);
    expect(login.text).toContain(client.id);
    const csrf = tokenInPage(login.text);
    const sent = { csrf, next: path, username: "owner", password: "lantern-lane-5678" };
    const signedIn = await servery().ask("/login", posted(sent));
    expect([signedIn.status, signedIn.headers.get("location")]).toEqual([303, path]);

    const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
    const consent = await open(path, cookie);
    expectPage(consent, 200);
    expect(boxes(consent.text)).toEqual(["financial-api", "orders-api"]);
    expect(consent.text).not.toContain("checked");
    for (const name of ["financial-api", "orders-api"] as const) expect(consent.text).toContain(everyScope[name].says);

    const back = await decide(servery(), cookie, path, { scopes: ["financial-api", "orders-api"] });
    expect(back.headers.get("location")).toMatch(/^https:\/\/app\.example\/callback\?/);
    expect(back.headers.get("cache-control")).toBe("no-store");
    expect([...backAt(back).keys()]).toEqual(["code", "state", "iss"]);
    expect(Object.fromEntries(backAt(back))).toMatchObject({ state: "abcd123-efgh456", iss: servery().url });
  });

  test("LA-01 state is optional, and comes back letter by letter", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (const state of [undefined, "a b+c&d=e%20", "é🍕\u0000", "x".repeat(4_000)]) {
      const back = backAt(await decide(servery(), cookie, requestPath(client, { state })));
      expect(back.get("state")).toBe(state ?? null);
    }
  });

  test("LA-01 what the registered address has of its own stays", async () => {
    const cookie = await signIn(servery());
    for (const redirectUri of ["https://app.example/cb?tenant=4&x=", "https://app.example/cb?"]) {
      const client = await newClient(servery(), { redirectUris: [redirectUri] });
      const back = await decide(servery(), cookie, requestPath(client));
      expect(back.headers.get("location")).toMatch(
        new RegExp(`^${redirectUri.replaceAll("?", String.raw`\?`)}&?code=[\\w-]{32}&state=xyz&iss=`),
      );
    }
  });

  test("LA-01 each required parameter: a page when it names client or address, else an error at the client", async () => {
    const client = await newClient(servery());
    for (const name of ["client_id", "redirect_uri"])
      expectPage(await open(requestPath(client, { [name]: undefined })), 400);
    for (const [name, error] of [
      ["response_type", "invalid_request"],
      ["scope", "invalid_scope"],
    ] as const) {
      const back = backAt(await open(requestPath(client, { [name]: undefined })));
      expect(Object.fromEntries(back)).toEqual({
        error,
        error_description: expect.stringMatching(/^[A-Z][\x20-\x7e]+\.$/) as string,
        state: "xyz",
        iss: servery().url,
      });
    }
    for (const type of ["token", "id_token", "code token", "CODE"]) {
      const back = backAt(await open(requestPath(client, { response_type: type })));
      expect([back.get("error"), back.get("state")]).toEqual(["unsupported_response_type", "xyz"]);
    }
    const noCodes = await newClient(servery(), { grants: ["client_credentials"] });
    expect(backAt(await open(requestPath(noCodes))).get("error")).toBe("unauthorized_client");
    expect(backAt(await open(requestPath(client, { request: "x.y.z" }))).get("error")).toBe("invalid_request");
  });

  test("LA-01 somebody of the role staff cannot connect apps: a page, and no way to force it", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery(), "barista")];
    const path = requestPath(client);
    expectPage(await open(path, cookie), 403);
    const forced = { csrf: csrfOf(cookie.split("=")[1]!), decision: "allow", scope: "items" };
    const refused = await servery().ask(path, posted(forced, { cookie }));
    expectPage(refused, 403);
    expect(refused.text).toContain("Not for your role");
  });

  const wrong = (uri: string): readonly (readonly [string, string])[] => [
    ["another scheme", uri.replace("https:", "http:")],
    ["another host", "https://evil.example/callback"],
    ["a host that begins alike", uri.replace("app.example", "app.example.evil.example")],
    ["a host that ends alike", uri.replace("app.example", "evil-app.example")],
    ["a suffix", `${uri}x`],
    ["a slash more", `${uri}/`],
    ["a longer path", `${uri}/more`],
    ["a shorter path", "https://app.example/"],
    ["a path that climbs", "https://app.example/other/../callback"],
    ["an encoded path that climbs", "https://app.example/callback/%2e%2e/evil"],
    ["a query", `${uri}?a=b`],
    ["an empty query", `${uri}?`],
    ["a fragment", `${uri}#x`],
    ["an empty fragment", `${uri}#`],
    ["another case of the host", uri.replace("app.", "APP.")],
    ["another case of the path", uri.replace("callback", "Callback")],
    ["another case of the scheme", uri.replace("https", "HTTPS")],
    ["a port", uri.replace("app.example", "app.example:8443")],
    ["the port that is meant anyway", uri.replace("app.example", "app.example:443")],
    ["somebody's name", uri.replace("app.", "app.example@evil.")],
    ["a name before the host", uri.replace("app.", "x@app.")],
    ["an encoded letter", uri.replace("callback", "%63allback")],
    ["an encoded slash", uri.replace("/callback", "%2Fcallback")],
    ["encoded twice", encodeURIComponent(uri)],
    ["a backslash", uri.replace("/callback", "\\callback")],
    ["a blank before it", ` ${uri}`],
    ["a blank after it", `${uri} `],
    ["a line break", `${uri}\n`],
    ["a carriage return in front of a header", `${uri}\r\nSet-Cookie: a=b`],
    ["a NUL", `${uri}\0`],
    ["a dot at the host's end", uri.replace("app.example", "app.example.")],
    ["no scheme", uri.replace("https:", "")],
    ["script", "javascript:alert(1)//https://app.example/callback"],
    ["data", "data:text/html,x"],
    ["this server", "/account"],
    ["a wildcard", "https://*.example/callback"],
    ["a word for none", "urn:ietf:wg:oauth:2.0:oob"],
  ];
  test("LA-02 a redirect URI that is not letter by letter a registered one gets a page, never a redirect", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (const [what, redirect_uri] of wrong(client.redirectUri)) {
      const path = requestPath(client, { redirect_uri });
      for (const answer of [
        await open(path),
        await open(path, cookie),
        await servery().ask(path, posted("decision=allow&scope=items", { cookie })),
      ]) {
        expect([what, answer.status]).toEqual([what, 400]);
        expectPage(answer, 400);
        expect(answer.text).toContain("address that it has not registered");
      }
    }
    // Nor when something else is wrong that a client would be told at its address.
    for (const [, redirect_uri] of wrong(client.redirectUri)) {
      expectPage(await open(requestPath(client, { redirect_uri, scope: "no-such", response_type: "token" })), 400);
    }
  });

  test("LA-02 another client's address is not this one's", async () => {
    const other = await newClient(servery(), { redirectUris: ["https://other.example/callback"] });
    const client = await newClient(servery());
    const answer = await open(requestPath(client, { redirect_uri: other.redirectUri }));
    expectPage(answer, 400);
    expect((await open(requestPath(other))).status).toBe(303);
  });

  test("LA-02 an unknown or revoked client, and one for the other API, get a page", async () => {
    const gone = await newClient(servery(), { active: false });
    const revoked = await newClient(servery());
    await change(servery(), revoked, { active: false });
    for (const client of [gone, revoked, demoAddon(servery())]) expectPage(await open(requestPath(client)), 400);
    expect((await open(requestPath(gone))).text).toContain("Servery does not know the app");
    expectPage(await open(requestPath(demoClient(servery()), {}, "/authorize")), 400);
    for (const client_id of [
      "nobody",
      "",
      " ",
      "demo-kseries ",
      "DEMO-KSERIES",
      "demo-kseries\0",
      "'--",
      "é".repeat(999),
    ]) {
      expectPage(await open(requestPath(demoClient(servery()), { client_id })), 400);
    }
  });

  test("LA-02 what decides whom to trust, sent twice or too long, gets a page", async () => {
    const path = requestPath(demoClient(servery()));
    for (const again of [
      "&client_id=demo-kseries",
      "&client_id=nobody",
      "&redirect_uri=https%3A%2F%2Fevil.example%2F",
      "&state=other",
    ]) {
      expectPage(await open(path + again), 400);
    }
    expectPage(await open(requestPath(demoClient(servery()), { state: "x".repeat(4_001) })), 400);
    expectPage(await open(path + "&a=1".repeat(60)), 400);
    for (const again of [
      "&scope=items",
      "&response_type=code",
      "&code_challenge=a&code_challenge=b",
      "&other=1&other=2",
    ]) {
      expect(backAt(await open(path + again)).get("error"), again).toBe("invalid_request");
    }
  });

  test("LA-03 a scope that is not enabled on the client: invalid_scope at the client, with state and iss", async () => {
    const client = await newClient(servery());
    for (const scope of [
      "propertymanagement",
      "orders-api propertymanagement",
      "accounting",
      "*",
      "ORDERS-API",
      "orders-api,items",
      "no-such",
      "orders-api\u00a0items",
      "orders-api\0",
      "offline_access",
      " ",
      "__proto__",
    ]) {
      const answer = await open(requestPath(client, { scope, state: "s-1" }));
      expect(answer.headers.get("location"), scope).toMatch(/^https:\/\/app\.example\/callback\?error=invalid_scope&/);
      const back = backAt(answer);
      expect([back.get("state"), back.get("iss"), back.has("code")], scope).toEqual(["s-1", servery().url, false]);
    }
  });

  const approve = async (client: Client, cookie: string, scopes: readonly string[]): Promise<Answer> =>
    decide(servery(), cookie, requestPath(client, { scope: "orders-api items" }), { scopes });
  const granted = async (client: Client, answer: Answer): Promise<string> => {
    const tokens = await exchange(servery(), client, backAt(answer).get("code")!);
    expect(tokens.status, tokens.text).toBe(200);
    return tokens.json<{ scope: string }>().scope;
  };

  test("LA-03 a scope that the person declines is not granted", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    expect(await granted(client, await approve(client, cookie, ["items"]))).toBe("items ");
    expect(await granted(client, await approve(client, cookie, ["items", "orders-api"]))).toBe("orders-api items ");
  });

  test("LA-03 a forged form adds nothing that was not asked for, or is not enabled", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const forged = ["items", "items", "financial-api", "propertymanagement", "*", "accounting", "", "x".repeat(3_000)];
    expect(await granted(client, await approve(client, cookie, forged))).toBe("items ");
  });

  test("LA-03 nothing ticked asks again; a refusal is access_denied at the client", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (const scopes of [[], ["financial-api"]]) {
      const again = await approve(client, cookie, scopes);
      expectPage(again, 400);
      expect(again.text).toContain("Tick at least one box");
      expect(boxes(again.text)).toEqual(["orders-api", "items"]);
    }
    for (const decision of ["deny", "", "ALLOW"]) {
      const path = requestPath(client);
      const back = backAt(await decide(servery(), cookie, path, { decision }));
      expect(Object.fromEntries(back)).toMatchObject({ error: "access_denied", state: "xyz", iss: servery().url });
      expect(back.has("code")).toBe(false);
    }
  });

  test("LA-03 a scope that was taken from the client cannot be asked for any more", async () => {
    const client = await newClient(servery());
    const cookie = await signIn(servery());
    await change(servery(), client, { scopes: ["items"] });
    const back = backAt(await open(requestPath(client), cookie));
    expect(back.get("error")).toBe("invalid_scope");
    const tokens = await exchange(servery(), client, await codeFor(servery(), cookie, client, { scope: "items" }));
    expect(tokens.json<{ scope: string }>().scope).toBe("items ");
  });

  test("KC-03 the permission dialog lists what the add-on may do and is answered as a whole", async () => {
    const cookie = await signIn(servery());
    const facts = { ...KSERIES, apis: ["kounta"] as const, scopes: [], permissions: ["orders:read", "products:read"] };
    const client = await newClient(servery(), facts);
    for (const path of ["/authorize", "/v1/authorize"]) {
      const request = requestPath(client, { state: "s" }, path);
      const first = await open(request);
      expect(first.headers.get("location")).toBe(`/login?next=${encodeURIComponent(request)}`);
      const dialog = await open(request, cookie);
      expectPage(dialog, 200);
      expect(dialog.text).toContain("Orders and sales");
      expect(dialog.text).toContain("Products and prices");
      expect(dialog.text).not.toContain("Place and change orders");
      expect(boxes(dialog.text)).toEqual([]);
      const back = backAt(await decide(servery(), cookie, request, { scopes: [] }));
      expect([...back.keys()]).toEqual(["code", "state", "iss"]);
      const denied = backAt(await decide(servery(), cookie, request, { scopes: [], decision: "deny" }));
      expect([denied.get("error"), denied.get("state")]).toEqual(["access_denied", "s"]);
    }
  });

  test("KC-03 an add-on that asks for more while the dialog is open has to ask again", async () => {
    const cookie = await signIn(servery());
    const client = await newClient(servery(), { ...KSERIES, apis: ["kounta"], permissions: ["orders:read"] });
    const page = await open(requestPath(client, {}, "/authorize"), cookie);
    await change(servery(), client, { permissions: ["*"] });
    const form = { csrf: tokenInPage(page.text), decision: "allow" };
    const again = await servery().ask(actionIn(page.text), posted(form, { cookie }));
    expectPage(again, 400);
    expect(again.text).toContain("has changed what it asks for");
    const second = await servery().ask(actionIn(again.text), posted(form, { cookie }));
    expect(backAt(second).has("code")).toBe(true);
  });

  test("KC-03 an add-on of another company is connected by this one, and says who publishes it", async () => {
    const cookie = await signIn(servery());
    const client = await newClient(servery(), { ...KSERIES, companyId: 6789 as CompanyId });
    const page = await open(requestPath(client), cookie);
    expect(page.text).toContain("Kissa Ōkami");
    const before = await servery().storage.access.addons.grantsOf(servery().company);
    await exchange(servery(), client, await codeFor(servery(), cookie, client));
    const after = await servery().storage.access.addons.grantsOf(servery().company);
    expect(after.length - before.length).toBe(1);
  });
});

onEveryEngine(
  "authorization without loopback addresses",
  (servery) => {
    test("LA-02 an address on the person's own machine is refused where the setting does not allow it", async () => {
      const answer = await servery().ask(requestPath(demoClient(servery())), { auth: null });
      expectPage(answer, 400);
      const secure = await newClient(servery());
      expect((await servery().ask(requestPath(secure), { auth: null })).status).toBe(303);
    });
  },
  { env: { SERVERY_OAUTH_LOOPBACK: "0" } },
);
