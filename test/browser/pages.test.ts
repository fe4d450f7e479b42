import { mkdirSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stylesheet, stylesheetPath } from "../../src/pages/stylesheet.ts";
import { longWords, rareViews, usualViews } from "../pages/views.ts";
import { sharedBrowser } from "../support/browser.ts";

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const long = Object.entries(usualViews(longWords)).map(([name, text]) => [`${name}-long`, text] as const);
const views = new Map([...Object.entries(usualViews()), ...Object.entries(rareViews()), ...long]);
const shots = process.env["SERVERY_TEST_SCREENSHOTS"];

let server: Server;
let url: string;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const view = views.get((request.url ?? "").slice(1));
    if (request.url === stylesheetPath) response.setHeader("content-type", "text/css; charset=utf-8").end(stylesheet);
    else if (view === undefined) response.writeHead(404).end();
    else
      response
        .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY })
        .end(view);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await sharedBrowser();
  if (shots) mkdirSync(shots, { recursive: true });
}, 90_000);
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
}, 60_000);

const sizes = [
  { width: 1280, height: 900 },
  { width: 820, height: 1180 },
  { width: 360, height: 740 },
];

/** What is wider than the page: the page itself, or what it would cut off. */
const tooWide = (page: Page): Promise<string[]> =>
  page.locator("html, body, body *").evaluateAll((elements) => {
    const room = elements[0]!.clientWidth;
    return elements
      .filter((element) => !element.closest(".unseen, .skip"))
      .filter((element, i) =>
        i === 0 ? element.scrollWidth > room : element.getBoundingClientRect().right > room + 0.5,
      )
      .map((element) => `${element.tagName} ${element.className}`);
  });

/** Texts that have no room to be read: squeezed into a column of letters. */
const squeezed = (page: Page): Promise<string[]> =>
  page.locator("body *").evaluateAll((elements) =>
    elements
      .filter((element) => !element.closest(".unseen, .skip, option") && element.innerText?.trim().length > 4)
      .filter((element) => element.getBoundingClientRect().width < 60)
      .filter((element) => element.getBoundingClientRect().height > 48)
      .map((element) => `${element.tagName} ${element.className} ${element.innerText.slice(0, 30)}`),
  );

/** What a finger would miss. A box to tick is hit by its label. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.locator("a, button, input, select, textarea, summary").evaluateAll((elements) =>
    elements
      .filter((element) => element.checkVisibility() && !element.matches(".skip, [type=hidden]"))
      .map((element) => (element.matches("[type=checkbox], [type=radio]") ? element.closest("label")! : element))
      .filter((element) => element.getBoundingClientRect().height < 44 || element.getBoundingClientRect().width < 44)
      .map((element) => `${element.outerHTML.slice(0, 80)}: ${element.getBoundingClientRect().height} px`),
  );

type Look = (page: Page, name: string) => Promise<void>;

/** Opens each page in one window; answers what the browser complained about. */
const through = async (options: BrowserContextOptions, names: Iterable<string>, look: Look): Promise<string[]> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  let at = "";
  page.on("console", (message) => message.type() === "error" && complaints.push(`${at}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${at}: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`${at}: could not load ${request.url()}`));
  for (at of names) {
    await page.goto(`${url}/${at}`);
    await look(page, at);
  }
  await context.close();
  return complaints;
};

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, a line for each element. Legacy mode only means that it opens no second window to put frames together. */
const inaccessible = async (page: Page, axe: (builder: AxeBuilder) => AxeBuilder): Promise<string[]> => {
  const { violations } = await axe(new AxeBuilder({ page }).setLegacyMode(true)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
};

test.each(sizes)(
  "at $width pixels every page is accessible in light and dark, fits, and can be hit with a finger",
  async (viewport) => {
    const found: string[] = [];
    const options: BrowserContextOptions = { viewport, reducedMotion: "reduce" };
    const complaints = await through(options, views.keys(), async (page, name) => {
      const look = async (theme: "light" | "dark", rules: (builder: AxeBuilder) => AxeBuilder): Promise<void> => {
        await page.emulateMedia({ colorScheme: theme });
        if (!name.endsWith("-long")) {
          found.push(...(await inaccessible(page, rules)).map((what) => `${name}, ${theme}: ${what}`));
        }
        const path = `${shots}/${name}-${viewport.width}-${theme}.png`;
        if (shots) await page.screenshot({ path, fullPage: true });
      };
      await page.locator("details").evaluateAll((all) => all.slice(0, 1).forEach((one) => (one.open = true)));
      found.push(
        ...(await tooWide(page)).map((what) => `${name}: too wide: ${what}`),
        ...(await squeezed(page)).map((what) => `${name}: squeezed: ${what}`),
        ...(await tooSmall(page)).map((what) => `${name}: too small: ${what}`),
      );
      await look("light", (axe) => axe.withTags(TAGS));
      await look("dark", (axe) => axe.withRules(["color-contrast", "link-in-text-block"])); // the rest has no colour
    });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  },
  120_000,
);

test("VU-05 the sign-in and consent pages work on a phone without JavaScript", async () => {
  const options = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false, hasTouch: true };
  const sent: Record<string, string> = {};
  const complaints = await through(options, ["sign-in", "consent-each", "consent-all"], async (page, name) => {
    await page.route("**/*", (route) => {
      const request = route.request();
      if (request.method() !== "POST") return route.continue();
      sent[name] = `${new URL(request.url()).pathname} ${request.postData()}`;
      return route.fulfill({ status: 200, contentType: "text/html", body: "<p>sent</p>" });
    });
    if (name === "sign-in") {
      await page.getByLabel("Username").fill("sam");
      await page.getByLabel("Password").fill("a long password");
      await page.getByRole("button", { name: "Sign in" }).tap();
    } else if (name === "consent-each") {
      expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0);
      await page.getByText("See your sales, payments").tap(); // the whole row is the target
      await page.getByRole("button", { name: "Allow selected" }).tap();
    } else {
      expect(await page.getByRole("checkbox").count()).toBe(0);
      await page.getByRole("button", { name: "Don't allow" }).tap();
    }
    await page.getByText("sent", { exact: true }).waitFor();
    await page.unrouteAll();
  });
  expect(sent).toEqual({
    "sign-in": "/login csrf=csrf-token&next=%2Fapps&username=sam&password=a+long+password",
    "consent-each": "/oauth/authorize csrf=csrf-token&scope=financial-api&decision=allow",
    "consent-all": "/oauth/authorize csrf=csrf-token&decision=deny",
  });
  expect(complaints).toEqual([]);
}, 60_000);

test("no page runs or loads anything but its stylesheet, and each opens with the focus where work begins", async () => {
  const focus: Record<string, string> = {};
  await through({}, views.keys(), async (page, name) => {
    expect(
      await page.locator("script, style, [style], iframe, img, object, link:not([rel=icon], [rel=stylesheet])").count(),
      name,
    ).toBe(0);
    expect(await page.locator("h1").count(), name).toBe(1);
    expect(await page.locator("main").count(), name).toBe(1);
    focus[name] = await page
      .locator("*:focus")
      .evaluateAll(([element]) => (element ? element.id || element.className : ""));
  });
  expect(focus).toMatchObject({
    "sign-in": "username",
    "sign-in-app-wrong": "password",
    "set-up-wrong": "box bad summary",
    "account-wrong": "box bad summary",
    apps: "",
  });
}, 120_000);

test("a link in the list of problems leads to its field", async () => {
  await through({}, ["set-up-wrong"], async (page) => {
    await page.getByRole("link", { name: "Use at least 10 characters." }).click();
    await page.keyboard.press("a");
    expect(await page.getByLabel("Password").inputValue()).toBe("a");
  });
}, 60_000);

test("what was written comes back letter by letter", async () => {
  await through({}, ["add-on-all-wrong"], async (page) => {
    expect(await page.getByLabel("Description").inputValue()).toBe("\nThe first line is empty.");
    const addresses = "https://tabletalk.example/oauth/callback\nhttps://staging.tabletalk.example/cb";
    expect(await page.getByLabel("Redirect addresses").inputValue()).toBe(addresses);
  });
  await through({}, ["add-on-secret"], async (page) => {
    expect(await page.locator(".secret .copy").textContent()).toBe("sk_9d41c0b7f2e84a55b6b0f13c7f0e6a1d");
  });
}, 60_000);
