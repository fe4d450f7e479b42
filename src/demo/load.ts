import { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId, PaymentId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import type { Progress } from "../kit/progress.ts";
import { hashPassword } from "../kit/passwords.ts";
import type { Person } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import { DEMO_ADDON_ID, DEMO_REDIRECT_URI, type DemoAccess, addDemoAddons } from "./addons.ts";
import { withoutKitchen } from "./kitchen.ts";
import { demoData, demoReconciliations, demoSales } from "./demo.ts";

/** The first order of the demo; ids count up from here on every fresh start. */
const FIRST_ORDER = 93_000_001;
const ORDERS_AT_ONCE = 250;

/** Where ids that are made later go on: well clear of the demo's own. */
const SEQUENCES = {
  addon: 10,
  catalogue: 1_000_001,
  customer: 10_001,
  address: 100_001,
  group: 1,
  shift: 70_001,
  reconciliation: 60_001,
} as const;

export type DemoOptions = Readonly<{
  /** A month of sales; unless told otherwise it is there. */
  history?: boolean;
  /** Printers and print rules; unless told otherwise they are there. */
  kitchen?: boolean;
  /** Is told the credentials before the last step, so that there is never a demo company whose secret nobody knows. */
  keep?: (access: DemoAccess) => void;
  /** How passwords and PINs are hashed: somebody who loads many demos may remember the hashes. */
  hash?: (password: string) => Promise<string>;
}>;

/**
 * Loads the demo company. Answers the add-on's credentials: the secret is new each time. The company itself comes last,
 * after everything that belongs to it: a load that was cut short leaves no company, and the next one clears what is
 * left and begins anew.
 */
export const loadDemo = async (
  storage: Storage,
  progress: Progress,
  { history = true, kitchen = true, keep = () => undefined, hash = hashPassword }: DemoOptions = {},
): Promise<DemoAccess> => {
  const now = storage.clock();
  const data = demoData(now);
  const company = data.ids.company_id as CompanyId;
  await storage.companies.clear(company);
  const catalogue = new Catalogue().after(data.records, 1);

  let order = FIRST_ORDER;
  let payment = 1;
  const ids = { order: () => order++ as OrderId, payment: () => payment++ as PaymentId };
  const sales = history ? [...demoSales(catalogue, data.customers, now, ids)] : [];
  progress("Demo company", 0, sales.length);

  for (let i = 0; i < sales.length; i += ORDERS_AT_ONCE) {
    await storage.companies.importOrders(company, sales.slice(i, i + ORDERS_AT_ONCE));
    progress("Demo company", Math.min(i + ORDERS_AT_ONCE, sales.length), sales.length);
  }

  const access = await addDemoAddons(storage);
  const people: Person[] = [];
  for (const { username, password, role, staffId } of data.people) {
    const passwordHash = await hash(password);
    people.push({ companyId: company, staffId, username, passwordHash, role, active: true, createdAt: now });
    const pin = data.pins.get(staffId);
    if (pin !== undefined) await storage.access.people.setPin(company, staffId, await hash(pin), now);
  }
  keep(access);
  const loaded = await storage.companies.load(company, {
    records: kitchen ? data.records : withoutKitchen(data.records),
    people,
    customers: data.customers,
    references: data.references.map((reference) => ({ ...reference, addonId: DEMO_ADDON_ID })),
    stock: data.stock,
    shifts: data.shifts,
    reconciliations: demoReconciliations(catalogue, sales),
    checkins: data.checkins,
    counters: lastSaleNumbers(sales, catalogue),
    sequences: { ...SEQUENCES, order },
  });
  if (!loaded) throw new Error("a username of the demo company is taken");
  return access;
};

/** The counters that sale numbers go on from: the highest number behind each prefix. */
const lastSaleNumbers = (sales: readonly Order[], catalogue: Catalogue): Record<string, number> => {
  const prefixes = new Set<string>();
  for (const register of catalogue.all("register")) prefixes.add(register.salePrefix).add(register.returnPrefix);
  for (const site of catalogue.all("site")) prefixes.add(`${site.code}-`);
  const last: Record<string, number> = {};
  for (const { saleNumber } of sales) {
    const [, prefix = "", number = ""] = /^(.*?)(\d+)$/.exec(saleNumber) ?? [];
    if (prefixes.has(prefix)) last[`sale ${prefix}`] = Math.max(last[`sale ${prefix}`] ?? 0, Number(number));
  }
  return last;
};

/** What `demo.json` says: everything a script needs to begin with. */
export const demoFile = (baseUrl: string, access: DemoAccess, now: number, token?: string): object => {
  const { ids, people, pins } = demoData(now);
  return {
    base_url: baseUrl,
    kounta: { ...ids, ...access.kounta, redirect_uri: DEMO_REDIRECT_URI },
    ...(access.kseries && {
      kseries: {
        business_id: ids.company_id,
        business_location_id: ids.site_id,
        ...access.kseries,
        redirect_uri: DEMO_REDIRECT_URI,
        ...(token !== undefined && { access_token: token }),
      },
    }),
    users: people.map(({ username, password, role, staffId }) => {
      const pin = pins.get(staffId);
      return { username, password, role, staff_id: staffId, ...(pin !== undefined && { pin }) };
    }),
  };
};
