import { expect, test } from "vitest";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";

const OTHER_REGISTER = 992;

onEveryEngine("registers", (servery) => {
  test("KR-03 KC-10 registers of the company: abridged, with their site", async () => {
    const list = await servery().get("registers.json");
    expect(list.status).toBe(200);
    expect(list.headers.get("x-pages")).toBe("1");
    expect(list.json()).toEqual([
      { id: 16, code: "F1", name: "Fitzroy counter", site_id: 823 },
      { id: 17, code: "F2", name: "Fitzroy bar", site_id: 823 },
      { id: 18, code: "S1", name: "Southbank counter", site_id: 824 },
      { id: 19, code: "S2", name: "Southbank terrace", site_id: 824 },
    ]);
    expect((await servery().get("registers.json?start=17")).json()).toHaveLength(2);
  });

  test("KR-03 registers of a site do not repeat the site", async () => {
    const list = await servery().get("sites/824/registers.json");
    expect(list.status).toBe(200);
    expect(list.json()).toEqual([
      { id: 18, code: "S1", name: "Southbank counter" },
      { id: 19, code: "S2", name: "Southbank terrace" },
    ]);
  });

  test("KR-03 KC-10 one register is the full record, with who works at it", async () => {
    const one = await servery().get("registers/16.json");
    expect(one.status).toBe(200);
    expect(one.json()).toEqual({
      id: 16,
      company_id: 5678,
      code: "F1",
      name: "Fitzroy counter",
      site: { id: 823, name: "Brindle & Tram Fitzroy", code: "FITZ" },
      current_staff_member: { id: 732849, first_name: "Jun", last_name: "Watanabe" },
      sale_prefix: "F1-",
      return_prefix: "F1R-",
      assigned_to_device: true,
    });
    expect((await servery().get("registers/19.json")).json()).toMatchObject({ current_staff_member: null });
  });

  test("KR-03 a register's ETag follows its site, whose name it shows", async () => {
    const before = await servery().get("registers/18.json");
    await servery().put("sites/824.json", { name: "Ferryman" });
    const etag = before.headers.get("etag")!;
    const after = await servery().get("registers/18.json", { "if-none-match": etag });
    expect(after.status).toBe(200);
    expect(after.json()).toMatchObject({ site: { name: "Ferryman" } });
    const still = await servery().get("registers/16.json", {
      "if-none-match": (await servery().get("registers/16.json")).headers.get("etag")!,
    });
    expect(still.status).toBe(304);
  });

  test("KR-03 KC-16 another company's registers are a 404", async () => {
    const { auth } = servery().other;
    expect((await servery().ask(`/v1/companies/6789/registers/${OTHER_REGISTER}.json`, { auth })).status).toBe(200);
    for (const path of [
      `registers/${OTHER_REGISTER}.json`,
      `/v1/companies/6789/registers/${OTHER_REGISTER}.json`,
      "/v1/companies/6789/registers.json",
      `sites/${OTHER_SITE}/registers.json`,
      `/v1/companies/6789/sites/${OTHER_SITE}/registers.json`,
      "registers/99999999999999999999.json",
      "registers/bar.json",
      "sites/825/registers.json",
    ]) {
      const got = await servery().get(path);
      expect([path, got.status]).toEqual([path, 404]);
      expect(got.json()).toMatchObject({ error: "not_found" });
    }
  });
});
