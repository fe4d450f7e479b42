import { type ChosenOption, type ChosenWords, type ReadLine, readLinesWith } from "../../../common/order-lines.ts";
import type { Order, OrderLine } from "../data.ts";

const words: ChosenWords = {
  modifier: ({ name, negated }) => (negated ? `No ${name}` : `With ${name}`),
  option: ({ name, instructions }, set) => `${set}: ${instructions ? `${instructions} ` : ""}${name}`,
};

/** The lines of an order, each with what belongs to it. */
export const readLines = ({ lines, options }: Pick<Order, "lines" | "options">): readonly ReadLine<OrderLine>[] =>
  readLinesWith(words, { lines, options: options as readonly ChosenOption[] });
