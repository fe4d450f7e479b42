import { FIRST_PRINTER, FIRST_RULE } from "../../src/demo/kitchen.ts";
import { NO_FILTER } from "../../src/domain/events/topics.ts";
import type { AddonId, AuthorizationId, CompanyId, RegisterId, SiteId, StaffId } from "../../src/domain/ids.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { testDocket } from "../../src/paper/docket/docket-of.ts";
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

/** The owner of the demo company. */
const OWNER = 732846;

/** Real ids of the demo company, with its printers. */
export const realValues = async (servery: TestServery): Promise<Filling> => {
  const first = async (path: string): Promise<string> => {
    const [found] = (await servery.get(path)).json<Json[]>();
    if (!found) throw new Error(`the demo company has nothing at ${path}`);
    return String(found.id);
  };
  const staff = String(OWNER);
  const customer = String(servery.ids.customer_id);
  const product = await first("sites/823/inventory");
  const webhook = await newWebhook(servery, 1);
  return {
    webhook,
    delivery: await newDelivery(servery, webhook),
    printer: String(FIRST_PRINTER),
    rule: String(FIRST_RULE),
    print: String(await newPrint(servery)),
    notice: await newNotice(servery),
    docket: await firstDocket(servery),
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

/** The same with an order, add-on, device, webhook, printer and so on of its own for a request that may change or remove it. */
export const freshValues = async (servery: TestServery, values: Filling, { path }: Declared): Promise<Filling> => ({
  ...values,
  ...(path.includes("{order}") && (await newOrder(servery, "PENDING"))),
  ...(path.includes("{addon}") && { addon: String(await newAddon(servery)) }),
  ...(path.includes("{device}") && { device: String(await newDevice(servery)) }),
  ...(path.includes("{webhook}") && { webhook: await newWebhook(servery, 1) }),
  ...(path.includes("{printer}") && { printer: await newPrinter(servery) }),
  ...(path.includes("{rule}") && { rule: await newRule(servery) }),
  ...(path.includes("{print}") && { print: String(await newPrint(servery)) }),
  ...(path.includes("{notice}") && { notice: await newNotice(servery) }),
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
    createdBy: OWNER as StaffId,
    createdAt: clock.now(),
  });
  return id;
};

/** A registration of an add-on in the demo company. Nobody listens at its address. */
export const newWebhook = async ({ storage, company, clock }: TestServery, addonId: number): Promise<string> => {
  const id = await storage.companies.newId("webhook");
  const [createdAt, updatedAt] = [clock.now(), clock.now()];
  await storage.deliveries.webhooks.add({
    id,
    companyId: company,
    addonId: addonId as AddonId,
    topic: "orders/completed",
    address: "http://127.0.0.1:9/webhook",
    format: "json",
    filter: NO_FILTER,
    headers: {},
    ordered: false,
    active: true,
    disabledReason: null,
    version: 1,
    createdAt,
    updatedAt,
  });
  return String(id);
};

/** What an order that is completed sends to a webhook. */
const newDelivery = async (servery: TestServery, webhook: string): Promise<string> => {
  await newOrder(servery, "COMPLETE");
  const { storage, company } = servery;
  return soon("a delivery", async () => {
    const { rows } = await storage.deliveries.list(company, { webhookId: Number(webhook) }, { size: 1 });
    return rows[0] && String(rows[0].id);
  });
};

/** The oldest docket of the demo company's virtual printer. */
const firstDocket = async (servery: TestServery): Promise<string> => {
  const auth = await session(servery, { staff: OWNER });
  return soon("a docket", async () => {
    const [docket] = (await servery.ask("/admin/api/virtual_printer/dockets", { auth })).json<Json[]>();
    return docket && String(docket.id);
  });
};

/** What something comes to, asked again and again. Throws when it does not come. */
const soon = async (what: string, ask: () => Promise<string | undefined>): Promise<string> => {
  for (let tries = 0; tries < 400; tries++) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not come`);
};

const made = async (servery: TestServery, path: string, body: object): Promise<string> => {
  const auth = await session(servery, { staff: OWNER });
  const answer = await servery.ask(`/admin/api/companies/5678/${path}`, { method: "POST", body, auth });
  if (answer.status !== 201) throw new Error(`no ${path}: ${answer.status} ${answer.text}`);
  return String(answer.json().id);
};

const newPrinter = (servery: TestServery): Promise<string> =>
  made(servery, "printers", { site_id: 823, name: "Spare", host: "virtual" });

const newRule = (servery: TestServery): Promise<string> =>
  made(servery, "print_rules", { site_id: 823, station: "Spare", printer_id: FIRST_PRINTER, statuses: ["PENDING"] });

/** A docket that waits: its printer is switched off. */
const newPrint = async (servery: TestServery): Promise<number> => {
  const { storage, company } = servery;
  const facts = { site_id: 824, name: "Off", host: "virtual", active: false };
  const printerId = Number(await made(servery, "printers", facts));
  const doc = JSON.stringify(testDocket("Off", "Southbank", "virtual"));
  const job = { companyId: company, siteId: 824 as SiteId, orderId: null, printerId, eventId: null, doc };
  const [id] = await storage.prints.add([{ ...job, kind: "test" }]);
  return id!;
};

/** That the venue is told of a printer that does not print. */
const newNotice = async (servery: TestServery): Promise<string> => {
  const { storage, company, clock } = servery;
  const id = await newPrint(servery);
  await storage.prints.record({
    companyId: company,
    id,
    state: "waiting",
    error: "offline",
    job: { id: 0, queue: "print", lane: "none", kind: "over" },
    follows: [],
    notice: { kind: "printer_failing", data: { name: "Brindle" } },
    at: clock.now(),
  });
  const { rows } = await storage.deliveries.notices(company, { size: 1 });
  return String(rows[0]!.id);
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
