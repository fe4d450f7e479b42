import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { METHOD } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { REGISTER, openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

/** A paid sale of Hot chips at the register, $10.00 each. */
const sell = async (servery: TestServery, quantity: number, methodId: number): Promise<void> => {
  await servery.order({
    register_id: REGISTER.id,
    status: "COMPLETE",
    lines: [{ product_id: productIdOf("Hot chips"), quantity }],
    payments: [{ method_id: methodId, amount: 10 * quantity }],
  });
};
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

describe("the till at the register", () => {
  for (const size of ["tablet", "phone"] as const) {
    it(`VU-01 a shift begins, has a break and ends, and the server knows, on a ${size}`, async () => {
      const servery = await openScreens();
      const manager = await as(servery, "manager");
      const current = async () =>
        (await manager(`sites/${servery.ids.site_id}/shifts/current`)).json<{ id: number }[]>();
      // The demo's day is on its way.
      for (const { id } of await current()) await manager(`shifts/${id}`, { method: "PUT", body: {} });
      const window = await openRegister(servery, { size, at: "/till" });
      const { page, look } = window;
      await page.getByText("Jun Watanabe has no shift yet").waitFor();
      await look("pos-till-empty");
      await button(page, "Start my shift").click();
      await button(page, "Start a break").click();
      await page.getByText("on a break").waitFor();
      await look("pos-till-break");
      expect(await current()).toMatchObject([{ staff: { name: "Jun Watanabe" }, on_break: true }]);
      await button(page, "End my break").click();
      await button(page, "End my shift").click();
      await page.getByRole("dialog", { name: "End your shift?" }).getByRole("button", { name: "End my shift" }).click();
      await page.getByText("has no shift yet").waitFor();
      expect(await current()).toEqual([]);
      expectClean(window);
    }, 90_000);

    it(`VU-01 cash in and out, the X report, the count and the Z report, on a ${size}`, async () => {
      const servery = await openScreens();
      await sell(servery, 2, METHOD.cash);
      await sell(servery, 3, METHOD.card);
      const window = await openRegister(servery, { size, at: "/till" });
      const { page, look } = window;
      const book = async (kind: string, title: RegExp, amount: string, reason?: string): Promise<void> => {
        await button(page, kind).click();
        const dialog = page.getByRole("dialog", { name: title });
        await dialog.getByLabel("Amount in AUD").fill(amount);
        if (reason !== undefined) await dialog.getByLabel("Reason").fill(reason);
        if (kind === "Cash out") await look("pos-till-cash-dialog");
        await dialog.getByRole("button", { name: "Book" }).click();
        await dialog.waitFor({ state: "hidden" });
      };
      await book("Float", /Float/, "200");
      await book("Cash out", /Take cash out/, "12.5", "Milk from the shop");
      await page.getByText("Cash out: Milk from the shop").waitFor();
      await look("pos-till-cash");

      await page.getByRole("link", { name: "X report" }).click();
      await page.getByRole("row", { name: /Cash/ }).getByText("$207.50").waitFor();
      await page.getByText("$50.00").first().waitFor();
      await look("pos-till-x");

      await page.getByRole("link", { name: "Count and close" }).click();
      await button(page, "Count").click();
      const coins = page.getByRole("dialog", { name: "Count the notes and coins" });
      await coins.getByLabel("$100.00").fill("2");
      await coins.getByLabel("$5.00").fill("1");
      await coins.getByText("$205.00").waitFor();
      await look("pos-till-coins");
      await button(page, "Use this amount").click();
      await page.getByLabel("EFTPOS counted").fill("30");
      await page.getByText("$2.50 short").first().waitFor();
      await look("pos-till-count");
      await button(page, "Close the till").click();
      const sure = page.getByRole("dialog", { name: "Close the till?" });
      await sure.getByRole("button", { name: "Close the till" }).click();
      await page.getByRole("heading", { name: "Z report 1" }).waitFor();
      await look("pos-till-z");
      const manager = await as(servery, "manager");
      const made = (await manager(`registers/${REGISTER.id}/z_reports/1`)).json();
      expect(made).toMatchObject({ number: 1, net: 50, orders: 2 });
      expect(made.tenders.find((tender: { kind: string }) => tender.kind === "cash")).toMatchObject({
        expected: 207.5,
        counted: 205,
        difference: -2.5,
      });
      const opened = page.waitForResponse(/z_reports\/1\.pdf$/);
      await button(page, "PDF").click();
      const pdf = await opened;
      expect([pdf.status(), await pdf.headerValue("content-type")]).toEqual([200, "application/pdf"]);
      await button(page, "Print").click();
      await page.getByText("The report is on its way to the printer.").waitFor();
      const jobs = (await manager("print_jobs")).json<{ kind: string; printer_name: string }[]>();
      expect(jobs.filter(({ kind }) => kind === "report")).toMatchObject([{ printer_name: "Fitzroy receipts" }]);
      await page.getByRole("link", { name: "All closes" }).click();
      await page.getByRole("link", { name: /Z 1/ }).waitFor();
      await look("pos-till-closes");
      expectClean(window);
    }, 120_000);
  }

  it("VU-01 the till in the dark", async () => {
    const servery = await openScreens();
    await sell(servery, 2, METHOD.cash);
    const window = await openRegister(servery, { scheme: "dark", at: "/till?show=x" });
    await window.page.getByText("Ways of paying").waitFor();
    await window.look("pos-till-x");
    await window.page.getByRole("link", { name: "Count and close" }).click();
    await window.page.getByText("What is there?").waitFor();
    await window.look("pos-till-count");
    await window.page.getByRole("link", { name: "Past closes" }).click();
    await window.page.getByText("The till was never closed").waitFor();
    await window.look("pos-till-closes");
    expect(window.found).toEqual([]);
  }, 60_000);
});
