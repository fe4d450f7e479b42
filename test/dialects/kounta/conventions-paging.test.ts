import { expect, test } from "vitest";
import { rawAsk } from "../../http/raw.ts";
import { type Answer, type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** Makes orders, three in each second, and answers their ids newest first. */
const make = async (servery: TestServery, count: number, body: object = {}): Promise<number[]> => {
  const ids: number[] = [];
  const from = servery.clock.now();
  for (let i = 0; i < count; i++) {
    servery.clock.now = () => from + Math.floor(i / 3) * 1_000;
    ids.unshift((await servery.order({ ...body })).id);
  }
  servery.clock.now = () => from + count * 1_000;
  return ids;
};

const idsOf = (answer: Answer): number[] => answer.json<Json[]>().map(({ id }) => id as number);

/** Follows X-Next-Page to the end. `between` happens after each page. */
const walk = async (servery: TestServery, path: string, between?: () => Promise<unknown>): Promise<number[][]> => {
  const pages: number[][] = [];
  let next: string | null = path;
  while (next !== null) {
    const answer: Answer = await servery.get(next);
    expect(answer.status, next).toBe(200);
    pages.push(idsOf(answer));
    next = answer.headers.get("x-next-page");
    expect(pages.length).toBeLessThan(50);
    await between?.();
  }
  return pages;
};

onEveryEngine(
  "pages of orders",
  (servery) => {
    let all: number[] = [];

    test("KC-15 an empty list is one page without a next one", async () => {
      const answer = await servery().get("orders");
      expect([answer.text, answer.headers.get("x-pages"), answer.headers.get("x-next-page")]).toEqual([
        "[]",
        "1",
        null,
      ]);
    });

    test("KC-15 X-Next-Page leads through all orders, each once, newest first", async () => {
      all = await make(servery(), 64);
      for (const path of [
        "orders",
        "orders.json",
        "sites/823/orders/submitted.json",
        "orders?value_gte=0&created_gte=2026-01-01",
      ]) {
        const pages = await walk(servery(), path);
        expect(
          pages.map((page) => page.length),
          path,
        ).toEqual([25, 25, 14]);
        expect(pages.flat(), path).toEqual(all);
      }
    });

    test("KC-15 X-Next-Page is absolute, keeps what was asked, and holds the last id", async () => {
      const { url } = servery();
      for (const [asked, next] of [
        ["orders", `orders?start=${all[24]}`],
        ["orders.json", `orders.json?start=${all[24]}`],
        ["orders.json?page=2", `orders.json?start=${all[49]}`],
        ["orders.json?value_gte=0&start=" + String(all[9]), `orders.json?value_gte=0&start=${all[34]}`],
        [
          "orders?created_gte=2026-01-05T09:00:00%2B00:00",
          `orders?created_gte=2026-01-05T09%3A00%3A00%2B00%3A00&start=${all[24]}`,
        ],
        [
          "orders?created_gte=2026-01-05T09:00:00+00:00",
          `orders?created_gte=2026-01-05T09%3A00%3A00+00%3A00&start=${all[24]}`,
        ],
      ] as const) {
        const answer = await servery().get(asked);
        expect(answer.headers.get("x-next-page"), asked).toBe(`${url}/v1/companies/5678/${next}`);
        expect((await servery().get(answer.headers.get("x-next-page")!)).status).toBe(200);
      }
      const me = await servery().get("/v1/companies/me/orders.json");
      expect(me.headers.get("x-next-page")).toBe(`${url}/v1/companies/me/orders.json?start=${all[24]}`);
    });

    test("KC-15 a path that begins with two slashes does not send the client to another host", async () => {
      const { url, auth } = servery();
      const answer = await rawAsk(url, "//v1/companies/5678/orders.json", { headers: { authorization: auth } });
      const { host } = new URL(url);
      expect(new URL(answer.headers["x-next-page"] ?? "").host).toBe(host);
      expect((await servery().get(answer.headers["x-next-page"]!)).json<Json[]>()[0]!.id).toBe(all[25]);
    });

    for (const [name, ask] of [
      ["X-Page, from 0", (s: TestServery, page: number) => s.get("orders.json", { "x-page": String(page) })],
      ["page=, from 1", (s: TestServery, page: number) => s.get(`orders.json?page=${page + 1}`)],
    ] as const) {
      test(`KC-15 ${name}: X-Pages tells how many there are, and beyond the end is nothing`, async () => {
        for (const [page, ids, next] of [
          [0, all.slice(0, 25), all[24]],
          [1, all.slice(25, 50), all[49]],
          [2, all.slice(50), undefined],
          [3, [], undefined],
          [1_000_000, [], undefined],
        ] as const) {
          const answer = await ask(servery(), page);
          expect(answer.status).toBe(200);
          expect(idsOf(answer), `page ${page}`).toEqual(ids);
          expect(answer.headers.get("x-pages")).toBe("3");
          const told = answer.headers.get("x-next-page");
          expect(told && new URL(told).searchParams.get("start")).toBe(next === undefined ? null : String(next));
        }
      });
    }

    test("KC-15 start= goes on below an order: the last, one that is not in the list, one that is nowhere, 0", async () => {
      for (const [start, ids] of [
        [all[0]!, all.slice(1, 26)],
        [all[62]!, all.slice(63)],
        [all[63]!, []],
        [1, []],
        [0, all.slice(0, 25)],
        ["9".repeat(40), all.slice(0, 25)],
      ] as const) {
        expect(idsOf(await servery().get(`orders?start=${start}`)), String(start)).toEqual(ids);
      }
      const none = await servery().get(`orders/complete?start=${all[5]}`);
      expect(none.text).toBe("[]");
    });

    for (const [path, headers] of [
      ["orders?page=0", {}],
      ["orders?page=-1", {}],
      ["orders?page=1.5", {}],
      ["orders?page=two", {}],
      ["orders?page=", {}],
      ["orders?page=1&page=2", {}],
      ["orders?start=-1", {}],
      ["orders?start=abc", {}],
      ["orders", { "x-page": "one" }],
      ["orders", { "x-page": "-1" }],
      ["orders", { "x-page": "1.5" }],
    ] as const) {
      test(`KC-15 ${path} ${JSON.stringify(headers)}: 400`, async () => {
        const answer = await servery().get(path, headers);
        expect([answer.status, answer.json().error]).toEqual([400, "bad_request"]);
        expect(answer.json().error_description).toMatch(/must be/);
      });
    }

    test("KC-15 orders that arrive between the pages neither repeat nor hide one", async () => {
      let arrived = 0;
      const pages = await walk(servery(), "orders", async () => {
        await make(servery(), 7);
        arrived += 7;
      });
      expect(pages.flat()).toEqual(all);
      expect(idsOf(await servery().get("orders")).filter((id) => !all.includes(id))).toHaveLength(arrived);
    });

    test("KC-15 orders that leave the list between the pages neither repeat nor hide one that stays", async () => {
      const before = (await walk(servery(), "orders/submitted")).flat();
      const leave = before.filter((_, i) => i % 10 === 4);
      const pages = await walk(servery(), "orders/submitted", async () => {
        for (const id of leave.splice(0, 3)) await servery().put(`orders/${id}`, { status: "REJECTED" });
      });
      const seen = pages.flat();
      expect(new Set(seen).size).toBe(seen.length);
      const after = new Set((await walk(servery(), "orders/submitted")).flat());
      expect(before.filter((id) => after.has(id) && !seen.includes(id))).toEqual([]);
    });

    test("KC-15 exactly full pages have no empty page after them", async () => {
      const full = await make(servery(), 50, { register_id: 18, site_id: 824 });
      const pages = await walk(servery(), "registers/18/orders");
      expect(pages).toEqual([full.slice(0, 25), full.slice(25)]);
      expect((await servery().get("registers/18/orders")).headers.get("x-pages")).toBe("2");
    });
  },
  { clock: () => START },
);
