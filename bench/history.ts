import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { demoData, demoSales } from "../src/demo/demo.ts";
import { METHOD, REGISTER, SITE, STAFF } from "../src/demo/ids.ts";
import { Catalogue } from "../src/domain/catalogue/catalogue.ts";
import { type Customer, orderCustomer } from "../src/domain/customer.ts";
import type { CompanyId, OrderId, PaymentId } from "../src/domain/ids.ts";
import { recount } from "../src/domain/order/change.ts";
import type { Order } from "../src/domain/order/order.ts";
import type { OrderStatus } from "../src/domain/order/status.ts";
import { saleIdOf } from "../src/kit/codes.ts";
import { openStore } from "../src/main.ts";
import { SCHEMA_VERSION } from "../src/storage/migrations/migrate.ts";
import { type Home, ids, loadCompany } from "./company.ts";
import { progress } from "./workspace.ts";

/** Grows when this file makes other data, so that what is kept from older runs is not used. */
const EDITION = 1;
const AT_ONCE = 5_000;
/** About 1,370 orders a day: a busy pair of sites, two years of it for a million. */
const STEP_MS = 63_000;
const DAY_MS = 86_400_000;
/** The newest order of every history: a fixed moment, so that kept databases stay what they are. */
export const NEWEST = Date.UTC(2026, 2, 2, 10, 0, 0);
export const FIRST_ID = 100_000_001;

/** A day (or parts of one) before the newest order, as a query value. */
export const daysBefore = (days: number): string => new Date(NEWEST - days * DAY_MS).toISOString().slice(0, 19) + "Z";

/** The guest who comes every day: always to this register, nearly always to this barista. */
export const REGULAR = {
  customer: demoData(0).customers[0]!,
  site: SITE.fitzroy,
  register: REGISTER.fitzroyCounter,
  staff: STAFF.fitzroyBarista,
};
/** Somebody who works at both sites. */
export const AT_BOTH_SITES = STAFF.owner;
export const OTHER_SITE = SITE.southbank;

type Patterns = Readonly<{ plain: Order[]; discounted: Order[]; customers: readonly Customer[] }>;
let known: Patterns | undefined;

/** Orders as the real rules make them; every order of a history is one of these with other facts on it. */
const patterns = (): Patterns => (known ??= makePatterns());

const makePatterns = (): Patterns => {
  const { records, customers } = demoData(NEWEST);
  let order = 1;
  let payment = 1;
  const newIds = { order: () => order++ as OrderId, payment: () => payment++ as PaymentId };
  const sales = [...demoSales(new Catalogue().after(records, 1), customers, NEWEST, newIds)];
  const plain = sales.filter(
    ({ status, originalOrderId, priceVariation, priceFixedVariation, payments }) =>
      status === "COMPLETE" &&
      originalOrderId === null &&
      priceVariation === "1" &&
      priceFixedVariation === "0" &&
      payments.length > 0,
  );
  return { plain, discounted: plain.map((sale) => recount({ ...sale, priceVariation: "0.9" })), customers };
};

/** Spreads 0, 1, 2 … over 0 to 1, the same way each time. */
const spread = (n: number, salt: number): number => {
  let x = Math.imul(n ^ salt, 0x45d9f3b) >>> 0;
  x = Math.imul((x >>> 15) ^ x, 0x2c1b3c6d) >>> 0;
  return (((x >>> 12) ^ x) >>> 0) / 2 ** 32;
};

/**
 * What is open is new: among the newest 4,000 orders of any history two of a hundred each are submitted, held,
 * accepted or pending (every other pending one on account). One of a hundred was turned down, one of two hundred
 * deleted, whenever; all else is complete.
 */
const statusOf = (n: number, age: number): { status: OrderStatus; onAccount: boolean } => {
  const chance = spread(n, 0x51);
  if (chance > 0.99) return { status: "REJECTED", onAccount: false };
  if (age < 4_000 && chance < 0.08) {
    const open = (["SUBMITTED", "ON_HOLD", "ACCEPTED", "PENDING"] as const)[Math.floor(chance * 50)]!;
    return { status: open, onAccount: open === "PENDING" && n % 2 === 0 };
  }
  return { status: "COMPLETE", onAccount: false };
};

/** The orders of a history, the oldest first. */
function* historyOf(count: number): Generator<Order> {
  const { plain, discounted, customers } = patterns();
  for (let n = 0; n < count; n++) {
    const age = count - 1 - n;
    const id = (FIRST_ID + n) as OrderId;
    const { status, onAccount } = statusOf(n, age);
    const regular = spread(n, 0x77) < 0.05;
    const cheaper = spread(n, 0x33) < (regular ? 0.4 : 0.1);
    const pattern = (cheaper ? discounted : plain)[Math.floor(spread(n, 0x11) * plain.length)]!;
    const linked = regular || spread(n, 0x99) < 0.2;
    const guest = regular ? REGULAR.customer : customers[1 + Math.floor(spread(n, 0x21) * (customers.length - 1))]!;
    const createdAt = NEWEST - age * STEP_MS;
    const updatedAt = createdAt + 600_000;
    yield {
      ...pattern,
      id,
      version: 2,
      status,
      saleNumber: `B-${n + 1}`,
      saleId: saleIdOf(id),
      ...(regular
        ? { siteId: REGULAR.site, registerId: REGULAR.register, staffId: REGULAR.staff }
        : spread(n, 0x41) < 0.04 && { staffId: AT_BOTH_SITES }),
      customer: linked ? orderCustomer(guest) : null,
      payments: onAccount
        ? pattern.payments.map((payment) => ({ ...payment, methodId: METHOD.account, onAccount: true }))
        : pattern.payments,
      deleted: status === "COMPLETE" ? false : pattern.deleted,
      ...(spread(n, 0x61) < 0.005 && { deleted: true }),
      createdAt,
      updatedAt,
      completedAt: status === "COMPLETE" ? updatedAt : null,
    };
  }
}

/** Fills an empty home that has the demo company with a history. */
const fill = async (home: Home, count: number, what: string): Promise<void> => {
  const storage = await openStore(readConfig({ ...home.env, SERVERY_CACHE_MIB: "1024" }), Date.now);
  const company = ids.company_id as CompanyId;
  const start = performance.now();
  let batch: Order[] = [];
  let made = 0;
  const write = async (): Promise<void> => {
    await storage.companies.importOrders(company, batch);
    made += batch.length;
    batch = [];
    if (made % 50_000 === 0 || made === count) {
      const seconds = (performance.now() - start) / 1000;
      progress(
        `${what}: ${made.toLocaleString("en")} of ${count.toLocaleString("en")} orders, ${seconds.toFixed(0)} s`,
      );
    }
  };
  try {
    for (const order of historyOf(count)) {
      batch.push(order);
      if (batch.length === AT_ONCE) await write();
    }
    if (batch.length > 0) await write();
  } finally {
    await storage.close();
  }
};

/** A home with the demo company and a history, and the add-on's credentials. */
export type HistoryHome = Home & Readonly<{ auth: string; count: number }>;

/** Fills a home that is thrown away with the run. */
export const newHistory = async (home: Home, count: number, what: string): Promise<HistoryHome> => {
  const auth = await loadCompany(home);
  await fill(home, count, what);
  return { ...home, auth, count };
};

/** A database on SQLite that is kept between runs, made when it is not there yet. */
export const keptHistory = async (folder: string, count: number): Promise<HistoryHome> => {
  const path = join(folder, `orders-schema${SCHEMA_VERSION}-edition${EDITION}-${count}`);
  const made = join(path, "made.json");
  const home: Home = { folder: path, env: { SERVERY_DATA: path } };
  if (!existsSync(made)) {
    const making = `${path}.making-${process.pid}`;
    rmSync(path, { recursive: true, force: true });
    mkdirSync(making, { recursive: true });
    const { auth } = await newHistory({ folder: making, env: { SERVERY_DATA: making } }, count, "sqlite");
    writeFileSync(join(making, "made.json"), JSON.stringify({ auth }), { mode: 0o600 });
    renameSync(making, path);
  }
  const { auth } = JSON.parse(readFileSync(made, "utf8")) as { auth: string };
  return { ...home, auth, count };
};
