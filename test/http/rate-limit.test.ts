import { expect, test } from "vitest";
import { onEveryEngine } from "../support/servery.ts";

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const RESET = String(START / 1_000 + 60);

onEveryEngine(
  "a rate limit",
  (servery) => {
    const told = (answer: { headers: Headers }) =>
      ["limit", "remaining", "reset"].map((name) => answer.headers.get(`x-ratelimit-${name}`));

    test("KC-17 a minute has 60 requests with Basic and 180 with a token, counted apart", async () => {
      servery().clock.now = () => START;
      const bearer = { authorization: `Bearer ${await servery().token()}` };
      for (const [how, headers, limit] of [
        ["Basic", {}, 60],
        ["Bearer", bearer, 180],
      ] as const) {
        for (let left = limit - 1; left >= 0; left--) {
          const answer = await servery().get("orders.json", headers);
          expect([answer.status, ...told(answer)], `${how}, ${left} left`).toEqual([
            200,
            String(limit),
            String(left),
            RESET,
          ]);
        }
        const refused = await servery().get("orders.json", headers);
        expect(refused.status).toBe(429);
        expect(refused.text).toBe("Limit exceeded");
        expect(refused.headers.get("content-type")).toBe("text/plain; charset=utf-8");
        expect(refused.headers.get("retry-after")).toBe("60");
        expect(refused.headers.get("x-request-id")).toMatch(/^\w+-\w+$/);
        expect(told(refused)).toEqual([String(limit), "0", RESET]);
      }
    });

    test("KC-17 it binds writing too, and nothing is written beyond it", async () => {
      const refused = await servery().post("orders", { site_id: servery().ids.site_id });
      expect([refused.status, refused.text]).toEqual([429, "Limit exceeded"]);
      const { auth } = servery().other;
      const others = await servery().ask("/v1/companies/6789/orders.json", { auth });
      expect([others.status, others.text, ...told(others)]).toEqual([200, "[]", "60", "59", RESET]);
    });

    test("KC-17 another add-on, the venue's own people and strangers are not in its count", async () => {
      const operator = await servery().operator();
      expect((await operator("orders")).headers.get("x-ratelimit-limit")).toBeNull();
      const stranger = await servery().ask("orders.json", { auth: "Basic bm86bm8=" });
      expect([stranger.status, ...told(stranger)]).toEqual([401, null, null, null]);
    });

    test("KC-17 the window ends with the clock, not a millisecond before", async () => {
      servery().clock.now = () => START + 59_999;
      const early = await servery().get("orders.json");
      expect([early.status, early.headers.get("retry-after")]).toEqual([429, "1"]);
      servery().clock.now = () => START + 60_000;
      const again = await servery().get("orders.json");
      expect([again.status, ...told(again)]).toEqual([200, "60", "59", String(START / 1_000 + 120)]);
      const made = await servery().post("orders", { site_id: servery().ids.site_id });
      expect([made.status, ...told(made)]).toEqual([201, "60", "58", String(START / 1_000 + 120)]);
    });

    test("KC-17 an order that is asked for again and again is counted each time, 304 or not", async () => {
      servery().clock.now = () => START + 200_000;
      const { id } = await servery().order();
      const first = await servery().get(`orders/${id}`);
      const etag = first.headers.get("etag") ?? "";
      const second = await servery().get(`orders/${id}`, { "if-none-match": etag });
      expect([second.status, second.headers.get("x-ratelimit-remaining")]).toEqual([304, "56"]);
    });
  },
  { env: { SERVERY_RATE_LIMIT: "kounta" }, clock: () => START },
);

onEveryEngine("no rate limit", (servery) => {
  test("KC-17 is the preset: nothing is counted, nothing is told", async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => servery().get("orders.json")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[69]!.headers.get("x-ratelimit-limit")).toBeNull();
  });
});
