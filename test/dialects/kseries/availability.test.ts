import { expect, test } from "vitest";
import { setAvailability } from "../../../src/commands/set-availability.ts";
import { countdownCounter } from "../../../src/domain/availability.ts";
import type { CatalogueRecords } from "../../../src/domain/catalogue/records.ts";
import type { ProductId, SiteId } from "../../../src/domain/ids.ts";
import { done } from "../../../src/kit/brand.ts";
import { type Answer, type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP, kseriesClient } from "./kseries.ts";

const HUGE = "9765040300495493";
const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const idOf = async (servery: TestServery, sku: string): Promise<ProductId> =>
  (await servery.get(`products?sku=${sku}`)).json<Json[]>()[0].id;

const set = async (servery: TestServery, sku: string, count: number | null, site = FITZROY) => {
  const { storage, company } = servery;
  const outcome = await setAvailability(storage)(company, await idOf(servery, sku), site as SiteId, count);
  expect(outcome.ok, sku).toBe(true);
};

/** What the counter of a sale does: one more of the product is gone. */
const sell = async ({ storage, company }: TestServery, product: ProductId, site: number): Promise<void> => {
  await storage.transact(company, async (tx) => {
    await tx.count(countdownCounter(tx.catalogue.product(product)!.sites[site]!.countdown!));
    return done(null);
  });
};

const asks = async (servery: TestServery) => {
  const auth = `Bearer ${await servery.token(3_600, 2, servery.company, { api: "kseries" })}`;
  const path = (query: string) => `/o/op/1/itemAvailability?businessLocationId=${query}`;
  return {
    get: (query: string): Promise<Answer> => servery.ask(path(query), { auth }),
    post: (query: string, body: unknown): Promise<Answer> => servery.ask(path(query), { method: "POST", body, auth }),
  };
};

onEveryEngine("K-Series item availability", (servery) => {
  test("LO-06 what is out has none left, what is counted down has the rest, and all else is not mentioned", async () => {
    const { get, post } = await asks(servery());
    await set(servery(), "SID-CHI", 5);
    await set(servery(), "CLD-COL", 0);
    const query = `${FITZROY}&skus=CLD-COL&skus=SID-CHI,PAS-CRO`;
    const answer = await get(query);
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      data: [
        { sku: "CLD-COL", count: 0, updatedAt: expect.stringMatching(SECONDS) },
        { sku: "SID-CHI", count: 5, updatedAt: expect.stringMatching(SECONDS) },
      ],
      metadata: { warnings: [], current: { page: 0, pageSize: 25 }, total: 2, totalPages: 1 },
    });
    expect((await get(`${SOUTHBANK}&skus=CLD-COL,SID-CHI,PAS-CRO`)).json().data).toEqual([]);
    expect((await post(String(FITZROY), { skus: ["CLD-COL", "SID-CHI", "PAS-CRO"] })).json()).toEqual(answer.json());

    const chips = await idOf(servery(), "SID-CHI");
    await sell(servery(), chips, FITZROY);
    await sell(servery(), chips, FITZROY);
    const left = async () => (await get(`${FITZROY}&skus=SID-CHI`)).json().data;
    expect((await left())[0].count).toBe(3);
    await set(servery(), "SID-CHI", 2);
    expect((await left())[0].count).toBe(2);
    await set(servery(), "SID-CHI", null);
    expect(await left()).toEqual([]);
  });

  test("LO-06 what Kounta's API says of a product's availability is heard here", async () => {
    const { get } = await asks(servery());
    const chips = await idOf(servery(), "SID-CHI");
    const said = (is_available: boolean) =>
      servery().put(`sites/${SOUTHBANK}/products/${chips}/availability`, { is_available });
    await said(false);
    expect((await get(`${SOUTHBANK}&skus=SID-CHI`)).json().data[0].count).toBe(0);
    await said(true);
    expect((await get(`${SOUTHBANK}&skus=SID-CHI`)).json().data).toEqual([]);
    await set(servery(), "SID-CHI", 0, SOUTHBANK);
    const { sites } = (await servery().get(`products/${chips}`)).json();
    expect(sites.find(({ id }: Json) => id === SOUTHBANK).is_available).toBe(false);
    await set(servery(), "SID-CHI", null, SOUTHBANK);
  });

  test("LO-06 a page at a time, in the order asked, each once; a SKU that nobody has is a warning", async () => {
    const { get, post } = await asks(servery());
    for (const sku of ["SID-CHI", "CLD-COL", "PAS-CRO"]) await set(servery(), sku, 9);
    const skus = ["PAS-CRO", "NOBODY", "SID-CHI", "PAS-CRO", "CLD-COL"];
    const second = (await get(`${FITZROY}&skus=${skus.join(",")}&page=1&size=2`)).json();
    expect(second.data.map(({ sku }: Json) => sku)).toEqual(["CLD-COL"]);
    expect(second.metadata).toEqual({
      warnings: [{ information: "No item has the SKU NOBODY", type: "ITEM_NOT_FOUND" }],
      current: { page: 1, pageSize: 2 },
      total: 3,
      totalPages: 2,
    });
    const first = (await post(`${FITZROY}&size=100`, { skus })).json();
    expect(first.data.map(({ sku }: Json) => sku)).toEqual(["PAS-CRO", "SID-CHI", "CLD-COL"]);
    expect((await get(`${FITZROY}&skus=PAS-CRO&page=7`)).json().data).toEqual([]);
  });

  test("LO-06 the command tells whoever listens, once for each change", async () => {
    const { storage, company } = servery();
    const events = async () =>
      (await storage.reads(company).feed.after(0, 1_000)).filter(({ type }) => type === "item.restriction");
    const before = (await events()).length;
    await set(servery(), "LUN-POK", 4);
    await set(servery(), "LUN-POK", 0);
    await set(servery(), "LUN-POK", 0);
    await set(servery(), "LUN-POK", null);
    await set(servery(), "LUN-POK", null);
    const productId = await idOf(servery(), "LUN-POK");
    const common = { productId, siteId: FITZROY, sku: "LUN-POK" };
    expect((await events()).slice(before).map(({ data }) => data)).toEqual([
      { ...common, count: 4 },
      { ...common, count: 0 },
      { ...common, count: null },
    ]);
    const refused = await setAvailability(storage)(company, 997 as ProductId, FITZROY as SiteId, 1);
    expect(refused).toEqual({ ok: false, error: { kind: "not_there", what: "product" } });
    const nowhere = await setAvailability(storage)(company, productId, 997 as SiteId, 1);
    expect(nowhere).toEqual({ ok: false, error: { kind: "not_there", what: "site" } });
  });

  test("LO-05 what cannot be asked is refused in the words of this API", async () => {
    const { get, post } = await asks(servery());
    const many = Array.from({ length: 51 }, (_, i) => `S${i}`);
    const refused = async (answer: Answer, message: string) => {
      expect([message, answer.status]).toEqual([message, 400]);
      expect(answer.json()).toEqual({
        timestamp: expect.stringMatching(STAMP),
        status: 400,
        error: "Bad Request",
        message,
        path: "/o/op/1/itemAvailability",
      });
    };
    const noSkus = "Required request parameter 'skus' for method parameter type List is not present";
    const noLocation = "Required request parameter 'businessLocationId' for method parameter type Long is not present";
    const bare = await kseriesClient(servery());
    await refused(await bare("/o/op/1/itemAvailability?skus=A"), noLocation);
    await refused(await get(String(FITZROY)), noSkus);
    await refused(await get(`${FITZROY}&skus=`), "skus: must be 1 to 50 SKUs");
    await refused(await get(`${FITZROY}&skus=${many.join(",")}`), "skus: must be 1 to 50 SKUs");
    await refused(await get(`${FITZROY}&skus=A&size=51`), "size: must be a whole number from 1 to 50");
    await refused(await get(`${FITZROY}&skus=A&size=0`), "size: must be a whole number from 1 to 50");
    await refused(await get(`${FITZROY}&skus=A&page=-1`), "page: must be a whole number from 0 to 1000000");
    await refused(await post(`${FITZROY}&size=101`, { skus: ["A"] }), "size: must be a whole number from 1 to 100");
    for (const body of [{}, { skus: [] }, { skus: many }, { skus: "A" }, { skus: null }]) {
      await refused(await post(String(FITZROY), body), "skus: must be 1 to 50 SKUs");
    }
    const huge = await get(`${HUGE}&skus=A`);
    expect([huge.status, huge.json().message]).toEqual([404, `Business Location Not found for ${HUGE}`]);
  });
});

onEveryEngine("K-Series online order readiness", (servery) => {
  const readiness = async () => {
    const get = await kseriesClient(servery());
    const answer = await get(`/o/op/1/onlineOrderReadiness?businessLocationId=${SOUTHBANK}`);
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const change = async <K extends "site" | "register">(
    kind: K,
    id: number,
    facts: Partial<CatalogueRecords[K]>,
  ): Promise<void> => {
    const { storage, company } = servery();
    await storage.change(company, async (tx) => {
      await tx.records.save(kind, { ...tx.catalogue.get(kind, id)!, ...facts });
      return done(null);
    });
  };
  const told = (status: string, salesPeriod: string, acceptingOnlineOrders: boolean, availableDevices: boolean) => ({
    status,
    lastUpdatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    onlineOrderingApiConfiguration: { enabled: true, orderProfileId: null, staffId: null },
    posStatus: { salesPeriod, acceptingOnlineOrders, availableDevices },
  });

  test("LO-06 a location is ready while it trades, wants orders and has a register that is there", async () => {
    const before = await readiness();
    expect(before).toEqual(told("READY", "OPENED", true, true));
    await change("site", SOUTHBANK, { onlineOrdering: false });
    const closed = await readiness();
    expect(closed).toEqual(told("NOT_READY", "OPENED", false, true));
    expect(closed.lastUpdatedAt > before.lastUpdatedAt).toBe(true);
    await change("site", SOUTHBANK, { onlineOrdering: true, salesPeriod: "CLOSED" });
    expect(await readiness()).toEqual(told("NOT_READY", "CLOSED", true, true));
    await change("site", SOUTHBANK, { salesPeriod: "OPENED" });
    await change("register", 18, { online: false });
    expect(await readiness()).toEqual(told("NOT_READY", "OPENED", true, false));
    await change("register", 19, { online: true });
    expect((await readiness()).status).toBe("READY");
  });
});
