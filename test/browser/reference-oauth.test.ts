import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { demoData } from "../../src/demo/demo.ts";
import { newClient } from "../oauth/walk.ts";
import { sharedBrowser } from "../support/browser.ts";
import { type TestServery, openTestServery } from "../support/servery.ts";

let servery: TestServery;
let browser: Browser;

beforeAll(async () => {
  [servery, browser] = await Promise.all([openTestServery("sqlite"), sharedBrowser()]);
}, 90_000);
afterAll(async () => {
  await servery?.close();
}, 60_000);

test("the reference page gets a token by OAuth, with its own address as redirect URI, and tries a call", async () => {
  const redirectUris = [`${servery.url}/docs/oauth2-redirect.html`];
  const client = await newClient(servery, { scopes: ["orders-api", "items"], redirectUris });
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(`${servery.url}/docs?urls.primaryName=kseries`);
  await page.locator("button.authorize").click();
  const flow = page.locator(".auth-container", { hasText: "authorizationCode" });
  await flow.getByLabel("client_id:").fill(client.id);
  await flow.getByLabel("client_secret:").fill(client.secret);
  await flow.locator("label[for^=orders-api]").first().click();
  const opened = page.waitForEvent("popup");
  await flow.locator("button.authorize").click();

  const window = await opened;
  const owner = demoData(0).people.find(({ role }) => role === "owner")!;
  await window.getByLabel("Username").fill(owner.username);
  await window.getByLabel("Password").fill(owner.password);
  await window.getByRole("button", { name: "Sign in" }).click();
  await window.locator("input[name=scope][value=orders-api]").check();
  await window.locator("button[name=decision][value=allow]").click();

  await flow.getByRole("button", { name: "Remove authorization" }).waitFor();
  await page.locator(".btn-done").first().click();

  const operation = page.locator(".opblock-get", { has: page.locator('[data-path="/o/op/data/businesses"]') });
  await operation.locator("button.opblock-summary-control").click();
  await operation.locator("button.execute").click();
  const answer = operation.locator(".live-responses-table .response-col_description code").first();
  await answer.waitFor();
  expect(await answer.textContent()).toContain("Brindle & Tram");
  expect(complaints).toEqual([]);
}, 60_000);
