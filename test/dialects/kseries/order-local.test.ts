import { describe, expect, test } from "vitest";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { until, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK, STAMP } from "./kseries.ts";
import { CUSTOMER, ONLINE_ENV, OnlineApp, changed, namesOf, newReference } from "./online-app.ts";
import { clientOf } from "./set-up-client.ts";

const PATH = "/o/op/1/order/local";

/** What a field that breaks a rule is told as. */
const beanError = (field: string, code: string, message: string, type: string, more: object = {}) => ({
  codes: [`${code}.localOrder.${field}`, `${code}.${field}`, `${code}.${type}`, code],
  arguments: [{ codes: [`localOrder.${field}`, field], defaultMessage: field, code: field }],
  defaultMessage: message,
  objectName: "localOrder",
  field,
  bindingFailure: false,
  code,
  ...more,
});
const notNull = (field: string, type = "java.lang.String") => beanError(field, "NotNull", "must not be null", type);

const familyA = (message: string, more: object = {}) => ({
  timestamp: expect.stringMatching(STAMP),
  status: 400,
  error: "Bad Request",
  message,
  path: PATH,
  ...more,
});

onEveryEngine(
  "K-Series local orders",
  (servery) => {
    const receiver = withReceiver();
    const open = (settings: object = {}): Promise<OnlineApp> => OnlineApp.open(servery(), receiver, settings);

    test("LO-06 a local order is taken in, and its endpoint is told what became of it", async () => {
      const app = await open();
      const thirdPartyReference = newReference();
      const answer = await app.order("local", {
        thirdPartyReference,
        tableNumber: "12",
        clientCount: 4,
        orderNote: "By the window",
        accountProfileCode: "LOCALORDER",
        customerInfo: { ...CUSTOMER, email: "jane.local@example.com", contactNumberAsE164: "+14155552671" },
        items: [
          { quantity: 2, sku: "COF-FLW", course: 1 },
          { quantity: 1, sku: "MAI-BAR", modifiers: [{ modifierId: "2612" }], course: 2 },
        ],
      });
      expect([answer.status, answer.headers.get("content-type"), answer.text]).toEqual([
        200,
        "application/json; charset=utf-8",
        '{"status":"ok"}',
      ]);
      const news = await app.outcome(thirdPartyReference);
      const order = await app.orderOf(Number(news.ikentooAccountId));
      expect(news).toEqual({
        thirdPartyReference,
        businessLocationId: FITZROY,
        status: "SUCCESS",
        ikentooAccountId: String(order.id),
        ikentooAccountIdentifier: `A${FITZROY}.${order.id}`,
        type: "ORDER",
      });
      expect(order).toMatchObject({
        version: 1,
        status: "ACCEPTED",
        siteId: FITZROY,
        addonId: 2,
        table: "12",
        guests: 4,
        notes: "By the window",
        orderType: "Dine in",
        profileCode: "LOCALORDER",
        saleNumber: expect.stringMatching(/^FITZ-\d+$/),
        customer: { firstName: "Jane", lastName: "Doe", email: "jane.local@example.com" },
        online: { api: "kseries", kind: "LOCAL", reference: thirdPartyReference, endpointId: app.endpointId },
        totals: { total: 980 + 4200, paid: 0 },
      });
      expect(order.online!.collectionCode).toBeNull();
      expect(order.lines[0]).toMatchObject({ name: "Flat white", quantity: "2", courseOrdinal: 1, totalIncTax: 980 });
      expect(order.lines[1]).toMatchObject({
        notes: "Medium",
        courseOrdinal: 2,
        productionInstructions: [{ id: 2612, text: "Medium" }],
      });
      const task = await app.task("ORDER", thirdPartyReference);
      expect(task).toMatchObject({ state: "done", orderId: order.id, asked: null, reason: null });
      expect(task!.endsAt - task!.dueAt).toBe(30 * 60_000);
    });

    test("LO-06 of very many broken rules the first fifty are listed, and the sentence counts all", async () => {
      const app = await open();
      const answer = await app.order("local", { items: Array.from({ length: 60 }, () => ({ quantity: 1 })) });
      const { message, errors } = answer.json();
      expect([answer.status, message]).toEqual([400, "Validation failed for object='localOrder'. Error count: 60"]);
      expect(errors).toHaveLength(50);
      expect(errors[49]).toMatchObject({ code: "NotNull", field: "items[49].sku" });
    });

    test("LO-06 a body that breaks rules is told of all of them, each as the vendor's framework says it", async () => {
      const app = await open();
      const { businessLocationId: _, thirdPartyReference: __, ...rest } = app.orderBody({}) as Json;
      const missing = await app.ask("POST", PATH, rest);
      expect([missing.status, missing.json()]).toEqual([
        400,
        familyA("Validation failed for object='localOrder'. Error count: 2", {
          errors: [notNull("businessLocationId", "java.lang.Long"), notNull("thirdPartyReference")],
        }),
      ]);
      const wrong = await app.order("local", {
        thirdPartyReference: "r".repeat(49),
        maxTimeToAttemptOrderDeliverToPos: 59_999,
        customerInfo: { lastName: "Doe" },
        items: [{ sku: "COF-FLW" }, { quantity: 1, sku: "s".repeat(26), subItems: [{ quantity: 1 }] }],
        payment: { tipAmount: -1 },
      });
      expect(wrong.status).toBe(400);
      const { errors, message } = wrong.json();
      expect(message).toBe(`Validation failed for object='localOrder'. Error count: ${errors.length}`);
      const reference = "r".repeat(49);
      expect(errors[0]).toEqual({
        ...beanError("thirdPartyReference", "Size", "size must be between 1 and 48", "java.lang.String"),
        arguments: [
          {
            codes: ["localOrder.thirdPartyReference", "thirdPartyReference"],
            defaultMessage: "thirdPartyReference",
            code: "thirdPartyReference",
          },
          48,
          1,
        ],
        rejectedValue: reference,
      });
      expect(errors.map((error: Json) => [error.code, error.field, error.defaultMessage])).toEqual([
        ["Size", "thirdPartyReference", "size must be between 1 and 48"],
        ["NotNull", "customerInfo.firstName", "must not be null"],
        ["Min", "maxTimeToAttemptOrderDeliverToPos", "must be greater than or equal to 60000"],
        ["NotNull", "payment.paymentAmount", "must not be null"],
        ["PositiveOrZero", "payment.tipAmount", "must be greater than or equal to 0"],
        ["NotNull", "items[0].quantity", "must not be null"],
        ["Size", "items[1].sku", "size must be between 1 and 25"],
        ["NotNull", "items[1].subItems[0].sku", "must not be null"],
      ]);
      expect(errors[1].codes).toEqual([
        "NotNull.localOrder.customerInfo.firstName",
        "NotNull.customerInfo.firstName",
        "NotNull.firstName",
        "NotNull.java.lang.String",
        "NotNull",
      ]);
      expect(errors[7].codes).toEqual([
        "NotNull.localOrder.items[1].subItems[0].sku",
        "NotNull.localOrder.items[1].subItems.sku",
        "NotNull.localOrder.items.subItems.sku",
        "NotNull.items[1].subItems[0].sku",
        "NotNull.items[1].subItems.sku",
        "NotNull.items.subItems.sku",
        "NotNull.sku",
        "NotNull.java.lang.String",
        "NotNull",
      ]);
    });

    const past = "2020-01-01T10:00:00+10:00";
    for (const [what, body, field, code, message] of [
      [
        "a time that is over",
        { scheduledTimeForOrderAsIso8601: past },
        "scheduledTimeForOrderAsIso8601",
        "Future",
        "must be a future date",
      ],
      [
        "a collection that is over",
        { orderCollectionTimeAsIso8601: past },
        "orderCollectionTimeAsIso8601",
        "Future",
        "must be a future date",
      ],
      [
        "half a cent",
        { payment: { paymentAmount: 1.005 } },
        "payment.paymentAmount",
        "Digits",
        "numeric value out of bounds (<8 digits>.<2 digits> expected)",
      ],
      [
        "a tip above the amount",
        { payment: { paymentAmount: 1, tipAmount: 2 } },
        "payment.tipAmount",
        "DecimalMax",
        "must be less than or equal to 1",
      ],
      [
        "a code that is too long",
        { collectionCode: "ABCD-12345" },
        "collectionCode",
        "Size",
        "size must be between 0 and 8",
      ],
      [
        "no item at all",
        { items: [{ quantity: 0, sku: "COF-FLW" }] },
        "items[0].quantity",
        "Min",
        "must be greater than or equal to 1",
      ],
    ] as const) {
      test(`LO-06 ${what} is refused at once`, async () => {
        const app = await open();
        const answer = await app.order("local", body);
        expect(answer.status).toBe(400);
        const { errors } = answer.json();
        expect(errors.map((error: Json) => [error.field, error.code, error.defaultMessage])).toEqual([
          [field, code, message],
        ]);
      });
    }

    test("LO-06 what cannot be read, an endpoint or a location that is not there, and no scope are refused at once", async () => {
      const app = await open();
      const unreadable = await app.order("local", { clientCount: "four" });
      expect([unreadable.status, unreadable.json()]).toEqual([
        400,
        familyA("JSON parse error: clientCount: must be a whole number"),
      ]);
      const endpoint = await app.order("local", { endpointId: "MISSING-ENDPOINT" });
      expect([endpoint.status, endpoint.json()]).toEqual([400, familyA("endpoint ID not found for MISSING-ENDPOINT")]);
      for (const businessLocationId of [9765040300495493n, 990]) {
        const body = JSON.stringify({ ...app.orderBody({}), businessLocationId: "?" });
        const raw = body.replace('"?"', String(businessLocationId));
        const elsewhere = await app.ask("POST", PATH, undefined, { raw });
        expect([elsewhere.status, elsewhere.json().message]).toEqual([
          404,
          `Business Location Not found for ${businessLocationId}`,
        ]);
      }
      const stranger = await clientOf(servery(), ["financial-api"]);
      expect((await stranger("POST", PATH, app.orderBody({}))).status).toBe(403);
    });

    test("LO-06 a reference is used once at a location, whatever became of it; elsewhere it is another one", async () => {
      const app = await open();
      const thirdPartyReference = newReference();
      const body = { thirdPartyReference, items: [{ quantity: 1, sku: "COF-FLW" }] };
      expect((await app.order("local", body)).status).toBe(200);
      await app.outcome(thirdPartyReference);
      for (const again of [body, { ...body, items: [] }]) {
        for (const kind of ["local", "toGo"] as const) {
          const used = await app.order(kind, again);
          expect([used.status, used.text]).toEqual([
            409,
            JSON.stringify({ status: "fail", msg: `reference has already been used ${thirdPartyReference}` }),
          ]);
        }
      }
      expect((await app.order("local", { ...body, businessLocationId: SOUTHBANK })).status).toBe(200);
      const failed = newReference();
      await app.order("local", { thirdPartyReference: failed, items: [{ quantity: 1, sku: "NOT-THERE" }] });
      expect(await app.outcome(failed)).toMatchObject({ status: "FAILURE" });
      expect((await app.order("local", { thirdPartyReference: failed })).status).toBe(409);
    });

    test("LO-06 twenty posts at once with one reference make one order", async () => {
      const app = await open();
      const thirdPartyReference = newReference();
      const body = { thirdPartyReference, items: [{ quantity: 1, sku: "COF-FLW" }] };
      const answers = await Promise.all(Array.from({ length: 20 }, () => app.order("local", body)));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        200,
        ...Array.from({ length: 19 }, () => 409),
      ]);
      await app.outcome(thirdPartyReference);
      expect(await ordersOf(servery(), thirdPartyReference)).toHaveLength(1);
    });

    test("LO-06 more goes onto an open account by its identifier; table and guests stay", async () => {
      const app = await open({ provideAccount: true, expandTransactions: true });
      const first = await app.placed("local", {
        tableNumber: "7",
        clientCount: 2,
        items: [{ quantity: 1, sku: "COF-FLW" }],
      });
      const accountIdentifier = `A${FITZROY}.${first.id}`;
      const news = await app.sent("local", {
        accountIdentifier,
        tableNumber: "9",
        clientCount: 9,
        orderNote: "Second round",
        items: [{ quantity: 2, sku: "COF-LAT" }],
      });
      expect(news).toMatchObject({
        status: "SUCCESS",
        ikentooAccountId: first.id,
        ikentooAccountIdentifier: accountIdentifier,
      });
      expect(news.account.salesEntries.map(({ itemSku }: Json) => itemSku)).toEqual(["COF-FLW", "COF-LAT"]);
      const both = await app.orderOf(first.id);
      expect(both).toMatchObject({ version: 2, table: "7", guests: 2, notes: expect.stringMatching(/Second round$/) });
      expect(namesOf(both)).toEqual(["Flat white", "Latte"]);
      expect(both.lines[0]!.lineId).toBe(first.lines[0]!.lineId);
      const kinds = (await servery().storage.reads(servery().company).events(first.id)).map(({ type }) => type);
      expect(kinds.filter((type) => type === "order.kitchen_print")).toHaveLength(2);

      for (const identifier of [`A${SOUTHBANK}.${first.id}`, `A${FITZROY}.1`, "A1.9765040300495493", "nonsense"]) {
        const missing = await app.sent("local", {
          accountIdentifier: identifier,
          items: [{ quantity: 1, sku: "COF-FLW" }],
        });
        expect(missing).toMatchObject({ status: "FAILURE", reason: "Account not found", type: "ORDER" });
      }
      await servery().put(`orders/${first.id}`, { status: "REJECTED" });
      const closed = await app.sent("local", { accountIdentifier, items: [{ quantity: 1, sku: "COF-FLW" }] });
      expect(closed).toMatchObject({ status: "FAILURE", reason: "Account already closed" });
    });

    describe("what a venue cannot do", () => {
      const failure = async (body: object): Promise<Json> => {
        const app = await open();
        const news = await app.sent("local", body);
        expect(news).toEqual({
          reason: news.reason,
          thirdPartyReference: news.thirdPartyReference,
          businessLocationId: FITZROY,
          status: "FAILURE",
          type: "ORDER",
        });
        expect(await ordersOf(servery(), news.thirdPartyReference)).toEqual([]);
        return news.reason;
      };
      const item = { quantity: 1, sku: "COF-FLW" };

      for (const [what, body, reason] of [
        [
          "an unknown item",
          { items: [item, { quantity: 1, sku: "6644662335523" }] },
          "Could not add item 6644662335523 (not found)",
        ],
        [
          "a sub-item that does not go with it",
          { items: [{ ...item, subItems: [{ quantity: 1, sku: "MAI-BAR" }] }] },
          "Could not add item MAI-BAR (not found)",
        ],
        [
          "an instruction of another item",
          { items: [{ ...item, modifiers: [{ modifierId: "2612" }] }] },
          "Could not add item 2612 (not found)",
        ],
        [
          "a deal without its choices",
          { items: [{ quantity: 1, sku: "BUR-DEAL" }] },
          "Could not add item Meal deal (check its sub-items)",
        ],
        ["an unknown discount", { items: [{ ...item, discountCode: "NOBODY" }] }, "Discount not found: NOBODY"],
        [
          "an unknown way of ordering",
          { accountProfileCode: "NOTHING", items: [item] },
          "Account profile not found: NOTHING",
        ],
        ["staff that is not there", { staffId: "9765040300495493", items: [item] }, "Staff not found"],
        [
          "a payment method that is not there",
          { items: [item], payment: { paymentMethod: "SHELLS", paymentAmount: 1 } },
          "Payment method not found",
        ],
        [
          "more money than is due",
          { items: [item], payment: { paymentMethod: "CASH", paymentAmount: 4.91 } },
          "the payment amount is greater than the amount due",
        ],
      ] as const) {
        test(`LO-06 ${what} fails with its reason`, async () => expect(await failure(body)).toBe(reason));
      }

      for (const [what, kind, id, change, reason] of [
        [
          "switched off",
          "site",
          FITZROY,
          { onlineOrdering: false },
          "The specified business location doesn't accept online orders at the moment.",
        ],
        [
          "closed for now",
          "site",
          FITZROY,
          { salesPeriod: "CLOSED" },
          "The specified business location doesn't accept online orders at the moment.",
        ],
        [
          "out of the item",
          "product",
          FLAT_WHITE,
          { sites: { [FITZROY]: { available: false } } },
          "Could not add item Flat white (check sales restrictions)",
        ],
        [
          "not selling the item",
          "product",
          FLAT_WHITE,
          { sites: { [FITZROY]: { sold: false } } },
          "Could not add item COF-FLW (not found)",
        ],
      ] as const) {
        test(`LO-06 a venue that is ${what} says so`, async () => {
          const back = await changed(servery(), kind, id, change);
          try {
            expect(await failure({ items: [item] })).toBe(reason);
          } finally {
            await back();
          }
        });
      }
    });

    test("LO-06 a count-down is counted by sales, told of, and not sold beyond", async () => {
      const app = await open({ subscribeTo: [{ name: "SALES_RESTRICTION_UPDATED", resource: "item" }] });
      const associated = `/o/wh/1/webhook/${app.endpointId}/business-locations/${FITZROY}`;
      expect((await app.ask("PUT", associated)).status).toBe(200);
      const countdown = { id: 4_000_000 + Math.floor(Math.random() * 1e6), count: 3, at: Date.now() };
      const back = await changed(servery(), "product", FLAT_WHITE, { sites: { [FITZROY]: { countdown } } });
      try {
        await app.placed("local", { items: [{ quantity: 2, sku: "COF-FLW" }] });
        const left = () =>
          receiver
            .at(`/${app.endpointId}`)
            .map(({ json }) => json)
            .filter(({ type }) => type === "ITEM");
        await until(() => left().length === 1, "news of the item");
        expect(left()[0]).toMatchObject({
          sku: "COF-FLW",
          businessLocationId: FITZROY,
          count: 1,
          status: "RESTRICTED",
        });
        const sold = { status: "FAILURE", reason: "Could not add item Flat white (check sales restrictions)" };
        expect(await app.sent("local", { items: [{ quantity: 2, sku: "COF-FLW" }] })).toMatchObject(sold);
        await app.placed("local", { items: [{ quantity: 1, sku: "COF-FLW" }] }); // what failed took nothing
        expect(await app.sent("local", { items: [{ quantity: 1, sku: "COF-FLW" }] })).toMatchObject(sold);
        const many = { quantity: 2_000_000_000, sku: "COF-FLW" };
        expect(await app.sent("local", { items: [many] })).toMatchObject(sold);
      } finally {
        await back();
      }
    });
  },
  { env: ONLINE_ENV },
);

/** Orders that came of a reference. */
const ordersOf = async ({ storage, company }: TestServery, reference: string) => {
  const filter = { deleted: false, discounted: false, linkedCustomer: false, onAccount: false };
  const { rows } = await storage.reads(company).orders(filter, { size: 1_000 });
  return rows.filter(({ online }) => online?.reference === reference);
};
