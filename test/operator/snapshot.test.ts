import { expect, test } from "vitest";
import { setAvailability } from "../../src/commands/set-availability.ts";
import { Catalogue } from "../../src/domain/catalogue/catalogue.ts";
import { demoData } from "../../src/demo/demo.ts";
import { snapshotOf } from "../../src/dialects/kounta/operator/snapshot.ts";
import { SnapshotOut } from "../../src/dialects/kounta/operator/snapshot-shape.ts";
import type { ProductId, SiteId } from "../../src/domain/ids.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { METHOD } from "../domain/menu.ts";
import { FITZROY, FLAT_WHITE, LATTE, SOUTHBANK } from "./goods-support.ts";
import { as } from "./support.ts";

onEveryEngine("the snapshot for registers", (servery) => {
  const ask = async (site: number, headers: Record<string, string> = {}) =>
    (await as(servery(), "barista", "pin"))(`sites/${site}/snapshot`, { headers });
  const put = async (path: string, body: unknown) => (await as(servery(), "owner"))(path, { method: "PUT", body });
  const one = (list: readonly Json[], id: number): Json => list.find((entry) => entry.id === id);

  test("VU-03 the snapshot has all that a register sells with, as it is documented", async () => {
    const answer = await ask(FITZROY);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    const shot = answer.json();
    expect(SnapshotOut.strict().parse(shot)).toEqual(shot);
    expect(shot.company).toEqual({
      id: 5678,
      name: expect.any(String),
      currency: "AUD",
      timezone: "Australia/Melbourne",
    });
    expect(shot.site).toMatchObject({ id: FITZROY, code: expect.any(String), price_list_id: 301 });
    expect(shot.registers.map(({ id }: Json) => id)).toEqual([16, 17]);
    expect(shot.staff).toContainEqual({ id: 732849, name: expect.stringContaining(" ") });
    expect(shot.staff.some(({ id }: Json) => id === 732850)).toBe(false); // she works at the other site
    expect(one(shot.products, FLAT_WHITE)).toMatchObject({
      name: "Flat white",
      docket_name: "FW",
      sku: "COF-FLW",
      price: 4.9,
      price_ex_tax: 4.454545,
      tax_ids: [829],
      category_ids: [5101],
      option_set_ids: [2102, 2101],
      available: true,
      left: null,
      open_price: false,
    });
    expect(one(shot.products, FLAT_WHITE).modifiers).toContainEqual(
      expect.objectContaining({ name: "Extra shot", price: 0.7 }),
    );
    expect(one(shot.option_sets, 2101).options.length).toBeGreaterThan(1);
    expect(shot.menus.map(({ name }: Json) => name)).toEqual(["All day", "Takeaway"]);
    expect(one(shot.taxes, 829)).toMatchObject({ code: "GST", rate: 0.1 });
    expect(one(shot.discounts, 2381)).toMatchObject({ code: "FRIENDS", percent: 10, amount: null });
    expect(one(shot.payment_methods, METHOD.app)).toMatchObject({ name: "Demo app", addon_id: 1 });
    expect(one(shot.payment_methods, METHOD.cash)).toMatchObject({ kind: "cash", addon_id: null });
    expect(shot.floor_plans.map(({ id }: Json) => id)).toEqual([2391, 2392]);
    expect(shot.account_profiles.map(({ code }: Json) => code)).not.toContain("HAPPYHOUR");
    expect(shot.order_types).toContain("Dine in");
    for (const kind of ["categories", "production_instructions", "payment_methods", "reject_reasons", "price_lists"]) {
      expect(shot[kind].length, kind).toBeGreaterThan(0);
    }
  });

  test("VU-03 the snapshot has each site's own prices, and of other price lists what differs", async () => {
    const [here, there] = [(await ask(FITZROY)).json(), (await ask(SOUTHBANK)).json()];
    const list = one(here.price_lists, 302).prices as Record<string, number>;
    const [id, price] = Object.entries(list)[0]!;
    expect(one(there.products, Number(id)).price).toBe(price);
    expect(one(here.products, Number(id)).price).not.toBe(price);
    expect(one(there.price_lists, 302).prices).toEqual({});
    expect(one(there.price_lists, 301).prices[id]).toBe(one(here.products, Number(id)).price);
  });

  test("VU-03 what a site does not sell is in no part of its snapshot", async () => {
    const milk = (await ask(FITZROY)).json().option_sets.find(({ id }: Json) => id === 2101).options[0].product_id;
    await put(`products/${LATTE}`, { sites: [{ site_id: FITZROY, sold: false }] });
    await put(`products/${milk}`, { sites: [{ site_id: FITZROY, sold: false }] });
    const [here, there] = [await ask(FITZROY), await ask(SOUTHBANK)];
    expect(one(here.json().products, LATTE)).toBe(undefined);
    for (const gone of [LATTE, milk]) {
      expect(here.text).not.toMatch(new RegExp(`"(?:id|product_id)":${gone}[,}]`));
      expect(there.text).toMatch(new RegExp(`"(?:id|product_id)":${gone}[,}]`));
    }
    await put(`products/${LATTE}`, { sites: [{ site_id: FITZROY, sold: null }] });
    await put(`products/${milk}`, { sites: [{ site_id: FITZROY, sold: null }] });
  });

  test("VU-03 the snapshot is sent again only when something changed: the set-up, or what is left", async () => {
    const first = await ask(FITZROY);
    const etag = first.headers.get("etag")!;
    const same = await ask(FITZROY, { "if-none-match": etag });
    expect([same.status, same.text, same.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await ask(SOUTHBANK, { "if-none-match": etag })).status).toBe(200); // it is another site's

    await put(`products/${FLAT_WHITE}`, { price: { amount: "5.2" } });
    const priced = await ask(FITZROY, { "if-none-match": etag });
    expect([priced.status, one(priced.json().products, FLAT_WHITE).price]).toEqual([200, 5.2]);
    expect(priced.json().version).toBeGreaterThan(first.json().version);

    const { storage, company } = servery();
    await setAvailability(storage)(company, FLAT_WHITE as ProductId, FITZROY as SiteId, 9);
    const counted = await ask(FITZROY);
    expect(one(counted.json().products, FLAT_WHITE)).toMatchObject({ available: true, left: 9 });
    const { countdown } = (await storage.reads(company).catalogue()).product(FLAT_WHITE as ProductId)!.sites[FITZROY]!;
    await storage.transact(company, async (tx) => {
      for (let n = 0; n < 4; n++) await tx.count(`countdown ${countdown!.id}`);
      return { ok: true, value: null };
    });
    const sold = await ask(FITZROY, { "if-none-match": counted.headers.get("etag")! });
    expect([sold.status, one(sold.json().products, FLAT_WHITE).left]).toEqual([200, 5]);
    expect(sold.json().version).toBe(counted.json().version);
  });

  test("VU-03 a snapshot is for who takes orders at the venue, of one's own sites", async () => {
    expect((await ask(990)).status).toBe(404);
    expect((await servery().ask(`/admin/api/companies/5678/sites/${FITZROY}/snapshot`)).status).toBe(403);
    expect((await servery().ask(`/admin/api/companies/5678/sites/${FITZROY}/snapshot`, { auth: null })).status).toBe(
      401,
    );
  });
});

test("VU-03 a snapshot of five thousand products takes no longer than a moment", () => {
  const demo = new Catalogue().after(demoData(0).records, 1);
  const flat = demo.product(FLAT_WHITE as ProductId)!;
  const many = Array.from({ length: 5_000 }, (_, i) => ({
    ...flat,
    id: (900_000 + i) as ProductId,
    name: `Product ${i}`,
  }));
  const catalogue = demo.after(
    many.map((record) => ({ kind: "product" as const, id: record.id, record })),
    2,
  );
  const began = performance.now();
  const shot = snapshotOf(catalogue, catalogue.site(FITZROY as SiteId)!);
  expect(shot.products.length).toBeGreaterThan(5_000);
  expect(performance.now() - began).toBeLessThan(1_000);
});
