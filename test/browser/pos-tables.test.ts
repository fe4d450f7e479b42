import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { as } from "../operator/support.ts";
import { newestOrder } from "../support/orders.ts";
import { openRegister } from "../support/register.ts";
import { type Size, expectClean, openScreens } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

/** Products of the demo without options. */
const [CROISSANT, CARROT_CAKE] = [730300, 730305];

const table = (page: Page, number: number) =>
  page.getByRole("main").getByRole("button", { name: new RegExp(`^Table ${number},`) });

const seat = async (servery: TestServery, number: number, more: Record<string, unknown> = {}): Promise<void> => {
  const ask = await as(servery, "manager");
  const made = await ask("orders", {
    method: "POST",
    body: {
      site_id: servery.ids.site_id,
      status: "PENDING",
      table: String(number),
      guests: 2,
      lines: [{ product_id: CARROT_CAKE, quantity: 2 }],
      ...more,
    },
  });
  expect(made.status).toBe(201);
};

describe("VU-01 the tables", () => {
  it("VU-01 a free table begins an order, which then stands on the plan with guests and total", async () => {
    const servery = await openScreens();
    await seat(servery, 7, {
      guests: 5,
      lines: [
        { product_id: CROISSANT, quantity: 1 },
        { product_id: CARROT_CAKE, course_name: "Dessert", course_ordinal: 3, course_status: "uncalled" },
      ],
    });
    await seat(servery, 9, { status: "ON_HOLD" });
    const window = await openRegister(servery, { at: "/tables" });
    const { page, look } = window;
    await expect.poll(() => table(page, 7).getAttribute("aria-label")).toContain("5 guests, $14.00");
    await expect.poll(() => table(page, 7).getAttribute("aria-label")).toContain("a course is on hold");
    await look("tables");

    await table(page, 4).click();
    await page.getByRole("button", { name: "Table: 4" }).waitFor();
    await page.getByRole("button", { name: "Cabinet", exact: true }).click();
    await page
      .getByRole("button", { name: /^Carrot cake/ })
      .first()
      .click();
    await page.getByRole("link", { name: "Tables" }).click();
    await expect.poll(() => table(page, 4).getAttribute("aria-label")).toContain("an order is being taken");
    await table(page, 4).click();
    await page.getByRole("region", { name: "Order", exact: true }).getByRole("button", { name: "Send" }).click();
    const made = await newestOrder(servery, (order) => order.table === "4" && order.lines.length === 1);
    expect(made).toMatchObject({ status: "PENDING", order_type: "Dine in", payable: 8.5 });

    await page.getByRole("link", { name: "Tables" }).click();
    await expect.poll(() => table(page, 4).getAttribute("aria-label")).toContain("$8.50");
    await table(page, 4).click();
    await look("tables-seated");
    await page.getByRole("button", { name: "Add items" }).click();
    await page.getByRole("region", { name: "Order", exact: true }).getByRole("heading", { name: "Sent" }).waitFor();
    await look("tables-add-items");
    expectClean(window);
  }, 60_000);

  it.each<[Size, "light" | "dark"]>([
    ["phone", "light"],
    ["desktop", "dark"],
    ["tablet", "dark"],
  ])(
    "VU-01 the plan on a %s, %s",
    async (size, scheme) => {
      const servery = await openScreens();
      await seat(servery, 2);
      await seat(servery, 10, { guests: 8 });
      const window = await openRegister(servery, { size, scheme, at: "/tables" });
      await expect.poll(() => table(window.page, 10).getAttribute("aria-label")).toContain("8 guests");
      await window.look("tables-plan");
      await window.page.getByRole("button", { name: /^Courtyard/ }).click();
      await table(window.page, 25).waitFor();
      await window.look("tables-courtyard");
      expectClean(window);
    },
    60_000,
  );
});
