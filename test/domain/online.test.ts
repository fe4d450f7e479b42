import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Customer } from "../../src/domain/customer.ts";
import type { Product, Register, Site } from "../../src/domain/catalogue/records.ts";
import type { OrderId } from "../../src/domain/ids.ts";
import { productsBySku, skuOf } from "../../src/domain/menus/sku.ts";
import type { ConsumerAsked, ItemAsked } from "../../src/domain/online/asked.ts";
import { collectionCodeOf } from "../../src/domain/online/collection-code.ts";
import { type Known, personOf } from "../../src/domain/online/consumer.ts";
import { contentOf } from "../../src/domain/online/content.ts";
import { customPrice } from "../../src/domain/online/price-mode.ts";
import { errorsOf, failures } from "../../src/domain/online/reasons.ts";
import { type OnlineTask, taskKey } from "../../src/domain/online/task.ts";
import { verdictOn } from "../../src/domain/online/verdict.ts";
import { SITE, catalogue, decide, menu } from "./menu.ts";

const site = catalogue.site(SITE.fitzroy)!;
const shelf = { catalogue, site, bySku: productsBySku(catalogue) };

const item = (sku: string, more: Partial<ItemAsked> = {}): ItemAsked => ({
  sku,
  quantity: 1,
  name: null,
  price: null,
  instructions: [],
  subItems: [],
  course: null,
  discount: null,
  ...more,
});

const skuNamed = (name: string): string => skuOf(catalogue.all("product").find((one) => one.name === name)!);

test("a collection code is short, easily said, and another one for every order", () => {
  const codes = Array.from({ length: 20_000 }, (_, i) => collectionCodeOf((93_000_000 + i) as OrderId));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => /^[A-HJKMNPRSTWXYZ]{3}-\d{4}$/.test(code))).toBe(true);
  expect(collectionCodeOf(Number.MAX_SAFE_INTEGER as OrderId)).toMatch(/^[A-Z]{3}-\d{4}$/);
});

for (const [mode, asked, price] of [
  [undefined, "5", null],
  ["AMOUNT", "5", null],
  ["POSITIVE_OPEN_PRICE", "-5.5", "5.5"],
  ["NEGATIVE_OPEN_PRICE", "5.5", "-5.5"],
  ["PERCENT", "5", null],
  ["POSITIVE_OPEN_PRICE", null, null],
] as const) {
  test(`a price of ${asked} by ${mode ?? "the usual"} pricing is ${price}`, () => {
    const product: Product = { ...catalogue.product(menu.chips)!, ...(mode && { priceMode: mode }) };
    expect(customPrice(product, asked)).toBe(price);
  });
}

describe("who an order is for", () => {
  const person = (id: number): Customer => ({ id }) as Customer;
  const asked = (facts: Partial<ConsumerAsked>): ConsumerAsked => ({
    firstName: "Jane",
    lastName: "Doe",
    reference: null,
    email: null,
    phone: null,
    notes: null,
    ...facts,
  });
  const known = (facts: Partial<Known>): Known => ({
    byReference: undefined,
    byEmail: undefined,
    referenceOfEmail: undefined,
    byPhone: undefined,
    ...facts,
  });
  const email = "jane@example.com";
  for (const [what, says, facts, expected] of [
    ["nothing to be found by", {}, {}, "nobody"],
    ["a reference alone that nobody has", { reference: "r" }, {}, "nobody"],
    ["a reference", { reference: "r" }, { byReference: person(1) }, "known 1"],
    ["an email", { email }, { byEmail: person(2) }, "known 2"],
    ["an email whose reference was not said", { email }, { byEmail: person(2), referenceOfEmail: "r" }, "known 2"],
    [
      "an email with its reference",
      { email, reference: "r" },
      { byEmail: person(2), referenceOfEmail: "r" },
      "known 2",
    ],
    ["an email that has no reference yet", { email, reference: "r" }, { byEmail: person(2) }, "named 2"],
    [
      "an email with another reference",
      { email, reference: "q" },
      { byEmail: person(2), referenceOfEmail: "r" },
      "clash",
    ],
    [
      "a reference that is known, and another's email",
      { email, reference: "q" },
      { byReference: person(1), byEmail: person(2), referenceOfEmail: "r" },
      "clash",
    ],
    ["a telephone", { phone: "+61" }, { byPhone: person(3) }, "known 3"],
    ["a new email and a known telephone", { email, phone: "+61" }, { byPhone: person(3) }, "new"],
    ["a new email", { email }, {}, "new"],
  ] as const) {
    test(`${what}: ${expected}`, () => {
      const found = personOf(asked(says), known(facts));
      expect("customer" in found ? `${found.kind} ${found.customer.id}` : found.kind).toBe(expected);
    });
  }
});

describe("whether a venue can work a task off", () => {
  const task = (facts: Partial<OnlineTask> = {}) =>
    ({ kind: "ORDER", siteId: site.id, endsAt: 1_000, asked: null, ...facts }) as OnlineTask;
  const at = (facts: Partial<Site>, register: Partial<Register>) =>
    catalogue.after(
      [
        { kind: "site", id: site.id, record: { ...site, ...facts } },
        ...catalogue
          .registersOf(site.id)
          .map((one) => ({ kind: "register", id: one.id, record: { ...one, ...register } }) as const),
      ],
      2,
    );
  const away = { online: false };
  const none = { online: false, assignedToDevice: false };
  for (const [what, kind, facts, register, now, expected] of [
    ["a venue that is there", "ORDER", {}, {}, 1_000, "go"],
    ["its time is over", "ORDER", {}, {}, 1_001, failures.tooLate.reason],
    [
      "its time is over and the venue is shut",
      "ORDER",
      { onlineOrdering: false },
      none,
      1_001,
      failures.tooLate.reason,
    ],
    ["the switch is off", "ORDER", { onlineOrdering: false }, away, 0, failures.notTaking.reason],
    ["the period is closed", "ORDER", { salesPeriod: "CLOSED" }, {}, 0, failures.notTaking.reason],
    ["a payment while the switch is off", "PAYMENT", { onlineOrdering: false }, {}, 0, "go"],
    ["all registers are away", "ORDER", {}, away, 0, "later"],
    ["a payment while all registers are away", "PAYMENT", {}, away, 0, "later"],
    ["nothing that could come back", "ORDER", {}, none, 0, failures.noDevices.reason],
  ] as const) {
    test(`${what}: ${expected}`, () => {
      const within = at(facts, register);
      const verdict = verdictOn(task({ kind }), within, within.site(site.id)!, now);
      expect(verdict.kind === "fail" ? verdict.why.reason : verdict.kind).toBe(expected);
    });
  }
});

test("a task's key tells kind, site and reference apart", () => {
  const key = (kind: "ORDER" | "PAYMENT", siteId: number, reference: string): string =>
    taskKey({ kind, siteId, reference } as never);
  const keys = [key("ORDER", 823, "a"), key("PAYMENT", 823, "a"), key("ORDER", 824, "a"), key("ORDER", 823, "824 a")];
  expect(new Set(keys).size).toBe(keys.length);
});

test("the details of a failure are the vendor's", () => {
  expect(errorsOf(failures.overpaid)).toEqual({ account: { type: "OVERPAID" } });
  expect(errorsOf(failures.tooLate)).toEqual({
    timeout: { errorKey: "errors.payment.pos.task_timeout", message: "Not processed before validity ended" },
  });
  expect(errorsOf(failures.noDevices)).toBeUndefined();
});

describe("items", () => {
  test("quantities beyond all measure are refused before anything is made of them", () => {
    const many = (depth: number): ItemAsked["subItems"] =>
      depth === 0 ? [] : [{ ...item("BUR-TRM", { quantity: 2_000_000_000 }), subItems: many(depth - 1) }];
    const began = performance.now();
    for (const items of [
      [item("BUR-DEAL", { quantity: 2_000_000_000, subItems: [item("BUR-TRM"), item("COF-FLW")] })],
      [item("BUR-DEAL", { subItems: many(7) })],
      [item("COF-LBK", { subItems: [item(skuNamed("Extra shot"), { quantity: 2_000_000_000 })] })],
      Array.from({ length: 1_001 }, () => item("COF-LBK")),
    ]) {
      expect(contentOf(items, shelf).ok).toBe(false);
    }
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test("an item that is a percentage of the total is one of all other items, and of what was there before", () => {
    const fee = { ...catalogue.product(menu.sugar)!, priceMode: "PERCENT" } as const;
    const within = catalogue.after([{ kind: "product", id: fee.id, record: fee }], 4);
    const asked = [
      item(skuOf(fee), { price: "10" }),
      item("COF-LBK", { quantity: 2 }),
      item("BUR-DEAL", { subItems: [item("BUR-TRM"), item("COF-FLW")] }),
    ];
    const priceOf = (already?: number): string | null | undefined => {
      const content = contentOf(asked, { site, catalogue: within, bySku: productsBySku(within) }, already as never);
      if (!content.ok) throw new Error(content.error.reason);
      return content.value.lines.at(-1)!.unitPriceIncTax;
    };
    expect([priceOf(), priceOf(1_000)]).toEqual(["3.60", "4.60"]); // of 9.00 and 27.00
  });

  test("units are counted through options, modifiers and quantities", () => {
    const content = contentOf(
      [
        item("BUR-DEAL", { quantity: 2, subItems: [item("BUR-TRM"), item("COF-FLW")] }),
        item("COF-LBK", { quantity: 3, subItems: [item(skuNamed("Extra shot"), { quantity: 2 })] }),
        item("COF-FLW"),
      ],
      shelf,
    );
    if (!content.ok) throw new Error(content.error.reason);
    const named = (id: number) => catalogue.product(id as never)!.name;
    expect(Object.fromEntries([...content.value.units].map(([id, n]) => [named(id), n]))).toEqual({
      "Meal deal": 2,
      "Tram burger": 2,
      "Flat white": 3,
      "Long black": 3,
      "Extra shot": 6,
    });
  });

  test("an amount off lowers what its item costs by just that, whatever it is made of, and nothing below zero", () => {
    const off = (amount: string | null) =>
      catalogue.after(
        [
          {
            kind: "discount",
            id: 1,
            record: { ...catalogue.all("discount")[0]!, id: 1, code: "OFF", percent: null, amount, active: true },
          },
        ],
        3,
      );
    const totalOf = (items: ItemAsked[], amount: string): number[] => {
      const within = off(amount);
      const content = contentOf(items, { ...shelf, catalogue: within });
      if (!content.ok) throw new Error(content.error.reason);
      const order = decide(
        { ...content.value },
        { catalogue: within, actor: { kind: "addon", addonId: 1 as never }, now: 0 },
      );
      if (!order.ok) throw new Error(order.error.kind);
      expect(order.value.lines.every(({ totalIncTax }) => totalIncTax >= 0)).toBe(true);
      return [order.value.totals.total];
    };
    const deal = [item("BUR-TRM", { subItems: [item(skuNamed("Cheddar"))] }), item("COF-FLW")];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom<readonly [string, ItemAsked["subItems"]]>(
          ["COF-LBK", []],
          ["BUR-DEAL", deal],
          ["COF-FLW", [item(skuNamed("Oat milk")), item(skuNamed("Extra shot"))]],
        ),
        (cents, quantity, [sku, subItems]) => {
          const amount = (cents / 100).toFixed(2);
          const [full] = totalOf([item(sku, { quantity, subItems })], amount);
          const discount = { code: "OFF", percent: null, amount: null };
          const [less] = totalOf([item(sku, { quantity, subItems, discount })], amount);
          expect(less).toBe(Math.max(0, full! - cents));
        },
      ),
      { numRuns: 150 },
    );
  });
});
