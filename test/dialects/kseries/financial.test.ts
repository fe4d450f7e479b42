import { expect, test } from "vitest";
import type { OrderId } from "../../../src/domain/ids.ts";
import { menu } from "../../domain/menu.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { reader, saleAt, setClockOf, wrongIn } from "./financial-support.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, STAMP, kseriesClient } from "./kseries.ts";

const chips = (facts: Record<string, unknown> = {}) => ({ product_id: menu.chips, ...facts });
const cash = (amount: number, more: Record<string, unknown> = {}) => ({ method_id: 1, amount, ...more });
const card = (amount: number, more: Record<string, unknown> = {}) => ({ method_id: 2, amount, ...more });

const V1 = `/f/finance/${FITZROY}`;
const V2 = `/f/v2/business-location/${FITZROY}`;
const idsOf = ({ sales }: Json): number[] => sales.map((sale: Json) => Number(sale.accountFiscId.split(".")[1]));

/** An order of an ordering app, as the venue has it. */
const onlineSale = async ({ storage, company }: TestServery, id: number, reference: string): Promise<void> => {
  const order = (await storage.reads(company).order(id as OrderId))!;
  const online = { api: "kseries", kind: "LOCAL", addonId: 2, endpointId: "e", reference } as never;
  const again = { ...order, id: (id + 5_000_000) as OrderId, online, profileCode: "TABLE" };
  await storage.companies.importOrders(company, [again]);
};

onEveryEngine("K-Series reports", (servery) => {
  test("LF-01 what reports refer to: businesses, tax rates, payment methods and accounting groups", async () => {
    const get = await reader(servery());
    const { businessList } = (await get("/f/data/businesses"))._embedded;
    expect(businessList[0]).toMatchObject({ businessName: "Brindle & Tram", businessId: 5678, currencyCode: "AUD" });
    expect(businessList[0].businessLocations.map(({ blID }: Json) => blID)).toEqual([FITZROY, SOUTHBANK]);
    const { taxRateList } = (await get(`${V1}/tax-rates`))._embedded;
    expect(taxRateList[0]).toMatchObject({ code: "GST", rate: 1.1, taxIncluded: true });
    const { paymentMethodList } = (await get(`${V1}/paymentMethods`))._embedded;
    expect(paymentMethodList[0]).toMatchObject({ name: "Cash", code: "CASH", pmId: 1 });
    const { accountingGroupList } = (await get(`${V1}/accountingGroups`))._embedded;
    expect(accountingGroupList[0]).toMatchObject({ name: "Coffee", code: "COFFEE", accountingGroupId: 5101 });
  });

  test("LF-01 a sale with all its parts, and no field that is not documented", async () => {
    const order = await saleAt(servery(), "2026-01-14T01:02:03Z", {
      register_id: 16,
      staff_member_id: 732847,
      customer_id: servery().ids.customer_id,
      guests: 2,
      order_type: "Dine in",
      lines: [chips({ quantity: 2, price_variation: 0.9 }), { product_id: menu.lagerPot }, { product_id: FLAT_WHITE }],
      payments: [cash(14.9), card(15, { tip: 2.5, ref: "slip-7" })],
    });
    const get = await reader(servery());
    const span = "2026-01-14T00:00:00Z/2026-01-15T00:00:00Z";
    const all = "staff,table,consumer,payments,revenue_center,account_profile,payment_authorization,payment";
    const report = await get(`${V1}/financials/${span}?include=${all}`);
    const account = `A${FITZROY}.${order.id}`;
    const where = { deviceId: 16, deviceName: expect.any(String) };
    const who = { staffId: 732847, staffName: expect.any(String) };
    const line = { currency: "AUD", timeOfSale: "2026-01-14T01:02:03.000Z", ...where, ...who };
    const tax = (code: string, taxRate: string, taxAmount: string) => ({
      taxId: expect.stringMatching(/^\d+$/),
      taxCode: code,
      taxRate,
      taxAmount,
      taxIncluded: true,
    });
    const payment = {
      currency: "AUD",
      type: "NORMAL",
      ...who,
      ...where,
      deviceId: "16",
      uuid: expect.stringMatching(/^[\w-]{22}==$/),
      fiscDate: "2026-01-14T01:02:03.000Z",
      consumer: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        customerId: String(servery().ids.customer_id),
        firstName: "Amelia",
        lastName: "Fairweather",
        phoneNumber1: "0491 571 266",
        phoneNumber2: "03 5550 0142",
        addressLine1: "27 Cordial Street",
        city: "Fitzroy",
        zipCode: "3065",
        state: expect.any(String),
        email: "amelia.fairweather@mail.example",
      },
    };
    expect(report).toEqual({
      businessName: "Brindle & Tram",
      businessLocationId: FITZROY,
      nextStartOfDayAsIso8601: "2026-01-16T00:00:00+11:00",
      dataComplete: false,
      nextPageToken: "",
      _links: { self: { href: `${servery().url}${V1}/financials/${span}?include=${all}`, templated: false } },
      sales: [
        {
          accountReference: expect.stringMatching(/^[\w-]{22}==$/),
          accountFiscId: account,
          receiptId: account.replace("A", "R"),
          source: { initialAccountId: account },
          timeOfOpening: "2026-01-14T01:02:03.000Z",
          timeOfCloseAndPaid: "2026-01-14T01:02:03.000Z",
          cancelled: false,
          ownerId: 732847,
          ownerName: who.staffName,
          type: "SALE",
          externalReferences: [],
          nbCovers: 2,
          dineIn: true,
          ...where,
          salesLines: [
            {
              ...line,
              id: expect.stringMatching(/^S823\.\d+$/),
              name: "Hot chips",
              sku: expect.any(String),
              quantity: "2",
              menuListPrice: "10.00",
              totalNetAmountWithTax: "18.00",
              totalNetAmountWithoutTax: "16.36",
              taxCode: "GST",
              taxAmount: "1.6400",
              taxRatePercentage: "10.00",
              taxLines: [tax("GST", "1.1", "1.640000")],
              discountType: "DISCOUNT",
              discountAmount: "2.00",
              accountDiscountAmount: "0.00",
              totalDiscountAmount: "2.00",
              serviceCharge: "0.00",
              serviceChargeType: "NO_SERVICE_CHARGE",
              statisticGroup: "Sides",
              accountingGroup: {
                accountingGroupId: expect.any(Number),
                name: "Sides",
                statisticGroup: "Sides",
                code: expect.any(String),
              },
              categories: [{ category: "default", value: "Sides" }],
              tags: expect.any(Array),
            },
            expect.objectContaining({
              quantity: "1",
              menuListPrice: "7.00",
              totalNetAmountWithTax: "7.00",
              taxCode: "GST",
              taxRatePercentage: "11.50",
              taxLines: [tax("GST", "1.1", "0.630000"), tax("LIQ", "1.015", "0.090000")],
              taxAmount: "0.7200",
            }),
            expect.objectContaining({ sku: "COF-FLW", unitCostPrice: expect.stringMatching(/^\d\.\d\d$/) }),
          ],
          payments: [
            {
              ...payment,
              code: "CASH",
              description: "Cash",
              paymentMethodId: 1,
              netAmountWithTax: "14.90",
              tip: "0.00",
              fiscId: `T823.${order.payments[0].id}`,
            },
            {
              ...payment,
              code: "EFTPOS",
              description: "EFTPOS",
              paymentMethodId: 2,
              netAmountWithTax: "15.00",
              tip: "2.50",
              externalReference: "slip-7",
              fiscId: `T823.${order.payments[1].id}`,
            },
          ],
        },
      ],
    });
    expect(wrongIn(report.sales[0], "timeOfCloseAndPaid")).toEqual([]);

    // Only what was asked for: nothing of people, payments or tables unless included.
    const [plain] = (await get(`${V1}/financials/${span}`)).sales;
    for (const key of ["payments", "ownerId", "ownerName", "tableNumber"]) expect(plain).not.toHaveProperty(key);
    for (const key of ["staffId", "staffName"]) expect(plain.salesLines[0]).not.toHaveProperty(key);
    const [paid] = (await get(`${V1}/dailyFinancials?date=2026-01-14&include=payments`)).sales;
    expect(paid.payments[0]).not.toHaveProperty("consumer");
    const [known] = (await get(`${V1}/dailyFinancials?date=2026-01-14&include=payments&includeConsumers=true`)).sales;
    expect(known.payments[0].consumer.firstName).toBe("Amelia");

    // The newer service has other names for the same, and three places in a quantity.
    const [v2] = (await get(`${V2}/sales?from=2026-01-14T00:00:00Z`)).sales;
    expect(v2).toMatchObject({ accountFiscId: account, timeClosed: "2026-01-14T01:02:03.000Z" });
    expect(v2.salesLines[0].quantity).toBe("2.000");
    expect(wrongIn(v2, "timeClosed")).toEqual([]);
  });

  test("LF-01 a refund has amounts below zero and names the sale that it gives back", async () => {
    const sale = await saleAt(servery(), "2026-01-20T01:00:00Z", { lines: [chips()], payments: [card(10)] });
    const back = { original_order_id: sale.id, lines: [chips({ quantity: -1 })], payments: [card(-10)] };
    const refund = await saleAt(servery(), "2026-01-20T02:00:00Z", back);
    const get = await reader(servery());
    const { sales } = await get(`${V2}/sales-daily?date=2026-01-20&include=payments`);
    expect(sales.map(({ type }: Json) => type)).toEqual(["SALE", "REFUND"]);
    const [, given] = sales;
    const account = `A${FITZROY}.${sale.id}`;
    expect(given.accountFiscId).toBe(`A${FITZROY}.${refund.id}`);
    expect(given.source).toEqual({ initialAccountId: account, previousAccountId: account });
    expect(given.salesLines[0]).toMatchObject({
      totalNetAmountWithTax: "-10.00",
      totalNetAmountWithoutTax: "-9.09",
      taxAmount: "-0.9100",
      quantity: "-1.000",
    });
    expect(given.payments[0].netAmountWithTax).toBe("-10.00");
  });

  test("LF-01 what came with an item names its line, a tip/service stands beside the totals", async () => {
    const order = await saleAt(servery(), "2026-01-21T01:00:00Z", {
      lines: [chips(), chips({ quantity: 2 })],
      tip_service_percent: 10,
      payments: [cash(33)],
    });
    expect(order.total).toBe(30);
    const get = await reader(servery());
    const [{ salesLines }] = (await get(`${V1}/dailyFinancials?date=2026-01-21`)).sales;
    expect(salesLines.map(({ serviceCharge }: Json) => serviceCharge)).toEqual(["1.00", "2.00"]);
    expect(salesLines[0]).toMatchObject({ serviceChargeType: "UNTAXED", serviceChargeRate: "10.00" });
    expect(salesLines[0].totalNetAmountWithTax).toBe("10.00");
  });

  test("LF-01 only closed sales are told of: nothing that is open, deleted, turned down or another site's", async () => {
    const at = "2026-01-22T01:00:00Z";
    const sold = await saleAt(servery(), at, { lines: [chips()], payments: [cash(10)] });
    await saleAt(servery(), at, { status: "PENDING", lines: [chips()] });
    await saleAt(servery(), at, { status: "REJECTED", lines: [chips()] });
    const deleted = await saleAt(servery(), at, { status: "ON_HOLD", lines: [chips()] });
    await servery().delete(`orders/${deleted.id}`);
    await saleAt(servery(), at, { site_id: SOUTHBANK, lines: [chips()], payments: [cash(10)] });
    const late = await saleAt(servery(), at, { status: "PENDING", lines: [chips()] });
    servery().clock.now = () => Date.parse("2026-01-22T03:00:00Z");
    await servery().post(`orders/${late.id}/payments`, cash(10));
    const get = await reader(servery());
    expect(idsOf(await get(`${V1}/dailyFinancials`))).toEqual([sold.id, late.id]);
    const [, paidLater] = (await get(`${V2}/sales-daily?date=2026-01-22`)).sales;
    expect(paidLater).toMatchObject({
      timeOfOpening: "2026-01-22T01:00:00.000Z",
      timeClosed: "2026-01-22T03:00:00.000Z",
    });
  });

  test("LF-01 instants carry an unescaped +02:00 in the path and in queries; the end is not in the period", async () => {
    const at = "2026-02-01T10:00:00Z";
    const { id } = await saleAt(servery(), at, { lines: [chips()], payments: [cash(10)] });
    const get = await reader(servery());
    // prettier-ignore
    for (const [from, to, found] of [
      ["2026-02-01T12:00:00+02:00",     "2026-02-01T12:00:01+02:00",     true],
      ["2026-02-01T11:00:00%2B02:00",   "2026-02-01T12:00:00.001%2B02:00", true],
      ["2026-02-01T10:00:00.000Z",      "2026-02-01T10:00:00.999Z",      true],
      ["2026-02-01T21:00:00",           "2026-02-01T21:00:01",           true],
      ["2026-02-01T11:00:00+02:00",     "2026-02-01T12:00:00+02:00",     false],
      ["2026-02-01T10:00:00.001Z",      "2026-02-02T00:00:00Z",          false],
      ["2026-02-01T10:00:00Z",          "2026-02-01T10:00:00Z",          false],
    ] as const) {
      const ids = found ? [id] : [];
      expect(idsOf(await get(`${V1}/financials/${from}/${to}`)), from).toEqual(ids);
      expect(idsOf(await get(`${V2}/sales?from=${from}&to=${to}`)), from).toEqual(ids);
    }
  });

  test("LF-01 the day of a sale is the site's, by its own beginning, through the night when the clock goes back", async () => {
    await setClockOf(servery(), SOUTHBANK, { dayStart: "05:30", timezone: "Europe/Paris" });
    const times = [
      "2026-10-24T03:29:59Z", // 05:29:59, the 23rd yet
      "2026-10-24T03:30:00Z", // 05:30 on the 24th
      "2026-10-25T00:30:00Z", // 02:30, the first time
      "2026-10-25T01:30:00Z", // 02:30 again
      "2026-10-25T04:29:59Z", // 05:29:59 in the new time
      "2026-10-25T04:30:00Z",
    ];
    const ids: number[] = [];
    for (const at of times) {
      const facts = { site_id: SOUTHBANK, lines: [chips()], payments: [cash(10)] };
      ids.push((await saleAt(servery(), at, facts)).id);
    }
    const get = await reader(servery());
    const day = (date: string) => get(`/f/v2/business-location/${SOUTHBANK}/sales-daily?date=${date}`);
    for (const [date, expected, next, dataComplete] of [
      ["2026-10-23", ids.slice(0, 1), "2026-10-24T05:30:00+02:00", true],
      ["2026-10-24", ids.slice(1, 5), "2026-10-25T05:30:00+01:00", true],
      ["2026-10-25", ids.slice(5), "2026-10-26T05:30:00+01:00", false],
    ] as const) {
      const report = await day(date);
      expect(idsOf(report), date).toEqual(expected);
      expect(report).toMatchObject({ nextStartOfDayAsIso8601: next, dataComplete });
      expect(Object.keys(report).sort()).toEqual(["dataComplete", "nextStartOfDayAsIso8601", "sales"]);
      expect(idsOf(await get(`/f/finance/${SOUTHBANK}/dailyFinancials?date=${date}`))).toEqual(expected);
      const { numberOfSales } = await get(`/f/finance/${SOUTHBANK}/aggregatedSales?groupBy=staff&date=${date}`);
      expect(numberOfSales).toBe(expected.length);
    }
    servery().clock.now = () => Date.parse("2026-10-25T04:29:59Z");
    expect(idsOf(await get(`/f/finance/${SOUTHBANK}/dailyFinancials`))).toEqual(ids.slice(1, 5));
    // Two of them fell into the hour that the clock showed twice.
    const { children } = await get(`/f/finance/${SOUTHBANK}/aggregatedSales?groupBy=hour&date=2026-10-24`);
    expect(children).toEqual([
      {
        groupByKey: "hour",
        children: [
          expect.objectContaining({ groupByValue: "02", numberOfSales: 2 }),
          expect.objectContaining({ groupByValue: "05", numberOfSales: 2 }),
        ],
      },
    ]);
  });

  test("LF-01 pages follow each other without a gap, also among sales of one second", async () => {
    const ids: number[] = [];
    for (let i = 0; i < 5; i++) {
      ids.push((await saleAt(servery(), "2026-03-01T00:00:00Z", { lines: [chips()], payments: [cash(10)] })).id);
    }
    const get = await reader(servery());
    const path = `${V1}/financials/2026-03-01T00:00:00Z/2026-03-02T00:00:00Z?pageSize=2`;
    const first = await get(path);
    expect([idsOf(first), first.nextPageToken]).toEqual([ids.slice(0, 2), `A${FITZROY}.${ids[2]}`]);
    expect(first._links.nextPage).toEqual({
      href: `${servery().url}${path}&nextPageToken=A${FITZROY}.${ids[2]}`,
      templated: false,
    });
    const second = await get(`${path}&nextPageToken=${first.nextPageToken}`);
    const third = await get(`${path}&nextPageToken=${second.nextPageToken}`);
    expect([idsOf(second), idsOf(third)]).toEqual([ids.slice(2, 4), ids.slice(4)]);
    expect([third.nextPageToken, third._links.nextPage]).toEqual(["", undefined]);

    const v2 = `${V2}/sales?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&pageSize=3`;
    const one = await get(v2);
    const two = await get(`${v2}&nextPageToken=${one.nextPageToken}`);
    expect([idsOf(one), idsOf(two), two.nextPageToken]).toEqual([ids.slice(0, 3), ids.slice(3), null]);
  });

  test("LF-01 an ordering app finds its sale by its reference, with everything on it", async () => {
    const { id } = await saleAt(servery(), "2026-03-05T00:00:00Z", { lines: [chips()], payments: [cash(10)] });
    await onlineSale(servery(), id, "web 7/ä");
    const reference = `TASK:OO-${FITZROY}-web 7/ä`;
    const get = await reader(servery());
    const sale = await get(`${V1}/saleByExternalReference?externalReferenceId=${encodeURIComponent(reference)}`);
    expect(sale).toMatchObject({
      accountFiscId: `A${FITZROY}.${id + 5_000_000}`,
      externalReferences: [reference],
      accountProfileCode: "TABLE",
      payments: [expect.objectContaining({ code: "CASH" })],
    });
    expect(wrongIn(sale, "timeOfCloseAndPaid")).toEqual([]);

    const raw = await kseriesClient(servery(), ["financial-api"]);
    for (const other of [`TASK:OO-${SOUTHBANK}-web 7/ä`, `TASK:OO-${FITZROY}-web 8`, "web 7/ä"]) {
      const answer = await raw(`${V1}/saleByExternalReference?externalReferenceId=${encodeURIComponent(other)}`);
      expect([answer.status, answer.json().message], other).toEqual([404, `Sale Not found for ${other}`]);
    }
  });

  test("LF-01 orders that came to nothing are told by the day on which they did", async () => {
    const facts = { staff_member_id: 732847, lines: [chips({ quantity: 4 })] };
    const deleted = await saleAt(servery(), "2026-03-09T12:00:00Z", { ...facts, status: "ON_HOLD" });
    await saleAt(servery(), "2026-03-10T01:00:00Z", { status: "REJECTED", lines: [] });
    servery().clock.now = () => Date.parse("2026-03-10T00:00:00Z");
    await servery().delete(`orders/${deleted.id}`);
    const get = await reader(servery());
    expect(await get(`${V2.replace("v2/", "v2/beta/")}/aborted-orders?date=2026-03-10`)).toEqual([
      {
        staffName: expect.stringMatching(/\w \w/),
        timeOfAbortedOrder: "2026-03-10T00:00:00.000Z",
        totalAmountAborted: "40.00",
        abortedLineItems: [
          {
            itemName: "Hot chips",
            itemSku: expect.any(String),
            itemQuantity: "4.000",
            itemAmount: "40.00",
            itemPrice: "10.00",
          },
        ],
      },
    ]);
    expect(await get(`${V2.replace("v2/", "v2/beta/")}/aborted-orders?date=2026-03-09`)).toEqual([]);
  });

  test("LF-01 card payments of a period, with what became of them", async () => {
    const at = (hour: number) => `2026-03-12T0${hour}:00:00Z`;
    const sell = (hour: number, facts: object) => saleAt(servery(), at(hour), { lines: [chips()], ...facts });
    const kept = await sell(1, { payments: [card(10, { ref: "slip-1" })] });
    const halved = await sell(2, { payments: [cash(2), card(8)] });
    await sell(3, { payments: [cash(10)] });
    const undone = await sell(4, { payments: [card(10)] });
    const back = (sale: Json, amount: number) => ({
      original_order_id: sale.id,
      lines: [chips({ quantity: -1 })],
      payments: [card(-amount)],
    });
    await saleAt(servery(), "2026-03-13T01:00:00Z", back(undone, 10));
    await saleAt(servery(), "2026-03-13T02:00:00Z", back(halved, 3));
    const get = await reader(servery());
    const path = `${V2}/lightspeed-payments?from=2026-03-12T00:00:00Z&to=2026-03-13T00:00:00Z`;
    const accounts = ({ payments }: Json) =>
      payments.map(({ accountFiscId, status }: Json) => `${accountFiscId.split(".")[1]} ${status}`);
    const captured = `${kept.id} CAPTURED`;
    const partly = `${halved.id} PARTIALLY_REFUNDED`;
    const whole = `${undone.id} REFUNDED`;
    // prettier-ignore
    for (const [more, expected] of [
      ["&dateType=CREATED",                              [captured, partly, whole]],
      ["&dateType=CREATED&sortDirection=DESC",           [whole, partly, captured]],
      ["&dateType=CREATED&status=REFUNDED,CAPTURED",     [captured, whole]],
      ["&dateType=CREATED&status=REFUNDED&status=CAPTURED", [captured, whole]],
      ["&dateType=CREATED&status=DISPUTED",              []],
      ["",                                               [captured]],
    ] as const) {
      expect(accounts(await get(path + more)), more).toEqual(expected);
    }
    expect(accounts(await get(`${V2}/lightspeed-payments?from=2026-03-13T00:00:00Z`))).toEqual([whole, partly]);
    const page = await get(`${path}&dateType=CREATED&pageSize=1`);
    expect(page).toEqual({
      payments: [
        {
          accountFiscId: `A${FITZROY}.${kept.id}`,
          lightspeedPaymentId: `T${FITZROY}.${kept.payments[0].id}`,
          uuid: expect.stringMatching(/^[\w-]{22}==$/),
          reference: "slip-1",
          status: "CAPTURED",
          createdDate: "2026-03-12T01:00:00.000Z",
          captureDate: "2026-03-12T01:00:00.000Z",
          modificationDate: "2026-03-12T01:00:00.000Z",
          fees: { value: "0.00", currency: "AUD" },
          surcharge: { value: "0.00", currency: "AUD" },
        },
      ],
      pageSize: 1,
      offset: 0,
      nextOffset: 1,
    });
    expect((await get(`${path}&dateType=CREATED&pageSize=1&offset=2`)).nextOffset).toBe(null);
  });

  test("LF-01 aggregated sales stand inside each other in the order that was asked for, or flat", async () => {
    const at = "2026-03-15T01:00:00Z";
    const by = (staff: number | null, facts: object) =>
      saleAt(servery(), at, { staff_member_id: staff, register_id: 16, payments: [], ...facts });
    await by(732847, { lines: [chips(), { product_id: menu.milk }] });
    await by(732847, { lines: [chips({ price_variation: 0.5 })] });
    await by(null, { lines: [chips()], tip_service_amount: 1 });
    const get = await reader(servery());
    const path = `${V1}/aggregatedSales?date=2026-03-15`;
    const sums = (
      totalAmount: string,
      totalTaxAmount: string,
      numberOfSales: number,
      [totalDiscountedAmount, serviceCharge] = ["0.00", "0.00"] as readonly string[],
    ) => ({ totalAmount, totalTaxAmount, numberOfSales, totalDiscountedAmount, serviceCharge });
    const manager = expect.stringMatching(/^(?!None).+ .+$/);
    const report = await get(`${path}&groupBy=staff,accountingGroup`);
    expect(report).toEqual({
      ...sums("30.20", "2.27", 4, ["5.00", "1.00"]),
      businessName: "Brindle & Tram",
      nextStartOfDayAsIso8601: "2026-03-16T00:00:00+11:00",
      dataComplete: false,
      children: [
        {
          groupByKey: "staff",
          children: expect.arrayContaining([
            {
              groupByValue: manager,
              ...sums("20.20", "1.36", 3, ["5.00", "0.00"]),
              children: [
                {
                  groupByKey: "accountingGroup",
                  children: expect.arrayContaining([
                    { groupByValue: "Sides", ...sums("15.00", "1.36", 2, ["5.00", "0.00"]) },
                    { groupByValue: expect.any(String), ...sums("5.20", "0.00", 1) },
                  ]),
                },
              ],
            },
            {
              groupByValue: "None",
              ...sums("10.00", "0.91", 1, ["0.00", "1.00"]),
              children: [
                {
                  groupByKey: "accountingGroup",
                  children: [{ groupByValue: "Sides", ...sums("10.00", "0.91", 1, ["0.00", "1.00"]) }],
                },
              ],
            },
          ]),
        },
      ],
    });
    const flat = await get(`${path}&groupBy=deviceId,statisticGroup,hour&flattened=true`);
    expect(flat.children).toHaveLength(1);
    expect(flat.children[0].groupByKey).toBe("deviceId,statisticGroup,hour");
    expect(flat.children[0].children).toContainEqual({
      groupByValue: "16,Sides,12",
      ...sums("25.00", "2.27", 3, ["5.00", "1.00"]),
    });
    const other = (await get(`${path}&groupBy=category:cost`)).children[0].children;
    expect(other).toEqual([{ groupByValue: "None", ...sums("30.20", "2.27", 4, ["5.00", "1.00"]) }]);
    for (const [key, values] of [
      ["sku", 2],
      ["device", 1],
      ["category:default", 2],
    ] as const) {
      const [level] = (await get(`${path}&groupBy=${key}`)).children;
      expect([level.groupByKey, level.children.length]).toEqual([key, values]);
    }
    const empty = await get(`${V1}/aggregatedSales?date=2020-01-01&groupBy=tag`);
    expect(empty).toMatchObject({ ...sums("0.00", "0.00", 0), children: [{ groupByKey: "tag", children: [] }] });
  });
});

// ---- what is refused ---------------------------------------------------------------------------------------------

const DAY = "2026-01-15";
const INSTANT = "2026-01-15T00:00:00Z";
const missing = (name: string, type: string) =>
  `Required request parameter '${name}' for method parameter type ${type} is not present`;

onEveryEngine("K-Series reports that cannot be given", (servery) => {
  // prettier-ignore
  for (const [path, message] of [
    [`financials/12/12/2023`,                                              undefined],
    [`financials/2023-12-12/${INSTANT}`,                                   "Invalid date format: 2023-12-12"],
    [`financials/${INSTANT}/2026-02-30T00:00:00Z`,                         "Invalid date format: 2026-02-30T00:00:00Z"],
    [`financials/${INSTANT}/9999-12-31T00:00:00Z`,                         "Invalid date format: 9999-12-31T00:00:00Z"],
    [`financials/${INSTANT}/2026-01-14T00:00:00Z`,                         `Invalid date range: 'from' date ${INSTANT} should not be after 'to' date 2026-01-14T00:00:00Z`],
    [`financials/${INSTANT}/2027-01-15T00:00:01Z`,                         "Invalid date range: at most 365 days can be asked for"],
    [`financials/${INSTANT}/2026-01-16T00:00:00Z?pageSize=1001`,           "pageSize: must be a whole number from 1 to 1000"],
    [`financials/${INSTANT}/2026-01-16T00:00:00Z?pageSize=0`,              "pageSize: must be a whole number from 1 to 1000"],
    [`financials/${INSTANT}/2026-01-16T00:00:00Z?nextPageToken=A823.1`,    "Invalid nextPageToken: A823.1"],
    [`financials/${INSTANT}/2026-01-16T00:00:00Z?nextPageToken=x`,         "Invalid nextPageToken: x"],
    [`dailyFinancials?date=12/12/2023`,                                    "Invalid date format: 12/12/2023"],
    [`dailyFinancials?date=2026-13-01`,                                    "Invalid date format: 2026-13-01"],
    [`saleByExternalReference`,                                            missing("externalReferenceId", "String")],
    [`aggregatedSales`,                                                    missing("groupBy", "String")],
    [`aggregatedSales?groupBy=colour`,                                     "Invalid groupBy: colour"],
    [`aggregatedSales?groupBy=staff,`,                                     "Invalid groupBy: "],
    [`aggregatedSales?groupBy=category:`,                                  "Invalid groupBy: category:"],
    [`aggregatedSales?groupBy=${"staff,".repeat(8)}device`,                "groupBy: must not be more than 8 keys"],
    [`aggregatedSales?groupBy=staff&date=${DAY}&from=${INSTANT}`,          "Give either 'date', or 'from' and 'to'"],
    [`aggregatedSales?groupBy=staff&from=${INSTANT}`,                      "Give 'from' and 'to' together"],
    [`aggregatedSales?groupBy=staff&from=${INSTANT}&to=2027-01-16T00:00:00Z`, "Invalid date range: at most 365 days can be asked for"],
  ] as const) {
    test(`LF-01 the older service: ${path}`, async () => {
      const get = await kseriesClient(servery(), ["financial-api"]);
      const answer = await get(`${V1}/${path}`);
      if (message === undefined) {
        expect(answer.status).toBe(404); // no such path
        return;
      }
      expect(answer.json()).toEqual({
        timestamp: expect.stringMatching(STAMP),
        status: 400,
        error: "Bad Request",
        message,
        path: `${V1}/${path.split("?")[0]}`,
      });
      expect(answer.status).toBe(400);
    });
  }

  // prettier-ignore
  for (const [path, error] of [
    ["sales",                                            missing("from", "OffsetDateTime")],
    ["sales?from=12/12/2023",                            "Invalid date format: 12/12/2023"],
    [`sales?from=${INSTANT}&to=2026-01-14T00:00:00Z`,    `Invalid date range: 'from' date ${INSTANT} should not be after 'to' date 2026-01-14T00:00:00Z`],
    [`sales?from=${INSTANT}&pageSize=101`,               "pageSize: must be a whole number from 1 to 100"],
    [`sales?from=${INSTANT}&nextPageToken=zzz`,          "Invalid nextPageToken: zzz"],
    ["sales-daily",                                      missing("date", "LocalDate")],
    ["sales-daily?date=yesterday",                       "Invalid date format: yesterday"],
    ["lightspeed-payments",                              missing("from", "OffsetDateTime")],
    [`lightspeed-payments?from=${INSTANT}&to=2026-01-14T00:00:00Z`, "'from' date cannot be after 'to' date"],
    [`lightspeed-payments?from=${INSTANT}&status=LOST`,  "Invalid status: LOST"],
    [`lightspeed-payments?from=${INSTANT}&dateType=PAID`, "dateType: Invalid dateType: use CREATED or MODIFIED"],
    [`lightspeed-payments?from=${INSTANT}&sortDirection=UP`, "sortDirection: Invalid sortDirection: use ASC or DESC"],
    ["beta aborted-orders",                              missing("date", "LocalDate")],
    ["beta aborted-orders?date=2026-02-30",              "Invalid date format: 2026-02-30"],
  ] as const) {
    test(`LF-01 the newer service: ${path}`, async () => {
      const get = await kseriesClient(servery(), ["financial-api"]);
      const [base, name] = path.startsWith("beta ") ? [V2.replace("v2/", "v2/beta/"), path.slice(5)] : [V2, path];
      const answer = await get(`${base}/${name}`);
      expect([answer.status, answer.json()]).toEqual([400, { error }]);
    });
  }

  const reports = [
    `/f/finance/:bl/financials/${INSTANT}/${INSTANT}`,
    "/f/finance/:bl/dailyFinancials",
    "/f/finance/:bl/saleByExternalReference?externalReferenceId=x",
    "/f/finance/:bl/aggregatedSales?groupBy=staff",
    `/f/v2/business-location/:bl/sales?from=${INSTANT}`,
    `/f/v2/business-location/:bl/sales-daily?date=${DAY}`,
    `/f/v2/business-location/:bl/lightspeed-payments?from=${INSTANT}`,
    `/f/v2/beta/business-location/:bl/aborted-orders?date=${DAY}`,
  ];
  for (const path of reports) {
    test(`LF-01 needs the scope, and a location of one's own: ${path}`, async () => {
      const without = await kseriesClient(servery(), ["orders-api", "items"]);
      const refused = await without(path.replace(":bl", String(FITZROY)));
      expect([refused.status, refused.json().title]).toEqual([403, "Forbidden"]);
      const get = await kseriesClient(servery(), ["financial-api"]);
      for (const bl of ["990", "12345", "9765040300495493", "9007199254740993"]) {
        const answer = await get(path.replace(":bl", bl));
        expect([answer.status, answer.json().status, answer.json().path], bl).toEqual([
          404,
          404,
          path.replace(":bl", bl).split("?")[0],
        ]);
        const { message, requestId } = answer.json();
        if (path.startsWith("/f/v2")) expect(requestId).toBe(answer.headers.get("x-request-id"));
        else expect(message).toBe(`Business Location Not found for ${bl}`);
      }
    });
  }
});
