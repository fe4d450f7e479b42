import { expect, test } from "vitest";
import type { ProductId } from "../../../src/domain/ids.ts";
import { type Answer, type Ask, type Json, onEveryEngine } from "../../support/servery.ts";
import { register, withReceiver } from "../kounta/webhooks-receiver.ts";
import { writingClient } from "./items-client.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, STAMP } from "./kseries.ts";

const COFFEE = 5101;
const TEA = 5102;
const ITEMS = "/items/v1/items";
/** Beyond 2^53: digits that a number would lose. */
const WIDE = "9765040300495493";

onEveryEngine("K-Series items", (servery) => {
  const receiver = withReceiver();
  const client = () => writingClient(servery());
  const post = async (body: object): Promise<Answer> => (await client())(ITEMS, { method: "POST", body });
  const put = async (id: number | string, body: object): Promise<Answer> =>
    (await client())(`${ITEMS}/${id}`, { method: "PUT", body });
  const item = async (id: number, location = FITZROY): Promise<Json> =>
    (await (await client())(`${ITEMS}/${id}?businessLocationId=${location}`)).json();
  const inKounta = async (id: number): Promise<Json> => (await servery().get(`products/${id}`)).json();

  let made = 0;
  const fresh = (more: object = {}) => ({
    name: `Cortado ${++made}`,
    accountingGroupId: COFFEE,
    defaultPrice: 4.4,
    businessLocationId: FITZROY,
    ...more,
  });
  const create = async (more: object = {}): Promise<Json> => {
    const answer = await post(fresh(more));
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json();
  };
  const refused = (answer: Answer, status: number, field: string | null, message: string, value: unknown = null) => {
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.json()).toEqual({
      status: String(status),
      timestamp: expect.stringMatching(STAMP),
      message,
      apiSubExceptions: field === null ? [] : [{ field, rejectedValue: value, message }],
    });
    expect(answer.status).toBe(status);
  };

  test("LI-01 an item that is created has every field as it was sent, and is there in both APIs", async () => {
    const answer = await post(
      fresh({
        name: "Magic",
        docketName: "MAGIC",
        sku: "COF-NEW",
        active: true,
        barcode: "9300000000017",
        barcodes: ["9300000000017"],
        costPrice: 0.75,
        priceMode: "AMOUNT",
      }),
    );
    expect(answer.status).toBe(201);
    const body = answer.json();
    expect(body).toEqual({
      id: expect.any(Number),
      name: "Magic",
      docketName: "MAGIC",
      sku: "COF-NEW",
      active: true,
      disabled: true,
      barcode: "9300000000017",
      barcodes: ["9300000000017"],
      accountingGroup: { id: COFFEE, name: "Coffee" },
      statisticGroups: [{ category: "default", value: "Coffee" }],
      costPrice: 0.75,
      prices: [{ amount: 4.4, name: "Base" }],
      sharingType: "LOCAL",
      priceMode: "AMOUNT",
      inventorySource: "PRODUCED",
      contentDimension: "DIMENSION_LESS",
      contentUom: null,
      contentValue: null,
      itemType: "ITEM",
    });
    expect(await item(body.id)).toEqual(body);
    expect((await (await client())(`${ITEMS}?businessLocationId=${FITZROY}&sku=COF-NEW`)).json()).toEqual([body]);
    expect(await inKounta(body.id)).toMatchObject({
      id: body.id,
      name: "Magic",
      sku: "COF-NEW",
      barcode: "9300000000017",
      docket_name: "MAGIC",
      categories: [{ id: COFFEE, name: "Coffee" }],
      unit_price: 4.4,
      unit_price_ex_tax: 4,
      unit_tax: 0.4,
    });
  });

  test("LI-01 what is new at one location is not sold at the others, carries its group's taxes, and can be ordered", async () => {
    const { id } = await create();
    expect((await item(id, SOUTHBANK)).active).toBe(false);
    expect((await servery().get(`sites/${FITZROY}/products/${id}`)).status).toBe(200);
    const order = await servery().order({ lines: [{ product_id: id, quantity: 1 }] });
    expect([order.total, order.total_tax]).toEqual([4.4, 0.4]);
    const off = await create({ active: false });
    expect([off.active, off.sharingType]).toEqual([false, "GLOBAL_NO_BL"]);
    expect((await put(off.id, { businessLocationId: SOUTHBANK, active: true })).json().active).toBe(true);
    expect([(await item(off.id)).active, (await item(off.id)).sharingType]).toEqual([false, "LOCAL"]);
  });

  test("LI-01 an item has a price mode, AMOUNT unless one is given; it is changed, and stays while it is not sent", async () => {
    const open = await create({ priceMode: "POSITIVE_OPEN_PRICE" });
    expect(open.priceMode).toBe("POSITIVE_OPEN_PRICE");
    for (const priceMode of ["NEGATIVE_OPEN_PRICE", "PERCENT", "AMOUNT"]) {
      expect((await put(open.id, { priceMode })).json().priceMode).toBe(priceMode);
      expect((await put(open.id, { name: "Open" })).json().priceMode).toBe(priceMode);
      expect((await item(open.id)).priceMode).toBe(priceMode);
    }
    const { version } = (await servery().storage.reads(servery().company).catalogue()).product(
      FLAT_WHITE as ProductId,
    )!;
    expect((await put(FLAT_WHITE, { priceMode: "AMOUNT" })).json().priceMode).toBe("AMOUNT");
    const catalogue = await servery().storage.reads(servery().company).catalogue();
    expect(catalogue.product(FLAT_WHITE as ProductId)!.version).toBe(version); // nothing new
  });

  test("LI-01 a change shows at once in K-Series and in Kounta; what is not sent stays", async () => {
    const before = await create({ sku: "COF-CHG", docketName: "CHG", costPrice: 1 });
    const answer = await put(before.id, {
      name: "Piccolo large",
      businessLocationId: FITZROY,
      sku: "COF-PIC-L",
      defaultPrice: 5.5,
      accountingGroupId: TEA,
    });
    expect(answer.status).toBe(200);
    const after = {
      ...before,
      name: "Piccolo large",
      sku: "COF-PIC-L",
      accountingGroup: { id: TEA, name: expect.any(String) },
      statisticGroups: [{ category: "default", value: expect.any(String) }],
      prices: [{ amount: 5.5, name: "Base" }],
    };
    expect(answer.json()).toEqual(after);
    expect(await item(before.id)).toEqual(after);
    expect(await inKounta(before.id)).toMatchObject({ name: "Piccolo large", sku: "COF-PIC-L", unit_price: 5.5 });
    expect((await put(before.id, { name: null, docketName: "PICC" })).json()).toEqual({ ...after, docketName: "PICC" });
    expect((await put(before.id, {})).json()).toEqual({ ...after, docketName: "PICC" });
  });

  test("LI-01 a price goes to the location's own list, and stays away from it where it is the same already", async () => {
    const priceAt = async (id: number, site: number): Promise<number> => (await item(id, site)).prices[0].amount;
    expect([await priceAt(FLAT_WHITE, FITZROY), await priceAt(FLAT_WHITE, SOUTHBANK)]).toEqual([4.9, 5.2]);
    const there = (await put(FLAT_WHITE, { businessLocationId: SOUTHBANK, defaultPrice: 5.6 })).json();
    expect(there.prices).toEqual([{ amount: 5.6, name: "Southbank" }]);
    expect(await priceAt(FLAT_WHITE, FITZROY)).toBe(4.9);
    expect((await servery().get(`sites/${SOUTHBANK}/products/${FLAT_WHITE}`)).json().unit_price).toBe(5.6);
    await put(FLAT_WHITE, { businessLocationId: SOUTHBANK, defaultPrice: 5.2 });

    const { id } = await create({ defaultPrice: 7 });
    await put(id, { businessLocationId: SOUTHBANK, defaultPrice: 7, active: true });
    await put(id, { businessLocationId: FITZROY, defaultPrice: 8 });
    expect(await priceAt(id, SOUTHBANK)).toBe(8);
  });

  test("LI-01 Kounta's webhooks hear of it: products/created, products/updated, and nothing where nothing changed", async () => {
    await register(servery(), { topic: "products/created", address: `${receiver.url}/created` });
    await register(servery(), { topic: "products/updated", address: `${receiver.url}/updated` });
    const { id, name } = await create();
    const [created] = (await receiver.soon("/created")) as [Json];
    expect(created.json).toMatchObject({ id, name });
    await put(id, { name });
    await put(id, { name: "Told" });
    const [updated] = (await receiver.soon("/updated")) as [Json];
    expect(updated.json).toMatchObject({ id, name: "Told", unit_price: 4.4 });
    await put(FLAT_WHITE, { businessLocationId: SOUTHBANK, defaultPrice: 5.3 }); // a price list's change only
    expect((await receiver.soon("/updated", 2))[1]!.json).toMatchObject({ id: FLAT_WHITE });
    await put(FLAT_WHITE, { businessLocationId: SOUTHBANK, defaultPrice: 5.2 });
    expect(receiver.at("/created").length).toBe(1);
  });

  for (const [what, change, field, message, value] of [
    ["no name", { name: undefined }, "name", "name: must not be null", null],
    ["an empty name", { name: "" }, "name", "name: size must be between 1 and 180", ""],
    ["a blank name", { name: "  " }, "name", "name: must not be blank", "  "],
    ["a name that is too long", { name: "x".repeat(181) }, "name", "name: size must be between 1 and 180", undefined],
    ["a name that is none", { name: 7 }, "name", "name: must be text", 7],
    ["a long SKU", { sku: "x".repeat(33) }, "sku", "sku: size must be between 1 and 32", "x".repeat(33)],
    ["no price", { defaultPrice: null }, "defaultPrice", "defaultPrice: must not be null", null],
    ["a price below 0", { defaultPrice: -1 }, "defaultPrice", "defaultPrice: must be greater than or equal to 0", -1],
    ["a price in text", { defaultPrice: "4.40" }, "defaultPrice", "defaultPrice: must be a number", "4.40"],
    ["a price beyond all", { defaultPrice: 1e21 }, "defaultPrice", expect.stringContaining("99999999"), 1e21],
    [
      "a price mode that is none",
      { priceMode: "OPEN" },
      "priceMode",
      expect.stringContaining("must be one of"),
      "OPEN",
    ],
    ["two barcodes", { barcode: "1", barcodes: ["1", "2"] }, "barcodes", expect.stringContaining("one barcode"), null],
    ["a long barcode", { barcode: "1".repeat(65) }, "barcode", expect.stringContaining("64"), "1".repeat(65)],
    ["active in text", { active: "yes" }, "active", "active: must be true or false", "yes"],
    ["no location", { businessLocationId: null }, "businessLocationId", expect.stringContaining("64 bits"), null],
    ["a group that is no id", { accountingGroupId: 1.5 }, "accountingGroupId", expect.stringContaining("64 bits"), 1.5],
  ] as const) {
    test(`LI-01 creating with ${what} answers 400 and names the field`, async () => {
      const answer = await post(fresh(change));
      refused(answer, 400, field, message as string, value === undefined ? expect.any(String) : value);
    });
  }

  test("LI-01 no such location or accounting group: 404 with every digit; a change to such a group: 400", async () => {
    const location = await post(fresh({ businessLocationId: WIDE }));
    expect(location.status).toBe(404);
    refused(location, 404, null, `Business Location Not found for ${WIDE}`);
    const asNumber = JSON.stringify(fresh({ accountingGroupId: 0 })).replace(":0,", `:${WIDE},`);
    const group = await (await client())(ITEMS, { method: "POST", raw: asNumber });
    const words = `Accounting group not found for ${WIDE}`;
    refused(group, 404, "accountingGroupId", words, WIDE);
    refused(await put(FLAT_WHITE, { accountingGroupId: WIDE }), 400, "accountingGroupId", words, WIDE);
    const other = { businessLocationId: 990 };
    refused(await post(fresh(other)), 404, null, "Business Location Not found for 990");
    refused(await put(FLAT_WHITE, other), 404, null, "Business Location Not found for 990");
    refused(await put(997, { name: "Mine" }), 404, null, "Item not found for 997");
    refused(await put(WIDE, { name: "Mine" }), 404, null, `Item not found for ${WIDE}`);
  });

  test("LI-01 a SKU belongs to one item of the business, also where it is only an id; its own it may repeat", async () => {
    const { id } = await create({ sku: "ONCE" });
    const taken = `sku ONCE belongs to item ${id} already`;
    refused(await post(fresh({ sku: "ONCE" })), 400, "sku", taken, "ONCE");
    const other = await create({ sku: null });
    expect(other.sku).toBe(String(other.id));
    refused(await put(other.id, { sku: "ONCE" }), 400, "sku", taken, "ONCE");
    const byId = `sku ${other.id} belongs to item ${other.id} already`;
    refused(await post(fresh({ sku: String(other.id) })), 400, "sku", byId, String(other.id));
    expect((await put(id, { sku: "ONCE", name: "Still" })).json()).toMatchObject({ sku: "ONCE", name: "Still" });
    const both = await Promise.all([1, 2, 3].map(() => post(fresh({ sku: "RACE" }))));
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 400)).toHaveLength(2);
  });

  test("LI-01 the list is a bare array and takes every filter", async () => {
    const { id, name } = await create({ sku: "LIST-1" });
    const ask = await client();
    const ids = async (query: string): Promise<number[]> =>
      (await ask(`${ITEMS}?businessLocationId=${FITZROY}${query}`)).json<Json[]>().map((found) => found.id);
    expect(await ids("&sku=LIST-1")).toEqual([id]);
    expect(await ids(`&name=${encodeURIComponent(name.toUpperCase())}`)).toContain(id);
    expect(await ids(`&accountingGroupId=${COFFEE}&amount=1000`)).toContain(id);
    expect(await ids(`&accountingGroupId=${TEA}&amount=1000`)).not.toContain(id);
    expect(await ids(`&itemIds=${id},${FLAT_WHITE}&offset=5&amount=1`)).toEqual([FLAT_WHITE, id]);
    expect((await ids("&amount=1000")).length).toBeGreaterThan(60);
    const mine = await ask(`${ITEMS}?businessLocationId=${FITZROY}&amount=1001`);
    refused(mine, 400, "amount", "amount: must be a whole number from 1 to 1000", "1001");
  });

  test("LI-01 only the scope items opens it, for reading and for writing", async () => {
    const without = await writingClient(servery(), ["orders-api", "financial-api", "tax-configuration"]);
    const tries: (readonly [string, Ask])[] = [
      [`${ITEMS}?businessLocationId=${FITZROY}`, {}],
      [ITEMS, { method: "POST", body: fresh() }],
      [`${ITEMS}/${FLAT_WHITE}`, { method: "PUT", body: {} }],
    ];
    for (const [path, ask] of tries) {
      const answer = await without(path, ask);
      expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
        403,
        expect.stringContaining('scope="items"'),
      ]);
    }
    expect((await (await writingClient(servery(), ["items"]))(ITEMS, { method: "POST", body: fresh() })).status).toBe(
      201,
    );
  });
});
