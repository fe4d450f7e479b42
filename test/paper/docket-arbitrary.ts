import fc from "fast-check";
import type { CustomerId, OptionSetId, ProductId } from "../../src/domain/ids.ts";
import { courseStatuses, instructions } from "../../src/domain/order/order.ts";
import type { Line, Order, OrderOption } from "../../src/domain/order/order.ts";
import { tableOfFour } from "./docket-orders.ts";

/** Texts as somebody may send them: any characters, commands of printers, long words, scripts that no printer has. */
export const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom(
    "\u001b@\u001dV\u0000 cut here",
    "\u0010\u0004\u0001\u001dr\u0001",
    "\u001dk\u0049\u00ff",
    "🍔🥑 no 🥜",
    "ไม่เผ็ด بدون بصل 宫保鸡丁",
    "Supercalifragilisticexpialidocious".repeat(4),
    "line\r\nbreaks\n\n\nin it",
    '\\|{}~_"`^-=',
    "\u202etxet desrever\u202c",
    " ",
    "",
  ),
);

const NOT_IN_CATALOGUE = 4_000_000_000 as ProductId;

const quantity = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map(String),
  fc.constantFrom("0.35", "-1", "12345678.123456"),
);
const notes = fc.option(hostile);
const course = fc.record({
  courseName: fc.option(hostile),
  courseOrdinal: fc.option(fc.integer({ min: 1, max: 4 })),
  courseStatus: fc.option(fc.constantFrom(...courseStatuses)),
});
const line = (number: number): fc.Arbitrary<Line> =>
  fc
    .record({
      name: hostile,
      quantity,
      notes,
      course,
      modifiers: fc.array(fc.record({ name: hostile, negated: fc.boolean() }), { maxLength: 3 }),
    })
    .map(({ course, modifiers, ...facts }) => ({
      ...tableOfFour.lines[0]!,
      ...facts,
      ...course,
      number,
      lineId: `line${number}`,
      productId: NOT_IN_CATALOGUE,
      modifiers: modifiers.map((each) => ({ ...each, productId: NOT_IN_CATALOGUE, priceIncTax: "0" })),
    }));

const optionSetId = 1 as OptionSetId;
/** Options below the first line, at most three deep. */
const tree = (depth: number): fc.Arbitrary<OrderOption> =>
  fc.record({
    productId: fc.constant(NOT_IN_CATALOGUE),
    name: hostile,
    lineId: fc.constant(depth === 0 ? "line1" : "none"),
    instructions: fc.option(fc.constantFrom(...instructions)),
    optionSets: fc.array(
      fc.record({
        optionSetId: fc.constant(optionSetId),
        name: hostile,
        options: depth === 3 ? fc.constant([]) : fc.array(tree(depth + 1), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
  });

/** Orders whose every text is hostile. */
export const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => line(i + 1)))),
    options: fc.array(tree(0), { maxLength: 1 }),
    notes,
    table: notes,
    saleNumber: hostile,
    first: hostile,
    guests: fc.option(fc.integer({ min: 0, max: 9_999 })),
  })
  .map(({ first, ...facts }) => ({
    ...tableOfFour,
    ...facts,
    customer: { id: 1 as CustomerId, firstName: first, lastName: "", email: null, image: null },
  }));
