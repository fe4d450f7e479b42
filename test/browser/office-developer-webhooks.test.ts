import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Receiver, register, until } from "../dialects/kounta/webhooks-receiver.ts";
import { openOffice } from "../support/office.ts";
import { expectClean, openScreens, openWindow } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

/** Some of these go through a whole page's life. */
vi.setConfig({ testTimeout: 120_000 });

const receiver = new Receiver();
beforeAll(async () => {
  await receiver.open();
}, 120_000);
afterAll(async () => {
  await receiver.close();
}, 60_000);

const complete = (servery: TestServery) =>
  servery.order({ status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0] }] });

test("VU-04 a webhook that was sent stands in the log by itself, with its exact bytes, headers and answer", async () => {
  const servery = await openScreens();
  await register(servery, { topic: "orders/completed", address: `${receiver.url}/log` });
  receiver.reply("/log", () => ({ status: 202, headers: { "x-thanks": "much" }, body: '{"taken":true}' }));
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/webhook-log");
  await page.getByText("Nothing was sent yet").waitFor();
  await look("webhook-log-empty");

  const order = await complete(servery);
  const [got] = await receiver.soon("/log");
  await page.getByRole("link", { name: "orders/completed" }).first().waitFor();
  await page.getByRole("cell", { name: "202" }).waitFor();
  await page.getByRole("combobox", { name: "Answer" }).click();
  await page.getByRole("option", { name: "5xx: failed" }).click();
  await page.getByText("No delivery is like that").waitFor();
  expect(new URL(page.url()).searchParams.get("status")).toBe("5xx");
  await page.goto("/office/developer/webhook-log?status=202");
  await page.getByRole("cell", { name: "202" }).waitFor();
  expect(await page.getByRole("combobox", { name: "Answer" }).inputValue()).toBe("202");
  await look("webhook-log");
  await page.getByRole("link", { name: "orders/completed" }).first().click();

  const body = page.getByRole("figure", { name: "Body that is sent" }).locator("code");
  await page.getByRole("radiogroup", { name: "How to show body that is sent" }).getByText("Exact bytes").click();
  expect(Buffer.from((await body.textContent()) ?? "")).toEqual(got!.body);
  await page
    .getByText(got!.body.length < 1_000 ? `${got!.body.length} bytes` : "kB")
    .first()
    .waitFor();
  const sent = page.getByLabel("Request headers of attempt 1");
  expect(await sent.textContent()).toContain(String(got!.headers["webhook-signature"]));
  expect(await page.getByLabel("Answer headers of attempt 1").textContent()).toContain("x-thanksmuch");
  expect(await page.getByRole("figure", { name: "Answer to attempt 1" }).textContent()).toContain('"taken": true');
  expect(await page.getByRole("main").textContent()).toContain(String(order["id"]));
  await look("webhook-delivery");
  expectClean(window);
});

test("VU-04 a receiver that fails shows every attempt and the next one; sent again elsewhere it arrives with the same bytes", async () => {
  const servery = await openScreens();
  await register(servery, { topic: "orders/completed", address: `${receiver.url}/down` });
  receiver.reply("/down", () => ({ status: 503, body: "come back later" }));
  await complete(servery);
  const [failed] = await receiver.soon("/down");
  const window = await openWindow(servery, { size: "desktop", scheme: "dark" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/webhook-log?state=waiting");
  await page.getByRole("link", { name: "orders/completed" }).first().click();
  await page.getByText(/^Next attempt in /).waitFor();
  await page.getByText("come back later").first().waitFor();
  await look("webhook-delivery-failing");

  await page.getByRole("button", { name: "Send again" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("To another address").fill("ftp://nowhere");
  await dialog.getByRole("button", { name: "Send again" }).click();
  await dialog.getByText("The address must begin with http:// or https://.").waitFor();
  await dialog.getByLabel("To another address").fill(`${receiver.url}/up`);
  await dialog.getByRole("button", { name: "Send again" }).click();
  const [again] = await receiver.soon("/up");
  expect(again!.body).toEqual(failed!.body);
  expect(again!.headers["webhook-id"]).toBe(failed!.headers["webhook-id"]);
  await page.getByRole("heading", { level: 1 }).getByText("Delivered").waitFor();

  // Many at once: chosen in the list.
  receiver.reply("/down", () => ({ status: 200 }));
  await page.goto("/office/developer/webhook-log");
  await page.getByLabel("Select all on this page").check();
  await page.getByText("2 chosen").waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByLabel("To another address").fill(`${receiver.url}/many`);
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  await receiver.soon("/many", 2);
  await page.getByText("2 are on their way.").waitFor();
  // A range: all that the filters show.
  await page.getByRole("combobox", { name: "Time" }).click();
  await page.getByRole("option", { name: "Last hour" }).click();
  await page.getByRole("button", { name: "Send all of these again" }).click();
  await page.getByLabel("To another address").fill(`${receiver.url}/range`);
  await page.getByRole("dialog").getByRole("button", { name: "Send again" }).click();
  await receiver.soon("/range");
  expectClean(window);
});

test("VU-04 a webhook is made, tried with a test event, changed, switched off and on, and deleted in the office", async () => {
  const servery = await openScreens();
  const window = await openWindow(servery, { size: "desktop" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/webhook-log/webhooks");
  await page.getByRole("button", { name: "Create webhook" }).first().click();
  const form = page.getByRole("form", { name: "Create webhook" });
  await form.getByRole("button", { name: "Create webhook" }).click();
  await form.getByText("This is needed.").first().waitFor();
  await form.getByLabel(/^Address/).fill("ftp://nowhere");
  await form.getByRole("button", { name: "Create webhook" }).click();
  await form.getByText("The address must begin with http:// or https://.").waitFor();
  await look("webhook-form-error");
  await form.getByLabel(/^Address/).fill(`${receiver.url}/made`);
  await form.getByRole("button", { name: "Add a header" }).click();
  await form.getByLabel("Name of header 1").fill("X-Api-Key");
  await form.getByLabel("Value of header 1").fill("for-the-receiver");
  await form.getByRole("button", { name: "Create webhook" }).click();

  const drawer = page.getByRole("dialog", { name: "orders/completed" });
  await drawer.getByText("Every site").waitFor();
  await look("webhook-drawer");
  await servery.order({ notes: "the sample", status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0] }] });
  await receiver.soon("/made");
  await drawer.getByRole("button", { name: "Send test event" }).click();
  const [, sample] = await receiver.soon("/made", 2);
  expect(sample!.headers["x-servery-test"]).toBe("true");
  expect(sample!.headers["x-api-key"]).toBe("for-the-receiver");
  expect(sample!.json.test).toBe(true);
  await page.waitForURL(/webhook-log\/\d+$/);
  await page.getByText("Test event", { exact: true }).waitFor();

  await page.goBack();
  await drawer.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("form", { name: "Edit webhook" });
  await edit.getByLabel(/^Address/).fill(`${receiver.url}/moved`);
  await edit.getByRole("button", { name: "Save" }).click();
  await drawer.getByText(`${receiver.url}/moved`).waitFor();
  await drawer.getByRole("switch", { name: "Switched on" }).click();
  await drawer.getByText("Nothing is sent").waitFor();
  const [webhook] = (await servery.get("webhooks")).json<{ active: boolean; headers: object }[]>();
  expect(webhook).toMatchObject({ active: false, headers: { "X-Api-Key": "for-the-receiver" } });
  await drawer.getByRole("switch", { name: "Switched on" }).click();
  await drawer.getByText("Nothing is sent").waitFor({ state: "hidden" });
  await drawer.getByRole("button", { name: "Edit" }).click();
  await edit.getByRole("button", { name: "Delete" }).click();
  await page.getByText("No webhooks yet").waitFor();
  expectClean(window);
});

test("VU-04 a receiver that is gone is a notice, until somebody has seen it", async () => {
  const servery = await openScreens();
  await register(servery, { topic: "orders/completed", address: `${receiver.url}/gone` });
  receiver.reply("/gone", () => ({ status: 410 }));
  await complete(servery);
  await receiver.soon("/gone");
  const operator = await servery.operator("owner");
  await until(async () => (await operator("notices")).json<unknown[]>().length === 1, "the notice");
  const window = await openWindow(servery, { size: "tablet" });
  const { page, look } = window;
  await openOffice(window, servery, "/developer/webhook-log/notices");
  await page.getByText("A webhook was switched off.").waitFor();
  await look("webhook-notices");
  await page.getByRole("button", { name: "Seen" }).click();
  await page.getByRole("button", { name: "Seen" }).waitFor({ state: "hidden" });
  expect((await operator("notices")).json()).toMatchObject([{ kind: "webhook_disabled", seen_at: expect.any(String) }]);
  await page.getByRole("link", { name: "Look at it" }).click();
  await page.getByText("Its receiver answered 410: it wants nothing more.").waitFor();
  expectClean(window);
});
