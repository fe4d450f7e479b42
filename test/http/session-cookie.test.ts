import { describe, expect, test } from "vitest";
import {
  csrfOf,
  endedCookie,
  isCsrfOf,
  isFromElsewhere,
  sessionCookie,
  sessionOf,
} from "../../src/http/session-cookie.ts";

const TOKEN = "servery_session_abcDEF-123_xyz";
const BASE = "https://pos.example";

describe("a session's cookie", () => {
  test("is for this host alone, not for scripts, and not for other sites' forms", () => {
    expect(sessionCookie(TOKEN, true, 43_200)).toBe(
      `__Host-servery=${TOKEN}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure`,
    );
    expect(sessionCookie(TOKEN, false, 43_200)).toBe(
      `servery_session=${TOKEN}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200`,
    );
  });

  test("ends by one without a value", () => {
    expect(endedCookie(true)).toBe("__Host-servery=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
    expect(endedCookie(false)).toBe("servery_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  });

  const read = (cookie: string | undefined, secure = true) =>
    sessionOf({ headers: cookie === undefined ? {} : { cookie } }, secure);

  test.each([
    [`__Host-servery=${TOKEN}`, TOKEN],
    [`theme=dark; __Host-servery=${TOKEN}; a=b`, TOKEN],
    [`theme=dark;__Host-servery = ${TOKEN} `, TOKEN],
    [`theme==; __Host-servery=${TOKEN}; =x; y`, TOKEN],
    [undefined, undefined],
    ["", undefined],
    ["__Host-servery=", undefined],
    ["__Host-servery", undefined],
    [`servery_session=${TOKEN}`, undefined], // plain HTTP, or a neighbour, could have set it
    [`__host-servery=${TOKEN}`, undefined],
    [`x__Host-servery=${TOKEN}`, undefined],
    [`__Host-servery="${TOKEN}"`, undefined],
    [`__Host-servery=${TOKEN}; __Host-servery=${TOKEN}x`, undefined], // somebody pushed a second one in
    [`__Host-servery=${TOKEN}; __Host-servery=`, undefined],
    ["__Host-servery=short", undefined],
    [`__Host-servery=${"a".repeat(101)}`, undefined],
    [`__Host-servery=${TOKEN}%20`, undefined],
  ])("behind TLS %j holds %j", (cookie, token) => expect(read(cookie)).toBe(token));

  test("without TLS has its plain name", () => {
    expect(read(`servery_session=${TOKEN}`, false)).toBe(TOKEN);
    expect(read(`__Host-servery=${TOKEN}`, false)).toBeUndefined();
  });
});

describe("what a form must send with it", () => {
  test("belongs to one session, and does not tell it", () => {
    const csrf = csrfOf(TOKEN);
    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect(isCsrfOf(TOKEN, csrf)).toBe(true);
    expect(csrf).not.toContain(TOKEN);
    for (const wrong of [undefined, "", csrf.slice(1), `${csrf}=`, csrf.toUpperCase(), csrfOf(`${TOKEN}x`), TOKEN]) {
      expect(isCsrfOf(TOKEN, wrong), String(wrong)).toBe(false);
    }
  });
});

describe("a request that another site made a browser send", () => {
  test.each<[headers: Record<string, string>, fromElsewhere: boolean]>([
    [{}, false],
    [{ origin: BASE }, false],
    [{ origin: BASE, "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ "sec-fetch-site": "same-origin" }, false],
    [{ "sec-fetch-site": "same-site", origin: BASE }, true],
    [{ "sec-fetch-site": "cross-site" }, true],
    [{ "sec-fetch-site": "cross-site", origin: BASE }, true],
    [{ "sec-fetch-site": "" }, true],
    [{ origin: "null" }, true],
    [{ origin: "" }, true],
    [{ origin: "https://evil.example" }, true],
    [{ origin: "http://pos.example" }, true],
    [{ origin: `${BASE}:8443` }, true],
    [{ origin: `${BASE}.evil.example` }, true],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }, true],
  ])("with %j is told: %j", (headers, fromElsewhere) => expect(isFromElsewhere({ headers }, BASE)).toBe(fromElsewhere));
});
