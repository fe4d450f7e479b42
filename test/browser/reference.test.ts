import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
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

test("VU-06 the reference page shows the running routes, loads nothing from elsewhere, and can try one", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const elsewhere: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(servery.url) && !request.url().startsWith("data:")) elsewhere.push(request.url());
  });
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));

  await page.goto(`${servery.url}/`);
  await page.getByRole("link", { name: /API reference/ }).click();
  expect(new URL(page.url()).pathname).toBe("/docs");
  const order = await servery.order({ notes: "from the reference page" });
  await page.locator("button.authorize").click();
  const token = await servery.token();
  const bearer = page.locator(".auth-container form", { has: page.getByLabel("auth-bearer-value") });
  await bearer.getByLabel("auth-bearer-value").fill(token);
  await bearer.locator("button[type=submit]").click();
  await page.locator(".btn-done").first().click();
  const operation = page.locator(".opblock-get", {
    has: page.locator('[data-path="/v1/companies/{company}/orders/{order}"]'),
  });
  // The page mounts what is scrolled to.
  for (let i = 0; i < 30 && !(await operation.isVisible()); i++) {
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(100);
  }
  await operation.waitFor();
  expect(await page.title()).toBe("Servery API reference");

  await operation.locator("button.opblock-summary-control").click();
  await operation.locator("tr[data-param-name=company] input").fill("me");
  await operation.locator("tr[data-param-name=order] input").fill(String(order["id"]));
  await operation.locator("button.execute").click();
  const answer = operation.locator(".live-responses-table .response-col_description code");
  await answer.first().waitFor();
  expect(await answer.first().textContent()).toContain("from the reference page");

  if (process.env["SERVERY_TEST_SCREENSHOTS"]) {
    await page.screenshot({ path: `${process.env["SERVERY_TEST_SCREENSHOTS"]}/reference.png` });
  }
  expect(elsewhere).toEqual([]);
  expect(complaints).toEqual([]);
}, 60_000);

test("VU-06 each of the two APIs has an OpenAPI 3.1 document that is made from its running routes", async () => {
  for (const [api, path] of [
    ["kounta", "/v1/companies/{company}/orders"],
    ["kseries", "/o/op/1/order/local"],
  ] as const) {
    const document = (await (await fetch(`${servery.url}/openapi/${api}.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: object; security: object[] }>>;
    };
    expect(document.openapi).toMatch(/^3\.1\./);
    const { post } = document.paths[path]!;
    expect(Object.keys(post!.responses)).toContain("401");
    expect(post!.security.length).toBeGreaterThan(0);
  }
});
