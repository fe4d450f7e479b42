import { describe, expect, it } from "vitest";
import { METHOD } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { button, line, orderAs, venueOrder } from "../support/selling.ts";

describe("giving money back at the register", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
  ] as const) {
    it(`VU-01 chosen lines of a sale are given back in cash, and no more than was sold, on a ${size}`, async () => {
      const servery = await openScreens();
      const sale = await venueOrder(servery, {
        lines: [line("Cola", { quantity: 3, unit_price_inc_tax: 3.34 }), line("Hot chips")],
        payments: [{ method_id: METHOD.card, amount: 20.02 }],
      });
      expect(sale.status).toBe("COMPLETE");
      const window = await openRegister(servery, { size, scheme, at: `/order/${sale.id}` });
      const { page, look } = window;
      await look("pos-order-complete");
      await button(page, "Refund").click();
      const dialog = page.getByRole("dialog", { name: `Refund of ${sale.sale_number}` });
      await button(dialog, "One Cola more").click();
      await button(dialog, "One Cola more").click();
      await button(dialog, "Cash").click();
      await dialog.getByText("$6.68 in coins is $6.70.").waitFor();
      await dialog.getByLabel("Reason").fill("Flat");
      await look("pos-refund");
      await button(dialog, "Refund $6.70").click();
      await page.getByText("Given back").first().waitFor();
      await look("pos-refund-done");

      const id = Number(/order\/(\d+)/.exec(page.url())![1]);
      const staff = await as(servery, "barista", "pin");
      const refund = await orderAs(staff, id);
      expect(refund).toMatchObject({ status: "COMPLETE", total: -6.68, original_order_id: sale.id, notes: "Flat" });
      expect(refund.lines).toMatchObject([{ quantity: -2 }]);

      await page.getByRole("link", { name: "The sale" }).click();
      await button(page, "Refund").click();
      await dialog.getByText("2 given back").waitFor();
      await button(dialog, "All of it").click();
      await button(dialog, "EFTPOS").click();
      await button(dialog, "Refund $13.34").click();
      await page.getByText("-$13.34").first().waitFor();
      await page.getByRole("link", { name: "The sale" }).click();
      await button(page, "Refund").click();
      await dialog.getByText("All of it was given back").waitFor();
      await look("pos-refund-none");
      expectClean(window);
    }, 90_000);
  }

  it("KO-31 a sale that only its app may be paid for goes back through that app, and the others say why", async () => {
    const servery = await openScreens();
    const { id } = await servery.order({
      status: "COMPLETE",
      lines: [line("Cola")],
      payments: [{ method_id: METHOD.app, amount: 5 }],
      lock: ["APP_PAYMENT"],
    });
    const window = await openRegister(servery, { at: `/order/${id}` });
    const { page, look } = window;
    await button(page, "Refund").click();
    const ways = page.getByRole("group", { name: "Give back by" });
    const cash = ways.getByRole("button", { name: /^Cash\s*Demo add-on gives it back itself$/ });
    await cash.waitFor();
    expect(await cash.isDisabled()).toBe(true);
    expect(await button(ways, "Demo app").getAttribute("aria-pressed")).toBe("true");
    await look("pos-refund-app-only");
    await button(page, "All of it").click();
    await button(page, "Refund $5.00").click();
    await page.getByText("Given back").first().waitFor();
    expectClean(window);
  }, 60_000);
});
