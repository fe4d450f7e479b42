import type { Order, OrderLine, OrderOption } from "../data/orders.ts";

/** A line as people read it: what was chosen for it stands under it, and its total has all of that in it. */
export type ReadLine = Readonly<{
  line: OrderLine;
  /** "no onion", "extra cheese", an option's name, indented by depth. */
  details: readonly Readonly<{ text: string; depth: number }>[];
  total: number;
}>;

const optionDetails = (
  option: OrderOption,
  lines: ReadonlyMap<number, OrderLine>,
  depth: number,
): ReadLine["details"] =>
  option.option_sets.flatMap(({ options }) =>
    options.flatMap((chosen) => {
      const line = lines.get(chosen.line_number);
      const text = chosen.instructions ? `${chosen.instructions}: ${chosen.name}` : chosen.name;
      return [
        { text, depth },
        ...(line ? modifierDetails(line, depth + 1) : []),
        ...optionDetails(chosen, lines, depth + 1),
      ];
    }),
  );

const modifierDetails = (line: OrderLine, depth: number): ReadLine["details"] =>
  line.modifier_details.map(({ name, negated }) => ({ text: negated ? `No ${name}` : `+ ${name}`, depth }));

const numbersIn = (option: OrderOption): readonly number[] => [
  option.line_number,
  ...option.option_sets.flatMap(({ options }) => options.flatMap(numbersIn)),
];

/** The lines of an order, each with what belongs to it, in the order in which they stand on it. */
export const readLines = (order: Pick<Order, "lines" | "options" | "currency">): readonly ReadLine[] => {
  const byNumber = new Map(order.lines.map((line) => [line.number, line]));
  const roots = new Map(order.options.map((option) => [option.line_number, option]));
  const below = new Set(order.options.flatMap((option) => numbersIn(option).slice(1)));
  return order.lines
    .filter(({ number }) => !below.has(number))
    .map((line) => {
      const option = roots.get(line.number);
      const numbers = option ? numbersIn(option) : [line.number];
      const total = numbers.reduce((sum, number) => sum + (byNumber.get(number)?.line_total_inc_tax ?? 0), 0);
      const chosen = option ? optionDetails(option, byNumber, 0) : [];
      return { line, details: [...modifierDetails(line, 0), ...chosen], total };
    });
};

/** "Ana Lima"; null without a customer. */
export const customerName = (customer: Readonly<{ first_name: string; last_name: string }> | null): string | null =>
  customer && [customer.first_name, customer.last_name].filter((part) => part !== "").join(" ");
