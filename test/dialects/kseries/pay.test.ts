import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { until, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, SOUTHBANK, STAMP } from "./kseries.ts";
import { ONLINE_ENV, OnlineApp, changed, newReference } from "./online-app.ts";
import { clientOf } from "./set-up-client.ts";

const PATH = "/o/op/1/pay";
const COFFEE = [{ quantity: 2, sku: "COF-FLW" }]; // 9.80

const familyA = (message: string) => ({
  timestamp: expect.stringMatching(STAMP),
  status: 400,
  error: "Bad Request",
  message,
  path: PATH,
});

onEveryEngine(
  "K-Series payments",
  (servery) => {
    const receiver = withReceiver();
    const open = (settings: object = {}): Promise<OnlineApp> => OnlineApp.open(servery(), receiver, settings);
    const account = (id: number, site = FITZROY): string => `A${site}.${id}`;

    test("LO-06 an account is paid in parts, its tip besides, and closed when nothing is left", async () => {
      const app = await open();
      const { id, online } = await app.placed("local", { tableNumber: "3", items: COFFEE });
      const iKaccountIdentifier = account(id);
      const thirdPartyPaymentReference = newReference();
      const pay = {
        thirdPartyPaymentReference,
        iKaccountIdentifier,
        paymentMethod: "EFTPOS",
        paymentAmount: 5,
        tipAmount: 1.5,
      };
      const answer = await app.pay(pay);
      expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
      expect(await app.outcome(thirdPartyPaymentReference)).toEqual({
        thirdPartyReference: thirdPartyPaymentReference,
        businessLocationId: FITZROY,
        status: "SUCCESS",
        ikentooAccountId: String(id),
        ikentooAccountIdentifier: iKaccountIdentifier,
        type: "PAYMENT",
      });
      const some = await app.orderOf(id);
      expect(some).toMatchObject({ status: "ACCEPTED", version: 2, totals: { paid: 500, tips: 150, remaining: 480 } });
      expect(some.payments).toEqual([
        expect.objectContaining({ amount: 500, tip: 150, ref: thirdPartyPaymentReference }),
      ]);

      const check = await app.ask("GET", `/o/op/1/order/accounts/${iKaccountIdentifier}?businessLocationId=${FITZROY}`);
      expect(check.json()).toMatchObject({
        currentAmount: 9.8,
        paidAmount: 5,
        ikaccountId: iKaccountIdentifier,
        tableNumber: 3,
      });

      const rest = await app.paid({ iKaccountId: String(id), paymentMethod: "cash", paymentAmount: 4.8 });
      expect(rest).toMatchObject({ status: "SUCCESS", type: "PAYMENT" });
      expect(await app.orderOf(id)).toMatchObject({ status: "COMPLETE", totals: { paid: 980, remaining: 0 } });
      await until(
        () => app.told(online!.reference).some(({ status }) => status === "CLOSED"),
        "the end of the account",
      );
      const told = app.told(online!.reference).map(({ status }) => status);
      expect(told.slice(-2)).toEqual(["CHECK_WAS_UPDATED", "CLOSED"]); // nothing waits to be fetched
      expect(await app.paid({ iKaccountIdentifier, paymentAmount: 1 })).toEqual({
        reason: "Account already closed",
        thirdPartyReference: expect.any(String),
        businessLocationId: FITZROY,
        status: "FAILURE",
        errors: { account: { type: "ACCOUNT_ALREADY_CLOSED" } },
        ikentooAccountIdentifier: iKaccountIdentifier,
        type: "PAYMENT",
      });
    });

    test("LO-06 what comes to nothing says why, in the sentence and by its type", async () => {
      const app = await open();
      const { id } = await app.placed("local", { items: COFFEE });
      const iKaccountIdentifier = account(id);
      const good = { iKaccountIdentifier, paymentMethod: "CASH", paymentAmount: 1 };
      for (const [body, reason, type] of [
        [{ paymentAmount: 9.81 }, "the payment amount is greater than the amount due", "OVERPAID"],
        [{ iKaccountIdentifier: account(id, SOUTHBANK) }, "Account not found", "ACCOUNT_NOT_FOUND"],
        [{ iKaccountIdentifier: "A823.9765040300495493" }, "Account not found", "ACCOUNT_NOT_FOUND"],
        [{ iKaccountIdentifier: null }, "Account not found", "ACCOUNT_NOT_FOUND"],
        [{ paymentMethod: "SHELLS" }, "Payment method not found", "PAYMENT_METHOD_NOT_FOUND"],
        [{ paymentMethod: null }, "Payment method not found", "PAYMENT_METHOD_NOT_FOUND"], // this app is none itself
        [{ staffId: 1 }, "Staff not found", "STAFF_NOT_FOUND"],
      ] as const) {
        const news = await app.paid({ ...good, ...body });
        expect([body, news.reason, news.errors, news.type]).toEqual([body, reason, { account: { type } }, "PAYMENT"]);
      }
      expect(await app.paid({ ...good, deviceId: 18 })).toMatchObject({
        reason: "No devices available to handle the task, the task has been rejected.", // of another location
      });
      expect((await app.orderOf(id)).payments).toEqual([]);
      expect(await app.paid({ ...good, deviceId: 16, staffId: 732849 })).toMatchObject({ status: "SUCCESS" });
    });

    test("LO-06 a payment for a register that is away waits for it until its time is over", async () => {
      const app = await open();
      const { id } = await app.placed("local", { items: COFFEE });
      const back = await changed(servery(), "register", 17, { online: false });
      const { clock } = servery();
      const real = clock.now;
      try {
        const thirdPartyPaymentReference = newReference();
        const pay = { iKaccountIdentifier: account(id), paymentMethod: "CASH", paymentAmount: 1 };
        expect((await app.pay({ ...pay, thirdPartyPaymentReference, deviceId: 17, taskTtlInMs: 60_000 })).status).toBe(
          200,
        );
        expect(await app.paid({ ...pay, deviceId: 16 })).toMatchObject({ status: "SUCCESS" });
        expect(app.told(thirdPartyPaymentReference)).toEqual([]);
        clock.now = () => real() + 61_000;
        expect(await app.outcome(thirdPartyPaymentReference)).toMatchObject({
          status: "FAILURE",
          reason: "Not processed before validity ended",
          errors: {
            timeout: { errorKey: "errors.payment.pos.task_timeout", message: "Not processed before validity ended" },
          },
        });
      } finally {
        clock.now = real;
        await back();
      }
    });

    test("LO-06 a payment that cannot be read, or whose reference was used, is refused at once", async () => {
      const app = await open();
      const missing = await app.ask("POST", PATH, { endpointId: app.endpointId });
      expect(missing.status).toBe(400);
      expect(missing.json().errors.map((error: Json) => error.codes[0])).toEqual([
        "NotNull.payment.businessLocationId",
        "NotNull.payment.thirdPartyPaymentReference",
        "NotNull.payment.paymentAmount",
      ]);
      for (const [body, field, code] of [
        [{ paymentAmount: -1 }, "paymentAmount", "PositiveOrZero"],
        [{ paymentAmount: 1.001 }, "paymentAmount", "Digits"],
        [{ paymentAmount: 1, taskTtlInMs: 1 }, "taskTtlInMs", "Min"],
        [{ paymentAmount: 1, thirdPartyPaymentReference: "x".repeat(51) }, "thirdPartyPaymentReference", "Size"],
      ] as const) {
        const [error] = (await app.pay(body)).json().errors;
        expect([error.field, error.code]).toEqual([field, code]);
      }
      const words = await app.pay({ paymentAmount: "much" });
      expect([words.status, words.json().message]).toEqual([400, "JSON parse error: paymentAmount: must be a number"]);
      const nowhere = await app.pay({ paymentAmount: 1, endpointId: "MISSING-ENDPOINT" });
      expect([nowhere.status, nowhere.json()]).toEqual([400, familyA("endpoint ID not found for MISSING-ENDPOINT")]);
      expect((await app.pay({ paymentAmount: 1, businessLocationId: 990 })).status).toBe(404);
      const stranger = await clientOf(servery(), ["financial-api"]);
      expect((await stranger("POST", PATH, {})).status).toBe(403);

      const thirdPartyPaymentReference = newReference();
      const pay = { thirdPartyPaymentReference, paymentAmount: 1 };
      const answers = await Promise.all(Array.from({ length: 10 }, () => app.pay(pay)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const used = await app.pay(pay);
      expect([used.status, used.json()]).toEqual([
        400,
        familyA(`reference has already been used ${thirdPartyPaymentReference}`),
      ]);
      // Orders have references of their own.
      await app
        .placed("local", { thirdPartyReference: thirdPartyPaymentReference, items: COFFEE })
        .catch(() => undefined);
      expect(await app.task("ORDER", thirdPartyPaymentReference)).toMatchObject({ kind: "ORDER" });
    });
  },
  { env: ONLINE_ENV },
);
