import { expect, test } from "vitest";
import { z } from "zod";
import { type Answer, type TestServery, onEveryEngine } from "../support/servery.ts";
import { rawAsk } from "./raw.ts";

const Shape = z.looseObject({
  error: z.string().regex(/^[a-z_]+$/),
  error_description: z.string().regex(/^\S.*\S$/),
  request_id: z.string().min(5),
});

/** What every error has to be, whatever it is about. */
const holds = (answer: Pick<Answer, "status" | "text" | "headers">, status: number): Record<string, unknown> => {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const body = Shape.parse(JSON.parse(answer.text));
  expect(body.request_id).toBe(answer.headers.get("x-request-id"));
  expect(answer.headers.get("etag")).toBeNull();
  if (status !== 401) expect(answer.text).not.toMatch(/invalid|expired/);
  return body;
};

const json = { "content-type": "application/json" };
type Send = (servery: TestServery) => Promise<Answer>;
const orderAt =
  (path: string, body: object): Send =>
  async (servery) =>
    servery.post(path.replace("{order}", String((await servery.order()).id)), body);

const table: readonly (readonly [name: string, send: Send, status: number, said: Record<string, unknown>])[] = [
  ["no site", (s) => s.post("orders", {}), 400, { error: "site_or_register_required" }],
  [
    "a wrong type",
    (s) => s.post("orders", { site_id: 823, guests: "many" }),
    400,
    { error: "bad_request", field: "guests", value: "many", error_description: "guests: must be a whole number" },
  ],
  [
    "a field inside",
    (s) => s.post("orders", { site_id: 823, lines: [{ product_id: 730000 }, { product_id: 730000, quantity: 0 }] }),
    400,
    { field: "lines.1.quantity", value: 0 },
  ],
  ["nothing sent there", (s) => s.post("orders", { site_id: 823, lines: [{}] }), 400, { field: "lines.0.product_id" }],
  [
    "an unknown record",
    (s) => s.post("orders", { site_id: 823, customer_id: 1 }),
    400,
    { field: "customer_id", value: "1" },
  ],
  ["no JSON", (s) => s.ask("orders", { method: "POST", raw: "{", headers: json }), 400, { error: "bad_request" }],
  ["an array", (s) => s.post("orders", []), 400, { error: "bad_request" }],
  [
    "no UTF-8",
    (s) => s.ask("orders", { method: "POST", raw: Buffer.from([0x22, 0xff, 0x22]), headers: json }),
    400,
    { error: "bad_request" },
  ],
  [
    "keys twice",
    (s) => s.ask("orders", { method: "POST", raw: '{"site_id":1,"site_id":2}', headers: json }),
    400,
    { error: "bad_request" },
  ],
  [
    "a bad key header",
    (s) => s.post("orders", {}, { "idempotency-key": "no spaces" }),
    400,
    { error_description: "Invalid Idempotency-Key Header" },
  ],
  ["a bad bound", (s) => s.get("orders?created_gt=yesterday"), 400, { field: "created_gt", value: "yesterday" }],
  ["a bound twice", (s) => s.get("orders?value_gt=1&value_gt=2"), 400, { field: "value_gt" }],
  [
    "a bad page",
    (s) => s.get("orders?page=0"),
    400,
    { field: "page", value: "0", error_description: "page: must be a page number from 1" },
  ],
  ["a bad start", (s) => s.get("orders?start=x"), 400, { field: "start", value: "x" }],
  ["a bad X-Page", (s) => s.get("orders", { "x-page": "-1" }), 400, { field: "X-Page", value: "-1" }],
  ["a bad path", (s) => s.get("orders/%zz"), 400, { error: "bad_request" }],
  [
    "a refusal",
    orderAt("orders/{order}/payments", { method_id: 99, amount: 1 }),
    400,
    { field: "method_id", value: "99" },
  ],
  ["no credentials", (s) => s.ask("orders", { auth: null }), 401, { error: "unauthorized" }],
  [
    "a wrong secret",
    (s) => s.ask("orders", { auth: "Basic bm86bm8=" }),
    401,
    { error: "invalid_client", error_description: "The client id or secret is invalid." },
  ],
  [
    "a wrong token",
    (s) => s.ask("orders", { auth: "Bearer x" }),
    401,
    { error: "invalid_token", error_description: "The access token provided is invalid." },
  ],
  ["an unknown order", (s) => s.get("orders/1"), 404, { error: "not_found" }],
  ["an id beyond 2^53", (s) => s.get("orders/9007199254740993"), 404, { error: "not_found" }],
  ["an unknown path", (s) => s.get("/v1/nowhere"), 404, { error: "not_found" }],
  ["a path outside", (s) => s.get("/nowhere"), 404, { error: "not_found" }],
  ["another company", (s) => s.get("/v1/companies/6789/orders"), 404, { error: "not_found" }],
  [
    "no line there",
    async (s) => s.delete(`orders/${(await s.order()).id}/lines/3`),
    404,
    { error: "not_found", error_description: "The order has no line 3." },
  ],
  [
    "another method",
    (s) => s.delete("orders"),
    405,
    { error: "method_not_allowed", error_description: "Allowed here: GET, POST." },
  ],
  ["no format", (s) => s.get("orders", { accept: "text/csv" }), 406, { error: "not_acceptable" }],
  ["too much", (s) => s.post("orders", { site_id: 823, notes: "x".repeat(20_000) }), 413, { error: "body_too_large" }],
];

/** What a client that looks for the two words might send: what is told of it must not hold them. */
const hostile: readonly (readonly [name: string, send: Send, status: number])[] = [
  ["a status", (s) => s.post("orders", { site_id: 823, status: "expired" }), 400],
  ["an order type", (s) => s.post("orders", { site_id: 823, order_type: "invalid_type" }), 400],
  ["an address", (s) => s.post("orders", { site_id: 823, callback_uri: "invalid" }), 400],
  ["a date", (s) => s.post("orders", { site_id: 823, placed_at: "expired" }), 400],
  ["a lock", (s) => s.post("orders", { site_id: 823, lock: ["invalid"] }), 400],
  ["a key twice", (s) => s.ask("orders", { method: "POST", raw: '{"invalid":1,"invalid":2}', headers: json }), 400],
  ["no JSON", (s) => s.ask("orders", { method: "POST", raw: "invalid", headers: json }), 400],
  ["a wrong type", (s) => s.post("orders", "expired"), 400],
  [
    "a Content-Type",
    (s) => s.ask("orders", { method: "POST", raw: "{}", headers: { "content-type": "application/invalid" } }),
    400,
  ],
  ["a key header", (s) => s.post("orders", {}, { "idempotency-key": "expired!" }), 400],
  ["a bound", (s) => s.get("orders?created_gte=expired&value_gt=invalid"), 400],
  ["a page header", (s) => s.get("orders", { "x-page": "invalid" }), 400],
  ["a segment", (s) => s.get("orders/invalid"), 404],
  ["a path", (s) => s.get("/v1/expired"), 404],
  ["a company", (s) => s.get("/v1/companies/invalid/orders"), 404],
  ["an Accept", (s) => s.get("orders", { accept: "text/invalid" }), 406],
];

onEveryEngine(
  "errors",
  (servery) => {
    for (const [name, send, status, said] of table) {
      test(`KC-12 ${status} ${name}`, async () => {
        expect(holds(await send(servery()), status)).toMatchObject(said);
      });
    }

    for (const [name, send, status] of hostile) {
      test(`KC-12 ${name} that holds the words of token errors is refused without them`, async () => {
        expect(holds(await send(servery()), status)).toHaveProperty("error_description");
      });
    }

    test("KC-12 405 names what is allowed, PATCH where PUT is", async () => {
      const { id } = await servery().order();
      for (const [method, path, allow] of [
        ["DELETE", "orders", "GET, POST"],
        ["PUT", "orders", "GET, POST"],
        ["POST", `orders/${id}`, "GET, PUT, DELETE, PATCH"],
        ["GET", `orders/${id}/payments`, "POST"],
        ["GET", `orders/${id}/lines/1`, "PUT, DELETE, PATCH"],
        ["DELETE", `orders/${id}/payments/1`, "PUT, PATCH"],
      ] as const) {
        const answer = await servery().ask(path, { method });
        holds(answer, 405);
        expect(answer.headers.get("allow")?.split(", ").sort(), `${method} ${path}`).toEqual(allow.split(", ").sort());
      }
    });

    test("KC-12 409 while the same key is at work, 422 when it was used for something else", async () => {
      const send = (key: string, notes: string) =>
        servery().post("orders", { site_id: 823, notes }, { "idempotency-key": key });
      let conflict: Answer | undefined;
      for (let round = 0; round < 50 && !conflict; round++) {
        const answers = await Promise.all(Array.from({ length: 8 }, () => send(`round-${round}`, "same")));
        expect(new Set(answers.map(({ status }) => status)).has(201)).toBe(true);
        conflict = answers.find(({ status }) => status === 409);
      }
      expect(holds(conflict!, 409)).toMatchObject({ error_description: "Conflict Idempotency-Key Header" });
      expect(holds(await send("round-0", "other"), 422)).toMatchObject({
        error_description: "Used Idempotency-Key Header",
      });
    });

    test("KC-12 a method that HTTP does not know the path for is a 404 in the same shape", async () => {
      const { url, auth } = servery();
      const answer = await rawAsk(url, "/v1/companies/5678/sites/823/orders", {
        method: "POST",
        headers: { authorization: auth, accept: "*/*", "content-type": "application/json" },
        body: "{}",
      });
      expect([answer.status, (JSON.parse(answer.text) as { error: string }).error]).toEqual([404, "not_found"]);
    });
  },
  { env: { SERVERY_BODY_MAX_KIB: "8" } },
);
