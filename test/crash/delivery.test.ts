import { mkdtempSync, rmSync } from "node:fs";
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { demoData } from "../../src/demo/demo.ts";
import { loadDemo } from "../../src/demo/load.ts";
import type { CompanyId } from "../../src/domain/ids.ts";
import { openStore } from "../../src/main.ts";
import { createDatabase } from "../support/postgres.ts";
import { basic, engines } from "../support/servery.ts";
import { Child, builtProduct } from "./child.ts";

const COMPANY = 5678 as CompanyId;
/** A dead worker's job is back within a minute. */
const BACK_MS = 60_000;
const CLIENTS = 8;
const ANSWER_MS = 100;

type Got = Readonly<{ path: string; id: string; body: string; order: number; lines: number; at: number }>;

/** Keeps what it is sent, and answers 200 unless `heed` takes the answer into its own hands. */
const openReceiver = async () => {
  const got: Got[] = [];
  const receiver = {
    got,
    at: (path: string) => got.filter((entry) => entry.path === path),
    url: "",
    heed: (_entry: Got, _answer: ServerResponse): boolean => false,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      const { id: order, lines } = JSON.parse(body) as { id: number; lines: unknown[] };
      const id = String(request.headers["webhook-id"]);
      const entry = { path: request.url ?? "", id, body, order, lines: lines.length, at: Date.now() };
      got.push(entry);
      if (!receiver.heed(entry, answer)) answer.end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
};

const until = async (check: () => boolean, what: string, ms = BACK_MS): Promise<void> => {
  for (const end = Date.now() + ms; !check();) {
    if (Date.now() > end) expect.fail(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** Copies of a message that differ from its first one. */
const altered = (got: readonly Got[]): Got[] => {
  const first = new Map<string, string>();
  for (const { id, body } of got) if (!first.has(id)) first.set(id, body);
  return got.filter(({ id, body }) => first.get(id) !== body);
};

for (const engine of engines) {
  describe(`deliveries of a server that is killed (${engine})`, () => {
    beforeAll(builtProduct, 60_000);

    /** A company on this engine and a server over it, which can be killed and begun again. */
    const place = async () => {
      const folder = mkdtempSync(join(tmpdir(), "servery-crash-"));
      const database = engine === "postgres" ? await createDatabase() : undefined;
      const env = {
        SERVERY_PORT: "0",
        SERVERY_DATA: folder,
        SERVERY_DATABASE_URL: database?.url,
        SERVERY_LOG: "silent",
        SERVERY_OUTGOING: "loopback",
      };
      const storage = await openStore(readConfig(env), Date.now);
      const { kounta } = await loadDemo(storage, () => undefined, { history: false });
      await storage.close();
      const authorization = basic(kounta.client_id, kounta.client_secret);
      let url = "";
      const here = {
        env,
        child: undefined as Child | undefined,
        async begin(more: Readonly<Record<string, string>> = {}) {
          here.child = new Child(["start"], { env: { ...env, ...more } });
          url = await here.child.serving();
        },
        ask: (method: string, path: string, body: object, key?: string): Promise<Response> =>
          fetch(`${url}/v1/companies/${COMPANY}/${path}`, {
            method,
            headers: { authorization, "content-type": "application/json", ...(key && { "idempotency-key": key }) },
            body: JSON.stringify(body),
          }),
        async register(address: string, more: object = {}) {
          const made = await here.ask("POST", "webhooks", { topic: "orders/completed", address, ...more });
          expect(made.status).toBe(201);
        },
        async leave() {
          here.child?.process.kill("SIGKILL");
          await here.child?.ended;
          await database?.drop();
          rmSync(folder, { recursive: true, force: true });
        },
      };
      return here;
    };

    const { site_id, product_ids } = demoData(0).ids;
    const line = { product_id: product_ids[0], quantity: 1 };
    const completed = { site_id, status: "COMPLETE", lines: [line] };
    const idOf = (answer: Response): number => Number(/orders\/(\d+)/.exec(answer.headers.get("location") ?? "")?.[1]);

    test("KW-07 killed between the commit and the first attempt, it delivers when it is back", async () => {
      const [here, receiver] = [await place(), await openReceiver()];
      try {
        await here.begin({ SERVERY_WORKERS: "0" }); // commits, and attempts nothing
        await here.register(`${receiver.url}/hook`);
        const made = await here.ask("POST", "orders.json", completed);
        expect(made.status).toBe(201);
        await here.child!.kill("SIGKILL");
        expect(receiver.got).toEqual([]);
        await here.begin();
        await until(() => receiver.got.length > 0, "the delivery");
        expect(receiver.got[0]).toMatchObject({ path: "/hook", order: idOf(made) });
        expect(await here.child!.kill("SIGTERM")).toMatchObject({ code: 0 });
        await here.begin();
        const next = await here.ask("POST", "orders.json", completed);
        await until(() => receiver.got.some(({ order }) => order === idOf(next)), "the next order's delivery");
        expect(receiver.got.map(({ order }) => order)).toEqual([idOf(made), idOf(next)]); // each once
      } finally {
        await here.leave();
        await receiver.close();
      }
    }, 60_000);

    test("KW-07 killed by an attempt that it could not note, it sends the same bytes under the same id, in order", async () => {
      const [here, receiver] = [await place(), await openReceiver()];
      try {
        await here.begin();
        const topic = "orders/kitchen_print";
        await here.register(`${receiver.url}/mute`, { topic, ordered: true });
        await here.register(`${receiver.url}/taken`, { topic, ordered: true });
        let killed = 0;
        const kill = (): void => {
          killed ||= Date.now();
          here.child!.process.kill("SIGKILL");
        };
        const reached = new Set<string>();
        receiver.heed = ({ path }, answer) => {
          if (killed) {
            // The first time after that it fails once more, and what follows has to wait.
            const fails = path === "/mute" && receiver.at(path).length === 2;
            if (fails) answer.writeHead(500).end();
            return fails;
          }
          // Both have it now: one has said so, and neither answer may be noted.
          reached.add(path);
          if (path === "/taken") answer.end("ok");
          if (reached.size === 2) kill();
          return true;
        };
        const body = { site_id, status: "ON_HOLD", lines: [line] };
        const made = await here.ask("POST", "orders.json", body, "killed").catch(() => undefined); // cut off, perhaps
        await until(() => killed > 0, "the end of the server");
        await here.child!.ended;
        await here.begin();
        const again = await here.ask("POST", "orders.json", body, "killed");
        expect(again.status).toBe(201);
        if (made) expect(idOf(again)).toBe(idOf(made));
        expect((await here.ask("POST", `orders/${idOf(again)}/lines.json`, line)).status).toBeLessThan(300);
        for (const path of ["/mute", "/taken"])
          await until(() => receiver.at(path).at(-1)?.lines === 2, `the order's second event at ${path}`);
        expect(receiver.at("/mute").map(({ lines }) => lines)).toEqual([1, 1, 1, 2]);
        expect(receiver.at("/taken").map(({ lines }) => lines)).toEqual(
          receiver.at("/taken").length === 2 ? [1, 2] : [1, 1, 2],
        );
        expect(receiver.at("/mute")[1]!.at - killed).toBeLessThan(BACK_MS);
        for (const path of ["/mute", "/taken"]) {
          const all = receiver.at(path);
          expect(new Set(all.map(({ id }) => id)).size).toBe(2);
          expect(all.filter(({ lines }) => lines === 1).every(({ id }) => id === all[0]!.id)).toBe(true);
        }
        expect(altered(receiver.got)).toEqual([]);
        expect(await here.child!.kill("SIGTERM")).toMatchObject({ code: 0 });
      } finally {
        await here.leave();
        await receiver.close();
      }
    }, 120_000);

    test("KW-07 killed at any moment under load, it delivers every order that it answered for", async () => {
      const [here, receiver] = [await place(), await openReceiver()];
      try {
        await here.begin();
        await here.register(`${receiver.url}/a`);
        await here.register(`${receiver.url}/b`, { ordered: true });
        // Slow enough that the end of the server comes in the middle of attempts; what it cannot hear was not taken.
        const taken: Got[] = [];
        receiver.heed = (entry, answer) => {
          setTimeout(() => {
            if (answer.destroyed) return;
            taken.push(entry);
            answer.end("ok");
          }, ANSWER_MS);
          return true;
        };
        const answered: number[] = [];
        const keys: string[] = [];
        for (let round = 0; round < 2; round++) {
          let dead = false;
          const before = answered.length;
          const client = async (name: number): Promise<void> => {
            for (let n = 0; !dead; n++) {
              const key = `delivery-${round}-${name}-${n}`;
              keys.push(key);
              const made = await here.ask("POST", "orders.json", completed, key);
              expect(made.status).toBe(201);
              answered.push(idOf(made));
            }
          };
          const clients = Array.from({ length: CLIENTS }, (_, name) => client(name).catch(() => undefined)); // cut off
          await until(() => answered.length - before >= 40 + round * 25, "answers", 20_000);
          await here.child!.kill("SIGKILL");
          dead = true;
          await Promise.all(clients);
          await here.begin();
        }
        // What was cut off is there or is made now; then all of it must arrive.
        const orders: number[] = [];
        for (const key of keys) orders.push(idOf(await here.ask("POST", "orders.json", completed, key)));
        expect(orders).toEqual(expect.arrayContaining(answered));
        for (const path of ["/a", "/b"]) {
          const missing = (): number[] => {
            const there = new Set(taken.filter((entry) => entry.path === path).map(({ order }) => order));
            return orders.filter((order) => !there.has(order));
          };
          await until(() => missing().length === 0, `every order at ${path}`);
          const ids = new Map<number, Set<string>>();
          for (const { order, id } of receiver.at(path)) ids.set(order, (ids.get(order) ?? new Set()).add(id));
          expect(new Set(ids.keys())).toEqual(new Set(orders));
          expect([...ids.values()].every(({ size }) => size === 1)).toBe(true);
        }
        expect(altered(receiver.got)).toEqual([]);
      } finally {
        await here.leave();
        await receiver.close();
      }
    }, 120_000);
  });
}
