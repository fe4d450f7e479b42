import { toMinor } from "../../../common/format.ts";
import type { Explained, Order, Step } from "../data.ts";

/** The server's steps in the words of people who know the venue and not the API. */
const WORDS: Readonly<Record<string, string>> = {
  "unit price with tax": "Price of one, with tax",
  "unit price without tax": "Price of one, without tax",
  quantity: "Times the quantity",
  "line price_variation": "Discount or surcharge of the line",
  "order price_variation": "Discount or surcharge of the order",
  "line price_fixed_variation": "Fixed change of the line",
  "share of the order's price_fixed_variation": "Its share of the order's fixed change",
  rounded: "Rounded to whole cents",
  "cents evened out": "Cents evened out",
  "line total with tax": "Line total, with tax",
  "line tax": "Tax in it",
  "line total without tax": "Line total, without tax",
  total: "Total",
  "total tax": "Tax in it",
  "tip/service": "Tip/service",
  payable: "To pay",
  remaining: "Left to pay",
  amount: "Paid",
  tip: "Tip given",
  "towards tip/service": "Of it towards tip/service",
  "ordinary tip": "Of it an ordinary tip",
};

export const stepWords = (step: string): string => WORDS[step] ?? step;

const HOW: readonly (readonly [RegExp, string])[] = [
  [/\bunit_price as given, without tax/, "as it was given, without tax"],
  [/\bunit_price_inc_tax as given/, "as it was given"],
  [/\bprice_fixed_variation\b/, "fixed change"],
  [/ half away from zero$/, " to the nearest cent, a half away from zero"],
];
export const howWords = (how: string): string => HOW.reduce((text, [from, to]) => text.replace(from, to), how);

/** The result of a step by its name; zero when there is no such step. */
const resultOf = (steps: readonly Step[], name: string): number =>
  Number(steps.find(({ step }) => step === name)?.result ?? 0);

/** What the lines and payments add up to, in minor units, beside what the order says: what has to be the same. */
export const checks = (explained: Explained, order: Order) => {
  const minor = (amount: number): number => toMinor(amount, order.currency);
  const sumOf = (name: string): number =>
    explained.lines.reduce((sum, { steps }) => sum + minor(resultOf(steps, name)), 0);
  const last = explained.payments.at(-1);
  return [
    { what: "The lines add up to the total", sum: sumOf("line total with tax"), says: minor(order.total) },
    { what: "Their tax adds up to the tax", sum: sumOf("line tax"), says: minor(order.total_tax) },
    ...(last
      ? [
          {
            what: "After the payments this is left",
            sum: minor(resultOf(last.steps, "remaining")),
            says: minor(order.remaining),
          },
        ]
      : []),
  ];
};
