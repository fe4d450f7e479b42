import type { Order, OrderLine, OrderOption } from "../data.ts";

/** Something that was chosen for a line; `amount` is what it added, undefined for what has no line of its own. */
export type Detail = Readonly<{ key: string; text: string; depth: number; amount?: number }>;
/** A line as people read it: what was chosen for it stands under it. */
export type ReadLine = Readonly<{ line: OrderLine; details: readonly Detail[] }>;

const modifiers = (line: OrderLine, depth: number): readonly Detail[] =>
  line.modifier_details.map(({ name, negated }, i) => ({
    key: `${line.line_id}-${i}`,
    text: negated ? `No ${name}` : `With ${name}`,
    depth,
  }));

type Lines = ReadonlyMap<number, OrderLine>;

const chosenFor = (option: OrderOption, lines: Lines, depth: number): readonly Detail[] =>
  option.option_sets.flatMap(({ name, options }) =>
    options.flatMap((chosen) => {
      const line = lines.get(chosen.line_number);
      const asked = chosen.instructions ? `${chosen.instructions} ` : "";
      return [
        {
          key: `option-${chosen.line_number}`,
          text: `${name}: ${asked}${chosen.name}`,
          depth,
          ...(line && { amount: line.line_total_inc_tax }),
        },
        ...(line ? modifiers(line, depth + 1) : []),
        ...chosenFor(chosen, lines, depth + 1),
      ];
    }),
  );

const numbersIn = ({ line_number: number, option_sets: sets }: OrderOption): readonly number[] => [
  number,
  ...sets.flatMap(({ options }) => options.flatMap(numbersIn)),
];

/** The lines of an order in their order, each with what belongs to it. */
export const readLines = (order: Pick<Order, "lines" | "options">): readonly ReadLine[] => {
  const options = order.options as readonly OrderOption[];
  const lines: Lines = new Map(order.lines.map((line) => [line.number, line]));
  const roots = new Map(options.map((option) => [option.line_number, option]));
  const below = new Set(options.flatMap((option) => numbersIn(option).slice(1)));
  return order.lines
    .filter(({ number }) => !below.has(number))
    .map((line) => {
      const option = roots.get(line.number);
      return { line, details: [...modifiers(line, 0), ...(option ? chosenFor(option, lines, 0) : [])] };
    });
};
