import { afterAll, beforeAll, expect, test } from "vitest";
import { Receiver, register } from "../dialects/kounta/webhooks-receiver.ts";
import { openOffice } from "../support/office.ts";
import { type Size, openScreens, openWindow } from "../support/screens.ts";

const receiver = new Receiver();
beforeAll(async () => {
  await receiver.open();
}, 120_000);
afterAll(async () => {
  await receiver.close();
}, 60_000);

const PAGES = [
  ["/developer/first-order", "Waiting for your order"],
  ["/developer/add-ons", "Demo add-on"],
  ["/developer/add-ons/1", "Token tester"],
  ["/developer/add-ons/new", "Not added yet"],
  ["/developer/connected-apps", "Demo add-on"],
  ["/developer/webhook-log", "orders/completed"],
  ["/developer/webhook-log/1", "Request headers"],
  ["/developer/webhook-log/webhooks", "orders/completed"],
  ["/developer/webhook-log/webhooks?webhook=1", "Switched on"],
  ["/developer/webhook-log/notices", "No notices"],
  ["/developer/request-log", "/v1/companies/5678/orders"],
  ["/developer/reference?q=create%20an%20order&op=orders.create", "Idempotency-Key"],
  ["/developer/sandbox", "The people at the counter"],
] as const;

test.each<[Size, "light" | "dark"]>([
  ["desktop", "light"],
  ["tablet", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
])(
  "VU-04 every developer page is accessible and fits its window: %s, %s",
  { timeout: 240_000 },
  async (size, scheme) => {
    const servery = await openScreens();
    await register(servery, { topic: "orders/completed", address: `${receiver.url}/look` });
    await servery.order({ status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0] }] });
    await receiver.soon("/look");
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, "/developer/first-order");
    for (const [path, words] of PAGES) {
      await page.goto(`/office${path}`);
      await page.getByText(words).or(page.getByLabel(words)).first().waitFor();
      await look(`developer${path.replace("/developer", "").replaceAll(/[^a-z0-9]+/g, "-")}`);
    }
    await page.goto("/office/developer/request-log");
    await page.getByRole("link", { name: /orders$/ }).click();
    await page.getByRole("figure", { name: "curl" }).waitFor();
    await look("developer-request");
    expect(window.found).toEqual([]);
  },
);
