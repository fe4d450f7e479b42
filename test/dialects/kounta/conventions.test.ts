import { expect, test } from "vitest";
import { OrderOut, OrderRowOut } from "../../../src/dialects/kounta/orders/shape.ts";
import { rawAsk } from "../../http/raw.ts";
import { type Json, onEveryEngine } from "../../support/servery.ts";

onEveryEngine("conventions", (servery) => {
  const base = "/v1/companies/5678/";
  const lines = () => [{ product_id: servery().ids.product_ids[0], quantity: 2 }];

  for (const [type, status] of [
    ["application/json", 201],
    ["application/json; charset=utf-8", 201],
    ["Application/JSON;charset=UTF-8", 201],
    ["text/json", 400],
    ["text/plain", 400],
    ["application/xml", 400],
    ["application/x-www-form-urlencoded", 400],
    ["multipart/form-data; boundary=x", 400],
    ["application/jsonp", 400],
    ["application/json+ld", 400],
    ["json", 400],
    ["", 400],
    [undefined, 400],
  ] as const) {
    test(`KC-05 a body sent as ${type ?? "nothing at all"}: ${status}`, async () => {
      const { url, auth, ids } = servery();
      const { id } = await servery().order({ notes: "before" });
      const headers = { authorization: auth, accept: "*/*", ...(type !== undefined && { "content-type": type }) };
      const body = JSON.stringify({ site_id: ids.site_id, notes: "after" });
      const posted = await rawAsk(url, `${base}orders`, { method: "POST", headers, body });
      expect(posted.status).toBe(status);
      for (const method of ["PUT", "PATCH"]) {
        const put = await rawAsk(url, `${base}orders/${id}`, { method, headers, body });
        expect(put.status, method).toBe(status === 201 ? 200 : 400);
        if (status !== 400) continue;
        for (const refused of [posted, put]) {
          expect(JSON.parse(refused.text)).toMatchObject({ request_id: refused.headers["x-request-id"] });
        }
      }
      expect((await servery().get(`orders/${id}`)).json().notes).toBe(status === 201 ? "after" : "before");
    });
  }

  test("KC-05 GET and DELETE may name any Content-Type or none", async () => {
    const { url, auth } = servery();
    for (const type of ["application/x-www-form-urlencoded", "application/json", "text/xml", undefined]) {
      const headers = { authorization: auth, accept: "*/*", ...(type && { "content-type": type }) };
      const { id } = await servery().order({ lines: lines() });
      expect((await rawAsk(url, `${base}orders/${id}`, { headers })).status).toBe(200);
      expect((await rawAsk(url, `${base}orders/${id}/lines/1`, { method: "DELETE", headers })).status).toBe(204);
    }
  });

  for (const [accept, status] of [
    [undefined, 406],
    ["", 406],
    ["application/json", 200],
    ["APPLICATION/JSON", 200],
    ["application/json; charset=utf-8", 200],
    ["application/json;q=0.1", 200],
    ["application/*", 200],
    ["*/*", 200],
    ["*/*;q=0.8", 200],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200],
    ["application/xml, application/json", 200],
    ["application/xml,application/json;q=0.5", 200],
    ["text/html", 406],
    ["application/xml", 406],
    ["text/*", 406],
    ["application/jsonp", 406],
    ["application/json-patch+json", 406],
    ["application/json;q=0", 406],
    ["application/json;q=0.000, */*", 406],
    ["*/*;q=0", 406],
    ["text/html;x=application/json", 406],
  ] as const) {
    test(`KC-06 Accept ${accept ?? "missing"}: ${status} without .json, and always 200 with it`, async () => {
      const { url, auth } = servery();
      const { id } = await servery().order();
      const headers = { authorization: auth, ...(accept !== undefined && { accept }) };
      for (const path of ["orders", "orders/complete", "sites/823/orders", `orders/${id}`]) {
        const plain = await rawAsk(url, `${base}${path}?value_gte=0`, { headers });
        expect([plain.status, path]).toEqual([status, path]);
        const body = JSON.parse(plain.text) as { error?: string };
        expect(body.error).toBe(status === 406 ? "not_acceptable" : undefined);
        const suffixed = await rawAsk(url, `${base}${path}.json?value_gte=0`, { headers });
        expect([suffixed.status, path]).toEqual([200, path]);
        expect(suffixed.headers["content-type"]).toBe("application/json; charset=utf-8");
      }
    });
  }

  test("KC-06 writing is held to the same, and a 406 writes nothing", async () => {
    const { url, auth, ids } = servery();
    const headers = { authorization: auth, "content-type": "application/json" };
    const body = JSON.stringify({ site_id: ids.site_id, sale_number: "NEVER" });
    expect((await rawAsk(url, `${base}orders`, { method: "POST", headers, body })).status).toBe(406);
    expect((await servery().get("orders.json")).text).not.toContain("NEVER");
    expect((await rawAsk(url, `${base}orders.json`, { method: "POST", headers, body })).status).toBe(201);
  });

  const texts = [
    "0049 0151 0001",
    "007",
    "  spaces around  ",
    "Crème brûlée — 濃い抹茶, ☕️ 👩🏽‍🍳",
    "e\u0301 is not \u00e9",
    "line one\nline two\ttab",
    'quotes " and \\ and / and </script>',
    "\u200b\u2028",
    "null",
    "true",
    "1e3",
  ];
  test("KC-07 text comes back byte for byte", async () => {
    for (const text of texts) {
      const order = await servery().order({
        notes: text,
        sale_number: text,
        lines: [{ product_id: servery().ids.product_ids[0], notes: text }],
        payments: [{ method_id: 1, amount: 0.5, ref: text }],
      });
      expect([order.notes, order.sale_number, order.lines[0]!.notes, order.payments[0]!.ref]).toEqual(
        Array.from({ length: 4 }, () => text),
      );
      const [row] = (await servery().get("orders.json")).json<Json[]>();
      expect([row!.notes, row!.sale_number]).toEqual([text, text]);
    }
  });

  test("KC-07 numbers are numbers, booleans booleans, dates ISO 8601 with an offset, what is absent is null", async () => {
    const order = await servery().order({ lines: lines(), placed_at: "2026-01-05T09:00:00Z" });
    const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
    expect(order).toMatchObject({
      id: expect.any(Number) as number,
      total: 7.6,
      price_variation: 1,
      complete_when_paid: true,
      deleted: false,
      notes: null,
      guests: null,
      customer: null,
      register_id: null,
      staff_member_id: null,
      fulfil_at: null,
      callback_uri: null,
      placed_at: "2026-01-05T09:00:00+00:00",
    });
    expect(order.created_at).toMatch(iso);
    expect(order.updated_at).toMatch(iso);
    expect(Math.abs(Date.parse(order.created_at) - Date.now())).toBeLessThan(60_000);
    for (const bad of ['"\\ud800"', '"a\\u0000b"']) {
      const refused = await servery().ask("orders", {
        method: "POST",
        raw: `{"site_id":823,"notes":${bad}}`,
        headers: { "content-type": "application/json" },
      });
      expect(refused.status, bad).toBe(400);
    }
  });

  test("KC-08 beside every id that may exceed 32 bits stands the same as text", async () => {
    const order = await servery().order({ lines: lines(), payments: [{ method_id: 1, amount: 0.5 }] });
    expect(order.id_str).toBe(String(order.id));
    expect(order.payments[0]!.id).toBeGreaterThan(2 ** 32);
    expect(order.payments[0]!.id_str).toBe(String(order.payments[0]!.id));
    for (const row of (await servery().get("orders.json")).json<Json[]>()) expect(row.id_str).toBe(String(row.id));
    const withLargeIds: string[] = [];
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const { id, id_str } = value as Record<string, unknown>;
      if (Number(id) > 2 ** 31 && id_str !== String(id)) withLargeIds.push(JSON.stringify(value));
      Object.values(value).forEach(walk);
    };
    walk(order);
    expect(withLargeIds).toEqual([]);
    for (const id of ["9007199254740993", "18446744073709551617", "9".repeat(40)]) {
      expect((await servery().get(`orders/${id}`)).status, id).toBe(404);
    }
  });

  test("KC-09 GET 200, POST 201 with an empty body and an absolute Location, PUT 200 with the record, DELETE 204", async () => {
    const { url, ids } = servery();
    for (const suffix of ["", ".json"]) {
      const made = await servery().post(`orders${suffix}`, { site_id: ids.site_id, lines: lines() });
      const location = made.headers.get("location") ?? "";
      expect([made.status, made.text, made.headers.get("content-length")]).toEqual([201, "", "0"]);
      expect(location).toMatch(new RegExp(`^${url}/v1/companies/5678/orders/\\d+${suffix.replace(".", "\\.")}$`));
      const got = await servery().get(location);
      expect(got.status).toBe(200);
      const put = await servery().put(location, { notes: "written" });
      expect(put.status).toBe(200);
      expect(OrderOut.strict().parse(put.json())).toMatchObject({ notes: "written", id: got.json().id });
      expect((await servery().get(location)).text).toBe(put.text);
      const gone = await servery().delete(location.replace(/(\.json)?$/, "/lines/1$1"));
      expect([gone.status, gone.text, gone.headers.get("content-type")]).toEqual([204, "", null]);
    }
  });

  test("KC-09 the Locations of what is inside an order are absolute, and name what their verbs work on", async () => {
    const { url, ids } = servery();
    const order = await servery().order({ lines: lines() });
    const inside = `${url}/v1/companies/5678/orders/${order.id}`;
    const line = await servery().post(`orders/${order.id}/lines`, { product_id: ids.product_ids[1] });
    expect([line.status, line.headers.get("location")]).toEqual([201, `${inside}/lines/2`]);
    expect((await servery().put(`${inside}/lines/2`, { quantity: 3 })).status).toBe(200);
    const payment = await servery().post(`orders/${order.id}/payments.json`, { method_id: 1, amount: 1 });
    expect([payment.status, payment.headers.get("location")]).toEqual([201, `${inside}/payments/1.json`]);
    expect((await servery().put(`${inside}/payments/1.json`, { ref: "R" })).status).toBe(200);
    const plain = servery().ids.product_ids[0];
    const set = await servery().post(`orders/${order.id}/optionsets`, { product_id: plain });
    expect([set.status, set.headers.get("location")]).toEqual([201, `${inside}/optionsets/1`]);
    const got = await servery().get(`${inside}/optionsets/1`);
    expect([got.status, got.json().product_id]).toEqual([200, plain]);
    expect((await servery().delete(`${inside}/optionsets/1`)).status).toBe(204);
  });

  test("KC-10 lists carry abridged records, the record by id is the full one", async () => {
    const order = await servery().order({ lines: lines(), notes: "abridged" });
    const [row] = (await servery().get("orders.json")).json<Json[]>();
    expect(row).toMatchObject({ id: order.id, notes: "abridged", total: order.total, status: "SUBMITTED" });
    expect(OrderRowOut.strict().parse(row)).toEqual(row);
    expect(OrderOut.strict().parse(order)).toEqual(order);
    for (const key of ["lines", "payments", "options", "customer", "callback_uri"]) {
      expect([key in order, key in row!], key).toEqual([true, false]);
    }
  });

  for (const method of ["PUT", "PATCH"]) {
    test(`KC-13 ${method} changes what is sent, keeps the rest, and null clears`, async () => {
      const sent = {
        notes: "Extra hot",
        guests: 4,
        order_type: "Takeaway",
        customer_id: servery().ids.customer_id,
        register_id: servery().ids.register_id,
        staff_member_id: servery().ids.staff_ids[3],
        callback_uri: "https://example.com/hook",
        price_limit: 100,
        lock: ["DELETE"],
        fulfil_at: "2026-01-05T12:00:00+11:00",
      };
      const order = await servery().order({ ...sent, lines: lines() });
      const change = async (body: object) => {
        const answer = await servery().ask(`orders/${order.id}`, { method, body });
        expect(answer.status, answer.text).toBe(200);
        return { ...answer.json(), updated_at: order.updated_at };
      };
      expect(await change({})).toEqual(order);
      expect(await change({ guests: 5 })).toEqual({ ...order, guests: 5 });
      const { order_type: _, ...withoutType } = order as unknown as Record<string, unknown>;
      const cleared = Object.fromEntries(Object.keys(sent).map((key) => [key, null]));
      expect(await change(cleared)).toEqual({
        ...withoutType,
        notes: null,
        guests: null,
        customer: null,
        register_id: null,
        staff_member_id: null,
        callback_uri: null,
        price_limit: null,
        lock: [],
        fulfil_at: null,
      });
      const refused = await servery().ask(`orders/${order.id}`, { method, body: { notes: "no", guests: -1 } });
      expect([refused.status, refused.json().field]).toEqual([400, "guests"]);
      expect((await servery().get(`orders/${order.id}`)).json().notes).toBeNull();
    });
  }

  test("KC-14 X-Pretty-Print: 1 indents what is said, errors too, with a stable ETag of its own", async () => {
    const pretty = { "x-pretty-print": "1" };
    const { id } = await servery().order({ lines: lines() });
    for (const path of [`orders/${id}`, "orders.json", `orders/${id}/optionsets`]) {
      const plain = await servery().get(path);
      const indented = [await servery().get(path, pretty), await servery().get(path, pretty)];
      const etag = plain.headers.get("etag");
      for (const answer of indented) {
        expect(answer.text).toBe(JSON.stringify(plain.json(), null, 2));
        expect(answer.headers.get("content-length")).toBe(String(answer.bytes.length));
        expect(answer.headers.get("etag")).toBe(indented[0]!.headers.get("etag"));
      }
      const own = indented[0]!.headers.get("etag") ?? "";
      if (plain.text !== indented[0]!.text) expect(own).not.toBe(etag);
      expect((await servery().get(path, { ...pretty, "if-none-match": own })).status).toBe(304);
    }
    const put = await servery().ask(`orders/${id}`, { method: "PUT", body: { guests: 2 }, headers: pretty });
    expect(put.text).toBe(JSON.stringify(put.json(), null, 2));
    for (const path of ["orders/1", "/v1/nowhere", "orders?page=0"]) {
      const error = await servery().get(path, pretty);
      expect(error.text, path).toBe(JSON.stringify(error.json(), null, 2));
    }
    expect((await servery().get(`orders/${id}`, { "x-pretty-print": "0" })).text).not.toContain("\n");
  });

  test("KC-06 path segments may come percent-encoded", async () => {
    const { id } = await servery().order({ lines: lines() });
    for (const path of [
      `%6Frders/${id}`,
      `orders/%39${String(id).slice(1)}`,
      "orders/%63omplete",
      "sites/%382%33/orders",
    ]) {
      expect((await servery().get(path)).status, path).toBe(200);
    }
    const { url, auth } = servery();
    for (const path of [
      `/v1/companies/%35678/orders/${id}.json`,
      `//v1//companies/5678/orders/${id}.json`,
      "/v1/companies/5678/orders/.json",
      "/v1/companies/5678/orders/?created_gte=2013%2D04%2D29",
    ]) {
      const answer = await rawAsk(url, path, { headers: { authorization: auth, accept: "*/*" } });
      expect(answer.status, path).toBe(200);
    }
  });
});
