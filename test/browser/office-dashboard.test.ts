import { expect, test } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { type Size, expectClean, openScreens, openWindow } from "../support/screens.ts";

const LONG = { timeout: 180_000 };
const dollars = (amount: number): string => amount.toLocaleString("en-AU", { style: "currency", currency: "AUD" });
const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

test("VU-03 the dashboard shows the figures of the day that the API has, for all sites and for one", LONG, async () => {
  const servery = await openScreens("sqlite", { history: true });
  const me = await as(servery, "owner");
  const today = (await me("reports/dashboard")).json<{ date: string }>().date;
  const date = dayBefore(today, 3);
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery, `/?date=${date}`);
  for (const site of [undefined, servery.ids.site_id]) {
    if (site !== undefined) await page.goto(`/office?date=${date}&site=${site}`);
    const query = `date=${date}${site === undefined ? "" : `&site_id=${site}`}`;
    const day = (await me(`reports/dashboard?${query}`)).json();
    const before = (await me(`reports/dashboard?${query.replace(date, day.compared.date)}`)).json();
    expect(day.orders).toBeGreaterThan(0);
    const headline = page.getByRole("region", { name: "Sales of the day" });
    await headline.getByText(dollars(day.sales), { exact: true }).waitFor();
    await headline.getByText(dollars(day.compared.sales)).waitFor();
    await page.getByText(String(day.orders), { exact: true }).first().waitFor();
    await page.getByText(dollars(day.average), { exact: true }).first().waitFor();
    const top = page.getByRole("list", { name: "Top products" });
    const [first] = day.top_products;
    await top.getByText(first.name, { exact: true }).waitFor();
    expect(await top.getByRole("listitem").count()).toBe(day.top_products.length);
    expect(await top.getByRole("listitem").first().innerText()).toContain(dollars(first.sales));
    const tenders = page.getByRole("list", { name: "Ways of paying" });
    expect(await tenders.getByRole("listitem").count()).toBe(day.by_tender.length);
    expect(await page.getByRole("list", { name: "Sites" }).count()).toBe(site === undefined ? 1 : 0);
    // The table behind the chart has each hour of both days.
    const rows = page.getByRole("table", { name: "Sales by hour" }).getByRole("row");
    const texts = (await rows.allInnerTexts()).slice(1).join("\n");
    const sales = [...day.by_hour, ...before.by_hour].filter((hour: { sales: number }) => hour.sales !== 0);
    for (const hour of sales) expect(texts).toContain(dollars(hour.sales));
  }
  await page.getByRole("button", { name: "Show table" }).click();
  await page.getByRole("button", { name: "Show chart" }).waitFor();
  expectClean(window);
});

test("VU-03 the dashboard follows new orders by itself, and a day is kept in the address", LONG, async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByText("No incoming orders").waitFor();
  const [product] = servery.ids.product_ids;
  await servery.order({ status: "SUBMITTED", lines: [{ product_id: product, quantity: 1 }] });
  await page.getByText("1 incoming order", { exact: true }).waitFor();
  const open = page.getByRole("region", { name: "Right now" });
  await servery.order({ status: "ON_HOLD", lines: [{ product_id: product, quantity: 2, unit_price_inc_tax: 10 }] });
  await open.getByText("1 open order", { exact: true }).waitFor();
  await open.getByText("$20.00 on them, now").waitFor();
  await page.getByRole("button", { name: "Day before" }).click();
  await page.waitForURL(/\?date=\d{4}-\d\d-\d\d$/);
  await page.getByText("Nothing was sold on this day.").waitFor();
  const address = page.url();
  await page.reload();
  await page.getByText("Nothing was sold on this day.").waitFor();
  expect(page.url()).toBe(address);
  await page.getByRole("button", { name: "Today" }).click();
  await page.getByRole("region", { name: "Sales today" }).waitFor();
  expectClean(window);
});

test("VU-03 somebody of the staff is told that the figures are for managers", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "tablet" });
  await openOffice(window, servery, "/", "barista");
  await window.page.getByText("The figures of the day are for managers").waitFor();
  expect(await window.page.getByRole("region", { name: "Sales today" }).count()).toBe(0);
  await window.look("office-dashboard-staff");
  expectClean(window);
});

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["desktop", "dark"],
  ["tablet", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
])(
  "VU-03 the dashboard is accessible and fits its window, full and empty: %s, %s",
  { timeout: 180_000 },
  async (size, scheme) => {
    const servery = await openScreens("sqlite", { history: true });
    const me = await as(servery, "owner");
    const today = (await me("reports/dashboard")).json<{ date: string }>().date;
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, `/?date=${dayBefore(today, 2)}`);
    await page.locator("canvas").waitFor();
    await page.waitForLoadState("load");
    await look("office-dashboard");
    await page.getByRole("heading", { name: "Ways of paying" }).scrollIntoViewIfNeeded();
    await look("office-dashboard-below");
    await page.getByRole("button", { name: "Show table" }).click();
    await look("office-dashboard-table");
    await page.goto(`/office?date=${dayBefore(today, 300)}`);
    await page.getByText("Nothing was sold on this day.").waitFor();
    await look("office-dashboard-empty");
    expect(window.found).toEqual([]);
  },
);
