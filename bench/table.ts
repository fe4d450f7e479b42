import color from "picocolors";

/** One line of the table: what was measured, and the limit that was measured beside it. */
export type Row = Readonly<{
  benchmark: string;
  engine: string;
  /** Clients, and commands in a commit where there are commits. */
  load: string;
  durability: string;
  unit: string;
  measured: number;
  /** NaN where nothing physical stands against it. */
  limit: number;
  ratio: number;
  target: string;
  /** Undefined: for reference only. */
  good: boolean | undefined;
  detail: string;
}>;

const number = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
};

const columns: readonly (readonly [title: string, of: (row: Row, cores: number) => string])[] = [
  ["benchmark", (row) => row.benchmark],
  ["engine", (row) => row.engine],
  ["clients, batch", (row) => row.load],
  ["durability", (row) => row.durability],
  ["cores", (_, cores) => String(cores)],
  ["measured", (row) => `${number(row.measured)} ${row.unit}`.trim()],
  ["limit", (row) => number(row.limit)],
  ["ratio", (row) => number(row.ratio)],
  ["target", (row) => row.target],
  ["verdict", (row) => verdictOf(row)],
  ["detail", (row) => row.detail],
];
const rightAligned = new Set(["cores", "measured", "limit", "ratio"]);

export const verdictOf = ({ good }: Row): string => (good === undefined ? "–" : good ? "met" : "MISSED");

/** The rows as one table of text. */
export const tableOf = (rows: readonly Row[], cores: number): string => {
  const cells = rows.map((row) => columns.map(([, of]) => of(row, cores)));
  const widths = columns.map(([title], i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (rightAligned.has(columns[i]![0]) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd();
  const paint = (text: string, { good }: Row): string => (good === false ? color.red(text) : text);
  return [
    color.bold(line(columns.map(([title]) => title))),
    line(widths.map((width) => "─".repeat(width))),
    ...rows.map((row, i) => paint(line(cells[i]!), row)),
  ].join("\n");
};
