import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { AddonId } from "../../src/domain/ids.ts";
import { withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { type Json, OTHER_ADDON, onEveryEngine, testAddon } from "../support/servery.ts";
import { type Person, as } from "./support.ts";

const SECRET = "the add-on's own secret";

onEveryEngine("webhooks of an add-on, arranged by the venue", (servery) => {
  const receiver = withReceiver();
  const ask = async (method: string, path: string, body?: object, who: Person = "owner") =>
    (await as(servery(), who))(path, { method, ...(body && { body }) });
  let count = 0;
  const newAddon = async (facts: object = {}): Promise<AddonId> => {
    const id = (await servery().storage.companies.newId("addon")) as AddonId;
    const addon = testAddon({ id, clientId: `arranged-${id}`, ...facts }, SECRET, servery().clock.now());
    await servery().storage.access.addons.add(addon);
    return id;
  };
  const hook = (facts: object = {}) => ({ topic: "orders/completed", address: `${receiver.url}/${++count}`, ...facts });

  test("VU-04 a webhook is made, changed and deleted for an add-on, and what is sent bears its signature", async () => {
    const addon = await newAddon();
    const at = `addons/${addon}/webhooks`;
    const terms = hook({ headers: { Authorization: "Bearer hidden" }, filter: { site_ids: [823] }, ordered: true });
    const made = await ask("POST", at, terms);
    const webhook = made.json();
    expect([made.status, webhook]).toMatchObject([
      201,
      { ...terms, headers: { Authorization: "…" }, active: true, addon: { id: addon }, health: { failures: 0 } },
    ]);
    expect(made.text).not.toContain("hidden");
    expect(made.text).not.toContain(SECRET);
    expect(made.headers.get("location")).toMatch(new RegExp(`/${at}/${webhook.id}$`));
    await servery().order({ status: "COMPLETE", lines: [{ product_id: servery().ids.product_ids[0] }] });
    const path = new URL(terms.address).pathname;
    const [sent] = await receiver.soon(path);
    expect(sent!.headers["authorization"]).toBe("Bearer hidden");
    const hash = createHmac("sha256", SECRET).update(sent!.body).digest("hex");
    expect(sent!.headers["x-kounta-signature"]).toBe(hash);
    const changed = await ask("PUT", `${at}/${webhook.id}`, { topic: "orders/deleted", active: false });
    expect([changed.status, changed.json()]).toMatchObject([
      200,
      { ...terms, topic: "orders/deleted", active: false, headers: { Authorization: "…" } },
    ]);
    // It is the very webhook that the add-on sees.
    const token = `Bearer ${await servery().token(60, addon)}`;
    const own = (await servery().ask("webhooks", { auth: token })).json<Json[]>();
    expect(own).toMatchObject([
      { id: webhook.id, topic: "orders/deleted", headers: { Authorization: "Bearer hidden" } },
    ]);
    expect((await ask("DELETE", `${at}/${webhook.id}`)).status).toBe(204);
    expect((await ask("DELETE", `${at}/${webhook.id}`)).status).toBe(404);
    expect((await servery().ask("webhooks", { auth: token })).json()).toEqual([]);
  });

  test("VU-04 the rules are those of the public API, and the sentences too", async () => {
    const addon = await newAddon();
    const { id } = (await ask("POST", `addons/${addon}/webhooks`, hook())).json();
    const token = `Bearer ${await servery().token(60, addon)}`;
    for (const [facts, field] of [
      [{ topic: "orders/exploded" }, "topic"],
      [{ topic: undefined }, "topic"],
      [{ address: "ftp://example.com/" }, "address"],
      [{ address: "http://169.254.169.254/latest" }, "address"],
      [{ address: undefined }, "address"],
      [{ filter: { site_ids: [990] } }, "filter.site_ids"],
      [{ filter: { colour: "red" } }, "filter"],
      [{ headers: { Host: "example.com" } }, "headers"],
      [{ headers: { "X-Kounta-Signature": "mine" } }, "headers"],
      [{ ordered: "yes" }, "ordered"],
    ] as const) {
      const body = { ...hook(), ...facts };
      const refused = await ask("POST", `addons/${addon}/webhooks`, body);
      expect([facts, refused.status, refused.json().field]).toEqual([facts, 400, field]);
      const theirs = await servery().ask("webhooks", { method: "POST", body, auth: token });
      expect(refused.json().error_description).toBe(theirs.json().error_description);
      if (Object.values(facts)[0] === undefined) continue;
      const change = await ask("PUT", `addons/${addon}/webhooks/${id}`, facts);
      expect([facts, change.status, change.json().field]).toEqual([facts, 400, field]);
    }
  });

  test("KC-16 another company's add-on is a 404, and a webhook of another add-on too", async () => {
    const [addon, other] = [await newAddon(), await newAddon()];
    const { id } = (await ask("POST", `addons/${other}/webhooks`, hook())).json();
    for (const [method, path, body] of [
      ["POST", `addons/${OTHER_ADDON}/webhooks`, hook()],
      ["POST", "addons/99999999/webhooks", hook()],
      ["POST", `/admin/api/companies/6789/addons/${OTHER_ADDON}/webhooks`, hook()],
      ["PUT", `addons/${addon}/webhooks/${id}`, { active: false }],
      ["DELETE", `addons/${addon}/webhooks/${id}`, undefined],
      ["PUT", `addons/${OTHER_ADDON}/webhooks/${id}`, { active: false }],
      ["DELETE", `addons/${OTHER_ADDON}/webhooks/${id}`, undefined],
    ] as const) {
      const answer = await ask(method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const all = (await ask("GET", "webhooks?per_page=200")).json<Json[]>();
    expect(all.find((webhook) => webhook.id === id)).toMatchObject({ active: true });
  });

  test("only who looks after add-ons arranges their webhooks; add-ons that nothing can be sent to get none", async () => {
    const addon = await newAddon();
    const at = `addons/${addon}/webhooks`;
    for (const who of ["manager", "barista"] as const) expect((await ask("POST", at, hook(), who)).status).toBe(403);
    const { id } = (await ask("POST", at, hook())).json();
    const kseries = await newAddon({ apis: ["kseries"] });
    const other = await ask("POST", `addons/${kseries}/webhooks`, hook());
    expect([other.status, other.json().error]).toEqual([409, "other_api"]);
    const apart = await newAddon();
    await servery().storage.access.addons.ungrant(servery().company, apart);
    const alone = await ask("POST", `addons/${apart}/webhooks`, hook());
    expect([alone.status, alone.json().error]).toEqual([409, "not_connected"]);
    await ask("DELETE", `addons/${addon}`);
    for (const [method, path] of [
      ["POST", at],
      ["PUT", `${at}/${id}`],
    ] as const) {
      const revoked = await ask(method, path, hook());
      expect([method, revoked.status, revoked.json().error]).toEqual([method, 409, "revoked"]);
    }
    expect([204, 404]).toContain((await ask("DELETE", `${at}/${id}`)).status);
  });
});
