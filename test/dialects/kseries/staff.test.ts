import { expect, test } from "vitest";
import { isPassword } from "../../../src/kit/passwords.ts";
import { type Json, OTHER_SITE, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { clientOf } from "./set-up-client.ts";

const AT_FITZROY = `/staff/v1/businessLocations/${FITZROY}`;
const NEW = { username: "Ada L", pinCode: "7391", firstName: "Ada", lastName: "Lovelace", roles: ["ROLE_REFUNDS"] };
const FULL = { ...NEW, active: true, visible: true, group: -1, reportAccess: "STAFF_REPORT_OWN_ACCESS" };
const OWNER = 732846;

onEveryEngine("K-Series staff", (servery) => {
  const client = () => clientOf(servery(), ["staff-api"], AT_FITZROY);

  test("users of the registers are the staff of the location, a page at a time, with links", async () => {
    const ask = await client();
    const all = (await ask("GET", "/userTypes/POS?size=100")).json();
    expect(all.data.staff.length).toBeGreaterThan(4);
    const ids = all.data.staff.map(({ staffId }: Json) => staffId);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => b - a));
    const owner = all.data.staff.find(({ staffId }: Json) => staffId === OWNER);
    expect(owner).toMatchObject({
      username: "owner",
      userTypes: ["POS", "BACK_OFFICE"],
      firstName: "Maeve",
      lastName: "O'Sullivan",
      active: true,
      pinCodeSet: true,
      businessId: 5678,
      businessLocationId: FITZROY,
      groups: [{ id: 56781, name: "Owners" }],
    });
    expect(owner.createdOn).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    expect(Object.keys(owner)).not.toContain("email");
    const total = ids.length;
    const page = (await ask("GET", "/userTypes/POS?page=2&size=2&sort=userId,asc&isActive=true")).json();
    expect(page.data.staff.map(({ staffId }: Json) => staffId)).toEqual(ids.toReversed().slice(2, 4));
    const at = (n: number) =>
      `${servery().url}${AT_FITZROY}/userTypes/POS?page=${n}&size=2&sort=userId%2Casc&isActive=true`;
    const totalPages = Math.ceil(total / 2);
    expect(page.page).toEqual({ page: 2, size: 2, totalElements: total, totalPages });
    expect(page.links).toEqual({
      first: { href: at(1) },
      self: { href: at(2) },
      next: { href: at(3) },
      last: { href: at(totalPages) },
    });
    // A client that counts from 0 gets the first page; one beyond the last gets nothing, and no next.
    expect((await ask("GET", "/userTypes/POS?page=0&size=100")).json().data).toEqual(all.data);
    const beyond = (await ask("GET", "/userTypes/POS?page=99")).json();
    expect([beyond.data.staff, beyond.links.next]).toEqual([[], undefined]);
  });

  test("lists are sorted and filtered, and what cannot be read is refused", async () => {
    const ask = await client();
    const named = async (query: string): Promise<string[]> => {
      const answer = await ask("GET", `/userTypes/POS?size=100&${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.json().data.staff.map(({ firstName }: Json) => firstName);
    };
    const byName = await named("sort=firstName,asc");
    expect(byName).toEqual(byName.toSorted());
    expect(await named("sort=firstName,desc")).toEqual(byName.toReversed());
    expect(await named("isActive=false")).toEqual([]);
    expect(await named("startDate=2099-01-01T00:00:00Z")).toEqual([]);
    expect(await named("endDate=2099-01-01T00:00:00%2B02:00&startDate=2000-01-01T00:00:00+02:00")).toHaveLength(
      byName.length,
    );
    for (const query of [
      "size=0",
      "page=x",
      "sort=shoeSize,asc",
      "sort=userId,up",
      "isActive=maybe",
      "startDate=2026-01-01T00:00:00", // in which zone?
      "startDate=2026-02-30T00:00:00Z",
      "endDate=today",
    ]) {
      const answer = await ask("GET", `/userTypes/POS?${query}`);
      expect([query, answer.status, answer.json().error]).toEqual([query, 400, "Bad Request"]);
    }
  });

  test("users of the back office are those with a password; they are found by their address", async () => {
    const ask = await client();
    const all = (await ask("GET", "/userTypes/BACK_OFFICE?size=100")).json().data.staff;
    expect(all.length).toBeGreaterThan(2);
    for (const one of all) {
      expect(one.userTypes).toEqual(["POS", "BACK_OFFICE"]);
      expect(one).not.toHaveProperty("pinCodeSet");
    }
    const owner = all.find(({ staffId }: Json) => staffId === OWNER);
    const by = (email: string) => ask("GET", `/userTypes/BACK_OFFICE?email=${encodeURIComponent(email)}`);
    expect((await by(owner.email.toUpperCase())).json().data.staff).toEqual([owner]);
    expect((await by("nobody@example.com")).json().data.staff).toEqual([]);
  });

  test("a user is made, has a PIN to sign in with, is replaced, and everybody sees it", async () => {
    const ask = await client();
    const made = await ask("POST", "/userTypes/POS", NEW);
    expect(made.status, made.text).toBe(201);
    const { staffId, createdOn, modifiedOn, ...rest } = made.json();
    expect(createdOn).toBe(modifiedOn);
    expect(rest).toEqual({
      username: "Ada L",
      userTypes: ["POS"],
      firstName: "Ada",
      lastName: "Lovelace",
      active: true,
      pinCodeSet: true,
      businessId: 5678,
      businessLocationId: FITZROY,
      groups: [{ id: 56783, name: "Staff" }],
      reportAccess: ["STAFF_REPORT_OWN_ACCESS"],
      roles: [{ id: expect.any(Number), name: "ROLE_REFUNDS" }],
    });
    expect((await ask("GET", `/staff/${staffId}`)).json()).toEqual(made.json());
    // The other API sees the same person, with the role as a permission.
    const kounta = (await servery().get(`staff/${staffId}`)).json();
    expect([kounta.first_name, kounta.permissions.map(({ code }: Json) => code)]).toEqual(["Ada", ["Refunds"]]);
    const { people } = servery().storage.access;
    const pin = await people.pin(servery().company, staffId);
    expect(await isPassword(pin, "7391")).toBe(true);

    const change = { ...FULL, username: "ada", pinCode: null, firstName: "Augusta", roles: [] };
    const replaced = await ask("PUT", `/userTypes/POS/${staffId}`, change);
    expect(replaced.status, replaced.text).toBe(201);
    expect(replaced.json()).toMatchObject({
      staffId,
      username: "ada",
      firstName: "Augusta",
      pinCodeSet: false,
      roles: [],
    });
    expect(await people.pin(servery().company, staffId)).toBeUndefined();
    // Who is not active has no PIN, whatever is sent.
    const off = await ask("PUT", `/userTypes/POS/${staffId}`, { ...FULL, username: "ada", active: false });
    expect(off.json()).toMatchObject({ active: false, pinCodeSet: false });
    const inactive = (await ask("GET", "/userTypes/POS?isActive=false")).json().data.staff;
    expect(inactive.map((one: Json) => one.staffId)).toEqual([staffId]);
    // The username that was given up is free again.
    expect((await ask("POST", "/userTypes/POS", { username: "ADA L" })).json()).toMatchObject({
      firstName: "ADA L",
      lastName: "",
      pinCodeSet: false,
    });
  });

  test("what a user cannot be is refused, and nothing is kept of it", async () => {
    const ask = await client();
    const before = (await ask("GET", "/userTypes/POS")).json().page.totalElements;
    const bob = { ...FULL, username: "Bob" };
    for (const [body, says] of [
      [{}, /^username: /],
      [{ ...bob, username: " " }, /^username: must not be empty/],
      [{ ...bob, username: "x".repeat(129) }, /^username: size must be between/],
      [{ ...bob, pinCode: "12345" }, /^pinCode: must be four digits/],
      [{ ...bob, pinCode: "abcd" }, /^pinCode: must be four digits/],
      [{ ...bob, pinCode: "1234" }, /^pinCode: is too simple/],
      [{ ...bob, active: "yes" }, /^active: /],
      [{ ...bob, group: 56781 }, /^group: Owners are chosen by the owner/],
      [{ ...bob, group: "9765040300495493" }, /^group: is not a group/],
      [{ ...bob, reportAccess: "ALL" }, /^reportAccess: /],
      [{ ...bob, roles: ["ROLE_KING"] }, /^roles: is not a role/],
      [{ ...bob, roles: "ROLE_REFUNDS" }, /^roles: must be a list/],
    ] as const) {
      const answer = await ask("POST", "/userTypes/POS", body);
      expect([answer.status, answer.json().path], JSON.stringify(body)).toEqual([400, `${AT_FITZROY}/userTypes/POS`]);
      expect(answer.json().message).toMatch(says);
    }
    await ask("POST", "/userTypes/POS", bob);
    const twice = await ask("POST", "/userTypes/POS", { username: "bOB" });
    expect([twice.status, twice.json().message]).toEqual([400, "username: bOB is somebody else's already"]);
    expect((await ask("GET", "/userTypes/POS")).json().page.totalElements).toBe(before + 1);
    for (const missing of ["pinCode", "firstName", "lastName", "active", "visible", "reportAccess", "roles"]) {
      const { [missing as keyof typeof FULL]: _, ...body } = FULL;
      expect((await ask("PUT", `/userTypes/POS/${OWNER}`, body)).status, missing).toBe(400);
    }
    expect((await ask("PUT", "/userTypes/POS/9765040300495493", bob)).status).toBe(404);
  });

  test("owners and managers keep their PIN: an app cannot set it, nor shut them out", async () => {
    const ask = await client();
    const { people } = servery().storage.access;
    const pin = await people.pin(servery().company, OWNER as never);
    const facts = { ...FULL, username: "owner", firstName: "Maeve", lastName: "O'Sullivan", pinCode: null };
    for (const body of [
      { ...facts, pinCode: "7391" },
      { ...facts, active: false },
    ]) {
      const refused = await ask("PUT", `/userTypes/POS/${OWNER}`, body);
      expect([refused.status, refused.json()]).toEqual([
        403,
        { type: "about:blank", title: "Forbidden", detail: "Access denied" },
      ]);
    }
    const kept = await ask("PUT", `/userTypes/POS/${OWNER}`, facts);
    expect([kept.status, kept.json().pinCodeSet]).toEqual([201, true]);
    expect(await people.pin(servery().company, OWNER as never)).toBe(pin);
  });

  test("somebody works at further locations, and no more", async () => {
    const here = await client();
    const ask = await clientOf(servery(), ["staff-api"]);
    const { staffId } = (await here("POST", "/userTypes/POS", { username: "Cy" })).json();
    const there = `/staff/v1/businessLocations/${SOUTHBANK}/staff/${staffId}`;
    expect((await ask("GET", there)).status).toBe(404);
    const assign = `/staff/v1/business/5678/assignStaff/${staffId}`;
    const sites = { businessLocationIds: [String(SOUTHBANK), FITZROY] };
    const assigned = await ask("POST", assign, sites);
    expect([assigned.status, assigned.json()]).toEqual([200, { businessLocationIds: [SOUTHBANK, FITZROY] }]);
    expect((await ask("GET", there)).json()).toMatchObject({ staffId, businessLocationId: SOUTHBANK });
    const one = await ask("DELETE", `${AT_FITZROY}/unAssignStaff/${staffId}`);
    expect([one.status, one.text]).toEqual([204, ""]);
    expect((await here("GET", `/staff/${staffId}`)).status).toBe(404);
    expect((await ask("DELETE", `/staff/v1/business/5678/unAssignStaff/${staffId}`)).status).toBe(204);
    expect((await ask("GET", there)).status).toBe(404);
    for (const [path, body, status] of [
      [assign, {}, 400],
      [assign, { businessLocationIds: [] }, 400],
      [assign, { businessLocationIds: [OTHER_SITE] }, 400],
      [assign, { businessLocationIds: ["9765040300495493"] }, 400],
      ["/staff/v1/business/5678/assignStaff/9765040300495493", sites, 404],
      [`/staff/v1/business/6789/assignStaff/${staffId}`, sites, 404],
    ] as const) {
      expect((await ask("POST", path, body)).status, path + JSON.stringify(body)).toBe(status);
    }
  });

  test("groups, roles and levels of report access are told", async () => {
    const ask = await client();
    const list = (await ask("GET", "/groups")).json();
    expect(list.data.staffGroupList.map(({ name }: Json) => name)).toEqual(["Managers", "Owners", "Staff"]);
    expect(list.page).toEqual({ page: 1, size: 10, totalElements: 3, totalPages: 1 });
    const staff = { id: 56783, name: "Staff", roles: [{ id: expect.any(Number), name: "ROLE_STAFF" }] };
    const one = (await ask("GET", "/groups/56783")).json();
    expect(one.data).toEqual({ staffGroup: { ...staff, reportAccess: "STAFF_REPORT_OWN_ACCESS" } });
    expect((await ask("GET", "/groups?name=OWN")).json().data.staffGroupList).toHaveLength(1);
    expect((await ask("GET", "/groups?roles=ROLE_MANAGER&roles=ROLE_STAFF")).json().data.staffGroupList).toEqual([]);
    expect((await ask("GET", "/groups/67893")).status).toBe(404);
    const values = async (path: string): Promise<string[]> => {
      const rows = (await ask("GET", path)).json<Json[]>();
      for (const row of rows) expect(Object.keys(row)).toEqual(["value", "description"]);
      return rows.map(({ value }) => value);
    };
    expect(await values("/userTypes/POS/reportAccess")).toEqual(["STAFF_REPORT_OWN_ACCESS", "STAFF_REPORT_ALL_ACCESS"]);
    expect(await values("/userTypes/POS/roles")).toContain("ROLE_MODIFY_SALES");
    expect(await values("/userTypes/BACK_OFFICE/roles")).toEqual(
      expect.arrayContaining(["ROLE_OWNER", "ROLE_MANAGER", "ROLE_MANAGE_PRODUCTS"]),
    );
  });

  test("a strict reader finds no field that is not documented, and nobody elsewhere finds anything", async () => {
    const ask = await client();
    const known = ["staffId", "username", "userTypes", "firstName", "lastName", "email", "active", "pinCodeSet"];
    const more = ["createdOn", "modifiedOn", "businessId", "businessLocationId", "groups", "reportAccess", "roles"];
    const rows = (await ask("GET", "/userTypes/POS?size=100")).json().data.staff;
    for (const one of rows) {
      const whole = (await ask("GET", `/staff/${one.staffId}`)).json();
      for (const shown of [one, whole]) {
        expect([...known, ...more]).toEqual(expect.arrayContaining(Object.keys(shown)));
      }
    }
    const elsewhere = await clientOf(servery(), ["staff-api"], AT_FITZROY, 2, servery().other.company);
    expect((await elsewhere("GET", "/userTypes/POS")).status).toBe(404);
    const without = await clientOf(servery(), ["orders-api"], AT_FITZROY);
    expect((await without("GET", "/userTypes/POS")).status).toBe(403);
  });
});
