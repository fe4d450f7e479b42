import type { Locator, Page } from "playwright-core";
import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { type Operator, as } from "../operator/support.ts";
import type { Json, TestServery } from "./servery.ts";

/** What tests of taking and paying orders at the register share. */

/** Products that nothing is asked about when they are added, with their prices at the first site. */
export const PLAIN = {
  croissant: "Butter croissant",
  lamington: "Lamington",
  muffin: "Blueberry muffin",
  cake: "Carrot cake",
} as const;

/** Puts products on the order that is being taken, by typing their names. */
export const ring = async (page: Page, ...names: readonly string[]): Promise<void> => {
  const search = page.getByRole("searchbox", { name: "Search the menu" });
  for (const name of names) {
    await search.fill(name);
    await search.press("Enter");
  }
};

export const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole("button", { name });

/** Goes to pay what is on the order. */
export const toPay = async (page: Page): Promise<void> => {
  await button(page, /^Pay/).click();
  await page.getByRole("region", { name: "Take a payment" }).waitFor();
};

/** All orders of the first site with a status, as the venue's people see them, the oldest first. */
export const ordersAt = async (
  servery: TestServery,
  ...statuses: readonly ("complete" | "pending" | "on_hold" | "accepted" | "submitted")[]
): Promise<readonly Json[]> => {
  const staff = await as(servery, "barista", "pin");
  const rows: Json[] = [];
  for (const status of statuses) {
    rows.push(...(await staff(`sites/${servery.ids.site_id}/orders/${status}`)).json<Json[]>());
  }
  return rows.sort((a, b) => a.id - b.id);
};

export const orderAs = async (staff: Operator, id: number): Promise<Json> => (await staff(`orders/${id}`)).json();

/** A line of an order by the product's name. */
export const line = (name: string, more: object = {}): object => ({
  product_id: productIdOf(name),
  quantity: 1,
  ...more,
});

/** An order of the venue itself, as another register would have made it. Answers its full record. */
export const venueOrder = async (servery: TestServery, body: object): Promise<Json> => {
  const staff = await as(servery, "waiter", "pin");
  const made = await staff("orders", {
    method: "POST",
    body: { site_id: servery.ids.site_id, status: "PENDING", ...body },
  });
  if (made.status !== 201) throw new Error(`order refused: ${made.status} ${made.text}`);
  return (await staff(made.headers.get("location")!)).json();
};
