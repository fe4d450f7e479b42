import { expect, test } from "vitest";
import { STAFF } from "../../src/demo/ids.ts";
import { pins } from "../../src/demo/staff.ts";
import { pinPermissions } from "../../src/domain/access/roles.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { type Ask, type Json, onEveryEngine } from "../support/servery.ts";
import { REGISTER, as, isIn, sessionOf } from "./support.ts";

const BARISTA_PIN = pins.get(STAFF.fitzroyBarista)!;

onEveryEngine("register devices in the operator API", (servery) => {
  const manager = () => as(servery(), "manager");
  const register = async (name = "Counter tablet", at = REGISTER): Promise<Json> => {
    const made = await (await manager())(`registers/${at}/devices`, { method: "POST", body: { name } });
    expect(made.status, made.text).toBe(201);
    return made.json();
  };
  const withPin = (token: string | null, body: Record<string, unknown>, ask: Ask = {}) =>
    servery().ask("/admin/api/sessions/pin", {
      method: "POST",
      body,
      auth: token === null ? null : `Bearer ${token}`,
      ...ask,
    });
  const staffAt = (token: string | null) =>
    servery().ask("/admin/api/devices/current/staff", { auth: token === null ? null : `Bearer ${token}` });

  test("a device's token is shown once, stored hashed, and never shown again", async () => {
    const ask = await manager();
    const made = await ask(`registers/${REGISTER}/devices`, { method: "POST", body: { name: " Counter tablet " } });
    expect([made.status, made.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { device_token, ...device } = made.json();
    expect(device).toEqual({
      id: expect.any(Number),
      name: "Counter tablet",
      register_id: REGISTER,
      created_by: { staff_id: STAFF.fitzroyManager, name: "Tomás Herrera" },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(device_token).toMatch(/^servery_device_[\w-]{43}$/);
    expect(made.headers.get("location")).toBe(`${servery().url}/admin/api/companies/5678/devices/${device.id}`);
    const [one, list] = [await ask(made.headers.get("location")!), await ask("devices")];
    expect(one.json()).toEqual(device);
    expect(list.json()).toContainEqual(device);
    for (const { text } of [one, list]) expect(text).not.toMatch(new RegExp(`${device_token}|${sha256(device_token)}`));
    const stored = await servery().storage.access.people.devicesOf(servery().company);
    expect(stored.find(({ id }) => id === device.id)!.hash).toBe(sha256(device_token));
  });

  test("a device is at a register of the company, and has a name: 404, 400", async () => {
    const ask = await manager();
    for (const at of [992, 99_999_999, "x"]) {
      expect((await ask(`registers/${at}/devices`, { method: "POST", body: { name: "Tablet" } })).status).toBe(404);
    }
    for (const body of [{}, { name: " " }, { name: "n".repeat(101) }, { name: 1 }]) {
      const refused = await ask(`registers/${REGISTER}/devices`, { method: "POST", body });
      expect([refused.status, refused.json().field]).toEqual([400, "name"]);
    }
    expect((await ask("devices/99999999")).status).toBe(404);
    expect((await ask("devices/99999999", { method: "DELETE" })).status).toBe(404);
  });

  test("a device tells who can sign in at it: staff of its site who have a PIN and were not shut out", async () => {
    const { device_token } = await register();
    const { people } = servery().storage.access;
    const names = async () => (await staffAt(device_token)).json().map(({ name }: Json) => name);
    const all = ["Maeve O'Sullivan", "Tomás Herrera", "Jun Watanabe", "Nguyễn Thảo"];
    expect(await names()).toEqual(all);
    const { device_token: southbank } = await register("Southbank", 18);
    expect((await staffAt(southbank)).json()).toEqual([
      { id: STAFF.owner, name: "Maeve O'Sullivan" },
      { id: STAFF.southbankManager, name: "Priya Raman" },
      { id: STAFF.southbankWaiter, name: "Nguyễn Thảo" },
    ]);
    const owner = await as(servery(), "owner");
    const setActive = (active: boolean) =>
      owner(`people/${STAFF.southbankWaiter}`, { method: "PUT", body: { active } });
    await setActive(false);
    expect(await names()).toEqual(all.slice(0, 3));
    expect((await withPin(device_token, { staff_id: STAFF.southbankWaiter, pin: "7316" })).status).toBe(401);
    await setActive(true);
    await people.setPin(servery().company, STAFF.fitzroyManager, null, 0);
    expect(await names()).toEqual(["Maeve O'Sullivan", "Jun Watanabe", "Nguyễn Thảo"]);
  });

  test("a PIN signs in at the device's register, for serving only, whatever the role", async () => {
    const { device_token } = await register();
    for (const [staff_id, role] of [
      [STAFF.fitzroyBarista, "staff"],
      [STAFF.owner, "owner"],
    ] as const) {
      const answer = await withPin(device_token, { staff_id, pin: pins.get(staff_id) });
      expect([answer.status, answer.headers.get("cache-control")], answer.text).toEqual([201, "no-store"]);
      const { access_token, ...session } = answer.json();
      expect(session).toEqual({
        expires_in: 43_200,
        company_id: 5678,
        staff_id,
        role,
        permissions: [...pinPermissions],
      });
      const auth = `Bearer ${access_token}`;
      const who = await servery().ask("/admin/api/session", { auth });
      expect(who.json()).toMatchObject({ kind: "pin", register_id: REGISTER, staff_id });
      expect((await servery().ask("/admin/api/companies/5678/orders.json", { auth })).status).toBe(200);
      expect((await servery().ask("/admin/api/companies/5678/people", { auth })).status).toBe(403);
    }
  });

  test("a PIN session as a cookie", async () => {
    const { device_token } = await register();
    const ask = { staff_id: STAFF.fitzroyBarista, pin: BARISTA_PIN, cookie: true };
    const answer = await withPin(device_token, ask);
    expect(answer.json()).not.toHaveProperty("access_token");
    const cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
    const who = await servery().ask("/admin/api/session", { auth: null, headers: { cookie } });
    expect(who.json()).toMatchObject({ kind: "pin", csrf_token: answer.json().csrf_token });
    const elsewhere = await withPin(device_token, ask, {
      headers: { origin: "https://evil.example", authorization: `Bearer ${device_token}` },
    });
    expect(elsewhere.status).toBe(403);
  });

  test("who does not work at the register's site is not there: 404", async () => {
    const { device_token } = await register();
    for (const staff_id of [STAFF.southbankManager, 991, 99_999_999]) {
      const refused = await withPin(device_token, { staff_id, pin: "824753" });
      expect([staff_id, refused.status]).toEqual([staff_id, 404]);
    }
  });

  test("without a good device token there is nothing: 401", async () => {
    const { device_token } = await register();
    const session = await sessionOf(servery(), "owner");
    for (const token of [null, "", "nonsense", `${device_token}x`, session, await servery().token()]) {
      const asked = await staffAt(token);
      const tried = await withPin(token, { staff_id: STAFF.fitzroyBarista, pin: BARISTA_PIN });
      expect([asked.status, tried.status], String(token)).toEqual([401, 401]);
      expect(asked.headers.get("www-authenticate")).toContain("Bearer");
    }
    expect((await servery().ask("orders.json", { auth: `Bearer ${device_token}` })).status).toBe(401);
    expect(await isIn(servery(), `Bearer ${device_token}`)).toBe(false);
  });

  test("a wrong PIN is a 401, one that is no text a 400; after some tries even the right one has to wait", async () => {
    const now = Date.now();
    servery().clock.now = () => now;
    const { device_token } = await register();
    const body = { staff_id: STAFF.fitzroyBarista, pin: "9182" };
    const unset = await withPin(device_token, { ...body, staff_id: STAFF.chef });
    expect([unset.status, unset.json().error], "no PIN was ever set").toEqual([401, "wrong_pin"]);
    for (const pin of [7325, null, undefined, ""]) {
      const refused = await withPin(device_token, { ...body, pin });
      expect([refused.status, refused.json().field]).toEqual([400, "pin"]);
      expect(refused.text).not.toContain("7325");
    }
    for (let i = 0; i < 5; i++) {
      const refused = await withPin(device_token, body);
      expect([refused.status, refused.json().error], `try ${i}`).toEqual([401, "wrong_pin"]);
    }
    const resting = await withPin(device_token, { ...body, pin: BARISTA_PIN });
    expect([resting.status, resting.headers.get("retry-after")]).toEqual([429, "60"]);
    const { device_token: another } = await register("Bar tablet", 17);
    expect((await withPin(another, { ...body, pin: BARISTA_PIN })).status, "at another register").toBe(429);
    servery().clock.now = () => now + 60_000;
    expect((await withPin(device_token, { ...body, pin: BARISTA_PIN })).status).toBe(201);
    servery().clock.now = Date.now;
  });

  test("a device that is removed lets nobody in, and its PIN sessions end", async () => {
    const { id, device_token } = await register();
    const begun = await withPin(device_token, { staff_id: STAFF.fitzroyBarista, pin: BARISTA_PIN });
    const auth = `Bearer ${begun.json().access_token}`;
    expect(await isIn(servery(), auth)).toBe(true);
    expect((await (await manager())(`devices/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await isIn(servery(), auth)).toBe(false);
    expect((await staffAt(device_token)).status).toBe(401);
    expect((await (await manager())(`devices/${id}`)).status).toBe(404);
  });

  test("KC-16 another company's devices are a 404", async () => {
    const { id } = await register();
    for (const method of ["GET", "DELETE"]) {
      const path = `/admin/api/companies/6789/devices/${id}`;
      expect((await (await manager())(path, { method })).status).toBe(404);
    }
  });
});
