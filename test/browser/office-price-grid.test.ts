import { expect, test } from "vitest";
import { openOffice } from "../support/office.ts";
import { type Size, openScreens, openWindow } from "../support/screens.ts";

/** A list of the demo that has prices of its own. */
const LIST = 302;

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
])(
  "VU-03 a price list shows every product with its price, above and here: %s, %s",
  { timeout: 90_000 },
  async (size, scheme) => {
    const servery = await openScreens();
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, `/price-lists/${LIST}`);
    const prices = page.getByRole("region", { name: "Prices" });
    await prices
      .getByRole("textbox", { name: /^Price of .* here$/ })
      .first()
      .waitFor();
    await look("office-price-grid-top");
    expect(await prices.getByRole("textbox", { name: /^Price of .* here$/ }).count()).toBeGreaterThan(20);
    await prices.scrollIntoViewIfNeeded();
    await page.evaluate("document.querySelector('section[aria-label=Prices]').scrollIntoView()");
    await look("office-price-grid");
    await prices.getByRole("searchbox", { name: "Search products" }).fill("flat white");
    const own = prices.getByRole("textbox", { name: "Price of Flat white here" });
    await expect.poll(() => prices.getByRole("textbox", { name: /^Price of/ }).count()).toBeLessThan(5);
    await own.fill("6.25");
    await own.blur();
    await look("office-price-grid-changed");
    await page.getByRole("button", { name: "Save" }).click();
    await expect
      .poll(async () => {
        const list = await (await servery.operator("owner"))(`price_lists/${LIST}`);
        return list.json<{ prices: { amount: string }[] }>().prices.map(({ amount }) => amount);
      })
      .toContain("6.25");
    expect(window.found).toEqual([]);
  },
);
