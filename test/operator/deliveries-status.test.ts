import { beforeAll, expect, test } from "vitest";
import { register, until, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { type Answer, type Ask, type Json, onEveryEngine } from "../support/servery.ts";

onEveryEngine("deliveries by what was answered", (servery) => {
  const receiver = withReceiver();
  let op: (path: string, ask?: Ask) => Promise<Answer>;
  beforeAll(async () => {
    op = await servery().operator();
  });
  const list = async (query: string): Promise<Json[]> => {
    const answer = await op(`deliveries?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json<Json[]>();
  };
  let paths = 0;
  const hook = async (more: Record<string, unknown> = {}) => {
    const path = `/status/${++paths}`;
    const body = { topic: "orders/completed", address: `${receiver.url}${path}`, ...more };
    return { path, id: await register(servery(), body) };
  };
  const complete = () => servery().order({ status: "COMPLETE", lines: [{ product_id: servery().ids.product_ids[0] }] });

  test("VU-04 deliveries are found by what was answered: a status, a class of them, or nobody at all", async () => {
    const { path, id } = await hook();
    const answers = [200, 404, 503, 500, 204, 410];
    receiver.reply(path, (nth) => ({ status: answers[nth - 1]! }));
    // The last of them ends the webhook, so each comes after the one before.
    for (const nth of answers.keys()) {
      await complete();
      await receiver.soon(path, nth + 1);
      await until(async () => (await list(`webhook_id=${id}`))[0]?.attempt_count === 1, "the attempt in the log");
    }
    const silent = await hook({ address: "http://127.0.0.1:9/nobody" });
    await complete();
    await until(async () => (await list(`webhook_id=${silent.id}`))[0]?.attempt_count === 1, "the attempt in the log");
    const found = async (status: string, webhook = id): Promise<(number | null)[]> =>
      (await list(`webhook_id=${webhook}&status=${status}`)).map((row) => row.last_status as number | null);
    expect(await found("2xx")).toEqual([204, 200]);
    expect(await found("4xx")).toEqual([410, 404]);
    expect(await found("5XX")).toEqual([500, 503]);
    expect([await found("204"), await found("503"), await found("3xx"), await found("none")]).toEqual([
      [204],
      [503],
      [],
      [],
    ]);
    expect([await found("none", silent.id), await found("4xx", silent.id)]).toEqual([[null], []]);
    const [newest] = await list(`webhook_id=${id}&status=5xx&per_page=1`);
    expect((await list(`webhook_id=${id}&status=5xx&start=${newest.id}`)).map((row) => row.last_status)).toEqual([503]);
    for (const status of ["6xx", "40", "4x4", "all", "404,500"]) {
      const refused = await op(`deliveries?status=${status}`);
      expect([status, refused.status, refused.json().field]).toEqual([status, 400, "status"]);
    }
    // The 410 switched it off, and what was not taken still waits: there is nothing that could be sent again.
    const range = { webhook_id: id, from: "2020-01-01T00:00:00Z" };
    const again = await op("deliveries/replay", { method: "POST", body: { ...range, status: "2xx" } });
    expect([again.status, again.json()]).toMatchObject([201, { replayed: 0, left_out: 2 }]);
    const to = { address: `${receiver.url}/elsewhere` };
    const sent = await op("deliveries/replay", { method: "POST", body: { ...range, ...to, status: "204" } });
    expect([sent.status, sent.json()]).toMatchObject([201, { replayed: 1, left_out: 0 }]);
  });
});
