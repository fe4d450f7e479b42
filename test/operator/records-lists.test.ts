import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

onEveryEngine("lists of the set-up", (servery) => {
  const list = async (path: string) => (await as(servery(), "manager"))(path);
  const names = async (path: string): Promise<string[]> => (await list(path)).json<Json[]>().map((one) => one.name);

  test("VU-03 lists are searched by every word, whatever the case and the accents", async () => {
    const people = async (q: string) =>
      (await list(`staff?q=${encodeURIComponent(q)}`)).json<Json[]>().map((one) => one.first_name as string);
    expect(await people("tomas")).toEqual(["Tomás"]);
    expect(await people("HERR tom")).toEqual(["Tomás"]);
    expect(await people("tom raman")).toEqual([]);
    expect(await people("zoe@")).toEqual(["Zoë"]);
    expect(await people("  ")).toHaveLength(8);
    expect(await names("account_profiles?q=togo")).toEqual(["Pick-up"]);
  });

  test("VU-03 lists are sorted by name, id and change, either way round", async () => {
    const ask = await as(servery(), "manager");
    expect(await names("taxes?sort=name")).toEqual(["GST", "Liquor levy", "Wine equalisation tax"]);
    expect(await names("taxes?sort=-name")).toEqual(["Wine equalisation tax", "Liquor levy", "GST"]);
    expect(await names("taxes?sort=-id")).toEqual(["Wine equalisation tax", "Liquor levy", "GST"]);
    await ask("taxes/830", { method: "PUT", body: { name: "Liquor duty" } });
    expect((await names("taxes?sort=-updated_at"))[0]).toBe("Liquor duty");
    expect((await names("taxes?sort=updated_at")).at(-1)).toBe("Liquor duty");
    await ask("taxes/830", { method: "PUT", body: { name: "Liquor levy" } });
  });

  test("VU-03 lists come page by page, and tell how many there are", async () => {
    const seen: number[] = [];
    let next: string | null = "/admin/api/companies/5678/staff?per_page=3&sort=name";
    let pages = 0;
    while (next !== null) {
      const page = await list(next);
      expect([page.headers.get("x-pages"), page.headers.get("x-total")]).toEqual(["3", "8"]);
      seen.push(...page.json<Json[]>().map(({ id }) => id));
      next = page.headers.get("x-next-page");
      pages++;
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 8, 8]);
    expect((await list("staff?page=4&per_page=3")).json()).toEqual([]);
    const headers = { "x-page": "1" };
    const byHeader = await (await as(servery(), "manager"))("staff?per_page=3", { headers });
    expect(byHeader.json()).toEqual((await list("staff?per_page=3&page=2")).json());
    for (const [query, field] of [
      ["per_page=0", "per_page"],
      ["per_page=201", "per_page"],
      ["per_page=a", "per_page"],
      ["page=0", "page"],
      ["sort=color", "sort"],
      [`q=${"x".repeat(101)}`, "q"],
      ["site_id=here", "site_id"],
    ] as const) {
      const refused = await list(`staff?${query}`);
      expect([refused.status, refused.json().field], query).toEqual([400, field]);
    }
    const wrong = await (await as(servery(), "manager"))("staff", { headers: { "x-page": "-1" } });
    expect(wrong.status).toBe(400);
  });

  test("VU-03 lists are narrowed to a site", async () => {
    expect(await names("registers?site_id=823")).toHaveLength(2);
    expect(await names("registers?site_id=990")).toEqual([]);
    const southbank = (await list("staff?site_id=824")).json<Json[]>();
    expect(southbank.every(({ site_ids }) => site_ids.includes(824))).toBe(true);
    expect((await list("account_profiles?site_id=823")).json<Json[]>().map(({ code }) => code)).not.toContain(
      "HAPPYHOUR",
    );
    expect((await list("account_profiles?site_id=824")).json<Json[]>().map(({ code }) => code)).toContain("HAPPYHOUR");
  });
});
