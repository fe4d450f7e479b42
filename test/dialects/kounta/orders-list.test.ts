import { beforeAll, describe, expect, test } from "vitest";
import { OrderRowOut } from "../../../src/dialects/kounta/orders/shape.ts";
import { type Answer, type Json, onEveryEngine } from "../../support/servery.ts";

const at = (iso: string): number => Date.parse(iso);
/** The orders of a list by their names, in the order in which they came. */
const names = (answer: Answer): string =>
  answer
    .json<Json[]>()
    .map(({ notes }) => notes as string)
    .join("");

onEveryEngine(
  "orders by the time of their making",
  (servery) => {
    beforeAll(async () => {
      for (const [name, time] of [
        ["a", "2019-02-28T23:59:59Z"],
        ["b", "2019-03-01T00:00:00Z"],
        ["c", "2019-03-01T00:00:01Z"],
        ["d", "2019-03-01T14:00:00Z"],
        ["e", "2019-03-01T23:59:59Z"],
        ["f", "2019-03-02T00:00:00Z"],
      ] as const) {
        servery().clock.now = () => at(time) + 678; // within the second: what is shown is what is filtered by
        const { created_at } = await servery().order({ notes: name });
        expect(at(created_at)).toBe(at(time));
      }
      servery().clock.now = () => at("2019-03-02T12:00:00Z");
    });

    describe("KO-02 date-times bound the creation time; KO-03 a day is completed from the sign", () => {
      for (const [row, query, expected] of [
        ["KO-02", "created_gt=2019-03-01T14:00:00Z", "fe"],
        ["KO-02", "created_gte=2019-03-01T14:00:00Z", "fed"],
        ["KO-02", "created_lt=2019-03-01T14:00:00Z", "cba"],
        ["KO-02", "created_lte=2019-03-01T14:00:00Z", "dcba"],
        ["KO-02", "created_gte=2019-03-01T00:00:00Z", "fedcb"],
        ["KO-02", "created_gt=2019-03-01T00:00:00Z", "fedc"],
        ["KO-02", "created_lte=2019-03-01T23:59:59Z", "edcba"],
        ["KO-02", "created_lt=2019-03-01T23:59:59Z", "dcba"],
        ["KO-02", "created_lte=2019-03-01T14:00:00Z&created_gte=2019-03-01T00:00:01Z", "dc"],
        ["KO-02", "created_gt=2019-03-01T00:00:01Z&created_lt=2019-03-01T23:59:59Z", "d"],
        ["KO-02", "created_gte=2019-03-01T14:00:00Z&created_gt=2019-02-01T00:00:00Z", "fed"],
        ["KO-02", "created_gt=2019-03-01T14:00:00Z&created_lt=2019-03-01T14:00:00Z", ""],
        ["KO-02", "created=2019-03-01T14:00:00Z", "d"],
        ["KO-02", "created_gte=2019-03-02T01:00:00%2B11:00", "fed"],
        ["KO-02", "created_gte=2019-03-02T01:00:00+11:00", "fed"],
        ["KO-02", "created_gte=2019-03-02T01:00:00+1100", "fed"],
        ["KO-02", "created_gte=2019-03-02T01:00:00+11", "fed"],
        ["KO-02", "created_gte=2019-03-01T09:00:00-05:00", "fed"],
        ["KO-02", "created_gte=2019-03-01T19:30:00%2B05:30", "fed"],
        ["KO-02", "created_gte=2019-03-01T14:00Z", "fed"],
        ["KO-02", "created_gte=2019-03-01%2014:00", "fed"],
        ["KO-02", "created_gte=2019-03-01+14:00:00", "fed"],
        ["KO-02", "created_gte=2019-03-01+14:00:00+00:00", "fed"],
        ["KO-02", "created_gte=2019-03-01t14:00:00z", "fed"],
        ["KO-02", "created_gte=2019%2D03%2D01T14%3A00%3A00Z", "fed"],
        ["KO-02", "created_gt=2019-03-01T14:00:00.000Z", "fe"],
        ["KO-02", "created_gt=2019-03-01T13:59:59.999Z", "fed"],
        ["KO-02", "created_gte=2019-03-01T14:00:00.001Z", "fe"],
        ["KO-02", "created_lt=2019-03-01T14:00:00.001Z", "dcba"],
        ["KO-02", "created_lte=2019-03-01T13:59:59.999Z", "cba"],
        ["KO-03", "created_gt=2019-03-01", "f"],
        ["KO-03", "created_gte=2019-03-01", "fedcb"],
        ["KO-03", "created_lt=2019-03-01", "a"],
        ["KO-03", "created_lte=2019-03-01", "edcba"],
        ["KO-03", "created=2019-03-01", "edcb"],
        ["KO-03", "created_gte=2019-03-01&created_lte=2019-03-01", "edcb"],
        ["KO-03", "created_gt=2019-03-01&created_lt=2019-03-02", ""],
        ["KO-03", "created_gt=2019-02-28&created_lt=2019-03-02", "edcb"],
        ["KO-03", "created_gte=2019-03-01&created_lt=2019-03-01T14:00:00Z", "cb"],
        ["KO-03", "created_gte=2019%2D03%2D01", "fedcb"],
      ] as const) {
        test(`${row} ?${query}: ${expected || "none"}`, async () => {
          const answer = await servery().get(`orders.json?${query}`);
          expect(answer.status, answer.text).toBe(200);
          expect(names(answer)).toBe(expected);
        });
      }
    });

    for (const value of [
      "",
      "yesterday",
      "2019",
      "2019-03",
      "2019-3-1",
      "2019-02-30",
      "2019-13-01",
      "20190301",
      "2019-03-01T",
      "2019-03-01T25:00:00Z",
      "2019-03-01T14:60:00Z",
      "2019-03-01T14:00:61Z",
      "2019-03-01T14",
      "2019-02-29T14:00:00Z",
      "2019-03-01T14:00:00X",
      "1551448800",
      "2019-03-01T14:00:00%2B99:00",
      "2019-03-01T14:00:00Z'--",
    ]) {
      test(`KO-08 created_gt=${value}: 400`, async () => {
        const answer = await servery().get(`orders.json?created_gt=${value}`);
        expect(answer.status, answer.text).toBe(400);
        expect(answer.json()).toMatchObject({
          error: "bad_request",
          field: "created_gt",
          error_description: expect.stringMatching(/^created_gt: must be an ISO 8601 date/) as string,
        });
      });
    }
  },
  { clock: () => at("2019-02-28T00:00:00Z") },
);

onEveryEngine("orders by their value", (servery) => {
  beforeAll(async () => {
    for (const [name, total] of [
      ["a", 0],
      ["b", 49.99],
      ["c", 50],
      ["d", 50.01],
      ["e", 99.99],
      ["f", 100],
      ["g", 1_000],
    ] as const) {
      const lines = total === 0 ? [] : [{ product_id: servery().ids.product_ids[0], unit_price_inc_tax: total }];
      expect((await servery().order({ notes: name, lines })).total).toBe(total);
    }
    const refund = [{ product_id: servery().ids.product_ids[0], unit_price_inc_tax: 5, quantity: -1 }];
    expect((await servery().order({ notes: "r", lines: refund })).total).toBe(-5);
  });

  for (const [query, expected] of [
    ["value_gt=50", "gfed"],
    ["value_gte=50", "gfedc"],
    ["value_lt=50", "rba"],
    ["value_lte=50", "rcba"],
    ["value_gte=50&value_lt=100", "edc"],
    ["value_gt=50&value_lte=100", "fed"],
    ["value_gte=50.00&value_lte=50.00", "c"],
    ["value=50", "c"],
    ["value_gt=49.995&value_lt=50.005", "c"],
    ["value_gte=49.995&value_lte=50.005", "c"],
    ["value_gt=49.985", "gfedcb"],
    ["value_gte=-5", "rgfedcba"],
    ["value_gt=-5", "gfedcba"],
    ["value_lt=0", "r"],
    ["value_gte=-5.004&value_lt=-4.996", "r"],
    ["value_lt=100&value_gte=100", ""],
    ["value_gt=999999999999", ""],
    ["value_gte=050", "gfedc"],
  ] as const) {
    test(`KO-04 ?${query}: ${expected || "none"}`, async () => {
      const answer = await servery().get(`orders?${query}`);
      expect(answer.status, answer.text).toBe(200);
      expect(names(answer)).toBe(expected);
    });
  }

  test("KO-04 it is the total with its tax, after discounts, that is compared, and it moves with the order", async () => {
    const lines = [{ product_id: servery().ids.product_ids[0], unit_price_inc_tax: 3_000 }];
    const { id } = await servery().order({ notes: "x", lines, price_variation: 0.9 });
    expect(names(await servery().get("orders?value_gte=2700&value_lte=2700"))).toBe("x");
    await servery().put(`orders/${id}`, { price_variation: 1 });
    expect(names(await servery().get("orders?value_gte=2700&value_lte=2700"))).toBe("");
    expect(names(await servery().get("orders?value_gte=3000&value_lte=3000"))).toBe("x");
  });

  for (const value of ["", "cheap", "1e3", "1,5", "$5", "NaN", "Infinity", "0x10", "1.2.3", "9".repeat(13)]) {
    test(`KO-08 value_lt=${value}: 400`, async () => {
      const answer = await servery().get(`orders?value_lt=${value}`);
      expect([answer.status, answer.json().field, answer.json().error_description]).toEqual([
        400,
        "value_lt",
        "value_lt: must be a number",
      ]);
    });
  }
});

onEveryEngine("orders by status and flag", (servery) => {
  const { get } = { get: (path: string) => servery().get(path) };
  beforeAll(async () => {
    const s = servery();
    const lines = [{ product_id: s.ids.product_ids[0], quantity: 2 }];
    const make = (notes: string, body: object) => s.order({ notes, lines, ...body });
    await make("s", {});
    await make("h", { status: "ON_HOLD" });
    const accepted = await make("A", {});
    await s.put(`orders/${accepted.id}`, { status: "ACCEPTED" });
    await make("r", { status: "REJECTED" });
    await make("p", { status: "PENDING" });
    await make("c", { status: "COMPLETE" });
    const account = [{ method_id: 3, amount: 2 }];
    await make("o", { status: "PENDING", payments: account, customer_id: 4290 });
    await make("O", { status: "ON_HOLD", payments: account });
    await make("v", { price_variation: 0.9 });
    await make("f", { price_fixed_variation: -1 });
    await make("l", { lines: [{ ...lines[0], price_variation: 0.5 }] });
    await make("L", { lines: [{ ...lines[0], price_fixed_variation: -0.5 }] });
    await make("u", { price_variation: 1.1 });
    await make("k", { customer_id: 4290, register_id: 16, staff_member_id: 732849 });
    const deleted = await make("d", { customer_id: 4290 });
    await (
      await s.operator()
    )(`orders/${deleted.id}`, { method: "DELETE" });
    await make("z", { site_id: 824, register_id: 18 });
  });

  describe("KO-01 statuses, KO-05 accounts, KO-06 flags, KO-07 below a resource, KO-08 combined", () => {
    for (const [row, path, expected] of [
      ["KO-01", "orders", "zkuLlfvOocprAhs"],
      ["KO-01", "orders/submitted", "zkuLlfvs"],
      ["KO-01", "orders/on_hold", "Oh"],
      ["KO-01", "orders/accepted", "A"],
      ["KO-01", "orders/rejected", "r"],
      ["KO-01", "orders/pending", "op"],
      ["KO-01", "orders/complete", "c"],
      ["KO-01", "orders/complete.json", "c"],
      ["KO-05", "orders/pending/accounts", "o"],
      ["KO-05", "pending/accounts/orders", "o"],
      ["KO-06", "orders/discounted", "Llfv"],
      ["KO-06", "orders/deleted", "d"],
      ["KO-06", "orders/linkedcustomer", "ko"],
      ["KO-06", "orders/deleted/linkedcustomer", "d"],
      ["KO-07", "customers/4290/orders", "ko"],
      ["KO-07", "customers/4289/orders", ""],
      ["KO-07", "sites/824/orders", "z"],
      ["KO-07", "registers/16/orders", "k"],
      ["KO-07", "registers/18/orders", "z"],
      ["KO-07", "staff/732849/orders", "k"],
      ["KO-07", "orders/staff/732849", "k"],
      ["KO-08", "sites/823/registers/16/staff/732849/customers/4290/orders/submitted", "k"],
      ["KO-08", "orders/sites/823/staff/732849", "k"],
      ["KO-08", "orders/complete/pending", ""],
      ["KO-08", "sites/823/orders/sites/824", ""],
      ["KO-08", "sites/823/orders/sites/823/complete/complete", "c"],
      ["KO-08", "orders/complete/pending/accounts", ""],
      ["KO-08", "sites/824/registers/16/orders", ""],
    ] as const) {
      test(`${row} ${path}: ${expected || "none"}`, async () => {
        const answer = await get(path);
        expect(answer.status, answer.text).toBe(200);
        expect(names(answer)).toBe(expected);
        for (const order of answer.json<Json[]>()) expect(OrderRowOut.strict().parse(order)).toEqual(order);
      });
    }
  });

  for (const path of [
    "orders/COMPLETE",
    "orders/completed",
    "orders/accounts",
    "orders/accounts/pending",
    "orders/orders",
    "orders/complete/orders/pending",
    "sites/823",
    "orders/sites",
    "orders/sites/",
    "orders/sites/x",
    "orders/sites/823x",
    "orders/sites/-1",
    "orders/sites/8.0",
    "sites/orders",
    "orders/customers/me",
    "orders/tables/7",
    "orders/constructor",
    "orders/__proto__",
    "orders/toString",
    "order",
    "site/823/orders",
    "sites/999/orders",
    "registers/999/orders",
    "staff/999/orders",
    "customers/999/orders",
    "customers/9007199254740993/orders",
    "orders/0",
    "orders/sites/99999999999999999999999999999999999999999",
  ]) {
    test(`KO-08 ${path}: 404`, async () => {
      // "sites/823" is the site itself where the venue's own resources are served, and no list of orders in any case.
      const answer = await get(path);
      if (path === "sites/823") expect(Array.isArray(answer.json())).toBe(false);
      else expect([answer.status, answer.json().error]).toEqual([404, "not_found"]);
    });
  }

  test("KO-05 an account sale that is paid by other means, or completed, is not pending any more", async () => {
    const [order] = (await get("orders/pending/accounts")).json<Json[]>();
    const { total, paid } = order!;
    await servery().post(`orders/${order!.id}/payments`, { method_id: 1, amount: total - paid });
    expect((await get(`orders/${order!.id}`)).json().status).toBe("COMPLETE");
    expect(names(await get("orders/pending/accounts"))).toBe("");
  });

  test("KO-06 a customer that is taken off the order takes it off the lists", async () => {
    const { id } = await servery().order({ notes: "t", customer_id: 4291 });
    for (const path of ["orders/linkedcustomer?value_lt=1", "customers/4291/orders"])
      expect(names(await get(path))).toBe("t");
    await servery().put(`orders/${id}`, { customer_id: null });
    for (const path of ["orders/linkedcustomer?value_lt=1", "customers/4291/orders"])
      expect(names(await get(path))).toBe("");
  });

  test("KO-01 unknown query keys are nothing to the list; the operator's lists are the same", async () => {
    const all = names(await get("orders"));
    expect(names(await get("orders?fields=id&sort=total&_=1"))).toBe(all);
    const operator = await servery().operator();
    expect(names(await operator("orders"))).toBe(all);
    expect(names(await operator("sites/824/orders/submitted"))).toBe("z");
  });
});
