import { expect, test } from "vitest";
import { as } from "../../operator/support.ts";
import { type Ask, type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";

type Document = { paths: Record<string, Record<string, unknown>> };
type Operation = Readonly<{ method: string; path: string }>;

const operations = async (servery: TestServery, document: string): Promise<Operation[]> => {
  const { paths } = (await servery.ask(`/openapi/${document}.json`, { auth: null })).json<Document>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
};

/** Bodies that would be fine on an order of one's own, so that nothing but the order's owner is in the way. */
const bodyOf = ({ method, path }: Operation): Ask => {
  if (method === "GET" || method === "DELETE") return { method };
  if (path.endsWith("/receipt")) return { method, body: { printer_id: 401 } };
  if (path.endsWith("/room_charges")) return { method, body: { hotel_id: 1, term: "12", reservation_id: "1" } };
  const own = ofRegisters[path.split("/").at(-1)!];
  if (own && path.includes("{order}")) return { method, body: own };
  const body =
    path.endsWith("/lines") || path.endsWith("/optionsets") ? { product_id: 730000 } : { method_id: 1, amount: 1 };
  return { method, body };
};

/** What registers send about orders, by the last part of the path. */
const ofRegisters: Readonly<Record<string, object>> = {
  changes: { changes: [{ do: "update", order: { notes: "x" } }] },
  split: { parts: [{ lines: [{ line_id: "abc123" }] }] },
  merge: { from: [1] },
  transfer: { table: "1" },
  delete: { reason: "x" },
  refund: { lines: [{ line_id: "abc123", quantity: 1 }], payments: [] },
};

const fill = (path: string, values: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "1");

onEveryEngine(
  "another company",
  (servery) => {
    let foreign: Json;
    const foreignOrder = async (): Promise<Json> => {
      const { auth, company } = servery().other;
      const made = await servery().ask(`/v1/companies/${company}/orders`, {
        method: "POST",
        auth,
        body: { site_id: 990, lines: [{ product_id: 997 }], options: [{ product_id: 997 }], notes: "not yours" },
      });
      expect(made.status).toBe(201);
      return (await servery().ask(made.headers.get("location")!, { auth })).json();
    };

    for (const [document, ask] of [
      ["kounta", async () => (path: string, how: Ask) => servery().ask(path, how)],
      [
        "operator",
        async () => {
          const owner = await as(servery(), "owner"); // everything is the owner's to do
          return (path: string, how: Ask) => owner(path, how);
        },
      ],
    ] as const) {
      test(`KC-16 its id in the path is a 404 on every route (${document})`, async () => {
        const send = await ask();
        expect((await send(`${document === "kounta" ? "/v1" : "/admin/api"}/companies/5678/orders`, {})).status).toBe(
          200,
        );
        foreign = await foreignOrder();
        const routes = (await operations(servery(), document)).filter(({ path }) => path.includes("{company}"));
        expect(routes.length).toBeGreaterThan(15);
        for (const company of ["6789", "1234"]) {
          for (const route of routes) {
            const path = fill(route.path, {
              company,
              order: String(foreign.id),
              saleid: foreign.sale_id,
              site: "990",
              path: "sites/990/orders",
            });
            const answer = await send(path, bodyOf(route));
            expect([route.method, path, answer.status]).toEqual([route.method, path, 404]);
            expect(answer.text).not.toContain("not yours");
          }
        }
      });

      test(`KC-16 its order's id below one's own company is a 404 on every route of orders (${document})`, async () => {
        const send = await ask();
        foreign = await foreignOrder();
        const routes = (await operations(servery(), document)).filter(({ path }) => /\{(order|saleid)\}/.test(path));
        expect(routes.length).toBeGreaterThan(10);
        for (const route of routes) {
          const answers = [];
          for (const [order, saleid] of [
            [String(foreign.id), foreign.sale_id],
            ["77", "00000000"],
          ] as const) {
            const path = fill(route.path, { company: "5678", order, saleid });
            const answer = await send(path, bodyOf(route));
            expect([route.method, path, answer.status]).toEqual([route.method, path, 404]);
            answers.push({ ...answer.json<Record<string, unknown>>(), request_id: "" });
          }
          // What is another's and what is nobody's cannot be told apart.
          expect(answers[0]).toEqual(answers[1]);
        }
        const { auth } = servery().other;
        const after = await servery().ask(`/v1/companies/6789/orders/${foreign.id}`, { auth });
        expect(after.json()).toEqual(foreign);
      });
    }

    test("KC-16 its sites, registers, staff, products and orders cannot be used in one's own orders", async () => {
      foreign = await foreignOrder();
      const site = servery().ids.site_id;
      for (const body of [
        { site_id: 990 },
        { register_id: 992 },
        { site_id: site, register_id: 992 },
        { site_id: site, staff_member_id: 991 },
        { site_id: site, lines: [{ product_id: 997 }] },
        { site_id: site, lines: [{ product_id: 730000, modifiers: [997] }] },
        { site_id: site, payments: [{ method_id: 998, amount: 1 }] },
        { site_id: site, original_order_id: foreign.id },
      ]) {
        const refused = await servery().post("orders", body);
        expect([JSON.stringify(body), refused.status]).toEqual([JSON.stringify(body), 400]);
        expect(refused.text).not.toMatch(/Ōkami|Siphon|Kissa/);
      }
    });

    test("KC-16 its resources as a list's filter are a 404, and no list holds an order of it", async () => {
      foreign = await foreignOrder();
      const mine = await servery().order();
      for (const path of [
        "sites/990/orders",
        "registers/992/orders",
        "staff/991/orders",
        "orders/sites/990/complete",
      ]) {
        expect((await servery().get(path)).status, path).toBe(404);
      }
      const list = (await servery().get("orders")).json<Json[]>().map(({ id }) => id);
      expect([list.includes(mine.id), list.includes(foreign.id)]).toEqual([true, false]);
      const { auth } = servery().other;
      const theirs = (await servery().ask("/v1/companies/me/orders", { auth })).json<Json[]>().map(({ id }) => id);
      expect([theirs.includes(mine.id), theirs.includes(foreign.id)]).toEqual([false, true]);
    });

    test("KC-16 the next page from another's order does not tell that it is there", async () => {
      foreign = await foreignOrder();
      const mine = (await servery().get("orders")).json<Json[]>().map(({ id }) => id as number);
      const beyond = (await servery().get(`orders?start=${foreign.id}`)).json<Json[]>().map(({ id }) => id as number);
      expect(beyond).toEqual(mine.filter((id) => id < foreign.id).slice(0, 25));
    });
  },
  { kitchen: true },
);
