import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { METHOD } from "../../src/demo/ids.ts";
import { Screen } from "../operator/kitchen-support.ts";
import { as } from "../operator/support.ts";
import { newestOrder } from "../support/orders.ts";
import { openRegister } from "../support/register.ts";
import { type Size, expectClean, openScreens } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

/** Products of the demo without options. */
const [CROISSANT, CARROT_CAKE] = [730300, 730305];
const PART = { method_id: METHOD.card, amount: 4 };

const table = (page: Page, number: number) =>
  page.getByRole("main").getByRole("button", { name: new RegExp(`^Table ${number},`) });

const seat = async (servery: TestServery, number: number, more: Record<string, unknown> = {}): Promise<number> => {
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
  return Number(/(\d+)$/.exec(made.headers.get("location")!)![1]);
};

/** The kitchen makes all of an order. */
const cook = async (servery: TestServery, id: number): Promise<void> => {
  const kitchen = new Screen(await as(servery, "manager"));
  for (const { station } of await kitchen.tickets({ id })) {
    expect((await kitchen.bump({ id }, {}, station)).status).toBe(200);
  }
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
    const eaten = await seat(servery, 2, { lines: [{ product_id: productIdOf("Hot chips"), quantity: 2 }] });
    await seat(servery, 3, { lines: [{ product_id: productIdOf("Hot chips") }], payments: [PART] });
    const window = await openRegister(servery, { at: "/tables" });
    const { page, look } = window;
    await expect.poll(() => table(page, 7).getAttribute("aria-label")).toContain("5 guests, $14.00");
    await expect.poll(() => table(page, 7).getAttribute("aria-label")).toContain("a course is on hold");
    // The kitchen still has the chips of table 2; the guests of table 3 began to pay.
    await expect.poll(() => table(page, 3).getAttribute("aria-label")).toContain("$6.00 to pay");
    expect(await table(page, 2).getAttribute("aria-label")).toContain("$20.00, ");
    await cook(servery, eaten);
    await expect.poll(() => table(page, 2).getAttribute("aria-label")).toContain("$20.00 to pay");
    await table(page, 2).getByText("To pay").waitFor();
    await look("tables");
    await table(page, 2).click();
    await page.getByText("To pay: everything is made").waitFor();
    await look("tables-to-pay");
    await page.keyboard.press("Escape");

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
    await page.getByRole("button", { name: "Guests", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "4", exact: true }).click();
    await page.getByRole("button", { name: "Guests: 4" }).waitFor();
    await page.getByRole("button", { name: "Order type: Dine in" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Takeaway" }).click();
    await page.getByRole("button", { name: "Order type: Takeaway" }).waitFor();
    await page.getByRole("button", { name: "Note", exact: true }).click();
    await page.getByLabel("Stands on every docket").fill("Birthday");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Note: Birthday" }).waitFor();
    await page.getByRole("button", { name: "Table: 4" }).click();
    await page.getByRole("button", { name: /^Table 5,/ }).click();
    await page.getByText(/^Table 5 · /).waitFor();
    const facts = { guests: 4, order_type: "Takeaway", notes: "Birthday", table: "5" };
    expect(await newestOrder(servery, (order) => order.table === "5")).toMatchObject(facts);
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
