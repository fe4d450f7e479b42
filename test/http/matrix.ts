import { idCardCommands } from "../../src/commands/make-id-cards.ts";
import { createOrder } from "../../src/commands/create-order.ts";
import { endpointCommands } from "../../src/commands/order-endpoints.ts";
import { pmsCommands } from "../../src/commands/pms.ts";
import { saveRichItem } from "../../src/commands/save-rich-item.ts";
import { staffCommands } from "../../src/commands/save-staff.ts";
import { saveTaxGroup } from "../../src/commands/save-tax-group.ts";
import { staffWebhookCommands } from "../../src/commands/staff-webhooks.ts";
import { FIRST_PRINTER, FIRST_RULE } from "../../src/demo/kitchen.ts";
import { uuidOf } from "../../src/dialects/kseries/ids.ts";
import { NO_FILTER } from "../../src/domain/events/topics.ts";
import type {
  AddonId,
  AuthorizationId,
  CompanyId,
  OrderId,
  RegisterId,
  SiteId,
  StaffId,
} from "../../src/domain/ids.ts";
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
  /** Several names of which any one will do have a space between them. Null for a route that anybody may call. */
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
      permission: operation["x-permission"] === undefined ? null : [operation["x-permission"]].flat().join(" "),
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

/** A closed order of an ordering app. Answers what reports know it by. */
const newOnlineSale = async (servery: TestServery): Promise<string> => {
  const { storage, company } = servery;
  const id = Number((await newOrder(servery, "COMPLETE"))["order"]) as OrderId;
  const order = (await storage.reads(company).order(id))!;
  const online = { ...ONLINE, reference: String(id) };
  await storage.companies.importOrders(company, [{ ...order, id: (id + 90_000_000) as OrderId, online }]);
  return `TASK:OO-${order.siteId}-${id}`;
};

const ONLINE = {
  api: "kseries",
  kind: "LOCAL",
  addonId: 2 as AddonId,
  endpointId: "matrix",
  collectionCode: null,
  collectAt: null,
  deliveryAddress: null,
} as const;

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
  const sold = await newOrder(servery, "COMPLETE");
  return {
    webhook,
    delivery: await newDelivery(servery, webhook),
    printer: String(FIRST_PRINTER),
    rule: String(FIRST_RULE),
    print: String(await newPrint(servery)),
    notice: await newNotice(servery),
    request: await lastRequest(servery),
    docket: await firstDocket(servery),
    ...sold,
    ticket: `${sold["order"]}.Pass`,
    company: "5678",
    number: await firstZReport(servery), // lines and payments are counted alike
    shift: "61001",
    site: "823",
    register: "16",
    staff,
    customer,
    product,
    category: await first("categories"),
    optionset: await first("optionsets"),
    list: await first("price_lists"),
    ...recordValues,
    option_set: "2101",
    menu: "2301",
    production_instruction: "2600",
    revenue_center: await made(servery, "revenue_centers", { site_id: 823, name: "Matrix" }),
    reservation: await newReservation(servery),
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
    ...(await newPlatform(servery)),
    endpointId: await newEndpoint(servery),
    ...(await newCheck(servery)),
    from: "2026-01-15T00:00:00Z",
    to: "2026-01-16T00:00:00Z",
    groupBy: "staff",
    externalReferenceId: await newOnlineSale(servery),
    menuId: "2301",
    floorPlanId: "2391",
    tagCode: "TOGOORDER",
    skus: "SID-CHI,CLD-COL",
    id: product,
    sku: await richItem(servery),
    business: "5678",
    file: `${"0".repeat(32)}.png`, // nobody has this picture
    term: "101",
    hotel: await newHotel(servery),
    provider: await newHotel(servery),
    businessId: "5678",
    staffId: staff,
    groupId: "56781",
    webhookId: await newStaffWebhook(servery),
    ...(await newIdCard(servery)),
    taxId: "829",
    taxGroupId: "41",
    itemId: product,
    accountingGroupId: await first("categories"),
  };
};

/** The same with an order, add-on, device, webhook, printer and so on of its own for a request that may change or remove it. */
export const freshValues = async (servery: TestServery, values: Filling, { path }: Declared): Promise<Filling> => ({
  ...values,
  ...(path.includes("{order}") && (await newOrder(servery, "PENDING"))),
  ...(await newReceiver(servery, path)),
  ...(path.includes("{device}") && { device: String(await newDevice(servery)) }),
  ...(path.includes("{printer}") && { printer: await newPrinter(servery) }),
  ...(path.includes("{rule}") && { rule: await newRule(servery) }),
  ...(path.includes("{print}") && { print: String(await newPrint(servery)) }),
  ...(path.includes("{notice}") && { notice: await newNotice(servery) }),
  ...(path.includes("{endpointId}") && { endpointId: await newEndpoint(servery) }),
  ...(path.includes("{provider}") && { provider: await newHotel(servery) }),
  ...(path.includes("{staffId}") && { staffId: await newStaff(servery) }),
  ...(path.includes("{webhookId}") && { webhookId: await newStaffWebhook(servery) }),
  ...(path.includes("{taxGroupId}") && { taxGroupId: await newTaxGroup(servery) }),
  ...(await newRecords(servery, path)),
  ...(await newGoods(servery, path)),
  ...(path.includes("{reservation}") && { reservation: await newReservation(servery) }),
  ...(path.includes("{sku}") && { sku: await richItem(servery) }),
});

/** An add-on of its own, and a webhook that is that one's where the path names both. */
const newReceiver = async (servery: TestServery, path: string): Promise<Filling> => {
  const addon = path.includes("{addon}") ? await newAddon(servery) : undefined;
  return {
    ...(addon !== undefined && { addon: String(addon) }),
    ...(path.includes("{webhook}") && { webhook: await newWebhook(servery, addon ?? 1) }),
  };
};

/** Records of the set-up, by what the holes in their paths are called. */
const recordValues: Filling = {
  tax_group: "41",
  price_list: "303",
  payment_method: "1",
  reject_reason: "11",
  discount: "2381",
  account_profile: "2371",
  floor_plan: "2391",
};

const newRecords = async (servery: TestServery, path: string): Promise<Filling> => {
  const hole = [...Object.keys(recordValues), "revenue_center"].find((name) => path.includes(`{${name}}`));
  if (hole === undefined) return {};
  const body = { name: `Matrix ${++count}`, code: `MX${count}`, kind: "card", percent: 5, site_id: 823 };
  return { [hole]: await made(servery, `${hole}s`, body) };
};

/** Something on sale of its own for a request below the operator's prefix. */
const newGoods = async (servery: TestServery, path: string): Promise<Filling> => {
  const kinds: Readonly<Record<string, readonly [path: string, facts: object]>> = {
    category: ["categories", {}],
    product: ["products", { price: { amount: "1" } }],
    option_set: ["option_sets", { options: [{ product_id: 730000 }] }],
    menu: ["menus", {}],
    production_instruction: ["production_instructions", { instructions: [{ text: "Matrix" }] }],
  };
  const hole = Object.keys(kinds).find((name) => path.startsWith("/admin/api/") && path.endsWith(`/{${name}}`));
  if (hole === undefined) return {};
  const [at, facts] = kinds[hole]!;
  return { [hole]: await made(servery, at, { name: `Matrix ${++count}`, ...facts }) };
};

const newReservation = (servery: TestServery): Promise<string> =>
  made(servery, "reservations", {
    site_id: 823,
    scheduled_at: "2026-05-02T19:30:00",
    party_size: 2,
    guest: { first_name: "Matrix" },
  });

/** The SKU of a product that something is written about, also after that was deleted. */
const richItem = async ({ storage, company }: TestServery): Promise<string> => {
  const sku = "COF-FLW";
  const saved = await saveRichItem(storage).put(company, sku, sku, { descriptions: [], allergenCodes: [] });
  if (!saved.ok) throw new Error(`no rich item: ${saved.error.kind}`);
  return sku;
};

/** Where the K-Series client hears of its orders, associated with the first site. Nobody listens at its address. */
const newEndpoint = async ({ storage, company }: TestServery): Promise<string> => {
  const name = { company, addonId: 2 as AddonId, endpointId: `matrix-${++count}` };
  const flags = { withBasicAuth: false, provideAccount: false, expandTransactions: false, expandPayments: false };
  const terms = { url: "http://127.0.0.1:9/orders", username: null, password: null, subscribeTo: [], ...flags };
  const commands = endpointCommands(storage);
  await commands.put(name, terms);
  const made = await commands.associate(name, 823 as SiteId);
  if (!made.ok) throw new Error(`no endpoint: ${made.error.kind}`);
  return name.endpointId;
};

/** A check at a table of the first site. */
const newCheck = async ({ storage, company }: TestServery): Promise<Filling> => {
  const nothing = { lines: [], options: [], payments: [], originalOrderId: null, passThruRegisterId: null };
  const made = await createOrder(storage).run(
    { company, actor: { kind: "addon", addonId: 1 as AddonId } },
    { siteId: 823 as SiteId, table: "12", passThruPrinting: false, ...nothing },
  );
  if (!made.ok) throw new Error(`no check: ${made.error.kind}`);
  return { tableNumber: "12", accountIdentifier: `A823.${made.value.id}` };
};

/** A hotel that the demo company's K-Series client has connected. Nobody listens at its address. */
const newHotel = async ({ storage, company }: TestServery): Promise<string> => {
  const commands = pmsCommands({ storage, unreachable: () => undefined });
  const facts = { name: "The Grand", apiKey: "key", endpoint: "http://127.0.0.1:9/pms", features: [] };
  const made = await commands.create({ company, addonId: 2 as AddonId }, 823 as SiteId, facts);
  if (!made.ok) throw new Error(`no hotel: ${made.error.kind}`);
  return String(made.value.id);
};

let count = 0;

/** Somebody who serves at the first site. */
const newStaff = async ({ storage, company }: TestServery): Promise<string> => {
  const names = { username: `Matrix ${++count}`, firstName: "", lastName: "", pin: null, permissions: [] };
  const facts = { ...names, active: true, visible: true, reportAccess: "STAFF_REPORT_OWN_ACCESS" };
  const added = await staffCommands(storage).add(company, 823 as SiteId, facts);
  if (!added.ok) throw new Error(`no staff: ${added.error.kind}`);
  return String(added.value.id);
};

/** What the K-Series client registered for shifts. Nobody listens at its address. */
const newStaffWebhook = async ({ storage, company }: TestServery): Promise<string> => {
  const owner = { company, addonId: 2 as AddonId, siteId: 823 as SiteId };
  const url = `http://127.0.0.1:9/shifts-${++count}`;
  const terms = { notificationType: "shift.created", webhookName: "Matrix", url } as const;
  const created = await staffWebhookCommands(storage).create(owner, terms);
  if (!created.ok) throw new Error(`no webhook: ${created.error.kind}`);
  return uuidOf("staff webhook", created.value.id);
};

const newTaxGroup = async ({ storage, company }: TestServery): Promise<string> => {
  const added = await saveTaxGroup(storage).add(company, { code: `M${++count}`, name: "Matrix", taxIds: [] });
  if (!added.ok) throw new Error(`no tax group: ${added.error.kind}`);
  return String(added.value.id);
};

/** A batch of one identity card. */
const newIdCard = async ({ storage, company }: TestServery): Promise<Filling> => {
  const commands = idCardCommands(storage, newSecret);
  const siteId = 823 as SiteId;
  const batch = await commands.addBatch(company, siteId, "Matrix");
  if (!batch.ok) throw new Error(`no batch: ${batch.error.kind}`);
  const batchId = batch.value.id;
  const cards = await commands.addCards(company, { siteId, batchId, count: 1 });
  if (!cards.ok) throw new Error(`no card: ${cards.error.kind}`);
  return { batchId: String(batchId), code: cards.value[0]!.code };
};

/** A reservation platform of the demo company, and an endpoint of the older kind. Nobody listens at their addresses. */
const newPlatform = async (servery: TestServery): Promise<Filling> => {
  const auth = `Bearer ${await servery.token(3_600, 2, servery.company, { api: "kseries" })}`;
  const send = async (method: string, path: string, body: object): Promise<void> => {
    const { status, text } = await servery.ask(path, { method, body, auth });
    if (status !== 200) throw new Error(`no platform: ${status} ${text}`);
  };
  const profile = { displayName: "Matrix", webhookAuthType: "NONE", webhookAuthDetails: {} };
  await send("POST", "/reservation/api/1/platform/matrix/profile", profile);
  const pair = { businessLocationId: 823, platformRestaurantId: "matrix" };
  await send("POST", "/reservation/api/1/user/platform/matrix/integration/activate", pair);
  await send("PUT", "/r/wh/1/webhook", { endpointId: "matrix", url: "http://127.0.0.1:9/reservations" });
  return {
    platformCode: "matrix",
    platformRestaurantId: "matrix",
    platformReservationId: "1",
    reservationEndpointId: "matrix",
  };
};

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

/** The last request that the request log has of the demo company's add-ons. */
const lastRequest = async (servery: TestServery): Promise<string> => {
  const auth = await session(servery, { staff: OWNER });
  const [last] = (await servery.ask("/admin/api/companies/5678/requests", { auth })).json<Json[]>();
  return String(last.id);
};

/** Closes the till of the first register. */
const firstZReport = async (servery: TestServery): Promise<string> => {
  const auth = await session(servery, { staff: OWNER });
  const send = async (path: string, body: object): Promise<void> => {
    const url = `/admin/api/companies/5678/registers/16/${path}`;
    const answer = await servery.ask(url, { method: "POST", body, auth });
    if (answer.status !== 201) throw new Error(`no ${path}: ${answer.status} ${answer.text}`);
  };
  await send("cash", { kind: "float", amount: 100 });
  await send("z_reports", {});
  return "1";
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
