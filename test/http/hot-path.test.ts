import { expect, test } from "vitest";
import { orderCommands } from "../../src/commands/change-order.ts";
import type { AddonId, OrderId } from "../../src/domain/ids.ts";
import type { Answer, Json, TestServery } from "../support/servery.ts";
import { onEveryEngine } from "../support/servery.ts";
import { rawAsk } from "./raw.ts";
import { besideAServer, soon } from "./second-store.ts";

/** An order with a line and a payment, that many changes can be made to. */
const fullOrder = (servery: TestServery): Promise<Json> =>
  servery.order({
    lines: [{ product_id: servery.ids.product_ids[0], quantity: 2 }],
    payments: [{ method_id: 1, amount: 1 }],
    notes: "before",
  });

/** Asks so often that the answer comes from the fast path, and holds that it was always the same one. */
const warm = async (servery: TestServery, path: string, headers: Record<string, string> = {}): Promise<Answer> => {
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await servery.get(path, headers));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.headers.get("etag"))).size).toBe(1);
  expect(new Set(answers.map((answer) => answer.headers.get("x-request-id"))).size).toBe(4);
  return answers[0]!;
};

type Change = (servery: TestServery, order: Json) => Promise<Answer>;
const changes: readonly (readonly [name: string, change: Change, status: number])[] = [
  ["PUT", (s, { id }) => s.put(`orders/${id}`, { notes: "after" }), 200],
  ["PATCH", (s, { id }) => s.ask(`orders/${id}`, { method: "PATCH", body: { guests: 3 } }), 200],
  ["a status", (s, { id }) => s.put(`orders/${id}`, { status: "ON_HOLD" }), 200],
  ["a line added", (s, { id }) => s.post(`orders/${id}/lines`, { product_id: s.ids.product_ids[1] }), 201],
  ["a line changed", (s, { id }) => s.put(`orders/${id}/lines/1`, { quantity: 3 }), 200],
  ["a line removed", (s, { id }) => s.delete(`orders/${id}/lines/1`), 204],
  ["a payment added", (s, { id }) => s.post(`orders/${id}/payments`, { method_id: 1, amount: 0.5 }), 201],
  ["a payment's ref", (s, { id }) => s.put(`orders/${id}/payments/1`, { ref: "R-1" }), 200],
  ["a tip added later", (s, { id }) => s.put(`orders/${id}/payments/1`, { tip: 1 }), 200],
  [
    "the operator's yes",
    async (s, { id }) => (await s.operator())(`orders/${id}`, { method: "PUT", body: { status: "ACCEPTED" } }),
    200,
  ],
  [
    "the operator's line",
    async (s, { id }) => (await s.operator())(`orders/${id}/lines/1`, { method: "PUT", body: { quantity: 5 } }),
    200,
  ],
  [
    "the operator's table",
    async (s, { id }) => (await s.operator())(`orders/${id}`, { method: "PUT", body: { table: "7" } }),
    200,
  ],
  ["the operator deletes", async (s, { id }) => (await s.operator())(`orders/${id}`, { method: "DELETE" }), 204],
];

onEveryEngine("an order that is asked for often", (servery) => {
  for (const [name, change, status] of changes) {
    test(`KC-11 ${name} ends the answer that was kept`, async () => {
      const order = await fullOrder(servery());
      const path = `orders/${order.id}`;
      const before = await warm(servery(), path);
      const etag = before.headers.get("etag") ?? "";
      expect((await servery().get(path, { "if-none-match": etag })).status).toBe(304);

      expect((await change(servery(), order)).status).toBe(status);

      const after = await servery().get(path, { "if-none-match": etag });
      expect(after.status).toBe(200);
      expect(after.headers.get("etag")).not.toBe(etag);
      expect(after.text).not.toBe(before.text);
      expect((await warm(servery(), path)).text).toBe(after.text);
      expect((await servery().get(path, { "if-none-match": after.headers.get("etag") ?? "" })).status).toBe(304);
    });
  }

  test("KC-11 a change that changes nothing for others leaves their kept answers", async () => {
    const [one, two] = [await fullOrder(servery()), await fullOrder(servery())];
    const kept = await warm(servery(), `orders/${one.id}`);
    await servery().put(`orders/${two.id}`, { notes: "after" });
    expect((await servery().get(`orders/${one.id}`)).headers.get("etag")).toBe(kept.headers.get("etag"));
    expect((await servery().get(`orders/${two.id}`)).json()).toMatchObject({ notes: "after" });
  });

  test("KC-11 many clients that read while one writes never see an order go back", async () => {
    const { id } = await fullOrder(servery());
    let done = false;
    let last = 0;
    const reader = async (): Promise<number> => {
      let seen = 0;
      while (!done) {
        const floor = last;
        const { guests } = (await servery().get(`orders/${id}`)).json();
        expect(guests ?? 0).toBeGreaterThanOrEqual(floor);
        seen++;
      }
      return seen;
    };
    const readers = Array.from({ length: 4 }, reader);
    for (let guests = 1; guests <= 40; guests++) {
      await servery().put(`orders/${id}`, { guests });
      last = guests;
    }
    done = true;
    expect(Math.min(...(await Promise.all(readers)))).toBeGreaterThan(3);
  });

  const json = { accept: "application/json" };
  for (const [name, suffix, headers, status, body] of [
    ["Accept: */*", "", () => ({ accept: "*/*" }), 200, "compact"],
    ["Accept: application/json", "", () => json, 200, "compact"],
    ["no Accept", "", () => ({}), 406, "error"],
    ["Accept: text/html", "", () => ({ accept: "text/html" }), 406, "error"],
    ["Accept: application/json;q=0", "", () => ({ accept: "application/json;q=0" }), 406, "error"],
    ["no Accept, .json", ".json", () => ({}), 200, "compact"],
    ["text/html, .json", ".json", () => ({ accept: "text/html" }), 200, "compact"],
    ["no Accept, .json only in the query", "?x=.json", () => ({}), 406, "error"],
    ["X-Pretty-Print: 1", "", () => ({ ...json, "x-pretty-print": "1" }), 200, "indented"],
    ["X-Pretty-Print: 0", "", () => ({ ...json, "x-pretty-print": "0" }), 200, "compact"],
    ["If-None-Match: the ETag", "", (e: string) => ({ ...json, "if-none-match": e }), 304, ""],
    ["If-None-Match: a weak one", "", (e: string) => ({ ...json, "if-none-match": `W/${e}` }), 304, ""],
    ["If-None-Match: a list", "", (e: string) => ({ ...json, "if-none-match": `"a", W/"b" ,${e}` }), 304, ""],
    ["If-None-Match: *", "", () => ({ ...json, "if-none-match": "*" }), 304, ""],
    ["If-None-Match: another", "", () => ({ ...json, "if-none-match": '"another"' }), 200, "compact"],
    [
      "If-None-Match: the ETag, unquoted",
      "",
      (e: string) => ({ ...json, "if-none-match": e.slice(1, -1) }),
      200,
      "compact",
    ],
    [
      "the ETag, but pretty",
      "",
      (e: string) => ({ ...json, "if-none-match": e, "x-pretty-print": "1" }),
      200,
      "indented",
    ],
  ] as const) {
    test(`KC-11 ${name}: ${status} ${body}, at first and when it is kept`, async () => {
      const { url, auth } = servery();
      const order = await fullOrder(servery());
      const path = `/v1/companies/5678/orders/${order.id}${suffix}`;
      const shown = { compact: JSON.stringify(order), indented: JSON.stringify(order, null, 2) };
      const etag = (await servery().get(`orders/${order.id}`)).headers.get("etag") ?? "";
      const ask = () => rawAsk(url, path, { headers: { authorization: auth, ...headers(etag) } });
      const cold = await ask();
      await warm(servery(), path);
      const hot = await ask();
      for (const { status: got, text, headers: told } of [cold, hot]) {
        expect(got).toBe(status);
        if (body === "error") expect(JSON.parse(text)).toMatchObject({ error: "not_acceptable" });
        else expect(text).toBe(body === "" ? "" : shown[body]);
        expect(told["etag"]).toBe(body === "error" ? undefined : body === "indented" ? told["etag"] : etag);
        if (status === 304) expect(told["content-type"]).toBeUndefined();
      }
    });
  }

  test("KC-11 HEAD answers with the headers of GET and no body, kept or not", async () => {
    const order = await fullOrder(servery());
    const path = `orders/${order.id}`;
    const cold = await servery().ask(path, { method: "HEAD" });
    const got = await warm(servery(), path);
    const hot = await servery().ask(path, { method: "HEAD" });
    for (const head of [cold, hot]) {
      expect([head.status, head.text]).toEqual([200, ""]);
      for (const name of ["etag", "content-type", "content-length", "cache-control"]) {
        expect(head.headers.get(name), name).toBe(got.headers.get(name));
      }
    }
    const etag = got.headers.get("etag") ?? "";
    expect((await servery().ask(path, { method: "HEAD", headers: { "if-none-match": etag } })).status).toBe(304);
  });

  test("KC-16 what is kept for one caller is not given to another", async () => {
    const order = await fullOrder(servery());
    await warm(servery(), `orders/${order.id}`);
    const path = `/v1/companies/5678/orders/${order.id}`;
    for (const [auth, status] of [
      [servery().other.auth, 404],
      ["Basic bm86bm8=", 401],
      [null, 401],
    ] as const) {
      expect((await servery().ask(path, { auth })).status).toBe(status);
    }
    const foreign = `/v1/companies/6789/orders/${order.id}`;
    expect((await servery().ask(foreign)).status).toBe(404);
    expect((await servery().ask(foreign, { auth: servery().other.auth })).status).toBe(404);
  });
});

besideAServer(
  "another process on the same database",
  (servery, beside) => {
    test("KC-11 its change of an order ends the answer that was kept", async () => {
      const order = await fullOrder(servery());
      const path = `orders/${order.id}`;
      const before = await warm(servery(), path);
      const changed = await orderCommands(beside()).update(
        {
          who: { company: servery().company, actor: { kind: "addon", addonId: 1 as AddonId } },
          order: Number(order.id) as OrderId,
        },
        { notes: "from beside" },
      );
      expect(changed.ok).toBe(true);
      await soon(
        async () => (await servery().get(path)).json(),
        ({ notes }) => notes === "from beside",
      );
      const etag = before.headers.get("etag") ?? "";
      expect((await servery().get(path, { "if-none-match": etag })).status).toBe(200);
    });
  },
  true,
);
