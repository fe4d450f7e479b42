import { expect, test, vi } from "vitest";
import { type Answer, engines, onEveryEngine, openTestServery } from "../support/servery.ts";

onEveryEngine(
  "running a server",
  (servery, engine) => {
    test("KC-12 every answer has a request id of its own, and what a client sends as one is not believed", async () => {
      const { id } = await servery().order();
      const ids = new Set<string | null>();
      const paths = ["orders", `orders/${id}`, `orders/${id}`, `orders/${id}`, "orders/1", "nowhere", "/v1/nowhere"];
      for (const path of paths) {
        const answer = await servery().get(path, { "x-request-id": "mine" });
        const told = answer.headers.get("x-request-id");
        expect(told).toMatch(/^[0-9a-f]{10}-[0-9a-z]+$/);
        ids.add(told);
      }
      expect(ids.size).toBe(paths.length);
    });

    test("KC-01 /healthz tells that the process runs, /readyz that its database is there", async () => {
      const health = await servery().ask("/healthz", { auth: null });
      expect([health.status, health.json()]).toEqual([200, { status: "ok" }]);
      const ready = await servery().ask("/readyz", { auth: null });
      expect([ready.status, ready.json()]).toEqual([200, { status: "ready", engine }]);
      const ping = vi.spyOn(servery().storage, "ping").mockRejectedValue(new Error("gone"));
      const away = await servery().ask("/readyz", { auth: null });
      expect([away.status, away.text.includes("gone")]).toEqual([503, false]);
      expect((await servery().ask("/healthz", { auth: null })).status).toBe(200);
      ping.mockRestore();
      expect((await servery().ask("/readyz", { auth: null })).status).toBe(200);
    });

    test("KC-01 /metrics counts answers by route and status, without a word of what was asked", async () => {
      const count = async (labels: string): Promise<number> => {
        const { text } = await servery().ask("/metrics", { auth: null });
        const line = text.split("\n").find((row) => row.startsWith(`servery_http_requests_total{${labels}}`));
        return Number(line?.split(" ").at(-1) ?? 0);
      };
      const { id } = await servery().order();
      const labels = (status: number) => `route="orders.get",method="GET",status="${status}"`;
      const before = [await count(labels(200)), await count(labels(404))];
      for (let i = 0; i < 3; i++) await servery().get(`orders/${id}`);
      await servery().get("orders/1?secret=hunter2");
      expect([await count(labels(200)), await count(labels(404))]).toEqual([before[0]! + 3, before[1]! + 1]);
      const metrics = await servery().ask("/metrics", { auth: null });
      expect(metrics.headers.get("content-type")).toMatch(/^text\/plain; version=/);
      expect(metrics.text).not.toMatch(/hunter2|Basic/);
      expect(metrics.text).not.toContain(String(id));
    });

    test("KC-12 what nobody foresaw is a 500 that says nothing of the inside", async () => {
      const reads = vi.spyOn(servery().storage, "reads").mockImplementation(() => {
        throw new Error("the table of secrets is upside down");
      });
      const answer = await servery().get("orders");
      reads.mockRestore();
      expect(answer.status).toBe(500);
      expect(answer.json()).toEqual({
        error: "server_error",
        error_description: "Something went wrong here. The request id helps to find out what.",
        request_id: answer.headers.get("x-request-id"),
      });
      expect((await servery().get("orders")).status).toBe(200);
    });
  },
  { env: { SERVERY_LOG: "silent" } },
);

for (const engine of engines) {
  test(`KC-09 a server that stops answers what it accepted, and has stored what it answered (${engine})`, async () => {
    const servery = await openTestServery(engine);
    const { storage, ids } = servery;
    // A change that takes its time: the server is told to stop while these are under way.
    let arrived = 0;
    const real = storage.transact.bind(storage);
    vi.spyOn(storage, "transact").mockImplementation(async (company, work) => {
      arrived++;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return real(company, work);
    });
    const asked: Promise<Answer>[] = Array.from({ length: 8 }, (_, i) =>
      servery.post("orders", { site_id: ids.site_id, notes: `order ${i}` }),
    );
    while (arrived < 8) await new Promise((resolve) => setTimeout(resolve, 5));
    const saved: string[] = [];
    storage.onOrders((orders) => orders.forEach(({ notes }) => saved.push(notes ?? "")));
    const stopped = servery.close();
    const answers = await Promise.all(asked);
    await stopped;
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(saved.sort()).toEqual(Array.from({ length: 8 }, (_, i) => `order ${i}`));
    await expect(servery.get("orders.json")).rejects.toThrow("fetch failed");
  });
}
