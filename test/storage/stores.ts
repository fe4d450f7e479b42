import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { createOrder } from "../../src/commands/create-order.ts";
import { orderCommands } from "../../src/commands/change-order.ts";
import { demoData } from "../../src/demo/demo.ts";
import { loadDemo } from "../../src/demo/load.ts";
import type { AddonId, AuthorizationId, CompanyId, Principal, SiteId } from "../../src/domain/ids.ts";
import type { NewOrder } from "../../src/domain/order/input.ts";
import type { Order } from "../../src/domain/order/order.ts";
import type { OrderRefusal } from "../../src/domain/order/refusals.ts";
import type { Result } from "../../src/kit/brand.ts";
import type { Progress } from "../../src/kit/progress.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { openStore } from "../../src/main.ts";
import type { Authorization } from "../../src/storage/access.ts";
import type { Once, Storage } from "../../src/storage/storage.ts";
import { createDatabase } from "../support/postgres.ts";
import { type EngineName, knownHash } from "../support/servery.ts";

export const COMPANY = 5678 as CompanyId;
export const addon = (id = 1): Principal => ({ company: COMPANY, actor: { kind: "addon", addonId: id as AddonId } });
const { ids } = demoData(0);

export const blank = (changes: Partial<NewOrder> = {}): NewOrder => ({
  siteId: ids.site_id as SiteId,
  lines: [],
  options: [],
  payments: [],
  originalOrderId: null,
  passThruPrinting: false,
  passThruRegisterId: null,
  ...changes,
});

/** A place for stores: one folder or one database, and as many stores on it as a test opens. */
export class Place {
  readonly env: Readonly<Record<string, string | undefined>>;
  private readonly opened = new Set<Storage>();
  private readonly leave: () => Promise<void>;

  private constructor(env: Place["env"], leave: () => Promise<void>) {
    this.env = env;
    this.leave = leave;
  }

  static async make(engine: EngineName): Promise<Place> {
    const folder = mkdtempSync(join(tmpdir(), "servery-store-"));
    const database = engine === "postgres" ? await createDatabase() : undefined;
    return new Place({ SERVERY_DATA: folder, SERVERY_DATABASE_URL: database?.url, SERVERY_PG_POOL: "4" }, async () => {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  async open(changes: Record<string, string> = {}, beside = false, progress?: Progress): Promise<Storage> {
    const storage = await openStore(readConfig({ ...this.env, ...changes }), Date.now, beside, progress);
    this.opened.add(storage);
    return storage;
  }

  /** Somebody else has closed it. */
  forget(storage: Storage): void {
    this.opened.delete(storage);
  }

  async close(storage: Storage): Promise<void> {
    this.opened.delete(storage);
    await storage.close();
  }

  /** A store with the demo company's catalogue, without its sales. */
  async openLoaded(): Promise<Storage> {
    const storage = await this.open();
    await loadDemo(storage, () => undefined, { history: false, hash: knownHash });
    return storage;
  }

  async remove(): Promise<void> {
    for (const storage of this.opened) await storage.close();
    await this.leave();
  }
}

/** An authorization of the demo's add-on, unless told otherwise, with one access token that is good for an hour. */
export const authorize = async (
  storage: Storage,
  facts: Partial<Authorization> = {},
): Promise<{ bearer: string; hash: string; authorization: Authorization }> => {
  const token = newSecret();
  const hash = sha256(token);
  const createdAt = storage.clock();
  const authorization: Authorization = {
    id: (await storage.companies.newId("authorization")) as AuthorizationId,
    companyId: COMPANY,
    addonId: 1 as AddonId,
    staffId: null,
    api: "kounta",
    permissions: ["*"],
    createdAt,
    ...facts,
  };
  await storage.access.tokens.authorize(authorization, {
    access: { hash, createdAt, expiresAt: createdAt + 3_600_000 },
  });
  return { bearer: `Bearer ${token}`, hash, authorization };
};

export const create = (storage: Storage, input: Partial<NewOrder> = {}): Promise<Result<Order, OrderRefusal>> =>
  createOrder(storage).run(addon(), blank(input));

export const created = async (storage: Storage, input: Partial<NewOrder> = {}): Promise<Order> => {
  const made = await create(storage, input);
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.error)}`);
  return made.value;
};

export const commandsOf = (storage: Storage): ReturnType<typeof orderCommands> => orderCommands(storage);

/** A key whose answer is the order's id, or the refusal's name. */
export const once = (key: string, fingerprint = "f"): Once<Order, OrderRefusal> => ({
  addonId: 1 as AddonId,
  key,
  fingerprint,
  answer: (result) => ({
    status: result.ok ? 201 : 400,
    headers: {},
    body: result.ok ? String(result.value.id) : "no",
  }),
  failure: () => ({ status: 500, headers: {}, body: "failed" }),
});

export const createOnce = (storage: Storage, key: Once<Order, OrderRefusal>, input: Partial<NewOrder> = {}) =>
  createOrder(storage).once(addon(), blank(input), key);

/** How many orders carry exactly these notes. */
export const ordersNoted = async (storage: Storage, notes: string): Promise<number> => {
  const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
  const { rows } = await storage.reads(COMPANY).orders(all, { size: 10_000 });
  return rows.filter((order) => order.notes === notes).length;
};
