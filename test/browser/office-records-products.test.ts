import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test is a walk through several pages, with a look at each.
vi.setConfig({ testTimeout: 90_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const box = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

type Row = { id: number; name: string; price: { amount: string }; tags: string[]; show_online: boolean };

test("VU-03 a product is added and edited over its tabs in one form, and an error leads to its tab", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/products/new", "manager");
  await page.getByRole("tab", { name: "Online" }).click();
  await button(page, "Add product").click();
  // What is missing is on another tab, which opens by itself.
  await page.getByText("This is needed.").first().waitFor();
  expect(await page.getByRole("tab", { name: /^Basics/ }).getAttribute("aria-selected")).toBe("true");
  await look("office-product-missing");
  await box(page, "Name").fill("Iced matcha");
  await box(page, "Price").fill("7.5");
  await page.getByRole("tab", { name: "Online" }).click();
  await box(page, "Name for guests").fill("Iced matcha latte");
  await page.getByRole("tab", { name: "Sites" }).click();
  const southbank = page.getByRole("region", { name: "Brindle & Tram Southbank" });
  await southbank.getByRole("switch", { name: /^Available/ }).click();
  await button(page, "Add product").click();
  await page.waitForURL(/products\/\d+/);
  const id = Number(/products\/(\d+)/.exec(page.url())?.[1]);
  expect((await manager(`products/${id}`)).json()).toMatchObject({
    name: "Iced matcha",
    price: { amount: "7.5", inc_tax: true },
    friendly_name: "Iced matcha latte",
    sites: [{ available: false, sold: null }],
  });

  await page.getByRole("tab", { name: "Sites" }).click();
  const fitzroy = page.getByRole("region", { name: "Brindle & Tram Fitzroy" });
  await fitzroy.getByRole("textbox", { name: /^Left at/ }).fill("12");
  await fitzroy.getByRole("button", { name: "Set" }).click();
  await page.getByText("12 left at Brindle & Tram Fitzroy.").waitFor();
  // The count-down changed the record; the form goes on from there without a conflict.
  await page.getByRole("tab", { name: /^Basics/ }).click();
  await box(page, "Price").fill("8");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("tab", { name: "Prices" }).click();
  const list = page.getByRole("table", { name: "Prices by price list" });
  await list.getByRole("textbox").first().fill("9");
  await list.getByRole("button", { name: "Set" }).click();
  await page.getByText(/^The price in .* was saved\.$/).waitFor();
  await look("office-product-list-price");
  const lists = (await manager("price_lists")).json<{ prices: { product_id: number; amount: string }[] }[]>();
  expect(lists.flatMap(({ prices }) => prices).filter((price) => price.product_id === id)).toMatchObject([
    { amount: "9" },
  ]);
  expectClean(window);
});

test("VU-03 many products are changed together: all that are ticked, and no other", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  const find = async () => (await manager("products?q=croissant&sort=name")).json<Row[]>();
  const before = await find();
  expect(before.length).toBeGreaterThan(1);
  await openOffice(window, servery, "/products?q=croissant", "manager");
  await page.getByRole("checkbox", { name: `Select ${before[0]!.name}` }).check();
  await page.getByText("1 selected").waitFor();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByText(`${before.length} selected`).waitFor();
  await look("office-products-selected");
  await button(page, "Edit together").click();
  const drawer = page.getByRole("dialog", { name: `Edit ${before.length} products` });
  const change = drawer.getByRole("button", { name: /^Change \d/ });
  expect(await change.isDisabled()).toBe(true);
  await drawer.getByRole("checkbox", { name: "Price" }).check();
  await drawer.getByRole("textbox", { name: "Percent" }).fill("10");
  await drawer.getByRole("checkbox", { name: "Tags" }).check();
  await drawer.getByLabel("Add", { exact: true }).fill("flaky");
  await page.keyboard.press("Enter");
  await drawer.getByRole("checkbox", { name: "Ordering apps" }).check();
  await drawer.getByText("Do not show").click();
  await look("office-products-bulk");
  await change.click();
  await page.getByText(`${before.length} products were changed.`).waitFor();
  const after = await find();
  expect(after.map(({ price }) => Number(price.amount))).toEqual(
    before.map(({ price }) => Math.round(Number(price.amount) * 110) / 100),
  );
  expect(after.every(({ tags, show_online: online }) => tags.includes("flaky") && !online)).toBe(true);
  expect((await manager("products?tag=flaky")).json()).toHaveLength(before.length);
  expectClean(window);
});

test("VU-03 a table with errors is refused by line and column and changes nothing; mended, it is imported", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  const [known] = (await manager("products?q=banana+bread")).json<{ code: string; name: string }[]>();
  const table = (price: string, category: string): string =>
    `code,name,price,categories,taxes\n${known!.code},Banana loaf,7.25,Pastries & cakes,GST\nNEW-1,Cardamom bun,${price},${category},GST\n`;
  await openOffice(window, servery, "/products", "manager");
  await button(page, "Import").click();
  await page.waitForURL("**/products/import");
  await box(page, "Table").fill("colour,size\nred,10\n");
  await button(page, "See what it does").click();
  await page.getByText("This is not a table of products").waitFor();
  await page.getByText(/^Line 1: /).waitFor();
  await look("office-import-no-table");

  const choose = async (csv: string): Promise<void> => {
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "products.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  };
  await choose(table("six fifty", "Buns"));
  await page.getByText("One row has errors").waitFor();
  const rows = page.getByRole("list", { name: "Rows" }).getByRole("listitem");
  expect(await rows.count()).toBe(1);
  expect(await rows.first().innerText()).toMatch(/3[\s\S]*Error[\s\S]*Cardamom bun[\s\S]*price/);
  expect(await button(page, "Import 1 product").isDisabled()).toBe(true);
  await look("office-import-errors");
  expect((await manager("products?q=cardamom")).json()).toEqual([]);
  await page.getByText(/^All 2$/).click();
  expect(await rows.count()).toBe(2);
  await button(page, "Choose the table again").click();

  await choose(table("6.50", "Buns"));
  await page.getByText("One row has errors").waitFor();
  await page.getByRole("switch", { name: "Make categories that are not there yet" }).click();
  await page.getByText("1 will be added, 1 changed, 0 stay as they are. New categories: Buns.").waitFor();
  await look("office-import-plan");
  await button(page, "Import 2 products").click();
  await page.getByText("1 added, 1 changed, 0 as they were.").waitFor();
  await look("office-import-done");
  expect((await manager("products?q=cardamom")).json()).toMatchObject([{ code: "NEW-1", price: { amount: "6.5" } }]);
  expect((await manager(`products?q=${known!.code}`)).json()).toMatchObject([{ name: "Banana loaf" }]);
  await button(page, "See the products").click();
  const saved = page.waitForEvent("download");
  await button(page, "Export").click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("products.csv");
  expectClean(window);
});
