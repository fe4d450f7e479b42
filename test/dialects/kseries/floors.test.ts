import { expect, test } from "vitest";
import { done } from "../../../src/kit/brand.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP, kseriesClient } from "./kseries.ts";

const HUGE = "9765040300495493";
const DINING_ROOM = 2391;

const notThere = (path: string, message: string) => ({
  timestamp: expect.stringMatching(STAMP),
  status: 404,
  error: "Not Found",
  message,
  path,
});

onEveryEngine("K-Series floor plans and account profiles", (servery) => {
  test("LO-06 floor plans come with their tables; table ids are text, all else are numbers", async () => {
    const get = await kseriesClient(servery());
    const answer = await get(`/o/op/data/${FITZROY}/floorplans`);
    expect(answer.status).toBe(200);
    const plans = answer.json<Json[]>();
    expect(plans.map(({ id, name, tables }) => [id, name, tables.length])).toEqual([
      [DINING_ROOM, "Dining room", 10],
      [2392, "Courtyard", 5],
    ]);
    expect(plans[0].tables[0]).toEqual({
      number: 1,
      reference: "FD1",
      id: "2451",
      active: true,
      description: "Table 1",
      defaultClientCount: 2,
    });
    expect(plans[1].tables.at(-1)).toMatchObject({ number: 25, description: "Long table under the fig tree" });
    const tables = (await get(`/o/op/data/${FITZROY}/floorplans/${DINING_ROOM}/tables`)).json();
    expect(tables).toEqual(plans[0].tables);
    const there = (await get(`/o/op/data/${SOUTHBANK}/floorplans?expandTables=true`)).json<Json[]>();
    expect(there.map(({ name }) => name)).toEqual(["Main room", "Terrace"]);
  });

  test("LO-06 without their tables floor plans are an id and a name", async () => {
    const get = await kseriesClient(servery());
    const answer = await get(`/o/op/data/${SOUTHBANK}/floorplans?expandTables=false`);
    expect(answer.json()).toEqual([
      { id: 2393, name: "Main room" },
      { id: 2394, name: "Terrace" },
    ]);
    const wrong = await get(`/o/op/data/${SOUTHBANK}/floorplans?expandTables=no`);
    expect([wrong.status, wrong.json().message]).toEqual([400, "expandTables: must be true or false"]);
  });

  test("LO-06 what is not known of a table is left out", async () => {
    const get = await kseriesClient(servery());
    const { storage, company } = servery();
    await storage.change(company, async (tx) => {
      const plan = tx.catalogue.get("floor_plan", 2394)!;
      const bare = { id: 999_001, number: 99, reference: null, description: null, seats: 3, active: false };
      await tx.records.save("floor_plan", { ...plan, tables: [bare] });
      return done(null);
    });
    const tables = (await get(`/o/op/data/${SOUTHBANK}/floorplans/2394/tables`)).json();
    expect(tables).toEqual([{ number: 99, id: "999001", active: false, defaultClientCount: 3 }]);
  });

  test("LO-06 a location or floor plan that is not there, and a location without any", async () => {
    const get = await kseriesClient(servery());
    for (const site of [HUGE, "997"]) {
      const path = `/o/op/data/${site}/floorplans`;
      expect((await get(path)).json()).toEqual(notThere(path, `Business Location Not found for ${site}`));
    }
    for (const plan of [HUGE, "2393"]) {
      const path = `/o/op/data/${FITZROY}/floorplans/${plan}/tables`;
      expect((await get(path)).json()).toEqual(notThere(path, `Floor plan not found for ${plan}`));
    }
    expect((await get("/o/op/data/abc/floorplans")).status).toBe(404);
    const { storage, company } = servery();
    await storage.change(company, async (tx) => {
      for (const id of [2393, 2394]) await tx.records.remove("floor_plan", id);
      return done(null);
    });
    const path = `/o/op/data/${SOUTHBANK}/floorplans`;
    expect((await get(path)).json()).toEqual(notThere(path, `No floor plans are configured for ${SOUTHBANK}`));
  });

  test("LO-06 account profiles are those in use at the location, and each is found by its code", async () => {
    const get = await kseriesClient(servery());
    const list = async (site: number) => (await get(`/o/op/data/account-profiles?businessLocationId=${site}`)).json();
    const profiles = [
      { id: 2371, code: "LOCALORDER", name: "At the table", deliveryMode: "NONE" },
      { id: 2372, code: "TOGOORDER", name: "Pick-up", deliveryMode: "TAKE_AWAY" },
      { id: 2373, code: "DELIVERY", name: "Delivery", deliveryMode: "DELIVERY" },
    ];
    const happyHour = { id: 2374, code: "HAPPYHOUR", name: "Happy hour", deliveryMode: "NONE" };
    expect(await list(FITZROY)).toEqual({ businessLocationId: FITZROY, accountProfileList: profiles });
    expect(await list(SOUTHBANK)).toEqual({
      businessLocationId: SOUTHBANK,
      accountProfileList: [...profiles, happyHour],
    });
    const coded = (site: number | string, code: string) =>
      get(`/o/op/data/${site}/account-profiles/tagcode/${encodeURIComponent(code)}`);
    expect((await coded(SOUTHBANK, "HAPPYHOUR")).json()).toEqual(happyHour);
    for (const code of ["HAPPYHOUR", "localorder", "<b>"]) {
      const answer = await coded(FITZROY, code);
      expect([answer.status, answer.json().message]).toEqual([404, `account profile not found for ${code}`]);
    }
    expect((await coded(HUGE, "DELIVERY")).json().message).toBe(`Business Location Not found for ${HUGE}`);

    const { storage, company } = servery();
    await storage.change(company, async (tx) => {
      await tx.records.save("account_profile", { ...tx.catalogue.get("account_profile", 2373)!, active: false });
      return done(null);
    });
    expect((await list(FITZROY)).accountProfileList).toEqual(profiles.slice(0, 2));
    expect((await coded(FITZROY, "DELIVERY")).status).toBe(404);
  });

  test("LO-05 account profiles need a location", async () => {
    const get = await kseriesClient(servery());
    const missing = await get("/o/op/data/account-profiles");
    const words = "Required request parameter 'businessLocationId' for method parameter type Long is not present";
    expect([missing.status, missing.json().message]).toEqual([400, words]);
    const none = await get(`/o/op/data/account-profiles?businessLocationId=${HUGE}`);
    expect([none.status, none.json().message]).toEqual([404, `Business Location Not found for ${HUGE}`]);
  });

  test("LO-06 all of this needs the scope for orders", async () => {
    const get = await kseriesClient(servery(), ["items", "financial-api"]);
    for (const path of [
      `/o/op/data/${FITZROY}/floorplans`,
      `/o/op/data/${FITZROY}/floorplans/${DINING_ROOM}/tables`,
      `/o/op/data/account-profiles?businessLocationId=${FITZROY}`,
      `/o/op/data/${FITZROY}/account-profiles/tagcode/DELIVERY`,
      `/o/op/1/menu/list?businessLocationId=${FITZROY}`,
      `/o/op/2/menu/load/2301?businessLocationId=${FITZROY}`,
      `/o/op/1/itemAvailability?businessLocationId=${FITZROY}&skus=A`,
      `/o/op/1/onlineOrderReadiness?businessLocationId=${FITZROY}`,
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    }
  });
});
