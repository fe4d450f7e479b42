import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";

const START = Date.UTC(2026, 0, 5, 23, 0, 0);
const ORDERS = 160;
const MINUTE = 60_000;

type Segment = Readonly<{ path: string; holds: (order: Json) => boolean }>;

const lowers = (record: Json): boolean => record.price_variation < 1 || record.price_fixed_variation < 0;
const status = (name: string): Segment => ({ path: name, holds: (o) => o.status === name.toUpperCase() });

/** Every kind of segment, and what the record says when the segment means it. Two sites, registers, …: they contradict. */
const segments: readonly Segment[] = [
  { path: "sites/823", holds: (o) => o.site_id === 823 },
  { path: "sites/824", holds: (o) => o.site_id === 824 },
  { path: "registers/16", holds: (o) => o.register_id === 16 },
  { path: "registers/18", holds: (o) => o.register_id === 18 },
  { path: "staff/732849", holds: (o) => o.staff_member_id === 732849 },
  { path: "staff/732850", holds: (o) => o.staff_member_id === 732850 },
  { path: "customers/4289", holds: (o) => o.customer?.id === 4289 },
  { path: "customers/4290", holds: (o) => o.customer?.id === 4290 },
  ...["submitted", "on_hold", "accepted", "rejected", "pending", "complete"].map(status),
  {
    path: "pending/accounts",
    holds: (o) => o.status === "PENDING" && o.payments.some(({ method }: Json) => method!.id === 3),
  },
  { path: "discounted", holds: (o) => lowers(o) || o.lines.some(lowers) },
  { path: "linkedcustomer", holds: (o) => o.customer !== null },
  { path: "deleted", holds: (o) => o.deleted },
];

/** A small generator of numbers that are the same in every run. */
const dice = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

/** Orders of every sort, some minutes apart, some in the same second; each as the API shows it by its id. */
const populate = async (servery: TestServery): Promise<Json[]> => {
  const roll = dice(7);
  const pick = <T>(choices: readonly T[]): T => choices[roll(choices.length)]!;
  const operator = await servery.operator();
  const ids: string[] = [];
  for (let i = 0; i < ORDERS; i++) {
    const time = START + Math.floor(i / 2) * MINUTE;
    servery.clock.now = () => time;
    const site = pick([823, 823, 824]);
    const first = pick(["SUBMITTED", "SUBMITTED", "ON_HOLD", "REJECTED", "PENDING", "PENDING", "COMPLETE", "COMPLETE"]);
    const made = await servery.order({
      site_id: site,
      register_id: pick([null, site === 823 ? 16 : 18]),
      staff_member_id: pick([null, 732849, 732850]),
      customer_id: pick([null, null, 4289, 4290]),
      status: first,
      lines: [
        {
          product_id: 730000,
          quantity: 1 + roll(9),
          price_variation: pick([1, 1, 1, 0.5, 1.2]),
          price_fixed_variation: pick([0, 0, 0, -1]),
        },
      ],
      price_variation: pick([1, 1, 1, 0.9]),
      payments: pick([[], [], [{ method_id: 3, amount: 0.5 }], [{ method_id: 1, amount: 0.5 }]]),
    });
    if (first === "SUBMITTED" && roll(3) === 0) await servery.put(`orders/${made.id}`, { status: "ACCEPTED" });
    if (first !== "COMPLETE" && roll(6) === 0) await operator(`orders/${made.id}`, { method: "DELETE" });
    ids.push(made.id_str);
  }
  return Promise.all(ids.map(async (id) => (await servery.get(`orders/${id}`)).json()));
};

/** What the list has to be: the filter done here, over the full records; newest first. */
const expected = (
  all: readonly Json[],
  chosen: readonly Segment[],
  also: (order: Json) => boolean = () => true,
): number[] =>
  all
    .filter((order) => chosen.every(({ holds }) => holds(order)) && also(order))
    .filter((order) => order.deleted === chosen.some(({ path }) => path === "deleted"))
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id)
    .map(({ id }) => id as number);

/** `orders` in front, behind, or between the segments. */
const pathOf = (chosen: readonly Segment[], place: number): string =>
  [...chosen.slice(0, place).map(({ path }) => path), "orders", ...chosen.slice(place).map(({ path }) => path)].join(
    "/",
  );

const listed = async (servery: TestServery, path: string): Promise<number[]> => {
  const answer = await servery.get(path);
  expect(answer.status, `${path}: ${answer.text.slice(0, 200)}`).toBe(200);
  return answer.json<Json[]>().map(({ id }) => id as number);
};

onEveryEngine(
  "any combination of filters",
  (servery) => {
    let all: Json[] = [];
    beforeAll(async () => {
      all = await populate(servery());
    }, 60_000);

    test("KO-08 the orders to choose from have some of everything", () => {
      expect(all).toHaveLength(ORDERS);
      for (const segment of segments) {
        const n = expected(all, [segment]).length;
        expect(n, segment.path).toBeGreaterThan(0);
        expect(n, segment.path).toBeLessThan(ORDERS * 0.8);
      }
    });

    test("KO-08 each segment, before and after orders", async () => {
      for (const segment of segments) {
        for (const place of [0, 1]) {
          const path = pathOf([segment], place);
          expect(await listed(servery(), path), path).toEqual(expected(all, [segment]));
        }
      }
    });

    test("KO-08 every pair of segments, in both orders, around orders", async () => {
      let some = 0;
      for (const one of segments) {
        for (const two of segments) {
          const right = expected(all, [one, two]);
          some += right.length > 0 ? 1 : 0;
          for (const place of [0, 1, 2]) {
            const path = pathOf([one, two], place);
            expect(await listed(servery(), path), path).toEqual(right);
          }
        }
      }
      expect(some).toBeGreaterThan(150);
    }, 60_000);

    test("KO-08 every three segments, turned around orders", async () => {
      let turn = 0;
      let some = 0;
      for (let i = 0; i < segments.length; i++) {
        for (let j = i + 1; j < segments.length; j++) {
          for (let k = j + 1; k < segments.length; k++) {
            const three = [segments[i]!, segments[j]!, segments[k]!];
            const right = expected(all, three);
            some += right.length > 0 ? 1 : 0;
            turn++;
            const turned = [...three.slice(turn % 3), ...three.slice(0, turn % 3)];
            const path = pathOf(turned, turn % 4);
            expect(await listed(servery(), path), path).toEqual(right);
          }
        }
      }
      expect([turn, some > 150]).toEqual([816, true]);
    }, 60_000);

    const bound = fc.record({
      sign: fc.constantFrom("gt", "gte", "lt", "lte"),
      minutes: fc.integer({ min: -2, max: ORDERS / 2 + 2 }),
      seconds: fc.constantFrom(-1, 0, 0, 1),
    });
    const value = fc.record({
      sign: fc.constantFrom("gt", "gte", "lt", "lte"),
      cents: fc.integer({ min: 0, max: 4_000 }),
    });
    const compare: Record<string, (a: number, b: number) => boolean> = {
      gt: (a, b) => a > b,
      gte: (a, b) => a >= b,
      lt: (a, b) => a < b,
      lte: (a, b) => a <= b,
    };

    test("KO-08 any segments with any bounds are the filter done by hand", async () => {
      const one = (key: string) => (entries: readonly { sign: string }[]) =>
        new Set(entries.map((e) => e[key as "sign"])).size === entries.length;
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...segments], { maxLength: 4 }),
          fc.nat(4),
          fc.array(bound, { maxLength: 2 }).filter(one("sign")),
          fc.array(value, { maxLength: 2 }).filter(one("sign")),
          async (chosen, place, created, values) => {
            const time = ({ minutes, seconds }: { minutes: number; seconds: number }) =>
              START + minutes * MINUTE + seconds * 1_000;
            const query = [
              ...created.map((b) => `created_${b.sign}=${new Date(time(b)).toISOString()}`),
              ...values.map((b) => `value_${b.sign}=${(b.cents / 100).toFixed(2)}`),
            ].join("&");
            const path = `${pathOf(chosen, Math.min(place, chosen.length))}.json?${query}`;
            const right = expected(
              all,
              chosen,
              (order) =>
                created.every((b) => compare[b.sign]!(Date.parse(order.created_at), time(b))) &&
                values.every((b) => compare[b.sign]!(Math.round(order.total * 100), b.cents)),
            );
            expect(await listed(servery(), path), path).toEqual(right);
          },
        ),
        { numRuns: 300, seed: 5_678 },
      );
    }, 60_000);

    test("KO-08 pages of a combination are the same list, cut", async () => {
      const chosen = [segments[0]!, segments.find(({ path }) => path === "discounted")!];
      const right = expected(all, chosen);
      const start = right[3]!;
      expect(right.length).toBeGreaterThan(6);
      expect(await listed(servery(), `${pathOf(chosen, 1)}?start=${start}`)).toEqual(right.slice(4));
    });
  },
  { env: { SERVERY_PAGE_SIZE_ORDERS: "500" }, clock: () => START },
);
