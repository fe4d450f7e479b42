import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { csvRecords } from "../../src/kit/csv.ts";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { type Size, expectClean, openScreens, openWindow } from "../support/screens.ts";

const LONG = { timeout: 180_000 };
const SOON = { timeout: 15_000 };
const dollars = (amount: number): string => amount.toLocaleString("en-AU", { style: "currency", currency: "AUD" });
const rowsOf = (text: string): string[][] =>
  [...csvRecords(text)].map((record) => (record.ok ? [...record.value.cells] : expect.fail("no table")));

/** The rows of a file of orders as objects. */
const ordersIn = (text: string): Record<string, string>[] => {
  const [head = [], ...rows] = rowsOf(text);
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
};

const exported = async (page: Page): Promise<string> => {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  return readFileSync(await file.path(), "utf8");
};

test("VU-03 the sales history narrows, adds up and exports what the API has, and a reload keeps it", LONG, async () => {
  const servery = await openScreens("sqlite", { history: true });
  const me = await as(servery, "owner");
  const site = servery.ids.site_id;
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  const totals = page.getByRole("region", { name: "Totals" });
  const table = page.getByRole("table", { name: "Sales" });
  const figure = (label: string) => totals.locator("dl", { hasText: label }).locator("dd").first();
  await openOffice(window, servery, `/sales?site=${site}`);
  await page.getByRole("combobox", { name: "Usual dates" }).click();
  await page.getByRole("option", { name: "Last 30 days" }).click();
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Completed" }).click();
  await page.waitForURL(/status=COMPLETE/);
  const { from, to } = Object.fromEntries(new URL(page.url()).searchParams) as { from: string; to: string };
  const file = (await me(`orders.csv?from=${from}&to=${to}&site_id=${site}&status=COMPLETE`)).text;
  const orders = ordersIn(file);
  const sum = orders.reduce((all, { total }) => all + Math.round(Number(total) * 100), 0) / 100;
  expect(orders.length).toBeGreaterThan(500);
  await expect.poll(() => figure("Orders").innerText(), SOON).toBe(orders.length.toLocaleString("en-AU"));
  expect(await figure("Completed sales").innerText()).toBe(dollars(sum));
  await table.getByText(orders[0]!["sale_number"]!, { exact: true }).waitFor();
  const inAll = `Page 1 of ${Math.ceil(orders.length / 25)} · ${orders.length.toLocaleString("en-AU")} in all`;
  await page.getByText(inAll).waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await table.getByText(orders[25]!["sale_number"]!, { exact: true }).waitFor();
  expect(ordersIn(await exported(page))).toEqual(orders);

  // A search goes through all of them, and so do its sums and its file.
  const customer = orders.find((order) => order["customer"] !== "" && order["refund"] === "false")!["customer"]!;
  await page.getByRole("searchbox", { name: "Search number, customer, table" }).fill(customer);
  const fits = orders.filter((order) => order["customer"] === customer);
  await expect.poll(() => figure("Orders").innerText(), SOON).toBe(String(fits.length));
  expect(ordersIn(await exported(page))).toEqual(fits);
  const address = page.url();
  expect(new URL(address).searchParams.get("q")).toBe(customer);
  await page.reload();
  await expect.poll(() => figure("Orders").innerText(), SOON).toBe(String(fits.length));
  expect(page.url()).toBe(address);
  expect(await page.getByRole("searchbox").inputValue()).toBe(customer);

  await page.getByRole("searchbox").fill("no such order anywhere");
  await page.getByText("No order fits").waitFor();
  await page.getByRole("button", { name: "Take the filters away" }).click();
  await page.getByLabel("From amount").fill("100");
  await page.waitForURL(/min=100/);
  const dear = ordersIn((await me(`orders.csv?from=${from}&to=${to}&site_id=${site}`)).text).filter(
    ({ total }) => Number(total) >= 100,
  );
  await expect.poll(() => figure("Orders").innerText(), SOON).toBe(String(dear.length));
  await table.getByText(dear[0]!["sale_number"]!, { exact: true }).waitFor();
  // Who made an order narrows it as well.
  const source = "Demo add-on";
  const narrowed = async (query: string) => ordersIn((await me(`orders.csv?from=${from}&to=${to}&${query}`)).text);
  await page.goto(`/office/sales?site=${site}&from=${from}&to=${to}`);
  await page.getByRole("combobox", { name: "Source" }).click();
  await page.getByRole("option", { name: source }).click();
  await page.waitForURL(/addon_id=1/);
  const sold = ordersIn((await me(`orders.csv?from=${from}&to=${to}&site_id=${site}`)).text);
  const made = sold.filter((order) => order["source"] === source);
  expect(made.length).toBeLessThan(sold.length);
  const counted = page.getByText(`${made.length.toLocaleString("en-AU")} in all`);
  await expect.poll(() => figure("Orders").innerText(), SOON).toBe(made.length.toLocaleString("en-AU"));
  await counted.waitFor();
  await page.reload();
  await counted.waitFor();
  expect(await page.getByRole("combobox", { name: "Source" }).inputValue()).toBe(source);
  expect(ordersIn(await exported(page))).toEqual(made);

  // So do its type and the way it was paid, together.
  await page.goto(`/office/sales?site=${site}&from=${from}&to=${to}&order_type=Takeaway`);
  await page.getByRole("combobox", { name: "Paid by" }).click();
  await page.getByRole("option", { name: "Cash", exact: true }).click();
  await page.waitForURL(/payment_method_id=/);
  const method = new URL(page.url()).searchParams.get("payment_method_id");
  const cash = sold.filter((one) => one["order_type"] === "Takeaway" && one["payments"]!.split(", ").includes("Cash"));
  expect(cash.length).toBeGreaterThan(25);
  expect(await narrowed(`site_id=${site}&order_type=Takeaway&payment_method_id=${method}`)).toEqual(cash);
  await page.getByText(`${cash.length.toLocaleString("en-AU")} in all`).waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await table.getByText(cash[25]!["sale_number"]!, { exact: true }).waitFor();

  // A page that is not there says so.
  await page.goto(`/office/sales?site=${site}&from=${from}&to=${to}&page=9999`);
  await page.getByText("The list ends before this page").waitFor();
  await page.getByRole("button", { name: "Go to the first page" }).click();
  await table.getByText(sold[0]!["sale_number"]!, { exact: true }).waitFor();

  // An order of another time is found by the id on its receipt.
  const old = (await me(`orders/${orders.at(-1)!["id"]}`)).json<{ sale_id: string; sale_number: string }>();
  await page.goto(`/office/sales?from=${to}&to=${to}&q=${old.sale_id}`);
  await page.getByRole("link", { name: old.sale_number }).click();
  await page.getByRole("heading", { level: 1, name: `Order ${old.sale_number}` }).waitFor();
  expectClean(window);
});

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
])(
  "VU-03 the sales history is accessible and fits its window, full and empty: %s, %s",
  { timeout: 180_000 },
  async (size, scheme) => {
    const servery = await openScreens("sqlite", { history: true });
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, "/sales");
    await page.getByText(/^Page 1 of/).waitFor();
    await page.locator('section[aria-busy="false"]').first().waitFor();
    await look("office-sales");
    await page.goto("/office/sales?q=nothing+like+it");
    await page.getByText("No order fits").waitFor();
    await look("office-sales-empty");
    expect(window.found).toEqual([]);
  },
);

test("VU-03 somebody of the staff sees orders, and no sums over all of them", LONG, async () => {
  const servery = await openScreens();
  const order = await servery.order({ status: "ON_HOLD", lines: [{ product_id: servery.ids.product_ids[0] }] });
  const window = await openWindow(servery, { size: "tablet" });
  const { page } = window;
  await openOffice(window, servery, "/sales", "barista");
  await page.getByText(order.sale_number, { exact: true }).waitFor();
  expect(await page.getByRole("button", { name: "Export CSV" }).count()).toBe(0);
  expect(await page.getByRole("region", { name: "Totals" }).count()).toBe(0);
  expectClean(window);
});
