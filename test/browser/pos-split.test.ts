import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { SET } from "../../src/demo/ids.ts";
import { as } from "../operator/support.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import { button, line, orderAs, ordersAt, venueOrder } from "../support/selling.ts";

describe("splitting an order at the register", () => {
  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
  ] as const) {
    it(`VU-01 items are dealt over bills by taps; they keep who they are and nothing prints twice, on a ${size}`, async () => {
      const servery = await openScreens();
      const order = await venueOrder(servery, {
        table: "4",
        guests: 3,
        lines: [line("Cola", { quantity: 3 }), line("Hot chips"), line("Lamington", { quantity: 1 })],
        options: [
          {
            product_id: productIdOf("Toast & spreads"),
            option_sets: [{ option_set_id: SET.bread, options: [{ product_id: productIdOf("Sourdough") }] }],
          },
        ],
      });
      const manager = await as(servery, "manager");
      const prints = async (): Promise<number> =>
        (await manager(`print_jobs?order_id=${order.id}`)).json<unknown[]>().length;
      await expect.poll(prints).toBeGreaterThan(0);
      const printed = await prints();

      const window = await openRegister(servery, { size, scheme, at: `/order/${order.id}` });
      const { page, look } = window;
      await button(page, "Split").click();
      const dialog = page.getByRole("dialog", { name: "Split the order" });
      expect(await button(dialog, "Split").last().isDisabled()).toBe(true);
      await button(dialog, "One for each of 3 guests").click();
      const stays = dialog.getByRole("region", { name: "Stays" });
      const second = dialog.getByRole("region", { name: "Bill 2" });
      const third = dialog.getByRole("region", { name: "Bill 3" });
      await stays.getByRole("button", { name: /^\d Cola/ }).click();
      await stays.getByRole("button", { name: /Toast & spreads/ }).click();
      await third.getByRole("button", { name: /^Bill 3/ }).click();
      await stays.getByRole("button", { name: /^\d Cola/ }).click();
      await button(stays, "Share Lamington over all bills").click();
      await second.getByText("1/3").waitFor();
      await look("pos-split");
      await dialog.getByRole("button", { name: "Split", exact: true }).click();
      const made = page.getByRole("dialog", { name: "The bills" });
      await made.getByRole("listitem").nth(2).waitFor();
      await look("pos-split-made");

      const orders = await ordersAt(servery, "pending");
      expect(orders).toHaveLength(3);
      const staff = await as(servery, "barista", "pin");
      const all = await Promise.all(orders.map(({ id }) => orderAs(staff, id)));
      const cents = all.reduce((sum, { total }) => sum + Math.round(total * 100), 0);
      expect(cents).toBe(Math.round(order.total * 100));
      expect(all.every(({ table }) => table === "4")).toBe(true);
      expect(all.map(({ guests }) => guests)).toEqual([1, 1, 1]);
      const moved = all.slice(1).flatMap(({ lines }) => lines.map((one: { line_id: string }) => one.line_id));
      const toast = order.lines.find((one: { product: { name: string } }) => one.product.name === "Toast & spreads");
      expect(moved).toContain(toast.line_id);
      await page.waitForTimeout(1_000);
      const jobs = await Promise.all(all.map(({ id }) => manager(`print_jobs?order_id=${id}`)));
      expect(jobs.reduce((sum, answer) => sum + answer.json<unknown[]>().length, 0)).toBe(printed);

      await button(made, /^Pay/).nth(1).click();
      await page.getByRole("region", { name: "Take a payment" }).waitFor();
      expectClean(window);
    }, 90_000);
  }

  it("VU-01 an item is dragged to another bill as a whole", async () => {
    const servery = await openScreens();
    const order = await venueOrder(servery, { lines: [line("Cola", { quantity: 2 }), line("Hot chips")] });
    const window = await openRegister(servery, { size: "desktop", at: `/order/${order.id}` });
    const { page } = window;
    await button(page, "Split").click();
    const dialog = page.getByRole("dialog", { name: "Split the order" });
    const bill = dialog.getByRole("region", { name: "Bill 2" });
    await dialog.getByRole("button", { name: /^2 Cola/ }).dragTo(bill);
    await bill.getByRole("button", { name: /^2 Cola/ }).waitFor();
    await dialog.getByRole("button", { name: "Split", exact: true }).click();
    await page.getByRole("dialog", { name: "The bills" }).waitFor();
    const [kept, made] = await ordersAt(servery, "pending");
    expect([kept.total, made.total]).toEqual([10, 10]);
    expectClean(window);
  }, 60_000);
});
