import { expect, test } from "vitest";
import { openOffice } from "../support/office.ts";
import { LOOKS, openScreens, openWindow } from "../support/screens.ts";

/** Every page of records: its list, one that is there, and a new one. */
const LISTS = [
  ["/products", "Products"],
  ["/categories", "Categories"],
  ["/option-sets", "Option sets"],
  ["/production-notes", "Production notes"],
  ["/price-lists", "Price lists"],
  ["/taxes", "Taxes"],
  ["/taxes/groups", "Tax groups"],
  ["/sites", "Sites"],
  ["/registers", "Registers & devices"],
  ["/payment-methods", "Payment methods"],
  ["/discounts", "Discounts"],
  ["/order-profiles", "Order profiles"],
  ["/reject-reasons", "Reject reasons"],
  ["/customers", "Customers"],
] as const;

/** Kinds with parts of their own besides plain fields: what is looked at in every size and look. */
const SPECIAL: readonly string[] = ["/products", "/option-sets", "/price-lists", "/registers", "/customers"];

test.each(LOOKS)(
  "VU-03 lists and editors of records are accessible and fit their window: %s, %s",
  { timeout: 240_000 },
  async (size, scheme) => {
    const servery = await openScreens();
    await servery.post("customers", { first_name: "Ada", last_name: "Quill", email: "ada@guests.example" });
    const window = await openWindow(servery, { size, scheme });
    const { page, look } = window;
    await openOffice(window, servery, "/company");
    await page.getByRole("textbox", { name: "Name", exact: true }).waitFor();
    await look("office-company");
    const everything = size === "desktop" && scheme === "light";
    for (const [path, title] of LISTS.filter(([path]) => everything || SPECIAL.includes(path))) {
      const name = path.slice(1).replaceAll("/", "-");
      await page.goto(`/office${path}`);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      const first = page.locator("#content [data-go]").first();
      const empty = page.getByText(/^No .* yet$/);
      await first.or(empty).first().waitFor();
      await look(`office-${name}`);
      if (await first.isVisible()) {
        await first.getByRole("link").first().click();
        await page.getByRole("form").first().waitFor();
        await page.waitForLoadState("networkidle");
        await look(`office-${name}-edit`);
      }
      if (!everything) continue;
      await page.goto(`/office${path}/new`);
      await page.getByRole("form").first().waitFor();
      await page.waitForLoadState("networkidle");
      await look(`office-${name}-new`);
    }
    for (const tab of ["prices", "options", "sites", "online"]) {
      await page.goto(`/office/products/${servery.ids.product_ids.at(-1)}?tab=${tab}`);
      await page.getByRole("form").first().waitFor();
      await page.waitForLoadState("networkidle");
      await look(`office-product-${tab}`);
    }
    await page.goto("/office/products/import");
    await page.getByRole("button", { name: "Choose a file" }).waitFor();
    await look("office-import");
    expect(window.found).toEqual([]);
  },
);
