import { beforeAll, expect, test } from "vitest";
import { basic, onEveryEngine, testAddon } from "../../support/servery.ts";

const AMELIA = 4289;

type Row = Readonly<{ id: number; first_name: string; reference_id: string }>;
type Address = Readonly<{ id: number; address: string; city: string | null; state: string | null }>;
type Full = Row &
  Readonly<{ primary_address: Address | null; shipping_address: Address | null; email_addresses: string[] }>;

onEveryEngine("customers", (servery) => {
  let secondAddon: string;
  let otherCustomer: number;

  beforeAll(async () => {
    await servery().storage.access.addons.add(
      testAddon(
        {
          id: 42 as never,
          companyId: servery().company,
          clientId: "second",
          permissions: ["customers:read", "customers:write"],
          name: "Second add-on",
        },
        "second-secret",
        0,
      ),
    );
    secondAddon = basic("second", "second-secret");
    const made = await servery().ask("/v1/companies/6789/customers.json", {
      method: "POST",
      body: { first_name: "Yuki", email: "amelia.fairweather@mail.example", mobile: "0491 571 266", reference_id: "r" },
      auth: servery().other.auth,
    });
    otherCustomer = Number(/customers\/(\d+)\.json$/.exec(made.headers.get("location") ?? "")?.[1]);
    if (!otherCustomer) throw new Error(`customer refused: ${made.status} ${made.text}`);
  });

  /** Creates a customer and answers where. Fails loudly when it is refused. */
  const create = async (body: Record<string, unknown>): Promise<string> => {
    const made = await servery().post("customers.json", body);
    if (made.status !== 201) throw new Error(`customer refused: ${made.status} ${made.text}`);
    return made.headers.get("location")!;
  };
  const read = async <T = Full>(path: string): Promise<T> => (await servery().get(path)).json<T>();
  const idAt = (location: string): number => Number(/(\d+)(\.json)?$/.exec(location)?.[1]);

  test("KR-05 KC-10 the list is abridged, the customer by id is the full record", async () => {
    const list = await servery().get("customers.json");
    expect(list.status).toBe(200);
    expect(list.json<object[]>()[0]).toEqual({
      id: AMELIA,
      first_name: "Amelia",
      last_name: "Fairweather",
      primary_email_address: "amelia.fairweather@mail.example",
      image: null,
      reference_id: "app-1001",
    });
    expect(list.json<object[]>()[3]).toMatchObject({ first_name: "ليلى", last_name: "حداد", reference_id: "" });

    const one = await servery().get(`customers/${AMELIA}.json`);
    expect(one.status).toBe(200);
    const home = {
      id: 9301,
      address: "27 Cordial Street",
      city: "Fitzroy",
      state: "VIC",
      postal_code: "3065",
      country: "AU",
    };
    expect(one.json()).toEqual({
      id: AMELIA,
      company_id: 5678,
      first_name: "Amelia",
      last_name: "Fairweather",
      email: "amelia.fairweather@mail.example",
      primary_email_address: "amelia.fairweather@mail.example",
      email_addresses: ["amelia.fairweather@mail.example"],
      phone: "03 5550 0142",
      mobile: "0491 571 266",
      image: null,
      tags: ["regular"],
      reference_id: "app-1001",
      primary_address: home,
      shipping_address: home,
      addresses: { count: 1, updated_at: "2025-02-04T09:30:00+11:00" },
      accepts_marketing: true,
      created_at: "2025-02-04T09:30:00+11:00",
      updated_at: "2025-02-04T09:30:00+11:00",
    });
  });

  test("KR-05 a new customer needs a first name and a way to be reached, and nothing else", async () => {
    for (const contact of [{ email: "solo@mail.example" }, { phone: "03 9000 0001" }, { mobile: "0400 000 001" }]) {
      const made = await servery().post("customers.json", { first_name: "Solo", ...contact });
      expect(made.status).toBe(201);
      expect(made.text).toBe("");
      const location = made.headers.get("location")!;
      expect(location).toBe(`${servery().url}/v1/companies/5678/customers/${idAt(location)}.json`);
      expect(await read(location)).toMatchObject({
        first_name: "Solo",
        last_name: "",
        tags: [],
        accepts_marketing: false,
        primary_address: null,
        reference_id: "",
        ...contact,
      });
    }
    for (const [body, field] of [
      [{ email: "nobody@mail.example" }, "first_name"],
      [{ first_name: "", email: "nobody@mail.example" }, "first_name"],
      [{ first_name: null, email: "nobody@mail.example" }, "first_name"],
      [{ first_name: "Nobody", email: "nobody" }, "email"],
      [{ first_name: "Nobody", mobile: 491571266 }, "mobile"],
      [{ first_name: "Nobody", mobile: "none" }, "mobile"],
      [{ first_name: "Nobody", phone: "1", tags: "regular" }, "tags"],
      [{ first_name: "Nobody", phone: "1", image: "data:image/png,x" }, "image"],
      [{ first_name: "Nobody", phone: "1", primary_address: { lines: "1 Lane" } }, "primary_address.lines"],
    ] as const) {
      const refused = await servery().post("customers.json", body);
      expect([refused.text, refused.status]).toEqual([refused.text, 400]);
      expect(refused.json()).toMatchObject({ field });
    }
    for (const contact of [{}, { email: "", phone: null }]) {
      const refused = await servery().post("customers.json", { first_name: "Nobody", ...contact });
      expect(refused.status).toBe(400);
      expect(refused.json()).toMatchObject({
        error: "contact_required",
        error_description: "One of email, phone and mobile is required.",
      });
    }
    const all = await servery().get("customers.json?start=10000");
    expect(all.text).not.toContain("Nobody");
  });

  test("KR-05 Location follows the habit of the path, and me becomes the company's id", async () => {
    const made = await servery().post(
      "/v1/companies/me/customers",
      { first_name: "Habit", phone: "5" },
      { accept: "application/json" },
    );
    expect(made.headers.get("location")).toMatch(/\/v1\/companies\/5678\/customers\/\d+$/);
  });

  test("KC-07 KR-05 texts of a customer are kept byte for byte", async () => {
    const facts = {
      first_name: " Zoë\u0301 🧑🏽‍🍳 ",
      last_name: 'ใจดี <b>&amp; "quoted"',
      email: "Ünï+Tag@Mail.Example",
      phone: "000 0123",
      mobile: "+61 (0) 400-000-777",
      tags: ["vip ⭐", "007", "", " trailing "],
      reference_id: "0042-é",
      image: "https://images.example/caf%C3%A9.png?a=1&b=2",
      accepts_marketing: true,
      primary_address: {
        address: "00 Nought Lane\nRear 🚪",
        city: " Köln",
        state: "NRW",
        postal_code: "01067",
        country: "DE",
      },
    };
    const location = await create(facts);
    const record = await read(location);
    expect(record).toMatchObject(facts);
    expect(record.email_addresses).toEqual([facts.email]);
    expect(record.shipping_address).toBeNull();
    const put = await servery().put(location, { phone: " 0000 ", first_name: " 00 🧾 ", last_name: "e\u0301" });
    expect(put.json()).toMatchObject({ phone: " 0000 ", first_name: " 00 🧾 ", last_name: "e\u0301" });
    expect((await servery().put(location, { last_name: "\u00e9" })).json<{ last_name: string }>().last_name).toBe(
      "\u00e9",
    );
  });

  test("KR-05 KC-13 an update is partial, answers the full record, and null clears", async () => {
    const location = await create({
      first_name: "Part",
      last_name: "Ial",
      email: "part@mail.example",
      phone: "03 1",
      mobile: "0400 000 100",
      tags: ["a", "b"],
      image: "https://images.example/1.png",
      accepts_marketing: true,
      reference_id: "mine",
      primary_address: { address: "1 First Street", city: "Fitzroy" },
    });
    const before = await servery().get(location);
    const put = await servery().put(location, { last_name: "Other", tags: ["c"] });
    expect(put.status).toBe(200);
    expect(put.json()).toEqual({
      ...before.json<object>(),
      last_name: "Other",
      tags: ["c"],
      updated_at: expect.any(String),
      addresses: expect.anything(),
    });
    const after = await servery().get(location);
    expect(after.json()).toEqual(put.json());
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));

    const patched = await servery().ask(location, {
      method: "PATCH",
      body: {
        last_name: null,
        phone: null,
        mobile: null,
        image: null,
        tags: null,
        accepts_marketing: null,
        primary_address: null,
        reference_id: null,
      },
    });
    expect(patched.status).toBe(200);
    expect(patched.json()).toMatchObject({
      first_name: "Part",
      last_name: "",
      email: "part@mail.example",
      phone: null,
      mobile: null,
      image: null,
      tags: [],
      accepts_marketing: false,
      primary_address: null,
      reference_id: "",
      addresses: { count: 0, updated_at: null },
    });
    expect((await servery().put(location, { first_name: null })).status).toBe(400);
    expect((await servery().put(location, { first_name: "" })).status).toBe(400);
    expect((await servery().put("customers/77777.json", { first_name: "X" })).status).toBe(404);
  });

  test("KR-05 sending a record back as it came changes nothing, ETag included", async () => {
    const before = await servery().get("customers/4293.json");
    const put = await servery().put("customers/4293.json", before.json());
    expect(put.status).toBe(200);
    expect(put.json()).toEqual(before.json());
    const again = await servery().get("customers/4293.json", { "if-none-match": before.headers.get("etag")! });
    expect(again.status).toBe(304);
  });

  test("KR-05 a mobile belongs to one customer of the company, however it is spelled", async () => {
    const first = await create({ first_name: "First", mobile: "0400 123 456" });
    for (const mobile of ["0400 123 456", "0400123456", "(0400) 123-456"]) {
      const second = await servery().post("customers.json", { first_name: "Second", mobile });
      expect(second.status).toBe(400);
      expect(second.json()).toMatchObject({ error: "mobile_taken", field: "mobile" });
    }
    const third = await create({ first_name: "Third", email: "third@mail.example" });
    const put = await servery().put(third, { mobile: "0400123456", last_name: "Kept?" });
    expect(put.status).toBe(400);
    expect(put.json()).toMatchObject({ error: "mobile_taken" });
    expect(await read(third)).toMatchObject({ mobile: null, last_name: "" });

    expect((await servery().put(first, { mobile: "0400123456" })).json()).toMatchObject({ mobile: "0400123456" });
    await servery().put(first, { mobile: null, phone: "1" });
    expect((await servery().put(third, { mobile: "0400123456" })).status).toBe(200);
  });

  // The first round opens the connections that the others meet on.
  const rounds = [0, 1, 2, 3, 4];

  test("KR-05 of writers who want one mobile at the same moment, one gets it", async () => {
    for (const round of rounds) {
      const mobile = `0400 777 80${round}`;
      const made = await Promise.all(
        Array.from({ length: 6 }, (_, i) => servery().post("customers.json", { first_name: `Racer ${i}`, mobile })),
      );
      const lost = made.filter(({ status }) => status !== 201);
      expect(lost).toHaveLength(5);
      for (const answer of lost) {
        expect([answer.text, answer.status]).toEqual([answer.text, 400]);
        expect(answer.json()).toMatchObject({ error: "mobile_taken", field: "mobile" });
      }
    }
  });

  test("KR-05 of updates that want one mobile at the same moment, one gets it", async () => {
    const four = [];
    for (const i of [1, 2, 3, 4]) four.push(await create({ first_name: "Wants", email: `wants${i}@mail.example` }));
    for (const round of rounds) {
      const mobile = `0400 777 90${round}`;
      const puts = await Promise.all(four.map((location) => servery().put(location, { mobile })));
      const lost = puts.filter(({ status }) => status !== 200);
      expect(lost).toHaveLength(3);
      for (const answer of lost) {
        expect([answer.text, answer.status]).toEqual([answer.text, 400]);
        expect(answer.json()).toMatchObject({ error: "mobile_taken" });
      }
    }
  });

  test("KR-05 updates of one customer at the same moment all hold", async () => {
    const location = await create({ first_name: "Busy", phone: "1" });
    for (const round of rounds) {
      const facts = {
        last_name: `Bee ${round}`,
        email: `bee${round}@mail.example`,
        mobile: `0400 555 11${round}`,
        tags: [`buzz ${round}`],
        phone: `2${round}`,
      };
      await Promise.all(Object.entries(facts).map(([field, value]) => servery().put(location, { [field]: value })));
      expect(await read(location)).toMatchObject({ first_name: "Busy", ...facts });
    }
  });

  test("KR-05 look-ups by email, by name and phone, and by mobile lead to the customer", async () => {
    const there = `${servery().url}/v1/companies/5678/customers/${AMELIA}`;
    for (const query of [
      "email=amelia.fairweather%40mail.example",
      "email=AMELIA.Fairweather%40mail.example",
      "first_name=Amelia&last_name=Fairweather&phone=03%205550%200142",
      "first_name=amelia&last_name=fairweather&phone=0355500142",
      "mobile=0491571266",
      "mobile=0491+571+266",
    ]) {
      const got = await servery().get(`customers.json?${query}`);
      expect([query, got.status]).toEqual([query, 302]);
      expect(got.headers.get("location")).toBe(`${there}.json`);
      expect(got.text).toBe("");
    }
    const bare = await servery().get("customers?mobile=0491571266", { accept: "application/json" });
    expect(bare.headers.get("location")).toBe(there);
    const followed = await servery().get(bare.headers.get("location")!, { accept: "application/json" });
    expect(followed.json()).toMatchObject({ id: AMELIA, first_name: "Amelia" });

    for (const query of [
      "email=nobody%40mail.example",
      "email=",
      "mobile=",
      "mobile=0491571267",
      "first_name=Amelia&last_name=Fairweather&phone=0355500143",
      "first_name=Amelia&last_name=Fairwether&phone=0355500142",
      "email=amelia.fairweather%40mail.example&mobile=0491571491",
    ]) {
      const got = await servery().get(`customers.json?${query}`);
      expect([query, got.status]).toEqual([query, 404]);
      expect(got.json()).toMatchObject({ error: "not_found" });
    }
    for (const query of ["phone=0355500142", "first_name=Amelia", "first_name=Amelia&last_name=Fairweather"]) {
      expect([query, (await servery().get(`customers.json?${query}`)).status]).toEqual([query, 400]);
    }
  });

  test("KR-05 a plus sign that nobody encoded is found all the same", async () => {
    const location = await create({ first_name: "Plus", email: "plus+tag@mail.example", mobile: "+61 400 111 222" });
    for (const query of ["email=plus+tag@mail.example", "mobile=+61400111222", "mobile=%2B61400111222"]) {
      expect([query, (await servery().get(`customers.json?${query}`)).headers.get("location")]).toEqual([
        query,
        location,
      ]);
    }
  });

  test("KR-05 reference_id is private to the add-on that set it", async () => {
    const location = await create({ first_name: "Ref", email: "ref@mail.example", reference_id: "shared-name" });
    const second = (path: string, method = "GET", body?: unknown) =>
      servery().ask(path, { method, auth: secondAddon, ...(body === undefined ? {} : { body }) });
    const row = (rows: readonly { id: number }[]) => rows.find(({ id }) => id === idAt(location));

    expect((await second(location)).json()).toMatchObject({ first_name: "Ref", reference_id: "" });
    expect((await second("customers.json?reference_id=shared-name")).json()).toEqual([]);
    expect(row((await second("customers.json?start=10000")).json())).toMatchObject({ reference_id: "" });
    expect(row(await read<Row[]>("customers.json?start=10000"))).toMatchObject({ reference_id: "shared-name" });

    const mine = await servery().get(location);
    const named = await second(location, "PUT", { reference_id: "theirs" });
    expect(named.json()).toMatchObject({ reference_id: "theirs" });
    expect((await servery().get(location)).text).toBe(mine.text);
    expect((await second("customers.json?reference_id=theirs")).json()).toEqual([
      expect.objectContaining({ id: idAt(location), reference_id: "theirs" }),
    ]);
    expect(await read("customers.json?reference_id=theirs")).toEqual([]);

    const cleared = await second(location, "PUT", { reference_id: "" });
    expect(cleared.json()).toMatchObject({ reference_id: "" });
    expect(await read(location)).toMatchObject({ reference_id: "shared-name" });
  });

  test("KR-05 a changed reference_id is a changed record: its ETag is another one", async () => {
    const location = await create({ first_name: "Etag", email: "etag@mail.example" });
    const before = await servery().get(location);
    await servery().put(location, { reference_id: "new" });
    const after = await servery().get(location, { "if-none-match": before.headers.get("etag")! });
    expect(after.status).toBe(200);
    expect(after.json()).toMatchObject({ reference_id: "new" });
  });

  test("KR-05 look-up by reference_id is a list, empty when there is none", async () => {
    expect(await read("customers.json?reference_id=app-1001")).toEqual([
      expect.objectContaining({ id: AMELIA, reference_id: "app-1001" }),
    ]);
    const none = await servery().get("customers.json?reference_id=nobody");
    expect(none.status).toBe(200);
    expect(none.json()).toEqual([]);
    await create({ first_name: "Twin", phone: "1", reference_id: "twins" });
    await create({ first_name: "Twin", phone: "2", reference_id: "twins" });
    expect(await read("customers.json?reference_id=twins")).toHaveLength(2);
  });

  test("KR-05 both forms of an address can be written anywhere", async () => {
    const location = await create({
      first_name: "Forms",
      phone: "1",
      primary_address: {
        lines: ["Unit 1", "2 Old Road"],
        city: "Perth",
        zone: "WA",
        postal_code: "6000",
        country: "AU",
      },
      shipping_address: { address: "3 New Road", city: "Perth", state: "WA", postal_code: "6001", country: "AU" },
    });
    const base = location.replace(/\.json$/, "");
    const record = await read(location);
    expect(record.primary_address).toEqual({
      id: expect.any(Number),
      address: "Unit 1\n2 Old Road",
      city: "Perth",
      state: "WA",
      postal_code: "6000",
      country: "AU",
    });
    const shipping = record.shipping_address!.id;
    expect(await read(`${base}/addresses/${shipping}.json`)).toEqual({
      id: shipping,
      lines: ["3 New Road"],
      city: "Perth",
      zone: "WA",
      postal_code: "6001",
      country: "AU",
    });

    const moved = await servery().put(location, { shipping_address: { address: "4 New Road", city: "Broome" } });
    expect(moved.json<Full>().shipping_address).toEqual({
      id: shipping,
      address: "4 New Road",
      city: "Broome",
      state: null,
      postal_code: null,
      country: null,
    });
    expect(moved.json<Full>().primary_address).toEqual(record.primary_address);
    expect(await read(`${base}/addresses.json`)).toHaveLength(2);
  });

  test("KR-05 addresses of a customer: list, one, add, update", async () => {
    const location = await create({ first_name: "Book", phone: "1", primary_address: { address: "1 Main Street" } });
    const base = location.replace(/\.json$/, "");
    expect(await read(`${base}/addresses.json`)).toEqual([
      { id: expect.any(Number), lines: ["1 Main Street"], city: null, zone: null, postal_code: null, country: null },
    ]);

    const made = await servery().post(`${base}/addresses.json`, { address: "2 Side Street", state: "TAS" });
    expect(made.status).toBe(201);
    expect(made.text).toBe("");
    const second = made.headers.get("location")!;
    expect(second).toBe(`${base}/addresses/${idAt(second)}.json`);
    const address = await servery().get(second);
    expect(address.json()).toMatchObject({ id: idAt(second), lines: ["2 Side Street"], zone: "TAS", city: null });

    const put = await servery().put(second, { city: "Hobart", postal_code: "07000" });
    expect(put.status).toBe(200);
    expect(put.json()).toEqual({
      id: idAt(second),
      lines: ["2 Side Street"],
      city: "Hobart",
      zone: "TAS",
      postal_code: "07000",
      country: null,
    });
    const after = await servery().get(second);
    expect(after.json()).toEqual(put.json());
    expect(after.headers.get("etag")).not.toBe(address.headers.get("etag"));
    expect((await servery().put(second, { state: null })).json()).toMatchObject({ zone: null, city: "Hobart" });

    const primary = (await read(location)).primary_address!.id;
    await servery().put(`${base}/addresses/${primary}.json`, { lines: ["1a Main Street"] });
    expect(await read(location)).toMatchObject({
      primary_address: { id: primary, address: "1a Main Street" },
      addresses: { count: 2 },
    });
    expect((await servery().put(`${base}/addresses/1.json`, { city: "Nowhere" })).status).toBe(404);
    expect((await servery().get(`${base}/addresses/9301.json`)).status).toBe(404); // Amelia's
    expect((await servery().post(`${base}/addresses.json`, { postal_code: 7000 })).status).toBe(400);
    expect((await servery().post("customers/77777/addresses.json", { city: "Nowhere" })).status).toBe(404);
  });

  test("KR-05 an address book has an end", async () => {
    const location = await create({ first_name: "Many", phone: "1" });
    const addresses = location.replace(/\.json$/, "/addresses.json");
    const made = [];
    for (let i = 0; i < 101; i++) made.push((await servery().post(addresses, { city: `Town ${i}` })).status);
    expect(made).toEqual([...Array<number>(100).fill(201), 400]);
    expect((await servery().post(addresses, { city: "One more" })).json()).toMatchObject({
      error: "too_many_addresses",
    });
  });

  test("KR-05 writing customers needs its permission", async () => {
    await servery().storage.access.addons.add(
      testAddon(
        {
          id: 43 as never,
          companyId: servery().company,
          clientId: "looker",
          permissions: ["customers:read"],
          name: "Looker",
        },
        "looker-secret",
        0,
      ),
    );
    const auth = basic("looker", "looker-secret");
    expect((await servery().ask(`customers/${AMELIA}.json`, { auth })).status).toBe(200);
    for (const [method, path] of [
      ["POST", "customers.json"],
      ["PUT", `customers/${AMELIA}.json`],
      ["POST", `customers/${AMELIA}/addresses.json`],
      ["PUT", `customers/${AMELIA}/addresses/9301.json`],
    ] as const) {
      const refused = await servery().ask(path, { auth, method, body: { first_name: "X", phone: "1" } });
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.json()).toMatchObject({ error: "insufficient_scope", permission: "customers:write" });
    }
  });

  test("KR-05 KC-16 another company's customers are a 404 to find, read and write", async () => {
    const { auth } = servery().other;
    const theirs = `/v1/companies/6789/customers/${otherCustomer}`;
    const before = await servery().ask(`${theirs}.json`, { auth });
    expect(before.json()).toMatchObject({ first_name: "Yuki", reference_id: "r" });
    for (const path of [
      `customers/${otherCustomer}.json`,
      `customers/${otherCustomer}/addresses.json`,
      `customers/${otherCustomer}/addresses/9301.json`,
      `${theirs}.json`,
      `${theirs}/addresses.json`,
      "/v1/companies/6789/customers.json",
      "/v1/companies/6789/customers.json?email=amelia.fairweather%40mail.example",
      "/v1/companies/6789/customers.json?reference_id=r",
      "customers/99999999999999999999.json",
      "customers/amelia.json",
    ]) {
      const got = await servery().get(path);
      expect([path, got.status]).toEqual([path, 404]);
      expect(got.json()).toMatchObject({ error: "not_found" });
    }
    const body = { first_name: "Taken", phone: "1" };
    for (const [method, path] of [
      ["PUT", `customers/${otherCustomer}.json`],
      ["PUT", `${theirs}.json`],
      ["POST", `customers/${otherCustomer}/addresses.json`],
      ["PUT", `customers/${otherCustomer}/addresses/1.json`],
      ["POST", `${theirs}/addresses.json`],
      ["POST", "/v1/companies/6789/customers.json"],
    ] as const) {
      expect([`${method} ${path}`, (await servery().ask(path, { method, body })).status]).toEqual([
        `${method} ${path}`,
        404,
      ]);
    }
    expect((await servery().ask(`${theirs}.json`, { auth })).text).toBe(before.text);
    // The same email and mobile in two companies: each finds its own.
    const found = await servery().ask("/v1/companies/6789/customers.json?mobile=0491571266", { auth });
    expect(found.headers.get("location")).toBe(`${servery().url}${theirs}.json`);
  });

  test("KR-05 KC-05 a body that is not JSON is refused", async () => {
    const form = await servery().ask("customers.json", {
      method: "POST",
      raw: "first_name=Form&phone=1",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(form.status).toBe(400);
    expect(form.json()).toMatchObject({ error: expect.any(String), error_description: expect.any(String) });
  });
});

onEveryEngine(
  "pages of customers",
  (servery) => {
    test("KR-05 KC-15 customers are paged in both ways, ascending", async () => {
      const first = await servery().get("customers.json");
      const idsOf = (answer: { json: <T>() => T }) => answer.json<{ id: number }[]>().map(({ id }) => id);
      expect(idsOf(first)).toEqual(Array.from({ length: 10 }, (_, i) => AMELIA + i));
      expect(first.headers.get("x-pages")).toBe("3");

      const seen = [...idsOf(first)];
      for (let next = first.headers.get("x-next-page"); next;) {
        const page = await servery().get(next);
        seen.push(...idsOf(page));
        next = page.headers.get("x-next-page");
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => AMELIA + i));

      const third = await servery().get("customers.json", { "x-page": "2" });
      expect(idsOf(third)).toEqual(seen.slice(20));
      expect(third.headers.get("x-next-page")).toBeNull();
      expect(idsOf(await servery().get("customers.json?page=3"))).toEqual(seen.slice(20));
      expect(idsOf(await servery().get("customers.json", { "x-page": "3" }))).toEqual([]);
    });
  },
  { env: { SERVERY_PAGE_SIZE: "10" } },
);
