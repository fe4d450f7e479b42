import { expect, test } from "vitest";
import { STAFF } from "../../src/demo/ids.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Person, REGISTER, as, isIn, passwordOf, sessionOf, signIn } from "./support.ts";

const PASSWORD = "a-long-walk-home";

onEveryEngine("oneself in the operator API", (servery) => {
  const change = async (who: Person, what: "password" | "pin", body: Record<string, unknown>) =>
    (await as(servery(), who))(`/admin/api/me/${what}`, { method: "PUT", body });

  test("a new password needs the current one, and ends all other sessions", async () => {
    const others = await Promise.all([sessionOf(servery(), "waiter"), sessionOf(servery(), "waiter", "pin")]);
    const ask = await as(servery(), "waiter");
    const body = { current_password: passwordOf("waiter"), password: PASSWORD };
    const changed = await ask("/admin/api/me/password", { method: "PUT", body });
    expect([changed.status, changed.text]).toEqual([204, ""]);
    expect(await isIn(servery(), ask.auth)).toBe(true);
    for (const token of others) expect(await isIn(servery(), `Bearer ${token}`)).toBe(false);
    expect(await signIn(servery(), "waiter", passwordOf("waiter"))).toBe(401);
    expect(await signIn(servery(), "waiter", PASSWORD)).toBe(201);
  });

  test("a wrong current password changes nothing, is a 400, and after some tries a 429", async () => {
    const other = `Bearer ${await sessionOf(servery(), "southbank")}`;
    const body = { current_password: "not-my-password", password: PASSWORD };
    for (let i = 0; i < 5; i++) {
      const refused = await change("southbank", i % 2 ? "pin" : "password", { ...body, pin: "7351" });
      expect([refused.status, refused.json()]).toMatchObject([
        400,
        { error: "wrong_password", field: "current_password" },
      ]);
      expect(refused.text).not.toContain("not-my-password");
    }
    const resting = await change("southbank", "password", { ...body, current_password: passwordOf("southbank") });
    expect(resting.status).toBe(429);
    expect(Number(resting.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await isIn(servery(), other)).toBe(true);
  });

  test("the rules of passwords and PINs hold: 400 that names the field", async () => {
    const current_password = passwordOf("owner");
    for (const [what, value] of [
      ["password", "short"],
      ["password", 12345678901],
      ["pin", "1111"],
      ["pin", 7351],
    ] as const) {
      const refused = await change("owner", what, { current_password, [what]: value });
      expect([refused.status, refused.json().field]).toEqual([400, what]);
      expect(refused.json()).not.toHaveProperty("value");
    }
    expect((await change("owner", "password", { password: PASSWORD })).json().field).toBe("current_password");
  });

  test("a PIN is changed and given up, and sessions with the old one end", async () => {
    const pin = `Bearer ${await sessionOf(servery(), "manager", "pin")}`;
    const current_password = passwordOf("manager");
    expect((await change("manager", "pin", { current_password, pin: "8206" })).status).toBe(204);
    expect(await isIn(servery(), pin)).toBe(false);
    expect((await change("manager", "pin", { current_password, pin: null })).status).toBe(204);
    expect(await servery().storage.access.people.pin(servery().company, STAFF.fitzroyManager)).toBeUndefined();
  });

  test("a session that began with a PIN changes neither, however good the password", async () => {
    const ask = await as(servery(), "owner", "pin");
    const current_password = passwordOf("owner");
    for (const [what, value] of [
      ["password", PASSWORD],
      ["pin", "7351"],
    ] as const) {
      const body = { current_password, [what]: value };
      expect((await ask(`/admin/api/me/${what}`, { method: "PUT", body })).status).toBe(403);
    }
  });

  test("one sees where one is signed in, and signs out everywhere", async () => {
    await sessionOf(servery(), "barista", "pin");
    await sessionOf(servery(), "owner");
    const ask = await as(servery(), "barista");
    const list = await ask("/admin/api/me/sessions");
    expect(list.status).toBe(200);
    const rows: Json[] = list.json().toSorted((a: Json, b: Json) => Number(a.current) - Number(b.current));
    const times = { created_at: expect.stringMatching(/^\d{4}-/), expires_at: expect.stringMatching(/^\d{4}-/) };
    expect(rows).toEqual([
      { kind: "pin", register_id: REGISTER, current: false, ...times },
      { kind: "password", register_id: null, current: true, ...times },
    ]);
    expect((await ask("/admin/api/me/sessions", { method: "DELETE" })).status).toBe(204);
    expect(await isIn(servery(), ask.auth)).toBe(false);
    expect((await (await as(servery(), "barista"))("/admin/api/me/sessions")).json()).toHaveLength(1);
  });
});
