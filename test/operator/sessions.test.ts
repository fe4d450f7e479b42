import { expect, test } from "vitest";
import { STAFF } from "../../src/demo/ids.ts";
import { pinPermissions, rolePermissions } from "../../src/domain/access/roles.ts";
import { type Ask, onEveryEngine } from "../support/servery.ts";
import { REGISTER, as, isIn, passwordOf, sessionOf } from "./support.ts";

const SESSIONS = "/admin/api/sessions";
const register = "/admin/api/companies/5678/registers/16";

onEveryEngine("sessions in the operator API", (servery) => {
  const signIn = (more: Record<string, unknown> = {}, headers: Ask["headers"] = {}) => {
    const body = { username: "manager", password: passwordOf("manager"), ...more };
    return servery().ask(SESSIONS, { method: "POST", body, auth: null, headers: { ...headers } });
  };
  /** Signs this test's browser in; answers what it sends from then on. */
  const browser = async () => {
    const answer = await signIn({ cookie: true });
    return { cookie: answer.headers.get("set-cookie")!.split(";")[0]!, csrf: answer.json().csrf_token as string };
  };

  test("a session tells who is signed in, for a token and for a cookie", async () => {
    const expected = {
      company_id: 5678,
      company_name: "Brindle & Tram",
      staff_id: STAFF.fitzroyManager,
      name: "Tomás Herrera",
      role: "manager",
      kind: "password",
      register_id: null,
      permissions: [...rolePermissions.manager],
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]/),
    };
    const ask = await as(servery(), "manager");
    const byToken = await ask("/admin/api/session");
    expect([byToken.status, byToken.json()]).toEqual([200, { ...expected, company_name: expect.any(String) }]);
    const { cookie, csrf } = await browser();
    const byCookie = await servery().ask("/admin/api/session", { auth: null, headers: { cookie } });
    expect(byCookie.json()).toEqual({ ...byToken.json(), expires_at: expected.expires_at, csrf_token: csrf });

    const pin = await (await as(servery(), "manager", "pin"))("/admin/api/session");
    expect(pin.json()).toMatchObject({ role: "manager", kind: "pin", register_id: REGISTER });
    expect(pin.json().permissions).toEqual([...pinPermissions]);
    expect((await servery().ask("/admin/api/session", { auth: null })).status).toBe(401);
    expect((await servery().ask("/admin/api/session")).status).toBe(403);
  });

  test("with a cookie no script sees the token", async () => {
    const answer = await signIn({ cookie: true });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^servery_session=servery_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
    const body = answer.json();
    expect(body).not.toHaveProperty("access_token");
    expect(body).toMatchObject({ company_id: 5678, role: "manager", expires_in: 43_200 });
    expect(answer.text).not.toContain("servery_session_");
    const plain = await signIn();
    expect(plain.headers.get("set-cookie")).toBeNull();
    expect(plain.json()).not.toHaveProperty("csrf_token");
    expect(plain.json().access_token).toMatch(/^servery_session_[\w-]{43}$/);
  });

  test("a change by cookie needs the session's csrf token, from our own pages", async () => {
    const { cookie, csrf } = await browser();
    const put = (headers: Record<string, string>) =>
      servery().ask(register, { method: "PUT", body: { online: true }, auth: null, headers: { cookie, ...headers } });
    expect((await put({ "x-csrf-token": csrf })).status).toBe(200);
    expect((await put({ "x-csrf-token": csrf, origin: servery().url, "sec-fetch-site": "same-origin" })).status).toBe(
      200,
    );
    for (const headers of [
      {},
      { "x-csrf-token": "" },
      { "x-csrf-token": `${csrf}x` },
      { "x-csrf-token": csrf, origin: "https://evil.example" },
      { "x-csrf-token": csrf, "sec-fetch-site": "cross-site" },
    ]) {
      const refused = await put(headers);
      expect([refused.status, refused.json().error]).toEqual([403, "csrf"]);
    }
  });

  test("another site cannot sign a browser in", async () => {
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
      const refused = await signIn({ cookie: true }, headers);
      expect([refused.status, refused.json().error]).toEqual([403, "csrf"]);
      expect(refused.headers.get("set-cookie")).toBeNull();
    }
  });

  test("who signs in takes the browser over: the session before ends", async () => {
    const before = await sessionOf(servery(), "owner");
    const after = await signIn({ cookie: true }, { cookie: `servery_session=${before}` });
    expect(after.status).toBe(201);
    expect(await isIn(servery(), `Bearer ${before}`)).toBe(false);
    const kept = await sessionOf(servery(), "owner");
    await signIn({}, { cookie: `servery_session=${kept}` });
    expect(await isIn(servery(), `Bearer ${kept}`), "without a cookie nothing is taken over").toBe(true);
  });

  test("signing out ends this session and no other, and takes the cookie away", async () => {
    const ask = await as(servery(), "manager");
    const other = await as(servery(), "manager");
    const out = await ask("/admin/api/session", { method: "DELETE" });
    expect([out.status, out.headers.get("set-cookie")]).toEqual([204, null]);
    expect([await isIn(servery(), ask.auth), await isIn(servery(), other.auth)]).toEqual([false, true]);

    const { cookie, csrf } = await browser();
    const end = (headers: Record<string, string>) =>
      servery().ask("/admin/api/session", { method: "DELETE", auth: null, headers: { cookie, ...headers } });
    expect((await end({})).status).toBe(403);
    const ended = await end({ "x-csrf-token": csrf });
    expect(ended.status).toBe(204);
    expect(ended.headers.get("set-cookie")).toMatch(/^servery_session=; .*Max-Age=0$/);
    expect((await servery().ask("/admin/api/session", { auth: null, headers: { cookie } })).status).toBe(401);
  });

  test("a wrong password is a 401, one that is no text a 400, and neither is repeated", async () => {
    for (const [password, status] of [
      ["wrong-password", 401],
      [9_876_543_210, 400],
      [["wrong-password"], 400],
      [undefined, 400],
    ] as const) {
      const refused = await signIn({ password });
      expect([refused.status, refused.json()]).toMatchObject([status, status === 400 ? { field: "password" } : {}]);
      expect(refused.text).not.toMatch(/wrong-password|9876543210/);
    }
  });
});

onEveryEngine(
  "sessions behind TLS",
  (servery) => {
    test("the cookie is Secure and bound to the host", async () => {
      const headers = { "x-forwarded-proto": "https" };
      const body = { username: "manager", password: passwordOf("manager"), cookie: true };
      const answer = await servery().ask(SESSIONS, { method: "POST", body, auth: null, headers });
      expect(answer.status, answer.text).toBe(201);
      const set = answer.headers.get("set-cookie")!;
      expect(set).toMatch(
        /^__Host-servery=servery_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
      );
      const who = (more: object) =>
        servery().ask("/admin/api/session", { auth: null, headers: { cookie: set.split(";")[0]!, ...more } });
      expect([(await who(headers)).status, (await who({})).status]).toEqual([200, 401]);
    });
  },
  { env: { SERVERY_TRUST_PROXY: "1" } },
);
