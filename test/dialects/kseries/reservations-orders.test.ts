import { expect, test } from "vitest";
import { reservationCommands } from "../../../src/commands/reservations.ts";
import { NO_FILTER } from "../../../src/domain/events/topics.ts";
import type { CompanyId } from "../../../src/domain/ids.ts";
import { OrderOut } from "../../../src/dialects/kseries/reservations/notifications.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { settled, until, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, FLAT_WHITE, SOUTHBANK } from "./kseries.ts";
import { booking, orderAtVenue, platform } from "./reservations-setting.ts";

onEveryEngine("K-Series reservations: orders and the venue", (servery) => {
  const receiver = withReceiver();
  const commands = () => reservationCommands(servery().storage);

  const order = (more: Record<string, unknown> = {}) => orderAtVenue(servery(), more);
  const told = async (code: string, count: number): Promise<Json[]> => {
    const got = await receiver.soon(`/${code}/order`, count);
    return got.map(({ json }) => json);
  };
  const pay = (of: Json, amount: number) => servery().post(`orders/${of.id}/payments`, { method_id: 1, amount });

  test("LR-01 orders at the table of a seated reservation are told: opened, changed, closed, in order and strictly", async () => {
    const { push } = await platform(servery(), receiver.url, "Seat", { restaurant: "Fitz" });
    expect((await push("R-1", booking({ status: "SEATED", partySize: 4, tableNumbers: ["FD1"] }))).status).toBe(202);
    const opened = await order({ table: "1" });
    await order({ table: "2" }); // somebody else's
    await servery().post(`orders/${opened.id}/lines`, { product_id: FLAT_WHITE, quantity: 1 });
    const full = (await servery().get(`orders/${opened.id}`)).json();
    expect((await pay(opened, full.total)).status).toBe(201);
    const all = await told("Seat", 3);
    await settled(servery());
    expect(receiver.at("/Seat/order")).toHaveLength(3);
    for (const body of all) OrderOut.parse(body);
    expect(all.map(({ notificationType }) => notificationType)).toEqual(["OPEN", "UPDATE", "CLOSE"]);
    const versions = all.map(({ sequenceId }) => Number(sequenceId));
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    const last = all.at(-1)!;
    expect(last).toMatchObject({
      platformCode: "Seat",
      platformRestaurantId: "Fitz",
      platformReservationId: "R-1",
      businessLocationId: FITZROY,
      account: {
        accountNumber: `A${FITZROY}.${opened.id}`,
        businessLocationId: String(FITZROY),
        orderMode: "TABLE",
        tables: ["1"],
        coverCount: 4,
        currencyCode: "AUD",
        totalAmount: full.total,
        paidAmount: full.total,
        closeDate: expect.any(Number),
        externalReferences: [{ prefix: "TASK", reference: `RN-${FITZROY}-R-1` }],
        consumerRecord: null,
      },
    });
    const { transactionLines: lines, paymentLines, preTaxAmount, taxAmount } = last.account;
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ itemId: String(FLAT_WHITE), quantity: 2, accountId: String(opened.id) });
    const sum = lines.reduce((total: number, line: Json) => total + Math.round(line.amount * 100), 0);
    expect([sum / 100, preTaxAmount + taxAmount]).toEqual([full.total, expect.closeTo(full.total, 6)]);
    expect(paymentLines).toEqual([expect.objectContaining({ amount: full.total, paymentMethodDescription: "Cash" })]);
  });

  test("LR-01 an order that was open before the guests were marked as seated becomes theirs: opened", async () => {
    const { push } = await platform(servery(), receiver.url, "Late", { restaurant: "Fitz" });
    const opened = await order({ table: "6" });
    await push("R-1", booking({ tableNumbers: ["6"] }));
    await push("R-1", booking({ status: "SEATED", tableNumbers: ["6"] }));
    const [first] = await told("Late", 1);
    expect([first.notificationType, first.account.id]).toEqual(["OPEN", String(opened.id)]);
    await servery().delete(`orders/${opened.id}`);
    const [, cancelled] = await told("Late", 2);
    expect(cancelled.notificationType).toBe("CANCEL");
  });

  test("LR-01 an order that is moved to the table becomes theirs; after they left, orders there are not", async () => {
    const { push } = await platform(servery(), receiver.url, "Move", { restaurant: "Fitz" });
    await push("R-1", booking({ status: "SEATED", tableNumbers: ["7"] }));
    const moved = await order({ table: "8" });
    const operator = await servery().operator("manager");
    expect((await operator(`orders/${moved.id}`, { method: "PUT", body: { table: "7" } })).status).toBe(200);
    const [first] = await told("Move", 1);
    expect([first.notificationType, first.platformReservationId]).toEqual(["OPEN", "R-1"]);
    await push("R-1", booking({ status: "DEPARTED", tableNumbers: ["7"] }));
    await order({ table: "7" });
    await settled(servery());
    expect(receiver.at("/Move/order")).toHaveLength(1);
  });

  test("LR-01 a platform that wants more than its own hears of all orders at its sites, and of no other site's", async () => {
    await platform(servery(), receiver.url, "Every", { restaurant: "Fitz", ownNotificationsOnly: false });
    await order({ site_id: SOUTHBANK });
    const here = await order();
    const [body] = await told("Every", 1);
    await settled(servery());
    OrderOut.parse(body);
    expect(body).toMatchObject({ platformRestaurantId: "Fitz", account: { id: String(here.id), orderMode: "DIRECT" } });
    expect(body).not.toHaveProperty("platformReservationId");
    expect(receiver.at("/Every/order").map(({ json }) => json.account.businessLocationId)).toEqual([String(FITZROY)]);
    // The suite goes on without it.
    await platform(servery(), receiver.url, "Every", { notificationTypes: [] });
  });

  test("LR-01 the venue says what it sees: its platform is told, and what is not allowed is refused", async () => {
    const { push } = await platform(servery(), receiver.url, "Venue", {
      restaurant: "Fitz",
      allowedPosStatuses: ["SEATED", "DEPARTED"],
    });
    await push("R-1", booking({ partySize: 3 }));
    const ref = { platform: "Venue", restaurant: "Fitz", id: "R-1" };
    const say = async (update: object) => {
      const said = await commands().updateReservation(servery().company, ref, update);
      return said.ok ? said.value.status : said.error;
    };
    expect(await say({ status: "ARRIVED" })).toEqual({
      kind: "status_not_allowed",
      status: "ARRIVED",
      allowed: ["SEATED", "DEPARTED"],
    });
    expect(await say({ status: "SEATED", tables: ["9", "66"] })).toEqual({ kind: "table_not_available", table: "66" });
    expect(await say({ status: "SEATED", tables: ["9", "FD10"], covers: 4 })).toBe("SEATED");
    expect(await say({ status: "PAID" })).toBe("SEATED");
    expect(await say({ status: "DEPARTED" })).toBe("DEPARTED");
    const got = await receiver.soon("/Venue/reservation", 3);
    const stem = {
      platformCode: "Venue",
      platformRestaurantId: "Fitz",
      platformReservationId: "R-1",
      businessLocationId: FITZROY,
      tables: ["9", "FD10"],
      covers: 4,
    };
    expect(got.map(({ json }) => json)).toEqual(["SEATED", "PAID", "DEPARTED"].map((status) => ({ ...stem, status })));
    const nobody = await commands().updateReservation(servery().company, { ...ref, id: "R-2" }, {});
    const elsewhere = await commands().updateReservation(6789 as CompanyId, ref, {});
    for (const refused of [nobody, elsewhere]) {
      expect(refused).toEqual({ ok: false, error: { kind: "reservation_not_found" } });
    }
  });

  test("LR-01 once nothing of the table is left to pay, the platform is told that the guests have paid", async () => {
    const { push } = await platform(servery(), receiver.url, "Paid", { restaurant: "Fitz" });
    await push("R-1", booking({ status: "SEATED", tableNumbers: ["21"] }));
    const [one, two] = [await order({ table: "21" }), await order({ table: "21" })];
    await pay(one, one.total);
    await until(
      () => receiver.at("/Paid/order").some(({ json }) => json.notificationType === "CLOSE"),
      "the first closed",
    );
    await settled(servery());
    expect(receiver.at("/Paid/reservation")).toEqual([]);
    await pay(two, two.total);
    const [paid] = await receiver.soon("/Paid/reservation");
    expect(paid!.json).toEqual({
      platformCode: "Paid",
      platformRestaurantId: "Fitz",
      platformReservationId: "R-1",
      businessLocationId: FITZROY,
      status: "PAID",
      tables: ["21"],
      covers: 2,
    });
  });

  test("LR-01 a platform's registrations follow its profile, and are no Kounta webhooks", async () => {
    const { send } = await platform(servery(), receiver.url, "Rows");
    const own = async () =>
      (await servery().storage.deliveries.webhooks.of(servery().company)).filter(
        ({ addonId }) => addonId === send.addonId,
      );
    const rows = await own();
    expect(rows.map(({ topic, filter, ordered }) => [topic, filter, ordered])).toEqual(
      Array.from({ length: 5 }, () => ["kseries/reservations", NO_FILTER, true]),
    );
    await platform(servery(), receiver.url, "Rows"); // the same again, by another add-on of the platform
    const all = (await servery().storage.deliveries.webhooks.of(servery().company)).map(({ id }) => id);
    expect(rows.every(({ id }) => all.includes(id))).toBe(true);
    expect(await own()).toEqual([]);
    const seen = await servery().get("webhooks");
    expect(seen.text).not.toContain("/Rows/");
  });
});
