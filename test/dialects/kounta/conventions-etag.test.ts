import { expect, test } from "vitest";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";

type Document = { paths: Record<string, Record<string, unknown>> };

const pathsWithGet = async (servery: TestServery): Promise<string[]> => {
  const document = (await servery.ask("/openapi/kounta.json", { auth: null })).json<Document>();
  return Object.entries(document.paths).flatMap(([path, methods]) => ("get" in methods ? [path] : []));
};

/** A completed order with everything on it that has a path of its own. */
const completeOrder = async (servery: TestServery): Promise<Json> => {
  const { product_ids } = servery.ids;
  const order = await servery.order({
    lines: [{ product_id: product_ids[0] }],
    options: [{ product_id: product_ids[1] }],
    customer_id: servery.ids.customer_id,
  });
  await servery.post(`orders/${order.id}/payments`, { method_id: 1, amount: order.total });
  await servery.put(`orders/${order.id}`, { status: "COMPLETE" });
  return (await servery.get(`orders/${order.id}`)).json();
};

/** What stands for a parameter; one that is not here gets the id of the first row of the list above it. */
const fixtures = (order: Json): Record<string, string> => ({
  company: "5678",
  order: String(order.id),
  number: "1",
  saleid: order.sale_id,
  site: "823",
  register: "16",
  staff: "732846",
  customer: "4289",
  status: "complete",
  date: order.created_at.slice(0, 10),
});

const filled = async (servery: TestServery, path: string, order: Json): Promise<string> => {
  const known = fixtures(order);
  let url = "";
  for (const segment of path.split("/").slice(1)) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) url += `/${segment}`;
    else if (name === "path") url += "/sites/823/orders/complete";
    else if (known[name] !== undefined) url += `/${known[name]}`;
    else {
      const rows = (await servery.get(url)).json<{ id: number }[]>();
      expect(rows[0]?.id, `an id for ${segment} of ${path}`).toBeDefined();
      url += `/${rows[0]!.id}`;
    }
  }
  return url;
};

onEveryEngine(
  "caching",
  (servery) => {
    test("KC-11 every GET of the API carries an ETag, keeps it, and answers it with an empty 304", async () => {
      const order = await completeOrder(servery());
      expect(order.status).toBe("COMPLETE");
      const webhook = { topic: "orders/completed", address: "https://receiver.example/hook" };
      expect((await servery().post("webhooks.json", webhook)).status).toBe(201);
      const paths = await pathsWithGet(servery());
      expect(paths).toContain("/v1/companies/{company}/orders/{order}");
      for (const path of paths) {
        const url = await filled(servery(), path, order);
        const got = await servery().get(url);
        expect([url, got.status]).toEqual([url, 200]);
        const etag = got.headers.get("etag") ?? "";
        expect(etag, url).toMatch(/^"[\w-]+"$/);
        expect((await servery().get(url)).headers.get("etag"), url).toBe(etag);
        for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
          const same = await servery().get(url, { "if-none-match": known });
          expect([url, same.status, same.text, same.headers.get("etag")]).toEqual([url, 304, "", etag]);
          expect(same.headers.get("content-type")).toBeNull();
        }
        const other = await servery().get(url, { "if-none-match": '"other"' });
        expect([url, other.status, other.text]).toEqual([url, 200, got.text]);
        const pretty = await servery().get(url, { "x-pretty-print": "1", "if-none-match": etag });
        expect([url, pretty.status === 200 || pretty.text === ""]).toEqual([url, true]);
      }
    });

    test("KC-11 what changed has a new ETag: the record, the lists that show it, and what is inside it", async () => {
      const { id } = await servery().order({ options: [{ product_id: servery().ids.product_ids[1] }] });
      const shows = [
        `orders/${id}`,
        "orders",
        "orders.json",
        "sites/823/orders",
        "orders/submitted",
        "orders?value_gt=0",
      ];
      const etags = async () => Promise.all(shows.map(async (path) => (await servery().get(path)).headers.get("etag")));
      const before = await etags();
      expect((await servery().put(`orders/${id}`, { notes: "changed" })).status).toBe(200);
      const after = await etags();
      after.forEach((etag, i) => expect(etag, shows[i]).not.toBe(before[i]));
      expect(await etags()).toEqual(after);
      const set = await servery().get(`orders/${id}/optionsets`);
      await servery().delete(`orders/${id}/optionsets/1`);
      expect((await servery().get(`orders/${id}/optionsets`)).headers.get("etag")).not.toBe(set.headers.get("etag"));
    });

    test("KC-11 a change back is a new version too, and an empty list has an ETag", async () => {
      const { id } = await servery().order({ notes: "one" });
      const etag = (await servery().get(`orders/${id}`)).headers.get("etag") ?? "";
      await servery().put(`orders/${id}`, { notes: "two" });
      await servery().put(`orders/${id}`, { notes: "one" });
      expect((await servery().get(`orders/${id}`, { "if-none-match": etag })).status).toBe(200);
      const empty = await servery().get("orders?value_gt=999999");
      expect([empty.text, empty.headers.get("etag")]).toEqual(["[]", expect.stringMatching(/^"[\w-]+"$/)]);
    });

    test("KC-11 a 304 of a list still says where the next page is", async () => {
      for (let i = 0; i < 3; i++) await servery().order();
      const list = await servery().get("orders");
      const same = await servery().get("orders", { "if-none-match": list.headers.get("etag") ?? "" });
      expect(same.status).toBe(304);
      for (const name of ["x-pages", "x-next-page"]) expect(same.headers.get(name)).toBe(list.headers.get(name));
      expect(same.headers.get("x-next-page")).toMatch(/start=\d+$/);
    });

    test("KC-11 writing carries no ETag and heeds no If-None-Match", async () => {
      const { id } = await servery().order();
      const etag = (await servery().get(`orders/${id}`)).headers.get("etag") ?? "";
      const headers = { "if-none-match": etag };
      const put = await servery().ask(`orders/${id}`, { method: "PUT", body: {}, headers });
      expect([put.status, put.headers.get("etag")]).toEqual([200, null]);
    });
  },
  { env: { SERVERY_PAGE_SIZE_ORDERS: "2" }, history: true },
);
