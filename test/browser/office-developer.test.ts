import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { openOffice } from "../support/office.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";
import { type Json, basic } from "../support/servery.ts";

/** Some of these go through a whole page's life. */
vi.setConfig({ testTimeout: 120_000 });

/** Runs lines in a shell, as somebody does who copied them. */
const shell = async (lines: string, env: Record<string, string> = {}): Promise<string> => {
  const { stdout } = await promisify(execFile)("bash", ["-c", lines], { env: { ...process.env, ...env } });
  return stdout;
};
const codeIn = async (page: Page, name: string): Promise<string> =>
  (await page.getByRole("figure", { name }).locator("code").textContent()) ?? "";
const credentialsOf = (auth: string): Record<string, string> => {
  const [id, secret] = Buffer.from(auth.slice(6), "base64").toString().split(":");
  return { CLIENT_ID: id!, CLIENT_SECRET: secret! };
};

test("VU-04 an add-on is created, its secret shown this once, given a new one with an overlap, tried, and revoked", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/add-ons/new");
  await page.getByRole("button", { name: "Create add-on" }).click();
  await page.getByText("This is needed.").waitFor();
  await page.getByLabel("Name").fill("Table app");
  await page.getByLabel("Redirect addresses").fill("http://table.example/back");
  await page.getByRole("checkbox", { name: "On its own behalf" }).check();
  await page.getByRole("checkbox", { name: "Orders and sales" }).check();
  await page.getByRole("checkbox", { name: "Place and change orders" }).check();
  await page.getByRole("checkbox", { name: "Company and sites" }).check();
  await page.getByRole("button", { name: "Create add-on" }).click();
  await page.getByText("Must begin with https://.").waitFor();
  await look("addon-form-error");
  await page.getByLabel("Redirect addresses").fill("https://table.example/back");
  await page.getByRole("button", { name: "Create add-on" }).click();

  const once = page.getByRole("region", { name: "New client secret" });
  await once.waitFor();
  await look("addon-secret");
  const first = (await once.locator("code").textContent()) ?? "";
  const [made] = (await (await servery.operator("owner"))("addons")).json<Json[]>().slice(-1);
  expect(made).toMatchObject({ name: "Table app", permissions: ["orders:read", "orders:write", "company:read"] });
  const works = async (secret: string): Promise<number> =>
    (await servery.ask("sites.json", { auth: basic(made.client_id, secret) })).status;
  expect(await works(first)).toBe(200);

  await page.getByRole("button", { name: "Get a token" }).click();
  await page.getByText("A token of its own").waitFor();
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByText("What the token is").waitFor();
  expect(await codeIn(page, "Answer")).toContain('"active": true');

  await page.getByRole("button", { name: "New secret" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByText(/^Good until /).waitFor();
  const second = (await once.locator("code").textContent()) ?? "";
  expect(second).not.toBe(first);
  expect([await works(first), await works(second)]).toEqual([200, 200]);
  await page.reload();
  await page.getByRole("button", { name: "New secret" }).waitFor();
  expect(await page.content()).not.toContain(second);
  await look("addon");

  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("heading", { level: 1 }).getByText("Revoked").waitFor();
  expect([await works(first), await works(second)]).toEqual([401, 401]);
  expectClean(window);
});

test("VU-04 a request stands in the log at once without its secrets, and the curl that is copied sends it again", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, {
    size: "desktop",
    more: { permissions: ["clipboard-read", "clipboard-write"] },
  });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/request-log");
  await page.getByText("No requests yet").waitFor();
  await look("requests-empty");
  const body = {
    site_id: servery.ids.site_id,
    notes: "No onions",
    lines: [{ product_id: servery.ids.product_ids[0] }],
  };
  await servery.post("orders.json", body, { "idempotency-key": "once-1" });
  await servery.get("orders/1.json");
  const row = page.getByRole("link", { name: "POST /v1/companies/5678/orders.json" });
  await row.waitFor();
  await look("requests");

  await page.getByRole("button", { name: "Pause" }).click();
  await servery.get("sites.json");
  await page.waitForTimeout(2_500);
  expect(await page.getByText("/v1/companies/5678/sites.json").count()).toBe(0);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("/v1/companies/5678/sites.json").waitFor();
  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "4xx: refused" }).click();
  await page.getByText("/v1/companies/5678/orders/1.json").waitFor();
  await row.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Clear", exact: true }).click();

  await row.click();
  await page.getByRole("button", { name: "Copy curl" }).click();
  const copied = await page.evaluate<string>("navigator.clipboard.readText()");
  const token = servery.auth.slice("Basic ".length);
  const text = (await page.getByRole("main").textContent()) ?? "";
  expect(text).toContain("No onions");
  for (const secret of [token, credentialsOf(servery.auth)["CLIENT_SECRET"]!]) {
    expect(text).not.toContain(secret);
    expect(copied).not.toContain(secret);
  }
  await look("request");
  // The same key, so the same order: answered again, and not made again.
  const again = await shell(copied.replace("curl", "curl -si"), { TOKEN: token });
  expect(again).toMatch(/^HTTP\/1.1 201/);

  await page.getByRole("button", { name: "Reference of the route" }).click();
  await page.getByRole("button", { name: /Create an order/, expanded: true }).waitFor();
  await page.getByText("Idempotency-Key").waitFor();
  await look("reference");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.frameLocator("iframe").getByText("Servery: Kounta-compatible API").waitFor({ timeout: 45_000 });
  expectClean(window);
});

test.each(["curl", "JavaScript", "Python"])(
  "VU-04 the first order's own code really places it, and the page sees it arrive: %s",
  async (language) => {
    const servery = await openScreens();
    const window = await openWindow(servery, { size: "desktop" });
    const { page, look } = window;
    await openOffice(window, servery, "/developer/first-order");
    await page.getByText("Waiting for your order").waitFor();
    await page.getByText(language, { exact: true }).first().click();
    if (language === "curl") await look("first-order");
    const run = async (name: string): Promise<string> => {
      const code = await codeIn(page, `${name}: ${language}`);
      const env = { ...credentialsOf(servery.auth), CODE: code };
      if (language === "curl") return shell(code, env);
      const start = language === "Python" ? "python3 -c" : `${process.execPath} --input-type=module -e`;
      return shell(`${start} "$CODE"`, env);
    };
    expect(await run("See where you are")).toContain('"id":5678');
    expect(await run("Place an order")).toContain("/v1/companies/5678/orders/");
    await page.getByText("Your order is at the venue").waitFor();
    await page
      .getByText(/^It arrived/)
      .nth(1)
      .waitFor();
    await look("first-order-done");
    expectClean(window);
  },
);

test("VU-04 the first order works over K-Series too, and with a token", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "phone", scheme: "dark" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/first-order?api=kseries");
  await page.getByText("Waiting for your order").waitFor();
  await look("first-order-kseries");
  const { client_id: id, client_secret: secret } = servery.kseries;
  const env = { CLIENT_ID: id, CLIENT_SECRET: secret };
  for (const name of ["See where you are", "Say where you hear of your orders", "Place an order"]) {
    expect(await shell(await codeIn(page, `${name}: curl`), env)).toMatch(/^HTTP\/1.1 200/);
  }
  await page.getByText("Your order is at the venue").waitFor();
  await page.getByText("OAuth token").click();
  await page.getByText("Open the sign-in").waitFor();
  const token = await servery.token(3_600, 2, 5678, { api: "kseries" });
  await page.getByLabel("Access token of the answer").fill(token);
  const keep = await codeIn(page, "Keep the token: shell");
  const answer = await shell(`${keep}\n${await codeIn(page, "See where you are: curl")}`);
  expect(answer).toMatch(/^HTTP\/1.1 200/);
  await look("first-order-oauth");
  expectClean(window);
});

test("VU-04 the sandbox answers what comes in, pays and completes it, and stops with its page", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/sandbox");
  await page.getByLabel("Seconds until then").fill("0");
  await page.getByRole("switch", { name: "Pay and complete them" }).click();
  await page.getByLabel("Seconds after they were taken").fill("1");
  await look("sandbox-stopped");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Running").waitFor();
  const lines = [{ product_id: servery.ids.product_ids[0] }];
  const order = await servery.order({ status: "SUBMITTED", lines });
  const log = page.getByRole("log");
  await log.getByText(`${order["sale_number"]} was accepted.`).waitFor();
  await log.getByText(`${order["sale_number"]} was paid and completed.`).waitFor();
  const status = async (id: number): Promise<string> =>
    (await servery.get(`orders/${id}.json`)).json<{ status: string }>().status;
  expect(await status(order["id"] as number)).toBe("COMPLETE");

  await page.getByLabel("How many sample orders").fill("2");
  await page.getByRole("button", { name: "Send them in" }).click();
  await log.getByText("2 sample orders came in.").waitFor();
  await log
    .getByText(/was accepted/)
    .nth(2)
    .waitFor();
  await page.getByRole("combobox", { name: "Incoming orders" }).click();
  await page.getByRole("option", { name: "Reject all" }).click();
  const other = await servery.order({ status: "SUBMITTED", lines });
  await log.getByText(`${other["sale_number"]} was rejected.`).waitFor();
  await look("sandbox");
  await page.goto("/office/developer/request-log");
  const third = await servery.order({ status: "SUBMITTED", lines });
  await page.waitForTimeout(2_500);
  expect(await status(third["id"] as number)).toBe("SUBMITTED");
  expectClean(window);
});

test("VU-04 the sandbox closes the site, takes a register offline, and lets an item run out", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "phone" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/sandbox");
  const operator = await servery.operator("owner");
  const site = servery.ids.site_id;
  await page.getByRole("switch", { name: /^Open/ }).click();
  await page.getByRole("log").getByText("The site was closed.").waitFor();
  expect((await operator(`sites/${site}/ordering`)).json()).toMatchObject({ sales_period: "CLOSED", ready: false });
  await page.getByText("Takes no orders").waitFor();
  const [register] = (await operator(`registers?site_id=${site}`)).json<Json[]>();
  await page.getByRole("switch", { name: new RegExp(`^${register.name}`) }).click();
  await page
    .getByRole("log")
    .getByText(new RegExp(`^${register.name} is (?:on|off)line`))
    .waitFor();
  expect((await operator(`registers/${register.id}`)).json()).toMatchObject({ online: !register.online });
  await page.getByRole("combobox", { name: "Item" }).click();
  await page.getByRole("option", { name: "Flat white" }).click();
  await page.getByRole("button", { name: "Ran out" }).click();
  await page.getByRole("list", { name: "What is short" }).getByText("none left").waitFor();
  const [short] = (await operator(`sites/${site}/restrictions`)).json<Json[]>();
  expect(short).toMatchObject({ name: "Flat white", count: 0 });
  await look("sandbox-doors");
  await page.getByRole("button", { name: "Flat white is there again" }).click();
  await page.getByRole("list", { name: "What is short" }).waitFor({ state: "hidden" });
  expectClean(window);
});

test("VU-04 a connected app is removed and connected again; whoever serves sees none of the developer pages", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/connected-apps");
  await page.getByRole("button", { name: "Remove Demo add-on" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Connect Demo add-on again" }).waitFor();
  expect((await servery.get("sites.json")).status).toBe(401);
  await look("connected-apps");
  await page.getByRole("button", { name: "Connect Demo add-on again" }).click();
  await page.getByRole("button", { name: "Remove Demo add-on" }).waitFor();
  expect((await servery.get("sites.json")).status).toBe(200);

  const staff = await openWindow(servery, { size: "desktop" });
  await openOffice(staff, servery, "/developer/sandbox", "barista");
  await staff.page.getByText("This page is not for your role").waitFor();
  expect(await staff.page.getByRole("link", { name: "Webhook log" }).count()).toBe(0);
  expectClean(window);
});
