import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { demoData } from "../../src/demo/demo.ts";
import { loadDemo } from "../../src/demo/load.ts";
import type { CompanyId, OrderId } from "../../src/domain/ids.ts";
import { openStore } from "../../src/main.ts";
import { createDatabase } from "../support/postgres.ts";
import { basic, engines } from "../support/servery.ts";
import { Child, builtProduct } from "./child.ts";

const ROUNDS = 3;
const CLIENTS = 24;
const COMPANY = 5678 as CompanyId;

type Reply = Readonly<{ status: number; location: string; body: string }>;

/** One request; rejects when the connection breaks before the whole answer is there. */
const post = (agent: Agent, url: string, auth: string, body: object, key?: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: auth, "content-type": "application/json", ...(key && { "idempotency-key": key }) };
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? "", body: text }),
      );
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });

const idOf = ({ location }: Reply): number => Number(/orders\/(\d+)\.json$/.exec(location)?.[1]);

type Sent = { key: string; body: object; answered: Reply | undefined };

for (const engine of engines) {
  describe(`a server that is killed (${engine})`, () => {
    beforeAll(builtProduct, 60_000);

    const place = async () => {
      const folder = mkdtempSync(join(tmpdir(), "servery-crash-"));
      const database = engine === "postgres" ? await createDatabase() : undefined;
      const env = {
        SERVERY_PORT: "0",
        SERVERY_DATA: folder,
        SERVERY_DATABASE_URL: database?.url,
        SERVERY_LOG: "silent",
      };
      const storage = await openStore(readConfig(env), Date.now);
      const { kounta } = await loadDemo(storage, () => undefined, { history: false });
      await storage.close();
      const auth = basic(kounta.client_id, kounta.client_secret);
      const leave = async () => {
        await database?.drop();
        rmSync(folder, { recursive: true, force: true });
      };
      return { env, auth, leave };
    };

    test("KI-06 killed at any moment there is never a doubled order, nor an answer without its order", async () => {
      const { env, auth, leave } = await place();
      const sent: Sent[] = [];
      let child = new Child(["start"], { env });
      try {
        let url = await child.serving();
        const { site_id, product_ids } = demoData(0).ids;
        const orders = () => `${url}/v1/companies/${COMPANY}/orders.json`;
        for (let round = 0; round < ROUNDS; round++) {
          const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
          let dead = false;
          const client = async (name: number): Promise<void> => {
            for (let n = 0; !dead; n++) {
              const key = `crash-${round}-${name}-${n}`;
              const price = 10 + (n % 7);
              const body = {
                site_id,
                status: "PENDING",
                notes: key,
                lines: [{ product_id: product_ids[0], quantity: 2, unit_price_inc_tax: price }],
                ...(n % 2 === 0 && { payments: [{ method_id: 1, amount: price * 2 }] }),
              };
              const entry: Sent = { key, body, answered: undefined };
              sent.push(entry);
              entry.answered = await post(agent, orders(), auth, body, key);
            }
          };
          const before = sent.length;
          const answeredNow = () => sent.slice(before).filter(({ answered }) => answered).length;
          const clients = Array.from({ length: CLIENTS }, (_, name) => client(name).catch(() => undefined)); // cut off
          await new Promise((resolve) => setTimeout(resolve, 300 + round * 170));
          for (const until = Date.now() + 10_000; answeredNow() < 20 && Date.now() < until;) {
            await new Promise((resolve) => setTimeout(resolve, 5)); // a busy machine
          }
          await child.kill("SIGKILL");
          dead = true;
          await Promise.all(clients);
          agent.destroy();
          child = new Child(["start"], { env });
          url = await child.serving();
        }

        const acknowledged = sent.filter(({ answered }) => answered);
        expect(acknowledged.length).toBeGreaterThan(50);
        expect(acknowledged.length).toBeLessThan(sent.length); // some were cut off, or this tests nothing
        expect(acknowledged.filter(({ answered }) => answered?.status !== 201)).toEqual([]);

        // Every key again: acknowledged ones give their order, the others an order that is made now or was made.
        const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
        const again = await Promise.all(sent.map(({ key, body }) => post(agent, orders(), auth, body, key)));
        agent.destroy();
        sent.forEach(({ answered }, i) => {
          expect(again[i]!.status).toBe(201);
          if (answered) expect(idOf(again[i]!)).toBe(idOf(answered));
        });
        expect(await child.kill("SIGTERM")).toMatchObject({ code: 0 });

        const storage = await openStore(readConfig(env), Date.now);
        try {
          const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
          const { rows } = await storage.reads(COMPANY).orders(all, { size: 200_000 });
          const marked = new Map<string, number[]>();
          for (const { id, notes } of rows) {
            if (notes?.startsWith("crash-")) marked.set(notes, [...(marked.get(notes) ?? []), id]);
          }
          const expected = new Map(sent.map(({ key }, i) => [key, [idOf(again[i]!)]]));
          expect(marked).toEqual(expected);
          const numbers = rows.filter(({ notes }) => notes?.startsWith("crash-")).map((order) => order.saleNumber);
          expect(new Set(numbers).size).toBe(sent.length);
          for (const [i, { body }] of sent.entries()) {
            const order = (await storage.reads(COMPANY).order(idOf(again[i]!) as OrderId))!;
            const paid = "payments" in body;
            expect(order.status).toBe(paid ? "COMPLETE" : "PENDING");
            expect(order.lines).toHaveLength(1);
            expect(order.totals.paid).toBe(paid ? order.totals.total : 0);
            const events = (await storage.reads(COMPANY).events(order.id)).map(({ type }) => type);
            expect(new Set(events).size, `events of ${order.id}: ${events.join()}`).toBe(events.length);
            expect(events).toContain("order.created");
          }
        } finally {
          await storage.close();
        }
      } finally {
        child.process.kill("SIGKILL");
        await child.ended;
        await leave();
      }
    }, 60_000);

    test("told to stop under load, it answers all that it accepted and ends with 0", async () => {
      const { env, auth, leave } = await place();
      const child = new Child(["start"], { env });
      try {
        const url = await child.serving();
        const { site_id } = demoData(0).ids;
        const agent = new Agent({ keepAlive: true, maxSockets: 64 });
        const orders = `${url}/v1/companies/${COMPANY}/orders.json`;
        await Promise.all(Array.from({ length: 64 }, () => post(agent, orders, auth, { site_id })));
        const inFlight = Array.from({ length: 64 }, (_, i) =>
          post(agent, orders, auth, { site_id, notes: `stop ${i}` }),
        );
        await new Promise((resolve) => setTimeout(resolve, 5));
        const ended = child.kill("SIGTERM");
        const answers = await Promise.allSettled(inFlight);
        expect(answers.filter((answer) => answer.status === "rejected")).toEqual([]);
        const statuses = answers.map((answer) => answer.status === "fulfilled" && answer.value.status);
        expect(new Set(statuses)).toEqual(new Set([201]));
        expect(await ended).toMatchObject({ code: 0 });
        agent.destroy();
      } finally {
        child.process.kill("SIGKILL");
        await child.ended;
        await leave();
      }
    }, 60_000);
  });
}
