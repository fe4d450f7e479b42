import { beforeAll, expect, test } from "vitest";
import { RETRY_WAITS_MS } from "../../src/webhooks/schedule.ts";
import { register, settled, until, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { type Answer, type Ask, type Json, onEveryEngine } from "../support/servery.ts";

type Operator = (path: string, ask?: Ask) => Promise<Answer>;

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

onEveryEngine("the venue's view of deliveries", (servery) => {
  const receiver = withReceiver();
  let op: Operator;
  beforeAll(async () => {
    op = await servery().operator();
  });
  const post = (path: string, body: object): Promise<Answer> => op(path, { method: "POST", body });
  const list = async (query: string): Promise<Json[]> => {
    const answer = await op(`deliveries?${query}`);
    expect([answer.status, answer.headers.get("x-pages")]).toEqual([200, null]);
    return answer.json<Json[]>();
  };
  let paths = 0;
  const hook = async (more: Record<string, unknown> = {}) => {
    const path = `/op/${++paths}`;
    const body = { topic: "orders/completed", address: `${receiver.url}${path}`, ...more };
    return { path, id: await register(servery(), body) };
  };
  const complete = (body: Record<string, unknown> = {}) =>
    servery().order({ status: "COMPLETE", lines: [{ product_id: servery().ids.product_ids[0] }], ...body });

  test("KW-07 a delivery is found by what it is about, and tells each attempt and its exact bytes", async () => {
    const { path, id } = await hook({ headers: { Authorization: "Bearer secret-1", "X-Api-Key": "secret-2" } });
    receiver.reply(path, () => ({ status: 503, headers: { "x-why": "busy" }, body: "come back later" }));
    const order = await complete();
    await receiver.soon(path);
    await until(async () => (await list(`webhook_id=${id}`))[0]?.attempt_count === 1, "the attempt in the log");
    const [row] = await list(`order_id=${order["id"]}&topic=orders/completed&state=waiting&addon_id=1`);
    expect(row).toEqual({
      id: expect.any(Number),
      message_id: receiver.at(path)[0]!.headers["webhook-id"],
      event_id: expect.any(Number),
      webhook_id: id,
      addon_id: 1,
      order_id: order["id"],
      site_id: 823,
      topic: "orders/completed",
      address: `${receiver.url}${path}`,
      state: "waiting",
      attempt_count: 1,
      last_status: 503,
      last_error: null,
      created_at: expect.stringMatching(INSTANT),
      next_at: expect.stringMatching(INSTANT),
      finished_at: null,
      replay_of: null,
    });
    const one = await op(`deliveries/${row.id}`);
    expect(one.status).toBe(200);
    const [attempt, ...more] = one.json().attempts as Json[];
    expect(more).toEqual([]);
    expect(attempt).toMatchObject({
      number: 1,
      started_at: expect.stringMatching(INSTANT),
      took_ms: expect.any(Number),
      status: 503,
      error: null,
      request_headers: {
        Authorization: "…",
        "X-Api-Key": "…",
        "x-kounta-signature": receiver.at(path)[0]!.headers["x-kounta-signature"],
      },
      response_headers: { "x-why": "busy" },
      answer: "come back later",
    });
    expect(one.text).not.toMatch(/secret-[12]/);
    const payload = await op(`deliveries/${row.id}/payload`);
    expect(payload.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(payload.bytes).toEqual(receiver.at(path)[0]!.body);
    expect(payload.text).toBe((await servery().get(`orders/${order["id"]}`)).text);
    await servery().delete(`webhooks/${id}`);
  });

  test("KW-07 the list of deliveries is paged and bounded by time, state, topic and webhook", async () => {
    const { path, id } = await hook();
    for (let i = 0; i < 3; i++) await complete();
    await receiver.soon(path, 3);
    await settled(servery());
    const rows = await list(`webhook_id=${id}`);
    expect(rows.map(({ state, attempt_count }) => [state, attempt_count])).toEqual(
      Array.from({ length: 3 }, () => ["delivered", 1]),
    );
    const ids = rows.map((row) => row.id as number);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect(await list(`webhook_id=${id}&start=${ids[1]}`)).toHaveLength(1);
    expect(await list(`webhook_id=${id}&state=failed`)).toEqual([]);
    expect(await list(`webhook_id=${id}&topic=callback`)).toEqual([]);
    expect(await list(`webhook_id=${id}&from=2020-01-01T00:00:00Z`)).toHaveLength(3);
    expect(await list(`webhook_id=${id}&to=2020-01-01T00:00:00Z`)).toEqual([]);
    for (const query of ["state=lost", "topic=orders/exploded", "from=yesterday", "webhook_id=x", "start=x"]) {
      const refused = await op(`deliveries?${query}`);
      expect([query, refused.status, refused.json().field]).toEqual([query, 400, query.split("=")[0]]);
    }
    await servery().delete(`webhooks/${id}`);
  });

  test("KW-07 a delivery is sent again, to its own endpoint under its own id or to another address", async () => {
    const { path, id } = await hook({ headers: { Authorization: "Bearer secret-3" } });
    await complete();
    const [first] = await receiver.soon(path);
    await settled(servery());
    const [row] = await list(`webhook_id=${id}`);
    const again = await post(`deliveries/${row.id}/replay`, {});
    expect(again.status).toBe(201);
    const fresh = again.json<{ id: number }>().id;
    expect(again.headers.get("location")).toMatch(new RegExp(`/admin/api/companies/5678/deliveries/${fresh}$`));
    const [, second] = await receiver.soon(path, 2);
    expect(second!.body).toEqual(first!.body);
    expect(second!.headers["webhook-id"]).toBe(first!.headers["webhook-id"]);
    expect(second!.headers["authorization"]).toBe("Bearer secret-3");
    await settled(servery());
    expect((await op(`deliveries/${fresh}`)).json()).toMatchObject({ state: "delivered", replay_of: row.id });

    const elsewhere = await post(`deliveries/${row.id}/replay`, { address: `${receiver.url}/elsewhere${path}` });
    expect(elsewhere.status).toBe(201);
    const [third] = await receiver.soon(`/elsewhere${path}`);
    expect(third!.body).toEqual(first!.body);
    expect(third!.headers["x-kounta-signature"]).toBe(first!.headers["x-kounta-signature"]);
    expect(third!.headers["authorization"]).toBeUndefined(); // what lets us in there is nobody else's business
    expect(receiver.at(path)).toHaveLength(2);

    for (const address of ["http://10.0.0.1/", "ftp://receiver.example/", "", 5]) {
      const refused = await post(`deliveries/${row.id}/replay`, { address });
      expect([address, refused.status, refused.json().field]).toEqual([address, 400, "address"]);
    }
    await servery().delete(`webhooks/${id}`);
    const nobody = await post(`deliveries/${row.id}/replay`, {});
    expect([nobody.status, nobody.json().error_description]).toEqual([
      400,
      expect.stringContaining("switched off or gone"),
    ]);
    expect((await post("deliveries/999999/replay", {})).status).toBe(404);
    await settled(servery());
  });

  test("KW-07 a range is sent again, each event once; or what is named, wherever it should go", async () => {
    const { path, id } = await hook();
    const from = new Date(servery().clock.now() - 1_000).toISOString().slice(0, 19) + "Z";
    for (let i = 0; i < 3; i++) await complete();
    await receiver.soon(path, 3);
    await settled(servery());
    const ids = (await list(`webhook_id=${id}`)).map((row) => row.id as number);
    const all = await post("deliveries/replay", { from, webhook_id: id, state: "delivered" });
    expect([all.status, all.json()]).toEqual([201, { replayed: 3, left_out: 0, ids: expect.any(Array) }]);
    await receiver.soon(path, 6);
    await settled(servery());
    // What went twice by now still goes once.
    expect((await post("deliveries/replay", { from, webhook_id: id })).json()).toMatchObject({ replayed: 3 });
    const sent = await receiver.soon(path, 9);
    await settled(servery());
    expect(sent).toHaveLength(9);
    expect(new Set(sent.map(({ headers }) => headers["webhook-id"])).size).toBe(3);

    const other = `/elsewhere${path}`;
    const two = await post("deliveries/replay", { ids: ids.slice(0, 2), address: `${receiver.url}${other}` });
    expect(two.json()).toMatchObject({ replayed: 2, left_out: 0 });
    await receiver.soon(other, 2);
    await op(`webhooks/${id}`, { method: "PUT", body: { active: false } });
    expect((await post("deliveries/replay", { ids })).json()).toEqual({ replayed: 0, left_out: 3, ids: [] });
    expect(
      (await post("deliveries/replay", { from: "2020-01-01T00:00:00Z", to: from, webhook_id: id })).json(),
    ).toMatchObject({ replayed: 0 });
    for (const [body, field] of [
      [{}, "from"],
      [{ webhook_id: id }, "from"],
      [{ ids: "all" }, "ids"],
      [{ ids, address: "http://192.168.1.1/" }, "address"],
    ] as const) {
      const refused = await post("deliveries/replay", body);
      expect([refused.status, refused.json().field]).toEqual([400, field]);
    }
    expect((await post("deliveries/replay", { ids: [ids[0], 999_999] })).status).toBe(404);
    await servery().delete(`webhooks/${id}`);
    await settled(servery());
  });

  test("KW-01 the venue sees every add-on's webhooks with their health, and switches them off and on", async () => {
    const { path, id } = await hook({ headers: { "X-Api-Key": "secret-3" } });
    const auth = await servery().addon({ id: 61 as never, clientId: "other-app", name: "Other app" });
    const theirs = await register(servery(), { topic: "orders/deleted", address: `${receiver.url}/theirs` }, auth);
    const mine = async (): Promise<Json> => (await op("webhooks")).json<Json[]>().find((webhook) => webhook.id === id);
    const all = (await op("webhooks")).json<Json[]>();
    expect(all.map((webhook) => [webhook.id, webhook.addon])).toEqual([
      [id, { id: 1, name: "Demo add-on" }],
      [theirs, { id: 61, name: "Other app" }],
    ]);
    expect(all[0]).toMatchObject({
      address: `${receiver.url}${path}`,
      headers: { "X-Api-Key": "…" },
      health: { failing_since: null, failures: 0, last_delivered_at: null },
    });
    receiver.reply(path, (nth) => ({ status: nth === 2 ? 500 : 200 }));
    await complete();
    await settled(servery());
    expect((await mine()).health).toEqual({
      failing_since: null,
      failures: 0,
      last_delivered_at: expect.stringMatching(INSTANT),
    });
    await complete();
    await until(async () => (await mine()).health.failures === 1, "the failure");
    expect((await mine()).health).toMatchObject({ failing_since: expect.stringMatching(INSTANT) });

    const off = await op(`webhooks/${id}`, { method: "PUT", body: { active: false } });
    expect([off.status, off.json()]).toEqual([200, expect.objectContaining({ id, active: false })]);
    await complete();
    expect((await servery().get(`webhooks/${id}`)).json()).toMatchObject({ active: false });
    expect((await op(`webhooks/${id}`, { method: "PUT", body: { active: true } })).json()).toMatchObject({
      active: true,
    });
    expect((await op(`webhooks/${id}`, { method: "PUT", body: {} })).status).toBe(400);
    expect((await op("webhooks/999999", { method: "PUT", body: { active: true } })).status).toBe(404);
    for (const webhook of [id]) await servery().delete(`webhooks/${webhook}`);
    await servery().ask(`webhooks/${theirs}`, { method: "DELETE", auth });
  });

  test("KW-07 a notice is seen once somebody says so", async () => {
    const { path, id } = await hook();
    receiver.reply(path, () => ({ status: 410 }));
    await complete();
    await until(async () => (await op("notices")).json<Json[]>()[0]?.data.webhook_id === id, "the notice");
    const [notice] = (await op("notices")).json<Json[]>();
    expect(notice).toEqual({
      id: expect.any(Number),
      kind: "webhook_disabled",
      data: { webhook_id: id, topic: "orders/completed", address: `${receiver.url}${path}`, reason: "gone" },
      created_at: expect.stringMatching(INSTANT),
      seen_at: null,
    });
    const seen = await op(`notices/${notice.id}`, { method: "PUT", body: { seen: true } });
    expect([seen.status, seen.json()]).toEqual([200, { id: notice.id, seen_at: expect.stringMatching(INSTANT) }]);
    expect((await op("notices")).json<Json[]>()[0]).toMatchObject({ seen_at: seen.json().seen_at });
    expect((await op(`notices/${notice.id}`, { method: "PUT", body: { seen: false } })).status).toBe(400);
    expect((await op("notices/999999", { method: "PUT", body: { seen: true } })).status).toBe(404);
    await servery().delete(`webhooks/${id}`);
  });

  test("KW-07 the schedule is published to everybody", async () => {
    const answer = await servery().ask("/admin/api/deliveries/schedule", { auth: null });
    expect([answer.status, answer.json()]).toEqual([
      200,
      {
        attempts_max: 15,
        retry_waits_ms: RETRY_WAITS_MS,
        jitter: 0.1,
        retry_after_max_ms: 86_400_000,
        disabled_after: { failing_for_ms: 259_200_000, failures: 10, statuses: [410] },
      },
    ]);
    const days = RETRY_WAITS_MS.reduce((sum, wait) => sum + wait, 0) / 86_400_000;
    expect([days > 2.9, days < 3.3]).toEqual([true, true]);
  });

  test("KW-01 KW-07 deliveries are for managers and owners of the company itself", async () => {
    const { path, id } = await hook();
    await complete();
    await receiver.soon(path);
    const [row] = await list(`webhook_id=${id}`);
    const staff = await servery().operator("barista");
    const asks: [string, Ask][] = [
      ["webhooks", {}],
      [`webhooks/${id}`, { method: "PUT", body: { active: false } }],
      ["deliveries", {}],
      [`deliveries/${row.id}`, {}],
      [`deliveries/${row.id}/payload`, {}],
      [`deliveries/${row.id}/replay`, { method: "POST", body: {} }],
      ["deliveries/replay", { method: "POST", body: { ids: [row.id] } }],
      ["notices", {}],
    ];
    for (const [at, ask] of asks) {
      expect([at, (await staff(at, ask)).status]).toEqual([at, 403]);
      const url = `/admin/api/companies/5678/${at}`;
      expect([at, (await servery().ask(url, ask)).status]).toEqual([at, 403]); // an add-on
      expect([at, (await servery().ask(url, { ...ask, auth: null })).status]).toEqual([at, 401]);
      const elsewhere = await op(`../6789/${at}`, ask);
      expect([at, elsewhere.status]).toEqual([at, 404]);
    }
    const owner = await servery().operator("owner");
    expect((await owner("deliveries")).status).toBe(200);
    await servery().delete(`webhooks/${id}`);
  });
});
