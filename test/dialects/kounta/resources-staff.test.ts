import { expect, test } from "vitest";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";

const OWNER = 732846;
const BARISTA = 732849;
const OTHER_STAFF = 991;

onEveryEngine("staff", (servery) => {
  const idsOf = async (path: string): Promise<number[]> =>
    (await servery().get(path)).json<{ id: number }[]>().map(({ id }) => id);

  test("KR-04 KC-10 the list is abridged, ascending", async () => {
    const list = await servery().get("staff.json");
    expect(list.status).toBe(200);
    expect(list.headers.get("x-pages")).toBe("1");
    expect(list.json()).toHaveLength(8);
    expect(list.json<object[]>()[0]).toEqual({
      id: OWNER,
      first_name: "Maeve",
      last_name: "O'Sullivan",
      primary_email_address: "maeve@brindleandtram.example",
      image: null,
    });
    expect(await idsOf("staff.json?start=732850")).toEqual([732851, 732852, 732853]);
  });

  test("KR-04 administrators are a list of their own", async () => {
    expect(await idsOf("staff/admins.json")).toEqual([OWNER]);
  });

  test("KR-04 staff of a site, with permissions only when asked for and never an administrator's", async () => {
    expect(await idsOf("sites/823/staff.json")).toEqual([OWNER, 732847, BARISTA, 732851, 732852, 732853]);
    const plain = await servery().get("sites/823/staff.json");
    expect(plain.text).not.toContain("permissions");

    const wide = await servery().get("sites/823/staff.json?fields=permissions");
    const rows = wide.json<{ id: number; permissions?: object[] }[]>();
    expect(rows.find(({ id }) => id === OWNER)).not.toHaveProperty("permissions");
    expect(rows.find(({ id }) => id === BARISTA)?.permissions).toContainEqual({
      code: "FinishSale",
      name: "Finish sales",
      domain: "Point of Sale",
    });
    expect(rows.filter(({ permissions }) => permissions)).toHaveLength(5);
  });

  test("KR-04 KC-10 one staff member is the full record", async () => {
    const one = await servery().get(`staff/${BARISTA}.json`);
    expect(one.status).toBe(200);
    expect(one.json()).toEqual({
      id: BARISTA,
      first_name: "Jun",
      last_name: "Watanabe",
      primary_email_address: "jun@brindleandtram.example",
      email_addresses: ["jun@brindleandtram.example"],
      image: null,
      is_admin: false,
      phone: null,
      mobile: "0491 570 159",
      fax: null,
      shipping_address: null,
      postal_address: null,
      addresses: { count: 0, updated_at: null },
      sites: { count: 1, updated_at: "2025-02-04T09:30:00+11:00" },
      permissions: expect.arrayContaining([{ code: "FinishSale", name: "Finish sales", domain: "Point of Sale" }]),
      created_at: "2025-02-04T09:30:00+11:00",
      updated_at: "2025-02-04T09:30:00+11:00",
    });
    const owner = await servery().get(`staff/${OWNER}.json`);
    expect(owner.json()).toMatchObject({ is_admin: true, sites: { count: 2 }, addresses: { count: 1 } });
    expect(owner.json()).not.toHaveProperty("permissions");
  });

  test("KR-04 staff/me is the company's contact, or the person who approved the token", async () => {
    const contact = await servery().get("staff/me.json");
    expect(contact.status).toBe(200);
    expect(contact.json()).toEqual((await servery().get(`staff/${OWNER}.json`)).json());

    const token = await servery().token(60, 1, servery().company, { staffId: BARISTA });
    const auth = `Bearer ${token}`;
    expect((await servery().ask("staff/me.json", { auth })).json()).toMatchObject({ id: BARISTA });
    expect((await servery().ask("staff/me/sites.json", { auth })).json()).toEqual([
      { id: 823, name: "Brindle & Tram Fitzroy", code: "FITZ" },
    ]);
  });

  test("KR-04 KR-02 the sites of a staff member", async () => {
    expect(await idsOf("staff/me/sites.json")).toEqual([823, 824]);
    expect(await idsOf("staff/732848/sites.json")).toEqual([824]);
    const row = (await servery().get("staff/732848/sites.json")).json<object[]>()[0];
    expect(row).toEqual({ id: 824, name: "Brindle & Tram Southbank", code: "SBNK" });
  });

  test("KR-04 the addresses of a staff member", async () => {
    const home = {
      id: 9101,
      lines: ["3 Cooper Mews"],
      city: "Collingwood",
      zone: "VIC",
      postal_code: "3066",
      country: "AU",
    };
    expect((await servery().get(`staff/${OWNER}/addresses.json`)).json()).toEqual([home]);
    expect((await servery().get("staff/me/addresses/9101.json")).json()).toEqual(home);
    expect((await servery().get(`staff/${BARISTA}/addresses.json`)).json()).toEqual([]);
    expect((await servery().get(`staff/${BARISTA}/addresses/9101.json`)).status).toBe(404);
  });

  test("KR-04 KC-16 another company's staff are a 404", async () => {
    const { auth } = servery().other;
    expect((await servery().ask(`/v1/companies/6789/staff/${OTHER_STAFF}.json`, { auth })).status).toBe(200);
    expect((await servery().ask("/v1/companies/me/staff/me.json", { auth })).json()).toMatchObject({ id: OTHER_STAFF });
    for (const path of [
      `staff/${OTHER_STAFF}.json`,
      `staff/${OTHER_STAFF}/sites.json`,
      `staff/${OTHER_STAFF}/addresses.json`,
      `staff/${OTHER_STAFF}/addresses/9101.json`,
      `sites/${OTHER_SITE}/staff.json`,
      `sites/${OTHER_SITE}/staff.json?fields=permissions`,
      "/v1/companies/6789/staff.json",
      "/v1/companies/6789/staff/admins.json",
      "/v1/companies/6789/staff/me.json",
      "/v1/companies/6789/staff/me/sites.json",
      `/v1/companies/6789/staff/${OTHER_STAFF}.json`,
      `/v1/companies/6789/sites/${OTHER_SITE}/staff.json`,
      "staff/99999999999999999999.json",
      "staff/jun.json",
    ]) {
      const got = await servery().get(path);
      expect([path, got.status]).toEqual([path, 404]);
      expect(got.json()).toMatchObject({ error: "not_found" });
    }
  });
});
