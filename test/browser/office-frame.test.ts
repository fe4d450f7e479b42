import { expect, test, vi } from "vitest";
import { openOffice } from "../support/office.ts";
import { type Size, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test is a walk through several pages, with a look at each.
vi.setConfig({ testTimeout: 90_000 });

test("VU-03 whoever is not signed in goes to the sign-in page and comes back to the page that was asked for", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await page.goto("/office/categories?q=coffee");
  await page.waitForURL("**/login?next=**");
  await page.getByLabel("Username").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("morning-tram-0823");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/office/categories?q=coffee");
  await page.getByRole("heading", { level: 1, name: "Categories" }).waitFor();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/login?**");
  const cookies = await window.context.cookies();
  expect(cookies.filter(({ name, value }) => name === "servery_session" && value !== "")).toEqual([]);
  expectClean(window);
});

test("VU-03 the site of the top bar is in the address, stays from page to page and over a reload", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery, "/registers");
  const rows = page.getByRole("table", { name: "Registers & devices" }).locator("tbody tr");
  await rows.first().waitFor();
  const all = await rows.count();
  await page.getByLabel("Site", { exact: true }).first().click();
  await page.getByRole("option", { name: "Brindle & Tram Southbank" }).click();
  await page.waitForURL(/registers\?site=\d+/);
  await page.waitForFunction(`document.querySelectorAll("tbody tr").length < ${all}`);
  for (const row of await rows.allInnerTexts()) expect(row).toContain("Southbank");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Discounts" }).click();
  await page.waitForURL(/discounts\?site=\d+/);
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Discounts" }).waitFor();
  expect(await page.getByLabel("Site", { exact: true }).first().inputValue()).toBe("Brindle & Tram Southbank");
  await page.goBack();
  await page.waitForURL(/registers\?site=\d+/);
  await page.goBack();
  await page.waitForURL(/registers$/);
  expectClean(window);
});

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["desktop", "dark"],
  ["tablet", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
])("VU-03 the frame of the back office is usable and accessible: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/categories");
  await look("office-frame");
  if (size === "phone") {
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Tax" }).first().waitFor();
    await look("office-frame-menu");
    await page.getByRole("dialog").getByRole("link", { name: "Categories" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Name of a page" }).fill("cat");
  await page.getByRole("option", { name: /Categories/ }).waitFor();
  await look("office-frame-search");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/office/categories");
  expect(window.found).toEqual([]);
});
