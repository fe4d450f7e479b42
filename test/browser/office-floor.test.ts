import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { LOOKS, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test opens a server and walks through several pages.
vi.setConfig({ testTimeout: 120_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const table = (page: Page, number: number) => page.getByRole("button", { name: new RegExp(`^Table ${number}, `) });

type Plan = { id: number; name: string; tables: Record<string, unknown>[] };
const planOf = async (manager: Awaited<ReturnType<typeof as>>, name: string): Promise<Plan> => {
  const [plan] = (await manager(`floor_plans?q=${encodeURIComponent(name)}`)).json<Plan[]>();
  return plan!;
};

test("VU-03 tables are dragged, sized, moved by arrows, duplicated and numbered, and the plan is stored so", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  const before = await planOf(manager, "Dining");
  const [first] = before.tables;
  await openOffice(window, servery, `/floor-plans/${before.id}`, "manager");
  await table(page, 1).click();
  const box = (await table(page, 1).boundingBox())!;
  const unit = box.width / Number(first!["w"]);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + unit * 24.3, y + unit * 2.2, { steps: 4 });
  await page.mouse.up();
  await table(page, 1).press("ArrowRight");
  await table(page, 1).press("Shift+ArrowDown");
  const place = { x: Number(first!["x"]) + 25, y: Number(first!["y"]) + 2, w: first!["w"], h: Number(first!["h"]) + 1 };
  expect(await table(page, 1).getAttribute("aria-label")).toContain(`column ${place.x}, row ${place.y}`);
  const region = page.getByRole("region", { name: "Table 1" });
  await region.getByRole("textbox", { name: "Seats" }).fill("3");
  await region.getByRole("textbox", { name: "Description" }).fill("By the window");
  await look("office-floor-moved");
  await region.getByRole("button", { name: "Duplicate" }).click();
  const copy = Math.max(...before.tables.map(({ number }) => Number(number)));
  await page.getByText(/^Table \d+ was added\.$/).waitFor({ state: "attached" });
  await table(page, 2).press("Delete");
  await page.getByText("Table 2 was taken off.").waitFor({ state: "attached" });
  await button(page, "Undo").click();
  await table(page, 2).waitFor();
  await button(page, "Redo").click();
  await table(page, 2).waitFor({ state: "hidden" });
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  const after = await planOf(manager, "Dining");
  expect(after.tables[0]).toMatchObject({
    id: first!["id"],
    number: 1,
    seats: 3,
    description: "By the window",
    ...place,
  });
  expect(after.tables.some(({ number }) => number === 2)).toBe(false);
  expect(after.tables.at(-1)).toMatchObject({ seats: 3, w: place.w, h: place.h });
  // A number that a table in another room has would be refused: the next free one of the site was taken.
  expect(Number(after.tables.at(-1)!["number"])).toBeGreaterThan(copy);
  expectClean(window);
});

test("VU-03 a new room is drawn, and a number that another room has is said at its table", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, "/floor-plans/new", "manager");
  await look("office-floor-new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Roof");
  await button(page, "Round table").click();
  await button(page, "Square table").click();
  await page.getByRole("textbox", { name: "Number" }).fill("1");
  const add = page.getByRole("form", { name: "New floor plan" }).getByRole("button", { name: "Add floor plan" });
  await add.click();
  await page.getByText(/another table of the site is called 1/i).waitFor();
  await look("office-floor-wrong");
  await page.getByRole("textbox", { name: "Number" }).fill("90");
  await add.click();
  await page.waitForURL(/floor-plans\/\d+/);
  expect((await planOf(manager, "Roof")).tables).toMatchObject([{ shape: "round" }, { number: 90, shape: "square" }]);
  expectClean(window);
});

test("VU-03 on a phone the tables of a room are a list in which each can be changed", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "phone" });
  const { page, look } = window;
  const plan = await planOf(manager, "Courtyard");
  await openOffice(window, servery, `/floor-plans/${plan.id}`, "manager");
  await page.getByRole("button", { name: /^Table 25/ }).click();
  await page.getByRole("textbox", { name: "Seats" }).fill("12");
  await look("office-floor-phone-open");
  await button(page, "Save").click();
  await page.getByText("Saved.").waitFor();
  const after = await planOf(manager, "Courtyard");
  expect(after.tables.find(({ number }) => number === 25)).toMatchObject({ seats: 12 });
  expectClean(window);
});

test.each(LOOKS)("VU-03 floor plans are accessible and fit their window: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/floor-plans");
  await page.getByRole("link", { name: "Courtyard" }).waitFor();
  await look("office-floors");
  await page.goto(`/office/floor-plans/${(await planOf(manager, "Dining")).id}`);
  await page
    .getByRole("button", { name: /^Table 4/ })
    .first()
    .click();
  await look("office-floor");
  expect(window.found).toEqual([]);
});
