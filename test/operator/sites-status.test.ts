import { expect, test } from "vitest";
import { type Json, OTHER_ADDON, OTHER_SITE, onEveryEngine } from "../support/servery.ts";

onEveryEngine("the status of all sites", (servery) => {
  const seen = async (auth: string): Promise<string[]> => {
    const answer = await servery().ask("/v1/sites_status.json", { auth });
    expect(answer.status, answer.text).toBe(200);
    return answer.json().map((row: Json) => `${row.company_id}/${row.site_id}`);
  };
  const bearer = async (company: number, permissions: string[], api?: "kseries"): Promise<string> =>
    `Bearer ${await servery().token(3_600, OTHER_ADDON, company, { permissions, ...(api && { api }) })}`;
  const theirs = `6789/${OTHER_SITE}`;
  const ours = ["5678/823", "5678/824"];

  test("KR-02 KC-16 Basic sees the own company's sites, a token those of all that let the add-on see theirs", async () => {
    const { company, other, storage, auth } = servery();
    const { addons } = storage.access;
    const own = await bearer(other.company, ["company:read"]);
    expect(await seen(own)).toEqual([theirs]);

    await addons.grant(company, OTHER_ADDON, null, 0);
    expect(await seen(own), "connected, but nothing approved over this API").toEqual([theirs]);
    await bearer(company, ["orders:read"]);
    expect(await seen(own), "approved, but not this").toEqual([theirs]);
    await bearer(company, ["company:read"], "kseries");
    expect(await seen(own), "approved for the other API").toEqual([theirs]);
    const here = await bearer(company, ["company:read", "orders:read"]);
    for (const token of [own, here]) expect(await seen(token)).toEqual([...ours, theirs]);

    expect(await seen(other.auth)).toEqual([theirs]);
    expect(await seen(auth)).toEqual(ours);
    const without = await servery().ask("/v1/sites_status", { auth: await bearer(company, ["orders:read"]) });
    expect([without.status, without.json().permission]).toEqual([403, "company:read"]);

    await addons.ungrant(company, OTHER_ADDON);
    expect(await seen(own)).toEqual([theirs]);
    expect((await servery().ask("/v1/sites_status.json", { auth: here })).status).toBe(401);
  });
});
