import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { CompanyId } from "../../src/domain/ids.ts";
import { BODY_KEPT_BYTES, RequestKeeper } from "../../src/http/request-keeper.ts";
import { menu } from "../domain/menu.ts";
import { type Json, basic, onEveryEngine, testAddon } from "../support/servery.ts";
import { as } from "./support.ts";

onEveryEngine("the request log", (servery) => {
  const asked = async (path: string, who: "manager" | "barista" = "manager") => (await as(servery(), who))(path);
  const rows = async (query = ""): Promise<Json[]> => (await asked(`requests?${query}`)).json();
  const full = async (id: number): Promise<Json> => (await asked(`requests/${id}`)).json();
  const newest = async (query = ""): Promise<Json> => (await rows(query))[0];

  test("VU-04 a request of an add-on is there with what was sent and answered, and no secret in it", async () => {
    const body = { site_id: 823, notes: "no onions", lines: [{ product_id: menu.chips, quantity: 1 }] };
    const made = await servery().post("orders.json?note=4111111111111111", body, { "idempotency-key": "abc-1" });
    const row = await newest();
    expect(row).toEqual({
      id: expect.any(Number),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      method: "POST",
      path: "/v1/companies/5678/orders.json?note=…",
      route: "orders.create",
      addon: { id: 1, name: expect.stringMatching(/\S/) },
      status: 201,
      ms: expect.any(Number),
      request_id: made.headers.get("x-request-id"),
      bytes_in: JSON.stringify(body).length,
      bytes_out: 0,
    });
    const one = await full(row.id);
    expect(one).toMatchObject({
      ...row,
      request: {
        headers: { authorization: "Basic …", "content-type": "application/json", "idempotency-key": "abc-1" },
        body: JSON.stringify(body),
      },
      response: { headers: { location: made.headers.get("location") }, body: null },
    });
    expect(one.curl).toContain(`--header 'Authorization: Basic '"$TOKEN"`.replace("Authorization", "authorization"));
    expect(one.curl).toContain(`--data-raw '${JSON.stringify(body)}'`);
    expect(JSON.stringify(one)).not.toContain(servery().auth.slice(6));
  });

  test("VU-04 the fast path is in it too: the same order again and again, also when it has not changed", async () => {
    const order = await servery().order();
    const path = `orders/${order.id}.json`;
    const answers = [await servery().get(path), await servery().get(path), await servery().get(path)];
    const etag = answers[0]!.headers.get("etag")!;
    answers.push(await servery().get(path, { "if-none-match": etag }));
    const found = (await rows(`q=${path}`)).toReversed();
    expect(found.map(({ request_id: id, status }) => [id, status])).toEqual(
      answers.map(({ headers, status }) => [headers.get("x-request-id"), status]),
    );
    const bodies = await Promise.all(found.map(async ({ id }) => (await full(id)).response));
    expect(bodies.map(({ body }) => body)).toEqual([answers[0]!.text, answers[0]!.text, answers[0]!.text, null]);
    expect(bodies[2].headers).toMatchObject({ etag, "content-type": "application/json; charset=utf-8" });
    expect(found.map(({ bytes_out: n }) => n)).toEqual([...Array<number>(3).fill(answers[0]!.bytes.length), 0]);
  });

  test("VU-04 it is narrowed by add-on, status, route, method and words, and paged", async () => {
    const { status } = await servery().post("orders", { site_id: 1 });
    expect(status).toBe(400);
    await servery().get("products/1.json");
    const token = await servery().token(3_600, 2, servery().company, { api: "kseries" });
    await servery().ask("/o/op/data/businesses", { auth: `Bearer ${token}` });
    const all = async (query: string, field: string) => [...new Set((await rows(query)).map((row) => row[field]))];
    expect(await all("status=4xx", "status")).toEqual(expect.arrayContaining([400, 404]));
    expect(await all("status=404", "status")).toEqual([404]);
    expect(await all("route=products.", "route")).toEqual(["products.get"]);
    expect(await all("method=post", "method")).toEqual(["POST"]);
    expect((await rows("addon_id=2")).map(({ addon }) => addon.id)).toContain(2);
    expect((await rows("addon_id=2")).every(({ addon }) => addon.id === 2)).toBe(true);
    expect(await rows("q=nowhere-to-be-found")).toEqual([]);
    const first = await asked("requests?method=GET");
    expect(Number(first.headers.get("x-pages"))).toBe(1);
    expect(await rows("page=2")).toEqual([]);
    const [latest, second] = first.json<Json[]>();
    expect((await rows(`method=GET&start=${latest.id}`))[0]).toEqual(second);
    for (const query of ["status=9xx", "status=ok", "method=G", "addon_id=x"]) {
      const refused = await asked(`requests?${query}`);
      expect([query, refused.status, refused.json().field]).toEqual([query, 400, query.split("=")[0]]);
    }
  });

  test("VU-04 what was refused at the door is there for those whom it was meant for, and for nobody else", async () => {
    const wrong = basic("demo-wrong", "not-the-secret");
    await servery().ask("orders", { auth: wrong, headers: { accept: "application/json" } });
    const refused = await newest("status=401");
    expect(refused).toMatchObject({ addon: null, path: "/v1/companies/5678/orders" });
    const [demo] = await servery().storage.access.addons.of(servery().company);
    await servery().ask("/v1/companies/me.json", { auth: basic(demo!.clientId, "not-the-secret") });
    expect(await newest("status=401")).toMatchObject({ addon: null, path: "/v1/companies/me.json" });
    await servery().ask("/v1/companies/6789/orders.json", { auth: wrong });
    await servery().ask("/v1/companies/56789/orders.json", { auth: wrong });
    expect(await newest("status=401")).toMatchObject({ path: "/v1/companies/me.json" });
    await servery().ask("/v1/nothing/of/the/kind.json?x=1");
    expect(await newest("route=none")).toMatchObject({ status: 404, path: "/v1/nothing/of/the/kind.json?x=1" });
    expect(JSON.stringify(await full(refused.id))).not.toContain(wrong.slice(6));
  });

  test("VU-04 requests of another company's add-on are not shown, and cannot be had by their ids", async () => {
    const { company, auth } = servery().other;
    const before = (await newest()).id;
    await servery().ask(`/v1/companies/${company}/orders.json`, { auth });
    await servery().ask("/v1/companies/5678/orders.json", { auth }); // theirs, though it names us
    await servery().get("sites.json");
    const last = (await newest()).id;
    const ours = (await rows()).map(({ id }) => id);
    expect(ours.filter((id) => id > before)).toEqual([last]);
    for (let id = before + 1; id < last; id++) expect((await asked(`requests/${id}`)).status).toBe(404);
    expect((await asked("requests/1")).status).toBe(404);
    expect((await asked("requests", "barista")).status).toBe(403);
  });

  test("VU-04 a token request is there without its secret and without the tokens that it brought", async () => {
    const addon = testAddon(
      {
        id: 77 as never,
        clientId: "talker",
        grants: ["client_credentials"] as never,
        apis: ["kseries"],
        scopes: ["orders-api"],
      },
      "a-very-secret-word",
      servery().clock.now(),
    );
    await servery().storage.access.addons.add(addon);
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      code: "a-very-secret-code",
      client_id: "talker",
      client_secret: "a-very-secret-word",
    });
    const { paths } = (await servery().ask("/openapi/kseries.json", { auth: null })).json();
    expect(paths).toBeDefined();
    const answer = await servery().ask("/v1/token", {
      method: "POST",
      raw: form.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      auth: null,
    });
    const row = await newest("route=oauth.");
    expect(row).toMatchObject({ method: "POST", path: "/v1/token", status: answer.status, addon: null });
    const text = JSON.stringify(await full(row.id));
    expect(text).toContain("client_id=talker");
    expect(text).not.toContain("very-secret");
  });

  test("VU-04 of a long body the beginning is kept, and the command says so", async () => {
    const notes = "x".repeat(BODY_KEPT_BYTES);
    await servery().post("orders", { site_id: 823, notes });
    const one = await full((await newest("method=POST&route=orders.create")).id);
    expect(one.bytes_in).toBeGreaterThan(BODY_KEPT_BYTES);
    expect(one.request.body).toHaveLength(BODY_KEPT_BYTES);
    expect(one.curl).toContain("--data-binary @body");
  });
});

onEveryEngine(
  "a request log that is switched off",
  (servery) => {
    test("VU-04 with a size of 0 nothing is kept, and the page is told so", async () => {
      expect((await servery().get("sites.json")).status).toBe(200);
      const answer = await (await as(servery(), "manager"))("requests");
      expect([answer.status, answer.json().error_description]).toEqual([
        404,
        "The request log is switched off: SERVERY_REQUEST_LOG_SIZE switches it on.",
      ]);
    });
  },
  { env: { SERVERY_REQUEST_LOG_SIZE: "0" } },
);

test("VU-04 the log keeps so many of each company and so many bytes of all, the newest", () => {
  const [one, two] = [1 as CompanyId, 2 as CompanyId];
  const raw = { method: "GET", rawHeaders: [] } as never;
  const facts = { raw, url: "/", route: "r", addonId: null, status: 200, ms: 1, requestId: "x", told: {} };
  const keep = (keeper: RequestKeeper, company: CompanyId, bytes = 0): void =>
    keeper.keep({ ...facts, company, body: undefined, answer: Buffer.alloc(bytes) });
  const ids = (keeper: RequestKeeper, company: CompanyId): number[] =>
    keeper.of(company, () => false).map(({ id }) => id);

  const few = new RequestKeeper(3, () => 100);
  for (let i = 0; i < 5; i++) keep(few, one);
  keep(few, two);
  expect([ids(few, one), ids(few, two)]).toEqual([[105, 104, 103], [106]]);
  expect([few.get(102), few.get(103)?.id]).toEqual([undefined, 103]);

  const small = new RequestKeeper(100, () => 0, 30_000);
  for (let i = 0; i < 4; i++) keep(small, i < 2 ? one : two, 10_000);
  expect([ids(small, one), ids(small, two)]).toEqual([[], [4, 3]]);
  keep(small, one, 1_000_000); // of which the beginning is kept
  expect([ids(small, one), ids(small, two)]).toEqual([[5], []]);
  expect(small.get(5)!.answer).toHaveLength(BODY_KEPT_BYTES);
});

test("VU-04 the size of the log is a setting that a number must be given for", () => {
  expect(readConfig({}).requestLogSize).toBe(1_000);
  expect(() => readConfig({ SERVERY_REQUEST_LOG_SIZE: "many" })).toThrow(
    "SERVERY_REQUEST_LOG_SIZE=many cannot be used: it must be a whole number.",
  );
});
