import { afterEach, describe, expect, test, vi } from "vitest";
import { SILENT_MS, presence } from "../../src/commands/presence.ts";
import { NO_FILTER } from "../../src/domain/events/topics.ts";
import type { AddonId } from "../../src/domain/ids.ts";
import type { Json } from "../support/servery.ts";
import { onEveryEngine } from "../support/servery.ts";
import { watchPresence } from "../../src/kitchen/presence.ts";
import { as } from "../operator/support.ts";

const COUNTER = 16;
const BAR = 17; // prints pass-thru orders by default

onEveryEngine(
  "registers that say they are there",
  (servery) => {
    const manager = () => as(servery(), "manager");
    const device = async (register: number): Promise<string> => {
      const made = await (
        await manager()
      )(`registers/${register}/devices`, { method: "POST", body: { name: "Tablet" } });
      return made.json<{ device_token: string }>().device_token;
    };
    const beat = (token: string | null) =>
      servery().ask("/admin/api/devices/current/heartbeat", {
        method: "POST",
        auth: token === null ? null : `Bearer ${token}`,
      });
    const status = async (): Promise<Json> => (await servery().get("sites/823/status")).json();
    const online = async (register: number): Promise<boolean> =>
      (await servery().storage.reads(servery().company).catalogue()).register(register as never)!.online;
    const sweep = () => presence(servery().storage).sweep();
    const setOnline = async (register: number, is: boolean) =>
      (await manager())(`registers/${register}`, { method: "PUT", body: { online: is } });
    /** Somebody waits for what happens to registers. */
    const listen = async (): Promise<void> => {
      const { storage, company } = servery();
      await storage.deliveries.webhooks.add({
        id: await storage.companies.newId("webhook"),
        companyId: company,
        addonId: 1 as AddonId,
        topic: "registers/updated",
        address: "https://receiver.example/",
        format: "json",
        filter: NO_FILTER,
        headers: {},
        ordered: false,
        active: true,
        disabledReason: null,
        version: 1,
        createdAt: 0,
        updatedAt: 0,
      });
    };
    const told = async (): Promise<number> => {
      const { storage, company } = servery();
      let count = 0;
      await storage.deliveries.fanOut(1_000, (events) => {
        count += events.filter(({ type, companyId }) => type === "register.updated" && companyId === company).length;
        return Promise.resolve({ deliveries: [], prints: [], jobs: [] });
      });
      return count;
    };

    test("KP-03 a heartbeat takes the register online, tells of it once, and silence takes it offline again", async () => {
      const real = Date.now;
      let ahead = 0;
      servery().clock.now = () => real() + ahead;
      await listen();
      const [one, two] = [await device(BAR), await device(BAR)];
      await setOnline(BAR, false);
      expect(await status()).toMatchObject({ pass_thru_printing_register: "offline" });
      expect((await beat(one)).status).toBe(204);
      expect(await status()).toMatchObject({ pass_thru_printing_register: "online", status: "online" });
      const { version } = await servery().storage.reads(servery().company).catalogue();
      for (let i = 0; i < 3; i++) expect((await beat(one)).status).toBe(204);
      expect((await servery().storage.reads(servery().company).catalogue()).version).toBe(version);

      ahead += SILENT_MS - 1_000;
      await sweep();
      expect(await online(BAR)).toBe(true);
      expect((await beat(two)).status).toBe(204); // the first falls silent, the second is there
      ahead += 30_000;
      await sweep();
      expect(await online(BAR)).toBe(true);
      ahead += SILENT_MS;
      await Promise.all([sweep(), sweep()]);
      expect(await online(BAR)).toBe(false);
      expect(await status()).toMatchObject({ pass_thru_printing_register: "offline" });
      expect((await beat(one)).status).toBe(204);
      expect(await online(BAR)).toBe(true);
      expect(await told(), "off by hand, on, silent, on again").toBe(4);
      servery().clock.now = real;
    });

    test("KP-03 registers without devices, or with ones that never say anything, keep what people say of them", async () => {
      await device(COUNTER);
      for (const is of [false, true]) {
        await setOnline(COUNTER, is);
        await setOnline(18, is);
        servery().clock.now = () => Date.now() + 10 * SILENT_MS;
        await sweep();
        expect([await online(COUNTER), await online(18)]).toEqual([is, is]);
        servery().clock.now = Date.now;
      }
    });

    test("a heartbeat needs a good device token: 401, and nothing is told", async () => {
      await listen();
      await setOnline(COUNTER, false);
      await told();
      const good = await device(COUNTER);
      for (const token of [null, "", "nonsense", `${good}x`, await servery().token()]) {
        expect((await beat(token)).status).toBe(401);
      }
      expect(await online(COUNTER)).toBe(false);
      expect(await told()).toBe(0);
      await beat(good);
      expect(await online(COUNTER)).toBe(true);
      expect(await told()).toBe(1);
    });
  },
  { env: { SERVERY_WORKERS: "0" }, kitchen: true },
);

describe("the watch over registers", () => {
  afterEach(() => void vi.useRealTimers());

  test("KP-03 looks every quarter of a minute, but not before devices had the time to be heard", async () => {
    vi.useFakeTimers({ now: 0 });
    const looked: number[] = [];
    const silentRegisters = (before: number): Promise<[]> => {
      looked.push(before);
      return looked.length === 1 ? Promise.reject(new Error("out of reach")) : Promise.resolve([]);
    };
    const failures: unknown[] = [];
    const storage = { clock: Date.now, access: { people: { silentRegisters } } };
    const watch = watchPresence(storage as never, (error) => failures.push(error));
    await vi.advanceTimersByTimeAsync(SILENT_MS - 1);
    expect(looked).toEqual([]);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(looked).toEqual([0, 15_000, 30_000]);
    expect(failures.map(String)).toEqual(["Error: out of reach"]);
    await watch.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looked).toHaveLength(3);
  });
});
