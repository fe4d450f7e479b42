import { expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";

type Addresses = Readonly<{ shipping_address: { id: number } | null; postal_address: { id: number } | null }>;

onEveryEngine("sites", (servery) => {
  const site = async () => (await servery().get("sites/824.json")).json<Addresses>();

  test("KR-02 KC-10 the list is abridged, the site by id is the full record", async () => {
    const list = await servery().get("sites.json");
    expect(list.status).toBe(200);
    expect(list.headers.get("x-pages")).toBe("1");
    expect(list.json()).toEqual([
      { id: 823, name: "Brindle & Tram Fitzroy", code: "FITZ" },
      { id: 824, name: "Brindle & Tram Southbank", code: "SBNK" },
    ]);

    const one = await servery().get("sites/823.json");
    expect(one.status).toBe(200);
    expect(one.json()).toEqual({
      id: 823,
      name: "Brindle & Tram Fitzroy",
      code: "FITZ",
      contact_person: {
        id: 732847,
        first_name: "Tomás",
        last_name: "Herrera",
        email: "tomas@brindleandtram.example",
      },
      business_number: "12 345 678 901",
      shipping_address: {
        id: 9003,
        lines: ["12 Lantern Lane"],
        city: "Fitzroy",
        zone: "VIC",
        postal_code: "3065",
        country: "AU",
      },
      postal_address: expect.objectContaining({ id: 9002 }),
      addresses: { count: 2, updated_at: "2025-02-04T09:30:00+11:00" },
      email: "fitzroy@brindleandtram.example",
      mobile: "0491 570 006",
      phone: "03 7010 0401",
      fax: null,
      location: { latitude: -37.7986, longitude: 144.9786 },
      image: null,
      website: "https://www.brindleandtram.example/fitzroy",
      register_level_reconciliation: true,
      price_list: { id: 301, name: expect.any(String) },
      products: { count: expect.any(Number), updated_at: "2025-02-04T09:30:00+11:00" },
      registers: { count: 2, updated_at: "2025-02-04T09:30:00+11:00" },
      created_at: "2025-02-04T09:30:00+11:00",
      updated_at: "2025-02-04T09:30:00+11:00",
    });
    expect(one.json<{ products: { count: number } }>().products.count).toBeGreaterThan(60);
  });

  test("KR-02 lists of sites are paged like all others", async () => {
    const beyond = await servery().get("sites.json?start=823");
    expect(beyond.json()).toEqual([expect.objectContaining({ id: 824 })]);
    expect((await servery().get("sites.json", { "x-page": "1" })).json()).toEqual([]);
    expect((await servery().get("sites.json", { "x-page": "one" })).status).toBe(400);
  });

  test("KR-02 KC-13 an update is partial, answers the full record, and null clears", async () => {
    const before = await servery().get("sites/824.json");
    const put = await servery().put("sites/824.json", {
      name: "Southbank 🌉",
      phone: "0000 0402",
      image: "https://images.example/southbank.png",
      location: { latitude: -37.82, longitude: 144.96 },
    });
    expect(put.status).toBe(200);
    const record = await servery().get("sites/824.json");
    expect(put.json()).toEqual(record.json());
    expect(record.headers.get("etag")).not.toBe(before.headers.get("etag"));
    expect(record.json()).toEqual({
      ...before.json<object>(),
      name: "Southbank 🌉",
      phone: "0000 0402",
      image: "https://images.example/southbank.png",
      location: { latitude: -37.82, longitude: 144.96 },
      updated_at: expect.not.stringMatching(/^2025-02-04/),
      addresses: { count: 1, updated_at: expect.not.stringMatching(/^2025-02-04/) },
    });
    expect((await servery().get("sites.json")).json()).toContainEqual({ id: 824, name: "Southbank 🌉", code: "SBNK" });

    const cleared = await servery().ask("sites/824.json", {
      method: "PATCH",
      body: { image: null, fax: null, website: null, location: null, mobile: null, email: "", code: "SB" },
    });
    expect(cleared.status).toBe(200);
    expect(cleared.json()).toMatchObject({
      image: null,
      fax: null,
      website: null,
      location: null,
      mobile: null,
      email: null,
      code: "SB",
      name: "Southbank 🌉",
      phone: "0000 0402",
    });
  });

  test("KR-02 an update with what is there already changes nothing, ETag included", async () => {
    const before = await servery().get("sites/824.json");
    const put = await servery().put("sites/824.json", before.json());
    expect(put.status).toBe(200);
    const after = await servery().get("sites/824.json");
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
    const same = await servery().get("sites/824.json", { "if-none-match": before.headers.get("etag")! });
    expect(same.status).toBe(304);
    expect(same.text).toBe("");
  });

  test("KR-02 addresses of a site are written in both forms, and keep their id while their words change", async () => {
    const id = (await site()).shipping_address!.id;
    const older = await servery().put("sites/824.json", {
      shipping_address: { lines: ["Shop 5", "88 Ferryman Walk"], city: "Southbank", zone: "VIC", postal_code: "03006" },
    });
    expect(older.json()).toMatchObject({
      shipping_address: {
        id,
        lines: ["Shop 5", "88 Ferryman Walk"],
        city: "Southbank",
        zone: "VIC",
        postal_code: "03006",
        country: null,
      },
      addresses: { count: 1 },
    });
    const newer = await servery().put("sites/824.json", {
      postal_address: { address: "PO Box 5\nSouthbank", city: "Melbourne", state: "VIC", country: "AU" },
    });
    const postal = newer.json<Addresses>().postal_address!;
    expect(postal).toEqual({
      id: expect.any(Number),
      lines: ["PO Box 5", "Southbank"],
      city: "Melbourne",
      zone: "VIC",
      postal_code: null,
      country: "AU",
    });
    expect(postal.id).not.toBe(id);

    const list = await servery().get("sites/824/addresses.json");
    expect(list.json<{ id: number }[]>().map((row) => row.id)).toEqual([id, postal.id]);
    expect((await servery().get(`sites/824/addresses/${postal.id}.json`)).json()).toEqual(postal);
    expect((await servery().get("sites/823/addresses/123456.json")).status).toBe(404);

    const gone = await servery().put("sites/824.json", { postal_address: null });
    expect(gone.json()).toMatchObject({ postal_address: null, addresses: { count: 1 } });
    expect((await servery().get(`sites/824/addresses/${postal.id}.json`)).status).toBe(404);
  });

  test("KR-02 what a site cannot be is a 400 that names the field, and nothing of it is kept", async () => {
    const before = await site();
    for (const [body, field] of [
      [{ name: "" }, "name"],
      [{ name: null }, "name"],
      [{ name: "Kept?", code: 5 }, "code"],
      [{ name: "Kept?", image: "not an address" }, "image"],
      [{ name: "Kept?", website: "ftp://files.example" }, "website"],
      [{ name: "Kept?", email: "nobody" }, "email"],
      [{ name: "Kept?", phone: 3 }, "phone"],
      [{ name: "Kept?", location: { latitude: 91, longitude: 0 } }, "location.latitude"],
      [{ name: "Kept?", location: { latitude: 1 } }, "location.longitude"],
      [{ name: "Kept?", shipping_address: "12 Lantern Lane" }, "shipping_address"],
      [{ name: "Kept?", shipping_address: { postal_code: 3006 } }, "shipping_address.postal_code"],
    ] as const) {
      const refused = await servery().put("sites/824.json", body);
      expect([refused.text, refused.status]).toEqual([refused.text, 400]);
      expect(refused.json()).toMatchObject({ field, error_description: expect.stringContaining(field) });
      expect(refused.text).not.toMatch(/\b(invalid|expired)\b/);
    }
    expect(await site()).toEqual(before);
  });

  test("KR-02 updates of the same site at the same moment all hold", async () => {
    // The first round opens the connections that the others meet on.
    for (const round of [0, 1, 2, 3, 4]) {
      const facts = {
        name: `At once ${round}`,
        code: `ONCE${round}`,
        phone: `1${round}`,
        mobile: `2${round}`,
        fax: `3${round}`,
        email: `at${round}@once.example`,
        business_number: `007${round}`,
      };
      const puts = await Promise.all(
        Object.entries(facts).map(([field, value]) => servery().put("sites/824.json", { [field]: value })),
      );
      expect(puts.map(({ status }) => status)).toEqual(puts.map(() => 200));
      expect(await site()).toMatchObject(facts);
    }
  });

  test("KR-02 writing sites needs its permission", async () => {
    const reader = { id: 41 as AddonId, clientId: "reader", permissions: ["company:read"] };
    const auth = await servery().addon(reader);
    expect((await servery().ask("sites/823.json", { auth })).status).toBe(200);
    const put = await servery().ask("sites/823.json", { auth, method: "PUT", body: { name: "Mine" } });
    expect(put.status).toBe(403);
    expect(put.json()).toMatchObject({ error: "insufficient_scope", permission: "sites:write" });
  });

  test("KR-02 KC-16 another company's site is a 404 to read and to write, and stays as it is", async () => {
    const { auth } = servery().other;
    const before = await servery().ask(`/v1/companies/6789/sites/${OTHER_SITE}.json`, { auth });
    expect(before.status).toBe(200);
    for (const path of [`sites/${OTHER_SITE}.json`, `/v1/companies/6789/sites/${OTHER_SITE}.json`]) {
      expect((await servery().get(path)).status).toBe(404);
      const put = await servery().put(path, { name: "Taken over" });
      expect(put.status).toBe(404);
      expect(put.json()).toMatchObject({ error: "not_found" });
    }
    for (const path of [
      "/v1/companies/6789/sites.json",
      `sites/${OTHER_SITE}/addresses.json`,
      `sites/${OTHER_SITE}/addresses/9003.json`,
      `/v1/companies/6789/sites/${OTHER_SITE}/addresses.json`,
      "sites/99999999999999999999.json",
      "sites/here.json",
    ]) {
      expect([path, (await servery().get(path)).status]).toEqual([path, 404]);
    }
    const after = await servery().ask(`/v1/companies/6789/sites/${OTHER_SITE}.json`, { auth });
    expect(after.text).toBe(before.text);
  });
});
