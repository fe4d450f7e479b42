import { type ChosenWords, type ReadLine as ReadLineOf, readLinesWith } from "../../common/order-lines.ts";
import type { Order, OrderLine } from "../data/orders.ts";

export type ReadLine = ReadLineOf<OrderLine>;

const words: ChosenWords = {
  modifier: ({ name, negated }) => (negated ? `No ${name}` : `+ ${name}`),
  option: ({ name, instructions }) => (instructions ? `${instructions}: ${name}` : name),
};

/** The lines of an order, each with what belongs to it. */
export const readLines = (order: Pick<Order, "lines" | "options">): readonly ReadLine[] => readLinesWith(words, order);

/** "Ana Lima"; null without a customer. */
export const customerName = (customer: Readonly<{ first_name: string; last_name: string }> | null): string | null =>
  customer && [customer.first_name, customer.last_name].filter((part) => part !== "").join(" ");
