import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Json } from "../support/servery.ts";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { newestOrder } from "../support/orders.ts";

const order = (page: Page) => page.getByRole("region", { name: "Order", exact: true });
const find = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel("Search the menu").fill(name);
  await page.getByLabel("Search the menu").press("Enter");
  await page.getByRole("dialog", { name }).waitFor();
};
const option = (page: Page, set: RegExp, name: string, role: "radio" | "checkbox" = "radio") =>
  page
    .getByRole("dialog")
    .getByRole(role === "radio" ? "radiogroup" : "group", { name: set })
    .getByRole(role, { name: new RegExp(`^${name}`) });
const how = async (page: Page, name: string, instruction: string): Promise<void> => {
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `How: ${name}` })
    .click();
  await page.getByRole("menuitem", { name: `${instruction} ${name.toLowerCase()}` }).click();
};

describe("VU-01 options and modifiers", () => {
  it("VU-01 KO-26 sets ask until they have enough, nest, and arrive with their instructions and every cent", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page, look } = window;
    const dialog = page.getByRole("dialog");

    // A meal deal: a burger with toppings of its own, a drink that asks for its milk.
    await find(page, "Meal deal");
    const add = dialog.locator('button[type="submit"]');
    await expect.poll(() => add.innerText()).toBe("Choose a burger");
    expect(await add.isDisabled()).toBe(true);
    await option(page, /^Choose a burger$/, "Fried chicken burger").click();
    await how(page, "Onion", "No");
    await how(page, "Cheddar", "Extra");
    await option(page, /^Choose a side$/, "Sweet potato fries").click();
    await expect.poll(() => add.innerText()).toBe("Choose a drink");
    await look("options-needs-a-drink");
    await option(page, /^Choose a drink$/, "Flat white").click();
    await option(page, /^Milk · Flat white$/, "Oat milk").click();
    // A single choice takes the place of the other.
    await option(page, /^Milk · Flat white$/, "Soy milk").click();
    expect(await option(page, /^Milk · Flat white$/, "Oat milk").getAttribute("aria-checked")).toBe("false");
    await look("options-complete");
    await add.click();

    // A burger twice, with a line discount and modifiers besides its set.
    await find(page, "Tram burger");
    await option(page, /^Burger toppings$/, "Bacon rasher", "checkbox").click();
    await dialog
      .getByRole("group", { name: "Modifiers" })
      .getByRole("checkbox", { name: /^BBQ sauce/ })
      .click();
    await dialog.getByRole("button", { name: "No Aioli" }).click();
    await dialog.getByRole("button", { name: "One more" }).click();
    await dialog.getByText("Discount", { exact: true }).click();
    await dialog.getByLabel("Discount", { exact: true }).fill("7.5");
    await look("options-modifiers");
    await add.click();

    // Without options a product is a line, and its modifiers are modifiers.
    await find(page, "Chicken Caesar salad");
    await dialog.getByRole("checkbox", { name: /^Grilled chicken/ }).click();
    await dialog.getByRole("button", { name: "No Bacon rasher" }).click();
    await add.click();
    await look("options-order");

    const total = await order(page).locator("dd").last().innerText();
    const tax = await order(page).locator("dd").first().innerText();
    await order(page).getByRole("button", { name: "Send" }).click();
    const made = await newestOrder(servery, ({ options }) => options.length === 3);
    expect([`$${made.payable.toFixed(2)}`, `$${made.total_tax.toFixed(2)}`]).toEqual([total, tax]);
    const [salad] = made.lines as Json[];
    expect(salad).toMatchObject({ product: { name: "Chicken Caesar salad" } });
    expect(salad.modifier_details).toEqual([
      expect.objectContaining({ name: "Grilled chicken", negated: false }),
      expect.objectContaining({ name: "Bacon rasher", negated: true, price_inc_tax: 0 }),
    ]);
    const [deal, burger, second] = made.options as Json[];
    const chosen = ({ option_sets: sets }: Json): unknown =>
      sets.map(({ name, options }: Json) => [
        name,
        options.map((one: Json) => [
          ...(one.instructions ? [one.instructions] : []),
          one.name,
          ...(one.option_sets.length > 0 ? [chosen(one)] : []),
        ]),
      ]);
    expect(chosen(deal)).toEqual([
      [
        "Choose a burger",
        [
          [
            "Fried chicken burger",
            [
              [
                "Burger toppings",
                [
                  ["No", "Onion"],
                  ["Extra", "Cheddar"],
                ],
              ],
            ],
          ],
        ],
      ],
      ["Choose a side", [["Sweet potato fries"]]],
      ["Choose a drink", [["Flat white", [["Milk", [["Soy milk"]]]]]]],
    ]);
    expect([chosen(burger), chosen(second)]).toEqual([
      [["Burger toppings", [["Bacon rasher"]]]],
      [["Burger toppings", [["Bacon rasher"]]]],
    ]);
    expect(made.lines[burger.line_number - 1]).toMatchObject({
      notes: null,
      modifier_details: [
        { name: "BBQ sauce", negated: false },
        { name: "Aioli", negated: true },
      ],
    });
    expectClean(window);
  }, 60_000);

  it("VU-01 on a phone the sheet fills the screen; words to the kitchen and a price list reach the order", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { size: "phone", scheme: "dark" });
    const { page, look } = window;
    const dialog = page.getByRole("dialog");
    await find(page, "Flat white");
    await option(page, /^Size$/, "Large size").click();
    await look("options");
    await dialog.locator('button[type="submit"]').click();
    await find(page, "Ginger beer");
    await dialog.getByRole("button", { name: "No ice" }).click();
    await dialog.getByRole("button", { name: "Slice of lemon" }).click();
    await dialog.locator('button[type="submit"]').click();

    await page.getByRole("button", { name: /^Order · 2/ }).click();
    await page.getByRole("button", { name: "More about this order" }).click();
    await page.getByRole("menuitem", { name: "Price list" }).click();
    const snapshot = (await (await as(servery, "manager"))(`sites/${servery.ids.site_id}/snapshot`)).json();
    const list = snapshot.price_lists.find(({ prices }: Json) => Object.keys(prices).length > 0);
    await dialog.getByRole("button", { name: list.name }).click();
    await look("options-order");
    const total = await order(page).locator("dd").last().innerText();
    await order(page).getByRole("button", { name: "Send" }).click();
    const made = await newestOrder(servery, ({ options }) => options.length === 1);
    expect(`$${made.payable.toFixed(2)}`).toBe(total);
    const beer = made.lines.find(({ product }: Json) => product.name === "Ginger beer");
    expect(beer.notes).toBe("No ice, Slice of lemon");
    const asked = list.prices[beer.product.id];
    if (asked !== undefined) expect(beer.unit_price_inc_tax).toBe(asked);
    expectClean(window);
  }, 60_000);
});
