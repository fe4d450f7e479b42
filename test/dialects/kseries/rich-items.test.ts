import { expect, test } from "vitest";
import { type Answer, type Ask, type Json, onEveryEngine } from "../../support/servery.ts";
import { jpeg, png, writingClient } from "./items-client.ts";
import { FITZROY, STAMP } from "./kseries.ts";

const BUSINESS = 5678;
const RICH = `/i/richItem/${BUSINESS}`;
const HAL = "application/hal+json;charset=UTF-8";
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const ALLERGENS =
  "celery cereals crustaceans eggs fish lupin milk molluscs mustard nuts peanuts sesame soybeans sulphites";

onEveryEngine("K-Series rich items", (servery) => {
  const ask = async (path: string, how: Ask = {}): Promise<Answer> => (await writingClient(servery()))(path, how);
  const put = (sku: string, more: object = {}): Promise<Answer> =>
    ask(`${RICH}/${sku}`, { method: "PUT", body: { businessId: BUSINESS, sku, ...more } });
  const patch = (sku: string, more: object = {}): Promise<Answer> =>
    ask(`${RICH}/${sku}`, { method: "PATCH", body: { businessId: BUSINESS, sku, ...more } });
  const rich = async (sku: string): Promise<Json> => (await ask(`${RICH}/${sku}`)).json();
  const base64 = (bytes: Buffer): string => bytes.toString("base64");

  let made = 0;
  /** A fresh item; answers its SKU. */
  const item = async (): Promise<string> => {
    const sku = `RICH-${++made}`;
    const body = { name: sku, sku, accountingGroupId: 5101, defaultPrice: 5, businessLocationId: FITZROY };
    expect((await ask("/items/v1/items", { method: "POST", body })).status).toBe(201);
    return sku;
  };
  const refused = (answer: Answer, status: number, message: unknown): void => {
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.json()).toEqual({
      timestamp: expect.stringMatching(STAMP),
      status,
      error: status === 400 ? "Bad Request" : "Not Found",
      message,
      path: expect.stringMatching(/^\/i\//),
    });
    expect(answer.status).toBe(status);
  };

  test("LI-01 the fourteen allergens have a code and their names", async () => {
    const answer = await ask("/i/allergens");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    const all = answer.json<Json[]>();
    expect(all.map(({ code }) => code).join(" ")).toBe(ALLERGENS);
    expect(all.find(({ code }) => code === "fish").translations).toEqual([
      { locale: "en", text: "Fish" },
      { locale: "fr", text: "Poisson" },
      { locale: "de", text: "Fisch" },
      { locale: "nl", text: "Vis" },
      { locale: "es", text: "Pescado" },
      { locale: "it", text: "Pesce" },
    ]);
  });

  test("LI-01 a business has its locales: English until it sets others", async () => {
    const path = `/i/locales/${BUSINESS}`;
    expect((await ask(path)).json()).toEqual(["en"]);
    const set = await ask(path, { method: "PUT", body: ["en", "de", "fr_CH"] });
    expect([set.status, set.text]).toEqual([200, ""]);
    expect((await ask(path)).json()).toEqual(["en", "de", "fr_CH"]);
    for (const body of [[], ["english please"], ["e"], ["en", "en"], [7], {}, "en"]) {
      expect((await ask(path, { method: "PUT", body })).status, JSON.stringify(body)).toBe(400);
    }
    expect((await ask(path)).json()).toEqual(["en", "de", "fr_CH"]);
  });

  test("LI-01 what is written about an item is read back as it was, with links, in HAL", async () => {
    const sku = await item();
    const texts = {
      descriptions: [
        { localeCode: "en", description: "With <b>oats</b>.", displayName: "Oat cortado" },
        { localeCode: "de", displayName: "Hafer-Cortado" },
      ],
      allergenCodes: ["milk", "cereals"],
    };
    const answer = await put(sku, texts);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, HAL]);
    const dates = { creationDate: expect.stringMatching(DATE), lastUpdateDate: expect.stringMatching(DATE) };
    const body = { businessId: BUSINESS, sku, ...texts, ...dates };
    expect(answer.json()).toEqual(body);
    const got = await ask(`${RICH}/${sku}`);
    expect(got.headers.get("content-type")).toBe(HAL);
    const base = servery().url;
    expect(got.json()).toEqual({
      ...body,
      _links: { self: { href: `${base}${RICH}/${sku}` }, items: { href: base + RICH } },
    });
    expect((await ask(got.json()._links.self.href)).json()).toEqual(got.json());

    const again = await put(sku, { descriptions: [{ localeCode: "en" }], allergenCodes: ["fish", "fish"] });
    expect(again.json()).toEqual({ ...body, descriptions: [{ localeCode: "en" }], allergenCodes: ["fish"] });
    expect((await put(sku)).json()).toEqual({ ...body, descriptions: [], allergenCodes: [] });
  });

  test("LI-01 the list has pages and an order, and items by SKU come in the order asked for", async () => {
    const skus = [await item(), await item(), await item()];
    for (const sku of skus) await put(sku, { allergenCodes: ["nuts"] });
    const list = async (query: string): Promise<Json> => {
      const answer = await ask(`${RICH}${query}`);
      expect([query, answer.status, answer.headers.get("content-type")]).toEqual([query, 200, HAL]);
      expect(answer.json()._links).toEqual({ self: { href: `${servery().url}${RICH}${query}` } });
      return answer.json()._embedded.richItemDtoList;
    };
    const named = async (query: string): Promise<string[]> => (await list(query)).map(({ sku }: Json) => sku);
    const all = await named("");
    expect(all).toEqual(all.toSorted());
    expect(all).toEqual(expect.arrayContaining(skus));
    expect((await list("")).find(({ sku }: Json) => sku === skus[0])).toEqual(await rich(skus[0]!));
    expect(await named("?page=1&size=2")).toEqual(all.slice(2, 4));
    expect(await named("?page=1000")).toEqual([]);
    expect(await named("?sort=sku,desc&size=2")).toEqual(all.toReversed().slice(0, 2));
    expect(await named("?sort=creationDate&sort=sku,desc")).toHaveLength(all.length);
    for (const query of ["?size=0", "?size=1001", "?page=-1", "?page=x", "?sort=price", "?sort=sku,up"]) {
      expect((await ask(`${RICH}${query}`)).status, query).toBe(400);
    }
    const bySkus = (body: unknown): Promise<Answer> => ask(`${RICH}/itemsBySkus`, { method: "POST", body });
    const found = await bySkus([skus[2], "NO-SUCH", skus[0], skus[2]]);
    expect([found.status, found.headers.get("content-type")]).toEqual([200, HAL]);
    expect(found.json()).toEqual({
      _embedded: { richItemDtoList: [await rich(skus[2]!), await rich(skus[0]!)] },
      _links: { self: { href: `${servery().url}${RICH}/itemsBySkus` } },
    });
    expect((await bySkus([])).json()._embedded).toEqual({ richItemDtoList: [] });
    expect((await bySkus(Array.from({ length: 25 }, (_, i) => `S${i}`))).status).toBe(200);
    refused(await bySkus(Array.from({ length: 26 }, (_, i) => `S${i}`)), 400, "must not be more than 25 SKUs");
    for (const body of [{}, [""], ["x".repeat(26)], [7], null]) {
      expect((await bySkus(body)).status, JSON.stringify(body)).toBe(400);
    }
  });

  test("LI-01 a picture is checked, kept and shown to anybody under an address that never changes", async () => {
    const sku = await item();
    await put(sku, { allergenCodes: ["milk"] });
    const before = (await ask(`${RICH}/pictureSpec`)).json();
    const self = { href: `${servery().url}${RICH}/pictureSpec` };
    expect(before).toEqual({ minHeight: 100, minWidth: 100, requiredAspectRatio: 1, _links: { self } });

    const [square, wide] = [png(120, 120), jpeg(640, 480)];
    const answer = await patch(sku, { picture: base64(square), rawPicture: base64(wide) });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, HAL]);
    const { pictureUrl, previewPictureUrl, rawPictureUrl } = answer.json();
    expect(answer.json().allergenCodes).toEqual(["milk"]);
    expect(pictureUrl).toMatch(new RegExp(`^${servery().url}/pictures/${BUSINESS}/[0-9a-f]{32}\\.png$`));
    expect(rawPictureUrl).toMatch(/\.jpg$/);
    expect(previewPictureUrl).toBe(pictureUrl);
    expect(await rich(sku)).toMatchObject({ pictureUrl, rawPictureUrl });
    for (const [url, bytes, type] of [
      [pictureUrl, square, "image/png"],
      [rawPictureUrl, wide, "image/jpeg"],
    ] as const) {
      const shown = await servery().ask(url, { auth: null });
      expect([shown.status, shown.headers.get("content-type"), shown.bytes.equals(bytes)]).toEqual([200, type, true]);
      expect(shown.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
      const etag = { "if-none-match": shown.headers.get("etag")! };
      expect((await servery().ask(url, { auth: null, headers: etag })).status).toBe(304);
      const elsewhere = await servery().ask(url.replace("5678", "6789"), { auth: null });
      expect(elsewhere.status).toBe(404);
    }
    expect((await put(sku, { allergenCodes: [] })).json()).toMatchObject({ pictureUrl, rawPictureUrl });
    const next = (await patch(sku, { fileType: "jpeg", picture: base64(jpeg(300, 300)) })).json();
    expect([next.pictureUrl === pictureUrl, next.rawPictureUrl]).toEqual([false, rawPictureUrl]);
    expect((await servery().ask(pictureUrl, { auth: null })).status).toBe(404); // nobody shows it any more
    for (const path of [
      `/pictures/${BUSINESS}/../x.png`,
      `/pictures/${BUSINESS}/x.png`,
      "/pictures/a/b",
      "/pictures/",
    ]) {
      expect((await servery().ask(path, { auth: null })).status, path).toBe(404);
    }
  });

  test("LI-01 a picture of nearly 2 MiB is taken, a larger one is not, and no other route takes so much", async () => {
    const sku = await item();
    await put(sku);
    const big = png(100, 100, Buffer.alloc(2 * 1024 * 1024 - 500, 65));
    const taken = await patch(sku, { picture: base64(big), rawPicture: base64(big) });
    expect(taken.status).toBe(200);
    expect((await servery().ask(taken.json().pictureUrl, { auth: null })).bytes.equals(big)).toBe(true);
    const larger = base64(png(100, 100, Buffer.alloc(2 * 1024 * 1024, 65)));
    refused(await patch(sku, { picture: larger }), 400, "picture: must not be larger than 2097152 bytes");
    expect((await patch(sku, { picture: larger, rawPicture: larger, more: larger })).status).toBe(413);
    expect((await put(sku, { more: larger })).status).toBe(413);
  });

  for (const [what, body, message] of [
    ["nothing", {}, "picture: must not be null"],
    ["text", { picture: "not base 64!" }, "picture: must be in base 64"],
    ["an empty text", { picture: "" }, "picture: must be in base 64"],
    [
      "a script",
      { picture: Buffer.from("<svg onload=x>").toString("base64") },
      "picture: must be a PNG or JPEG picture",
    ],
    ["half a PNG", { picture: base64Of(png(120, 120).subarray(0, 60)) }, "picture: must be a PNG or JPEG picture"],
    [
      "a PNG with more behind it",
      { picture: base64Of(png(120, 120), "<html>") },
      "picture: must be a PNG or JPEG picture",
    ],
    ["a JPEG without an end", { picture: base64Of(jpeg(120, 120), "x") }, "picture: must be a PNG or JPEG picture"],
    ["a small picture", { picture: base64Of(png(99, 99)) }, "picture: must be at least 100 by 100 pixels"],
    ["a wide picture", { picture: base64Of(png(120, 110)) }, "picture: must be as wide as it is high"],
    [
      "another type than it says",
      { picture: base64Of(png(120, 120)), fileType: "jpeg" },
      "picture: is image/png, not jpeg",
    ],
    ["an unknown type", { picture: base64Of(png(120, 120)), fileType: "gif" }, "fileType: must be png or jpeg"],
    [
      "a bad raw picture",
      { picture: base64Of(png(120, 120)), rawPicture: "AAAA" },
      "rawPicture: must be a PNG or JPEG picture",
    ],
    [
      "another business",
      { picture: base64Of(png(120, 120)), businessId: 6789 },
      "businessId: must be the business that the path names",
    ],
    ["another SKU", { picture: base64Of(png(120, 120)), sku: "OTHER" }, "sku: must be the one that the path names"],
  ] as const) {
    test(`LI-01 a picture that is ${what}: 400`, async () => {
      const sku = await item();
      await put(sku);
      refused(await patch(sku, body), 400, message);
      expect(await rich(sku)).not.toHaveProperty("pictureUrl");
    });
  }

  for (const [what, body, message] of [
    ["no business", { businessId: undefined }, "businessId: must be a whole number of 64 bits at the most"],
    ["another business", { businessId: "9765040300495493" }, "businessId: must be the business that the path names"],
    ["no SKU", { sku: undefined }, "sku: must not be null"],
    ["a long SKU", { sku: "x".repeat(26) }, "sku: size must be between 1 and 25"],
    [
      "an unknown allergen",
      { allergenCodes: ["gluten"] },
      expect.stringContaining("allergenCodes.0: must be the code"),
    ],
    ["allergens in text", { allergenCodes: "milk" }, "allergenCodes: must be a list"],
    ["no locale", { descriptions: [{}] }, "descriptions.0.localeCode: must not be null"],
    ["a short locale", { descriptions: [{ localeCode: "e" }] }, expect.stringContaining("between 2 and 7")],
    ["a locale that is none", { descriptions: [{ localeCode: "<en>" }] }, expect.stringContaining("must be a locale")],
    [
      "a locale twice",
      { descriptions: [{ localeCode: "en" }, { localeCode: "en" }] },
      "descriptions: must not have a locale twice",
    ],
    [
      "a long description",
      { descriptions: [{ localeCode: "en", description: "x".repeat(4_001) }] },
      "descriptions.0.description: length must be at most 4000",
    ],
  ] as const) {
    test(`LI-01 writing about an item with ${what}: 400`, async () => {
      const sku = await item();
      refused(await put(sku, body), 400, message);
      expect((await ask(`${RICH}/${sku}`)).status).toBe(404);
    });
  }

  test("LI-01 menus show at once what was changed about an item and written about it", async () => {
    const sku = "COF-FLW";
    const entries = (group: Json): Json[] => group.menuEntry.flatMap((entry: Json) => [entry, ...inside(entry)]);
    const inside = (entry: Json): Json[] => (entry.menuEntry ? entries(entry) : []);
    const inMenus = async (): Promise<Json> => {
      for (const { ikentooMenuId } of (await ask(`/o/op/1/menu/list?businessLocationId=${FITZROY}`)).json()) {
        const query = `businessLocationId=${FITZROY}&richContent=true`;
        const menu = (await ask(`/o/op/1/menu/load/${ikentooMenuId}?${query}`)).json();
        const found = menu.menuEntryGroups.flatMap(entries).find((entry: Json) => entry.sku === sku);
        if (found) return found;
      }
      return expect.fail(`no menu has ${sku}`);
    };
    const { productName, productPrice } = await inMenus();
    expect([productName, productPrice]).toEqual(["Flat white", 4.9]);
    const [{ id }] = (await ask(`/items/v1/items?businessLocationId=${FITZROY}&sku=${sku}`)).json();
    await ask(`/items/v1/items/${id}`, {
      method: "PUT",
      body: { businessLocationId: FITZROY, name: "Flat white, large", defaultPrice: 5.9 },
    });
    await put(sku, { descriptions: [{ localeCode: "en", displayName: "Flattie" }], allergenCodes: ["milk"] });
    const { pictureUrl } = (await patch(sku, { picture: base64(png(160, 160)) })).json();
    expect(await inMenus()).toMatchObject({
      productName: "Flat white, large",
      productPrice: 5.9,
      itemRichData: {
        squareImageUrl: pictureUrl,
        texts: [{ locale: "en", friendlyDisplayName: "Flattie" }],
        allergenCodes: ["milk"],
      },
    });
  });

  test("LI-01 what is deleted is gone with its pictures; the item stays", async () => {
    const [sku, other] = [await item(), await item()];
    await put(sku);
    await put(other);
    const picture = base64(png(130, 130));
    const { pictureUrl } = (await patch(sku, { picture })).json();
    await patch(other, { picture });
    const gone = await ask(`${RICH}/${sku}`, { method: "DELETE" });
    expect([gone.status, gone.text]).toEqual([204, ""]);
    refused(await ask(`${RICH}/${sku}`), 404, `Rich item not found for ${sku}`);
    refused(await ask(`${RICH}/${sku}`, { method: "DELETE" }), 404, `Rich item not found for ${sku}`);
    refused(await patch(sku, { picture }), 404, `Rich item not found for ${sku}`);
    refused(await put("NO-SUCH"), 404, "Item not found for NO-SUCH");
    expect((await ask(`/items/v1/items?businessLocationId=${FITZROY}&sku=${sku}`)).json()).toHaveLength(1);
    expect((await servery().ask(pictureUrl, { auth: null })).status).toBe(200); // the other item shows it
    await ask(`${RICH}/${other}`, { method: "DELETE" });
    expect((await servery().ask(pictureUrl, { auth: null })).status).toBe(404);
  });

  test("LI-01 another SKU in the body moves what was written; a SKU with a rich item of its own is taken", async () => {
    const [from, to] = [await item(), await item()];
    await put(from, { allergenCodes: ["eggs"] });
    const { pictureUrl } = (await patch(from, { picture: base64(png(140, 140)) })).json();
    const body = { businessId: BUSINESS, sku: to, allergenCodes: ["fish"] };
    const moved = await ask(`${RICH}/${from}`, { method: "PUT", body });
    expect([moved.status, moved.json()]).toMatchObject([200, { sku: to, allergenCodes: ["fish"], pictureUrl }]);
    expect((await ask(`${RICH}/${from}`)).status).toBe(404);
    expect((await rich(to)).pictureUrl).toBe(pictureUrl);
    await put(from);
    refused(await ask(`${RICH}/${from}`, { method: "PUT", body }), 400, `sku: ${to} has a rich item already`);
  });

  test("LI-01 either scope opens it, no other does, and another business is not there", async () => {
    const sku = await item();
    await put(sku);
    const tries: (readonly [string, Ask])[] = [
      ["/i/allergens", {}],
      [`/i/locales/${BUSINESS}`, {}],
      [RICH, {}],
      [`${RICH}/${sku}`, {}],
      [`${RICH}/pictureSpec`, {}],
      [`${RICH}/itemsBySkus`, { method: "POST", body: [sku] }],
      [`${RICH}/${sku}`, { method: "PUT", body: { businessId: BUSINESS, sku } }],
      [`${RICH}/${sku}`, { method: "PATCH", body: { businessId: BUSINESS, sku, picture: base64(png(150, 150)) } }],
    ];
    for (const scopes of [["items"], ["orders-api"]]) {
      const allowed = await writingClient(servery(), scopes);
      for (const [path, how] of tries) expect((await allowed(path, how)).status, `${scopes} ${path}`).toBe(200);
    }
    const others = await writingClient(servery(), ["financial-api", "reservations-api"]);
    for (const [path, how] of tries) {
      const answer = await others(path, how);
      expect([answer.status, answer.json()]).toEqual([
        403,
        { type: "about:blank", title: "Forbidden", detail: "Access denied" },
      ]);
      expect(answer.headers.get("www-authenticate")).toContain('scope="items orders-api"');
    }
    for (const [path, how] of tries.slice(1)) {
      for (const business of ["6789", "9765040300495493", "x"]) {
        expect((await ask(path.replace("5678", business), how)).status, path).toBe(404);
      }
    }
  });
});

function base64Of(bytes: Buffer, behind = ""): string {
  return Buffer.concat([bytes, Buffer.from(behind)]).toString("base64");
}
