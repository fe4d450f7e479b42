import { expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { MESSAGE_TTL_MS } from "../../../src/domain/online/task.ts";
import { minorText } from "../../../src/kit/money.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { until, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { CUSTOMER, ONLINE_ENV, OnlineApp, changed, namesOf, newReference } from "./online-app.ts";

const REGISTERS = [16, 17]; // of Fitzroy
const CLASH = "A consumer already exists for this email address with a different external reference.";

onEveryEngine(
  "K-Series orders to go",
  (servery) => {
    const receiver = withReceiver();
    const open = (settings: object = {}): Promise<OnlineApp> => OnlineApp.open(servery(), receiver, settings);

    test("LO-06 an order to go carries what the venue has to know, with a code to collect it by", async () => {
      const app = await open();
      // Nobody plans for the end of the century.
      const far = await app.order("toGo", { orderCollectionTimeAsIso8601: "2099-01-02T18:30:00+11:00" });
      expect([far.status, far.json().errors[0].code]).toEqual([400, "Future"]);
      const collectAt = new Date(Date.now() + 3_600_000).toISOString();
      const made = await app.placed("toGo", {
        accountProfileCode: "TOGOORDER",
        orderCollectionTimeAsIso8601: collectAt,
        orderNote: "No cutlery",
        customerInfo: { ...CUSTOMER, notes: "Allergic to nuts", contactNumberAsE164: "+61491570006" },
        items: [{ quantity: 1, sku: "COF-LBK" }],
      });
      const { collectionCode } = made.online!;
      expect(collectionCode).toMatch(/^[A-Z]{3}-\d{4}$/);
      expect(made).toMatchObject({
        orderType: "Pickup",
        status: "ACCEPTED",
        customer: { firstName: "Jane", lastName: "Doe", email: null },
        notes: `No cutlery\nAllergic to nuts\nCollection code ${collectionCode}`,
      });
      expect(Date.parse(made.fulfilAt!)).toBe(Math.floor(Date.parse(collectAt) / 1_000) * 1_000);
      const given = await app.placed("toGo", {
        collectionCode: "XYZ-1",
        accountProfileCode: "DELIVERY",
        deliveryAddress: { addressLine1: "1 Main Street", zip: "3065", city: "Fitzroy" },
        items: [{ quantity: 1, sku: "COF-LBK" }],
      });
      expect(given).toMatchObject({
        orderType: "Delivery",
        customer: null,
        notes: "For Jane Doe\nDeliver to 1 Main Street, 3065 Fitzroy\nCollection code XYZ-1",
        online: { kind: "TO_GO", collectionCode: "XYZ-1", deliveryAddress: { addressLine2: null, city: "Fitzroy" } },
      });
      expect((await app.order("toGo", { thirdPartyReference: "" })).json().errors[0]).toMatchObject({
        objectName: "toGoOrder",
        codes: ["Size.toGoOrder.thirdPartyReference", "Size.thirdPartyReference", "Size.java.lang.String", "Size"],
      });
    });

    test("LO-06 sub-items are options of an item's sets and modifiers that it is offered with, at the venue's prices", async () => {
      const app = await open();
      const sub = (sku: string, more: object = {}) => ({ quantity: 1, sku, ...more });
      const skus = await skusOf(servery(), ["Oat milk", "Extra shot", "Large size", "Hot chips", "Cheddar", "Sugar"]);
      const order = await app.placed("toGo", {
        items: [
          {
            ...sub("COF-LBK"),
            quantity: 2,
            subItems: [sub(skus["Extra shot"]!), { ...sub(skus["Sugar"]!), quantity: 2 }],
          },
          {
            ...sub("BUR-DEAL"),
            quantity: 2,
            subItems: [
              sub("BUR-TRM", { subItems: [sub(skus["Cheddar"]!)] }),
              sub(skus["Hot chips"]!),
              sub("COF-FLW", {
                subItems: [sub(skus["Large size"]!), sub(skus["Oat milk"]!), sub(skus["Extra shot"]!)],
              }),
            ],
          },
        ],
      });
      const [black] = order.lines;
      expect(black).toMatchObject({
        name: "Long black",
        quantity: "2",
        modifiers: [{ name: "Extra shot" }, { name: "Sugar" }, { name: "Sugar" }],
      });
      expect(order.options.map(({ name }) => name)).toEqual(["Meal deal", "Meal deal"]);
      expect(order.options[0]!.optionSets.map(({ name, options }) => [name, options.map((one) => one.name)])).toEqual([
        ["Choose a burger", ["Tram burger"]],
        ["Choose a side", ["Hot chips"]],
        ["Choose a drink", ["Flat white"]],
      ]);
      const coffee = order.lines.find(({ name, optionSet }) => name === "Flat white" && optionSet === 1)!;
      expect(coffee.modifiers).toEqual([expect.objectContaining({ name: "Extra shot", priceIncTax: "0.7" })]);
      // The very same order over the other API costs the same.
      const shown = await servery().order({
        lines: [{ product_id: 730001, quantity: 2, modifiers: black!.modifiers.map(({ productId }) => productId) }],
      });
      expect(minorText(black!.totalIncTax, 2)).toBe(Number(shown.total).toFixed(2));
      const deal = order.lines.filter(({ optionSet }) => optionSet === 1);
      const unit = deal.reduce((sum, line) => sum + line.totalIncTax, 0);
      expect(order.totals.total).toBe(order.lines[0]!.totalIncTax + 2 * unit);
      expect(
        await app.sent("toGo", {
          items: [{ ...sub("BUR-DEAL"), subItems: [sub("BUR-TRM"), sub("BUR-CHK"), sub("COF-FLW")] }],
        }),
      ).toMatchObject({
        reason: "Could not add item Meal deal (check its sub-items)",
      });
    });

    test("LO-06 an item has a name of its own, the prices of its way of ordering, and no others", async () => {
      const app = await open();
      const item = { quantity: 1, sku: (await skusOf(servery(), ["Lantern lager pint"]))["Lantern lager pint"]! };
      const body = {
        businessLocationId: SOUTHBANK,
        items: [{ ...item, customItemPrice: 0.5, customItemName: "Happy pint" }],
      };
      const usual = await app.placed("toGo", body);
      expect([namesOf(usual), usual.totals.total]).toEqual([["Happy pint"], 1450]); // what the app says of it is passed over
      const happy = await app.placed("local", { ...body, accountProfileCode: "HAPPYHOUR" });
      expect([happy.totals.total, happy.profileCode, happy.orderType]).toEqual([900, "HAPPYHOUR", "Dine in"]);
      expect(happy.lines[0]!.taxAmounts.reduce((a, b) => a + b, 0)).toBe(happy.lines[0]!.totalTax);
      const more = { accountIdentifier: `A${SOUTHBANK}.${happy.id}`, items: [item] };
      await app.sent("local", { businessLocationId: SOUTHBANK, ...more });
      expect((await app.orderOf(happy.id)).totals.total).toBe(1800); // an account goes on by its prices
    });

    test("LO-06 discounts take off a percentage or an amount, named on their lines, never more than there is", async () => {
      const app = await open();
      const oat = (await skusOf(servery(), ["Oat milk"]))["Oat milk"]!;
      const order = await app.placed("toGo", {
        items: [
          { quantity: 2, sku: "COF-FLW", discountCode: "FRIENDS" },
          { quantity: 1, sku: "MAI-BAR", discountCode: "FIVE_OFF" },
          { quantity: 1, sku: "COF-LBK", discountCode: "FIVE_OFF" },
          { quantity: 2, sku: "COF-LAT", discountCode: "FIVE_OFF", subItems: [{ quantity: 1, sku: oat }] },
        ],
      });
      const [friends, five, all, ...latte] = order.lines;
      expect(friends).toMatchObject({
        priceVariation: "0.9",
        totalIncTax: 882,
        discount: { code: "FRIENDS", name: "Friends of the tram" },
      });
      expect(five).toMatchObject({ priceFixedVariation: "-5.00", totalIncTax: 3700, discount: { code: "FIVE_OFF" } });
      expect(all!.totalIncTax).toBe(0);
      const whole = await app.placed("toGo", {
        items: [{ quantity: 2, sku: "COF-LAT", subItems: [{ quantity: 1, sku: oat }] }],
      });
      expect(latte.reduce((sum, { totalIncTax }) => sum + totalIncTax, 0)).toBe(whole.totals.total - 500);
      expect(latte.every(({ discount, totalIncTax }) => discount?.code === "FIVE_OFF" && totalIncTax >= 0)).toBe(true);

      const item = { quantity: 1, sku: "MAI-BAR", discountCode: "FIVE_OFF" };
      expect(await app.sent("toGo", { items: [{ ...item, discountAmountOverride: 1 }] })).toMatchObject({
        reason: "Discount is not a manual one: FIVE_OFF",
      });
      const back = await changed(servery(), "discount", 2384, { amount: null });
      try {
        const manual = async (override: object) =>
          (await app.placed("toGo", { items: [{ ...item, ...override }] })).totals.total;
        expect(await manual({})).toBe(4200);
        expect(await manual({ discountAmountOverride: 2.5 })).toBe(3950);
        expect(await manual({ discountPercentOverride: 50 })).toBe(2100);
        const both = { discountAmountOverride: 1, discountPercentOverride: 1 };
        expect((await app.sent("toGo", { items: [{ ...item, ...both }] })).reason).toBe(
          "A discount is a percentage or an amount, not both",
        );
      } finally {
        await back();
      }
    });

    test("LO-06 money goes with an order: its tip included, as much as is due or less, and not a cent more", async () => {
      const app = await open({ provideAccount: true, expandPayments: true });
      const items = [{ quantity: 2, sku: "COF-FLW" }];
      const pay = (paymentAmount: number, tipAmount?: number) => ({
        paymentMethod: "EFTPOS",
        paymentAmount,
        tipAmount: tipAmount ?? null,
      });
      const all = await app.placed("toGo", { items, payment: pay(11.8, 2) });
      expect(all.totals).toMatchObject({ total: 980, paid: 980, tips: 200, remaining: 0 });
      expect(all.status).toBe("ACCEPTED"); // paid, and still to be handed over
      expect(all.payments).toEqual([
        expect.objectContaining({ methodName: "EFTPOS", amount: 980, tip: 200, ref: all.online!.reference }),
      ]);
      const some = await app.placed("toGo", { items, payment: pay(5) });
      expect(some.totals).toMatchObject({ paid: 500, remaining: 480 });
      expect(await app.sent("toGo", { items, payment: pay(9.81) })).toMatchObject({
        status: "FAILURE",
        reason: "the payment amount is greater than the amount due",
      });
      expect(await app.sent("toGo", { items, payment: { paymentAmount: 1 } })).toMatchObject({
        reason: "Payment method not found",
      });
    });

    test("LO-06 a person is found by reference or email, made once, and never two under one name", async () => {
      const app = await open();
      const items = [{ quantity: 1, sku: "COF-LBK" }];
      const email = `${newReference()}@example.com`;
      const reference = newReference();
      const made = await app.placed("toGo", {
        items,
        customerInfo: { ...CUSTOMER, email, thirdPartyReference: reference },
      });
      const id = made.customer!.id;
      const shown = (await servery().get(`customers/${id}`)).json();
      expect(shown).toMatchObject({ id, first_name: "Jane", last_name: "Doe", primary_email_address: email });
      const again = [
        { email: email.toUpperCase() },
        { email, thirdPartyReference: reference },
        { email: `other-${email}`, thirdPartyReference: reference },
      ];
      for (const customerInfo of again) {
        const order = await app.placed("toGo", { items, customerInfo: { ...CUSTOMER, ...customerInfo } });
        expect(order.customer!.id).toBe(id);
      }
      const clash = await app.sent("toGo", {
        items,
        customerInfo: { ...CUSTOMER, email, thirdPartyReference: newReference() },
      });
      expect(clash).toMatchObject({ status: "FAILURE", reason: CLASH });

      // Known to the venue without a reference of this app: it gets one.
      const known = await servery().post("customers", { first_name: "Ann", email: `ann-${email}` });
      const ann = Number(/(\d+)(?:\.json)?$/.exec(known.headers.get("location") ?? "")?.[1]);
      const named = newReference();
      const hers = await app.placed("toGo", {
        items,
        customerInfo: { firstName: "Ann", email: `ann-${email}`, thirdPartyReference: named },
      });
      expect(hers.customer!.id).toBe(ann);
      const { storage, company } = servery();
      const references = await storage.reads(company).references(2 as AddonId, [ann as never]);
      expect(references.get(ann)).toBe(named);

      const phone = { ...CUSTOMER, contactNumberAsE164: "+61491570156" };
      const people = await Promise.all([1, 2, 3, 4].map(() => app.placed("toGo", { items, customerInfo: phone })));
      expect(new Set(people.map(({ customer }) => customer!.id)).size).toBe(1);
    });

    test("LO-06 a scheduled order waits for its time, and one that nobody can take waits for its deadline", async () => {
      const app = await open();
      const { clock } = servery();
      const real = clock.now;
      const items = [{ quantity: 1, sku: "COF-LBK" }];
      const later = newReference();
      const dueAt = new Date(real() + 20 * 60_000);
      const scheduled = {
        items,
        scheduledTimeForOrderAsIso8601: dueAt.toISOString(),
        maxTimeToAttemptOrderDeliverToPos: 60_000,
      };
      expect((await app.order("toGo", { ...scheduled, thirdPartyReference: later })).status).toBe(200);
      const waiting = await app.task("ORDER", later);
      expect([waiting!.state, waiting!.dueAt, waiting!.endsAt - waiting!.dueAt]).toEqual([
        "waiting",
        Math.floor(dueAt.getTime() / 1_000) * 1_000,
        60_000,
      ]);
      const backs: (() => Promise<void>)[] = [];
      try {
        for (const register of REGISTERS) backs.push(await changed(servery(), "register", register, { online: false }));
        const [soon, never] = [newReference(), newReference()];
        await app.order("toGo", { thirdPartyReference: soon, items });
        await app.order("toGo", { thirdPartyReference: never, items, maxTimeToAttemptOrderDeliverToPos: 60_000 });
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect([app.told(later), app.told(soon), app.told(never)]).toEqual([[], [], []]);

        clock.now = () => real() + 61_000;
        expect(await app.outcome(never)).toEqual({
          reason: "Not processed before validity ended",
          thirdPartyReference: never,
          businessLocationId: FITZROY,
          status: "FAILURE",
          type: "ORDER",
        });
        await Promise.all(backs.splice(0).map((back) => back()));
        clock.now = () => real() + 70_000;
        expect(await app.outcome(soon)).toMatchObject({ status: "SUCCESS" });
        expect(app.told(later)).toEqual([]);
        clock.now = () => real() + 20 * 60_000 + 1_000;
        expect(await app.outcome(later)).toMatchObject({ status: "SUCCESS" });
      } finally {
        for (const back of backs) await back();
        clock.now = real;
      }
    });

    test("LO-06 where there is no device at all nobody waits for one", async () => {
      const app = await open();
      const backs: (() => Promise<void>)[] = [];
      try {
        for (const register of REGISTERS) {
          backs.push(await changed(servery(), "register", register, { online: false, assignedToDevice: false }));
        }
        const news = await app.sent("toGo", { items: [{ quantity: 1, sku: "COF-LBK" }] });
        expect(news.reason).toBe("No devices available to handle the task, the task has been rejected.");
      } finally {
        for (const back of backs) await back();
      }
    });
  },
  { env: ONLINE_ENV },
);

onEveryEngine(
  "K-Series messages",
  (servery) => {
    test("LO-06 a message comes out of the location's printers, and is taken back when a day is over", async () => {
      const app = await OnlineApp.open(servery(), { url: "https://app.example", at: () => [] } as never);
      const path = `/o/op/1/printMsg?businessLocationId=${FITZROY}`;
      for (const [body, status] of [
        [{}, 400],
        [{ message: "" }, 400],
        [{ message: 5 }, 400],
      ] as const) {
        expect((await app.ask("POST", path, body)).status).toBe(status);
      }
      expect((await app.ask("POST", path, {})).json().errors[0].codes[0]).toBe("NotNull.message.message");
      expect((await app.ask("POST", "/o/op/1/printMsg", { message: "x" })).status).toBe(400);
      expect((await app.ask("POST", "/o/op/1/printMsg?businessLocationId=990", { message: "x" })).status).toBe(404);

      const { storage, company, clock } = servery();
      const messages = async () => {
        const { rows } = await storage.prints.list(company, { siteId: FITZROY as never }, { size: 100 });
        return rows.filter(({ doc }) => doc.includes("Driver is outside"));
      };
      const quiet = await app.ask("POST", path, { message: "Driver is outside", alsoToPrinter: false });
      expect([quiet.status, quiet.text, await messages()]).toEqual([200, '{"status":"ok"}', []]);
      const told = await app.ask("POST", path, { message: "Driver is outside", alsoToPrinter: true });
      expect([told.status, told.text]).toEqual([200, '{"status":"ok"}']);
      const [first, ...others] = await messages();
      expect(JSON.parse(first!.doc)).toMatchObject({ station: "Message", notes: "Driver is outside", orderId: null });
      expect(others.length).toBeGreaterThan(0);
      expect(new Set((await messages()).map(({ printerId }) => printerId)).size).toBe(others.length + 1);

      const real = clock.now;
      clock.now = () => real() + MESSAGE_TTL_MS + 1_000;
      try {
        // The demo's printers are switched off here: nothing was printed.
        await until(
          async () => (await messages()).every(({ state }) => state === "cancelled"),
          "the end of the message",
        );
      } finally {
        clock.now = real;
      }
    });
  },
  { kitchen: true },
);

/** SKUs of products, by their names. */
const skusOf = async ({ storage, company }: TestServery, names: readonly string[]): Promise<Record<string, string>> => {
  const products = (await storage.reads(company).catalogue()).all("product");
  const of = (name: string): string => {
    const product: Json = products.find((one) => one.name === name);
    return product.sku ?? String(product.id);
  };
  return Object.fromEntries(names.map((name) => [name, of(name)]));
};
