import { AxeBuilder } from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Servery } from "../../src/main.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { type Empty, emptyPlace, fieldsOf, typed } from "../cli/empty-servery.ts";
import { sharedBrowser } from "../support/browser.ts";

const shots = process.env["SERVERY_TEST_SCREENSHOTS"];

let place: Empty;
let storage: Storage;
let servery: Servery;
let browser: Browser;

beforeAll(async () => {
  [place, browser] = await Promise.all([emptyPlace("sqlite"), sharedBrowser()]);
  storage = await place.store();
  servery = await place.serve(storage);
  if (shots) mkdirSync(shots, { recursive: true });
}, 90_000);
afterAll(async () => {
  await servery?.close();
  await place?.leave();
}, 60_000);

const fill = async (page: Page, fields: Record<string, string>): Promise<void> => {
  for (const [name, text] of Object.entries(fields)) {
    const field = page.locator(`[name=${name}]`);
    await (["currency", "timezone"].includes(name) ? field.selectOption(text) : field.fill(text));
  }
};

test("VU-05 an owner sets a new server up on a phone without JavaScript, and is signed in", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("requestfailed", (request) => complaints.push(request.url()));
  const shoot = async (name: string): Promise<void> => {
    if (shots) await page.screenshot({ path: `${shots}/set-up-${name}.png`, fullPage: true });
  };

  await page.goto(`${servery.url}/`);
  expect(new URL(page.url()).pathname).toBe("/setup");
  expect(await page.locator("main").textContent()).toContain("Open the whole set-up link");
  await shoot("closed");

  await page.goto(`${servery.url}/setup?code=${servery.setUpCode}`);
  expect(await page.locator("h1").textContent()).toBe("Set up Servery");
  await fill(page, { ...fieldsOf(typed), tax_rate: "ten", password: "aaaaaaaaaaaa" });
  await page.getByRole("button", { name: "Finish set-up" }).click();

  const summary = page.getByRole("alert");
  expect(await summary.textContent()).toContain("The tax rate must be a percentage");
  expect(await summary.getByRole("link").count()).toBe(2);
  expect(await page.locator("[name=company]").inputValue()).toBe(typed.company);
  expect(await page.locator("[name=timezone]").inputValue()).toBe("Europe/Vienna");
  expect(await page.locator("[name=password]").inputValue()).toBe("");
  await shoot("problems");

  await fill(page, { tax_rate: "10", password: typed.password });
  await page.getByRole("button", { name: "Finish set-up" }).click();
  expect(new URL(page.url()).pathname).toBe("/setup/done");
  expect(await page.locator("h1").textContent()).toBe(`${typed.company} is ready`);
  await shoot("done");
  await page.getByRole("link", { name: "Continue" }).click();
  expect(new URL(page.url()).pathname).toBe("/office/add-ons");
  expect(await page.locator("body").textContent()).toContain(typed.company);

  await page.goto(`${servery.url}/setup?code=${servery.setUpCode}`);
  expect(await page.locator("h1").textContent()).toBe("Set-up is not open");
  expect(await storage.companies.ids()).toHaveLength(1);
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test("VU-05 set-up with all its currencies and time zones is accessible", async () => {
  const empty = await emptyPlace("sqlite");
  const server = await empty.serve(await empty.store());
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.url}/setup?code=${server.setUpCode}`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/set-up-${colorScheme}.png`, fullPage: true });
  }
  expect(await page.locator("[name=currency] option").count()).toBeGreaterThan(150);
  expect(await page.locator("[name=timezone] option").count()).toBeGreaterThan(400);
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
  await empty.leave();
}, 60_000);
