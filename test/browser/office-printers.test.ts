import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { LOOKS, expectClean, openScreens, openWindow } from "../support/screens.ts";

// Each test opens a server and walks through several pages.
vi.setConfig({ testTimeout: 120_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const WITH_PRINTER = { env: { SERVERY_VIRTUAL_PRINTER: "0" } };
type Job = { id: number; state: string; kind: string };

test("VU-03 a printer that takes no connection says so, and what waits for it is moved to another one", async () => {
  const servery = await openScreens("sqlite", WITH_PRINTER);
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/printers?site=${servery.ids.site_id}`, "manager");
  await button(page, "Add printer").click();
  const form = page.getByRole("form", { name: "New printer" });
  await form.getByRole("button", { name: "Add printer" }).click();
  await form.getByText("This is needed.").first().waitFor();
  await look("office-printer-missing");
  await form.getByRole("textbox", { name: "Name" }).fill("Garden bar");
  await form.getByRole("textbox", { name: "Host" }).fill("http://127.0.0.1/");
  await form.getByRole("button", { name: "Add printer" }).click();
  await form.getByText(/must be a host name or an IP address/i).waitFor();
  await form.getByRole("textbox", { name: "Host" }).fill("127.0.0.1");
  await form.getByRole("textbox", { name: "Port" }).fill("1");
  await form.getByRole("button", { name: "Add printer" }).click();
  await button(page, "Test print on Garden bar").click();
  await page.getByText(/^It takes no connection\. 1 docket waits\.$/).waitFor();
  await look("office-printer-trouble");
  await button(page, "Move what waits for Garden bar").click();
  const dialog = page.getByRole("dialog", { name: "Move what waits for Garden bar" });
  await look("office-printer-move");
  await dialog.getByRole("button", { name: "Move", exact: true }).click();
  await page.getByText("1 docket was moved.").waitFor();
  await expect
    .poll(async () => (await manager("print_jobs")).json<Job[]>().map(({ state }) => state), { timeout: 10_000 })
    .toEqual(["printed"]);
  expectClean(window);
});

test("VU-02 a test print comes out of the virtual printer as a picture, and one without paper waits until it is taken back", async () => {
  const servery = await openScreens("sqlite", WITH_PRINTER);
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, "/printers/virtual", "manager");
  await page.getByText("Nothing came out yet").waitFor();
  await manager("printers/401/test", { method: "POST", body: {} });
  const picture = page.getByRole("img", { name: /Fitzroy bar/ });
  await picture.waitFor();
  await expect
    .poll(() => picture.evaluate((image) => (image as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(200);
  await page.getByText("No paper", { exact: true }).click();
  await look("office-printer-virtual");
  await manager("printers/401/test", { method: "POST", body: {} });
  await page.getByRole("link", { name: "Printers", exact: true }).click();
  await page.getByText(/^It is out of paper\. 1 docket waits\.$/).waitFor();
  await page.getByRole("link", { name: "What was printed" }).click();
  await page.getByRole("button", { name: "Test print" }).first().click();
  const drawer = page.getByRole("dialog", { name: "Test print" });
  await drawer
    .getByText(/Fitzroy bar/)
    .first()
    .waitFor();
  await look("office-print-job");
  await drawer.getByRole("button", { name: "Take it back" }).click();
  await page.getByText("It will not be printed.").waitFor();
  expect((await manager("print_jobs?state=cancelled")).json<Job[]>()).toHaveLength(1);
  expectClean(window);
});

test("VU-02 the docket of an order is looked at and printed again, marked as a reprint", async () => {
  const servery = await openScreens("sqlite", WITH_PRINTER);
  const manager = await as(servery, "manager");
  await servery.order({ status: "PENDING", lines: [{ product_id: productIdOf("Flat white"), quantity: 2 }] });
  await expect
    .poll(async () => (await manager("print_jobs?state=printed")).json<Job[]>().length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  const window = await openWindow(servery, { size: "desktop" });
  const { page } = window;
  await openOffice(window, servery, "/printers/jobs?state=printed", "manager");
  await page.getByRole("button", { name: "Order docket" }).first().click();
  await page.getByRole("dialog", { name: "Order docket" }).getByRole("button", { name: "Reprint" }).click();
  await page.getByText("It is printed again, marked as a reprint.").waitFor();
  await expect
    .poll(async () => (await manager("print_jobs")).json<Job[]>().filter(({ kind }) => kind === "reprint").length)
    .toBe(1);
  expectClean(window);
});

test("VU-03 a print rule is added, changed and removed; a register gets another printer for receipts, and none", async () => {
  const servery = await openScreens();
  const manager = await as(servery, "manager");
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, `/printers/rules?site=${servery.ids.site_id}`, "manager");
  await button(page, "Add rule").click();
  const form = page.getByRole("form", { name: "Print rule" });
  await form.getByRole("textbox", { name: "Station" }).fill("Pastry");
  await form.getByRole("checkbox", { name: "Complete" }).uncheck();
  await look("office-print-rule-new");
  await form.getByRole("button", { name: "Add rule" }).click();
  await button(page, "Pastry").click();
  await form.getByRole("textbox", { name: "Copies" }).fill("2");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("2 copies").waitFor();
  type Rule = { station: string; statuses: string[]; copies: number };
  const pastry = async () => (await manager("print_rules")).json<Rule[]>().find(({ station }) => station === "Pastry");
  expect(await pastry()).toMatchObject({ statuses: ["ON_HOLD", "ACCEPTED", "PENDING"], copies: 2 });
  await button(page, "Pastry").click();
  await form.getByRole("button", { name: "Remove" }).click();
  await page
    .getByRole("dialog", { name: /^Remove the rule/ })
    .getByRole("button", { name: "Remove" })
    .click();
  await button(page, "Pastry").waitFor({ state: "hidden" });
  expect(await pastry()).toBeUndefined();
  const register = `registers/${servery.ids.register_id}`;
  await page.goto(`/office/${register}`);
  const printer = page.getByRole("combobox", { name: "Receipts print on" });
  await expect.poll(() => printer.inputValue()).toBe("Fitzroy receipts");
  await look("office-register-printer");
  await printer.click();
  expect(await page.getByRole("option").allInnerTexts()).toEqual([
    "Any of the site that is at no station",
    "Fitzroy bar",
    "Fitzroy kitchen",
    "Fitzroy pass",
    "Fitzroy receipts",
  ]);
  await page.getByRole("option", { name: "Fitzroy pass" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").first().waitFor();
  expect((await manager(register)).json()).toMatchObject({ receipt_printer_id: 403 });
  await printer.click();
  await page.getByRole("option", { name: "Any of the site that is at no station" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await manager(register)).json<{ receipt_printer_id: number | null }>().receipt_printer_id)
    .toBeNull();
  expectClean(window);
});

test.each(LOOKS)("VU-03 pages about printing are accessible and fit their window: %s, %s", async (size, scheme) => {
  const servery = await openScreens();
  await servery.order({ status: "PENDING", lines: [{ product_id: productIdOf("Flat white"), quantity: 2 }] });
  const window = await openWindow(servery, { size, scheme });
  const { page, look } = window;
  await openOffice(window, servery, "/printers");
  await page.getByText("Fitzroy bar").waitFor();
  await look("office-printers");
  await page.goto("/office/printers/rules");
  await page.getByText("Everything").first().waitFor();
  await page.waitForLoadState("networkidle");
  await look("office-print-rules");
  await page.goto("/office/printers/jobs");
  await page.getByText("Order docket").first().waitFor();
  await look("office-print-jobs");
  await page.goto("/office/printers/virtual");
  await page.getByText("The virtual printer is switched off on this server").waitFor();
  await look("office-printer-virtual-off");
  expect(window.found).toEqual([]);
});
