import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import { COMPANY_PATH, ids } from "./company.ts";
import { microseconds } from "./delivery-chain.ts";

const CONNECTIONS = 64;
/** How often somebody whose connection broke tries again. */
const AGAIN_MS = 250;
const GIVE_UP_MS = 120_000;

/** An order of the soak as its client knows it. */
export type Sold = Readonly<{
  id: number;
  site: number;
  /** Microseconds; when COMPLETE was answered. */ completedAt: number;
}>;

export type Client = Readonly<{
  /** An order from hold to sale: begun, added to, fulfilled, completed; each step only when the one before was answered. */
  sell(n: number, site: number, callbackPort: number): Promise<Sold>;
  /** Requests that had to be sent again, because the server was gone. */
  repeated(): number;
  close(): Promise<void>;
}>;

/** Somebody who knows that servers die: what was not answered is asked again under the same key. */
export const soakClient = (origin: () => string, authorization: string): Client => {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 });
  let repeated = 0;

  const ask = async (method: "POST" | "PUT", path: string, body: object, key: string) => {
    for (const end = Date.now() + GIVE_UP_MS; ;) {
      try {
        const answer = await agent.request({
          origin: origin(),
          path: `${COMPANY_PATH}/${path}`,
          method,
          headers: { authorization, "content-type": "application/json", "idempotency-key": key },
          body: JSON.stringify(body),
        });
        const text = await answer.body.text();
        if (answer.statusCode < 300) return answer;
        if (answer.statusCode < 500) throw new Refused(`${method} ${path} was answered ${answer.statusCode}: ${text}`);
      } catch (error) {
        if (error instanceof Refused || Date.now() > end) throw error;
      }
      repeated++;
      await sleep(AGAIN_MS);
    }
  };

  return {
    async sell(n, site, callbackPort) {
      const key = `soak-${process.pid}-${n}`;
      const line = { product_id: ids.product_ids[n % 3], quantity: 1 };
      const callback_uri = `http://127.0.0.1:${callbackPort}/`;
      const begun = { site_id: site, status: "ON_HOLD", notes: key, callback_uri, lines: [line] };
      const made = await ask("POST", "orders.json", begun, key);
      const id = Number(/(\d+)\.json$/.exec(String(made.headers["location"]))?.[1]);
      await ask("POST", `orders/${id}/lines.json`, line, `${key}-line`);
      await ask("PUT", `orders/${id}.json`, { status: "PENDING" }, `${key}-pending`);
      await ask("PUT", `orders/${id}.json`, { status: "COMPLETE" }, `${key}-complete`);
      return { id, site, completedAt: microseconds() };
    },
    repeated: () => repeated,
    close: () => agent.close(),
  };
};

class Refused extends Error {}
