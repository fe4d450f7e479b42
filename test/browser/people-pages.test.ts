import { mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { StaffId } from "../../src/domain/ids.ts";
import { sharedBrowser } from "../support/browser.ts";
import { OTHER_ADDON, type TestServery, basic, openTestServery } from "../support/servery.ts";

const shots = process.env["SERVERY_TEST_SCREENSHOTS"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PASSWORD = "lantern-lane-5678";

let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
  if (shots) mkdirSync(shots, { recursive: true });
}, 90_000);

/** A window, and a look at each page that it comes to: accessible, no wider than the window, nothing blocked by the CSP. */
const windowOn = async (servery: TestServery, options: BrowserContextOptions, name: string) => {
  const context = await browser.newContext({ baseURL: servery.url, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const found: string[] = [];
  page.on("console", (message) => {
    // A page that says what went wrong is meant to have such a status.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) found.push(message.text());
  });
  page.on("pageerror", (error) => found.push(error.message));
  // Where no scripts run, axe does not either: it looks at a copy of the page.
  const mirrors = await browser.newContext({ viewport: options.viewport ?? null, reducedMotion: "reduce" });
  const mirror = await mirrors.newPage();
  const look = async (at: string): Promise<void> => {
    const [url, body] = [page.url(), await page.content()];
    await mirror.route(url, (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
    await mirror.goto(url);
    await mirror.unroute(url);
    const { violations } = await new AxeBuilder({ page: mirror }).setLegacyMode(true).withTags(TAGS).analyze();
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${at}: ${id} ${node.failureSummary}`)));
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide !== 0) found.push(`${at}: ${String(wide)} px too wide`);
    if (shots) await page.screenshot({ path: `${shots}/${name}-${at}.png`, fullPage: true });
  };
  onTestFinished(async () => {
    await mirrors.close();
    await context.close();
  });
  return { page, found, look };
};

const button = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const link = (page: Page, name: string): Promise<void> => page.getByRole("link", { name, exact: true }).first().click();
/** Chooses a box or option by the words beside it, as a finger would. */
const choose = (page: Page, text: string): Promise<void> => page.getByText(text, { exact: true }).click();

test.each([
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
])(
  "VU-05 KC-02 KC-16 an owner signs in and manages add-ons, apps and the account at $width px without JavaScript",
  async (viewport) => {
    const servery = await openTestServery("sqlite");
    onTestFinished(() => servery.close());
    const { storage, company, ids } = servery;
    await storage.access.addons.grant(company, OTHER_ADDON, ids.staff_ids[0] as StaffId, servery.clock.now());
    const token = await servery.token(3_600, OTHER_ADDON, company, { permissions: ["orders:read"] });
    const works = async (auth: string): Promise<boolean> => {
      const { status } = await servery.ask("orders", { auth });
      expect([200, 401]).toContain(status);
      return status === 200;
    };
    const options = { viewport, javaScriptEnabled: false, hasTouch: viewport.width < 500 };
    const { page, found, look } = await windowOn(servery, options, String(viewport.width));
    const heading = (text: string) => page.getByRole("heading", { level: 1, name: text }).waitFor();
    const signIn = async (password: string): Promise<void> => {
      await page.getByLabel("Username").fill("owner");
      await page.getByLabel("Password").fill(password);
      await button(page, "Sign in");
    };

    await page.goto("/office/add-ons");
    await look("sign-in");
    await signIn("wrong password");
    await page.getByText("The username or password is wrong.").waitFor();
    await look("sign-in-wrong");
    await signIn(PASSWORD);
    await heading("Add-ons");
    await look("add-ons");

    // A new add-on, with a mistake at first.
    await link(page, "New add-on");
    await look("add-on-new");
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Table shop");
    await page.getByLabel("Redirect addresses").fill("https://Shop.example/callback");
    await choose(page, "Orders and sales");
    await button(page, "Create add-on");
    expect(await page.getByRole("alert").innerText()).toContain("Choose at least one API.");
    expect(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe("Table shop");
    await look("add-on-new-wrong");
    await page.getByLabel("Redirect addresses").fill("https://shop.example/callback");
    await choose(page, "Kounta");
    await button(page, "Create add-on");
    await heading("Table shop");
    await look("add-on-created");
    const shown = page.getByRole("region", { name: "Copy the client secret now" }).locator("code");
    const secret = await shown.innerText();
    const clientId = await page.getByRole("region", { name: "Details" }).locator("code").first().innerText();
    expect(await works(basic(clientId, secret))).toBe(true);

    // A new secret, while the old one still works.
    await page.getByLabel("The old secret goes on working for").selectOption({ label: "1 hour" });
    await button(page, "Make a new secret");
    await look("add-on-rotated");
    const second = await shown.innerText();
    expect(second).not.toBe(secret);
    expect([await works(basic(clientId, secret)), await works(basic(clientId, second))]).toEqual([true, true]);

    await link(page, "Edit");
    await look("add-on-edit");
    await page.getByRole("textbox", { name: "Description" }).fill("Takes orders at the table.");
    await button(page, "Save changes");
    await page.getByRole("status").getByText("Your changes were saved.").waitFor();
    expect(await shown.count()).toBe(0);
    await look("add-on-saved");

    await link(page, "Revoke add-on");
    await look("add-on-revoke");
    await button(page, "Revoke add-on");
    await page.getByText("The add-on was revoked.").waitFor();
    await look("add-on-revoked");
    expect(await works(basic(clientId, second))).toBe(false);

    // The account.
    await link(page, "Account");
    await look("account");
    const password = page.getByRole("region", { name: "Password", exact: true });
    const change = async (current: string, next: string): Promise<void> => {
      await password.getByLabel("Current password").fill(current);
      await password.getByLabel("New password").fill(next);
      await button(page, "Change password");
    };
    await change("not the one", "a much better password");
    await page.getByRole("alert").getByText("This is not your current password.").waitFor();
    await look("account-wrong");
    await change(PASSWORD, "a much better password");
    await page.getByRole("status").getByText("Your password was changed.").waitFor();
    const pin = page.getByRole("region", { name: "PIN for the register" });
    await pin.getByLabel("New PIN").fill("482637");
    await pin.getByLabel("Current password").fill("a much better password");
    await button(page, "Change PIN");
    await page.getByRole("status").getByText("Your PIN was set.").waitFor();
    await look("account-done");

    // Connected apps.
    await link(page, "Connected apps");
    await page.getByText("What it may use").first().click(); // a details element needs no script
    await look("apps");
    expect(await works(`Bearer ${token}`)).toBe(true);
    await page.getByRole("link", { name: "Remove Other add-on" }).click();
    await look("app-remove");
    await button(page, "Remove app");
    await page.getByRole("status").getByText("The app was removed.").waitFor();
    await look("app-removed");
    expect(await works(`Bearer ${token}`)).toBe(false);

    // A page that is not there, and the way out.
    await page.goto("/office/add-ons/999999");
    await heading("No such add-on");
    await look("not-found");
    await page.goto("/account");
    await button(page, "Sign out everywhere");
    await heading("Sign in");
    await page.goto("/account");
    await heading("Sign in");
    await signIn("a much better password");
    await heading("Account");

    expect(found).toEqual([]);
  },
  180_000,
);
