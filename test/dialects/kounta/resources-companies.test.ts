import { expect, test } from "vitest";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";

const July = Date.UTC(2025, 6, 1);
const January = Date.UTC(2025, 0, 1);

onEveryEngine("companies", (servery) => {
  test("KR-01 KC-10 companies/{id} is the full record", async () => {
    const got = await servery().get("/v1/companies/5678.json");
    expect(got.status).toBe(200);
    expect(got.headers.get("etag")).toMatch(/^".+"$/);
    expect(got.json()).toEqual({
      id: 5678,
      name: "Brindle & Tram",
      shipping_address: {
        id: 9001,
        lines: ["Level 1", "12 Lantern Lane"],
        city: "Fitzroy",
        zone: "VIC",
        postal_code: "3065",
        country: "AU",
      },
      postal_address: expect.objectContaining({ id: 9002, lines: ["PO Box 417"] }),
      addresses: { count: 2, updated_at: "2025-02-04T09:30:00+11:00" },
      business_number: "12 345 678 901",
      contact_staff_member: {
        id: 732846,
        first_name: "Maeve",
        last_name: "O'Sullivan",
        email: "maeve@brindleandtram.example",
      },
      email: "hello@brindleandtram.example",
      phone: "03 7010 0400",
      image: null,
      website: "https://www.brindleandtram.example",
      currency: "AUD",
      timezone: { offset: expect.stringMatching(/^\+1[01]:00$/), name: "Australia/Melbourne" },
      sites: { count: 2, updated_at: "2025-02-04T09:30:00+11:00" },
      registers: { count: 4, limit: 6, updated_at: "2025-02-04T09:30:00+11:00" },
      staff: { count: 8, updated_at: "2025-02-04T09:30:00+11:00" },
      created_at: "2025-02-04T09:30:00+11:00",
      updated_at: "2025-02-04T09:30:00+11:00",
    });
  });

  test("KR-01 companies/me is the owner's company with Basic, the token's company with a token", async () => {
    const byBasic = await servery().get("/v1/companies/me.json");
    expect(byBasic.status).toBe(200);
    expect(byBasic.json()).toMatchObject({ id: 5678, currency: "AUD" });

    const { company, auth } = servery().other;
    const others = await servery().ask("/v1/companies/me.json", { auth });
    expect(others.json()).toMatchObject({ id: company, currency: "JPY", timezone: { offset: "+09:00" } });

    // The demo add-on, let into the other company: its token reaches that one, and its Basic stays at home.
    await servery().storage.access.addons.grant(company, 1 as never, null, servery().storage.clock());
    const token = await servery().token(60, 1, company);
    const byToken = await servery().ask("/v1/companies/me", {
      auth: `Bearer ${token}`,
      headers: { accept: "application/json" },
    });
    expect(byToken.json()).toMatchObject({ id: company, name: "Kissa Ōkami" });
    const elsewhere = await servery().ask("/v1/companies/5678.json", { auth: `Bearer ${token}` });
    expect(elsewhere.status).toBe(404);
    const again = await servery().get("/v1/companies/me.json");
    expect(again.json()).toMatchObject({ id: 5678 });
  });

  test("KR-01 me stands for the company in the paths below it too", async () => {
    const me = await servery().get("/v1/companies/me/sites.json");
    const named = await servery().get("sites.json");
    expect(me.json()).toEqual(named.json());
    expect(me.json()).toHaveLength(2);
  });

  test("KR-01 the offset of the company's time zone is the one that its clock has now, and the ETag follows", async () => {
    const before = servery().clock.now;
    try {
      servery().clock.now = () => July;
      const winter = await servery().get("/v1/companies/5678.json");
      servery().clock.now = () => January;
      const summer = await servery().get("/v1/companies/5678.json");
      expect(winter.json()).toMatchObject({ timezone: { offset: "+10:00" } });
      expect(summer.json()).toMatchObject({ timezone: { offset: "+11:00" } });
      expect(winter.headers.get("etag")).not.toBe(summer.headers.get("etag"));
    } finally {
      servery().clock.now = before;
    }
  });

  test("KR-01 the addresses of the company: list, one, and none that it does not have", async () => {
    const list = await servery().get("addresses.json");
    expect(list.json()).toEqual([
      expect.objectContaining({ id: 9001, lines: ["Level 1", "12 Lantern Lane"] }),
      expect.objectContaining({ id: 9002, lines: ["PO Box 417"] }),
    ]);
    const one = await servery().get("addresses/9002.json");
    expect(one.json()).toEqual(list.json<object[]>()[1]);
    expect((await servery().get("addresses/9003.json")).status).toBe(404); // a site's
    expect((await servery().get("addresses/first.json")).status).toBe(404);
  });

  test("KR-01 KC-16 another company's id is a 404, whatever stands below it", async () => {
    for (const below of ["", "/status", "/addresses", "/addresses/9001"]) {
      const got = await servery().get(`/v1/companies/6789${below}.json`);
      expect([below, got.status]).toEqual([below, 404]);
      expect(got.json()).toMatchObject({ error: "not_found", error_description: expect.any(String) });
    }
    for (const id of ["999999", "99999999999999999999"]) {
      expect((await servery().get(`/v1/companies/${id}.json`)).status).toBe(404);
    }
  });

  test("KR-01 a company is not written over this API", async () => {
    const put = await servery().put("/v1/companies/5678.json", { name: "Other" });
    expect(put.status).toBe(405);
    expect(put.headers.get("allow")).toBe("GET");
  });
});

onEveryEngine("the status of sites", (servery) => {
  const online = async (register: number, up: unknown) => {
    const operator = await servery().operator();
    return operator(`registers/${register}`, { method: "PUT", body: { online: up } });
  };

  test("KR-02 companies/{id}/status has one row for each site", async () => {
    const got = await servery().get("status.json");
    expect(got.status).toBe(200);
    expect(got.json()).toEqual([
      { site_id: 823, status: "online", online_ordering: "online", pass_thru_printing_register: "online" },
      { site_id: 824, status: "online", online_ordering: "online", pass_thru_printing_register: "online" },
    ]);
  });

  test("KR-02 sites_status is about the sites that the credentials reach, and names their company", async () => {
    const mine = await servery().get("/v1/sites_status.json");
    expect(mine.status).toBe(200);
    expect(mine.json()).toEqual([
      expect.objectContaining({ company_id: 5678, site_id: 823, status: "online" }),
      expect.objectContaining({ company_id: 5678, site_id: 824, status: "online" }),
    ]);
    const theirs = await servery().ask("/v1/sites_status.json", { auth: servery().other.auth });
    expect(theirs.json()).toEqual([
      { company_id: 6789, site_id: OTHER_SITE, status: "online", online_ordering: "online" },
    ]);
    expect((await servery().ask("/v1/sites_status.json", { auth: null })).status).toBe(401);
  });

  test("KR-02 a site is online while one of its registers is; its pass-thru register has a state of its own", async () => {
    const fitzroy = () => servery().get("sites/823/status.json");
    const first = await fitzroy();
    expect(first.json()).toEqual({
      status: "online",
      online_ordering: "online",
      pass_thru_printing_register: "online",
    });

    const bar = await online(17, false);
    expect(bar.status).toBe(200);
    expect(bar.json()).toMatchObject({ id: 17, online: false, site: { id: 823 } });
    const oneLeft = await fitzroy();
    expect(oneLeft.json()).toMatchObject({ status: "online", pass_thru_printing_register: "offline" });
    expect(oneLeft.headers.get("etag")).not.toBe(first.headers.get("etag"));

    await online(16, false);
    expect((await fitzroy()).json()).toMatchObject({ status: "offline", pass_thru_printing_register: "offline" });
    expect((await servery().get("status.json")).json()).toMatchObject([
      { site_id: 823, status: "offline" },
      { site_id: 824, status: "online" },
    ]);

    await online(17, true);
    expect((await fitzroy()).json()).toEqual(first.json());
    await online(16, true);
  });

  test("KR-02 where nothing prints pass-thru orders the status does not speak of it", async () => {
    const { auth } = servery().other;
    const got = await servery().ask("/v1/companies/6789/sites/990/status.json", { auth });
    expect(got.json()).toEqual({ status: "online", online_ordering: "online" });
  });

  test("KR-02 only the venue takes its own registers off line", async () => {
    const operator = await servery().operator();
    expect((await operator("registers/992", { method: "PUT", body: { online: false } })).status).toBe(404);
    expect((await online(16, "no")).status).toBe(400);
    expect((await operator("../6789/registers/992", { method: "PUT", body: { online: false } })).status).toBe(404);
    const path = "/admin/api/companies/5678/registers/16";
    expect((await servery().put(path, { online: false })).status).toBe(403); // an add-on
    expect((await servery().get("sites/823/status.json")).json()).toMatchObject({ status: "online" });
  });

  test("KR-02 KC-16 the status of another company's site is a 404", async () => {
    expect((await servery().get(`sites/${OTHER_SITE}/status.json`)).status).toBe(404);
    expect((await servery().get(`/v1/companies/6789/sites/${OTHER_SITE}/status.json`)).status).toBe(404);
    expect((await servery().get("/v1/companies/6789/status.json")).status).toBe(404);
    expect((await servery().get("sites/825/status.json")).status).toBe(404);
  });
});
