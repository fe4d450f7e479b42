import { expect, test } from "vitest";
import { setAvailability } from "../../../src/commands/set-availability.ts";
import { presence } from "../../../src/commands/presence.ts";
import { updateSite } from "../../../src/commands/update-site.ts";
import type { ProductId, RegisterId, SiteId, StaffId } from "../../../src/domain/ids.ts";
import type { SiteChange } from "../../../src/domain/sites.ts";
import { newSecret, sha256 } from "../../../src/kit/secrets.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, kseriesClient } from "./kseries.ts";
import { bodies, endpoint } from "./notifications-setting.ts";

const ITEMS = { subscribeTo: [{ name: "SALES_RESTRICTION_UPDATED", resource: "item" }] };
const READINESS = { subscribeTo: [{ name: "ONLINE_ORDER_READINESS", resource: "order_api" }] };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;

const receiver = withReceiver();

/** What the venue says of one of its sites. */
const say = async ({ storage, company }: TestServery, change: SiteChange, site = FITZROY): Promise<void> => {
  const who = { company, actor: { kind: "operator", staffId: 1 as StaffId, registerId: null } } as const;
  expect((await updateSite(storage)(who, site as SiteId, change)).ok).toBe(true);
};

onEveryEngine("K-Series notifications of places", (servery, engine) => {
  const named = (name: string): string => `${engine}-${name}`;
  const got = (endpointId: string): Promise<Json[]> => bodies(servery(), receiver, endpointId);

  test("LO-06 an item that runs out, is counted down or is free again is told to those who asked, for their places", async () => {
    await endpoint(servery(), receiver, named("items"), ITEMS, [FITZROY]);
    await endpoint(servery(), receiver, named("both"), ITEMS, [FITZROY, SOUTHBANK]);
    await endpoint(servery(), receiver, named("unasked"), READINESS, [FITZROY]);
    await endpoint(servery(), receiver, named("nowhere"), ITEMS);
    const { storage, company } = servery();
    const set = (site: number, count: number | null) =>
      setAvailability(storage)(company, FLAT_WHITE as ProductId, site as SiteId, count);
    for (const count of [5, 0, null]) await set(FITZROY, count);
    await set(SOUTHBANK, 0);
    await set(SOUTHBANK, null);
    const item = (site: number, count: number | null) => ({
      sku: "COF-FLW",
      businessLocationId: site,
      count,
      countUpdatedAt: expect.stringMatching(INSTANT),
      status: count === null ? "NOT_RESTRICTED" : "RESTRICTED",
      type: "ITEM",
    });
    const fitzroy = [5, 0, null].map((count) => item(FITZROY, count));
    const southbank = [0, null].map((count) => item(SOUTHBANK, count));
    expect(await got(named("items"))).toEqual(fitzroy);
    const both = await got(named("both"));
    expect(both.filter(({ businessLocationId }) => businessLocationId === FITZROY)).toEqual(fitzroy);
    expect(both.filter(({ businessLocationId }) => businessLocationId === SOUTHBANK)).toEqual(southbank);
    for (const name of ["unasked", "nowhere"]) expect(await got(named(name))).toEqual([]);
  });

  test("LO-06 what is said over Kounta is heard as well, and what is available again is counted down no more", async () => {
    const id = named("kounta-items");
    await endpoint(servery(), receiver, id, ITEMS, [SOUTHBANK]);
    const { storage, company } = servery();
    const at = `sites/${SOUTHBANK}/products/${FLAT_WHITE}`;
    const get = await kseriesClient(servery());
    const seen = async (): Promise<number[]> =>
      (await get(`/o/op/1/itemAvailability?businessLocationId=${SOUTHBANK}&skus=COF-FLW`))
        .json()
        .data.map(({ count }: Json) => count);
    const say = async (path: string, is_available: boolean, counts: number[]): Promise<void> => {
      expect((await servery().put(path, { is_available })).status).toBe(200);
      expect(await seen()).toEqual(counts);
    };
    await say(`${at}/availability`, false, [0]);
    await say(`${at}/availability`, false, [0]); // nothing new
    await say(at, true, []);
    await say(at, false, [0]);
    await setAvailability(storage)(company, FLAT_WHITE as ProductId, SOUTHBANK as SiteId, 7);
    expect(await seen()).toEqual([7]);
    await say(at, true, []);
    await say(`${at}/availability`, true, []); // nothing new
    const news = (await got(id)).map(({ sku, businessLocationId, count, status }) => [
      sku,
      businessLocationId,
      count,
      status,
    ]);
    const told = (count: number | null) => [
      "COF-FLW",
      SOUTHBANK,
      count,
      count === null ? "NOT_RESTRICTED" : "RESTRICTED",
    ];
    expect(news).toEqual([0, null, 0, 7, null].map(told));
  });

  test("LO-06 readiness is told when it turns over: by the switch, the sales period and the registers", async () => {
    const id = named("ready");
    await endpoint(servery(), receiver, id, READINESS, [FITZROY]);
    await endpoint(servery(), receiver, named("ready-elsewhere"), READINESS, [SOUTHBANK]);
    await endpoint(servery(), receiver, named("ready-unasked"), {}, [FITZROY]);
    const { storage, company } = servery();
    const get = await kseriesClient(servery());
    const shown = async () => (await get(`/o/op/1/onlineOrderReadiness?businessLocationId=${FITZROY}`)).json();
    const operator = await servery().operator();
    const registers = (await storage.reads(company).catalogue()).registersOf(FITZROY as SiteId);
    const online = async (register: RegisterId, is: boolean): Promise<void> => {
      const answer = await operator(`registers/${register}`, { method: "PUT", body: { online: is } });
      expect(answer.status, answer.text).toBe(200);
    };
    const [first, ...others] = registers.map((register) => register.id);
    for (const register of others) await online(register, false);
    await online(first!, true);
    await say(servery(), { onlineOrdering: true, salesPeriod: "OPENED" });
    const before = (await got(id)).length;

    const told: Json[] = [];
    /** Does something; `turned` is what has to be told of it, undefined for nothing. */
    const step = async (what: string, act: () => Promise<void>, turned?: object): Promise<void> => {
      await act();
      const news = (await got(id)).slice(before + told.length);
      if (!turned) return expect([what, news]).toEqual([what, []]);
      const { lastUpdatedAt, ...state } = await shown();
      const body = {
        businessLocationId: FITZROY,
        ...state,
        lastUpdatedAt: lastUpdatedAt.replace("Z", "+00:00"),
        type: "ORDER_API",
      };
      expect([what, news]).toEqual([what, [body]]);
      expect(body).toMatchObject(turned);
      expect(body.lastUpdatedAt).toMatch(INSTANT);
      told.push(body);
    };
    const not = (part: object) => ({ status: "NOT_READY", posStatus: { ...open, ...part } });
    const open = { salesPeriod: "OPENED", acceptingOnlineOrders: true, availableDevices: true };
    const ready = {
      status: "READY",
      onlineOrderingApiConfiguration: { enabled: true, orderProfileId: null, staffId: null },
      posStatus: open,
    };

    await step("the last register goes", () => online(first!, false), not({ availableDevices: false }));
    await step("nothing else matters then", () => say(servery(), { salesPeriod: "CLOSED" }));
    await step("a register comes, the till is closed", () => online(first!, true));
    await step("the day begins", () => say(servery(), { salesPeriod: "OPENED" }), ready);
    await step("another register comes", () => online(others[0] ?? first!, true));
    await step(
      "the switch goes off",
      () => say(servery(), { onlineOrdering: false }),
      not({ acceptingOnlineOrders: false }),
    );
    await step("the switch goes on", () => say(servery(), { onlineOrdering: true }), ready);
    await step("the day ends", () => say(servery(), { salesPeriod: "CLOSED" }), not({ salesPeriod: "CLOSED" }));
    await step("another day", () => say(servery(), { salesPeriod: "OPENED" }), ready);
    await step("a name changes", () => say(servery(), { fax: "1" }));

    expect(await got(named("ready-elsewhere"))).toEqual([]);
    expect(await got(named("ready-unasked"))).toEqual([]);
  });

  test("LO-06 a register whose device comes or falls silent turns readiness over as well", async () => {
    const id = named("presence");
    await endpoint(servery(), receiver, id, READINESS, [SOUTHBANK]);
    const { storage, company } = servery();
    const registers = (await storage.reads(company).catalogue()).registersOf(SOUTHBANK as SiteId);
    const operator = await servery().operator();
    for (const register of registers) {
      await operator(`registers/${register.id}`, { method: "PUT", body: { online: false } });
    }
    await got(id);
    const before = receiver.at(`/${id}`).length;
    const device = {
      id: await storage.companies.newId("device"),
      companyId: company,
      registerId: registers[0]!.id,
      hash: sha256(newSecret()),
      name: "Tablet",
      createdBy: 732846 as StaffId,
      createdAt: servery().clock.now(),
    };
    await storage.access.people.addDevice(device);
    const devices = presence(storage);
    await devices.heartbeat(device);
    const news = async () => (await got(id)).slice(before).map(({ status }) => status);
    expect(await news()).toEqual(["READY"]);
    const real = servery().clock.now;
    servery().clock.now = () => real() + 200_000;
    await devices.sweep();
    expect(await news()).toEqual(["READY", "NOT_READY"]);
    servery().clock.now = real;
  });
});
