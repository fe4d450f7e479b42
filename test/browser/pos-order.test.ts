import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { button, line, orderAs, venueOrder } from "../support/selling.ts";
import type { Json, TestServery } from "../support/servery.ts";

const courses = (servery: TestServery): object => ({
  table: "4",
  guests: 2,
  order_type: "Dine in",
  customer_id: servery.ids.customer_id,
  notes: "One of them is allergic to nuts",
  lines: [
    line("Cola", { quantity: 2 }),
    line("Hot chips", { course_name: "Starter", course_ordinal: 1, course_status: "called", notes: "No salt" }),
    line("Poke bowl", { course_name: "Main", course_ordinal: 2, course_status: "uncalled" }),
  ],
});
/** A virtual printer on a free port. */
const VIRTUAL = { env: { SERVERY_VIRTUAL_PRINTER: "0" } };
/** What came out of the virtual printer, the newest last. */
const printed = async (servery: TestServery): Promise<string[]> => {
  const answer = await (await as(servery, "barista", "pin"))("/admin/api/virtual_printer/dockets");
  return answer.json<Json[]>().map(({ text }) => text);
};
const items = (page: Page) => page.getByRole("region", { name: "Items" });
const read = async (servery: TestServery, id: number) => orderAs(await as(servery, "barista", "pin"), id);

describe("the page of an order", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
    ["desktop", "light"],
  ] as const) {
    it(`VU-01 an order shows its courses, people and money; a course is called and held, on a ${size}`, async () => {
      const servery = await openScreens();
      const order = await venueOrder(servery, courses(servery));
      const window = await openRegister(servery, { size, scheme, at: `/order/${order.id}` });
      const { page, look } = window;
      await page.getByRole("heading", { name: "Table 4" }).waitFor();
      await page.getByRole("list", { name: "What happened" }).getByText("Made, waiting for payment.").waitFor();
      for (const text of ["One of them is allergic to nuts", "Dine in", "“No salt”", "$44.00"]) {
        await page.getByText(text).first().waitFor();
      }
      await look("pos-order");
      await button(page, "Call Main").click();
      await expect.poll(async () => (await read(servery, order.id)).lines[2].course_status).toBe("called");
      await button(page, "Hold Starter").click();
      await expect.poll(async () => (await read(servery, order.id)).lines[1].course_status).toBe("uncalled");
      expectClean(window);
    }, 60_000);
  }

  it("VU-01 an order is held, recalled, moved to another table and merged with another one", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { table: "4", lines: [line("Cola")] });
    const other = await venueOrder(servery, { table: "5", lines: [line("Hot chips")] });
    const window = await openRegister(servery, { at: `/order/${order.id}` });
    const { page, look } = window;
    await button(page, "Put on hold").click();
    await button(page, "Recall from hold").click();
    await button(page, "Put on hold").waitFor();
    expect((await read(servery, order.id)).status).toBe("PENDING");

    await button(page, "Change table").click();
    await page.getByRole("dialog", { name: "Which table?" }).getByText("taken").first().waitFor();
    await look("pos-order-transfer");
    await page.getByLabel("Another table").fill("Terrace 9");
    await button(page, "Move").click();
    await page.getByRole("heading", { name: "Table Terrace 9" }).waitFor();

    await button(page, "Merge").click();
    const dialog = page.getByRole("dialog", { name: "Merge into Table Terrace 9" });
    await dialog.getByLabel(/^Table 5/).check();
    await look("pos-order-merge");
    await button(dialog, "Merge $10.00 into it").click();
    await items(page).getByText("Hot chips").waitFor();
    expect(await read(servery, order.id)).toMatchObject({ table: "Terrace 9", total: 15 });
    expect(await read(servery, other.id)).toMatchObject({ deleted: true });
    expectClean(window);
  }, 90_000);

  it("KO-40 an order is deleted with a reason, and stays readable with it", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { lines: [line("Cola")] });
    const window = await openRegister(servery, { size: "phone", at: `/order/${order.id}` });
    const { page, look } = window;
    await button(page, "Delete").click();
    const dialog = page.getByRole("dialog", { name: `Delete ${order.sale_number}?` });
    expect(await button(dialog, "Delete").isDisabled()).toBe(true);
    await button(dialog, "Guest left").click();
    await look("pos-order-delete");
    await button(dialog, "Delete").click();
    await page.getByText("This order was deleted: Guest left").waitFor();
    await items(page).getByText("Cola").waitFor();
    await look("pos-order-deleted");
    expect(await button(page, /^Pay/).count()).toBe(0);
    expect(await read(servery, order.id)).toMatchObject({ deleted: true, delete_reason: "Guest left" });
    expectClean(window);
  }, 60_000);

  it("KO-31 what an app locked is not offered, and the page says what and why; the limit is shown", async () => {
    const servery = await openScreens();
    const order = await servery.order({
      status: "PENDING",
      lines: [line("Cola"), line("Hot chips")],
      lock: ["NEW_LINES", "PAYMENTS", "DELETE"],
      price_limit: 20,
    });
    const window = await openRegister(servery, { at: `/order/${order.id}`, scheme: "dark" });
    const { page, look } = window;
    await page.getByText("Demo add-on locked this. (add items, pay, merge, delete)").waitFor();
    for (const name of ["Add items", /^Pay/, "Merge", "Delete"]) {
      expect(await button(page, name).isDisabled()).toBe(true);
    }
    expect(await button(page, "Split").isEnabled()).toBe(true);
    await page.getByText("$20.00").waitFor();
    await look("pos-order-locked");
    expectClean(window);
  }, 60_000);

  it("VU-01 the bill of an order is shown as text and opened as PDF; dockets of the kitchen are printed again", async () => {
    const servery = await openScreens("sqlite", VIRTUAL);
    const order = await venueOrder(servery, courses(servery));
    const window = await openRegister(servery, { at: `/order/${order.id}` });
    const { page, look } = window;
    await button(page, "Bill").click();
    const bill = page.getByRole("dialog", { name: "Bill" });
    await bill.getByText("Hot chips").waitFor();
    await look("pos-order-bill");
    const mail = (await bill.getByRole("link", { name: "E-mail" }).getAttribute("href"))!;
    expect(decodeURIComponent(mail)).toContain("Poke bowl");
    const opened = page.context().waitForEvent("page");
    const pdf = page.waitForResponse(/receipt\.pdf$/);
    await button(bill, "PDF").click();
    await opened;
    expect((await pdf).headers()["content-type"]).toBe("application/pdf");
    await page.keyboard.press("Escape");
    await button(page, "Dockets").click();
    const dialog = page.getByRole("dialog", { name: "Dockets" });
    const rows = dialog.getByRole("list", { name: "Dockets" }).getByRole("listitem");
    await rows.filter({ hasText: "printed" }).nth(1).waitFor();
    const before = await rows.count();
    const paper = await printed(servery);
    await look("pos-order-dockets");
    await rows.first().getByRole("button", { name: "Print again" }).click();
    await page.getByText("It prints again.").waitFor();
    await rows.nth(before).waitFor();
    await rows.first().getByText("Printed again").waitFor();
    await expect.poll(async () => (await printed(servery)).length).toBe(paper.length + 1);
    expect((await printed(servery)).at(-1)).toContain("REPRINT");
    expectClean(window);
  }, 60_000);

  it("VU-01 a receipt prints on the register's printer, and as any page does where the site has none", async () => {
    const servery = await openScreens("sqlite", VIRTUAL);
    const order = await venueOrder(servery, courses(servery));
    const window = await openRegister(servery, { at: `/order/${order.id}` });
    const { page } = window;
    // The browser's own printing, which nobody answers in a test.
    await page.addInitScript("window.print = () => (top.sheets ??= []).push(document.body.textContent)");
    await page.reload();
    await button(page, "Bill").click();
    const bill = page.getByRole("dialog", { name: "Bill" });
    await bill.getByText("Hot chips").waitFor();
    await button(bill, "Print").click();
    await page.getByText("The receipt prints.").waitFor();
    await expect
      .poll(async () => (await printed(servery)).filter((text) => text.includes(order.sale_number)).length)
      .toBeGreaterThan(0);
    await expect.poll(async () => (await printed(servery)).some((text) => text.includes("$44.00"))).toBe(true);

    const manager = await as(servery, "manager");
    for (const { id } of (await manager(`printers?site_id=${servery.ids.site_id}`)).json<Json[]>()) {
      await manager(`printers/${id}`, { method: "PUT", body: { active: false } });
    }
    const before = (await printed(servery)).length;
    await button(bill, "Print").click();
    await expect.poll(() => page.evaluate("window.sheets?.join()")).toContain("Poke bowl");
    expect(await printed(servery)).toHaveLength(before);
    expectClean(window);
  }, 60_000);

  it("VU-01 an order that is not there, and one that cannot be reached, say so", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { at: "/order/99999999" });
    const { page, look } = window;
    await page.getByText("There is no such order").waitFor();
    await look("pos-order-none");
    expect(window.found).toEqual([]);
  }, 60_000);
});
