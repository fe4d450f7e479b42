import { describe, expect, it } from "vitest";
import { demoData } from "../../src/demo/demo.ts";
import type { ChosenSet, Draft, DraftLine, Variation } from "../../web/pos/data/draft.ts";
import { orderBodyOf } from "../../web/pos/data/draft-body.ts";
import type { Product, Snapshot } from "../../web/pos/data/snapshot.ts";
import { totalsOf } from "../../web/pos/data/totals.ts";
import { as, staffIdOf } from "../operator/support.ts";
import { openTestServery } from "../support/servery.ts";

/** What the register says an order comes to before the server has it, against what the server then says. */

const DRAFTS = 120;
const REGISTER_ID = 16;

/** Numbers that look thrown, the same at every run. */
const dice = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
};
type Dice = ReturnType<typeof dice>;
const oneOf = <T>(roll: Dice, from: readonly T[]): T => from[roll(from.length)]!;

const variationBy = (roll: Dice): Variation | null =>
  oneOf<Variation | null>(roll, [
    null,
    null,
    { kind: "percent", value: -12.5, name: "" },
    { kind: "percent", value: -10, code: "FRIENDS", name: "Friends of the tram" },
    { kind: "amount", value: -5, code: "FIVE_OFF", name: "Five dollars off" },
    { kind: "percent", value: 7, name: "" },
    { kind: "amount", value: -1.37, name: "" },
    { kind: "amount", value: 2.05, name: "" },
  ]);

/** As many options of each set as it wants, or one where it wants none. */
const choose = (product: Product, snapshot: Snapshot, roll: Dice, wanted: boolean): ChosenSet[] =>
  product.option_set_ids.flatMap((id) => {
    const set = snapshot.option_sets.find((one) => one.id === id)!;
    const options = set.options.filter(({ available }) => available);
    const count = wanted ? Math.max(1, set.min) : set.min;
    if (count === 0 || options.length < count) return [];
    return [
      {
        optionSetId: id,
        name: set.name,
        options: Array.from({ length: count }, (_, at) => {
          const offer = options[(roll(options.length - count + 1) + at) % options.length]!;
          const inner = snapshot.products.find((one) => one.id === offer.product_id)!;
          const instruction = set.instructions && set.min === 0 ? oneOf(roll, [null, "No", "Extra"] as const) : null;
          return {
            productId: offer.product_id,
            name: offer.name,
            price: offer.price,
            instruction,
            sets: instruction === "No" ? [] : choose(inner, snapshot, roll, false),
          };
        }),
      },
    ];
  });

const lineBy = (roll: Dice, snapshot: Snapshot, key: string): DraftLine => {
  const product = oneOf(
    roll,
    snapshot.products.filter(({ available, open_price: open }) => available && !open),
  );
  const sets = choose(product, snapshot, roll, roll(2) === 0);
  const priced = roll(5) === 0;
  return {
    key,
    productId: product.id,
    name: product.name,
    quantity: sets.length > 0 ? 1 + roll(3) : oneOf(roll, [1, 1, 2, 3, 7, 0.5, 1.375]),
    price: priced ? (100 + roll(3_000)) / 100 : product.price,
    priced,
    modifiers: product.modifiers
      .filter(() => roll(4) === 0)
      .map((offer) => ({ productId: offer.product_id, name: offer.name, price: offer.price, negated: roll(3) === 0 })),
    sets,
    notes: null,
    course: oneOf(roll, [null, { ordinal: 2, name: "Main", status: "uncalled" }] as const),
    variation: variationBy(roll),
  };
};

const draftBy = (seed: number, snapshot: Snapshot): Draft => {
  const roll = dice(seed * 7_919 + 17);
  return {
    key: `draft-${seed}`,
    lines: Array.from({ length: 1 + roll(6) }, (_, at) => lineBy(roll, snapshot, `line-${at}`)),
    guests: null,
    table: null,
    customer: null,
    orderType: null,
    priceListId: null,
    notes: null,
    variation: variationBy(roll),
    tipService: oneOf(roll, [null, { kind: "percent", value: 12.5 }, { kind: "amount", value: 3.33 }] as const),
    startedAt: 0,
  };
};

describe("KO-26 what the register says an order comes to", () => {
  it(`KO-26 ${DRAFTS} orders of all shapes come to what the server says, to the cent`, async () => {
    const servery = await openTestServery("sqlite");
    try {
      const ask = await as(servery, "barista", "pin");
      const siteId = demoData(0).ids.site_id;
      const snapshot = (await ask(`sites/${siteId}/snapshot`)).json<Snapshot>();
      const at = { device: { siteId, registerId: REGISTER_ID }, session: { staffId: staffIdOf("barista") }, snapshot };
      for (let seed = 0; seed < DRAFTS; seed += 1) {
        const draft = draftBy(seed, snapshot);
        const made = await ask("orders", { method: "POST", body: orderBodyOf(draft, at, "ON_HOLD") });
        expect([seed, made.status, made.text]).toEqual([seed, 201, made.text]);
        const order = (await ask(made.headers.get("location")!)).json();
        const { total, tax, tipService, payable } = totalsOf(draft, snapshot);
        const cents = [order.total, order.total_tax, order.tip_service, order.payable].map((one: number) =>
          Math.round(one * 100),
        );
        expect([seed, total, tax, tipService, payable]).toEqual([seed, ...cents]);
      }
    } finally {
      await servery.close();
    }
  }, 60_000);
});
