import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { openKitchen } from "../support/kitchen.ts";
import { openOffice } from "../support/office.ts";
import { openRegister } from "../support/register.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";
import { button } from "../support/selling.ts";
import type { Json } from "../support/servery.ts";

/** An endpoint of an integrator, and what came in at it. */
const receiver = async (): Promise<{ url: string; bodies: Json[] }> => {
  const bodies: Json[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      bodies.push(JSON.parse(Buffer.concat(parts).toString()));
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, bodies };
};

test("VU-01 VU-02 VU-03 VU-04 an order arrives from an app, rings, is accepted, cooked, bumped, paid and completed, and its webhooks and invoice can be seen", async () => {
  const servery = await openScreens();
  const { url, bodies } = await receiver();
  const hook = await servery.post("webhooks", { topic: "orders/completed", address: url, format: "json" });
  expect(hook.status, hook.text).toBe(201);

  const register = await openRegister(servery);
  const kitchen = await openKitchen(servery, { stations: ["Kitchen"], size: "desktop", scheme: "dark" });
  await register.page.keyboard.press("Shift"); // lets it sound

  const order = await servery.order({
    status: "SUBMITTED",
    order_type: "Dine in",
    callback_uri: url,
    lines: [
      { product_id: productIdOf("Tram burger"), quantity: 2 },
      { product_id: productIdOf("Cola"), quantity: 1 },
    ],
  });
  const notice = register.page.getByRole("alert", { name: "New orders" });
  await notice.waitFor();
  await expect.poll(() => register.page.evaluate<number>("window.serverySounds ?? 0")).toBeGreaterThan(0);
  expect(await kitchen.page.locator("article").count()).toBe(0);

  await button(notice, "Open").click();
  await button(register.page, /^Accept/).click();
  const ticket = kitchen.page.locator("article", { hasText: order.sale_number });
  await ticket.waitFor();
  await ticket.getByRole("button", { name: /^Bump/ }).click();
  await ticket.waitFor({ state: "detached" });

  await register.page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: /^Orders/ })
    .click();
  await register.page
    .getByRole("link", { name: new RegExp(order.sale_number) })
    .first()
    .click();
  await register.page.getByRole("heading", { level: 1 }).waitFor();
  await button(register.page, /^Pay/)
    .or(register.page.getByRole("link", { name: /^Pay/ }))
    .first()
    .click();
  await register.page.getByRole("region", { name: "Take a payment" }).waitFor();
  await button(register.page, "Cash").click();
  await button(register.page, /^Take \$/).click();
  await register.page.getByRole("heading", { name: "Paid" }).waitFor();
  await button(register.page, "Complete the order").click();
  await expect.poll(async () => (await servery.get(`orders/${order.id}`)).json().status).toBe("COMPLETE");
  await expect.poll(() => bodies.map(({ status }) => status)).toEqual(expect.arrayContaining(["ACCEPTED", "COMPLETE"]));

  const office = await openWindow(servery, { size: "desktop" });
  await openOffice(office, servery, `/developer/webhook-log?order_id=${order.id}`);
  const rows = office.page.getByRole("table").locator("tbody tr");
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(2);
  await office.look("story-webhook-log");
  await office.page.goto(`/office/sales/${order.id}`);
  const link = office.page.getByRole("link", { name: "Invoice PDF" });
  const invoice = await office.context.request.get((await link.getAttribute("href")) ?? "");
  expect(invoice.headers()["content-type"]).toBe("application/pdf");
  expect((await invoice.body()).subarray(0, 5).toString()).toBe("%PDF-");
  expectClean(register);
  expectClean(kitchen);
  expectClean(office);
}, 120_000);
