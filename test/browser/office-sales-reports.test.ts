import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { type Size, expectClean, openScreens, openWindow } from "../support/screens.ts";

const LONG = { timeout: 240_000 };
const dollars = (amount: number): string => amount.toLocaleString("en-AU", { style: "currency", currency: "AUD" });
/** The counter of the second site. */
const TILL = 18;
const GROUPS = ["day", "hour", "product", "category", "staff", "tender", "site", "tax"];

test("VU-03 each report has the rows of the API, and its file is the API's", LONG, async () => {
  const servery = await openScreens("sqlite", { history: true });
  const me = await as(servery, "owner");
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery, "/reports");
  await page.getByRole("combobox", { name: "Usual dates" }).click();
  await page.getByRole("option", { name: "Last 30 days" }).click();
  await page.waitForURL(/from=/);
  const { from, to } = Object.fromEntries(new URL(page.url()).searchParams) as { from: string; to: string };
  const table = page.getByRole("table", { name: /every row$/ });
  for (const group of GROUPS) {
    await page.goto(`/office/reports?from=${from}&to=${to}&group=${group}`);
    const rows = (await me(`reports/sales?from=${from}&to=${to}&group=${group}`)).json<{ gross: number }[]>();
    await table.waitFor();
    const first = (await me(`reports/sales?from=${from}&to=${to}&group=${group}`)).headers.get("x-pages");
    if (first === "1") expect(await table.locator("tbody tr").count()).toBe(rows.length);
    const texts = await table.locator("tbody").innerText();
    for (const { gross } of rows) expect(texts, group).toContain(dollars(gross));
  }
  await page.getByRole("combobox", { name: "By", exact: true }).click();
  await page.getByRole("option", { name: "By category" }).click();
  await page.waitForURL(/group=category/);
  await page.reload();
  await page.getByRole("table", { name: "Sales by category, every row" }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`sales-by-category-${from}-${to}.csv`);
  const api = await me(`reports/sales.csv?from=${from}&to=${to}&group=category`);
  expect(readFileSync(await file.path(), "utf8")).toBe(api.text);
  await page.goto("/office/reports?from=2001-01-01&to=2001-01-31");
  await page.getByText("Nothing was sold in these dates").waitFor();
  expectClean(window);
});

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
])("VU-03 reports and Z reports are accessible and fit their window: %s, %s", LONG, async (size, scheme) => {
  const servery = await openScreens("sqlite", { history: true });
  const me = await as(servery, "owner");
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/reports");
  await page.locator("canvas").waitFor();
  await look("office-report-day");
  for (const group of ["product", "tax"]) {
    await page.goto(`/office/reports?group=${group}`);
    await page.getByRole("table", { name: /every row$/ }).waitFor();
    await look(`office-report-${group}`);
  }
  await page.goto("/office/reports?from=2001-01-01&to=2001-01-31");
  await page.getByText("Nothing was sold in these dates").waitFor();
  await look("office-report-empty");
  await page.goto("/office/reports/z");
  await page.getByText("No Z reports yet").waitFor();
  await look("office-z-empty");
  const cash = { kind: "float", amount: 100, reason: "To begin with" };
  expect((await me(`registers/${TILL}/cash`, { method: "POST", body: cash })).status).toBe(201);
  const x = (await me(`registers/${TILL}/x_report`)).json();
  const counted = x.tenders
    .filter(({ kind }: { kind: string }) => kind === "cash")
    .map(({ method_id, expected }: { method_id: number; expected: number }) => ({
      method_id,
      amount: Math.round(expected * 100 + 200) / 100,
    }));
  const made = await me(`registers/${TILL}/z_reports`, { method: "POST", body: { counted, note: "Two too many" } });
  expect(made.status, made.text).toBe(201);
  await page.goto("/office/reports/z");
  await page.getByText("$2.00 over").waitFor();
  await look("office-z");
  await page.getByRole("link", { name: "Z 1", exact: true }).click();
  await page.getByText(dollars(made.json().net), { exact: true }).first().waitFor();
  await page.getByText("Two too many").waitFor();
  await look("office-z-one");
  expectClean(window);
});
