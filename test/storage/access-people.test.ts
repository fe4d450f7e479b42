import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "../../src/domain/access/roles.ts";
import type { CompanyId, RegisterId, StaffId } from "../../src/domain/ids.ts";
import { done, refuse } from "../../src/kit/brand.ts";
import { newSecret } from "../../src/kit/secrets.ts";
import type { Person, Session } from "../../src/storage/access.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { engines } from "../support/servery.ts";
import { Place } from "./stores.ts";

const NOW = 1_000_000;
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

for (const engine of engines) {
  describe(`people (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    let ids = 0;
    /** A company of its own for each test. */
    let company: CompanyId;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.open();
    });
    afterAll(() => place.remove());

    const newCompany = (): CompanyId => (company = (100_000 + ++ids) as CompanyId);
    const person = (staffId: number, role: Role = "staff", changes: Partial<Person> = {}): Person => ({
      companyId: company,
      staffId: staffId as StaffId,
      username: `person-${company}-${staffId}`,
      passwordHash: "$argon2id$…",
      role,
      active: true,
      createdAt: NOW,
      ...changes,
    });
    const add = async (...args: Parameters<typeof person>): Promise<Person> => {
      const added = person(...args);
      expect(await storage.access.people.add(added)).toBe(true);
      return added;
    };
    const session = (staffId: number, kind: Session["kind"], register?: number): Session => ({
      hash: newSecret(),
      companyId: company,
      staffId: staffId as StaffId,
      registerId: (register ?? null) as RegisterId | null,
      kind,
      createdAt: NOW,
      expiresAt: NOW + 1_000,
    });
    const begin = async (...args: Parameters<typeof session>): Promise<string> => {
      const begun = session(...args);
      expect(await storage.access.people.addSession(begun)).toBe(true);
      return begun.hash;
    };
    const alive = async (...hashes: string[]): Promise<boolean[]> =>
      Promise.all(hashes.map(async (hash) => (await storage.access.people.session(hash)) !== undefined));

    test("people are told apart by a username that is there once, in any company", async () => {
      newCompany();
      const maeve = await add(1, "owner", { username: "maeve" });
      expect(await storage.access.people.byUsername("maeve")).toEqual(maeve);
      expect(await storage.access.people.get(company, 1 as StaffId)).toEqual(maeve);
      expect(await storage.access.people.add(person(2, "staff", { username: "maeve" }))).toBe(false);
      expect(await storage.access.people.add(person(1, "staff", { username: "second" }))).toBe(false);
      expect(await storage.access.people.of(company)).toEqual([maeve]);
      const first = company;
      newCompany();
      expect(await storage.access.people.add(person(1, "owner", { username: "maeve" }))).toBe(false);
      expect(await storage.access.people.get(company, 1 as StaffId)).toBeUndefined();
      expect(await storage.access.people.of(first)).toHaveLength(1);
    });

    test("twenty who take one username at once: one gets it", async () => {
      newCompany();
      const added = await Promise.all(
        times(20).map((n) => storage.access.people.add(person(n + 1, "staff", { username: "contended" }))),
      );
      expect(added.filter(Boolean)).toEqual([true]);
      expect(await storage.access.people.of(company)).toHaveLength(1);
    });

    test("odd usernames are nobody's, and never throw", async () => {
      for (const odd of ["\0", "maeve\0", "", "' or 1=1 --", "\ud800", "🌶".repeat(5_000), "%", "\u202e"]) {
        expect(await storage.access.people.byUsername(odd)).toBeUndefined();
      }
    });

    test("a change sees the others as they are: two owners cannot both go at once", async () => {
      for (const n of times(6)) {
        newCompany();
        await add(1, "owner");
        await add(2, "owner");
        await add(3, "manager");
        const leave = (staff: number) =>
          storage.access.people.change(company, staff as StaffId, (person, others) =>
            others.some(({ role, active }) => role === "owner" && active)
              ? done({ ...person, active: false })
              : refuse("last_owner" as const),
          );
        const left = await Promise.all((n % 2 === 0 ? [1, 2] : [2, 1]).map(leave));
        expect(left.filter(({ ok }) => ok)).toHaveLength(1);
        expect(left.filter(({ ok }) => !ok)).toEqual([refuse("last_owner")]);
        const people = await storage.access.people.of(company);
        expect(people.filter(({ role, active }) => role === "owner" && active)).toHaveLength(1);
      }
    });

    test("changes at once lose none, and another company's people are not there to change", async () => {
      newCompany();
      await add(1);
      await Promise.all(
        times(20).map(() =>
          storage.access.people.change(company, 1 as StaffId, (found) =>
            done({ ...found, passwordHash: `${found.passwordHash}x` }),
          ),
        ),
      );
      const found = await storage.access.people.get(company, 1 as StaffId);
      expect(found?.passwordHash).toBe(`$argon2id$…${"x".repeat(20)}`);
      const elsewhere = await storage.access.people.change(1 as CompanyId, 1 as StaffId, done);
      expect(elsewhere).toEqual(refuse("not_found"));
    });

    test("a session knows who it is, with the role of now", async () => {
      newCompany();
      await add(1, "manager");
      const hash = await begin(1, "password");
      expect(await storage.access.people.session(hash)).toEqual({
        hash,
        companyId: company,
        staffId: 1,
        registerId: null,
        kind: "password",
        createdAt: NOW,
        expiresAt: NOW + 1_000,
        role: "manager",
      });
      await storage.access.people.change(company, 1 as StaffId, (found) => done({ ...found, role: "staff" }));
      expect(await storage.access.people.session(hash)).toMatchObject({ role: "staff" });
    });

    test("who has a PIN and no username is of the staff; a password session without a person is none", async () => {
      newCompany();
      const [pin, password] = [await begin(9, "pin", 4), await begin(9, "password")];
      expect(await storage.access.people.session(pin)).toMatchObject({ role: "staff", registerId: 4, kind: "pin" });
      expect(await storage.access.people.session(password)).toBeUndefined();
    });

    test("sessions end with the person who may no longer come in, and do not come back with them", async () => {
      newCompany();
      await add(1);
      await add(2);
      const gone = [await begin(1, "password"), await begin(1, "pin", 4)];
      const stays = await begin(2, "password");
      const set = (active: boolean) =>
        storage.access.people.change(company, 1 as StaffId, (found) => done({ ...found, active }));
      await set(false);
      expect(await alive(...gone, stays)).toEqual([false, false, true]);
      expect(await storage.access.people.addSession(session(1, "pin", 4))).toBe(false); // just about to come in
      await set(true);
      expect(await alive(...gone)).toEqual([false, false]);
      expect(await storage.access.people.sessionsOf(company, 1 as StaffId)).toEqual([]);
    });

    test("who is shut out while they come in is not in, whoever was first", async () => {
      for (const n of times(10)) {
        newCompany();
        await add(1);
        const set = (active: boolean) =>
          storage.access.people.change(company, 1 as StaffId, (found) => done({ ...found, active }));
        const coming = session(1, "password");
        const both = [() => storage.access.people.addSession(coming), () => set(false)];
        await Promise.all((n % 2 === 0 ? both : both.reverse()).map((act) => act()));
        await set(true);
        expect(await alive(coming.hash)).toEqual([false]);
      }
    });

    test("one session ends, or all of a person but one", async () => {
      newCompany();
      await add(1);
      await add(2);
      const [a, b, c] = [await begin(1, "password"), await begin(1, "password"), await begin(1, "pin", 4)];
      const other = await begin(2, "password");
      await storage.access.people.endSession(a);
      expect(await alive(a, b, c, other)).toEqual([false, true, true, true]);
      await storage.access.people.endSessionsOf(company, 1 as StaffId, b);
      expect(await alive(b, c, other)).toEqual([true, false, true]);
      await storage.access.people.endSessionsOf(company, 1 as StaffId);
      expect(await alive(b, other)).toEqual([false, true]);
    });

    test("a new password ends all sessions but the one it was set in; other changes end none", async () => {
      newCompany();
      await add(1);
      const [here, there] = [await begin(1, "password"), await begin(1, "password")];
      const change = (edits: Partial<Person>, keep?: string) =>
        storage.access.people.change(company, 1 as StaffId, (person) => done({ ...person, ...edits }), keep);
      await change({ role: "manager" });
      expect(await alive(here, there)).toEqual([true, true]);
      await change({ passwordHash: "another" }, here);
      expect(await alive(here, there)).toEqual([true, false]);
      await change({ passwordHash: "a third" });
      expect(await alive(here)).toEqual([false]);
      const last = await begin(1, "password");
      await change({ active: false }, last);
      expect(await alive(last)).toEqual([false]);
    });

    test("a PIN that is set anew or taken away ends the PIN sessions of that person, and no others", async () => {
      newCompany();
      await add(1);
      const { people } = storage.access;
      await people.setPin(company, 1 as StaffId, "pin-one", NOW);
      for (const next of ["pin-two", null]) {
        const [pin, password] = [await begin(1, "pin", 4), await begin(1, "password")];
        const other = await begin(2, "pin", 4);
        await people.setPin(company, 1 as StaffId, next, NOW + 1);
        expect(await people.pin(company, 1 as StaffId)).toBe(next ?? undefined);
        expect(await alive(pin, password, other)).toEqual([false, true, true]);
      }
      await Promise.all(times(10).map((n) => people.setPin(company, 1 as StaffId, `pin-${n}`, NOW + n)));
      expect(await people.pin(company, 1 as StaffId)).toMatch(/^pin-\d$/);
      expect(await people.pin(1 as CompanyId, 1 as StaffId)).toBeUndefined();
    });

    test("a register's device that is removed ends the PIN sessions at its register", async () => {
      newCompany();
      await add(1);
      const { people } = storage.access;
      const device = (id: number, register: number) => ({
        id,
        companyId: company,
        registerId: register as RegisterId,
        hash: newSecret(),
        name: "Counter ☕",
        createdBy: 1 as StaffId,
        createdAt: NOW,
      });
      const [here, there] = [device(1, 4), device(2, 5)];
      await people.addDevice(here);
      await people.addDevice(there);
      expect(await people.device(here.hash)).toEqual(here);
      expect(await people.devicesOf(company)).toEqual([here, there]);
      const [atFour, atFive] = [await begin(1, "pin", 4), await begin(1, "pin", 5)];
      const desk = await begin(1, "password");
      expect(await people.endDevice(1 as CompanyId, 1)).toBe(false); // another company's
      expect(await people.endDevice(company, 1)).toBe(true);
      expect(await people.endDevice(company, 1)).toBe(false);
      expect(await people.device(here.hash)).toBeUndefined();
      expect(await people.devicesOf(company)).toEqual([there]);
      expect(await alive(atFour, atFive, desk)).toEqual([false, true, true]);
    });

    test("forget removes sessions that are over, and only those", async () => {
      newCompany();
      await add(1);
      const hash = await begin(1, "password");
      await storage.access.forget(NOW + 1_000, 0);
      expect(await alive(hash)).toEqual([true]);
      await storage.access.forget(NOW + 1_001, 0);
      expect(await alive(hash)).toEqual([false]);
    });

    test("what is taken back is told on this server at once", async () => {
      newCompany();
      await add(1);
      let told = 0;
      storage.onForeignChange(() => told++);
      const { people, addons, tokens } = storage.access;
      for (const take of [
        () => people.change(company, 1 as StaffId, done),
        () => people.setPin(company, 1 as StaffId, null, NOW),
        () => people.endSession("x"),
        () => people.endSessionsOf(company, 1 as StaffId),
        () => people.endDevice(company, 1),
        () => addons.ungrant(company, 1 as never),
        () => tokens.end(company, 1 as never),
        () => tokens.endAccessToken("x"),
      ]) {
        const before = told;
        await take();
        expect(told, String(take)).toBeGreaterThan(before);
      }
    });
  });
}
