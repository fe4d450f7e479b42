import { readFileSync } from "node:fs";
import { readConfig } from "../src/config.ts";
import { demoData } from "../src/demo/demo.ts";
import type { Addon } from "../src/domain/access/addon.ts";
import type { Site } from "../src/domain/catalogue/records.ts";
import type { AddonId, CompanyId, SiteId } from "../src/domain/ids.ts";
import { done } from "../src/kit/brand.ts";
import { sealKey } from "../src/kit/sealed-hmac.ts";
import { sha256 } from "../src/kit/secrets.ts";
import { openStore } from "../src/main.ts";
import { COMPANY_PATH, type Home, ids, loadCompany } from "./company.ts";
import { type Running, start } from "./processes.ts";

const FIRST_SITE = 70_000;
const FIRST_ADDON = 7_000;

export const basicOf = (client: string, secret: string): string =>
  `Basic ${Buffer.from(`${client}:${secret}`).toString("base64")}`;

/** A chain: the demo company with so many more sites, and so many add-ons beside its own. */
export type Chain = Readonly<{ sites: readonly number[]; auth: string; addons: readonly string[] }>;

/** Makes it in an empty home. `addons` are their `Basic …`. */
export const loadChain = async (home: Home, sites: number, addons: number): Promise<Chain> => {
  const auth = await loadCompany(home);
  const company = ids.company_id as CompanyId;
  const { record } = demoData(0).records.find(({ kind }) => kind === "site")!;
  const pattern = record as Site;
  const made = Array.from({ length: sites }, (_, i) => (FIRST_SITE + i) as SiteId);
  const clients = Array.from({ length: addons }, (_, i) => ({
    id: FIRST_ADDON + i,
    client: `bench-${i}`,
    secret: `s${i}`,
  }));
  const storage = await openStore(readConfig(home.env), Date.now);
  try {
    await storage.change(company, async (tx) => {
      for (const id of made) {
        await tx.records.add("site", {
          ...pattern,
          id,
          name: `Branch ${id}`,
          code: `B${id}`,
          passThruRegisterId: null,
        });
      }
      return done(undefined);
    });
    for (const { id, client, secret } of clients) await storage.access.addons.add(addonOf(id, client, secret, company));
  } finally {
    await storage.close();
  }
  return { sites: made, auth, addons: clients.map(({ client, secret }) => basicOf(client, secret)) };
};

const addonOf = (id: number, clientId: string, secret: string, companyId: CompanyId): Addon => ({
  id: id as AddonId,
  companyId,
  clientId,
  secretHash: sha256(secret),
  signing: sealKey(secret),
  oldSecret: null,
  name: clientId,
  description: "",
  isPublic: false,
  redirectUris: [],
  apis: ["kounta"],
  grants: ["authorization_code", "refresh_token"],
  permissions: ["*"],
  scopes: [],
  active: true,
  createdAt: Date.now(),
});

export type Registration = Readonly<{ auth: string; topic: string; site: number; port: number; ordered: boolean }>;

/** Registers webhooks over the API; answers their ids. */
export const registerAll = async ({ port }: Running, wanted: readonly Registration[]): Promise<number[]> => {
  const made: number[] = [];
  for (const { auth, topic, site, port: to, ordered } of wanted) {
    const answer = await fetch(`http://127.0.0.1:${port}${COMPANY_PATH}/webhooks.json`, {
      method: "POST",
      headers: { authorization: auth, "content-type": "application/json" },
      body: JSON.stringify({ topic, ordered, filter: { site_ids: [site] }, address: `http://127.0.0.1:${to}/` }),
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`a webhook was refused: ${answer.status} ${text}`);
    made.push(Number(/(\d+)(?:\.json)?$/.exec(answer.headers.get("location") ?? "")?.[1]));
  }
  return made;
};

export type Fate = "taken" | "fail" | "reset" | "hang";
export type Receipt = Readonly<{
  receiver: number;
  /** Microseconds of the monotonic clock, the same in all processes. */
  at: number;
  id: string;
  order: number;
  status: string;
  lines: number;
  digest: string;
  fate: Fate;
}>;

export type Behaviour = Readonly<{
  hang: readonly number[];
  fail: readonly number[];
  /** The chance of each request, for the first `attempts` attempts of a message. */
  chances?: Readonly<{ fail: number; reset: number; hang: number }>;
  attempts?: number;
}>;

/** Receivers in a process of their own, and what they were sent. */
export type Receivers = Readonly<{
  ports: readonly number[];
  running: Running;
  behave(behaviour: Behaviour): Promise<void>;
  /** The body of one message. */
  sample(): Promise<string>;
  /** Everything received so far. */
  receipts(): Promise<Receipt[]>;
}>;

export const startReceivers = async (count: number, log: string): Promise<Receivers> => {
  const env = { SERVERY_BENCH_RECEIVERS: String(count), SERVERY_BENCH_LOG: log };
  const running = await start("receivers", env, `${log}.output`);
  const ask = async (path: string, body = ""): Promise<string> =>
    (await fetch(`http://127.0.0.1:${running.port}${path}`, { method: "POST", body })).text();
  return {
    running,
    ports: JSON.parse(await ask("/ports")) as number[],
    async behave(behaviour) {
      await ask("/behave", JSON.stringify(behaviour));
    },
    sample: () => ask("/sample"),
    async receipts() {
      await ask("/settle");
      return readFileSync(log, "utf8").split("\n").slice(0, -1).map(receiptOf);
    },
  };
};

const receiptOf = (line: string): Receipt => {
  const [receiver, at, id, order, status, lines, digest, fate] = line.split("\t") as [
    ...[string, string, string, string, string, string, string],
    Fate,
  ];
  return {
    receiver: Number(receiver),
    at: Number(at),
    id,
    order: Number(order),
    status,
    lines: Number(lines),
    digest,
    fate,
  };
};

/** The monotonic clock in microseconds. */
export const microseconds = (): number => Number(process.hrtime.bigint() / 1_000n);
