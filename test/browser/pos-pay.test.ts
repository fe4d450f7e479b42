import { describe, expect, it } from "vitest";
import { METHOD } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { PLAIN, button, line, orderAs, ordersAt, ring, toPay, venueOrder } from "../support/selling.ts";

describe("taking money at the register", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
    ["desktop", "light"],
  ] as const) {
    it(`VU-01 a new order is paid in cash with change in large digits, and is one sale, on a ${size}`, async () => {
      const servery = await openScreens();
      const window = await openRegister(servery, { size, scheme });
      const { page, look } = window;
      await ring(page, PLAIN.croissant, PLAIN.lamington);
      if (size === "phone") await button(page, /^Order/).click();
      await toPay(page);
      await look("pos-pay");
      await button(page, "Cash").click();
      await page.getByRole("group", { name: "Handed over" }).getByRole("button", { name: "$20" }).click();
      expect(await page.getByRole("status").filter({ hasText: "Change" }).innerText()).toContain("$9.50");
      await look("pos-pay-cash");
      await button(page, "Take $20.00").dblclick();
      await page.getByRole("heading", { name: "Paid" }).waitFor();
      await page.getByRole("link", { name: "Open the order" }).waitFor();
      await button(page, "PDF").waitFor();
      expect(await page.getByRole("link", { name: "E-mail" }).getAttribute("href")).toContain("Butter%20croissant");
      expect(await page.getByRole("status").filter({ hasText: "Change" }).innerText()).toContain("$9.50");
      await look("pos-pay-done");

      const sales = await ordersAt(servery, "complete", "pending");
      expect(sales).toHaveLength(1);
      const sale = await orderAs(await as(servery, "barista", "pin"), sales[0].id);
      expect(sale).toMatchObject({ status: "COMPLETE", total: 10.5, paid: 10.5, remaining: 0 });
      expect(sale.payments).toMatchObject([{ method: { id: METHOD.cash }, amount: 10.5 }]);
      await page.getByRole("link", { name: "New order" }).click();
      await page.getByRole("searchbox", { name: "Search the menu" }).waitFor();
      expectClean(window);
    }, 90_000);
  }

  it("VU-01 a part by card with its reference and the rest in coins go out with the order as one sale, after a reload", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { size: "phone" });
    const { page, look } = window;
    await ring(page, PLAIN.croissant, PLAIN.lamington);
    await button(page, /^Order/).click();
    await toPay(page);
    await page.getByText("Amount", { exact: true }).click();
    await page.getByLabel("Amount in AUD").fill("1.03");
    await button(page, "EFTPOS").click();
    await page.getByLabel("Reference").fill("4111 1111 1111 1111");
    await page.getByText("This looks like the number of a card.").waitFor();
    await page.getByLabel("Reference").fill("T-4711");
    await look("pos-pay-card");
    await button(page, "Approved").click();
    await page.getByText("goes out with the order").waitFor();
    await page.reload();
    await page.getByText("goes out with the order").waitFor();
    expect(await ordersAt(servery, "complete", "pending")).toHaveLength(0);
    await look("pos-pay-part");
    await button(page, "Cash").click();
    await page.getByText("Cash, in coins").waitFor();
    await button(page, "Take $9.45").click();
    await page.getByRole("link", { name: "Open the order" }).waitFor();
    const sales = await ordersAt(servery, "complete", "pending");
    expect(sales).toHaveLength(1);
    const sale = await orderAs(await as(servery, "barista", "pin"), sales[0].id);
    expect(sale.status).toBe("COMPLETE");
    expect(sale.payments.map((one: { amount: number; ref: string | null }) => [one.amount, one.ref])).toEqual([
      [1.03, "T-4711"],
      [0.02, null],
      [9.45, null],
    ]);
    expectClean(window);
  }, 90_000);

  it("VU-01 an order of the server is paid by three guests in equal parts, the last takes the cent, with a tip", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { guests: 3, table: "4", lines: [line("Cola", { quantity: 4 })] });
    const window = await openRegister(servery, { at: `/pay/${order.id}` });
    const { page, look } = window;
    await page.getByText("Guests", { exact: true }).click();
    await page.getByText("$6.66 each, the last $6.67.").waitFor();
    await button(page, /^10%/).click();
    await page.getByRole("status").filter({ hasText: "To take now" }).getByText("$7.36").waitFor();
    await look("pos-pay-guests");
    for (const part of [1, 2, 3]) {
      await button(page, "EFTPOS").click();
      await button(page, "Approved").click();
      if (part < 3)
        await page
          .getByRole("list", { name: "Paid so far" })
          .locator("li")
          .nth(part - 1)
          .waitFor();
    }
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.getByRole("link", { name: "Open the order" }).waitFor();
    const paid = await orderAs(await as(servery, "barista", "pin"), order.id);
    expect(paid).toMatchObject({ status: "COMPLETE", remaining: 0, tips: 0.7 });
    const amounts = paid.payments.map(({ amount }: { amount: number }) => amount);
    expect(amounts).toEqual([6.66, 6.67, 6.67]);
    expectClean(window);
  }, 90_000);

  it("VU-01 items are paid one by one; what is on account needs a customer", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { lines: [line("Cola"), line("Hot chips"), line("Espresso")] });
    const window = await openRegister(servery, { at: `/pay/${order.id}`, scheme: "dark" });
    const { page, look } = window;
    expect(await button(page, /^Customer account/).isDisabled()).toBe(true);
    await page.getByText("Items", { exact: true }).first().click();
    await page.getByLabel("1 × Hot chips").check();
    await page.getByRole("status").filter({ hasText: "To take now" }).getByText("$10.00").waitFor();
    await look("pos-pay-items");
    await button(page, "EFTPOS").click();
    await button(page, "Approved").click();
    await page.getByLabel("1 × Hot chips (paid)").waitFor();
    await page.getByLabel("1 × Cola").check();
    await page.getByLabel("1 × Espresso").check();
    await button(page, "Cash").click();
    await button(page, "Take $8.80").click();
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.getByRole("link", { name: "Open the order" }).waitFor();
    const paid = await orderAs(await as(servery, "barista", "pin"), order.id);
    expect(paid.status).toBe("COMPLETE");
    expect(paid.payments.map(({ amount }: { amount: number }) => amount)).toEqual([10, 8.8]);
    expectClean(window);
  }, 90_000);

  it("VU-01 a payment whose answer was lost is taken once, also after a reload", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { lines: [line("Cola", { quantity: 2 })] });
    const window = await openRegister(servery, { at: `/pay/${order.id}` });
    const { page } = window;
    let lost = 0;
    await page.route(`**/orders/${order.id}/changes`, async (route) => {
      if (lost > 0) return route.continue();
      await route.fetch();
      lost += 1;
      await route.abort();
    });
    await button(page, "Cash").click();
    await button(page, "Take $10.00").click();
    await expect.poll(() => lost).toBe(1);
    await page.reload();
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.getByRole("link", { name: "Open the order" }).waitFor();
    const paid = await orderAs(await as(servery, "barista", "pin"), order.id);
    expect(paid.payments).toHaveLength(1);
    expect(paid.status).toBe("COMPLETE");
    expectClean(window);
  }, 90_000);

  it("VU-01 two registers take money for one order: the second is told that its money was not taken", async () => {
    const servery = await openScreens();
    const other = await as(servery, "waiter", "pin");
    const { id } = await servery.order({ lines: [line("Cola", { quantity: 2 })] });
    expect((await other(`orders/${id}`, { method: "PUT", body: { status: "ACCEPTED" } })).status).toBe(200);
    const window = await openRegister(servery, { at: `/pay/${id}` });
    const { page, look } = window;
    // While this register's payment is on its way, another one takes the same money.
    await page.route(`**/orders/${id}/changes`, async (route) => {
      const body = { method_id: METHOD.card, amount: 10 };
      await other(`orders/${id}/payments`, { method: "POST", body });
      await route.continue();
    });
    await button(page, "Cash").click();
    await page.getByRole("group", { name: "Handed over" }).getByRole("button", { name: "$20" }).click();
    await button(page, "Take $20.00").click();
    const told = page.getByRole("alert").filter({ hasText: "Cash, $10.00: this payment was not taken" });
    await told.getByText("Nothing is left to pay. The order is paid without it. If you took the money").waitFor();
    const bill = page.getByRole("region", { name: "Bill" });
    await bill.getByText("not taken").waitFor();
    await bill.getByText("Left to pay").waitFor();
    await bill.getByText("$0.00").waitFor();
    expect(await page.getByRole("group", { name: "Pay by" }).count()).toBe(0);
    await look("pos-pay-not-taken");
    await page.reload();
    await button(told, "Take it off").click();
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    expect(await page.getByRole("status").filter({ hasText: "Change" }).count()).toBe(0);
    const paid = await orderAs(other, id);
    expect(paid).toMatchObject({ status: "ACCEPTED", remaining: 0, payments: [{ method: { id: METHOD.card } }] });
    expect(window.found.filter((found) => !found.includes("409"))).toEqual([]);
  }, 60_000);

  it("KO-31 what the app that sent the order locked cannot be paid at the register, and the page says why", async () => {
    const servery = await openScreens();
    const order = await servery.order({ status: "PENDING", lines: [line("Cola")], lock: ["APP_PAYMENT"] });
    const window = await openRegister(servery, { at: `/pay/${order.id}` });
    const { page, look } = window;
    const ways = page.getByRole("group", { name: "Pay by" });
    await ways.getByRole("button", { name: "Demo app" }).waitFor();
    for (const name of ["Cash", "EFTPOS", "Customer account", "Gift voucher"]) {
      const way = ways.getByRole("button", { name: new RegExp(`^${name}\\s*Locked by Demo add-on$`) });
      expect(await way.isDisabled(), name).toBe(true);
    }
    await look("pos-pay-app-only");
    await ways.getByRole("button", { name: "Demo app" }).click();
    await button(page, "Take it").click();
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await expect
      .poll(async () => (await orderAs(await as(servery, "barista", "pin"), order.id)).payments)
      .toMatchObject([{ method: { name: "Demo app" }, amount: 5 }]);
    expectClean(window);
  }, 60_000);

  it("KO-31 an order that only its app may be paid through, and no way of that app: the page says why", async () => {
    const servery = await openScreens();
    const manager = await as(servery, "manager");
    const methods = (await manager("payment_methods")).json<{ id: number; name: string }[]>();
    const { id } = methods.find(({ name }) => name === "Demo app")!;
    expect((await manager(`payment_methods/${id}`, { method: "PUT", body: { active: false } })).status).toBe(200);
    const order = await servery.order({ status: "PENDING", lines: [line("Cola")], lock: ["APP_PAYMENT"] });
    const window = await openRegister(servery, { at: `/pay/${order.id}` });
    await window.page.getByText("takes the payment of this order itself.").waitFor();
    await window.look("pos-pay-locked");
    expect(window.found).toEqual([]);
  }, 60_000);
});
