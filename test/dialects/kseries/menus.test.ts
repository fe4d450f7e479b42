import { expect, test } from "vitest";
import type { CatalogueKind, CatalogueRecords } from "../../../src/domain/catalogue/records.ts";
import type { AddonId, SiteId } from "../../../src/domain/ids.ts";
import { MenuOut } from "../../../src/dialects/kseries/order-and-pay/menu-shape-doc.ts";
import { done } from "../../../src/kit/brand.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP, kseriesClient } from "./kseries.ts";

const [ALL_DAY, TAKEAWAY] = [2301, 2302];
const HUGE = "9765040300495493";

const load = (menu: number | string, site: number | string, query = "", version = 2): string =>
  `/o/op/${version}/menu/load/${menu}?businessLocationId=${site}${query}`;

/** Changes one record of the demo company, as the back office would. */
const change = async <K extends CatalogueKind>(
  { storage, company }: TestServery,
  kind: K,
  id: number,
  facts: Partial<CatalogueRecords[K]>,
): Promise<void> => {
  await storage.change(company, async (tx) => {
    await tx.records.save(kind, { ...tx.catalogue.get(kind, id)!, ...facts });
    return done(null);
  });
};

type Entry = Json;
/** Every item, deal and modifier of a menu, by its SKU, wherever it stands on a screen. */
const entriesOf = (menu: Json): Map<string, Entry> => {
  const walk = (entries: Json[]): [string, Entry][] =>
    entries.flatMap((entry) => (entry["@type"] === "group" ? walk(entry.menuEntry) : [[entry.sku, entry]]));
  return new Map(walk(menu.menuEntryGroups));
};

const commonly = (path: string, status: number, error: string, message: string) => ({
  timestamp: expect.stringMatching(STAMP),
  status,
  error,
  message,
  path: path.split("?")[0],
});

onEveryEngine("K-Series menus", (servery) => {
  test("LO-02 the menus of a location are listed, and no other location's", async () => {
    const get = await kseriesClient(servery());
    const list = async (site: number) => (await get(`/o/op/1/menu/list?businessLocationId=${site}`)).json();
    const allDay = { menuName: "All day", ikentooMenuId: ALL_DAY };
    expect(await list(FITZROY)).toEqual([allDay, { menuName: "Takeaway", ikentooMenuId: TAKEAWAY }]);
    expect(await list(SOUTHBANK)).toEqual([allDay]);
  });

  test("LO-01 a menu has groups within groups, with items and deals in them", async () => {
    const get = await kseriesClient(servery());
    const answer = await get(load(TAKEAWAY, FITZROY, "&richContent=false", 1));
    expect(answer.status).toBe(200);
    const menu = answer.json();
    expect(menu.menuEntryGroups.map((group: Json) => [group["@type"], group.id, group.name, group.color])).toEqual([
      ["group", "2340", "Coffee", "brown"],
      ["group", "2341", "Food", "red"],
      ["group", "2343", "Drinks", "blue"],
    ]);
    const food = menu.menuEntryGroups[1].menuEntry;
    expect(food.map((entry: Json) => [entry["@type"], entry.productName ?? entry.name])).toEqual([
      ["menuDeal", "Meal deal"],
      ["menuDeal", "Tram burger"],
      ["menuItem", "Reuben toastie"],
      ["menuItem", "Poke bowl"],
      ["menuItem", "Hot chips"],
      ["group", "Something sweet"],
    ]);
    expect(food[5].menuEntry.map((entry: Json) => entry.productName)).toContain("Banana bread");
    expect(food[3]).toEqual({
      "@type": "menuItem",
      productName: "Poke bowl",
      productPrice: 24,
      color: "red",
      sku: "LUN-POK",
      customItemNameEnabled: true,
      pricingStrategy: "PRICE_CANNOT_BE_CUSTOMIZED",
      defaultTaxAmount: 2.18,
      defaultTaxPercentage: 10,
      taxIncludedInPrice: true,
      conditionalTaxRules: false,
      taxes: [{ description: "GST", amount: 2.18, percentage: 10 }],
      asSubItem: false,
      productionInstructionList: [],
    });
  });

  test("LO-01 the first generation has both of the names that id and flag were given, the second the later ones", async () => {
    const get = await kseriesClient(servery());
    const head = async (version: number, query: string) => {
      const { menuEntryGroups: _, ...rest } = (await get(load(TAKEAWAY, FITZROY, query, version))).json();
      return rest;
    };
    const both = { menuName: "Takeaway", ikentooMenuId: TAKEAWAY, conditionalTaxRules: false };
    expect(await head(1, "&richContent=false")).toEqual({
      ...both,
      iKentooMenuId: TAKEAWAY,
      richContentMissing: true,
      richDataMissing: true,
    });
    expect(await head(1, "&richContent=TRUE")).toMatchObject({ richContentMissing: false, richDataMissing: false });
    expect(await head(2, "")).toEqual({ ...both, richDataMissing: true });
    expect(await head(2, "&richContent=true")).toEqual({ ...both, richDataMissing: false });
  });

  test("LO-01 a deal has its groups with how many to choose, and what each choice adds to its price", async () => {
    const get = await kseriesClient(servery());
    const deal = entriesOf((await get(load(TAKEAWAY, FITZROY))).json()).get("BUR-DEAL");
    expect([deal["@type"], deal.productPrice, deal.items]).toEqual(["menuDeal", 27, []]);
    const [burger, side] = deal.menuDealGroups;
    const { items, ...selection } = burger;
    expect(selection).toEqual({
      description: "Choose a burger",
      sku: "OS-2112",
      mustSelectAnItem: true,
      multiSelectionPermitted: false,
      minimumSelection: 1,
      maximumSelection: 1,
    });
    expect(items.map((item: Json) => [item["@type"], item.productName, item.productPrice, item.extraPrice])).toEqual([
      ["menuItem", "Tram burger", 0, undefined],
      ["menuItem", "Fried chicken burger", 1, 1],
      ["menuItem", "Halloumi burger", 0, undefined],
      ["menuItem", "Plant burger", 1.5, 1.5],
      ["menuItem", "Double tram burger", 5, 5],
    ]);
    expect([side.mustSelectAnItem, side.minimumSelection, side.maximumSelection]).toEqual([false, 0, 1]);
    const toppings = items[0].menuModifierGroups[0];
    expect([toppings.description, toppings.multiSelectionPermitted, toppings.maximumSelection]).toEqual([
      "Burger toppings",
      true,
      null,
    ]);
    const cheddar = toppings.productModifiers.find((one: Json) => one.productName === "Cheddar");
    expect([cheddar["@type"], cheddar.sku, cheddar.productPrice]).toEqual(["menuProductModifier", "MOD-CHE", 1.5]);
  });

  test("LO-01 the second generation has what an item is offered with; the first marks the item instead", async () => {
    const get = await kseriesClient(servery());
    const chips = async (version: number) =>
      entriesOf((await get(load(TAKEAWAY, FITZROY, "", version))).json()).get("SID-CHI");
    const { menuModifierGroups: groups, ...second } = await chips(2);
    expect(groups).toHaveLength(1);
    const { productModifiers, ...selection } = groups[0];
    expect(selection).toEqual({
      description: "Modifiers",
      sku: "MG-5115",
      mustSelectAnItem: false,
      multiSelectionPermitted: true,
      minimumSelection: 0,
      maximumSelection: null,
    });
    expect(productModifiers.map((one: Json) => [one["@type"], one.productName, one.productPrice])).toEqual([
      ["menuProductModifier", "Aioli", 1.5],
      ["menuProductModifier", "Tomato sauce", 0.5],
    ]);
    expect(second.asSubItem).toBe(false);
    expect(await chips(1)).toEqual({ ...second, asSubItem: true });
  });

  test("LO-01 production instructions stand with the items that they go with, and never cost anything", async () => {
    const get = await kseriesClient(servery());
    const barramundi = entriesOf((await get(load(ALL_DAY, SOUTHBANK, "", 1))).json()).get("MAI-BAR");
    expect(barramundi.productionInstructionList[0]).toEqual({
      multiSelectionPermitted: false,
      productionInstructionGroupName: "Fish cooking",
      productionIntructionGroupId: 2610,
      productionInstructionList: [
        { instruction: "Seared", ikentooModifierId: 2611 },
        { instruction: "Medium", ikentooModifierId: 2612 },
        { instruction: "Cooked through", ikentooModifierId: 2613 },
      ],
    });
  });

  test("LO-01 texts, pictures and allergens come when rich content is asked for, and only then", async () => {
    const get = await kseriesClient(servery());
    const [reuben] = (await servery().get("products?sku=LUN-REU")).json<Json[]>();
    await change(servery(), "product", reuben.id, {
      rich: {
        descriptions: [
          { localeCode: "en", displayName: "The Reuben", description: "Rye, <b>pastrami</b>, kraut" },
          { localeCode: "fr", displayName: null, description: "Pain de seigle" },
        ],
        allergenCodes: ["mustard", "cereals"],
        pictures: { picture: "/pictures/abc.png", preview: null, raw: "https://example.com/raw.jpg" },
        containsAlcohol: false,
        alcoholPercentage: "0.5",
        createdAt: 0,
        updatedAt: 0,
      },
    });
    for (const version of [1, 2]) {
      const plain = entriesOf((await get(load(TAKEAWAY, FITZROY, "&richContent=false", version))).json());
      expect([...plain.values()].filter((entry) => "itemRichData" in entry)).toEqual([]);
      const rich = entriesOf((await get(load(TAKEAWAY, FITZROY, "&richContent=true", version))).json());
      expect(rich.get("LUN-REU").itemRichData).toEqual({
        squareImageUrl: `${servery().url}/pictures/abc.png`,
        rawImageUrl: "https://example.com/raw.jpg",
        containsAlcohol: false,
        alcoholPercentage: 0.5,
        texts: [
          { locale: "en", friendlyDisplayName: "The Reuben", description: "Rye, <b>pastrami</b>, kraut" },
          { locale: "fr", description: "Pain de seigle" },
        ],
        allergenCodes: ["mustard", "cereals"],
      });
      // Nobody has said anything of these but their description, or not even that.
      expect(rich.get("LUN-POK").itemRichData).toEqual({
        texts: [
          {
            locale: "en",
            friendlyDisplayName: "Poke bowl",
            description: "Salmon, brown rice, edamame, pickled ginger.",
          },
        ],
      });
      expect(rich.get("SID-CHI")).not.toHaveProperty("itemRichData");
    }
  });

  test("LO-01 an account profile brings its prices", async () => {
    const get = await kseriesClient(servery());
    const pot = async (query: string) =>
      entriesOf((await get(load(ALL_DAY, SOUTHBANK, query))).json()).get("BEE-LAN-285");
    const usual = await pot("");
    expect([usual.productPrice, usual.defaultTaxAmount, usual.defaultTaxPercentage]).toEqual([7.5, 0.77, 11.5]);
    expect(usual.taxes).toEqual([
      { description: "GST", amount: 0.67, percentage: 10 },
      { description: "Liquor levy", amount: 0.1, percentage: 1.5 },
    ]);
    expect((await pot("&accountProfile=HAPPYHOUR")).productPrice).toBe(5);
    expect(await pot("&accountProfile=LOCALORDER")).toEqual(usual);
    expect(await pot("&accountProfile=")).toEqual(usual);
    const path = load(ALL_DAY, FITZROY, "&accountProfile=HAPPYHOUR");
    const elsewhere = await get(path);
    expect(elsewhere.status).toBe(404);
    expect(elsewhere.json()).toEqual(commonly(path, 404, "Not Found", "account profile not found for HAPPYHOUR"));
  });

  test("LO-01 a modifier on a screen is one in the second generation, and an item that is not sold alone in the first", async () => {
    const get = await kseriesClient(servery());
    const takeaway = (await servery().storage.reads(servery().company).catalogue()).get("menu", TAKEAWAY)!;
    const [shot] = (await servery().get("products?sku=MOD-SHO")).json<Json[]>();
    const screen = {
      id: 2349,
      name: "Extras",
      color: null,
      entries: [{ kind: "product", productId: shot.id, color: null } as const],
    };
    await change(servery(), "menu", TAKEAWAY, { groups: [...takeaway.groups, screen] });
    const extras = async (version: number) =>
      (await get(load(TAKEAWAY, FITZROY, "", version))).json().menuEntryGroups.at(-1);
    expect(await extras(1)).toMatchObject({ menuEntry: [{ "@type": "menuItem", asSubItem: true, sku: "MOD-SHO" }] });
    const second = await extras(2);
    expect(second).not.toHaveProperty("color");
    expect(second.menuEntry[0]["@type"]).toBe("menuProductModifier");
    expect(second.menuEntry[0]).not.toHaveProperty("asSubItem");
    await change(servery(), "menu", TAKEAWAY, { groups: takeaway.groups });
  });

  test("LO-01 every field is documented, at every depth, in both generations", async () => {
    const get = await kseriesClient(servery());
    for (const version of [1, 2] as const) {
      for (const menu of [ALL_DAY, TAKEAWAY]) {
        const answer = await get(load(menu, FITZROY, "&richContent=true", version));
        expect(() => MenuOut[version].parse(answer.json())).not.toThrow();
      }
    }
  });

  test("LO-01 an unchanged menu is not sent again, and a changed product shows at once", async () => {
    const get = await kseriesClient(servery());
    const path = load(TAKEAWAY, FITZROY);
    const first = await get(path);
    const etag = first.headers.get("etag")!;
    const token = await servery().token(60, 2, servery().company, { api: "kseries" });
    const again = () => servery().ask(path, { auth: `Bearer ${token}`, headers: { "if-none-match": etag } });
    expect([(await again()).status, (await again()).text]).toEqual([304, ""]);
    expect((await get(path)).text).toBe(first.text);
    const [chips] = (await servery().get("products?sku=SID-CHI")).json<Json[]>();
    await servery().put(`products/${chips.id}`, { name: "Fat chips" });
    const changed = await again();
    expect([changed.status, entriesOf(changed.json()).get("SID-CHI").productName]).toEqual([200, "Fat chips"]);
    expect(changed.headers.get("etag")).not.toBe(etag);
    await servery().put(`products/${chips.id}`, { name: "Hot chips" });
    expect((await again()).status).toBe(304); // the very bytes of before
  });

  test("LO-01 what a location does not sell is not on its menu", async () => {
    const get = await kseriesClient(servery());
    const names = async (site: number) =>
      [...entriesOf((await get(load(ALL_DAY, site))).json()).values()].map((entry) => entry.productName);
    expect(await names(FITZROY)).toContain("Lamington");
    expect(await names(SOUTHBANK)).not.toContain("Lamington");
    const path = load(TAKEAWAY, SOUTHBANK);
    expect((await get(path)).json()).toEqual(commonly(path, 404, "Not Found", `Menu not found for ${TAKEAWAY}`));
  });

  test("LO-03 the modifiers of a location are its production instructions", async () => {
    const get = await kseriesClient(servery());
    const modifiers = async (site: number) =>
      (await get(`/o/op/1/menu/modifiers?businessLocationId=${site}`)).json<Json[]>();
    const all = await modifiers(FITZROY);
    expect(all.map((list) => [list.productionInstructionGroupName, list.multiSelectionPermitted])).toEqual([
      ["Meat cooking", false],
      ["Fish cooking", false],
      ["Egg cooking", false],
      ["Garnish", false],
      ["In the glass", true],
    ]);
    expect(Object.keys(all[0])).toEqual([
      "multiSelectionPermitted",
      "productionInstructionGroupName",
      "productionIntructionGroupId",
      "productionInstructionList",
    ]);
    expect(all[0].productionInstructionList.slice(0, 2)).toEqual([
      { instruction: "Blue", ikentooModifierId: 2601 },
      { instruction: "Rare", ikentooModifierId: 2602 },
    ]);
    const [barramundi] = (await servery().get("products?sku=MAI-BAR")).json<Json[]>();
    await change(servery(), "product", barramundi.id, { sites: { [SOUTHBANK]: { sold: false } } });
    const there = await modifiers(SOUTHBANK);
    expect(there.map((list) => list.productionInstructionGroupName)).not.toContain("Fish cooking");
    expect(await modifiers(FITZROY)).toEqual(all);
    await change(servery(), "product", barramundi.id, { sites: {} });
  });

  test("LO-04 the discounts of a location have a percentage or an amount, and only those in use are there", async () => {
    const get = await kseriesClient(servery());
    const discounts = async (site: number) => (await get(`/o/op/1/menu/discounts?businessLocationId=${site}`)).json();
    const all = [
      { name: "Friends of the tram", code: "FRIENDS", discountPercentage: 10 },
      { name: "Staff meal", code: "STAFF", discountPercentage: 50 },
      { name: "On the house", code: "HOUSE", discountPercentage: 100 },
      { name: "Five dollars off", code: "FIVE_OFF", discountAmount: 5 },
    ];
    expect(await discounts(FITZROY)).toEqual(all);
    await change(servery(), "discount", 2383, { active: false });
    await change(servery(), "discount", 2382, { siteIds: [FITZROY as SiteId] });
    await change(servery(), "discount", 2381, { percent: "12.5" });
    expect(await discounts(SOUTHBANK)).toEqual([{ ...all[0], discountPercentage: 12.5 }, all[3]]);
  });

  const lists = ["menu/list", "menu/modifiers", "menu/discounts", "menu/load/2301", "onlineOrderReadiness"];
  for (const path of [...lists.map((list) => `/o/op/1/${list}`), "/o/op/2/menu/load/2301"]) {
    test(`LO-05 ${path}: a location that is missing, no number or not there`, async () => {
      const get = await kseriesClient(servery());
      const missing = await get(path);
      expect(missing.status).toBe(400);
      const words = "Required request parameter 'businessLocationId' for method parameter type Long is not present";
      expect(missing.json()).toEqual(commonly(path, 400, "Bad Request", words));
      for (const wrong of ["abc", "", "1.5", "1e3", "9223372036854775808", "823&businessLocationId=824"]) {
        const answer = await get(`${path}?businessLocationId=${wrong}`);
        expect([wrong, answer.status]).toEqual([wrong, 400]);
        const message = expect.stringMatching(/^businessLocationId: must be /);
        expect(answer.json()).toEqual(commonly(path, 400, "Bad Request", message as string));
      }
      for (const huge of [HUGE, "9007199254740993", "9223372036854775807"]) {
        const answer = await get(`${path}?businessLocationId=${huge}`);
        const words404 = `Business Location Not found for ${huge}`;
        expect(answer.json()).toEqual(commonly(path, 404, "Not Found", words404));
      }
    });
  }

  test("LO-05 a menu's id keeps every digit; what is no id, flag or code is refused", async () => {
    const get = await kseriesClient(servery());
    for (const id of [HUGE, "9007199254740993", "997"]) {
      const path = load(id, FITZROY);
      expect((await get(path)).json()).toEqual(commonly(path, 404, "Not Found", `Menu not found for ${id}`));
    }
    expect((await get(load("abc", FITZROY))).status).toBe(404);
    for (const flag of ["yes", "1", "", "true&richContent=false"]) {
      const path = load(ALL_DAY, FITZROY, `&richContent=${flag}`, 1);
      const answer = await get(path);
      expect([flag, answer.status]).toEqual([flag, 400]);
      const message = expect.stringMatching(/^richContent: must be /);
      expect(answer.json()).toEqual(commonly(path, 400, "Bad Request", message as string));
    }
    expect((await get(load(ALL_DAY, FITZROY, "&accountProfile=a&accountProfile=b"))).status).toBe(400);
    expect((await get(load(ALL_DAY, FITZROY, "&unknown=1"))).status).toBe(200);
  });

  test("LO-05 another company's menus and locations are not there", async () => {
    const { other, storage } = servery();
    await storage.access.addons.grant(other.company, 2 as AddonId, null, 0);
    const token = await servery().token(60, 2, other.company, { api: "kseries" });
    const ask = (path: string) => servery().ask(path, { auth: `Bearer ${token}` });
    const own = (await ask("/o/op/1/menu/list?businessLocationId=990")).json();
    expect(own).toEqual([{ menuName: "Menu", ikentooMenuId: 990 }]);
    expect((await ask("/o/op/1/menu/list?businessLocationId=823")).status).toBe(404);
    expect((await ask(load(ALL_DAY, 990))).status).toBe(404);
    expect((await ask(load(990, 990))).json().menuName).toBe("Menu");
    expect((await (await kseriesClient(servery()))(load(990, FITZROY))).status).toBe(404);
  });
});
