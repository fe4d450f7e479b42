import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test is a walk through several pages, with a look at each.
vi.setConfig({ testTimeout: 90_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const box = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

test("VU-03 a category is added, changed and deleted, and what is missing is said at its field", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/categories", "manager");
  await button(page, "Add category").click();
  await page.waitForURL("**/categories/new");
  await page.getByRole("form", { name: "New category" }).getByRole("button", { name: "Add category" }).click();
  await page.getByText("This is needed.").waitFor();
  expect(await box(page, "Name").getAttribute("aria-invalid")).toBe("true");
  expect(await box(page, "Name").evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  await look("office-category-missing");

  await box(page, "Name").fill("Sandwiches");
  await page.getByRole("radio", { name: "teal" }).click();
  await page.keyboard.press("Tab");
  await box(page, "Address of the picture").fill("not an address");
  await page.getByRole("form").getByRole("button", { name: "Add category" }).click();
  // The server's own words, at the field that it means.
  await page.locator(".mantine-InputWrapper-error").waitFor();
  expect(await box(page, "Address of the picture").getAttribute("aria-invalid")).toBe("true");
  await look("office-category-wrong");
  await box(page, "Address of the picture").fill("");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/office/categories");
  await page.getByRole("link", { name: "Sandwiches" }).click();

  await page.getByRole("heading", { level: 1, name: "Sandwiches" }).waitFor();
  expect(await page.getByRole("radio", { name: "teal" }).getAttribute("aria-checked")).toBe("true");
  await box(page, "Name for guests").fill("Toasties & sandwiches");
  await page.getByText("Changes that are not saved").waitFor();
  await look("office-category-unsaved");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  await page.getByText("Changes that are not saved").waitFor({ state: "hidden" });
  const id = Number(/\d+$/.exec(page.url())?.[0]);
  expect((await manager(`categories/${id}`)).json()).toMatchObject({
    name: "Sandwiches",
    friendly_name: "Toasties & sandwiches",
    color: "teal",
    version: 2,
  });

  await button(page, "Delete").click();
  await page.getByRole("dialog", { name: "Delete Sandwiches?" }).waitFor();
  await look("office-category-delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.waitForURL("**/office/categories");
  expect((await manager(`categories/${id}`)).status).toBe(404);
  expectClean(window);
});

test("VU-03 what is in use stays, and the dialog says by what it is used", async () => {
  const servery = await openScreens();
  const owner = await as(servery, "owner");
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  const [tax] = (await owner("taxes?q=GST")).json<{ id: number; name: string }[]>();
  await openOffice(window, servery, `/taxes/${tax!.id}`);
  await button(page, "Delete").click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page
    .getByRole("alert")
    .getByText(/in use by/)
    .waitFor();
  await look("office-tax-in-use");
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  expect((await owner(`taxes/${tax!.id}`)).status).toBe(200);
  expectClean(window);
});

test("VU-03 a change that somebody else made meanwhile is shown, and is neither lost nor overwritten unseen", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const made = await manager("reject_reasons", { method: "POST", body: { name: "The oven is cold" } });
  const { id } = made.json<{ id: number }>();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/reject-reasons/${id}`);
  await manager(`reject_reasons/${id}`, { method: "PUT", body: { name: "The oven broke" } });
  await box(page, "Words").fill("The oven is being mended");
  await page.keyboard.press("Enter");
  await page.getByText("Somebody else changed this while you had it open").waitFor();
  await page.getByText("They changed: Words.").waitFor();
  expect((await manager(`reject_reasons/${id}`)).json()).toMatchObject({ name: "The oven broke" });
  await look("office-conflict");
  await button(page, "Load theirs").click();
  expect(await box(page, "Words").inputValue()).toBe("The oven broke");

  await manager(`reject_reasons/${id}`, { method: "PUT", body: { name: "The oven is gone" } });
  await box(page, "Words").fill("There is a new oven");
  await page.keyboard.press("Enter");
  await button(page, "Keep my changes").click();
  expect(await box(page, "Words").inputValue()).toBe("There is a new oven");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  expect((await manager(`reject_reasons/${id}`)).json()).toMatchObject({ name: "There is a new oven", version: 4 });
  expectClean(window);
});

test("VU-03 a form with changes asks before it is left, by a link and by going back", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/discounts");
  await button(page, "Add discount").click();
  await box(page, "Name").fill("Happy hour");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Sites", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.waitFor();
  await look("office-leave");
  await dialog.getByRole("button", { name: "Stay here" }).click();
  expect(await box(page, "Name").inputValue()).toBe("Happy hour");
  await page.goBack();
  await dialog.getByRole("button", { name: "Leave", exact: true }).click();
  await page.waitForURL("**/office/discounts");
  expectClean(window);
});

test("VU-03 an option set is made of products in an order, and shown as the register will ask it", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/option-sets/new", "manager");
  await box(page, "Name").fill("Which milk?");
  await box(page, "At least").fill("1");
  for (const name of ["Oat milk", "Soy milk", "Almond milk"]) {
    await page.getByRole("combobox", { name: "Add an option" }).or(box(page, "Add an option")).first().fill(name);
    await page.getByRole("option", { name, exact: true }).click();
  }
  await button(page, "Move Almond milk up").click();
  await button(page, "Take Soy milk out").click();
  await box(page, "Price of Oat milk here").fill("1,25");
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByText("Which milk?").waitFor();
  await preview.getByText("Choose 1", { exact: true }).waitFor();
  expect(await preview.getByRole("listitem").allInnerTexts()).toEqual([
    expect.stringMatching(/^Oat milk\s+\+ \$1\.25$/),
    expect.stringMatching(/^Almond milk/),
  ]);
  await look("office-option-set-made");
  await page.getByRole("form").getByRole("button", { name: "Add option set" }).click();
  await page.waitForURL("**/office/option-sets");
  const [set] = (await manager("option_sets?q=which")).json<{ min_selection: number; options: object[] }[]>();
  expect(set).toMatchObject({
    min_selection: 1,
    max_selection: 1,
    options: [
      { name: "Oat milk", price: { amount: "1.25", inc_tax: true } },
      { name: "Almond milk", price: null },
    ],
  });
  expectClean(window);
});

test("VU-03 a price list shows what it inherits in gray, takes a price of its own and gives it back", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/price-lists/new", "manager");
  await box(page, "Name").fill("Festival");
  await page.getByRole("searchbox", { name: "Search products" }).fill("flat white");
  const price = box(page, "Price of Flat white here");
  await price.waitFor();
  expect(await price.getAttribute("placeholder")).toMatch(/^\d+\.\d\d$/);
  await price.fill("3.9");
  await page.getByText("1 of its own").waitFor();
  await look("office-price-list-grid");
  await page.getByRole("form").getByRole("button", { name: "Add price list" }).click();
  await page.waitForURL(/price-lists(?:$|\?)/);
  const [list] = (await manager("price_lists?q=festival")).json<{ id: number; prices: object[] }[]>();
  expect(list!.prices).toMatchObject([{ amount: "3.9", inc_tax: true }]);

  await page.goto(`/office/price-lists/${list!.id}?q=flat+white`);
  expect(await price.inputValue()).toBe("3.90");
  await button(page, "Take back the price of Flat white").click();
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  expect((await manager(`price_lists/${list!.id}`)).json()).toMatchObject({ prices: [] });
  expectClean(window);
});

test("VU-03 a device's token is shown once, and a device that is removed is good for nothing", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/registers/${servery.ids.register_id}`);
  await button(page, "Add a device by its token").click();
  const dialog = page.getByRole("dialog", { name: "Add a device" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Own software");
  await dialog.getByRole("button", { name: "Add device" }).click();
  const token = await dialog.locator("code").innerText();
  await look("office-device-token");
  await dialog.getByRole("button", { name: "Done" }).click();
  const asDevice = () => servery.ask("/admin/api/devices/current/staff", { auth: `Bearer ${token}` });
  expect((await asDevice()).status).toBe(200);
  await button(page, "Remove the device Own software").click();
  await page.getByRole("dialog", { name: "Remove Own software?" }).getByRole("button", { name: "Remove" }).click();
  await page.getByText("No device stands here yet.").waitFor();
  expect((await asDevice()).status).toBe(401);
  expectClean(window);
});

test("VU-03 a customer is found by a part of the name, and gets an address", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  await servery.post("customers", { first_name: "Ada", last_name: "Quill", email: "ada@guests.example" });
  const window = await openWindow(servery, { size: "phone" });
  const { page, look } = window;
  await openOffice(window, servery, "/customers", "barista");
  await page.getByRole("searchbox", { name: "Search customers" }).fill("quil");
  await page.waitForURL("**q=quil**");
  await look("office-customers-found");
  await page.getByRole("link", { name: "Ada Quill" }).click();
  const home = page.getByRole("group", { name: "Home" });
  await home.getByRole("textbox", { name: "Street" }).fill("12 Gertrude Street");
  await home.getByRole("textbox", { name: "City" }).fill("Fitzroy");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  const [ada] = (await manager("customers?q=quill")).json<object[]>();
  expect(ada).toMatchObject({ primary_address: { address: "12 Gertrude Street", city: "Fitzroy" } });
  expectClean(window);
});

test("VU-03 somebody who serves sees the catalogue but changes nothing, and no pages of the set-up", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/products", "barista");
  const main = page.getByRole("navigation", { name: "Main" });
  await main.getByRole("link", { name: "Products" }).waitFor();
  expect(await main.getByRole("link", { name: "Company" }).count()).toBe(0);
  expect(await main.getByRole("link", { name: "Add-ons" }).count()).toBe(0);
  expect(await button(page, "Add product").count()).toBe(0);
  expect(await button(page, "Import").count()).toBe(0);
  await page.locator("#content [data-go] a").first().click();
  await page.getByText("You can look at this, but not change it.").waitFor();
  expect(await box(page, "Name").isDisabled()).toBe(true);
  expect(await button(page, "Delete").count()).toBe(0);
  await look("office-product-read-only");
  await page.goto("/office/company");
  await page.getByText("This page is not for your role").waitFor();
  await look("office-not-for-you");
  expectClean(window);
});
