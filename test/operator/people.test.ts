import { expect, test } from "vitest";
import { STAFF } from "../../src/demo/ids.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as, isIn, passwordOf, sessionOf, signIn, staffIdOf } from "./support.ts";

const PASSWORD = "a-long-walk-home";
/** Staff of another company. */
const FOREIGN = 991;

onEveryEngine("people in the operator API", (servery) => {
  const owner = () => as(servery(), "owner");
  const manager = () => as(servery(), "manager");
  const put = (ask: Operator, path: string, body: Record<string, unknown>) => ask(path, { method: "PUT", body });
  const add = (ask: Operator, body: Record<string, unknown>) =>
    ask("people", { method: "POST", body: { password: PASSWORD, role: "staff", ...body } });

  test("people are listed and shown, without anything secret", async () => {
    const ask = await manager();
    const list = await ask("people");
    expect([list.status, list.headers.get("x-pages")]).toEqual([200, "1"]);
    const ids = ["owner", "manager", "southbank", "barista", "waiter"].map((who) => staffIdOf(who as "owner"));
    expect(list.json().map(({ id }: Json) => id)).toEqual(ids.toSorted((a, b) => a - b));
    const one = await ask(`people/${STAFF.fitzroyManager}`);
    expect(one.json()).toEqual({
      id: STAFF.fitzroyManager,
      username: "manager",
      name: "Tomás Herrera",
      role: "manager",
      active: true,
      has_pin: true,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(list.json()).toContainEqual(one.json());
    expect(list.text + one.text).not.toMatch(/argon2|hash|password/);
  });

  test("staff without a username are no people yet, and have no password to set: 404", async () => {
    const ask = await owner();
    const one = `people/${STAFF.fitzroyWaiter}`;
    expect((await ask(one)).status).toBe(404);
    expect((await put(ask, one, { role: "manager" })).status).toBe(404);
    expect((await put(ask, `${one}/password`, { password: PASSWORD })).status).toBe(404);
  });

  test("a staff member gets a username, and signs in with it in any case of letters", async () => {
    const made = await add(await manager(), { staff_id: STAFF.chef, username: " Ines.Moreau " });
    expect(made.status, made.text).toBe(201);
    expect(made.json()).toMatchObject({ id: STAFF.chef, username: "ines.moreau", role: "staff", active: true });
    expect(made.headers.get("location")).toBe(`${servery().url}/admin/api/companies/5678/people/${STAFF.chef}`);
    expect((await (await owner())(made.headers.get("location")!)).json()).toEqual(made.json());
    expect(await signIn(servery(), "INES.Moreau", PASSWORD)).toBe(201);
  });

  test("a username is one on the whole server, and a staff member has one: 409", async () => {
    const ask = await owner();
    for (const [error, body] of [
      ["username_taken", { staff_id: STAFF.southbankBarista, username: "Barista" }],
      ["person_exists", { staff_id: STAFF.fitzroyBarista, username: "another" }],
    ] as const) {
      const refused = await add(ask, body);
      expect([refused.status, refused.json().error]).toEqual([409, error]);
    }
    const renamed = await put(ask, `people/${STAFF.fitzroyBarista}`, { username: "WAITER" });
    expect([renamed.status, renamed.json()]).toMatchObject([409, { error: "username_taken", field: "username" }]);
    expect((await put(ask, `people/${STAFF.fitzroyBarista}`, { username: "Barista" })).status).toBe(200);

    const both = await Promise.all(
      [STAFF.fitzroyBarista, STAFF.southbankWaiter].map((id) => put(ask, `people/${id}`, { username: "quickest" })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    for (const [id, username] of [
      [STAFF.fitzroyBarista, "barista"],
      [STAFF.southbankWaiter, "waiter"],
    ] as const) {
      expect((await put(ask, `people/${id}`, { username })).status).toBe(200);
    }
  });

  test("two who take the same username at once for new people: one gets it", async () => {
    const ask = await owner();
    const both = await Promise.all(
      [STAFF.southbankBarista, STAFF.fitzroyWaiter].map((staff_id) => add(ask, { staff_id, username: "the-same" })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });

  test("what cannot be a username, password or PIN is a 400 that names the field and does not repeat it", async () => {
    const ask = await owner();
    for (const [field, body] of [
      ["username", { username: "ab" }],
      ["username", { username: "two words" }],
      ["username", { username: "u".repeat(101) }],
      ["username", { username: 5 }],
      ["password", { password: "too-short" }],
      ["password", { password: "p".repeat(1_001) }],
      ["password", { password: "aaaaaaaaaaaa" }],
      ["password", { password: "New.Person.1", username: "new.person.1" }],
      ["password", { password: 1234567890123 }],
      ["password", { password: null }],
      ["role", { role: "admin" }],
      ["staff_id", { staff_id: "x" }],
    ] as const) {
      const refused = await add(ask, { staff_id: STAFF.southbankBarista, username: "new.person", ...body });
      expect([refused.status, refused.json().field], JSON.stringify(body)).toEqual([400, field]);
      if (field === "password") expect(refused.text).not.toContain(String(Object.values(body)[0]));
    }
    for (const pin of ["123", "1234", "4444", "9876", "123456789", "12a4", 7351, "", undefined]) {
      const refused = await put(ask, `people/${STAFF.chef}/pin`, { pin });
      expect([refused.status, refused.json().field], String(pin)).toEqual([400, "pin"]);
      expect(refused.json()).not.toHaveProperty("value");
    }
    const again = await put(ask, `people/${STAFF.southbankManager}/password`, { password: "southbank" });
    expect([again.status, again.json().field]).toEqual([400, "password"]);
  });

  test("a manager manages staff only, and makes nobody more than that: 403", async () => {
    const ask = await manager();
    for (const staff of [STAFF.owner, STAFF.southbankManager]) {
      for (const [path, method, body] of [
        [`people/${staff}`, "PUT", { active: false }],
        [`people/${staff}/password`, "PUT", { password: PASSWORD }],
        [`people/${staff}/pin`, "PUT", { pin: "7351" }],
        [`people/${staff}/sessions`, "DELETE", undefined],
      ] as const) {
        const refused = await ask(path, { method, ...(body && { body }) });
        expect([path, refused.status, refused.json().error]).toEqual([path, 403, "above_you"]);
      }
    }
    for (const role of ["owner", "manager"]) {
      expect((await put(ask, `people/${STAFF.fitzroyBarista}`, { role })).status, role).toBe(403);
      expect((await add(ask, { staff_id: STAFF.southbankBarista, username: "riser", role })).status, role).toBe(403);
    }
    expect((await put(ask, `people/${STAFF.fitzroyManager}`, { role: "owner" })).status).toBe(403);
    expect((await ask(`people/${STAFF.fitzroyBarista}`)).json().role).toBe("staff");
  });

  test("another role is another's rights at once", async () => {
    const barista = await as(servery(), "barista");
    expect((await barista("people")).status).toBe(403);
    const ask = await owner();
    expect((await put(ask, `people/${STAFF.fitzroyBarista}`, { role: "manager" })).json().role).toBe("manager");
    expect((await barista("people")).status).toBe(200);
    await put(ask, `people/${STAFF.fitzroyBarista}`, { role: "staff" });
    expect((await barista("people")).status).toBe(403);
  });

  test("somebody who may not come in any more is signed out at once, and cannot sign in", async () => {
    const waiter = `Bearer ${await sessionOf(servery(), "waiter")}`;
    const ask = await manager();
    const out = await put(ask, `people/${STAFF.southbankWaiter}`, { active: false });
    expect([out.status, out.json().active]).toEqual([200, false]);
    expect(await isIn(servery(), waiter)).toBe(false);
    expect(await signIn(servery(), "waiter", passwordOf("waiter"))).toBe(401);
    await put(ask, `people/${STAFF.southbankWaiter}`, { active: true });
    expect(await isIn(servery(), waiter), "the session does not come back").toBe(false);
    expect(await signIn(servery(), "waiter", passwordOf("waiter"))).toBe(201);
  });

  test("the last owner who can sign in stays: 409; with another one they may go", async () => {
    const ask = await owner();
    for (const body of [{ active: false }, { role: "manager" }, { role: "staff", active: false }]) {
      const refused = await put(ask, `people/${STAFF.owner}`, body);
      expect([refused.status, refused.json().error]).toEqual([409, "last_owner"]);
    }
    await put(ask, `people/${STAFF.southbankManager}`, { role: "owner", active: false });
    expect((await put(ask, `people/${STAFF.owner}`, { active: false })).status, "the other cannot sign in").toBe(409);
    await put(ask, `people/${STAFF.southbankManager}`, { active: true });

    const second = await as(servery(), "southbank");
    const both = await Promise.all([
      put(ask, `people/${STAFF.owner}`, { role: "manager" }),
      put(second, `people/${STAFF.southbankManager}`, { role: "manager" }),
    ]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const left = both[0].status === 409 ? ask : second;
    await put(left, `people/${STAFF.owner}`, { role: "owner" });
    await put(await owner(), `people/${STAFF.southbankManager}`, { role: "manager" });
  });

  test("a password that was set for somebody ends their sessions, and the old one is no good", async () => {
    const session = `Bearer ${await sessionOf(servery(), "southbank")}`;
    const ask = await owner();
    const set = await put(ask, `people/${STAFF.southbankManager}/password`, { password: PASSWORD });
    expect([set.status, set.text]).toEqual([204, ""]);
    expect(await isIn(servery(), session)).toBe(false);
    expect(await signIn(servery(), "southbank", passwordOf("southbank"))).toBe(401);
    expect(await signIn(servery(), "southbank", PASSWORD)).toBe(201);
    expect(
      (await put(ask, `people/${STAFF.southbankManager}/password`, { password: passwordOf("southbank") })).status,
    ).toBe(204);
  });

  test("a PIN is set and taken away, for staff without a username too, and ends their PIN sessions", async () => {
    const ask = await manager();
    const [pin, password] = [
      `Bearer ${await sessionOf(servery(), "barista", "pin")}`,
      `Bearer ${await sessionOf(servery(), "barista")}`,
    ];
    expect((await put(ask, `people/${STAFF.fitzroyBarista}/pin`, { pin: null })).status).toBe(204);
    expect((await ask(`people/${STAFF.fitzroyBarista}`)).json().has_pin).toBe(false);
    expect([await isIn(servery(), pin), await isIn(servery(), password)]).toEqual([false, true]);
    expect((await put(ask, `people/${STAFF.fitzroyBarista}/pin`, { pin: "7325" })).status).toBe(204);
    expect((await ask(`people/${STAFF.fitzroyBarista}`)).json().has_pin).toBe(true);
    expect((await put(ask, `people/${STAFF.fitzroyWaiter}/pin`, { pin: "8642" })).status).toBe(204);
    expect(await servery().storage.access.people.pin(servery().company, STAFF.fitzroyWaiter)).toMatch(/^\$argon2id\$/);
  });

  test("one's own password and PIN are not changed this way, where nobody asks for the password: 403", async () => {
    const ask = await owner();
    for (const [what, body] of [
      ["password", { password: PASSWORD }],
      ["pin", { pin: "7351" }],
    ] as const) {
      const refused = await put(ask, `people/${STAFF.owner}/${what}`, body);
      expect([refused.status, refused.json().error]).toEqual([403, "yourself"]);
      expect(refused.json().error_description).toContain(`/admin/api/me/${what}`);
    }
  });

  test("somebody is signed out everywhere; so are managers who do it to themselves", async () => {
    const sessions = await Promise.all([sessionOf(servery(), "barista"), sessionOf(servery(), "barista", "pin")]);
    expect((await (await manager())(`people/${STAFF.fitzroyBarista}/sessions`, { method: "DELETE" })).status).toBe(204);
    for (const token of sessions) expect(await isIn(servery(), `Bearer ${token}`)).toBe(false);
    const ask = await as(servery(), "southbank");
    expect((await ask(`people/${STAFF.southbankManager}/sessions`, { method: "DELETE" })).status).toBe(204);
    expect(await isIn(servery(), ask.auth)).toBe(false);
  });

  test("KC-16 staff of other companies and of none are a 404 to see and to change", async () => {
    const ask = await owner();
    for (const staff of [FOREIGN, 99_999_999, "9".repeat(30), "me"]) {
      for (const [path, method, body] of [
        [`people/${staff}`, "GET", undefined],
        [`people/${staff}`, "PUT", { active: false }],
        [`people/${staff}/password`, "PUT", { password: PASSWORD }],
        [`people/${staff}/pin`, "PUT", { pin: "7351" }],
        [`people/${staff}/sessions`, "DELETE", undefined],
      ] as const) {
        const answer = await ask(path, { method, ...(body && { body }) });
        expect([path, answer.status]).toEqual([path, 404]);
      }
    }
    for (const staff_id of [FOREIGN, 99_999_999]) {
      expect((await add(ask, { staff_id, username: "stranger" })).status).toBe(404);
    }
  });
});
