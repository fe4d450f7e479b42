import { expect, test } from "vitest";
import { codesOf } from "../../../src/dialects/kseries/codes.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, kseriesClient } from "./kseries.ts";

const GROUPS = ["COFFEE", "TEACHOCOLATE", "COLDDRINKS", "PASTRIESCAKES", "BREAKFAST"];

onEveryEngine("K-Series resources", (servery) => {
  test("Order and Pay tells of the business and its locations", async () => {
    const get = await kseriesClient(servery());
    const answer = await get("/o/op/data/businesses");
    expect(answer.json()).toEqual([
      {
        name: "Brindle & Tram",
        id: 5678,
        businessLocations: [
          { id: FITZROY, name: "Brindle & Tram Fitzroy" },
          { id: SOUTHBANK, name: "Brindle & Tram Southbank" },
        ],
      },
    ]);
  });

  test("the financial service tells of the same with currency, country and time zone, a page at a time", async () => {
    const get = await kseriesClient(servery());
    const location = (blID: number, blName: string) => ({
      blName,
      blID,
      country: "AU",
      timezone: "Australia/Melbourne",
    });
    const businesses = [
      {
        businessName: "Brindle & Tram",
        businessId: 5678,
        currencyCode: "AUD",
        businessLocations: [
          location(FITZROY, "Brindle & Tram Fitzroy"),
          location(SOUTHBANK, "Brindle & Tram Southbank"),
        ],
      },
    ];
    for (const [query, businessList] of [
      ["", businesses],
      ["?page=0&size=1", businesses],
      ["?page=1", []],
    ] as const) {
      expect((await get(`/f/data/businesses${query}`)).json()).toEqual({
        _embedded: { businessList },
        _links: { self: { href: `${servery().url}/f/data/businesses${query}` } },
      });
    }
    for (const query of ["?page=-1", "?size=0", "?size=1001", "?page=x"]) {
      expect((await get(`/f/data/businesses${query}`)).status, query).toBe(400);
    }
  });

  test("tax rates are what a net amount is multiplied by", async () => {
    const get = await kseriesClient(servery());
    const answer = (await get(`/f/finance/${FITZROY}/tax-rates`)).json();
    const rate = (code: string, description: string, rate: number) => ({
      code,
      description,
      rate,
      taxIncluded: true,
      accountingReference: null,
    });
    expect(answer._embedded).toEqual({
      taxRateList: [
        rate("GST", "GST", 1.1),
        rate("LIQ", "Liquor levy", 1.015),
        rate("WET", "Wine equalisation tax", 1.29),
      ],
    });
    expect(answer._links.self.href).toBe(`${servery().url}/f/finance/${FITZROY}/tax-rates`);
  });

  test("payment methods have a code, and the ledger's number as reference", async () => {
    const get = await kseriesClient(servery());
    const { paymentMethodList } = (await get(`/f/finance/${SOUTHBANK}/paymentMethods`)).json()._embedded;
    expect(paymentMethodList[0]).toEqual({ name: "Cash", code: "CASH", accountingReference: "1-1110", pmId: 1 });
    const codes = paymentMethodList.map(({ code }: Json) => code);
    expect(codes).toEqual(["CASH", "EFTPOS", "CUSTOMERACCOUNT", "GIFTVOUCHER", "OOPAYMENT", "CASHROUNDING"]);
  });

  test("accounting groups are the categories, with statistic groups as text", async () => {
    const get = await kseriesClient(servery());
    const { accountingGroupList: list } = (await get(`/f/finance/${FITZROY}/accountingGroups`)).json()._embedded;
    expect(list[0]).toEqual({
      accountingGroupId: 5101,
      name: "Coffee",
      statisticGroup: '[{"category":"default","value":"Coffee"}]',
      code: "COFFEE",
    });
    expect(list.map(({ code }: Json) => code).slice(0, 5)).toEqual(GROUPS);
  });

  test("an item is a product as the location has it, with its price there", async () => {
    const get = await kseriesClient(servery());
    const item = (location: number) => get(`/items/v1/items/${FLAT_WHITE}?businessLocationId=${location}`);
    const here = (await item(FITZROY)).json();
    expect(here).toEqual({
      id: FLAT_WHITE,
      name: "Flat white",
      docketName: "FW",
      sku: "COF-FLW",
      active: true,
      disabled: true,
      barcode: null,
      barcodes: [],
      accountingGroup: { id: 5101, name: "Coffee" },
      statisticGroups: [{ category: "default", value: "Coffee" }],
      costPrice: expect.any(Number),
      prices: [{ amount: 4.9, name: "Base" }],
      sharingType: "GLOBAL",
      priceMode: "AMOUNT",
      inventorySource: "PURCHASED",
      contentDimension: "DIMENSION_LESS",
      contentUom: null,
      contentValue: null,
      itemType: "ITEM",
    });
    const there = (await item(SOUTHBANK)).json();
    expect(there).toEqual({ ...here, prices: [{ amount: 5.2, name: "Southbank" }] });
    const missing = await get(`/items/v1/items/997?businessLocationId=${FITZROY}`);
    expect([missing.status, missing.json().message]).toEqual([404, "Item not found for 997"]);
    expect((await get(`/items/v1/items/abc?businessLocationId=${FITZROY}`)).status).toBe(404);
  });

  test("a price without tax is shown with it, and a measure as content", async () => {
    const get = await kseriesClient(servery());
    const named = async (name: string): Promise<Json> =>
      (await get(`/items/v1/items?businessLocationId=${SOUTHBANK}&name=${encodeURIComponent(name)}`)).json()[0];
    expect((await named("catering platter")).prices).toEqual([{ amount: 107.8, name: "Southbank" }]);
    const { contentDimension, contentUom, contentValue } = await named("Lantern lager pot");
    expect([contentDimension, contentUom, contentValue]).toEqual(["VOLUME", "Millilitre", 285]);
  });

  test("an item whose stock is not counted says so, and one without a SKU is known by its id", async () => {
    const get = await kseriesClient(servery());
    await servery().put(`sites/${SOUTHBANK}/products/${FLAT_WHITE}`, { inventoried: true });
    const item = (location: number) => get(`/items/v1/items/${FLAT_WHITE}?businessLocationId=${location}`);
    expect((await item(SOUTHBANK)).json().disabled).toBe(false);
    await servery().put(`sites/${SOUTHBANK}/products/${FLAT_WHITE}`, { inventoried: false });
    expect((await item(SOUTHBANK)).json().disabled).toBe(true);
    const all = (await get(`/items/v1/items?businessLocationId=${FITZROY}&amount=1000`)).json<Json[]>();
    const without = all.find(({ id, sku }) => sku === String(id));
    expect(without).toBeDefined();
    const bySku = (await get(`/items/v1/items?businessLocationId=${FITZROY}&sku=${without.sku}`)).json();
    expect(bySku).toEqual([without]);
  });

  test("items are listed in order, filtered and by the piece", async () => {
    const get = await kseriesClient(servery());
    const ids = async (query: string): Promise<number[]> => {
      const answer = await get(`/items/v1/items?businessLocationId=${FITZROY}${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return answer.json<Json[]>().map(({ id }) => id);
    };
    const all = await ids("&amount=1000");
    expect(all.length).toBeGreaterThan(60);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(await ids("")).toEqual(all.slice(0, 100));
    expect(await ids("&offset=3&amount=2")).toEqual(all.slice(3, 5));
    expect(await ids("&offset=100000")).toEqual([]);
    expect(await ids("&sku=COF-FLW")).toEqual([FLAT_WHITE]);
    expect(await ids("&sku=COF")).toEqual([]);
    expect(await ids("&itemIds=730001,730000,9765040300495493&offset=1&amount=1")).toEqual([730000, 730001]);
    expect(await ids("&itemIds=730001&itemIds=730000")).toEqual([730000, 730001]);
    const coffee = await ids("&accountingGroupId=5101");
    expect(coffee).toContain(FLAT_WHITE);
    expect(coffee.length).toBeLessThan(all.length);
    expect(await ids("&accountingGroupId=9765040300495493")).toEqual([]);
    for (const query of [
      "&amount=0",
      "&amount=1001",
      "&offset=-1",
      "&itemIds=1,x",
      "&itemIds=",
      `&itemIds=${Array.from({ length: 201 }, (_, i) => i).join(",")}`,
      "&accountingGroupId=x",
    ]) {
      expect((await get(`/items/v1/items?businessLocationId=${FITZROY}${query}`)).status, query).toBe(400);
    }
  });

  test("our own calls: taxes with their groups, and accounting groups", async () => {
    const get = await kseriesClient(servery());
    const taxes = (await get(`/tax-configuration/v1/business-locations/${FITZROY}/taxes`)).json();
    expect(taxes.businessLocationId).toBe(FITZROY);
    expect(taxes.taxes[0]).toEqual({ id: 829, code: "GST", name: "GST", rate: 1.1, taxIncluded: true });
    expect(taxes.taxGroups[1]).toEqual({ id: 42, code: "GSTLIQ", name: "GST and liquor levy", taxIds: [829, 830] });
    const groups = (await get(`/accounting/v1/business-locations/${FITZROY}/accounting-groups`)).json();
    expect(groups.businessLocationId).toBe(FITZROY);
    expect(groups.accountingGroups[0]).toEqual({
      id: 5101,
      name: "Coffee",
      code: "COFFEE",
      statisticGroups: [{ category: "default", value: "Coffee" }],
    });
  });
});

test("codes are made of names, and no two are alike", () => {
  const codes = codesOf([
    { id: 1, name: "Crème brûlée" },
    { id: 2, name: "creme-brulee" },
    { id: 3, name: "現金" },
    { id: 4, name: "CREMEBRULEE2" },
    { id: 5, name: "A name that is much longer than a code" },
  ]);
  expect([...codes.values()].slice(0, 3)).toEqual(["CREMEBRULEE", "CREMEBRULEE-2", "-3"]);
  expect(codes.get(5)).toBe("ANAMETHATISMUCHLONGE");
  expect(new Set(codes.values()).size).toBe(5);
});
