import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

onEveryEngine("creating orders", (servery) => {
  test("KO-20 a blank order needs a site or a register and nothing else", async () => {
    const { ids } = servery();
    const atSite = await servery().order();
    expect(atSite).toMatchObject({ site_id: ids.site_id, register_id: null, status: "SUBMITTED", total: 0, lines: [] });
    const made = await servery().post("orders", { register_id: ids.register_id });
    expect(made.status).toBe(201);
    const neither = await servery().post("orders", { notes: "nowhere" });
    expect(neither.status).toBe(400);
    expect(neither.json()).toMatchObject({ error: "site_or_register_required" });
  });
});
