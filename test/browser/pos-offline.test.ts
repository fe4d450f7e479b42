import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { METHOD } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { type Window, expectClean, openScreens } from "../support/screens.ts";
import { PLAIN, button, orderAs, ordersAt, ring, toPay, venueOrder, line } from "../support/selling.ts";
import type { TestServery } from "../support/servery.ts";

/** The files of the screen are on the device, and the feed runs: from now on it works without a network. */
const ready = async (page: Page): Promise<void> => {
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  await page.getByText("Live").waitFor({ state: "attached" });
};
const banner = (page: Page) => page.getByRole("status").filter({ hasText: /^Offline\./ });
const goOffline = async ({ page, context }: Window): Promise<void> => {
  await context.setOffline(true);
  await banner(page).waitFor();
};
const send = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page
    .getByText(/waits\. It is sent by itself\./)
    .first()
    .waitFor();
};
const payInCash = async (page: Page, given: string): Promise<void> => {
  await toPay(page);
  await button(page, "Cash").click();
  await page.getByRole("group", { name: "Handed over" }).getByRole("button", { name: given, exact: true }).click();
  await button(page, /^Take \$/).click();
};
const nothingWaits = async (page: Page): Promise<void> => {
  await expect.poll(() => page.evaluate(COUNT), { timeout: 30_000 }).toBe(0);
};
const COUNT = `new Promise((resolve, reject) => {
  const open = indexedDB.open("servery-register");
  open.onerror = () => reject(open.error);
  open.onsuccess = () => {
    const asked = open.result.transaction("outgoing").objectStore("outgoing").count();
    asked.onsuccess = () => { open.result.close(); resolve(asked.result); };
  };
})`;

const all = async (servery: TestServery) => {
  const staff = await as(servery, "barista", "pin");
  const rows = await ordersAt(servery, "complete", "pending", "on_hold");
  return Promise.all(rows.map(({ id }) => orderAs(staff, id)));
};
const sold = (order: { lines: { quantity: number; product: { name: string } }[] }): string[] =>
  order.lines.map(({ quantity, product }) => `${quantity} ${product.name}`);

describe("orders that are taken without a network", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
  ] as const) {
    it(`VU-01 three orders, one of them paid in cash, survive a reload offline and are exactly three on the server, on a ${size}`, async () => {
      const servery = await openScreens();
      const window = await openRegister(servery, { size, scheme });
      const { page, context, look } = window;
      const opened = async (): Promise<void> => {
        if (size === "phone") await button(page, /^Order/).click();
      };
      await ready(page);
      await goOffline(window);
      await ring(page, PLAIN.croissant, PLAIN.croissant);
      await opened();
      await send(page);
      await ring(page, PLAIN.lamington, PLAIN.muffin);
      await opened();
      await toPay(page);
      expect(await button(page, /^Gift voucher/).isDisabled()).toBe(true);
      await look("pos-offline-pay");
      await button(page, "Cash").click();
      await page.getByRole("group", { name: "Handed over" }).getByRole("button", { name: "$50" }).click();
      await button(page, "Take $50.00").dblclick();
      await page.getByText("the receipt has its number then").waitFor();
      expect(await page.getByRole("status").filter({ hasText: "Change" }).innerText()).toContain("$39.20");
      await look("pos-offline-paid");
      await page.getByRole("link", { name: "New order" }).click();
      await ring(page, PLAIN.cake);
      await opened();
      await send(page);
      await page.getByText("Offline. 3 orders wait. They are sent by themselves.").waitFor();

      await page.reload();
      await page.getByText("Offline. 3 orders wait. They are sent by themselves.").waitFor();
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Waiting" }).click();
      await expect.poll(() => page.getByRole("list", { name: "What waits" }).locator("> li").count()).toBe(3);
      await look("pos-offline-three");
      expect(await all(servery)).toHaveLength(0);

      await context.setOffline(false);
      await page.getByText("Everything is sent").waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1_500);
      const orders = await all(servery);
      expect(orders.map(sold)).toEqual([
        ["2 Butter croissant"],
        ["1 Lamington", "1 Blueberry muffin"],
        ["1 Carrot cake"],
      ]);
      expect(orders.map(({ status }) => status)).toEqual(["PENDING", "COMPLETE", "PENDING"]);
      expect(orders[1].payments).toMatchObject([{ method: { id: METHOD.cash }, amount: 10.8 }]);
      expectClean(window);
    }, 120_000);
  }

  it("VU-01 an order whose answer was lost, twice, is one order and one sale", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page } = window;
    let lost = 0;
    await page.route("**/companies/*/orders", async (route) => {
      if (route.request().method() !== "POST" || lost >= 2) return route.continue();
      await route.fetch();
      lost += 1;
      await route.abort();
    });
    await ring(page, PLAIN.lamington);
    await payInCash(page, "$10");
    await page.getByRole("link", { name: "Open the order" }).waitFor({ timeout: 30_000 });
    expect(lost).toBe(2);
    const orders = await all(servery);
    expect(orders.map(({ status, payments }) => [status, payments.length])).toEqual([["COMPLETE", 1]]);
    expectClean(window);
  }, 60_000);

  it("VU-01 two windows of one browser send what waits once", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page, context } = window;
    await ready(page);
    await goOffline(window);
    await ring(page, PLAIN.lamington);
    await payInCash(page, "$20");
    await page.getByText("the receipt has its number then").waitFor();
    const state = await page.evaluate("JSON.stringify({ ...sessionStorage })");
    const second = await context.newPage();
    await second.addInitScript(`for (const [name, value] of Object.entries(JSON.parse(${JSON.stringify(state)}))) {
      sessionStorage.setItem(name, value);
    }`);
    await second.goto("/pos/waiting");
    await second.getByText("Order, 1 item").waitFor();
    await context.setOffline(false);
    await nothingWaits(page);
    await second.getByText("Everything is sent").waitFor();
    await page.waitForTimeout(1_500);
    expect((await all(servery)).map(({ status, payments }) => [status, payments.length])).toEqual([["COMPLETE", 1]]);
    expectClean(window);
  }, 90_000);

  it("VU-01 an order that the server refuses stays with its reason and its money, and is changed and sent again", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page, context, look } = window;
    await ready(page);
    await goOffline(window);
    await ring(page, PLAIN.lamington);
    await payInCash(page, "Exact");
    await page.getByText("the receipt has its number then").waitFor();
    const owner = await as(servery, "owner");
    const gone = await owner(`products/${productIdOf(PLAIN.lamington)}`, { method: "DELETE" });
    expect(gone.status).toBe(204);
    await context.setOffline(false);
    await page.getByRole("heading", { name: "The server refused this order" }).waitFor({ timeout: 30_000 });
    await look("pos-offline-refused");
    await page.reload();
    await page.getByRole("link", { name: "See what and why" }).click();
    await page.getByText(/^Refused\./).waitFor();
    await look("pos-offline-waiting-refused");
    expect(await all(servery)).toHaveLength(0);

    await button(page, "Open to change it").click();
    await ring(page, PLAIN.croissant);
    const taken = page.getByRole("list", { name: "Lines" });
    await taken
      .getByRole("button", { name: /Lamington/ })
      .first()
      .click();
    await button(taken, "Remove Lamington").click();
    await toPay(page);
    await page.getByText("goes out with the order").waitFor();
    await page.getByText("$0.50").first().waitFor();
    await look("pos-offline-changed");
    await page.getByRole("button", { name: "Cash", exact: true }).click();
    await button(page, "Take $0.50").click();
    await page.getByRole("link", { name: "Open the order" }).waitFor({ timeout: 30_000 });
    const orders = await all(servery);
    expect(orders.map((order) => [order.status, sold(order)])).toEqual([["COMPLETE", ["1 Butter croissant"]]]);
    expect(orders[0].payments).toMatchObject([{ amount: 5 }, { amount: 0.5 }]);
    expectClean(window);
  }, 90_000);

  it("VU-01 what was refused is sent again once the reason is gone", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page, context } = window;
    await ready(page);
    await goOffline(window);
    await ring(page, PLAIN.lamington);
    await send(page);
    const set = (available: boolean) =>
      servery.put(`sites/${servery.ids.site_id}/products/${productIdOf(PLAIN.lamington)}/availability`, {
        is_available: available,
      });
    expect((await set(false)).status).toBeLessThan(300);
    await context.setOffline(false);
    await page.getByRole("link", { name: "See what and why" }).click({ timeout: 30_000 });
    await page.getByText(/out of stock/).waitFor();
    expect((await set(true)).status).toBeLessThan(300);
    await button(page, "Send again").click();
    await page.getByText("Everything is sent").waitFor();
    expect((await all(servery)).map(sold)).toEqual([["1 Lamington"]]);
    expectClean(window);
  }, 90_000);

  it("VU-01 an order of the server that was not opened before says that it needs the network", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { lines: [line("Cola")] });
    const window = await openRegister(servery, { scheme: "dark" });
    const { page, look } = window;
    await ready(page);
    await goOffline(window);
    await page.goto(`/pos/order/${order.id}`);
    await page.getByText("This order is on the server").waitFor();
    await look("pos-offline-order");
    await page.goto(`/pos/pay/${order.id}`);
    await page.getByText("It can be paid when the network is back.").waitFor();
    expect(window.found).toEqual([]);
  }, 60_000);
});
