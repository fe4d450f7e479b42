import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { METHOD } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { REGISTER, openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

const line = (name: string, quantity = 1): object => ({ product_id: productIdOf(name), quantity });

/** A day at the counter: an order of an app, one at a table, one on hold, one to pick up, and sales that are done. */
const aDay = async (servery: TestServery): Promise<void> => {
  const barista = await as(servery, "barista", "pin");
  const own = (body: object) =>
    barista("orders", { method: "POST", body: { register_id: REGISTER.id, ...body } }).then(({ status, text }) => {
      if (status !== 201) throw new Error(text);
    });
  await servery.order({ order_type: "Delivery", lines: [line("Plant burger")], customer_id: servery.ids.customer_id });
  await own({ status: "PENDING", order_type: "Dine in", table: "7", guests: 3, lines: [line("Hot chips", 3)] });
  await own({ status: "ON_HOLD", order_type: "Dine in", table: "4", guests: 2, lines: [line("Garlic bread")] });
  await own({ status: "PENDING", order_type: "Takeaway", lines: [line("Flat white", 2)], sale_number: "F1-77" });
  for (let n = 1; n <= 3; n += 1) {
    const payments = [{ method_id: METHOD.cash, amount: 10 * n }];
    await own({
      status: "COMPLETE",
      order_type: "Takeaway",
      lines: [line("Hot chips", n)],
      payments,
      sale_number: `F1-9${n}`,
    });
  }
};

describe("orders at the register", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["tablet", "dark"],
    ["phone", "light"],
  ] as const) {
    it(`VU-01 open orders are found by filter, type and words; sales by their number, on a ${size} in the ${scheme}`, async () => {
      const servery = await openScreens();
      await aDay(servery);
      const window = await openRegister(servery, { size, scheme, at: "/orders" });
      const { page, look } = window;
      await page.getByRole("alert", { name: "New orders" }).getByRole("button", { name: "Open" }).click();
      await page.getByRole("button", { name: "Close" }).click();
      const cards = page.getByRole("list", { name: "Open orders" }).getByRole("listitem");
      await expect.poll(() => cards.count()).toBe(4);
      await look("pos-orders");
      const filters = page.getByRole("navigation", { name: "Which orders" });
      await filters.getByRole("link", { name: /On hold/ }).click();
      await expect.poll(() => cards.count()).toBe(1);
      expect(await cards.innerText()).toContain("Table 4");
      await filters.getByRole("link", { name: /All open/ }).click();
      await page.getByRole("button", { name: "Takeaway", exact: true }).click();
      await expect.poll(() => cards.count()).toBe(1);
      await page.getByRole("button", { name: "Every type" }).click();
      await page.getByLabel("Search orders").fill("fairw");
      await expect.poll(() => cards.count()).toBe(1);
      expect(await cards.innerText()).toContain("Amelia Fairweather");
      await page.getByLabel("Search orders").fill("nothing like it");
      await page.getByText("Nothing open matches").waitFor();
      await look("pos-orders-nothing");

      await page.getByRole("button", { name: "Clear" }).click();
      await filters.getByRole("link", { name: "Completed sales" }).click();
      const sales = page.getByRole("list", { name: "Completed sales" }).getByRole("listitem");
      await expect.poll(() => sales.count()).toBe(3);
      await look("pos-orders-completed");
      await page.getByLabel("Search orders").fill("F1-92");
      await expect.poll(() => sales.count()).toBe(1);
      await page.getByLabel("Search orders").fill("nothing like it");
      await page.getByText("The sales of the last 12 months were searched").waitFor();
      await page.getByLabel("Search orders").fill("92");
      await expect.poll(() => sales.count()).toBe(1);
      await sales.getByRole("link").click();
      await page.waitForURL(/\/pos\/order\/\d+/);
      expectClean(window);

      // Without a network it looks among what it has listed, and says so.
      await page.goBack();
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => sales.count()).toBe(3);
      await page.context().setOffline(true);
      await page.getByLabel("Search orders").fill("F1-91");
      await page.getByText("Only the sales that were listed here were searched").waitFor();
      expect(await sales.innerText()).toContain("F1-91");
      await look("pos-orders-known");
    }, 90_000);
  }

  it("VU-01 without orders the page says what comes here", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { at: "/orders" });
    await window.page.getByText("No open orders here").waitFor();
    await window.look("pos-orders-empty");
    await window.page.getByRole("link", { name: "Completed sales" }).click();
    await window.page.getByText("No sales yet").waitFor();
    await window.look("pos-orders-no-sales");
    expect(window.found).toEqual([]);
  }, 60_000);
});
