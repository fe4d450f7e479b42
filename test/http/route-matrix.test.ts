import { beforeAll, describe, expect, test } from "vitest";
import { permissions, scopeNamed, scopes } from "../../src/domain/access/permissions.ts";
import { type Role, ROLES, pinPermissions, rolePermissions } from "../../src/domain/access/roles.ts";
import type { Addon } from "../../src/domain/access/addon.ts";
import type { AddonId, StaffId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { type Answer, OTHER_ADDON, type TestServery, onEveryEngine, testAddon } from "../support/servery.ts";
import {
  APIS,
  type ApiName,
  type Check,
  type Declared,
  type Filling,
  authorizationOf,
  declaredBy,
  freshValues,
  newWebhook,
  realValues,
  session,
  walk,
} from "./matrix.ts";

/** The add-on of the demo company that speaks each API, and all that it may do there. */
const demoAddons = { kounta: 1, kseries: 2 } as const;
const everything = { kounta: Object.keys(permissions), kseries: Object.keys(scopes) } as const;

/** People of the demo company by their role, and one of the other company. */
const staffOf: Readonly<Record<Role, number>> = { owner: 732846, manager: 732847, staff: 732849 };
const STRANGER = 991;

/** Routes that anybody may call: they prove who somebody is, are for devices that prove it themselves, or are no secret. */
const PUBLIC = [
  "POST /admin/api/sessions",
  "POST /admin/api/sessions/pin",
  "GET /admin/api/devices/current/staff",
  "POST /admin/api/devices/current/heartbeat",
  "GET /admin/api/deliveries/schedule",
  "GET /pictures/{business}/{file}",
] as const;

/** What everybody at the venue may do, whatever their role and however they signed in, and in how many routes. */
const EVERYBODY = {
  none: 3,
  "company:read": 16,
  "customers:read": 2,
  "customers:write": 3,
  "orders:read": 37,
  "orders:write": 30,
  "payment_methods:read": 2,
  "products:read": 14,
  "taxes:read": 4,
  "till:write": 20,
  "printers:read orders:read": 4,
  "printers:write orders:write": 1,
};

/** How few routes would mean that the matrix no longer sees them. */
const AT_LEAST: Readonly<Record<ApiName, number>> = { kounta: 150, kseries: 110, operator: 60 };

const namesTenant = ({ path, requiredQuery }: Declared): boolean =>
  /\{(company|businessId|businessLocationId)\}/.test(path) || requiredQuery.includes("businessLocationId");

/** The one route that is about every company that an add-on is connected with: so the vendor has it. */
const SPANNING = "/v1/sites_status";

/** What belongs to the demo company and may not be told to another. */
const OURS = /Brindle|Fitzroy|Southbank|\b5678\b|(?<!\.)\b82[34]\b/;

// ---- what each API says ------------------------------------------------------------------------------------------

const said = (answer: Answer, api: ApiName): string | undefined => {
  const body = answer.json();
  if (api === "kseries" && body.onboardingCode === "PLATFORM_CODE_NOT_VALID") return undefined; // as it is documented
  if (api === "kseries") {
    const expected: Record<number, object> = {
      401: { errors: [{ code: "unauthorized", title: "Full authentication is required to access this resource" }] },
      403: { type: "about:blank", title: "Forbidden", detail: "Access denied" },
    };
    const shape = expected[answer.status];
    if (shape) return JSON.stringify(body) === JSON.stringify(shape) ? undefined : "not the body of this API";
    const words: unknown = body.message ?? body.error; // the newer financial service has no sentence on a 404
    return Number(body.status) === answer.status && typeof words === "string" ? undefined : "no such body";
  }
  const { error, error_description: description, request_id: id } = body;
  if (typeof error !== "string" || !/^[A-Z].*\.$/.test(description)) return "no error and description";
  return id === answer.headers.get("x-request-id") ? undefined : "no request id";
};

const is =
  (status: number, header: (told: string, route: Declared) => boolean = () => true): Check =>
  (answer, route) => {
    if (answer.status !== status) return `not ${status}`;
    const wrong = said(answer, route.api);
    if (wrong) return wrong;
    const told = answer.headers.get("www-authenticate");
    if (status === 404) return told === null ? undefined : "a challenge on a 404";
    if (told === null || !told.startsWith('Bearer realm="Servery"')) return `no challenge: ${told}`;
    return header(told, route) ? undefined : `challenge: ${told}`;
  };

const withoutCredentials = is(401, (told) => !told.includes("error"));
const withoutPermission = is(403, (told, { permission }) =>
  told.includes(`error="insufficient_scope", scope="${permission}"`),
);
const over = is(401, (told) => /error="invalid_token", error_description="[^"]*has expired\."/.test(told));
const takenBack = is(401, (told) => /error="invalid_token", error_description="[^"]*is invalid\."/.test(told));
const elsewhere = is(404);
/** An empty body may be refused before anything is looked up. */
const elsewhereOrEmpty: Check = (answer, route, path) =>
  route.hasBody && answer.status === 400 ? undefined : elsewhere(answer, route, path);

/** What one client registered, and no other client of the same company sees. */
const ofOneClient = ({ path }: Declared): boolean => /^\/(o\/wh|r\/wh|pms\/v1\/providers|reservation)\//.test(path);

const reachable: Check = (answer, { method, path }) => {
  if (path.includes("{reconciliation}") && answer.status === 404) return undefined; // the demo has none without its history
  if ([401, 403, 404, 405].includes(answer.status) || answer.status >= 500) return "not reachable";
  return method === "GET" && answer.status !== 200 ? "no answer to a plain question" : undefined;
};

// ---- the matrix --------------------------------------------------------------------------------------------------

onEveryEngine(
  "route matrix",
  (servery) => {
    const all = {} as Record<ApiName, Declared[]>;
    let values: Filling;

    beforeAll(async () => {
      for (const api of APIS) all[api] = await declaredBy(servery(), api);
      values = await realValues(servery());
      const { access } = servery().storage;
      const { company } = servery().other;
      for (const id of Object.values(demoAddons)) await access.addons.grant(company, id as AddonId, null, 0);
      const facts = { companyId: company, staffId: STRANGER as StaffId, username: "okami", passwordHash: "none" };
      await access.people.add({ ...facts, role: "owner", active: true, createdAt: 0 });
    });

    const guarded = (api: ApiName): Declared[] => all[api].filter(({ permission }) => permission !== null);

    /** A fresh token or session that may do everything there is, of this company or another. */
    const allRights = async (api: ApiName, company?: number, seconds?: number): Promise<string> => {
      if (api === "operator") {
        const staff = company === undefined ? staffOf.owner : STRANGER;
        return session(servery(), { staff, ...(company && { company }), ...(seconds && { seconds }) });
      }
      return `Bearer ${await servery().token(seconds, demoAddons[api], company, { api })}`;
    };

    /** The same token for every route of a walk. */
    const one = (auth: string) => () => Promise.resolve(auth);
    const nobody = (): Promise<null> => Promise.resolve(null);

    test("all APIs have their routes, and only those that prove who somebody is are open", () => {
      for (const api of APIS) expect(all[api].length, api).toBeGreaterThanOrEqual(AT_LEAST[api]);
      const open = APIS.flatMap((api) => all[api].filter(({ permission }) => permission === null));
      expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...PUBLIC].sort());
    });

    test("every permission and scope that a route names is one that can be given", () => {
      const named = (api: ApiName): string[] => [
        ...new Set(guarded(api).flatMap(({ permission }) => permission!.split(" "))),
      ];
      expect(named("kounta").filter((name) => !Object.hasOwn(permissions, name))).toEqual([]);
      expect(named("kseries").filter((name) => !scopeNamed(name))).toEqual([]);
      const own = named("operator").filter((name) => name !== "none" && !rolePermissions.owner.has(name));
      expect(own).toEqual([]);
    });

    for (const api of APIS) {
      describe(`of ${api}`, () => {
        test("KC-16 nobody without credentials gets anywhere: 401", async () => {
          expect(await walk(servery(), guarded(api), values, nobody, withoutCredentials)).toEqual([]);
        });

        test("KC-16 a token that is over is none: 401 with the words that clients look for", async () => {
          const auth = await allRights(api, undefined, -1);
          expect(await walk(servery(), guarded(api), values, one(auth), over)).toEqual([]);
        });

        test("KC-16 what was taken back is none, though it was good a moment ago: 401", async () => {
          const auth = await allRights(api);
          const reads = guarded(api).filter(({ method }) => method === "GET");
          expect(await walk(servery(), reads, values, one(auth), reachable)).toEqual([]);
          const { access } = servery().storage;
          if (api === "operator") await access.people.endSessionsOf(servery().company, staffOf.owner as StaffId);
          else await access.tokens.end(servery().company, await authorizationOf(servery(), auth));
          expect(await walk(servery(), guarded(api), values, one(auth), takenBack)).toEqual([]);
        });

        test("KC-16 another company's token for the same add-on does not reach what a path names: 404", async () => {
          const auth = await allRights(api, servery().other.company);
          const routes = guarded(api).filter(namesTenant);
          expect(routes.length).toBeGreaterThanOrEqual(api === "kseries" ? 7 : AT_LEAST[api] - 10);
          const check: Check = (answer, route, path) =>
            elsewhereOrEmpty(answer, route, path) ??
            (/Brindle|Fitzroy|Southbank/.test(answer.text) ? "tells of us" : undefined);
          expect(await walk(servery(), routes, values, one(auth), check)).toEqual([]);
        });

        test("KC-16 where a path names no company, everybody is told of their own only", async () => {
          const routes = guarded(api).filter((route) => !namesTenant(route) && route.path !== SPANNING);
          expect(routes.length).toBe({ kounta: 0, kseries: 42, operator: 14 }[api]);
          const check: Check = (answer, route, path) => {
            if (OURS.test(answer.text)) return "tells of us";
            if (route.path.includes("{")) return elsewhereOrEmpty(answer, route, path); // what it names is ours
            return route.method === "GET" && answer.status !== 200 ? "not told" : undefined;
          };
          // Some of these end the session that they are called with, or all others: one at a time.
          const fresh = () => allRights(api, servery().other.company);
          expect(await walk(servery(), routes, values, fresh, check, 1)).toEqual([]);
        });
      });
    }

    test("KC-16 the sites of all companies are those that the add-on is connected with", async () => {
      const routes = guarded("kounta").filter(({ path }) => path === SPANNING);
      expect(routes.length).toBe(1);
      const auth = `Bearer ${await servery().token(3_600, OTHER_ADDON, servery().other.company)}`;
      const check: Check = (answer) => {
        if (OURS.test(answer.text)) return "tells of us";
        return answer.status === 200 && answer.text.includes("990") ? undefined : "tells nothing of them";
      };
      expect(await walk(servery(), routes, values, one(auth), check)).toEqual([]);
    });

    test("KC-16 below one's own company the ids of another are those of nobody (K-Series)", async () => {
      // Instants are everybody's.
      const routes = all.kseries.filter(({ path }) => /\{(?!(?:businessLocationId|from|to)\})\w+\}/.test(path));
      expect(routes.length).toBeGreaterThan(0);
      const auth = await allRights("kseries", servery().other.company);
      const mixed = { ...values, businessLocationId: "990" };
      expect(await walk(servery(), routes, mixed, one(auth), elsewhereOrEmpty)).toEqual([]);
    });

    for (const api of ["kounta", "operator"] as const) {
      test(`KC-16 below one's own company the ids of another are those of nobody (${api})`, async () => {
        // Dates are everybody's, and the other company of these tests has the same address.
        const routes = guarded(api).filter(({ path }) => /\{company\}\/(?!addresses).*\{(?!date\})/.test(path));
        expect(routes.length).toBeGreaterThan(30);
        const fresh = () => allRights(api, servery().other.company);
        const check: Check = (answer, route, path) => {
          if (OURS.test(answer.text)) return "tells of us";
          return elsewhereOrEmpty(answer, route, path);
        };
        const mixed = { ...values, company: String(servery().other.company) };
        expect(await walk(servery(), routes, mixed, fresh, check)).toEqual([]);
      });
    }

    /** Tries every route with a token that lacks just what the route needs. */
    const withAllButOne = async (api: "kounta" | "kseries"): Promise<string[]> => {
      const tokens = new Map<string, string>();
      for (const missing of new Set(guarded(api).map(({ permission }) => permission!))) {
        const oneOf = missing.split(" ");
        const others = everything[api].filter((name) => !oneOf.includes(name));
        expect(others.length, missing).toBe(everything[api].length - oneOf.length);
        const token = await servery().token(3_600, demoAddons[api], servery().company, { api, permissions: others });
        tokens.set(missing, `Bearer ${token}`);
      }
      const auth = ({ permission }: Declared) => Promise.resolve(tokens.get(permission!)!);
      return walk(servery(), guarded(api), values, auth, withoutPermission);
    };

    test("LA-08 a token with every scope but the one that a route demands: 403, and it is named", async () => {
      expect(await withAllButOne("kseries")).toEqual([]);
    });

    test("KC-16 a token with every permission but the one that a route needs: 403, and it is named", async () => {
      expect(await withAllButOne("kounta")).toEqual([]);
    });

    test("LA-08 a token with all of the other API's permissions opens nothing here: 403", async () => {
      const wrong = { kounta: "kseries", kseries: "kounta" } as const;
      for (const api of ["kounta", "kseries"] as const) {
        const other = wrong[api];
        const auth = `Bearer ${await servery().token(3_600, demoAddons[other], servery().company, { api: other })}`;
        expect(await walk(servery(), guarded(api), values, one(auth), withoutPermission)).toEqual([]);
      }
    });

    test("KC-16 people do what their role and their way in allow, no more: 403, and what is missing is named", async () => {
      const callers = [
        { kind: "pin", staff: staffOf.staff, may: pinPermissions },
        ...ROLES.map((role) => ({ kind: "password", staff: staffOf[role], may: rolePermissions[role] }) as const),
      ] as const;
      /** `names` are those of which any one will do. */
      const lacks = (may: ReadonlySet<string>, names: string): boolean =>
        !names.split(" ").some((name) => may.has(name));
      const lacking = (names: string) => callers.filter(({ may }) => names !== "none" && lacks(may, names));
      const [closed, open] = [true, false].map((wanted) =>
        guarded("operator").filter(({ permission }) => lacking(permission!).length > 0 === wanted),
      ) as [Declared[], Declared[]];
      const counts: Record<string, number> = {};
      for (const { permission } of open) counts[permission!] = (counts[permission!] ?? 0) + 1;
      expect(counts).toEqual(EVERYBODY);
      expect(closed.length).toBeGreaterThanOrEqual(25);
      for (const { kind, staff, may } of callers) {
        const auth = await session(servery(), { kind, staff });
        const routes = closed.filter(({ permission }) => lacks(may, permission!));
        expect(await walk(servery(), routes, values, one(auth), withoutPermission)).toEqual([]);
      }
    });

    for (const [how, takeBack] of [
      [
        "its approval is ended",
        async (servery, _id, auth) => {
          await servery.storage.access.tokens.end(servery.company, await authorizationOf(servery, auth));
        },
      ],
      [
        "its add-on is revoked",
        async ({ storage, company }, id) => {
          await storage.access.addons.change(company, id, (addon: Addon) => done({ ...addon, active: false }));
        },
      ],
      [
        "the company takes its grant back",
        async ({ storage, company }, id) => {
          await storage.access.addons.ungrant(company, id);
        },
      ],
    ] as const satisfies readonly (readonly [
      string,
      (servery: TestServery, id: AddonId, auth: string) => Promise<void>,
    ])[]) {
      // prettier-ignore
      test(`KC-16 a token ends everywhere when ${how}`, async () => {
      const id = (await servery().storage.companies.newId("addon")) as AddonId;
      const facts = { id, clientId: `ending-${id}`, apis: ["kounta", "kseries"], scopes: everything.kseries } as const;
      await servery().storage.access.addons.add(testAddon(facts, "secret", 0));
      const ways: { routes: Declared[]; auth: string }[] = [];
      for (const api of ["kounta", "kseries"] as const) {
        const routes = guarded(api).filter((route) => route.method === "GET" && !ofOneClient(route));
        const auth = `Bearer ${await servery().token(3_600, id, servery().company, { api })}`;
        ways.push({ routes: api === "kounta" ? routes.slice(-30) : routes, auth });
      }
      for (const { routes, auth } of ways) {
        const own = { ...values, webhook: await newWebhook(servery(), id) };
        expect(await walk(servery(), routes, own, one(auth), reachable)).toEqual([]);
        await takeBack(servery(), id, auth);
        expect(await walk(servery(), routes, values, one(auth), takenBack)).toEqual([]);
        if (how !== "its approval is ended") break;
      }
      // What takes the add-on away takes its other tokens as well.
      const last = ways.at(-1)!;
      expect(await walk(servery(), last.routes, values, one(last.auth), takenBack)).toEqual([]);
    });
    }

    // These change and remove things, so they come last.
    for (const api of APIS) {
      test(`KC-16 with all rights the same requests are let in, so that the refusals above mean something (${api})`, async () => {
        const [reads, writes] = [true, false].map((wanted) =>
          guarded(api).filter(({ method }) => (method === "GET") === wanted),
        ) as [Declared[], Declared[]];
        expect(await walk(servery(), reads, values, one(await allRights(api)), reachable)).toEqual([]);
        const fresh = (route: Declared) => freshValues(servery(), values, route);
        expect(await walk(servery(), writes, fresh, () => allRights(api), reachable, 1)).toEqual([]);
        if (api !== "kseries") expect(writes.length).toBeGreaterThan(25);
      }, 60_000);
    }
  },
  { env: { SERVERY_VIRTUAL_PRINTER: "0", SERVERY_REQUEST_LOG_SIZE: "100000" }, kitchen: true },
);
