import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { staffIdOf } from "../operator/support.ts";
import { REGISTER, openRegister, pins } from "../support/register.ts";
import { expectClean, openScreens } from "../support/screens.ts";
import type { TestServery } from "../support/servery.ts";

/** The files of the screen are on the device: from now on it opens without a network. */
const atHand = (page: Page): Promise<unknown> => page.evaluate("navigator.serviceWorker.ready.then(() => true)");
const atWork = (page: Page) => page.getByRole("navigation", { name: "Pages" });

/** Writes something down to be sent, as the pages that take orders do; the register hears of it by itself. */
const waits = (page: Page, servery: TestServery, item: object): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const open = indexedDB.open("servery-register");
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const work = open.result.transaction("outgoing", "readwrite");
      work.objectStore("outgoing").add(${JSON.stringify({
        scope: `${servery.company}.${servery.ids.site_id}`,
        path: "orders",
        label: "Order, 1 item",
        amount: 1000,
        madeAt: Date.now(),
        triedAt: null,
        refused: null,
        ...item,
      })});
      work.oncomplete = () => { open.result.close(); resolve(); };
      work.onerror = () => reject(work.error);
    };
  })`);
const chips = (key: string, product: number = productIdOf("Hot chips")): object => ({
  key,
  group: key,
  body: { register_id: REGISTER.id, status: "ON_HOLD", lines: [{ product_id: product, quantity: 1 }] },
});
const countOf = async (servery: TestServery): Promise<number> =>
  (await servery.get("orders/on_hold")).json<unknown[]>().length;

describe("the register without a network", () => {
  for (const size of ["tablet", "phone"] as const) {
    it(`VU-01 a reload without a network opens the register with its session and menu, on a ${size}`, async () => {
      const servery = await openScreens();
      const window = await openRegister(servery, { size });
      const { page, context, look } = window;
      await atHand(page);
      await page.getByText("Live").waitFor({ state: "attached" });
      await context.setOffline(true);
      await page.reload();
      await atWork(page).waitFor();
      await page.getByText("Offline. You can go on taking orders.").waitFor();
      await look("pos-offline");
      // Its pages are there too, and say what they cannot do.
      for (const [link, says] of [
        ["Till", "The server cannot be reached"],
        ["Waiting", "Everything is sent"],
      ] as const) {
        await atWork(page).getByRole("link", { name: link }).click();
        await page.getByText(says).first().waitFor();
      }
      await page.reload();
      await page.getByText("Everything is sent").waitFor();
      await context.setOffline(false);
      await page.getByText("Offline.").waitFor({ state: "hidden" });
      expect(window.found).toEqual([]);
    }, 90_000);
  }

  it("VU-01 what waits is told, survives a reload, is sent once when the network is back", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { at: "/waiting" });
    const { page, context, look } = window;
    await atHand(page);
    await context.setOffline(true);
    await page.reload();
    await page.getByText("Everything is sent").waitFor();
    for (const key of ["one", "two", "three"]) await waits(page, servery, chips(key));
    await page.reload();
    await page.getByText("Offline. 3 orders wait. They are sent by themselves.").waitFor();
    await look("pos-waiting");
    expect(await countOf(servery)).toBe(0);
    await context.setOffline(false);
    await page.getByText("Everything is sent").waitFor();
    expect(await countOf(servery)).toBe(3);
    expectClean(window);
  }, 90_000);

  for (const [size, scheme] of [
    ["tablet", "light"],
    ["phone", "dark"],
  ] as const) {
    it(`VU-01 what the server refused stays with the reason, is sent again or given up, on a ${size}`, async () => {
      const servery = await openScreens();
      const window = await openRegister(servery, { at: "/waiting", size, scheme });
      const { page, look } = window;
      await page.getByText("Everything is sent").waitFor();
      await waits(page, servery, chips("bad", 1));
      await waits(page, servery, chips("good"));
      await page.reload();
      await page.getByText("Refused.").waitFor();
      await expect.poll(() => countOf(servery)).toBe(1);
      await look("pos-waiting-refused");
      await page.getByRole("button", { name: "Send again" }).click();
      await page.getByText("Refused.").waitFor();
      await page.getByRole("button", { name: "Give up" }).click();
      const sure = page.getByRole("dialog", { name: "Give this up?" });
      await sure.getByText("If money was taken for it, give it back.").waitFor();
      await look("pos-waiting-give-up");
      await sure.getByRole("button", { name: "Give up" }).click();
      await page.getByText("Everything is sent").waitFor();
      expect(await countOf(servery)).toBe(1);
      expectClean(window);
    }, 90_000);
  }

  it("VU-01 an order that was refused is opened again to be changed, and waits no more", async () => {
    const servery = await openScreens();
    const { page } = await openRegister(servery, { at: "/waiting" });
    await page.getByText("Everything is sent").waitFor();
    const line = {
      key: "line",
      productId: productIdOf("Hot chips"),
      name: "Hot chips",
      quantity: 1,
      price: 10,
      priced: false,
      modifiers: [],
      sets: [],
      notes: null,
      course: null,
      variation: null,
    };
    const nothing = { guests: null, customer: null, orderType: null, priceListId: null, notes: null };
    const draft = {
      key: "bad",
      lines: [line],
      table: "7",
      variation: null,
      tipService: null,
      startedAt: 1,
      ...nothing,
    };
    await waits(page, servery, { ...chips("bad", 1), draft });
    await page.reload();
    await page.getByRole("button", { name: "Open to change it" }).click();
    await page.waitForURL(/\/pos\/?$/);
    await atWork(page).getByRole("link", { name: "Waiting" }).click();
    await page.getByText("Everything is sent").waitFor();
    const kept = await page.evaluate(`new Promise((resolve) => {
      const open = indexedDB.open("servery-register");
      open.onsuccess = () => {
        const all = open.result.transaction("drafts").objectStore("drafts").getAll();
        all.onsuccess = () => resolve(all.result);
      };
    })`);
    expect(kept).toMatchObject([{ draft: { table: "7", lines: [line] } }]);
    expect(await countOf(servery)).toBe(0);
  }, 60_000);

  it("VU-01 a session that ended asks for the PIN again, and then sends what waited", async () => {
    const servery = await openScreens();
    const window = await openRegister(servery, { at: "/waiting" });
    const { page } = window;
    await page.getByText("Everything is sent").waitFor();
    await servery.storage.access.people.endSessionsOf(servery.company, staffIdOf("barista") as never);
    await waits(page, servery, chips("later"));
    await page.reload();
    await page.getByText("Sign in to send what waits.").waitFor();
    await page.getByRole("button", { name: "Jun Watanabe" }).click();
    await page.keyboard.type(pins.get(staffIdOf("barista"))!);
    await page.keyboard.press("Enter");
    await page.getByText("Everything is sent").waitFor();
    expect(await countOf(servery)).toBe(1);
    expectClean(window);
  }, 90_000);
});
