import type { AddonId, AuthorizationId, CompanyId, RegisterId, StaffId } from "../../src/domain/ids.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { type Answer, type Json, type TestServery, testAddon } from "../support/servery.ts";

/** What the route matrix stands on: the routes of a running server, real ids for their paths, and ways in. */

export const APIS = ["kounta", "kseries", "operator"] as const;
export type ApiName = (typeof APIS)[number];

/** One method of one path, as the running server declares it. */
export type Declared = Readonly<{
  api: ApiName;
  method: string;
  path: string;
  /** Null for a route that anybody may call. */
  permission: string | null;
  requiredQuery: readonly string[];
  hasBody: boolean;
}>;

/** Every route of an API, from the document that the running server makes of its declarations. */
export const declaredBy = async (servery: TestServery, api: ApiName): Promise<Declared[]> => {
  const { paths } = (await servery.ask(`/openapi/${api}.json`, { auth: null })).json();
  return Object.entries<Record<string, Json>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      api,
      method: method.toUpperCase(),
      path,
      permission: operation["x-permission"] ?? null,
      requiredQuery: operation.parameters
        .filter((parameter: Json) => parameter.in === "query" && parameter.required)
        .map(({ name }: Json) => name as string),
      hasBody: operation.requestBody !== undefined,
    })),
  );
};

/** Values for the holes in a path, by their names. */
export type Filling = Readonly<Record<string, string>>;

/** The path with real values in its holes. Throws for a hole that nobody knows how to fill. */
export const filled = ({ path, requiredQuery }: Declared, values: Filling): string => {
  const known = (name: string, where: string): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`tell the matrix what to put for ${name} in ${where}`);
    return value;
  };
  const owner = /\{(site|staff|customer|company)\}\/addresses\//.exec(path)?.[1];
  const whole = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    known(name === "address" ? `${owner}_address` : name, path),
  );
  const query = requiredQuery.map((name) => `${name}=${known(name, path)}`).join("&");
  return query ? `${whole}?${query}` : whole;
};

const newOrder = async (servery: TestServery, status: "PENDING" | "COMPLETE"): Promise<Filling> => {
  const order = await servery.order({
    status,
    lines: [{ product_id: 730000 }],
    options: [{ product_id: 730000 }],
    payments: [{ method_id: 1, amount: 1 }],
  });
  return { order: String(order.id), saleid: order.sale_id };
};

/** Real ids of the demo company. */
export const realValues = async (servery: TestServery): Promise<Filling> => {
  const first = async (path: string): Promise<string> => {
    const [found] = (await servery.get(path)).json<Json[]>();
    if (!found) throw new Error(`the demo company has nothing at ${path}`);
    return String(found.id);
  };
  const staff = "732846";
  const customer = String(servery.ids.customer_id);
  const product = await first("sites/823/inventory");
  return {
    ...(await newOrder(servery, "COMPLETE")),
    company: "5678",
    number: "1",
    site: "823",
    register: "16",
    staff,
    customer,
    product,
    category: await first("categories"),
    optionset: await first("optionsets"),
    list: await first("price_lists"),
    tax: "829",
    group: "41",
    method: "1",
    date: "2026-01-15",
    reconciliation: "1", // the demo company has cash-ups only with its history
    company_address: await first("addresses"),
    site_address: await first("sites/823/addresses"),
    staff_address: await first(`staff/${staff}/addresses`),
    customer_address: await first(`customers/${customer}/addresses`),
    addon: String(await newAddon(servery)),
    device: String(await newDevice(servery)),
    businessLocationId: "823",
    id: product,
  };
};

/** The same with an order, add-on or device of its own for a request that may change or remove it. */
export const freshValues = async (servery: TestServery, values: Filling, { path }: Declared): Promise<Filling> => ({
  ...values,
  ...(path.includes("{order}") && (await newOrder(servery, "PENDING"))),
  ...(path.includes("{addon}") && { addon: String(await newAddon(servery)) }),
  ...(path.includes("{device}") && { device: String(await newDevice(servery)) }),
});

const newAddon = async ({ storage, clock }: TestServery): Promise<number> => {
  const id = (await storage.companies.newId("addon")) as AddonId;
  await storage.access.addons.add(testAddon({ id, clientId: `matrix-${id}` }, "secret", clock.now()));
  return id;
};

const newDevice = async ({ storage, company, clock }: TestServery): Promise<number> => {
  const id = await storage.companies.newId("device");
  await storage.access.people.addDevice({
    id,
    companyId: company,
    registerId: 16 as RegisterId,
    hash: sha256(newSecret()),
    name: "Tablet",
    createdBy: 732846 as StaffId,
    createdAt: clock.now(),
  });
  return id;
};

type SessionFacts = Readonly<{ company?: number; staff: number; kind?: "password" | "pin"; seconds?: number }>;

/** A fresh session of a person, as an Authorization header. */
export const session = async (servery: TestServery, facts: SessionFacts): Promise<string> => {
  const { company = 5678, staff, kind = "password", seconds = 3_600 } = facts;
  const token = `${SESSION_PREFIX}${newSecret(32)}`;
  const createdAt = servery.clock.now();
  await servery.storage.access.people.addSession({
    hash: sha256(token),
    companyId: company as CompanyId,
    staffId: staff as StaffId,
    registerId: kind === "pin" ? (16 as RegisterId) : null,
    kind,
    createdAt,
    expiresAt: createdAt + seconds * 1_000,
  });
  return `Bearer ${token}`;
};

/** The authorization behind an access token. */
export const authorizationOf = async ({ storage }: TestServery, bearer: string): Promise<AuthorizationId> => {
  const found = await storage.access.tokens.accessToken(sha256(bearer.slice("Bearer ".length)));
  return found!.authorization.id;
};

/** What is wrong with an answer; undefined when nothing is. */
export type Check = (answer: Answer, route: Declared, path: string) => string | undefined;

/** Asks every route and answers a line for each that was not as it should be. */
export const walk = async (
  servery: TestServery,
  routes: readonly Declared[],
  values: Filling | ((route: Declared) => Promise<Filling>),
  auth: (route: Declared) => Promise<string | null>,
  check: Check,
  /** How many requests are under way at once; one where they change what the others stand on. */
  lanes = 6,
): Promise<string[]> => {
  const wrong: string[] = [];
  const queue = [...routes];
  const worker = async (): Promise<void> => {
    for (let route = queue.shift(); route; route = queue.shift()) {
      const path = filled(route, typeof values === "function" ? await values(route) : values);
      const answer = await servery.ask(path, {
        method: route.method,
        auth: await auth(route),
        headers: { "content-type": "application/json" },
        ...(route.hasBody && { raw: "{}" }),
      });
      const complaint = check(answer, route, path);
      if (complaint)
        wrong.push(`${route.method} ${path}: ${complaint} — ${answer.status} ${answer.text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, worker));
  return wrong;
};
