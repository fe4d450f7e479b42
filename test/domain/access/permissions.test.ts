import { describe, expect, test } from "vitest";
import { expand, permissions, scopeNamed, scopes, stillAllowed } from "../../../src/domain/access/permissions.ts";
import { ROLES, type Role, mayManage, pinPermissions, rolePermissions } from "../../../src/domain/access/roles.ts";
import { kountaRoutes, operatorRoutes } from "../../../src/dialects/kounta/routes.ts";
import { kseriesRoutes } from "../../../src/dialects/kseries/routes.ts";

const everyPermission = Object.keys(permissions);

describe("permissions and scopes", () => {
  test("each is named and explained in words for the person who is asked", () => {
    for (const [name, { title, says }] of Object.entries({ ...permissions, ...scopes })) {
      expect(title, name).toMatch(/^[A-Z][^.]+$/);
      expect(says, name).toMatch(/^[A-Z].+\.$/);
    }
    const titles = [permissions, scopes].map((table) => Object.values(table).map(({ title }) => title));
    for (const list of titles) expect(new Set(list).size).toBe(list.length);
  });

  test.each([
    ["orders-api", "Orders"],
    ["items", "Items"],
    ["reservation-mytable", "Reservations"],
    ["reservation-a", "Reservations"],
    ["reservation-7-seats", "Reservations"],
    ["reservation-My_Table", "Reservations"],
    [`reservation-${"a".repeat(40)}`, "Reservations"],
  ])("the scope %s is called %s", (name, title) => expect(scopeNamed(name)).toMatchObject({ title }));

  test("a reservation platform is named in its sentence", () => {
    expect(scopeNamed("reservation-mytable")?.says).toContain(" mytable ");
  });

  test.each([
    "",
    " ",
    "*",
    "Orders-api",
    "orders-api ",
    "orders",
    "reservation-",
    "reservation--x",
    "reservation-a b",
    "reservation-<b>",
    "reservation-a\n",
    `reservation-${"a".repeat(41)}`,
    "xreservation-a",
    "__proto__",
    "constructor",
    "toString",
  ])("there is no scope %j", (name) => expect(scopeNamed(name)).toBeUndefined());

  test("the star is every permission, also beside others, and a list is itself", () => {
    expect([...expand(["*"])]).toEqual(everyPermission);
    expect([...expand(["orders:read", "*"])]).toEqual(everyPermission);
    expect([...expand(["orders:read", "items"])]).toEqual(["orders:read", "items"]);
    expect([...expand([])]).toEqual([]);
  });

  test.each<[approved: string[], allowed: string[], still: string[]]>([
    [["orders:read", "orders:write"], ["orders:read"], ["orders:read"]],
    [["orders:read"], ["orders:read", "orders:write"], ["orders:read"]],
    [["orders:read"], ["*"], ["orders:read"]],
    [["*"], ["orders:read"], ["orders:read"]],
    [["*"], ["*"], everyPermission],
    [["orders:read"], ["customers:read"], []],
    [["orders:read"], [], []],
    [["*"], [], []],
    [["items"], ["items", "orders-api"], ["items"]],
  ])("of %j, where %j is allowed now, there is left %j", (approved, allowed, still) => {
    expect([...stillAllowed(approved, allowed)]).toEqual(still);
  });
});

describe("routes", () => {
  /** Handlers are not called here, so their parts need not be there. */
  const anything: unknown = new Proxy(() => anything, { get: () => anything });
  const parts = { storage: anything, addons: anything, signIns: anything, commands: anything } as never;
  const permissionsOf = (routes: readonly { permission: string | readonly string[] }[]) =>
    new Set(routes.flatMap((route) => route.permission));

  test("every permission that a Kounta route asks for can be given to an add-on, and every one is asked for", () => {
    const asked = permissionsOf(kountaRoutes(parts));
    expect([...asked].sort()).toEqual(everyPermission.toSorted());
  });

  test("every scope that a K-Series route asks for exists", () => {
    const asked = [...permissionsOf(kseriesRoutes(parts))].filter((name) => name !== "none");
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !scopeNamed(name))).toEqual([]);
  });

  test("every permission that an operator route asks for is the owner's, and some role has each", () => {
    const asked = [...permissionsOf(operatorRoutes(parts))].filter((name) => name !== "none");
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !rolePermissions.owner.has(name))).toEqual([]);
  });
});

describe("roles", () => {
  test("each may do all that the one below it may", () => {
    for (const [i, role] of ROLES.entries()) {
      for (const below of ROLES.slice(i + 1)) {
        expect([...rolePermissions[below]].filter((name) => !rolePermissions[role].has(name))).toEqual([]);
        expect(rolePermissions[below].size).toBeLessThan(rolePermissions[role].size);
      }
    }
  });

  test("add-ons with their secrets are the owner's alone", () => {
    for (const name of ["addons:read", "addons:write"]) {
      expect(ROLES.filter((role) => rolePermissions[role].has(name))).toEqual(["owner"]);
    }
  });

  test("people, devices and connected apps are not for staff", () => {
    for (const name of ["people:read", "people:write", "devices:write", "apps:read", "apps:write", "staff:read"]) {
      expect(ROLES.filter((role) => rolePermissions[role].has(name))).toEqual(["owner", "manager"]);
    }
  });

  test("who signed in with a PIN serves, and reaches nothing that is managed", () => {
    expect(pinPermissions.has("orders:write")).toBe(true);
    const managed = [...rolePermissions.owner].filter((name) => !rolePermissions.staff.has(name));
    expect(managed.filter((name) => pinPermissions.has(name))).toEqual(["registers:write"]);
    expect(pinPermissions.has("account:write")).toBe(false);
  });

  test.each<[who: Role, whom: Role[]]>([
    ["owner", ["owner", "manager", "staff"]],
    ["manager", ["staff"]],
    ["staff", []],
  ])("of role %s: manages %j", (who, whom) => {
    expect(ROLES.filter((role) => mayManage(who, role))).toEqual(whom);
  });
});
