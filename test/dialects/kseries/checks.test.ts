import { expect, test } from "vitest";
import { createOrder } from "../../../src/commands/create-order.ts";
import type { AddonId, Principal, ProductId, SiteId } from "../../../src/domain/ids.ts";
import type { LineInput, NewOrder } from "../../../src/domain/order/input.ts";
import type { Order } from "../../../src/domain/order/order.ts";
import { asAnswer, asNotified, snapshotOf } from "../../../src/dialects/kseries/order-and-pay/snapshot.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, STAMP, kseriesClient } from "./kseries.ts";

const PATH = "/o/op/1/order";
const HOUR = 3_600_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ALL_FIELDS = [
  "clientCount",
  "uuid",
  "openDate",
  "paidAmount",
  "serviceCharge",
  "name",
  "currentAmount",
  "salesEntries",
  "paymentEntries",
  "ikaccountId",
  "tableNumber",
  "posId",
];

const REQUIRED = "Required request parameter 'businessLocationId' for method parameter type Long is not present";

/** An order as an ordering app of this API would make it. */
const made = async (servery: TestServery, input: Partial<NewOrder>): Promise<Order> => {
  const who: Principal = { company: servery.company, actor: { kind: "addon", addonId: 2 as AddonId } };
  const blank = { lines: [], options: [], payments: [], originalOrderId: null, passThruRegisterId: null };
  const order = { ...blank, siteId: FITZROY as SiteId, passThruPrinting: false, ...input };
  const result = await createOrder(servery.storage).run(who, order);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** An order of Kounta's API whose guests the venue has seated. */
const seated = async (servery: TestServery, { table, ...body }: Record<string, unknown>): Promise<Json> => {
  const order = await servery.order(body);
  if (table === undefined) return order;
  const operator = await servery.operator();
  const put = await operator(`orders/${order.id}`, { method: "PUT", body: { table } });
  expect(put.status, put.text).toBe(200);
  return put.json();
};

const line = (productId: number, more: Partial<LineInput> = {}): LineInput => ({
  productId: productId as ProductId,
  quantity: "1",
  unitPriceExTax: null,
  unitPriceIncTax: null,
  priceVariation: "1",
  priceFixedVariation: "0",
  modifiers: [],
  notes: null,
  courseName: null,
  courseOrdinal: null,
  courseStatus: null,
  ...more,
});

onEveryEngine("K-Series checks", (servery) => {
  const ofTable = async (table: number | string, site: number | string = FITZROY) =>
    (await kseriesClient(servery()))(`${PATH}/table/${table}/getCheck?businessLocationId=${site}`);
  const ofAccount = async (identifier: string, site: number | string = FITZROY) =>
    (await kseriesClient(servery()))(`${PATH}/accounts/${identifier}?businessLocationId=${site}`);
  const listed = async (site: number = FITZROY): Promise<Json[]> => {
    const answer = await (await kseriesClient(servery()))(`${PATH}/table/getCheck?businessLocationId=${site}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json();
  };
  const identifiers = async (site?: number): Promise<string[]> =>
    (await listed(site)).map((check) => check.ikaccountId);

  test("LO-06 an order of Kounta's API is a check: by table, by account and in the list, the same each time", async () => {
    const order = await seated(servery(), {
      status: "PENDING",
      complete_when_paid: false,
      table: "31",
      order_type: "Dine in",
      guests: 3,
      lines: [
        { product_id: FLAT_WHITE, quantity: 2, price_variation: 0.5, modifiers: [] },
        { product_id: servery().ids.product_ids[0], quantity: 1 },
      ],
      payments: [{ method_id: 1, amount: 1, ref: "TXN-1", tip: 0.5 }],
    });
    const identifier = `A${FITZROY}.${order.id}`;
    const answer = await ofTable(31);
    expect(answer.status, answer.text).toBe(200);
    const check = answer.json();
    expect((await ofAccount(identifier)).json()).toEqual(check);
    expect((await listed()).find(({ ikaccountId }) => ikaccountId === identifier)).toEqual(check);

    expect(Object.keys(check).sort()).toEqual(expect.arrayContaining([...ALL_FIELDS].sort()));
    expect(check).toMatchObject({
      clientCount: 3,
      uuid: expect.stringMatching(UUID),
      openDate: expect.stringMatching(STAMP),
      paidAmount: 1,
      serviceCharge: 0,
      currentAmount: order.total,
      name: `Order ${order.sale_number}`,
      ikaccountId: identifier,
      tableNumber: 31,
      posId: FITZROY,
      paymentEntries: [
        {
          paymentMethodDescription: "Cash",
          externalReference: "TXN-1",
          paymentMethodCode: "CASH",
          amountPaid: 1,
          paymentDate: expect.stringMatching(STAMP),
          active: true,
        },
      ],
    });
    const [white] = check.salesEntries;
    expect(white).toEqual({
      id: order.id * 10_000 + 1,
      uuid: expect.stringMatching(UUID),
      itemName: "Flat white",
      itemSku: "COF-FLW",
      unitAmount: 4.9,
      quantity: 2,
      modifiers: [],
      amountWithTax: 4.9,
      amountLessTax: 4.45,
      discountedAmount: 4.9,
      timeOfTransactionUtc: check.openDate,
      active: true,
      subLineItems: [],
      taxIncluded: true,
    });
    expect(Number.isInteger(white.id)).toBe(true);
    const sum = check.salesEntries.reduce((total: number, entry: Json) => total + entry.amountWithTax * 100, 0);
    expect(Math.round(sum)).toBe(Math.round(order.total * 100));
  });

  test("LO-06 what was chosen under an item is below it, and its own price is not counted twice", async () => {
    const catalogue = await servery().storage.reads(servery().company).catalogue();
    const product = catalogue.all("product").find(({ optionSetIds, deleted }) => optionSetIds.length > 0 && !deleted)!;
    const set = catalogue.optionSet(product.optionSetIds[0]!)!;
    const option = set.options[0]!.productId;
    const none = { unitPriceExTax: null, unitPriceIncTax: null, notes: null, instructions: null, optionSets: [] };
    const optionSets = [{ optionSetId: set.id, options: [{ ...none, productId: option }] }];
    const order = await made(servery(), {
      table: "32",
      lines: [
        line(FLAT_WHITE, {
          modifiers: [-catalogue.product(FLAT_WHITE as ProductId)!.modifiers[0]!.productId],
          productionInstructions: [{ id: 1, text: "Extra hot" }],
        }),
      ],
      options: [{ ...none, productId: product.id, optionSets }],
    });
    const check = (await ofTable(32)).json();
    expect(check.staffName).toBe("Online Order");
    expect(check).not.toHaveProperty("staffId");
    expect(check.salesEntries).toHaveLength(2);
    const [white, deal] = check.salesEntries;
    expect(white.modifiers).toEqual([
      { name: "Extra hot", quantity: 1 },
      { name: expect.stringMatching(/^No /), quantity: 1 },
    ]);
    expect(deal.subLineItems).toHaveLength(1);
    expect(deal.subLineItems[0]).toMatchObject({ itemName: catalogue.product(option)!.name, subLineItems: [] });
    const all = [white, deal, ...deal.subLineItems].reduce(
      (sum, entry) => sum + Math.round(entry.amountWithTax * 100),
      0,
    );
    expect(all).toBe(order.totals.total);
    expect(new Set([white, deal, ...deal.subLineItems].map(({ id }) => id)).size).toBe(3);
  });

  test("LO-06 amounts of any currency: numbers in checks, text with two decimals at the least in notifications", async () => {
    const catalogue = await servery().storage.reads(servery().company).catalogue();
    const order = await made(servery(), { lines: [line(FLAT_WHITE)] });
    for (const [currency, number, text] of [
      ["AUD", 4.9, "4.90"],
      ["JPY", 490, "490.00"],
      ["KWD", 0.49, "0.490"],
    ] as const) {
      const foreign = { ...order, currency };
      const answer = snapshotOf(foreign, catalogue, asAnswer);
      const notified = snapshotOf(foreign, catalogue, asNotified(true, true));
      expect([answer.currentAmount, notified.currentAmount]).toEqual([number, text]);
      expect([answer.salesEntries![0]!.amountWithTax, notified.salesEntries![0]!.amountWithTax]).toEqual([
        number,
        text,
      ]);
    }
  });

  test("LO-06 only what is open, eaten here and not of yesterday is a table's check; the oldest counts", async () => {
    const lines = [{ product_id: FLAT_WHITE }];
    const facts = { status: "PENDING", complete_when_paid: false, table: "33", lines };
    const start = servery().clock.now;
    const now = start();
    servery().clock.now = () => now - 15 * HOUR - 1_000;
    const old = await seated(servery(), facts);
    servery().clock.now = () => now - 14 * HOUR;
    const first = await seated(servery(), facts);
    servery().clock.now = start;
    const second = await seated(servery(), facts);
    const away = await seated(servery(), { ...facts, order_type: "Takeaway" });
    const bar = await seated(servery(), { ...facts, table: "Bar" });
    const here = await seated(servery(), { ...facts, table: undefined, order_type: "Dine in" });
    const waiting = await seated(servery(), { ...facts, status: "SUBMITTED", table: "34" });
    const paid = await seated(servery(), { ...facts, status: "COMPLETE", table: undefined, order_type: "Dine in" });
    const rejected = await seated(servery(), { ...facts, status: "SUBMITTED", table: "36" });
    await servery().put(`orders/${rejected.id}`, { status: "REJECTED" });
    const elsewhere = await seated(servery(), { ...facts, site_id: SOUTHBANK, table: "33" });
    const named = (order: Json, site = FITZROY): string => `A${site}.${order.id}`;

    expect((await ofTable(33)).json().ikaccountId).toBe(named(first));
    expect((await ofTable("033")).json().ikaccountId).toBe(named(first));
    expect((await ofTable(33, SOUTHBANK)).json().ikaccountId).toBe(named(elsewhere, SOUTHBANK));
    expect((await ofTable(34)).json().ikaccountId).toBe(named(waiting));
    const all = await identifiers();
    for (const order of [first, second, bar, here, waiting]) expect(all).toContain(named(order));
    for (const order of [old, away, paid, rejected]) expect(all).not.toContain(named(order));
    expect(all.indexOf(named(first))).toBe(0);
    expect(await identifiers(SOUTHBANK)).toEqual([named(elsewhere, SOUTHBANK)]);
    expect((await listed()).find(({ ikaccountId }) => ikaccountId === named(bar))).not.toHaveProperty("tableNumber");

    // An account is looked up wherever its guests eat, as long as it is open.
    expect((await ofAccount(named(away))).status).toBe(200);
    for (const [order, site] of [[old], [paid], [rejected], [elsewhere, FITZROY]] as const) {
      const refused = await ofAccount(named(order, site), FITZROY);
      expect([refused.status, refused.json().message]).toEqual([404, `account not found for BL ${FITZROY}`]);
    }
    expect((await ofAccount(named(first), SOUTHBANK)).status).toBe(404);
    const closed = await servery().put(`orders/${first.id}`, { status: "REJECTED" });
    expect(closed.status).toBe(200);
    expect((await ofTable(33)).json().ikaccountId).toBe(named(second));
  });

  test("LO-05 a check that is asked for in a wrong way: 400 and 404 in this service's form", async () => {
    const get = await kseriesClient(servery());
    for (const [path, status, message] of [
      [`${PATH}/table/getCheck`, 400, REQUIRED],
      [`${PATH}/table/1/getCheck`, 400, REQUIRED],
      [`${PATH}/accounts/A${FITZROY}.1`, 400, REQUIRED],
      [
        `${PATH}/table/getCheck?businessLocationId=x`,
        400,
        "businessLocationId: must be a whole number of 64 bits at the most",
      ],
      [`${PATH}/table/getCheck?businessLocationId=990`, 404, "Business Location Not found for 990"],
      [
        `${PATH}/table/1/getCheck?businessLocationId=9765040300495493`,
        404,
        "Business Location Not found for 9765040300495493",
      ],
      [`${PATH}/table/77/getCheck?businessLocationId=${FITZROY}`, 404, `account not found for BL ${FITZROY}`],
      [`${PATH}/table/0/getCheck?businessLocationId=${FITZROY}`, 404, `account not found for BL ${FITZROY}`],
      [
        `${PATH}/table/9007199254740993/getCheck?businessLocationId=${FITZROY}`,
        404,
        `account not found for BL ${FITZROY}`,
      ],
      [`${PATH}/accounts/-1?businessLocationId=${FITZROY}`, 400, "Invalid account identifier"],
      [`${PATH}/accounts/A1?businessLocationId=${FITZROY}`, 400, "Invalid account identifier"],
      [`${PATH}/accounts/R${FITZROY}.1?businessLocationId=${FITZROY}`, 400, "Invalid account identifier"],
      [`${PATH}/accounts/A${FITZROY}.1?businessLocationId=${FITZROY}`, 404, `account not found for BL ${FITZROY}`],
      [
        `${PATH}/accounts/A${FITZROY}.9765040300495493?businessLocationId=${FITZROY}`,
        404,
        `account not found for BL ${FITZROY}`,
      ],
    ] as const) {
      const refused = await get(path);
      expect([path, refused.status, refused.json()]).toEqual([
        path,
        status,
        {
          timestamp: expect.stringMatching(STAMP),
          status,
          error: status === 400 ? "Bad Request" : "Not Found",
          message,
          path: path.split("?")[0],
        },
      ]);
    }
    expect((await get(`${PATH}/table/x/getCheck?businessLocationId=${FITZROY}`)).status).toBe(404);
  });

  test("LO-06 checks need the scope orders-api, and another company has none of them", async () => {
    const order = await made(servery(), { table: "37", lines: [line(FLAT_WHITE)] });
    const paths = [`table/getCheck`, `table/37/getCheck`, `accounts/A${FITZROY}.${order.id}`];
    const get = await kseriesClient(servery(), ["financial-api", "items"]);
    const { addons } = servery().storage.access;
    await addons.grant(servery().other.company, 2 as AddonId, null, 0);
    const auth = `Bearer ${await servery().token(60, 2, servery().other.company, { api: "kseries" })}`;
    for (const path of paths) {
      expect((await get(`${PATH}/${path}?businessLocationId=${FITZROY}`)).status).toBe(403);
      const foreign = await servery().ask(`${PATH}/${path}?businessLocationId=${FITZROY}`, { auth });
      expect([foreign.status, foreign.json().message]).toEqual([404, `Business Location Not found for ${FITZROY}`]);
      const own = await servery().ask(`${PATH}/${path}?businessLocationId=990`, { auth });
      expect(path === "table/getCheck" ? own.text : own.status).toBe(path === "table/getCheck" ? "[]" : 404);
    }
    expect((await ofAccount(`A${FITZROY}.${order.id}`)).status).toBe(200);
  });
});
