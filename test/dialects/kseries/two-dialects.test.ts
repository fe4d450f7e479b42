import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Json, type TestServery, engines, openTestServery } from "../../support/servery.ts";
import { Receiver, register, until } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE } from "./kseries.ts";
import { ONLINE_ENV, OnlineApp } from "./online-app.ts";
import { clientOf } from "./set-up-client.ts";

/** One order and two languages: what one API places, the other lists, pays, completes and gives back, and so around. */
for (const engine of engines) {
  describe(`one order, two dialects (${engine})`, () => {
    const receiver = new Receiver();
    let servery: TestServery;
    let app: OnlineApp;
    beforeAll(async () => {
      await receiver.open();
      servery = await openTestServery(engine, { env: ONLINE_ENV, kitchen: true });
      app = await OnlineApp.open(servery, receiver, {
        provideAccount: true,
        expandTransactions: true,
        expandPayments: true,
      });
    }, 60_000);
    afterAll(async () => {
      await servery?.close();
      await receiver.close();
    });

    const v1 = async (path: string): Promise<Json> => (await servery.get(path)).json();
    const eventsOf = async (id: number): Promise<string[]> =>
      (await servery.storage.reads(servery.company).events(id as never)).map(({ type }) => type);
    const statuses = (reference: string): string[] => app.told(reference).map(({ status }) => status);
    const dockets = async (order: number) =>
      (await servery.storage.prints.list(servery.company, { orderId: order as never }, { size: 20 })).rows;

    test("LO-07 an order placed over K-Series is read, printed, paid, completed and refunded over Kounta", async () => {
      for (const topic of ["orders/completed", "orders/kitchen_print"]) {
        await register(servery, { topic, address: `${receiver.url}/${topic}` });
      }
      const { id, online, saleNumber } = await app.placed("toGo", {
        accountProfileCode: "TOGOORDER",
        collectionCode: "TRM-42",
        customerInfo: { firstName: "Jane", lastName: "Doe", email: `two.${engine}@example.com` },
        items: [
          { quantity: 2, sku: "COF-LBK" },
          { quantity: 1, sku: "MAI-BAR", modifiers: [{ modifierId: "2612" }], discountCode: "FIVE_OFF" },
        ],
        payment: { paymentMethod: "EFTPOS", paymentAmount: 20 },
      });
      const reference = online!.reference;

      // Kounta lists and shows the very same order.
      const listed = (await v1(`sites/${FITZROY}/orders/accepted.json`)) as Json[];
      expect(listed.map((order) => order.id)).toContain(id);
      const shown = await v1(`orders/${id}.json`);
      expect(shown).toMatchObject({
        id,
        status: "ACCEPTED",
        sale_number: saleNumber,
        site_id: FITZROY,
        order_type: "Pickup",
        total: 46,
        paid: 20,
        customer: { first_name: "Jane", email: `two.${engine}@example.com` },
        notes: "Collection code TRM-42",
      });
      expect(shown.lines.map((line: Json) => [line.product.name, line.quantity, line.notes])).toEqual([
        ["Long black", 2, null],
        ["Barramundi", 1, "Medium"],
      ]);
      expect(await eventsOf(id)).toEqual([
        "online.applied",
        "order.created",
        "order.customer_linked",
        "order.status_changed",
        "order.kitchen_print",
      ]);

      // The kitchen has it, on paper and over Kounta's webhook.
      const [print] = await receiver.soon("/orders/kitchen_print");
      expect(print!.json).toMatchObject({ id, status: "ACCEPTED" });
      await until(async () => (await dockets(id)).length > 0, "its dockets");
      const paper = (await dockets(id)).map(({ doc }) => doc).join();
      expect(paper).toContain('"Medium"');
      expect(paper).toContain("Collection code TRM-42");

      // A register changes it: the app hears of it with what there is now.
      const line = await servery.post(`orders/${id}/lines.json`, { product_id: 730001, quantity: 1 });
      expect(line.status).toBeLessThan(300);
      await until(() => statuses(reference).includes("CHECK_WAS_UPDATED"), "news of the change");
      expect(app.told(reference).at(-1).account).toMatchObject({
        currentAmount: "50.50",
        paidAmount: "20.00",
        ikaccountId: `A${FITZROY}.${id}`,
      });

      // Paid and completed over Kounta.
      expect((await servery.put(`orders/${id}.json`, { status: "PENDING" })).status).toBe(200);
      const paid = await servery.post(`orders/${id}/payments.json`, { method_id: 1, amount: 30.5, ref: "till" });
      expect(paid.status).toBeLessThan(300);
      expect(await v1(`orders/${id}.json`)).toMatchObject({ status: "COMPLETE", total: 50.5, paid: 50.5 });
      const [completed] = await receiver.soon("/orders/completed");
      expect(completed!.json).toMatchObject({ id, total: 50.5 });
      await until(() => statuses(reference).at(-1) === "CLOSED", "the end of the account");
      expect(statuses(reference)).toContain("READY_FOR_PICKUP");
      expect(statuses(reference).filter((status) => status === "SUCCESS")).toHaveLength(1);

      // Given back over Kounta: a sale of its own that points at it.
      const refund = await servery.order({
        original_order_id: id,
        status: "COMPLETE",
        lines: [{ product_id: 730001, quantity: -1 }],
        payments: [{ method_id: 1, amount: -4.5 }],
      });
      expect([refund.total, refund.refunded_order_id]).toEqual([-4.5, id]);

      // Both stand in K-Series' reports with their amounts.
      const reports = await clientOf(servery, ["financial-api"]);
      const external = encodeURIComponent(`TASK:OO-${FITZROY}-${reference}`);
      const sale = await reports(
        "GET",
        `/f/finance/${FITZROY}/saleByExternalReference?externalReferenceId=${external}`,
      );
      expect([sale.status, JSON.stringify(sale.json())]).toEqual([200, expect.stringContaining(`A${FITZROY}.${id}`)]);
      const [lines, payments] = [lineTotals(sale.json()), paymentTotals(sale.json())];
      expect([lines, payments]).toEqual([5050, 5050]);
    });

    test("LO-07 an order taken over Kounta is read, paid and closed over K-Series, and reported", async () => {
      const order = await servery.order({
        status: "ON_HOLD",
        order_type: "Dine in",
        lines: [{ product_id: FLAT_WHITE, quantity: 2, notes: "extra hot" }],
      });
      const operator = await servery.operator();
      expect((await operator(`orders/${order.id}`, { method: "PUT", body: { table: "5" } })).status).toBe(200);
      const identifier = `A${FITZROY}.${order.id}`;
      const at = `businessLocationId=${FITZROY}`;
      const checks = (await app.ask("GET", `/o/op/1/order/table/getCheck?${at}`)).json();
      expect(checks.map(({ ikaccountId }: Json) => ikaccountId)).toContain(identifier);
      const check = (await app.ask("GET", `/o/op/1/order/accounts/${identifier}?${at}`)).json();
      expect(check).toMatchObject({ ikaccountId: identifier, tableNumber: 5, currentAmount: 9.8, paidAmount: 0 });
      expect(check.salesEntries).toEqual([
        expect.objectContaining({ itemSku: "COF-FLW", quantity: 2, amountWithTax: 9.8 }),
      ]);

      // The app puts more on it and pays all of it.
      expect(
        await app.sent("local", { accountIdentifier: identifier, items: [{ quantity: 1, sku: "COF-LBK" }] }),
      ).toMatchObject({
        status: "SUCCESS",
        ikentooAccountIdentifier: identifier,
      });
      expect(
        await app.paid({ iKaccountIdentifier: identifier, paymentMethod: "EFTPOS", paymentAmount: 14.3, tipAmount: 2 }),
      ).toMatchObject({ status: "SUCCESS" });

      const shown = await v1(`orders/${order.id}.json`);
      expect(shown).toMatchObject({ status: "COMPLETE", total: 14.3, paid: 14.3, sale_number: order.sale_number });
      expect(shown.payments).toEqual([
        expect.objectContaining({ method: { id: 2, name: "EFTPOS" }, amount: 14.3, tip: 2 }),
      ]);
      const events = await eventsOf(order.id);
      expect(events.filter((type) => type === "order.completed")).toHaveLength(1);
      const check404 = await app.ask("GET", `/o/op/1/order/accounts/${identifier}?${at}`);
      expect(check404.status).toBe(404);

      const reports = await clientOf(servery, ["financial-api"]);
      const daily = (await reports("GET", `/f/finance/${FITZROY}/dailyFinancials?include=payments`)).json();
      const found = JSON.stringify(daily).includes(identifier);
      expect(found).toBe(true);
    });
  });
}

const cents = (text: unknown): number => Math.round(Number(text) * 100);
const salesOf = (report: Json): Json[] => report.sales ?? report._embedded?.sales ?? [report];
const lineTotals = (report: Json): number =>
  salesOf(report).reduce(
    (sum, sale) =>
      sum + sale.salesLines.reduce((all: number, line: Json) => all + cents(line.totalNetAmountWithTax), 0),
    0,
  );
const paymentTotals = (report: Json): number =>
  salesOf(report).reduce(
    (sum, sale) => sum + sale.payments.reduce((all: number, one: Json) => all + cents(one.netAmountWithTax), 0),
    0,
  );
