import { describe, expect, it } from "vitest";
import { Screen } from "../operator/kitchen-support.ts";
import { as } from "../operator/support.ts";
import { newestOrder } from "../support/orders.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { PLAIN, button, ring, toPay } from "../support/selling.ts";
import type { Json } from "../support/servery.ts";

describe("VU-01 courses and money taken", () => {
  it("VU-01 a burger with options in a held course is held in the kitchen, with its modifiers as such", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page } = window;
    const dialog = page.getByRole("dialog");
    await button(page, /^Course of new lines/).click();
    await page.getByRole("menuitem", { name: "Main" }).click();
    await ring(page, "Tram burger");
    await dialog.getByRole("checkbox", { name: /^Bacon rasher/ }).click();
    await dialog
      .getByRole("group", { name: "Modifiers" })
      .getByRole("checkbox", { name: /^BBQ sauce/ })
      .click();
    await dialog.locator('button[type="submit"]').click();
    const order = page.getByRole("region", { name: "Order", exact: true });
    const total = await order.locator("dd").last().innerText();
    await order.getByRole("button", { name: "Send" }).click();
    const made = await newestOrder(servery, ({ options }) => options.length === 1);
    expect(`$${made.payable.toFixed(2)}`).toBe(total);
    const [burger] = made.lines as Json[];
    expect([burger.notes, burger.modifier_details.map(({ name }: Json) => name)]).toEqual([null, ["BBQ sauce"]]);
    const [course] = (await new Screen(await as(servery, "manager")).ticket(made)).courses;
    expect(course).toMatchObject({ ordinal: 2, name: "Main", held: true });
    expectClean(window);
  }, 60_000);

  it("VU-01 clearing an order that money was taken for asks first, and says what to give back", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery);
    const { page, look } = window;
    const clear = async (): Promise<void> => {
      await button(page, "More about this order").click();
      await page.getByRole("menuitem", { name: "Clear the order" }).click();
    };
    await ring(page, PLAIN.croissant);
    await clear();
    await page.getByText("Nothing on the order yet").waitFor();
    await ring(page, PLAIN.croissant, PLAIN.lamington);
    await toPay(page);
    await page.getByText("Amount", { exact: true }).click();
    await page.getByLabel("Amount in AUD").fill("1.03");
    await button(page, "EFTPOS").click();
    await button(page, "Approved").click();
    await page.getByText("goes out with the order").waitFor();
    await page.goto("/pos");
    await button(page, "Pay $9.47").waitFor();
    await clear();
    const asks = page.getByRole("dialog", { name: "Money was taken for this order" });
    await asks.getByText("$1.03").waitFor();
    await look("pos-clear-with-money");
    await button(asks, "Keep it").click();
    await asks.waitFor({ state: "detached" });
    await page.getByRole("region", { name: "Order", exact: true }).getByText(PLAIN.lamington).first().waitFor();
    await clear();
    await button(asks, "Clear the order").click();
    await page.getByText("Nothing on the order yet").waitFor();
    expectClean(window);
  }, 60_000);
});
