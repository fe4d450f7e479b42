import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { passwordOf, staffIdOf } from "../operator/support.ts";
import { type KitchenOptions, openKitchen } from "../support/kitchen.ts";
import { pins } from "../support/register.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";
import type { TestOptions, TestServery } from "../support/servery.ts";

const opened = async ({ env, ...options }: KitchenOptions & TestOptions = {}) => {
  const servery = await openScreens("sqlite", env ? { env } : {});
  const window = await openKitchen(servery, options);
  return { servery, window, ...window };
};

/** What stands at the demo's kitchen: an order that an app sent and the venue took. */
const send = (servery: TestServery, more: object = {}) => {
  const [coffee, cake] = servery.ids.product_ids;
  return servery.order({
    status: "PENDING",
    order_type: "Dine in",
    lines: [
      { product_id: coffee, quantity: 2, notes: "Extra hot" },
      { product_id: cake, quantity: 1 },
    ],
    ...more,
  });
};

const dish = (name: string, quantity: number, more: object = {}): object => ({
  product_id: productIdOf(name),
  quantity,
  ...more,
});

const ticket = (page: Page, number: string) => page.locator("article", { has: page.getByText(`#${number}`) });
const sounds = (page: Page): Promise<number> => page.evaluate("window.serverySounds ?? 0");

describe("VU-02 the kitchen's screen", () => {
  it("VU-02 is set up by a manager, and opened with a PIN", async () => {
    const servery = await openScreens();
    const window = await openWindow(servery);
    const { page, look } = window;
    await page.goto("/kitchen");
    await page.getByLabel("Username").fill("manager");
    await page.getByLabel("Password", { exact: true }).fill(passwordOf("manager"));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Brindle & Tram Fitzroy" }).click();
    await page.getByRole("button", { name: "Fitzroy bar" }).click();
    await page.getByRole("button", { name: "Set up", exact: true }).click();
    await page.getByRole("button", { name: "Jun Watanabe" }).click();
    await look("kitchen-pin");
    await page.keyboard.type(pins.get(staffIdOf("barista"))!);
    await page.keyboard.press("Enter");
    await page.getByText("Nothing to make").waitFor();
    await look("kitchen-empty");
    expectClean(window);
  }, 60_000);

  it("VU-02 a ticket appears with a sound, lines and the ticket are bumped, and recalled", async () => {
    const { servery, window, page, look } = await opened({ stations: ["Pass"] });
    await page.getByText("Touch to turn on sound").waitFor();
    await page.keyboard.press("Shift");
    await page.getByText("Touch to turn on sound").waitFor({ state: "detached" });
    const order = await send(servery);
    const card = ticket(page, order.sale_number);
    await card.waitFor();
    await card.getByText("Extra hot").waitFor();
    await expect.poll(() => sounds(page)).toBe(1);
    await look("kitchen-one");

    const [first] = await card.getByRole("listitem").getByRole("button").all();
    await first!.click();
    await expect.poll(() => card.locator("[aria-pressed=true]").count()).toBe(1);
    await look("kitchen-line-done");
    await page.reload();
    await expect.poll(() => card.locator("[aria-pressed=true]").count()).toBe(1);

    await card.getByRole("button", { name: /^Bump/ }).click();
    await card.waitFor({ state: "detached" });
    await page.keyboard.press("d");
    await page
      .getByRole("button", { name: /^Recall/ })
      .last()
      .waitFor();
    await look("kitchen-done");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("r");
    await card.waitFor();
    expectClean(window);
  }, 60_000);

  it("VU-02 what is added, changed or taken off is marked until it is bumped", async () => {
    const { servery, window, page, look } = await opened({ stations: ["Pass"] });
    const order = await send(servery);
    const card = ticket(page, order.sale_number);
    await card.waitFor();
    const pastry = servery.ids.product_ids[2];
    expect((await servery.post(`orders/${order.id}/lines`, { product_id: pastry, quantity: 3 })).status).toBe(201);
    await card.getByText("New", { exact: true }).waitFor();
    expect((await servery.delete(`orders/${order.id}/lines/2`)).status).toBe(204);
    await card.getByText("Taken off", { exact: true }).waitFor();
    await look("kitchen-changes");
    await card.getByText("Taken off", { exact: true }).click();
    await card.getByText("Taken off", { exact: true }).waitFor({ state: "detached" });
    await card.getByText("New", { exact: true }).click();
    await card.getByText("New", { exact: true }).waitFor({ state: "detached" });
    expectClean(window);
  }, 60_000);

  it("VU-02 courses that are held wait, and are called", async () => {
    const { servery, window, page, look } = await opened({ stations: ["Pass"], scheme: "dark" });
    const [coffee, cake] = servery.ids.product_ids;
    const order = await send(servery, {
      lines: [
        { product_id: coffee, quantity: 1, course_name: "Starters", course_ordinal: 1, course_status: "called" },
        { product_id: cake, quantity: 1, course_name: "Mains", course_ordinal: 2, course_status: "uncalled" },
      ],
    });
    const card = ticket(page, order.sale_number);
    await card.getByText("Held").waitFor();
    await look("kitchen-courses");
    const change = await servery.put(`orders/${order.id}/lines/2`, { course_status: "called" });
    expect(change.status).toBe(200);
    await card.getByText("Held").waitFor({ state: "detached" });
    expectClean(window);
  }, 60_000);

  it("VU-02 a bump bar's keys bump, choose, count and change the station", async () => {
    const { servery, window, page, look } = await opened({ size: "desktop" });
    for (let i = 0; i < 4; i += 1) await send(servery);
    await expect.poll(() => page.locator("article").count()).toBeGreaterThanOrEqual(8);
    await page.keyboard.press("a");
    await page.getByRole("complementary", { name: "All day" }).getByText("8", { exact: true }).first().waitFor();
    await look("kitchen-full");
    const before = await page.locator("article").count();
    await page.keyboard.press("1");
    await expect.poll(() => page.locator("article").count()).toBe(before - 1);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await look("kitchen-chosen");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("article").count()).toBe(before - 2);
    await page.keyboard.press("s");
    await expect
      .poll(() => page.getByRole("group", { name: "Station" }).locator("[aria-pressed=true]").innerText())
      .toBe("Bar");
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "This screen" }).waitFor();
    await look("kitchen-settings");
    expectClean(window);
  }, 60_000);

  for (const scheme of ["light", "dark"] as const) {
    it(`VU-02 on a busy evening the age of each ticket is told in words and in colour (${scheme})`, async () => {
      const { servery, window, page, look } = await opened({ size: "desktop", scheme, stations: ["Kitchen"] });
      const minutesAgo = async (minutes: number, more: object): Promise<void> => {
        servery.clock.now = () => Date.now() - minutes * 60_000;
        await send(servery, more);
        servery.clock.now = Date.now;
      };
      await minutesAgo(17, {
        guests: 4,
        lines: [dish("Tram burger", 2), dish("Chicken parma", 1, { notes: "Sauce on the side" }), dish("Hot chips", 2)],
      });
      await minutesAgo(10, {
        order_type: "Delivery",
        lines: [dish("Poke bowl", 1), dish("Garlic bread", 1)],
        notes: "Allergic to sesame",
      });
      await minutesAgo(4, {
        guests: 2,
        lines: [
          dish("Garlic bread", 1, { course_name: "Starter", course_ordinal: 1, course_status: "called" }),
          dish("Rigatoni ragù", 2, { course_name: "Main", course_ordinal: 2, course_status: "uncalled" }),
        ],
      });
      await minutesAgo(1, { order_type: "Takeaway", lines: [dish("Tram burger", 1), dish("Hot chips", 1)] });
      await expect.poll(() => page.locator("article").count()).toBe(4);
      await page.keyboard.press("a");
      await page.keyboard.press("ArrowRight");
      await page.locator("article").first().getByText("Late").waitFor();
      await page.locator("article").nth(1).getByText("Soon").waitFor();
      await look("kitchen-busy");
      expectClean(window);
    }, 60_000);
  }

  it("VU-02 without a network it goes on, survives a reload, and sends what was done", async () => {
    const { servery, window, page, context, look } = await opened({ stations: ["Pass"] });
    const order = await send(servery);
    const card = ticket(page, order.sale_number);
    await card.waitFor();
    await page.evaluate("navigator.serviceWorker.ready");
    await page.waitForFunction("navigator.serviceWorker.controller !== null");
    await context.setOffline(true);
    await page.getByText("No connection.").waitFor({ timeout: 45_000 });
    await page.reload();
    await card.waitFor();
    await card.getByRole("button", { name: /^Bump/ }).click();
    await card.waitFor({ state: "detached" });
    await page.getByText("1 bump is sent when it is back.").waitFor();
    await look("kitchen-offline");
    await context.setOffline(false);
    const tickets = async () => {
      const manager = await servery.operator("manager");
      const path = `sites/${servery.ids.site_id}/kitchen/tickets?state=done&station=Pass`;
      return (await manager(path)).json<{ order_id: number }[]>().map(({ order_id }) => order_id);
    };
    await expect.poll(tickets, { timeout: 20_000 }).toEqual([order.id]);
    expectClean(window);
  }, 90_000);

  it("VU-02 dockets on paper are shown as the printer makes them", async () => {
    const { servery, window, page, look } = await opened({ env: { SERVERY_VIRTUAL_PRINTER: "0" } });
    await send(servery);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Dockets on paper" }).click();
    await page.getByRole("dialog").locator("img").first().waitFor({ timeout: 20_000 });
    await look("kitchen-dockets");
    expectClean(window);
  }, 60_000);

  it("VU-02 on a phone", async () => {
    const { servery, window, page, look } = await opened({ size: "phone", scheme: "dark" });
    for (let i = 0; i < 2; i += 1) await send(servery);
    await page.locator("article").first().waitFor();
    await look("kitchen-phone");
    expectClean(window);
  }, 60_000);
});
