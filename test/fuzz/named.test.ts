import { expect, test } from "vitest";
import { onEveryEngine } from "../support/servery.ts";
import { rawRequest, stateOf, statusOf } from "./hostile.ts";

const nested = (depth: number): object =>
  depth === 0
    ? { product_id: 1 }
    : { product_id: 1, option_sets: [{ option_set_id: 1, options: [nested(depth - 1)] }] };
const line = (fields: string): string => `{"site_id":823,"lines":[{"product_id":1,${fields}}]}`;

/** What is sent as the body of a create, and what must come of it; 400 when nothing else is said. */
const bodies: readonly (readonly [name: string, body: string | Buffer, status?: number])[] = [
  ["malformed JSON", '{"site_id":'],
  ["text behind the JSON", '{"site_id":823} x'],
  ["an array instead of an object", "[]"],
  ["null", "null"],
  ["a number", "1"],
  ["an empty body", ""],
  ["an order of nulls", '{"site_id":null,"lines":null}'],
  ["a wrong type", '{"site_id":823,"lines":"none"}'],
  ["an object for an array", '{"site_id":823,"lines":{"0":{}}}'],
  ["a negative quantity beyond all", line('"quantity":-1e300')],
  ["1e308", line('"quantity":1e308')],
  ["1e309", line('"quantity":1e309')],
  ['"NaN"', line('"quantity":"NaN"')],
  ["seven decimals", line('"quantity":1.1234567')],
  ["half a cent", '{"site_id":823,"payments":[{"method_id":1,"amount":1.005}]}'],
  ["a day that does not exist", '{"site_id":823,"placed_at":"2019-02-30T10:00:00Z"}'],
  ["an hour that does not exist", '{"site_id":823,"placed_at":"2019-02-03T25:00:00Z"}'],
  ["5,000 lines", JSON.stringify({ site_id: 823, lines: Array.from({ length: 5_000 }, () => ({ product_id: 1 })) })],
  ["options 50 deep", JSON.stringify({ site_id: 823, options: [nested(50)] })],
  ["options 5 deep, of nothing known", JSON.stringify({ site_id: 823, options: [nested(5)] })],
  ["arrays 100,000 deep", "[".repeat(100_000)],
  ["half a surrogate pair", '{"site_id":823,"notes":"\\ud83c"}'],
  ["a NUL", '{"site_id":823,"notes":"a\\u0000b"}'],
  ["a key twice", '{"site_id":823,"site_id":824}'],
  ["__proto__", '{"site_id":823,"__proto__":{"status":"COMPLETE"}}'],
  ["constructor", '{"site_id":823,"constructor":{"prototype":{}}}'],
  ["UTF-8 that is none", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
  ["UTF-16", Buffer.from('{"site_id":823}', "utf16le")],
  ["10 MB", `{"notes":"${"x".repeat(10 * 1024 * 1024)}"}`, 413],
];

onEveryEngine("hostile requests by name", (servery) => {
  for (const [name, body, status = 400] of bodies) {
    test(`${name}: ${status}, and nothing is stored`, async () => {
      const before = await stateOf(servery());
      const answer = await servery().ask("orders", { method: "POST", raw: body, headers: { accept: "*/*" } });
      expect(answer.status, answer.text.slice(0, 300)).toBe(status);
      expect(answer.json()).toMatchObject({
        error: expect.any(String) as string,
        error_description: expect.any(String) as string,
        request_id: answer.headers.get("x-request-id"),
      });
      expect(await stateOf(servery())).toEqual(before);
    });
  }

  for (const id of ["0", "-1", "2147483648", "9007199254740993", `1${"0".repeat(30)}`, "text", "%00", "%F0%9F%8D%95"]) {
    test(`an order with the id ${id} is not there`, async () => {
      for (const path of [`orders/${id}`, `orders/${id}/lines`, `customers/${id}/orders/${id}`]) {
        const answer = await servery().get(path);
        expect([404, 405], `${path} ${answer.text}`).toContain(answer.status);
      }
      expect((await servery().get(`/v1/companies/${id}/orders`)).status).toBe(404);
    });
  }

  test("an id of 300 characters is not there, and a path that is not well-formed is a 400", async () => {
    expect((await servery().get(`orders/${"9".repeat(300)}`)).status).toBe(404);
    expect((await servery().get("orders/%ED%A0%80")).status).toBe(400);
  });

  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json"]) {
    test(`a body as ${type} is a 400`, async () => {
      const headers = { "content-type": type };
      const answer = await servery().ask("orders", { method: "POST", raw: '{"site_id":823}', headers });
      expect(answer.status).toBe(400);
    });
  }

  test("a byte order mark is not part of the text", async () => {
    const answer = await servery().ask("orders", { method: "POST", raw: '\ufeff{"site_id":823}' });
    expect(answer.status).toBe(201);
  });

  test("many strings and one escape at the end are read in no time", async () => {
    const body = `{"site_id":823,"x":[${'"",'.repeat(300_000)}"\\n"]}`;
    const start = performance.now();
    const answer = await servery().ask("orders", { method: "POST", raw: body });
    expect(answer.status).toBe(201); // unknown fields are ignored
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  for (const [name, authorization] of [
    ["10 KB of credentials", `Bearer ${"x".repeat(10 * 1024)}`],
    ["base64 that is none", "Basic !!!!"],
    ["Basic without a colon", `Basic ${Buffer.from("demo-addon").toString("base64")}`],
    ["a client id with a NUL", `Basic ${Buffer.from("\0:x").toString("base64")}`],
    ["a client id that is not UTF-8", `Basic ${Buffer.from([0xff, 0x3a, 0xff]).toString("base64")}`],
    ["another scheme", "Digest x"],
    ["a scheme alone", "Basic"],
  ] as const) {
    test(`${name}: 401`, async () => {
      const answer = await servery().ask("orders", { auth: authorization });
      expect(answer.status, answer.text).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Basic");
    });
  }

  const raw = (lines: readonly string[], body = ""): Promise<string> =>
    rawRequest(
      servery().url,
      `POST /v1/companies/5678/orders.json HTTP/1.1\r\nHost: x\r\nAuthorization: ${servery().auth}\r\nContent-Type: application/json\r\nConnection: close\r\n${lines.join("\r\n")}\r\n\r\n${body}`,
    );
  const json = '{"site_id":823}';

  test("a chunked body is a body", async () => {
    expect(statusOf(await raw(["Transfer-Encoding: chunked"], `f\r\n${json}\r\n0\r\n\r\n`))).toBe(201);
  });

  test("two content lengths, or a length and chunks, are a 400", async () => {
    const before = await stateOf(servery());
    expect(statusOf(await raw(["Content-Length: 15", "Content-Length: 16"], json))).toBe(400);
    expect(statusOf(await raw(["Content-Length: 15", "Transfer-Encoding: chunked"], `f\r\n${json}\r\n0\r\n\r\n`))).toBe(
      400,
    );
    expect(statusOf(await raw(["Content-Length: -1"], json))).toBe(400);
    expect(await stateOf(servery())).toEqual(before);
  });

  test("two idempotency keys are none", async () => {
    const before = await stateOf(servery());
    const answer = await raw(["Content-Length: 15", "Idempotency-Key: one", "Idempotency-Key: two"], json);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain("Idempotency-Key Header");
    expect(await stateOf(servery())).toEqual(before);
  });

  test("a body that never ends stores nothing", async () => {
    const before = await stateOf(servery());
    const controller = new AbortController();
    const sent = fetch(`${servery().url}/v1/companies/5678/orders.json`, {
      method: "POST",
      headers: { authorization: servery().auth, "content-type": "application/json" },
      body: new ReadableStream({
        start: (stream) => {
          stream.enqueue(Buffer.from('{"site_id":823,'));
          setTimeout(() => controller.abort(), 100);
        },
      }),
      duplex: "half",
      signal: controller.signal,
    });
    await expect(sent).rejects.toThrow(/abort/i);
    expect(await stateOf(servery())).toEqual(before);
    expect((await servery().ask("/healthz", { auth: null })).status).toBe(200);
  });
});
