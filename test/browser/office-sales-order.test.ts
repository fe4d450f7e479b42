import { expect, test } from "vitest";
import { METHOD, SITE, menu, productIdOf } from "../domain/menu.ts";
import { type Operator, as } from "../operator/support.ts";
import { openOffice } from "../support/office.ts";
import { type Size, expectClean, openScreens, openWindow } from "../support/screens.ts";
import type { Json, TestServery } from "../support/servery.ts";

const LONG = { timeout: 180_000 };
const dollars = (amount: number): string => amount.toLocaleString("en-AU", { style: "currency", currency: "AUD" });

/** A sale with a discount, a fixed change, two taxes and a tip/service, paid by two. */
const sell = async (servery: TestServery, me: Operator): Promise<Json> => {
  const made = await me("orders", {
    method: "POST",
    body: {
      site_id: SITE.fitzroy,
      status: "PENDING",
      customer_id: servery.ids.customer_id,
      order_type: "Dine in",
      notes: "By the window, please",
      price_variation: 0.9,
      tip_service_percent: 10,
      lines: [
        { product_id: menu.chips, quantity: 3, notes: "extra salt" },
        { product_id: menu.lagerPot, price_fixed_variation: -0.5 },
      ],
      options: [{ product_id: productIdOf("Flat white") }],
    },
  });
  expect(made.status, made.text).toBe(201);
  const location = made.headers.get("location")!;
  const { payable } = (await me(location)).json();
  for (const [method_id, amount] of [
    [METHOD.cash, 5],
    [METHOD.card, Math.round((payable - 5) * 100) / 100],
  ]) {
    const paid = await me(`${location}/payments`, { method: "POST", body: { method_id, amount } });
    expect(paid.status, paid.text).toBeLessThan(300);
  }
  await me(location, { method: "PUT", body: { status: "COMPLETE" } });
  const order = (await me(location)).json();
  expect(order.status).toBe("COMPLETE");
  return order;
};

test("VU-03 an order shows its facts, every cent of it adds up, and its refund is linked both ways", LONG, async () => {
  const servery = await openScreens();
  const me = await as(servery, "owner");
  const order = await sell(servery, me);
  const window = await openWindow(servery, { size: "desktop" });
  const { page, context } = window;
  await openOffice(window, servery, `/sales/${order.id}`);
  const lines = page.getByRole("table", { name: "Lines" });
  await lines.getByText(order.lines[0].product.name).waitFor();
  await lines.getByText("extra salt").waitFor();
  await page.getByText("By the window, please").waitFor();
  await page.getByText(dollars(order.payable), { exact: true }).first().waitFor();

  await page.getByRole("tab", { name: "Every cent" }).click();
  await page.waitForURL(/tab=cents/);
  const right = page.locator("li[data-right]");
  await expect.poll(() => right.count(), { timeout: 15_000 }).toBe(3);
  expect(await right.first().innerText()).toContain(dollars(order.total));
  await page.getByRole("button", { name: "Open all" }).click();
  const { lines: explained } = (await me(`orders/${order.id}/explain`)).json();
  for (const { name, steps } of explained) {
    const table = page.getByRole("table", { name: `Steps of ${name}` });
    expect(await table.locator("tbody tr").count()).toBe(steps.length);
  }
  await page.getByText("Discount or surcharge of the order").first().waitFor();

  await page.getByRole("tab", { name: "Time line" }).click();
  const events = (await me(`orders/${order.id}/timeline`)).json<{ says: string }[]>();
  await expect
    .poll(() => page.locator("ol > li").filter({ hasText: /./ }).count())
    .toBeGreaterThanOrEqual(events.length);
  await page.getByText(events.at(-1)!.says).first().waitFor();

  await page.getByRole("button", { name: "Receipt" }).click();
  const receipt = page.getByRole("dialog", { name: `Receipt ${order.sale_number}` });
  await receipt.getByText(order.sale_id).waitFor();
  await page.keyboard.press("Escape");
  const pdf = await page.getByRole("link", { name: "Invoice PDF" }).getAttribute("href");
  const answer = await context.request.get(pdf!);
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);

  const refund = await me(`orders/${order.id}/refund`, {
    method: "POST",
    body: {
      lines: [{ line_id: order.lines[1].line_id, quantity: 1 }],
      payments: [{ method_id: METHOD.cash, amount: order.lines[1].line_total_inc_tax }],
    },
  });
  expect(refund.status, refund.text).toBe(201);
  const number = refund.json<{ sale_number: string }>().sale_number;
  await page.goto(`/office/sales/${order.id}`);
  await page.getByRole("link", { name: number }).click();
  await page.getByRole("heading", { level: 1, name: `Refund ${number}` }).waitFor();
  await page.getByRole("link", { name: `Order ${order.sale_number}` }).click();
  await page.getByRole("heading", { level: 1, name: `Order ${order.sale_number}` }).waitFor();
  expectClean(window);
});

test("VU-03 an order that changes elsewhere changes on its page, and one that is not there says so", LONG, async () => {
  const servery = await openScreens();
  const order = await servery.order({ status: "ON_HOLD", lines: [{ product_id: menu.chips }] });
  const window = await openWindow(servery, { size: "tablet" });
  const { page } = window;
  await openOffice(window, servery, `/sales/${order.id}`);
  await page.getByText("Nothing was paid yet.").waitFor();
  await page.getByText("On hold", { exact: true }).waitFor();
  const changed = await servery.put(`orders/${order.id}`, { status: "ACCEPTED" });
  expect(changed.status, changed.text).toBeLessThan(300);
  await page.getByText("Accepted", { exact: true }).waitFor();
  await page.goto("/office/sales/123456");
  await page.getByRole("heading", { level: 1, name: "No such order" }).waitFor();
  await window.look("office-order-none");
  expectClean(window);
});

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
])(
  "VU-03 every part of an order is accessible and fits its window: %s, %s",
  { timeout: 180_000 },
  async (size, scheme) => {
    const servery = await openScreens();
    const order = await sell(servery, await as(servery, "owner"));
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, `/sales/${order.id}`);
    await page.getByRole("table", { name: "Lines" }).waitFor();
    await look("office-order");
    await page.getByRole("tab", { name: "Every cent" }).click();
    await page.getByRole("button", { name: "Open all" }).click();
    await look("office-order-cents");
    await page.getByRole("tab", { name: "Time line" }).click();
    await page.getByText("Completed.").first().waitFor();
    await look("office-order-history");
    await page.getByRole("tab", { name: "Webhooks & prints" }).click();
    await page.getByText("No add-on waits to hear of this order.").waitFor();
    await look("office-order-sent");
    await page.getByRole("button", { name: "Receipt" }).click();
    await page.getByRole("dialog").getByText(order.sale_id).waitFor();
    await look("office-order-receipt");
    expect(window.found).toEqual([]);
  },
);
