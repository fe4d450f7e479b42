import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { LOOKS, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test opens a server and walks through several pages.
vi.setConfig({ testTimeout: 120_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const row = (page: Page, name: string | RegExp) => page.getByRole("treeitem", { name });

type Entry = { kind: string; product_id?: number; color?: string | null; group?: Group };
type Group = { id: number; name: string; color: string | null; entries: Entry[] };
const MENU = { id: 0, names: [] as string[] };
const menuOf = async (manager: Awaited<ReturnType<typeof as>>, name = "All day") => {
  const [menu] = (await manager(`menus?q=${encodeURIComponent(name)}`)).json<{ id: number; groups: Group[] }[]>();
  return { ...MENU, ...menu!, names: menu!.groups.map((group) => group.name) };
};

test("VU-03 a menu is ordered by keyboard and by dragging, taken back step by step, and saved as it is shown", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  const before = await menuOf(manager);
  await openOffice(window, servery, `/menus/${before.id}`, "manager");
  await row(page, /^Cold drinks/).click();
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByText("Cold drinks is 1 of").waitFor({ state: "attached" });
  expect(await row(page, /^Cold drinks/).evaluate((item) => item === item.ownerDocument.activeElement)).toBe(true);
  await button(page, "Move down").click();
  await button(page, "Move into the group beside it").click();
  await page.getByText(/^Cold drinks is \d+ of \d+ in Coffee & tea/).waitFor({ state: "attached" });
  expect(await row(page, /^Cold drinks/).getAttribute("aria-level")).toBe("2");
  await button(page, "Move out of its group").click();
  expect(await row(page, /^Cold drinks/).getAttribute("aria-level")).toBe("1");
  for (let step = 0; step < 4; step += 1) await button(page, "Undo").click();
  expect(await button(page, "Undo").isDisabled()).toBe(true);
  await page.getByText("Changes that are not saved").waitFor({ state: "hidden" });
  await button(page, "Redo").click();
  await button(page, "Undo").click();

  // By its handle the first group is dragged to behind the second.
  await row(page, /^Coffee & tea/).press("ArrowLeft");
  const from = await row(page, /^Coffee & tea/).boundingBox();
  await row(page, /^Cold drinks/).click();
  await row(page, /^Cold drinks/).press("ArrowLeft");
  const to = await row(page, /^Cold drinks/).boundingBox();
  await page.mouse.move(from!.x + 14, from!.y + from!.height / 2);
  await page.mouse.down();
  await page.mouse.move(to!.x + 60, to!.y + to!.height / 2);
  await look("office-menu-dragging");
  await page.mouse.move(to!.x + 60, to!.y + to!.height - 4);
  await page.mouse.up();
  await page.getByText("Coffee & tea is 2 of").waitFor({ state: "attached" });
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  const after = await menuOf(manager);
  expect(after.names.slice(0, 2)).toEqual(["Cold drinks", "Coffee & tea"]);
  expect(after.groups.find(({ name }) => name === "Coffee & tea")).toEqual(
    before.groups.find(({ name }) => name === "Coffee & tea"),
  );
  expectClean(window);
});

test("VU-03 a new menu gets groups with colors and many products at once, and the preview shows them", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, "/menus/new", "manager");
  await look("office-menu-new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Festival");
  await button(page, "Add group").click();
  const dialog = page.getByRole("dialog", { name: "Group" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Quick coffee");
  await dialog.getByRole("radio", { name: "teal" }).click();
  await look("office-menu-group");
  await dialog.getByRole("button", { name: "Done" }).click();
  await button(page, "Add products").click();
  const choose = page.getByRole("dialog", { name: "Add products to Quick coffee" });
  await choose.getByRole("searchbox", { name: "Search products" }).fill("white");
  await choose.getByRole("checkbox", { name: "Flat white" }).check();
  await choose.getByRole("searchbox", { name: "Search products" }).fill("latte");
  await choose.getByRole("checkbox").first().check();
  await look("office-menu-products");
  await choose.getByRole("button", { name: "Add 2 products" }).click();
  await row(page, "Flat white").waitFor();
  const preview = page.getByRole("region", { name: "On the register" });
  await preview.getByText("Flat white").waitFor();
  await row(page, "Flat white").click();
  await button(page, "Edit").click();
  await page.getByRole("dialog", { name: "Flat white" }).getByRole("radio", { name: "red" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await look("office-menu-made");
  await page.getByRole("form", { name: "New menu" }).getByRole("button", { name: "Add menu" }).click();
  await page.waitForURL(/menus\/\d+/);
  const menu = await menuOf(manager, "Festival");
  expect(menu.groups).toMatchObject([
    { name: "Quick coffee", color: "teal", entries: [{ kind: "product", color: "red" }, { kind: "product" }] },
  ]);
  await row(page, "Flat white").click();
  await page.keyboard.press("Delete");
  await page.getByRole("link", { name: "Menus" }).first().click();
  await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
  await button(page, "Leave").click();
  await page.getByRole("link", { name: "Festival" }).waitFor();
  expect((await menuOf(manager, "Festival")).groups[0]!.entries).toHaveLength(2);
  expectClean(window);
});

test("VU-03 whoever serves sees a menu and its preview, and cannot change it", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery, `/menus/${(await menuOf(manager)).id}`, "barista");
  await page.getByText("You can look at this, but not change it.").waitFor();
  await row(page, /^Coffee & tea/).click();
  expect(await button(page, "Add group").count()).toBe(0);
  expect(await button(page, "Move down").count()).toBe(0);
  expectClean(window);
});

test.each(LOOKS)("VU-03 menus are accessible and fit their window: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/menus");
  await page.getByRole("link", { name: "All day" }).waitFor();
  await look("office-menus");
  await page.goto(`/office/menus/${(await menuOf(manager)).id}`);
  await row(page, /^Coffee & tea/).click();
  await page.waitForLoadState("networkidle");
  await look("office-menu");
  expect(window.found).toEqual([]);
});
