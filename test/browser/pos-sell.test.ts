import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Json, TestServery } from "../support/servery.ts";
import { as } from "../operator/support.ts";
import { newestOrder } from "../support/orders.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";

/** A product of the demo without options. */
const CARROT_CAKE = 730305;

const menu = (page: Page) => page.getByRole("region", { name: "Menu" });
const order = (page: Page) => page.getByRole("region", { name: "Order", exact: true });
const tile = (page: Page, name: string) => menu(page).getByRole("button", { name: new RegExp(`^${name}`) });

const newest = (servery: TestServery, lines: number): Promise<Json> =>
  newestOrder(servery, (made) => made.lines.length === lines);

describe("VU-01 taking an order", () => {
  it("VU-01 an order is put together by touch, search and barcode, and arrives with every cent", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { who: "barista" });
    const { page, look } = window;
    await order(page).getByText("Nothing on the order yet").waitFor();
    await look("sell-empty");

    await page.getByRole("button", { name: "Cabinet", exact: true }).click();
    await tile(page, "Butter croissant").click();
    await tile(page, "Butter croissant").click();
    await look("sell-cabinet");
    // The search takes the focus by its key, and adds the only hit.
    await page.keyboard.press("/");
    await page.keyboard.type("3x lamington", { delay: 60 });
    await look("sell-search");
    await page.keyboard.press("Enter");
    // A scanner, with the focus nowhere.
    await page.locator("body").click({ position: { x: 5, y: 5 } });
    await page.evaluate("document.activeElement.blur()");
    const beans = (await (await as(servery, "manager"))(`sites/${servery.ids.site_id}/snapshot`))
      .json()
      .products.find(({ name }: Json) => name === "Reusable cup");
    await page.keyboard.type(String(beans.barcode));
    await page.keyboard.press("Enter");
    await order(page).getByText("Reusable cup").waitFor();
    await page.keyboard.press("+");

    await page.getByRole("button", { name: "Table", exact: true }).click();
    await look("sell-table-dialog");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Table 4,/ })
      .click();
    await page.getByRole("button", { name: "Guests", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "3", exact: true }).click();
    await page.getByRole("button", { name: "More about this order" }).click();
    await page.getByRole("menuitem", { name: "Discount or surcharge" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Friends of the tram" }).click();
    await look("sell-discount-dialog");
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "More about this order" }).click();
    await page.getByRole("menuitem", { name: "Tip and service" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "12.5 %" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await look("sell-full");

    // A reload keeps it all.
    await page.reload();
    await order(page).getByText("Reusable cup").waitFor();
    const shown = await order(page).locator("dl").innerText();
    await order(page).getByRole("button", { name: "Send" }).click();
    await page.getByText("Table 4 is sent.").waitFor();
    await order(page).getByText("Nothing on the order yet").waitFor();

    const made = await newest(servery, 3);
    expect(made).toMatchObject({ status: "PENDING", table: "4", guests: 3, order_type: "Dine in", register_id: 16 });
    expect(made.lines.map(({ product, quantity }: Json) => [product.name, quantity])).toEqual([
      ["Butter croissant", 2],
      ["Lamington", 3],
      ["Reusable cup", 2],
    ]);
    expect(made.price_variation).toBe(0.9);
    for (const amount of [made.payable, made.total_tax, made.tip_service]) expect(shown).toContain(amount.toFixed(2));
    expectClean(window);
  }, 60_000);

  it("VU-01 courses are held and called, a line has its discount and note, a customer is made", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { scheme: "dark" });
    const { page, look } = window;
    await page.getByRole("button", { name: "Cabinet", exact: true }).click();
    await page.getByRole("button", { name: "Course of new lines: none" }).click();
    await page.getByRole("menuitem", { name: "Starter" }).click();
    await tile(page, "Pain au chocolat").click();
    await page.getByRole("button", { name: "Course of new lines: Starter" }).click();
    await page.getByRole("menuitem", { name: "Dessert" }).click();
    await tile(page, "Carrot cake").click();
    await order(page).getByRole("button", { name: "Edit" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Note to the kitchen").fill("with cream");
    await sheet.getByText("Discount", { exact: true }).click();
    await sheet.getByLabel("Discount", { exact: true }).fill("15");
    await look("sell-edit-line");
    await sheet.getByRole("button", { name: /^Done/ }).click();

    await page.getByRole("button", { name: "Customer", exact: true }).click();
    await page.getByRole("dialog").getByLabel("Name, telephone or email").fill("Zelda Quince");
    await page.getByText("Nobody matches “Zelda Quince”").waitFor();
    await page.getByRole("button", { name: "New customer" }).click();
    await page.getByRole("button", { name: "Add the customer" }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await look("sell-customer-error");
    await page.getByLabel("Email").fill("zelda@example.com");
    await page.getByRole("button", { name: "Add the customer" }).click();
    await page.getByRole("button", { name: "Customer: Zelda Quince" }).waitFor();
    await look("sell-courses");
    await order(page).getByRole("button", { name: "Hold", exact: true }).click();

    const made = await newest(servery, 2);
    expect(made).toMatchObject({ status: "ON_HOLD", customer: { first_name: "Zelda", last_name: "Quince" } });
    expect(made.lines[0]).toMatchObject({ course_name: "Starter", course_ordinal: 1, course_status: "called" });
    expect(made.lines[1]).toMatchObject({
      course_name: "Dessert",
      course_ordinal: 3,
      course_status: "uncalled",
      price_variation: 0.85,
      notes: "with cream",
      line_total_inc_tax: 7.23,
    });
    expectClean(window);
  }, 60_000);

  it("VU-01 on a phone the order is a sheet, and sold-out things cannot be added", async () => {
    const servery = await openScreens();
    const manager = await as(servery, "manager");
    const products = (await manager(`sites/${servery.ids.site_id}/snapshot`)).json().products as Json[];
    const gone = products.find(({ name }) => name === "Lamington")!;
    const put = await manager(`products/${gone.id}`, {
      method: "PUT",
      body: { sites: [{ site_id: servery.ids.site_id, available: false }] },
    });
    expect(put.status).toBe(200);
    const window = await openRegister(servery, { size: "phone" });
    const { page, look } = window;
    await page.getByRole("button", { name: "Cabinet", exact: true }).click();
    await expect.poll(() => tile(page, "Lamington").isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Quantity of the next product: 1" }).click();
    await page.getByRole("button", { name: "4", exact: true }).click();
    await tile(page, "Butter croissant").click();
    await look("sell");
    await page.getByRole("button", { name: /^Order · 4/ }).click();
    await look("sell-order");
    await order(page).getByRole("button", { name: "Send" }).click();
    const made = await newest(servery, 1);
    expect([made.lines[0].quantity, made.payable]).toEqual([4, 22]);
    expectClean(window);
  }, 60_000);
});

describe("KO-31 more for an order that the server has", () => {
  it("KO-31 an order that an app sent with NEW_LINES takes no lines, and says so", async () => {
    const servery = await openScreens();
    const made = await servery.order({
      status: "PENDING",
      lock: ["NEW_LINES"],
      lines: [{ product_id: CARROT_CAKE, quantity: 1 }],
    });
    const window = await openRegister(servery, { at: `/?order=${made.id}` });
    const { page, look } = window;
    await order(page).getByText("keeps its lines as they are", { exact: false }).waitFor();
    await look("sell-locked");
    expect(await menu(page).locator("ul button:enabled").count()).toBe(0);
    expectClean(window);
  }, 60_000);

  it("KO-31 lines are added up to the app's price limit, which is shown and binding", async () => {
    const servery = await openScreens();
    const made = await servery.order({
      status: "PENDING",
      price_limit: 20,
      lines: [{ product_id: CARROT_CAKE, quantity: 1, unit_price_inc_tax: 10 }],
    });
    const window = await openRegister(servery, { at: `/?order=${made.id}`, size: "desktop" });
    const { page, look } = window;
    await order(page).getByText("Up to $20.00 · $10.00 left").waitFor();
    await page.getByRole("button", { name: "Cabinet", exact: true }).click();
    await tile(page, "Butter croissant").click();
    await tile(page, "Butter croissant").click();
    await order(page).getByText("may come to $20.00 at the most", { exact: false }).waitFor();
    await look("sell-over-limit");
    await order(page).getByRole("button", { name: "Send" }).click();
    await page.getByText("Not sent").waitFor();
    await page.keyboard.press("-");
    await order(page).getByRole("button", { name: "Send" }).click();
    await page.waitForURL(/\/pos\/order\//);
    const after = await (await as(servery, "manager"))(`orders/${made.id}`);
    expect([after.json().lines.length, after.json().payable]).toEqual([2, 15.5]);
    window.found.splice(0); // the order's page is looked at by its own tests
  }, 60_000);
});
