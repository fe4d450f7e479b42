import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { as, signIn, staffIdOf } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { LOOKS, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test opens a server and walks through several pages.
vi.setConfig({ testTimeout: 120_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

test("VU-03 somebody new is added with a login and a PIN, and signs in with the password that was shown once", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/people", "owner");
  await button(page, "Add person").click();
  await page.getByRole("textbox", { name: "First name" }).fill("Noor");
  await page.getByRole("textbox", { name: "Last name" }).fill("Haddad");
  await page.getByRole("form").getByRole("button", { name: "Add person" }).click();
  await page.waitForURL(/people\/\d+/);
  await button(page, "Give a login").click();
  const dialog = page.getByRole("dialog", { name: "A login for Noor Haddad" });
  await dialog.getByRole("textbox", { name: "Username" }).fill("MANAGER");
  await dialog.getByRole("button", { name: "Make one" }).click();
  const password = await dialog.getByRole("textbox", { name: "Password" }).inputValue();
  await dialog.getByRole("button", { name: "Give the login" }).click();
  await dialog.getByText(/is taken, choose another one/i).waitFor();
  await look("office-person-login");
  await dialog.getByRole("textbox", { name: "Username" }).fill("noor");
  await dialog.getByRole("button", { name: "Give the login" }).click();
  await page.getByText("Noor Haddad can sign in.").waitFor();
  await dialog.waitFor({ state: "hidden" });
  expect(await signIn(servery, "noor", password)).toBe(201);
  expect(await page.getByText(password).count()).toBe(0);

  await button(page, "Set a PIN").click();
  const pins = page.getByRole("dialog", { name: "A PIN for Noor Haddad" });
  await pins.getByRole("textbox", { name: "PIN" }).fill("1234");
  await pins.getByRole("button", { name: "Set PIN" }).click();
  await pins.getByText(/must be harder to guess/i).waitFor();
  await pins.getByRole("textbox", { name: "PIN" }).fill("7391");
  await pins.getByRole("button", { name: "Set PIN" }).click();
  await page.getByRole("region", { name: "Signing in" }).getByText("Set", { exact: true }).waitFor();
  await look("office-person-signs-in");

  await page.getByRole("switch", { name: "Can sign in" }).click();
  await page
    .getByRole("dialog", { name: /Switch off/ })
    .getByRole("button", { name: "Switch off" })
    .click();
  await page.getByText("Noor Haddad cannot sign in any more.").waitFor();
  expect(await signIn(servery, "noor", password)).toBe(401);
  await page.goto("/office/people?q=noor");
  await page.getByText("Switched off").waitFor();
  expectClean(window);
});

test("VU-03 a manager sees why an owner is not theirs to manage, and gives no role but staff", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/people/${staffIdOf("owner")}`, "manager");
  await page.getByText(/Managers manage people of the role staff only/).waitFor();
  expect(await button(page, "Set a new password").count()).toBe(0);
  expect(await page.getByRole("switch", { name: "Can sign in" }).isDisabled()).toBe(true);
  await look("office-person-above");
  await page.goto(`/office/people/${staffIdOf("barista")}`);
  await page.getByRole("combobox", { name: "Role" }).click();
  expect(await page.getByRole("option", { name: "Owner" }).getAttribute("data-combobox-disabled")).toBe("true");
  expect(await page.getByRole("option", { name: "Staff" }).getAttribute("data-combobox-disabled")).toBeNull();
  await page.keyboard.press("Escape");
  await page.goto(`/office/people/${staffIdOf("manager")}`);
  await page.getByRole("link", { name: "your account page" }).waitFor();
  expectClean(window);
});

test("VU-03 somebody is signed out everywhere, and gets a new password that works", async () => {
  const servery = await openScreens();
  const barista = await as(servery, "barista");
  const window = await openWindow(servery, { size: "tablet" });
  const { page } = window;
  await openOffice(window, servery, `/people/${staffIdOf("barista")}`, "manager");
  expect((await barista("/admin/api/session")).status).toBe(200);
  await button(page, "Sign out everywhere").click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByText(/is signed out everywhere/).waitFor();
  expect((await barista("/admin/api/session")).status).toBe(401);
  await button(page, "Set a new password").click();
  const dialog = page.getByRole("dialog", { name: /^A new password/ });
  await dialog.getByRole("textbox", { name: "Password" }).fill("short");
  await dialog.getByRole("button", { name: "Set password" }).click();
  await dialog.getByText(/must have at least 10 characters/i).waitFor();
  await dialog.getByRole("textbox", { name: "Password" }).fill("a-new-grinder-77");
  await dialog.getByRole("button", { name: "Set password" }).click();
  await page.getByText(/has a new password/).waitFor();
  expect(await signIn(servery, "barista", "a-new-grinder-77")).toBe(201);
  expectClean(window);
});

test.each(LOOKS)("VU-03 people and roles are accessible and fit their window: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/people");
  await page.getByText("barista").first().waitFor();
  await look("office-people");
  await page.goto(`/office/people/${staffIdOf("barista")}`);
  await button(page, "Set a new password").waitFor();
  await look("office-person");
  expect(window.found).toEqual([]);
});
