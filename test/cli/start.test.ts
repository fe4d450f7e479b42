import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { demoData } from "../../src/demo/demo.ts";
import { openStore } from "../../src/main.ts";
import { createDatabase } from "../support/postgres.ts";
import { basic, engines } from "../support/servery.ts";
import { Child, builtProduct } from "../crash/child.ts";

type Demo = {
  base_url: string;
  kounta: Record<string, unknown> & { client_id: string; client_secret: string };
  kseries: Record<string, unknown> & { client_id: string; client_secret: string };
  users: { username: string; password: string; role: string }[];
};

for (const engine of engines) {
  describe(`a start with the demo (${engine})`, () => {
    beforeAll(builtProduct, 60_000);

    const place = async (changes: Record<string, string> = {}) => {
      const folder = mkdtempSync(join(tmpdir(), "servery-cli-"));
      const database = engine === "postgres" ? await createDatabase() : undefined;
      const env = {
        SERVERY_PORT: "0",
        SERVERY_DATA: folder,
        SERVERY_DATABASE_URL: database?.url,
        SERVERY_LOG: "silent",
        ...changes,
      };
      const demo = (): Demo => JSON.parse(readFileSync(join(folder, "demo.json"), "utf8")) as Demo;
      const leave = async () => {
        await database?.drop();
        rmSync(folder, { recursive: true, force: true });
      };
      return { folder, env, demo, leave };
    };
    const get = async (url: string, auth: string): Promise<number> =>
      (await fetch(url, { headers: { authorization: auth } })).status;

    test("demo.json says all that a script needs, and is the same on a second start", async () => {
      const { folder, env, demo, leave } = await place();
      try {
        const first = new Child(["start"], { env });
        const url = await first.serving();
        const file = demo();
        expect(statSync(join(folder, "demo.json")).mode & 0o777).toBe(0o600);
        expect(file.base_url).toBe(url);
        const { client_id, client_secret, redirect_uri, ...ids } = file.kounta;
        expect(redirect_uri).toBe("http://127.0.0.1:8765/callback");
        expect(ids).toEqual(demoData(0).ids); // the same on every fresh start
        expect(Object.keys(ids).sort()).toEqual(
          [
            "company_id",
            "customer_id",
            "option_set_ids",
            "pass_thru_register_id",
            "payment_method_ids",
            "product_ids",
            "register_id",
            "site_id",
            "staff_ids",
          ].sort(),
        );
        for (const user of file.users) {
          expect(user).toEqual({
            username: expect.any(String) as string,
            password: expect.any(String) as string,
            role: expect.stringMatching(/^(owner|manager|staff)$/) as string,
            staff_id: expect.any(Number) as number,
            pin: expect.stringMatching(/^\d{4,8}$/) as string,
          });
        }
        const auth = basic(client_id, client_secret);
        expect(file.kseries).toMatchObject({ client_id: "demo-kseries", redirect_uri });
        expect(file.kseries.client_secret).not.toBe(client_secret);
        const made = await fetch(`${url}/v1/companies/5678/orders.json`, {
          method: "POST",
          headers: { authorization: auth, "content-type": "application/json" },
          body: JSON.stringify({ site_id: ids["site_id"], notes: "kept" }),
        });
        expect(made.status).toBe(201);
        const path = new URL(made.headers.get("location")!).pathname;
        const ended = await first.kill("SIGTERM");
        expect(ended).toMatchObject({ code: 0, out: "" });
        expect(ended.err).toContain(`Register        ${url}/pos\n`);
        expect(ended.err).toContain(`Kitchen         ${url}/kitchen\n`);
        expect(ended.err).toContain(`Back office     ${url}/office\n`);
        expect(ended.err).toContain(`its ids, credentials and usernames are in ${join(folder, "demo.json")}.`);
        expect(ended.err).not.toContain("/setup");

        const second = new Child(["start"], { env });
        const again = await second.serving();
        const access_token = demo().kseries["access_token"]; // lives an hour, so each start makes one
        expect(access_token).not.toBe(file.kseries["access_token"]);
        expect(demo()).toEqual({ ...file, base_url: again, kseries: { ...file.kseries, access_token } });
        expect(await get(`${again}${path}`, auth)).toBe(200);
        expect(await second.kill("SIGTERM")).toMatchObject({ code: 0 });
      } finally {
        await leave();
      }
    }, 60_000);

    test("SERVERY_DEMO=0 starts empty and writes no demo.json", async () => {
      const { env, demo, leave } = await place({ SERVERY_DEMO: "0" });
      try {
        const child = new Child(["start"], { env });
        const url = await child.serving();
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
        expect(demo).toThrow(/ENOENT/);
        const { err } = await child.kill("SIGTERM");
        const [link, code] = /Set up your venue: http\S+\/setup\?code=([\w-]{32,})$/m.exec(err) ?? [];
        expect(link, err).toContain(`${url}/setup`);
        expect(err.split(code!)).toHaveLength(2); // nowhere but in the link
        expect(err).not.toMatch(/password|secret|demo/i);
        const storage = await openStore(readConfig(env), Date.now);
        expect(await storage.companies.ids()).toEqual([]);
        await storage.close();
      } finally {
        await leave();
      }
    }, 60_000);

    test("a demo load that was killed half-way is made whole by the next start", async () => {
      const { env, demo, leave } = await place();
      const all = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
      try {
        let half = 0;
        const killed = new Child(["start"], { env });
        const watch = await openStore(readConfig(env), Date.now, true);
        for (let i = 0; i < 2_000 && half === 0; i++) {
          half = (await watch.reads(5678 as never).orders(all, { size: 10_000 })).rows.length;
          if (half === 0) await new Promise((resolve) => setTimeout(resolve, 2));
        }
        await killed.kill("SIGKILL");
        expect(half).toBeGreaterThan(0);
        expect(await watch.companies.ids()).toEqual([]); // what came so far does not count
        await watch.close();

        const child = new Child(["start"], { env });
        const url = await child.serving();
        const { client_id, client_secret } = demo().kounta;
        expect(await get(`${url}/v1/companies/5678/orders.json`, basic(client_id, client_secret))).toBe(200);
        const { username, password } = demo().users[0]!;
        const session = await fetch(`${url}/admin/api/sessions`, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ username, password }),
        });
        expect(session.status).toBe(201);
        await child.kill("SIGTERM");
        const storage = await openStore(readConfig(env), Date.now);
        const whole = (await storage.reads(5678 as never).orders(all, { size: 10_000 })).rows.length;
        expect(whole).toBeGreaterThan(half);
        expect(await storage.companies.ids()).toEqual([5678]);
        await storage.close();
      } finally {
        await leave();
      }
    }, 60_000);
  });
}
