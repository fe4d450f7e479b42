/** The lines of an order as people read them; each screen has its own words for what was chosen. */

/** As much of a line as is read here. */
type Line = Readonly<{
  number: number;
  line_total_inc_tax: number;
  modifier_details: readonly Modifier[];
}>;
type Modifier = Readonly<{ name: string; negated: boolean }>;

/** A product with what was chosen in its option sets; options are nested in the same form. */
export type ChosenOption = Readonly<{
  name: string;
  line_number: number;
  instructions?: string;
  option_sets: readonly Readonly<{ name: string; options: readonly ChosenOption[] }>[];
}>;

/** How a screen says what was chosen: "no onion", "Milk: oat". */
export type ChosenWords = Readonly<{
  modifier: (modifier: Modifier) => string;
  option: (option: ChosenOption, set: string) => string;
}>;

/** Something that was chosen for a line, indented by depth; `amount` is that of an option, which is a line of its own. */
export type ReadDetail = Readonly<{ text: string; depth: number; amount?: number }>;

/** A line with what was chosen for it under it; `total` has all of that in it. */
export type ReadLine<L> = Readonly<{ line: L; details: readonly ReadDetail[]; total: number }>;

const modifierDetails = ({ modifier }: ChosenWords, line: Line, depth: number): readonly ReadDetail[] =>
  line.modifier_details.map((one) => ({ text: modifier(one), depth }));

const optionDetails = (
  words: ChosenWords,
  { option_sets: sets }: ChosenOption,
  lines: ReadonlyMap<number, Line>,
  depth: number,
): readonly ReadDetail[] =>
  sets.flatMap(({ name, options }) =>
    options.flatMap((chosen) => {
      const line = lines.get(chosen.line_number);
      return [
        { text: words.option(chosen, name), depth, ...(line && { amount: line.line_total_inc_tax }) },
        ...(line ? modifierDetails(words, line, depth + 1) : []),
        ...optionDetails(words, chosen, lines, depth + 1),
      ];
    }),
  );

/** The numbers of the lines that an option and all below it stand on. */
const numbersIn = ({ line_number: number, option_sets: sets }: ChosenOption): readonly number[] => [
  number,
  ...sets.flatMap(({ options }) => options.flatMap(numbersIn)),
];

/** The lines of an order, each with what belongs to it, in the order in which they stand on it. */
export const readLinesWith = <L extends Line>(
  words: ChosenWords,
  { lines, options }: Readonly<{ lines: readonly L[]; options: readonly ChosenOption[] }>,
): readonly ReadLine<L>[] => {
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  const roots = new Map(options.map((option) => [option.line_number, option]));
  const below = new Set(options.flatMap((option) => numbersIn(option).slice(1)));
  return lines
    .filter(({ number }) => !below.has(number))
    .map((line) => {
      const option = roots.get(line.number);
      const numbers = option ? numbersIn(option) : [line.number];
      const total = numbers.reduce((sum, number) => sum + (byNumber.get(number)?.line_total_inc_tax ?? 0), 0);
      const chosen = option ? optionDetails(words, option, byNumber, 0) : [];
      return { line, details: [...modifierDetails(words, line, 0), ...chosen], total };
    });
};
