import { expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { passing, settled, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, STAMP } from "./kseries.ts";
import { APP, applied, bodies, change, emit, endpoint, sent } from "./notifications-setting.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const receiver = withReceiver();

const put = async (servery: TestServery, path: string, body: object): Promise<void> => {
  const operator = await servery.operator();
  const answer = await operator(path, { method: "PUT", body });
  expect(answer.status, answer.text).toBe(200);
};

onEveryEngine("K-Series notifications of orders", (servery, engine) => {
  const got = (endpointId: string): Promise<Json[]> => bodies(servery(), receiver, endpointId);
  const statuses = async (endpointId: string): Promise<string[]> => (await got(endpointId)).map(({ status }) => status);
  const make = (endpointId: string, more: Record<string, unknown> = {}) =>
    endpoint(servery(), receiver, endpointId, more);
  const named = (name: string): string => `${engine}-${name}`;

  test("LO-06 success: names alone, with the account, and with its lines and payments, as each endpoint asks", async () => {
    for (const [name, more] of [
      ["plain", {}],
      ["account", { provideAccount: true }],
      ["lines", { provideAccount: true, expandTransactions: true }],
      ["full", { provideAccount: true, expandTransactions: true, expandPayments: true }],
      ["unwanted", { expandTransactions: true, expandPayments: true }],
    ] as const) {
      await make(named(name), more);
    }
    const payment = { methodId: 1 as never, amount: 190 as never, tip: 50 as never, ref: "1234567890" };
    const ask = { guests: 2, orderType: "Takeaway", table: "3", payments: [payment] } as const;
    const news = async (name: string) => {
      const order = await sent(servery(), named(name), `REF-${name}`, ask);
      const [body, ...others] = await got(named(name));
      expect(others).toEqual([]);
      return { order, body };
    };

    for (const name of ["plain", "unwanted"]) {
      const { order, body } = await news(name);
      expect(body).toEqual({
        thirdPartyReference: `REF-${name}`,
        businessLocationId: FITZROY,
        status: "SUCCESS",
        ikentooAccountId: String(order.id),
        ikentooAccountIdentifier: `A${FITZROY}.${order.id}`,
        type: "ORDER",
      });
    }

    const { order, body } = await news("full");
    const identifier = `A${FITZROY}.${order.id}`;
    expect(body).toEqual({
      thirdPartyReference: "REF-full",
      businessLocationId: FITZROY,
      status: "SUCCESS",
      account: {
        clientCount: 2,
        uuid: expect.stringMatching(UUID),
        openDate: expect.stringMatching(STAMP),
        paidAmount: "1.90",
        serviceCharge: "0.00",
        name: `Order ${order.saleNumber}`,
        currentAmount: "4.90",
        staffName: "Online Order",
        salesEntries: [
          {
            id: order.id * 10_000 + 1,
            uuid: expect.stringMatching(UUID),
            itemName: "Flat white",
            itemSku: "COF-FLW",
            unitAmount: "4.90",
            quantity: 1,
            modifiers: [],
            amountWithTax: "4.90",
            amountLessTax: "4.45",
            discountedAmount: "0.00",
            grossUnitAmount: "4.90",
            timeOfTransactionUtc: expect.stringMatching(STAMP),
            active: true,
            subLineItems: [],
            taxIncluded: true,
          },
        ],
        paymentEntries: [
          {
            paymentMethodDescription: "Cash",
            externalReference: "1234567890",
            paymentMethodCode: "CASH",
            amountPaid: "1.90",
            paymentDate: expect.stringMatching(STAMP),
            active: true,
          },
        ],
        ikaccountId: identifier,
        tableNumber: 3,
        posId: FITZROY,
      },
      ikentooAccountId: order.id,
      ikentooAccountIdentifier: identifier,
      type: "ORDER",
    });
    const { salesEntries, paymentEntries, ...account } = body.account;
    const bare = (await news("account")).body.account;
    expect(Object.keys(bare).sort()).toEqual(Object.keys(account).sort());
    expect(Object.keys((await news("lines")).body.account).sort()).toEqual(
      [...Object.keys(account), "salesEntries"].sort(),
    );
    expect([salesEntries.length, paymentEntries.length]).toEqual([1, 1]);
  });

  test("LO-06 what the venue does with an order is told in order: changed, ready once, closed", async () => {
    const id = named("life");
    await make(id, { provideAccount: true, expandPayments: true });
    const order = await sent(servery(), id, "LIFE");
    expect(await statuses(id)).toEqual(["SUCCESS"]);
    const path = `orders/${order.id}`;
    await put(servery(), path, { notes: "No lid" });
    expect((await statuses(id)).slice(1)).toEqual(["CHECK_WAS_UPDATED"]);
    await put(servery(), path, { status: "PENDING" });
    expect((await statuses(id)).slice(2)).toEqual(["CHECK_WAS_UPDATED", "READY_FOR_PICKUP"]);
    await put(servery(), path, { status: "ON_HOLD" }); // back to the kitchen
    await put(servery(), path, { status: "PENDING" });
    expect((await statuses(id)).slice(4)).toEqual(["CHECK_WAS_UPDATED", "CHECK_WAS_UPDATED"]);
    const paid = await servery().post(`orders/${order.id}/payments`, { method_id: 1, amount: 4.9 });
    expect(paid.status, paid.text).toBe(201);
    await put(servery(), path, { status: "COMPLETE" });
    const all = await got(id);
    expect(all.slice(6).map(({ status }) => status)).toEqual(["CHECK_WAS_UPDATED", "CHECK_WAS_UPDATED", "CLOSED"]);
    for (const { thirdPartyReference, type, ikentooAccountIdentifier } of all) {
      expect([thirdPartyReference, type, ikentooAccountIdentifier]).toEqual([
        "LIFE",
        "ORDER",
        `A${FITZROY}.${order.id}`,
      ]);
    }
    expect(all.map(({ account }) => account.paidAmount)).toEqual([...Array(6).fill("0.00"), ...Array(3).fill("4.90")]);
    expect(all.at(-1).account).toMatchObject({
      closeDate: expect.stringMatching(STAMP),
      paymentEntries: [{ amountPaid: "4.90", paymentMethodCode: "CASH" }],
    });
    expect(all[0].account).not.toHaveProperty("closeDate");
    const ids = receiver.at(`/${id}`).map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(all.length);
  });

  test("LO-06 an order that is handed over and paid at one stroke was ready first", async () => {
    const id = named("stroke");
    await make(id);
    const order = await sent(servery(), id, "STROKE", {
      payments: [{ methodId: 1, amount: 490, tip: 0, ref: null }] as never,
    });
    await put(servery(), `orders/${order.id}`, { status: "COMPLETE" });
    expect(await statuses(id)).toEqual(["SUCCESS", "CHECK_WAS_UPDATED", "READY_FOR_PICKUP", "CLOSED"]);
  });

  test("LO-06 an order that the venue turns down or takes away is cancelled, once", async () => {
    const id = named("cancelled");
    await make(id);
    const rejected = await sent(servery(), id, "REJECTED");
    await put(servery(), `orders/${rejected.id}`, { status: "REJECTED" });
    const operator = await servery().operator();
    expect((await operator(`orders/${rejected.id}`, { method: "DELETE" })).status).toBeLessThan(300);
    const deleted = await sent(servery(), id, "DELETED");
    expect((await operator(`orders/${deleted.id}`, { method: "DELETE" })).status).toBeLessThan(300);
    const all = await got(id);
    expect(all.map(({ status, thirdPartyReference }) => `${status} ${thirdPartyReference}`).sort()).toEqual([
      "CANCELLED DELETED",
      "CANCELLED REJECTED",
      "SUCCESS DELETED",
      "SUCCESS REJECTED",
    ]);
  });

  test("LO-06 delivered is told of deliveries, to those who asked for it", async () => {
    const subscribeTo = [{ name: "DELIVERED", resource: "order" }];
    const lives = ["PENDING", "COMPLETE"];
    for (const [name, more, facts, told] of [
      ["asked", { subscribeTo }, { orderType: "Delivery" }, true],
      ["address", { subscribeTo }, { online: { deliveryAddress: { addressLine1: "1 Road", city: "Fitzroy" } } }, true],
      ["profile", { subscribeTo }, { profileCode: "DELIVERY" }, true],
      ["unasked", {}, { orderType: "Delivery" }, false],
      ["pickup", { subscribeTo }, { orderType: "Pickup" }, false],
    ] as const) {
      const id = named(name);
      await make(id, more);
      const order = await sent(servery(), id, name, facts as never);
      for (const status of lives) await change(servery(), order, { status: status as never });
      expect([name, (await statuses(id)).filter((status) => status !== "CHECK_WAS_UPDATED")]).toEqual([
        name,
        ["SUCCESS", "READY_FOR_PICKUP", ...(told ? ["DELIVERED"] : []), "CLOSED"],
      ]);
    }
  });

  test("LO-06 what the app itself adds is a success and no news besides; what it pays is both", async () => {
    const id = named("adds");
    await make(id);
    await make(named("adds-other"));
    const order = await sent(servery(), id, "FIRST");
    await change(servery(), order, { notes: "more" }, [applied(id, "SECOND")]);
    const twice = await got(id);
    expect(twice.map(({ status, thirdPartyReference }) => [status, thirdPartyReference])).toEqual([
      ["SUCCESS", "FIRST"],
      ["SUCCESS", "SECOND"],
    ]);
    await change(servery(), order, { notes: "from elsewhere" }, [applied(named("adds-other"), "THIRD")]);
    expect((await got(named("adds-other"))).map(({ thirdPartyReference }) => thirdPartyReference)).toEqual(["THIRD"]);
    await change(servery(), order, { notes: "paid" }, [applied(id, "PAY-1", "PAYMENT")]);
    const after = (await got(id)).slice(2);
    expect(after.map(({ status, type }) => `${type} ${status}`)).toEqual([
      "ORDER CHECK_WAS_UPDATED",
      "PAYMENT SUCCESS",
      "ORDER CHECK_WAS_UPDATED",
    ]);
    expect(after[1]).toEqual({
      thirdPartyReference: "PAY-1",
      businessLocationId: FITZROY,
      status: "SUCCESS",
      ikentooAccountId: String(order.id),
      ikentooAccountIdentifier: `A${FITZROY}.${order.id}`,
      type: "PAYMENT",
    });
  });

  test("LO-06 what came to nothing is told with its reason; errors and account of a payment", async () => {
    const id = named("failed");
    await make(id, { provideAccount: true });
    const failed = { type: "online.failed", key: "k", endpointId: id, addonId: APP, siteId: FITZROY };
    const reason = "Not processed before validity ended";
    const errors = { timeout: { errorKey: "errors.payment.pos.task_timeout", message: reason } };
    await emit(servery(), { ...failed, kind: "ORDER", reference: "O-1", reason, errors, accountIdentifier: "A1.2" });
    await emit(servery(), { ...failed, kind: "PAYMENT", reference: "P-1", reason, errors });
    const missing = { errors: { account: { type: "ACCOUNT_NOT_FOUND" } }, accountIdentifier: "A823.73" };
    await emit(servery(), { ...failed, kind: "PAYMENT", reference: "P-2", reason: "Account not found", ...missing });
    await emit(servery(), { ...failed, kind: "PAYMENT", reference: "P-3", reason, addonId: 1 });
    await emit(servery(), { ...failed, kind: "MESSAGE", reference: "M-1", reason });
    const all = await got(id);
    const common = { businessLocationId: FITZROY, status: "FAILURE" };
    expect(all.toSorted((a, b) => a.thirdPartyReference.localeCompare(b.thirdPartyReference))).toEqual([
      { ...common, reason, thirdPartyReference: "O-1", type: "ORDER" },
      { ...common, reason, thirdPartyReference: "P-1", errors, type: "PAYMENT" },
      {
        ...common,
        reason: "Account not found",
        thirdPartyReference: "P-2",
        errors: missing.errors,
        ikentooAccountIdentifier: "A823.73",
        type: "PAYMENT",
      },
    ]);
  });

  test("LO-06 the receiver is given its credentials, and the log of deliveries is not", async () => {
    const id = named("secret");
    await make(id, { withBasicAuth: true, username: "orders", password: "s3cret:pass" });
    await sent(servery(), id, "SECRET");
    await got(id);
    const [received] = receiver.at(`/${id}`);
    const authorization = `Basic ${Buffer.from("orders:s3cret:pass").toString("base64")}`;
    expect(received!.method).toBe("POST");
    expect(received!.headers).toMatchObject({
      authorization,
      "content-type": "application/json; charset=utf-8",
      "webhook-id": expect.stringMatching(/^evt_\d+_\d+$/),
    });
    const operator = await servery().operator();
    const list = await operator("deliveries?page_size=1");
    const [delivery] = list.json<Json[]>();
    expect(delivery).toMatchObject({ topic: "kseries/orders", state: "delivered" });
    const one = await operator(`deliveries/${delivery.id}`);
    expect(one.json().attempts[0].request_headers).toMatchObject({ authorization: "…" });
    const webhooks = await operator("webhooks");
    expect(webhooks.text).toContain(`/${id}`);
    for (const { text } of [list, one, webhooks]) {
      expect(text).not.toContain("s3cret");
      expect(text).not.toContain(authorization.slice(6));
    }
  });

  test("LO-06 a receiver that fails is tried again with the same bytes, and later news of the order wait", async () => {
    const id = named("again");
    await make(id);
    receiver.reply(`/${id}`, (nth) => ({ status: nth === 1 ? 500 : 200 }));
    const order = await sent(servery(), id, "AGAIN");
    await receiver.soon(`/${id}`);
    await change(servery(), order, { notes: "changed" });
    const real = servery().clock.now;
    const seen = receiver.at(`/${id}`);
    await passing(servery(), 120_000, () => seen.length >= 3, "the second attempt and what waited for it");
    await settled(servery());
    servery().clock.now = real;
    expect(seen.map(({ json }) => json.status)).toEqual(["SUCCESS", "SUCCESS", "CHECK_WAS_UPDATED"]);
    expect(seen[1]!.body.toString()).toBe(seen[0]!.body.toString());
    expect(seen[1]!.headers["webhook-id"]).toBe(seen[0]!.headers["webhook-id"]);
  });

  test("LO-06 nobody hears of orders that are not theirs, nor of any once the endpoint is gone", async () => {
    const id = named("gone");
    await make(id);
    const other = 7_702 as AddonId;
    await servery().addon({ id: other, clientId: "other-app", apis: ["kseries"], scopes: ["orders-api"] });
    const token = await servery().token(60, other, servery().company, { api: "kseries" });
    const auth = `Bearer ${token}`;
    const body = { endpointId: id, url: `${receiver.url}/${id}-other` };
    expect((await servery().ask("/o/wh/1/webhook", { method: "PUT", body, auth })).status).toBe(200);
    const order = await sent(servery(), id, "GONE");
    await servery().order({ status: "COMPLETE", lines: [{ product_id: 730_002 }] });
    expect(await statuses(id)).toEqual(["SUCCESS"]);
    expect(await got(`${id}-other`)).toEqual([]);
    const client = await servery().token(60, APP, servery().company, { api: "kseries" });
    await servery().ask(`/o/wh/1/webhook/${id}`, { method: "DELETE", auth: `Bearer ${client}` });
    await change(servery(), order, { status: "COMPLETE" });
    expect(await statuses(id)).toEqual(["SUCCESS"]);
  });
});
