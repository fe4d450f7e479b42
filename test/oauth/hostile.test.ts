import fc from "fast-check";
import { expect, test } from "vitest";
import { csrfOf } from "../../src/http/session-cookie.ts";
import { rawRequest, statusOf } from "../fuzz/hostile.ts";
import { type Answer, basic, onEveryEngine } from "../support/servery.ts";
import {
  type Client,
  type Fields,
  type Pair,
  REALM,
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

const TOKEN_PATHS = ["/oauth/token", "/v1/token", `${REALM}/token`];

onEveryEngine("malformed requests", (servery) => {
  const ask = (path: string, raw: string | Buffer, type?: string, auth = demoClient(servery()).auth): Promise<Answer> =>
    servery().ask(path, {
      method: "POST",
      auth,
      raw,
      headers: { "content-type": type ?? "application/x-www-form-urlencoded" },
    });

  test("LA-04 a parameter that is sent twice: in the body, in the query, and across both", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const code = await codeFor(servery(), cookie, client);
    const one = `code=${code}`;
    const rest = `grant_type=authorization_code&redirect_uri=${encodeURIComponent(client.redirectUri)}`;
    for (const [query, body] of [
      ["", `${one}&${one}&${rest}`],
      ["", `${one}&code=other&${rest}`],
      [`?${one}&${one}&${rest}`, ""],
      [`?${one}`, `${one}&${rest}`],
      [`?${rest}`, `${one}&${rest}`],
      ["?grant_type=refresh_token", `${one}&${rest}`],
      ["?client_id=x", `${one}&${rest}&client_id=y`],
      ["", `${one}&${rest}&unknown=1&unknown=2`],
    ]) {
      expectError(await ask(`/oauth/token${query}`, body!, undefined, client.auth), 400, "invalid_request");
    }
    const twice = `{"code":"x","code":"${code}","grant_type":"authorization_code"}`;
    expectError(await ask("/oauth/token", twice, "application/json", client.auth), 400, "invalid_request");
    expect((await ask("/oauth/token", `${one}&${rest}`, undefined, client.auth)).status).toBe(200);
  });

  test("LA-04 bodies that are no form and no JSON object of texts", async () => {
    for (const [body, type] of [
      ["{", "application/json"],
      ["[]", "application/json"],
      ["null", "application/json"],
      ['"text"', "application/json"],
      ["{}{}", "application/json"],
      ['{"grant_type":1}', "application/json"],
      ['{"grant_type":["refresh_token"]}', "application/json"],
      ['{"grant_type":{"a":1}}', "application/json"],
      ['{"grant_type":true}', "application/json"],
      ['{"__proto__":{"a":1},"grant_type":"x"}', "application/json"],
      ['{"code":"\\u0000"}', "application/json"],
      ['{"code":"\\ud800"}', "application/json"],
      ["[".repeat(50_000), "application/json"],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "application/json"],
      ["grant_type=refresh_token", "text/plain"],
      ["<a/>", "application/xml"],
      ["--x\r\n", "multipart/form-data; boundary=x"],
      ["grant_type=refresh_token", "application/x-www-form-urlencodedx"],
    ] as const) {
      for (const path of TOKEN_PATHS) {
        const answer = await ask(path, body, type, path === "/v1/token" ? servery().auth : undefined);
        expect([String(body).slice(0, 60), answer.status]).toEqual([String(body).slice(0, 60), 400]);
        expect(answer.json().error).toBe("invalid_request");
      }
    }
    expect(
      (await ask("/oauth/token", "grant_type=client_credentials", "Application/X-WWW-Form-Urlencoded; charset=UTF-8"))
        .status,
    ).toBe(200);
    for (const type of ["nonsense", "/", "application/", ";", "a/b/c", "application/json, text/html"]) {
      expect((await ask("/oauth/token", "grant_type=client_credentials", type)).status, type).toBe(400);
    }
  });

  test("LA-04 broken escapes and texts that are not UTF-8 are no more than wrong", async () => {
    for (const broken of ["%", "%zz", "%ff%fe", "%ED%A0%80", "%00", "%C3", "a%0d%0ab"]) {
      for (const path of TOKEN_PATHS) {
        const auth = path === "/v1/token" ? servery().auth : demoClient(servery()).auth;
        for (const body of [
          `grant_type=refresh_token&refresh_token=${broken}`,
          `grant_type=authorization_code&redirect_uri=${broken}&code=${broken}&code_verifier=${broken}`,
        ]) {
          expectError(await ask(path, body, undefined, auth), 400, "invalid_grant");
        }
        expectError(await ask(path, `grant_type=${broken}`, undefined, auth), 400, "unsupported_grant_type");
        const inBody = `client_id=${broken}&client_secret=${broken}&grant_type=refresh_token`;
        expectError(await servery().ask(path, posted(inBody)), 401, "invalid_client");
      }
      const page = await servery().ask(`/oauth/authorize?client_id=${broken}&redirect_uri=${broken}`, { auth: null });
      expect(page.status).toBe(400);
    }
    expect((await servery().ask("/oauth/authorize%zz", { auth: null })).status).toBe(400);
  });

  test("LA-04 too long, too many, too large", async () => {
    const long = "x".repeat(4_001);
    expectError(await ask("/oauth/token", `grant_type=refresh_token&refresh_token=${long}`), 400, "invalid_request");
    expectError(await ask("/oauth/token", `grant_type=refresh_token${"&a=1".repeat(60)}`), 400, "invalid_request");
    for (const size of [1_000_000, 1_048_576]) {
      const answer = await ask("/oauth/token", `a=${"b".repeat(size - 2)}`);
      expectError(answer, 400, "invalid_request");
      const json = await ask("/oauth/token", `{"a":"${"b".repeat(size - 8)}"}`, "application/json");
      expectError(json, 400, "invalid_request");
      const many = await ask("/oauth/token", "&a".repeat(size / 2));
      expectError(many, 400, "invalid_request");
    }
    for (const path of ["/oauth/token", "/v1/token", "/login", "/oauth/revoke"]) {
      expect((await ask(path, "a".repeat(1_048_577))).status).toBe(413);
    }
  });

  test("LA-04 a NUL in any parameter is no more than a wrong one, on every endpoint", async () => {
    const cookie = await signIn(servery());
    const csrf = csrfOf(cookie.split("=")[1]!);
    const names = [
      "grant_type",
      "code",
      "redirect_uri",
      "code_verifier",
      "refresh_token",
      "scope",
      "client_id",
      "client_secret",
    ];
    const good: Fields = { grant_type: "authorization_code", code: "x", redirect_uri: "https://app.example/" };
    for (const name of [...names, "token", "token_type_hint", "a\0b"]) {
      for (const nul of ["\0", "a\0b", "\0".repeat(3_000)]) {
        for (const path of ["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/v1/token", "/v1/token/revoke"]) {
          const answer = await servery().ask(
            path,
            posted({ ...good, token: "x", [name]: nul }, { authorization: demoClient(servery()).auth }),
          );
          expect([path, name, answer.status < 500]).toEqual([path, name, true]);
        }
        const page = requestPath(demoClient(servery()), { [name]: nul });
        for (const headers of [{}, { cookie }]) {
          expect((await servery().ask(page, { auth: null, headers })).status).toBeLessThan(500);
          const form = posted({ csrf, decision: "allow", scope: "items" }, headers);
          expect((await servery().ask(page, form)).status).toBeLessThan(500);
        }
      }
    }
    for (const name of ["username", "password", "csrf", "next"]) {
      const page = await servery().ask("/login", { auth: null });
      const token = /name="csrf" value="([^"]+)"/.exec(page.text)![1]!;
      const fields = { csrf: token, username: "o\0wner", password: "x", [name]: "\0" };
      expect((await servery().ask("/login", posted(fields))).status).toBeLessThan(500);
    }
    for (const sent of ["a\u00000", "servery_session_%00", "\u00e9".repeat(30)]) {
      const headers = { cookie: `servery_session=${encodeURIComponent(sent)}` };
      expect((await servery().ask(page0(), { auth: null, headers })).status).toBe(303);
    }
  });
  const page0 = (): string => requestPath(demoClient(servery()));

  test("LA-04 raw oddities of HTTP end in an answer below 500", async () => {
    const host = new URL(servery().url).host;
    for (const head of [
      `POST /oauth/token HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde`,
      `POST /oauth/token HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc`,
      `POST /oauth/token HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Basic a\r\nAuthorization: Basic b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      `GET http://evil.example/oauth/authorize?client_id=x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET /oauth/authorize?state=${"x".repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET /oauth/authorize?state=\x00 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET /login HTTP/1.1\r\nHost: evil.example"><script>\r\nConnection: close\r\n\r\n`,
      `GET /.well-known/oauth-authorization-server HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n`,
    ]) {
      const answer = await rawRequest(servery().url, head);
      expect([head.slice(0, 80), statusOf(answer) >= 200 && statusOf(answer) < 500]).toEqual([head.slice(0, 80), true]);
      expect(answer).not.toContain('"><script>');
    }
  });

  test("LA-07 a client cannot end or use what is another's", async () => {
    const [a, b] = [await newClient(servery()), await newClient(servery())];
    const cookie = await signIn(servery());
    const code = await codeFor(servery(), cookie, a);
    expectError(await exchange(servery(), b, code), 400, "invalid_grant");
    const mixed: Client = { ...a, auth: basic(b.id, a.secret) };
    expectError(await exchange(servery(), mixed, code), 401, "invalid_client");
    const pair = (await exchange(servery(), a, code)).json<Pair>();
    expectError(await exchange(servery(), b, code), 400, "invalid_grant"); // a used one, sent by another: no replay
    expect(await atApi(servery(), pair.access_token)).toBe(403);
    expectError(await refresh(servery(), mixed, pair.refresh_token), 401, "invalid_client");
    expect((await refresh(servery(), a, pair.refresh_token)).status).toBe(200);
  });
});

onEveryEngine("at the same moment, and with a clock that jumps", (servery) => {
  const MANY = 20;

  test("LA-04 one code sent twenty times at once: exactly one 200", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (let round = 0; round < 3; round++) {
      const code = await codeFor(servery(), cookie, client);
      const answers = await Promise.all(Array.from({ length: MANY }, () => exchange(servery(), client, code)));
      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(1);
      for (const answer of answers) if (answer !== good[0]) expectError(answer, 400, "invalid_grant");
    }
  });

  test("LA-07 one refresh token sent twenty times at once: exactly one 200", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    for (let round = 0; round < 3; round++) {
      const { refresh_token } = await tokensFor(servery(), cookie, client);
      const answers = await Promise.all(Array.from({ length: MANY }, () => refresh(servery(), client, refresh_token)));
      const good = answers.filter(({ status }) => status === 200);
      expect(good).toHaveLength(1);
      for (const answer of answers) if (answer !== good[0]) expectError(answer, 400, "invalid_grant");
    }
  });

  /** Each of the two waits in the middle of its use until the other has begun. */
  const meeting = <A extends unknown[]>(use: (...args: A) => Promise<boolean>) => {
    let begun = 0;
    let go = (): void => undefined;
    const both = new Promise<void>((resolve) => (go = resolve));
    return async (...args: A): Promise<boolean> => {
      if (++begun === 2) go();
      await both;
      return use(...args);
    };
  };
  /** Statuses of both, and whether what the winner got is still good. */
  const outcome = async (client: Client, answers: readonly Answer[]): Promise<unknown[]> => {
    const pair = answers.find(({ status }) => status === 200)!.json<Pair>();
    const good = (await introspect(servery(), client, pair.refresh_token)).json<{ active: boolean }>().active;
    return [
      ...answers.map(({ status }) => status).sort((a, b) => a - b),
      await atApi(servery(), pair.access_token),
      good,
    ];
  };

  test("LA-04 a code in two requests that are under way together: one wins and keeps what it got", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const { tokens } = servery().storage.access;
    const redeem = tokens.redeem.bind(tokens);
    const code = await codeFor(servery(), cookie, client);
    tokens.redeem = meeting(redeem);
    const send = () => exchange(servery(), client, code);
    const answers = await Promise.all([send(), send()]).finally(() => (tokens.redeem = redeem));
    expect(await outcome(client, answers)).toEqual([200, 400, 403, true]);
  });

  test("LA-07 a refresh token in two requests that are under way together: one wins and keeps what it got", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const { tokens } = servery().storage.access;
    const rotate = tokens.rotate.bind(tokens);
    const { refresh_token } = await tokensFor(servery(), cookie, client);
    tokens.rotate = meeting(rotate);
    const send = () => refresh(servery(), client, refresh_token);
    const answers = await Promise.all([send(), send()]).finally(() => (tokens.rotate = rotate));
    expect(await outcome(client, answers)).toEqual([200, 400, 403, true]);
  });

  test("LA-07 one that began before the other was answered is no replay, however late it looks", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    const { tokens } = servery().storage.access;
    const look = tokens.refreshToken.bind(tokens);
    const { refresh_token } = await tokensFor(servery(), cookie, client);
    let asked = 0;
    let answered = (): void => undefined;
    const first = new Promise<void>((resolve) => (answered = resolve));
    let bothBegan = (): void => undefined;
    const both = new Promise<void>((resolve) => (bothBegan = resolve));
    tokens.refreshToken = async (hash) => {
      if (++asked === 2) {
        bothBegan();
        await first;
      } else await both;
      return look(hash);
    };
    const send = () => refresh(servery(), client, refresh_token).finally(() => answered());
    const answers = await Promise.all([send(), send()]).finally(() => (tokens.refreshToken = look));
    expect(await outcome(client, answers)).toEqual([200, 400, 403, true]);
    // But now it is one.
    expectError(await refresh(servery(), client, refresh_token), 400, "invalid_grant");
    const { access_token } = answers.find(({ status }) => status === 200)!.json<Pair>();
    expect(await atApi(servery(), access_token)).toBe(401);
  });

  test("LA-07 what was used stays used, and what is over is over, wherever the clock jumps", async () => {
    const [client, cookie] = [await newClient(servery()), await signIn(servery())];
    await frozen(servery(), async (at) => {
      const code = await codeFor(servery(), cookie, client);
      const pair = (await exchange(servery(), client, code)).json<Pair>();
      const next = (await refresh(servery(), client, pair.refresh_token)).json<Pair>();
      const late = await codeFor(servery(), cookie, client);
      at(3_600_000);
      expect(await atApi(servery(), next.access_token)).toBe(401);
      expectError(await exchange(servery(), client, late), 400, "invalid_grant");
      at(-3_600_000);
      expectError(await exchange(servery(), client, code), 400, "invalid_grant");
      for (const { access_token } of [pair, next]) expect(await atApi(servery(), access_token)).toBe(401);
      for (const { refresh_token } of [pair, next]) {
        expectError(await refresh(servery(), client, refresh_token), 400, "invalid_grant");
      }
    });
  });
});

const texts = fc.oneof(
  fc.constantFrom(
    "",
    "code",
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "demo-kseries",
    "demo-addon",
  ),
  fc.constantFrom(
    "http://127.0.0.1:8765/callback",
    "orders-api items",
    "accounting",
    "S256",
    "allow",
    "\0",
    "%00",
    "a".repeat(5_000),
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "\ud800",
    "\u202e",
    "'; drop table addons --",
    "-1",
    "null",
    "[]",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const names = fc.oneof(
  fc.constantFrom(
    "grant_type",
    "code",
    "redirect_uri",
    "client_id",
    "client_secret",
    "scope",
    "state",
    "response_type",
  ),
  fc.constantFrom(
    "refresh_token",
    "code_verifier",
    "code_challenge",
    "code_challenge_method",
    "token",
    "csrf",
    "decision",
  ),
  fc.constantFrom("username", "password", "next", "shown", "__proto__", "request", "token_type_hint"),
  fc.string({ maxLength: 5 }),
);
const pairs = fc.array(fc.tuple(names, texts), { maxLength: 8 });

onEveryEngine("anything at all", (servery) => {
  const paths = [
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/introspect",
    "/v1/token",
    "/v1/token/revoke",
    "/v1/token/introspect",
    "/oauth/authorize",
    "/authorize",
    `${REALM}/auth`,
    `${REALM}/token`,
    "/login",
    "/logout",
    "/.well-known/oauth-authorization-server",
  ];
  for (const path of paths) {
    test(`LA-04 ${path} never fails, and never redirects to where it should not`, async () => {
      const cookie = await signIn(servery());
      const { auth } = demoClient(servery());
      const csrf = csrfOf(cookie.split("=")[1]!);
      const request = fc.record({
        query: pairs,
        body: fc.oneof(
          pairs.map((all) => ({
            type: "application/x-www-form-urlencoded",
            text: new URLSearchParams(all).toString(),
          })),
          pairs.map((all) => ({ type: "application/json", text: JSON.stringify(Object.fromEntries(all)) })),
          fc.record({
            type: fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "x"),
            text: fc.oneof(fc.string({ unit: "binary" }), fc.json()),
          }),
        ),
        method: fc.constantFrom("GET", "POST", "POST", "POST", "PUT", "HEAD"),
        // Half of the way right, so that what lies behind the first checks is reached as well.
        right: fc.boolean(),
        authorization: fc.option(
          fc.oneof(
            fc.constant(auth),
            fc.base64String().map((text) => `Basic ${text}`),
          ),
        ),
        cookie: fc.boolean(),
      });
      const property = fc.asyncProperty(request, async ({ query, body, method, right, ...more }) => {
        const base = right ? requestPath(demoClient(servery())).split("?")[1]! : "";
        const search = `${new URLSearchParams(query).toString()}${right && path.includes("/auth") ? `&${base}` : ""}`;
        const sends = method === "POST" || method === "PUT";
        const form = right && body.type.endsWith("urlencoded") ? `${body.text}&csrf=${csrf}` : body.text;
        const answer = await servery().ask(`${path}${query.length > 0 ? `?${search}` : ""}`, {
          method,
          auth: more.authorization,
          headers: { ...(sends && { "content-type": body.type }), ...(more.cookie && { cookie }) },
          ...(sends && { raw: form }),
        });
        expect(answer.status, answer.text).toBeLessThan(500);
        const location = answer.headers.get("location");
        if (location !== null) expect(location).toMatch(/^(?:\/[^/\\]|http:\/\/127\.0\.0\.1:8765\/callback\?)/);
        if (answer.text !== "" && answer.headers.get("content-type")?.startsWith("application/json")) answer.json();
      });
      await fc.assert(property, { numRuns: 250, seed: 20_260_102 });
    });
  }
});
