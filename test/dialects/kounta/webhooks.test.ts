import { expect, test } from "vitest";
import { topics } from "../../../src/domain/events/topics.ts";
import type { AddonId } from "../../../src/domain/ids.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { register } from "./webhooks-receiver.ts";

const ADDRESS = "https://receiver.example/hook?key=%20a";
const hook = { topic: "orders/completed", address: ADDRESS };

onEveryEngine("webhooks", (servery) => {
  const refused = async (body: unknown, method = "POST", path = "webhooks"): Promise<Json> => {
    const answer = await servery().ask(path, { method, body });
    expect([answer.status, answer.text]).toEqual([400, expect.not.stringMatching(/\b(?:invalid|expired)\b/)]);
    return answer.json();
  };

  test("KW-01 a webhook is made, listed, read, changed and removed", async () => {
    const made = await servery().post("webhooks.json", {
      ...hook,
      format: "json",
      filter: { site_ids: [823, 824] },
      headers: { Authorization: "Bearer abc", "X-Shop": "7" },
    });
    expect([made.status, made.text]).toEqual([201, ""]);
    const location = made.headers.get("location")!;
    expect(location).toMatch(/^http:\/\/[^/]+\/v1\/companies\/5678\/webhooks\/\d+\.json$/);
    const one = await servery().get(location);
    expect(one.status).toBe(200);
    const whole = {
      id: expect.any(Number),
      topic: "orders/completed",
      address: ADDRESS,
      format: "json",
      filter: { site_ids: [823, 824] },
      headers: { Authorization: "Bearer abc", "X-Shop": "7" },
      ordered: false,
      active: true,
      disabled_reason: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+1[01]:00$/),
      updated_at: expect.any(String),
    };
    expect(one.json()).toEqual(whole);
    const list = await servery().get("webhooks.json");
    expect([list.status, list.json()]).toEqual([200, [whole]]);

    const changed = await servery().put(location, { address: "https://receiver.example/other", ordered: true });
    expect(changed.status).toBe(200);
    expect(changed.json()).toEqual({ ...whole, address: "https://receiver.example/other", ordered: true });
    expect((await servery().get(location)).json()).toEqual(changed.json());

    const gone = await servery().delete(location);
    expect([gone.status, gone.text]).toEqual([204, ""]);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const answer = await servery().ask(location, { method, ...(method === "PUT" && { body: {} }) });
      expect([method, answer.status, answer.json().error]).toEqual([method, 404, "not_found"]);
    }
    expect((await servery().get("webhooks")).json()).toEqual([]);
  });

  test("KW-01 a change replaces what is given, and nothing else; a filter is given whole", async () => {
    const id = await register(servery(), { ...hook, filter: { site_ids: [823], attributes: ["customer"] } });
    const path = `webhooks/${id}`;
    const before = (await servery().get(path)).json();
    const same = await servery().put(path, before); // the whole record, just as it was read
    expect(same.json()).toEqual(before);
    const narrowed = await servery().put(path, { filter: { site_ids: [824] } });
    expect(narrowed.json()).toMatchObject({ filter: { site_ids: [824] }, topic: "orders/completed", address: ADDRESS });
    expect(narrowed.json()["filter"]).toEqual({ site_ids: [824] });
    expect((await servery().put(path, { headers: { "X-A": "1" } })).json()).toMatchObject({
      headers: { "X-A": "1" },
      filter: { site_ids: [824] },
    });
    expect((await servery().put(path, { headers: {}, filter: {} })).json()).toMatchObject({ headers: {}, filter: {} });
    expect((await servery().put(path, { active: false })).json()).toMatchObject({
      active: false,
      disabled_reason: null,
    });
    // Only its owner's word brings back what its owner has switched off.
    expect((await servery().put(path, { address: "https://b.example/" })).json()).toMatchObject({ active: false });
    expect((await servery().put(path, { active: true })).json()).toMatchObject({ active: true });
    await servery().delete(path);
  });

  test("KW-01 a change is checked as a whole: a new topic must fit the filter that stays", async () => {
    const id = await register(servery(), {
      topic: "sites/updated",
      address: ADDRESS,
      filter: { attributes: ["email"] },
    });
    expect(await refused({ topic: "orders/completed" }, "PUT", `webhooks/${id}`)).toMatchObject({
      error: "unknown_attribute",
      error_description: "filter: orders/completed can be narrowed by customer, not by email",
    });
    expect(await refused({ address: "ftp://receiver.example/" }, "PUT", `webhooks/${id}`)).toMatchObject({
      field: "address",
    });
    expect((await servery().get(`webhooks/${id}`)).json()).toMatchObject({
      topic: "sites/updated",
      address: ADDRESS,
      filter: { attributes: ["email"] },
    });
    const both = await servery().put(`webhooks/${id}`, { topic: "orders/deleted", filter: {} });
    expect(both.json()).toMatchObject({ topic: "orders/deleted", filter: {} });
    await servery().delete(`webhooks/${id}`);
  });

  test.each([
    [undefined, {}],
    [null, {}],
    [{}, {}],
    [[], {}],
    [{ site_ids: null }, {}],
    [{ site_ids: [] }, {}],
    [{ site_ids: ["824", 824] }, { site_ids: [824] }],
    [{ customer: true }, { attributes: ["customer"] }],
    [{ attributes: ["customer"] }, { attributes: ["customer"] }],
    [{ customer: false }, {}],
    [{ customer: 51 }, { customer: [51] }],
    [
      { customer: [51, 52], site_ids: [823] },
      { site_ids: [823], customer: [51, 52] },
    ],
  ])("KW-01 the filter %j is kept as %j", async (filter, kept) => {
    const id = await register(servery(), { ...hook, ...(filter !== undefined && { filter }) });
    const got = (await servery().get(`webhooks/${id}`)).json();
    expect(got["filter"]).toEqual(kept);
    expect((await servery().put(`webhooks/${id}`, { filter: got["filter"] })).json()["filter"]).toEqual(kept);
    await servery().delete(`webhooks/${id}`);
  });

  test("KW-01 every topic can be registered, several times, and the spelling of a name is not a trap", async () => {
    const ids: number[] = [];
    for (const topic of Object.keys(topics)) ids.push(await register(servery(), { ...hook, topic }));
    ids.push(await register(servery(), hook), await register(servery(), hook));
    ids.push(await register(servery(), { ...hook, topic: "orders/group-finalized" }));
    const list = (await servery().get("webhooks")).json<Json[]>();
    expect(list.filter(({ topic }) => topic === "orders/completed")).toHaveLength(3);
    expect(list.at(-1)).toMatchObject({ topic: "orders/group_finalised" });
    for (const id of ids) await servery().delete(`webhooks/${id}`);
  });

  test.each<[Record<string, unknown>, string, string]>([
    [{ topic: undefined }, "topic", "topic: must be one of orders/completed, orders/deleted"],
    [{ topic: "orders/exploded" }, "topic", "topic: must be one of orders/completed, orders/deleted"],
    [{ topic: 5 }, "topic", "topic: must be one of"],
    [{ address: undefined }, "address", "address: must be text"],
    [{ address: "" }, "address", "address: "],
    [{ address: "receiver.example" }, "address", "address: "],
    [{ address: "ftp://receiver.example/" }, "address", "address: "],
    [{ address: "https://user:secret@receiver.example/" }, "address", "address: "],
    [{ address: "http://10.0.0.1/hook" }, "address", "address: "],
    [{ address: "http://169.254.169.254/latest" }, "address", "address: "],
    [{ address: "http://[::ffff:192.168.0.1]/" }, "address", "address: "],
    [{ address: "http://receiver.example/\u0001" }, "address", "address: "],
    [{ format: "xml" }, "format", "format: must be json: nothing else is sent"],
    [{ format: 1 }, "format", "format: must be json"],
    [{ filter: "823" }, "filter", "filter: must be an object"],
    [{ filter: { site_id: 823 } }, "filter", "filter: has no part site_id; there are site_ids, attributes, customer"],
    [{ filter: { site_ids: 823 } }, "filter.site_ids", "filter.site_ids: must be a list of ids"],
    [{ filter: { site_ids: [999] } }, "filter.site_ids", "filter.site_ids: there is no site 999"],
    [{ filter: { site_ids: [990] } }, "filter.site_ids", "filter.site_ids: there is no site 990"],
    [
      { filter: { attributes: ["colour"] } },
      "filter",
      "filter: orders/completed can be narrowed by customer, not by colour",
    ],
    [{ filter: { email: true } }, "filter", "filter: orders/completed can be narrowed by customer, not by email"],
    [
      { topic: "orders/deleted", filter: { customer: 5 } },
      "filter",
      "filter: orders/deleted can be narrowed by site_ids only",
    ],
    [{ filter: { customer: "x" } }, "filter.customer", "filter.customer: must be true, an id or a list of ids"],
    [{ headers: "X-A: 1" }, "headers", "headers: must be an object"],
    [{ headers: { Host: "elsewhere.example" } }, "headers", "headers: Host cannot be set"],
    [{ headers: { "X-Kounta-Signature": "0" } }, "headers", "headers: X-Kounta-Signature cannot be set"],
    [{ headers: { "x-servery-topic": "0" } }, "headers", "headers: x-servery-topic cannot be set"],
    [{ headers: { "X-A\r\nHost": "0" } }, "headers", "headers: X-A"],
    [{ headers: { "X-A": "1\r\nHost: elsewhere.example" } }, "headers", "headers: the value of X-A must be one line"],
    [{ headers: { "X-A": "" } }, "headers", "headers: the value of X-A"],
    [{ headers: { "X-A": "naïve" } }, "headers", "headers: the value of X-A"],
    [{ headers: { "X-A": 1 } }, "headers.X-A", "headers.X-A: must be text"],
    [{ headers: { "X-A": "1", "x-a": "2" } }, "headers", "headers: x-a stands there twice"],
    [{ ordered: "yes" }, "ordered", "ordered: must be true or false"],
    [{ active: null }, "active", "active: must be true or false"],
  ])("KW-01 %j is refused by name: %s", async (change, field, says) => {
    const answer = await refused({ ...hook, ...change });
    expect(answer["field"]).toBe(field);
    expect(answer["error_description"]).toContain(says);
    expect((await servery().get("webhooks")).json()).toEqual([]);
  });

  test("KW-01 an address or header beyond all measure is refused too", async () => {
    const long = "a".repeat(3_000);
    expect(await refused({ ...hook, address: `https://receiver.example/${long}` })).toMatchObject({ field: "address" });
    expect(await refused({ ...hook, headers: { [`X-${long}`]: "1" } })).toMatchObject({ field: "headers" });
    expect(await refused({ ...hook, headers: { "X-A": long } })).toMatchObject({ field: "headers", value: "X-A" });
    const headers = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`X-${i}`, "1"]));
    expect((await refused({ ...hook, headers }))["error_description"]).toBe("headers: must not be more than 20");
    const ids = Array.from({ length: 1_001 }, () => 823);
    expect(await refused({ ...hook, filter: { site_ids: ids } })).toMatchObject({ field: "filter.site_ids" });
  });

  test("KW-01 an add-on sees and reaches its own webhooks only", async () => {
    const id = await register(servery(), hook);
    const neighbour = await servery().addon({ id: 77 as AddonId, clientId: "neighbour" });
    const stranger = servery().other.auth;
    for (const method of ["GET", "PUT", "DELETE"]) {
      const ask = { method, ...(method === "PUT" && { body: { active: false } }) };
      expect((await servery().ask(`webhooks/${id}`, { ...ask, auth: neighbour })).status).toBe(404);
      expect((await servery().ask(`webhooks/${id}`, { ...ask, auth: stranger })).status).toBe(404);
      expect((await servery().ask(`/v1/companies/6789/webhooks/${id}`, { ...ask, auth: stranger })).status).toBe(404);
    }
    expect((await servery().ask("webhooks", { auth: neighbour })).json()).toEqual([]);
    expect((await servery().get(`webhooks/${id}`)).json()).toMatchObject({ active: true });
    await servery().delete(`webhooks/${id}`);
  });

  test("KW-01 reading and writing take a permission each", async () => {
    const id = await register(servery(), hook);
    const may = async (permissions: string[]) => `Bearer ${await servery().token(600, 1, 5678, { permissions })}`;
    const reader = await may(["webhooks:read"]);
    const writer = await may(["webhooks:write"]);
    const nobody = await may(["orders:read"]);
    const statusOf = async (auth: string, method: string, path: string, body?: unknown) =>
      (await servery().ask(path, { auth, method, ...(body !== undefined && { body }) })).status;
    expect(await statusOf(reader, "GET", `webhooks/${id}`)).toBe(200);
    expect(await statusOf(reader, "POST", "webhooks", hook)).toBe(403);
    expect(await statusOf(reader, "PUT", `webhooks/${id}`, {})).toBe(403);
    expect(await statusOf(reader, "DELETE", `webhooks/${id}`)).toBe(403);
    expect(await statusOf(nobody, "GET", "webhooks")).toBe(403);
    expect(await statusOf(writer, "GET", "webhooks")).toBe(403);
    expect(await statusOf(writer, "DELETE", `webhooks/${id}`)).toBe(204);
  });

  test("KW-01 an add-on has a hundred webhooks in a company at the most", async () => {
    const auth = await servery().addon({ id: 78 as AddonId, clientId: "collector" });
    for (let i = 0; i < 100; i++) await register(servery(), hook, auth);
    const full = await servery().ask("webhooks", { method: "POST", body: hook, auth });
    expect([full.status, full.json().error]).toEqual([400, "too_many_webhooks"]);
    const page = await servery().ask("webhooks", { auth });
    expect(page.headers.get("x-pages")).not.toBeNull();
    await register(servery(), hook); // the limit is each add-on's own
  });
});
