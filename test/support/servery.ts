import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe } from "vitest";
import { type Config, readConfig } from "../../src/config.ts";
import type { Credentials } from "../../src/demo/addons.ts";
import { demoData } from "../../src/demo/demo.ts";
import { loadDemo } from "../../src/demo/load.ts";
import type { Addon, Api } from "../../src/domain/access/addon.ts";
import { scopes } from "../../src/domain/access/permissions.ts";
import type { AddonId, AuthorizationId, CompanyId, StaffId } from "../../src/domain/ids.ts";
import { hashPassword } from "../../src/kit/passwords.ts";
import { sealKey } from "../../src/kit/sealed-hmac.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { openServery, openStore } from "../../src/main.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { createDatabase, wantsPostgres } from "./postgres.ts";

export type EngineName = "sqlite" | "postgres";

/** The engines that suites touching storage run on: both, unless the run says otherwise. */
export const engines: readonly EngineName[] = wantsPostgres() ? ["sqlite", "postgres"] : ["sqlite"];

export type Answer = Readonly<{
  status: number;
  headers: Headers;
  text: string;
  bytes: Buffer;
  /** The parsed JSON body; throws when there is none. */
  json: <T = Json>() => T;
}>;
/** Parsed JSON whose shape the test knows; an assertion says when it is not there. */
export type Json = ReturnType<typeof JSON.parse>;

export type Ask = Readonly<{
  method?: string;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string | Buffer;
  headers?: Readonly<Record<string, string>>;
  /** Instead of the add-on's Basic credentials; null sends none. */
  auth?: string | null;
}>;

/** A running server over its own store, with the demo company's catalogue and another company beside it. */
export class TestServery {
  readonly url: string;
  readonly storage: Storage;
  readonly company = 5678 as CompanyId;
  readonly ids = demoData(0).ids;
  /** `Basic …` of the demo company's add-on. */
  readonly auth: string;
  /** Credentials of the demo company's K-Series client. */
  readonly kseries: Credentials;
  /** A company that the add-on has no business with, and its own add-on's credentials. */
  readonly other: Readonly<{ company: CompanyId; auth: string }>;
  readonly clock: { now: () => number };
  private readonly stop: () => Promise<void>;

  constructor(parts: {
    url: string;
    storage: Storage;
    auth: string;
    kseries: Credentials;
    other: TestServery["other"];
    clock: TestServery["clock"];
    stop: () => Promise<void>;
  }) {
    this.url = parts.url;
    this.storage = parts.storage;
    this.auth = parts.auth;
    this.kseries = parts.kseries;
    this.other = parts.other;
    this.clock = parts.clock;
    this.stop = parts.stop;
  }

  /** Any request. `path` may be absolute (a Location), or below `/v1/companies/5678/` when it does not begin with "/". */
  async ask(path: string, { method = "GET", body, raw, headers = {}, auth = this.auth }: Ask = {}): Promise<Answer> {
    const url = /^https?:/.test(path)
      ? path
      : `${this.url}${path.startsWith("/") ? path : `/v1/companies/5678/${path}`}`;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(url, {
      method,
      headers: {
        ...(auth !== null && { authorization: auth }),
        ...(sent !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
      redirect: "manual",
    });
    const endless = response.headers.get("content-type") === "text/event-stream";
    if (endless) await response.body?.cancel(); // its head is all that a question about it can have
    const bytes = Buffer.from(endless ? new ArrayBuffer(0) : await response.arrayBuffer());
    const text = bytes.toString();
    return { status: response.status, headers: response.headers, text, bytes, json: <T>() => JSON.parse(text) as T };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { headers });
  }
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { method: "POST", body, headers });
  }
  put(path: string, body: unknown): Promise<Answer> {
    return this.ask(path, { method: "PUT", body });
  }
  delete(path: string): Promise<Answer> {
    return this.ask(path, { method: "DELETE" });
  }

  /** Creates an order at the demo's first site and answers its full record. Fails loudly when it is refused. */
  async order(body: Record<string, unknown> = {}, ask: Ask = {}): Promise<Json> {
    const made = await this.ask("orders", { method: "POST", body: { site_id: this.ids.site_id, ...body }, ...ask });
    if (made.status !== 201) throw new Error(`order refused: ${made.status} ${made.text}`);
    return (
      await this.ask(made.headers.get("location") ?? "", ask.auth === undefined ? {} : { auth: ask.auth })
    ).json();
  }

  /** An operator at the venue: signs in and asks below `/admin/api/companies/5678/`. */
  async operator(username = "manager"): Promise<(path: string, ask?: Ask) => Promise<Answer>> {
    const person = demoData(0).people.find((candidate) => candidate.username === username)!;
    const { password } = person;
    const session = await this.ask("/admin/api/sessions", { method: "POST", body: { username, password }, auth: null });
    const auth = `Bearer ${session.json<{ access_token: string }>().access_token}`;
    return (path, ask = {}) => this.ask(`/admin/api/companies/5678/${path}`, { ...ask, auth });
  }

  /** A fresh access token of an add-on, with all that it may do over an API unless told otherwise. */
  async token(
    seconds = 3_600,
    addon = 1,
    company: number = this.company,
    {
      api = "kounta",
      permissions,
      staffId = null,
    }: { api?: Api; permissions?: string[]; staffId?: number | null } = {},
  ): Promise<string> {
    const token = randomBytes(16).toString("hex");
    const createdAt = this.clock.now();
    const authorization = {
      id: (await this.storage.companies.newId("authorization")) as AuthorizationId,
      companyId: company as CompanyId,
      addonId: addon as AddonId,
      staffId: staffId as StaffId | null,
      api,
      permissions: permissions ?? (api === "kounta" ? ["*"] : Object.keys(scopes)),
      createdAt,
    };
    const access = { hash: sha256(token), createdAt, expiresAt: createdAt + seconds * 1_000 };
    await this.storage.access.tokens.authorize(authorization, { access });
    return token;
  }

  /** Adds an add-on of the demo company, or another; answers its credentials as an Authorization header. */
  async addon(facts: Partial<Addon> & Pick<Addon, "id" | "clientId">, secret = "a-secret"): Promise<string> {
    await this.storage.access.addons.add(testAddon(facts, secret, this.clock.now()));
    return basic(facts.clientId, secret);
  }

  close(): Promise<void> {
    return this.stop();
  }
}

export type TestOptions = Readonly<{
  env?: Readonly<Record<string, string>>;
  /** Load the month of sales too. */
  history?: boolean;
  /** With the demo's printers and print rules; without them nothing is printed. */
  kitchen?: boolean;
  clock?: () => number;
}>;

const hashes = new Map<string, Promise<string>>();
/** The demo's passwords are the same in every test: each is hashed once in a process. */
export const knownHash = (password: string): Promise<string> => {
  const hash = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, hash);
  return hash;
};

export const OTHER_COMPANY = 6789 as CompanyId;
export const OTHER_SITE = 990;

/** Opens a server of its own on a free port, on the engine named. */
export const openTestServery = async (engine: EngineName, options: TestOptions = {}): Promise<TestServery> => {
  const folder = mkdtempSync(join(tmpdir(), "servery-test-"));
  const database = engine === "postgres" ? await createDatabase() : undefined;
  const config: Config = readConfig({
    SERVERY_PORT: "0",
    SERVERY_DATA: folder,
    SERVERY_DATABASE_URL: database?.url,
    SERVERY_LOG: "error",
    SERVERY_PG_POOL: "5",
    SERVERY_VIRTUAL_PRINTER: "off",
    ...options.env,
  });
  const clock = { now: options.clock ?? Date.now };
  const storage = await openStore(config, () => clock.now());
  const { kounta, kseries } = await loadDemo(storage, () => undefined, {
    history: options.history ?? false,
    kitchen: options.kitchen ?? false,
    hash: knownHash,
  });
  const other = await addOtherCompany(storage);
  const servery = await openServery(config, storage, pino({ level: config.log }));
  return new TestServery({
    url: servery.url,
    storage,
    auth: basic(kounta.client_id, kounta.client_secret),
    kseries: kseries!,
    other,
    clock,
    async stop() {
      await servery.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
};

export const OTHER_ADDON = 902 as AddonId;

/** An add-on that may do everything, of the demo company unless told otherwise. */
export const testAddon = (
  facts: Partial<Addon> & Pick<Addon, "id" | "clientId">,
  secret: string,
  createdAt: number,
): Addon => ({
  companyId: 5678 as CompanyId,
  secretHash: sha256(secret),
  signing: sealKey(secret),
  oldSecret: null,
  name: facts.clientId,
  description: "",
  isPublic: false,
  redirectUris: [],
  apis: ["kounta"],
  grants: ["authorization_code", "refresh_token"],
  permissions: ["*"],
  scopes: [],
  active: true,
  createdAt,
  ...facts,
});

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

/** A second tenant: one site and one register, in yen, with an add-on of its own. */
const addOtherCompany = async (storage: Storage): Promise<TestServery["other"]> => {
  const { records } = demoData(0);
  const like = (kind: string) =>
    records.find((change) => change.kind === kind)!.record as unknown as Record<string, unknown>;
  const record = (kind: string, id: number, changes: object) => ({
    kind,
    id,
    record: { ...like(kind), id, ...changes },
  });
  await storage.companies.load(OTHER_COMPANY, {
    records: [
      record("company", OTHER_COMPANY, {
        name: "Kissa Ōkami",
        currency: "JPY",
        timezone: "Asia/Tokyo",
        contactStaffId: 991,
      }),
      record("site", OTHER_SITE, {
        name: "Ōkami",
        code: "OKA",
        priceListId: 994,
        passThruRegisterId: null,
        timezone: null,
      }),
      record("register", 992, { siteId: OTHER_SITE, salePrefix: "O1-", returnPrefix: "O1R-" }),
      record("staff", 991, { siteIds: [OTHER_SITE] }),
      record("price_list", 994, { name: "Base", parentId: null, prices: {} }),
      record("tax", 995, { code: "CT", name: "Consumption tax", rate: "0.1" }),
      record("category", 996, { name: "Coffee" }),
      record("product", 997, {
        name: "Siphon coffee",
        categoryIds: [996],
        taxIds: [995],
        price: { amount: "650", incTax: true },
        optionSetIds: [],
        modifiers: [],
        sites: {},
      }),
      record("payment_method", 998, { name: "Cash", kind: "cash", addonId: null }),
    ] as never,
  });
  const facts = { id: OTHER_ADDON, companyId: OTHER_COMPANY, clientId: "other-addon", name: "Other add-on" };
  await storage.access.addons.add(testAddon(facts, "other-secret", storage.clock()));
  return { company: OTHER_COMPANY, auth: basic("other-addon", "other-secret") };
};

/**
 * A suite on every engine: one server for the whole of it. `servery()` is only there inside tests and hooks.
 */
export const onEveryEngine = (
  name: string,
  suite: (servery: () => TestServery, engine: EngineName) => void,
  options: TestOptions = {},
): void => {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      let running: TestServery | undefined;
      beforeAll(async () => {
        running = await openTestServery(engine, options);
      }, 60_000);
      afterAll(async () => running?.close());
      suite(() => running!, engine);
    });
  }
};
