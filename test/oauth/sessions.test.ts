import { expect, test } from "vitest";
import { csrfOf } from "../../src/http/session-cookie.ts";
import { type Answer, onEveryEngine } from "../support/servery.ts";
import {
  type Fields,
  backAt,
  cookieOf,
  decide,
  demoClient,
  exchange,
  expectError,
  frozen,
  pkce,
  posted,
  requestPath,
  signIn,
  tokenInPage,
} from "./walk.ts";

const OWNER = { username: "owner", password: "lantern-lane-5678" };

onEveryEngine("signing in", (servery) => {
  const open = (path: string, headers: Fields = {}): Promise<Answer> => servery().ask(path, { auth: null, headers });
  const csrf = async (): Promise<string> => tokenInPage((await open("/login")).text);
  const send = async (fields: Fields, headers: Fields = {}): Promise<Answer> =>
    servery().ask("/login", posted({ csrf: await csrf(), ...fields }, headers));
  const isIn = async (cookie: string): Promise<boolean> =>
    (await open(requestPath(demoClient(servery())), { cookie })).status === 200;

  test("LA-01 the session's cookie: read by no script, not sent by other sites' forms, for the whole server", async () => {
    const answer = await send(OWNER);
    expect(answer.status).toBe(303);
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^servery_session=servery_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await isIn(cookieOf(answer))).toBe(true);
  });

  test("LA-01 a session lasts a working day, and signing out ends it for good", async () => {
    await frozen(servery(), async (at) => {
      const cookie = await signIn(servery());
      at(12 * 3_600_000 - 1);
      expect(await isIn(cookie)).toBe(true);
      at(12 * 3_600_000);
      expect(await isIn(cookie)).toBe(false);
    });
    const cookie = await signIn(servery());
    const out = await servery().ask("/logout", posted({ csrf: csrfOf(cookie.split("=")[1]!) }, { cookie }));
    expect([out.status, out.headers.get("location")]).toEqual([303, "/login"]);
    expect(out.headers.get("set-cookie")).toMatch(/^servery_session=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0$/);
    expect(await isIn(cookie)).toBe(false);
  });

  test("LA-01 the token changes at sign-in, and one that was there before is worth nothing", async () => {
    const first = await signIn(servery());
    const second = cookieOf(await send(OWNER, { cookie: first }));
    expect(second).not.toBe(first);
    expect([await isIn(first), await isIn(second)]).toEqual([false, true]);
    const planted = `servery_session=servery_session_${"a".repeat(43)}`;
    const own = cookieOf(await send(OWNER, { cookie: planted }));
    expect(own).not.toBe(planted);
    expect(await isIn(planted)).toBe(false);
    expect(await isIn(`${own}; ${second}`)).toBe(false); // two of them: somebody slipped one in
  });

  test("LA-01 a wrong password, an unknown name and nothing typed: the same words for the first two, no cookie", async () => {
    const wrong = await send({ username: "manager", password: "x" });
    const unknown = await send({ username: "nobody-here", password: "x" });
    for (const answer of [wrong, unknown]) {
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([401, null]);
      expect(answer.text).toContain("The username or password is wrong.");
    }
    expect((await send({ username: "", password: "" })).status).toBe(400);
    expect((await send({ username: " OWNER ", password: OWNER.password })).status).toBe(303);
    for (const name of ["a\0b", "\ufffd", "x".repeat(5_000), "' or 1=1 --", "<script>alert(1)</script>"]) {
      const answer = await send({ username: name, password: "a\0b" });
      expect(answer.status).toBe(401);
      expect(answer.text).not.toContain("<script");
    }
  });

  const elsewhere: readonly Fields[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];

  test("LA-01 a sign-in form from elsewhere, or without its token, is refused", async () => {
    const without = [{ csrf: "" }, { csrf: "x" }, { csrf: csrfOf("servery_session_x") }];
    for (const fields of without) {
      const answer = await send({ ...OWNER, ...fields });
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    }
    for (const headers of elsewhere) {
      const answer = await send(OWNER, headers);
      expect([answer.status, answer.headers.get("set-cookie")], JSON.stringify(headers)).toEqual([403, null]);
    }
    const ours = { origin: servery().url, "sec-fetch-site": "same-origin" };
    expect((await send(OWNER, ours)).status).toBe(303);
    // Another server on the same database made the page: the browser's word is enough.
    expect((await send({ ...OWNER, csrf: "x" }, ours)).status).toBe(303);
  });

  test("LA-01 a sign-in form is good for an hour at the least, and not for two", async () => {
    await frozen(servery(), async (at) => {
      const token = await csrf();
      at(3_600_000);
      expect((await send({ ...OWNER, csrf: token })).status).toBe(303);
      at(2 * 3_600_000);
      expect((await send({ ...OWNER, csrf: token })).status).toBe(403);
    });
  });

  test("LA-01 consent and sign-out need the session's own token, from our own pages", async () => {
    const cookie = await signIn(servery());
    const others = csrfOf((await signIn(servery())).split("=")[1]!);
    const good = csrfOf(cookie.split("=")[1]!);
    const path = requestPath(demoClient(servery()));
    const fields = { decision: "allow", scope: "items" };
    for (const [form, headers] of [
      [{}, {}],
      [{ csrf: "" }, {}],
      [{ csrf: "x" }, {}],
      [{ csrf: others }, {}],
      ...elsewhere.map((from) => [{ csrf: good }, from] as const),
    ] as (readonly [Fields, Fields])[]) {
      const consent = await servery().ask(path, posted({ ...fields, ...form }, { cookie, ...headers }));
      expect([consent.status, consent.headers.get("location")], JSON.stringify([form, headers])).toEqual([403, null]);
      const out = await servery().ask("/logout", posted(form, { cookie, ...headers }));
      expect([out.status, out.headers.get("set-cookie")]).toEqual([403, null]);
    }
    expect(await isIn(cookie)).toBe(true);
    const signedOut = await servery().ask(path, posted({ ...fields, csrf: good }));
    expect(signedOut.headers.get("location")).toMatch(/^\/login\?next=/);
    const ours = { cookie, origin: servery().url, "sec-fetch-site": "same-origin" };
    expect(backAt(await servery().ask(path, posted({ ...fields, csrf: good }, ours))).has("code")).toBe(true);
  });

  test("LA-02 next= leads to a path of this server, however it is spelled", async () => {
    const cookie = await signIn(servery());
    for (const next of [
      "//evil.example",
      "///evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "/\r\nset-cookie: a=b",
      "\t//evil.example",
      " //evil.example",
      "https:evil.example",
      "https://evil.example",
      "https:/evil.example",
      "HTTPS://evil.example/oauth/authorize",
      "javascript:alert(1)",
      "/.//evil.example",
      "/..//evil.example",
      "/x/..//evil.example",
      "/%2e//evil.example",
      "evil.example",
      "@evil.example",
      "",
      "/\0",
      "?next=x",
      "#x",
      "x".repeat(9_000),
    ]) {
      const there = `/login?next=${encodeURIComponent(next)}`;
      for (const answer of [
        await send({ ...OWNER, next }),
        ...(next.length > 8_000 ? [] : [await open(there, { cookie })]),
      ]) {
        expect([next, answer.status, answer.headers.get("location")]).toEqual([next, 303, "/account"]);
      }
      const page = next.length > 8_000 ? undefined : await open(there);
      if (page) expect(page.text).toContain('name="next" value="/account"');
      const own = csrfOf(cookie.split("=")[1]!);
      const out = await servery().ask("/logout", posted({ csrf: `${own}x`, next }, { cookie }));
      expect(out.status).toBe(403);
    }
    for (const [next, location] of [
      ["/apps", "/apps"],
      ["/%2f%2fevil.example", "/%2f%2fevil.example"],
      ["/a?b=//evil.example&c=/\u{e9}", "/a?b=//evil.example&c=/%C3%A9"],
      ["/a#b", "/a"],
    ] as const) {
      expect((await send({ ...OWNER, next })).headers.get("location")).toBe(location);
    }
  });
});

onEveryEngine("guessing passwords", (servery) => {
  const send = async (fields: Fields, headers: Fields = {}): Promise<Answer> => {
    const page = await servery().ask("/login", { auth: null });
    return servery().ask("/login", posted({ csrf: tokenInPage(page.text), ...fields }, headers));
  };

  test("LA-01 an account rests after five wrong passwords, and says for how long; then it takes the right one", async () => {
    await frozen(servery(), async (at) => {
      for (let i = 0; i < 5; i++) expect((await send({ username: "waiter", password: `guess-${i}` })).status).toBe(401);
      for (const username of ["waiter", "WAITER", " waiter "]) {
        const rests = await send({ username, password: "table-twelve-7328" });
        expect([rests.status, rests.headers.get("retry-after")]).toEqual([429, "60"]);
        expect(rests.headers.get("set-cookie")).toBeNull();
        expect(rests.text).toContain("Too many wrong passwords");
      }
      expect((await send(OWNER)).status).toBe(303);
      at(59_999);
      expect((await send({ username: "waiter", password: "table-twelve-7328" })).headers.get("retry-after")).toBe("1");
      at(60_000);
      expect((await send({ username: "waiter", password: "table-twelve-7328" })).status).toBe(303);
    });
  });

  test("LA-01 an address rests after thirty, whichever accounts it tried; what it says in headers does not help", async () => {
    await frozen(servery(), async () => {
      const statuses: number[] = [];
      for (let i = 0; i < 34; i++) {
        const from = { "x-forwarded-for": `10.0.0.${i}` };
        statuses.push((await send({ username: `nobody-${i}`, password: "x" }, from)).status);
      }
      expect(statuses.lastIndexOf(401)).toBeLessThan(30);
      expect(statuses.at(-1)).toBe(429);
      const rests = await send(OWNER);
      expect(rests.status).toBe(429);
      expect(Number(rests.headers.get("retry-after"))).toBeGreaterThan(0);
    });
  });
});

onEveryEngine(
  "signing in behind a TLS proxy",
  (servery) => {
    const proxied = { "x-forwarded-proto": "https", "x-forwarded-host": "pos.example" };

    test("LA-01 the cookie is bound to this host and to TLS, and a plain one is not taken", async () => {
      const page = await servery().ask("/login", { auth: null, headers: proxied });
      const form = { csrf: tokenInPage(page.text), ...OWNER };
      const answer = await servery().ask("/login", posted(form, { ...proxied, origin: "https://pos.example" }));
      const [set] = answer.headers.getSetCookie();
      expect(set).toMatch(
        /^__Host-servery=servery_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
      );
      const path = requestPath(demoClient(servery()));
      const cookie = cookieOf(answer);
      const ask = (sent: string) => servery().ask(path, { auth: null, headers: { ...proxied, cookie: sent } });
      expect((await ask(cookie)).status).toBe(200);
      expect((await ask(cookie.replace("__Host-servery", "servery_session"))).status).toBe(303);
    });

    test("LA-01 issuer and iss are the address that the browser knows", async () => {
      const answer = await servery().ask("/.well-known/oauth-authorization-server", { auth: null, headers: proxied });
      expect(answer.json().issuer).toBe("https://pos.example");
      const at = requestPath(demoClient(servery()), { response_type: "x" });
      const back = backAt(await servery().ask(at, { auth: null, headers: proxied }));
      expect(back.get("iss")).toBe("https://pos.example");
    });

    test("LA-01 a form from the proxy's plain address is from elsewhere", async () => {
      const page = await servery().ask("/login", { auth: null, headers: proxied });
      const form = { csrf: tokenInPage(page.text), ...OWNER };
      const answer = await servery().ask("/login", posted(form, { ...proxied, origin: "http://pos.example" }));
      expect(answer.status).toBe(403);
    });
  },
  { env: { SERVERY_TRUST_PROXY: "1" } },
);

onEveryEngine(
  "the strict profile",
  (servery) => {
    test("LA-01 every client must use PKCE", async () => {
      const back = backAt(await servery().ask(requestPath(demoClient(servery())), { auth: null }));
      expect([back.get("error"), back.get("state"), back.get("iss")]).toEqual([
        "invalid_request",
        "xyz",
        servery().url,
      ]);
      const metadata = await servery().ask("/.well-known/oauth-authorization-server", { auth: null });
      expect(metadata.json().servery_profile).toBe("strict");
    });

    test("LA-04 parameters go in the body only, and with PKCE the flow works", async () => {
      const [client, cookie] = [demoClient(servery()), await signIn(servery())];
      const { verifier, challenge } = pkce();
      const more = { code_challenge: challenge, code_challenge_method: "S256" };
      const back = backAt(await decide(servery(), cookie, requestPath(client, more)));
      const code = back.get("code")!;
      const fields = {
        grant_type: "authorization_code",
        code,
        redirect_uri: client.redirectUri,
        code_verifier: verifier,
      };
      const query = `/oauth/token?${new URLSearchParams(fields).toString()}`;
      expectError(await servery().ask(query, { method: "POST", auth: client.auth }), 400, "invalid_request");
      const answer = await exchange(servery(), client, code, { code_verifier: verifier });
      expect(answer.status, answer.text).toBe(200);
    });

    test("LA-10 Basic is for the token endpoint, not for API routes", async () => {
      const api = await servery().ask("orders.json");
      expect(api.status).toBe(401);
      const token = await servery().ask(
        "/oauth/token",
        posted({ grant_type: "client_credentials" }, { authorization: demoClient(servery()).auth }),
      );
      expect(token.status).toBe(200);
      const bearer = await servery().ask("orders.json", { auth: `Bearer ${await servery().token()}` });
      expect(bearer.status).toBe(200);
    });
  },
  { env: { SERVERY_OAUTH_PROFILE: "strict" } },
);
