/** A table of a floor plan, as the wire has it; without id it is new, without a place it was never drawn. */
export type Table = Readonly<{
  id?: number;
  number: number;
  reference: string | null;
  description: string | null;
  seats: number;
  active: boolean;
  x: number | null;
  y: number | null;
  w: number | null;
  h: number | null;
  shape: "square" | "round" | null;
}>;
export type Place = Readonly<{ x: number; y: number; w: number; h: number }>;
export type Placed = Table & Place & Readonly<{ shape: "square" | "round" }>;

export const SMALLEST = 2;
export const LARGEST = 40;
/** The room is never drawn smaller than this, in grid units. */
const ROOM = { columns: 30, rows: 18 } as const;
/** Room to move tables into, beyond the last of them. */
const MARGIN = 3;
/** The last place that the server takes is 10,000: a room as large as this is large enough. */
const FARTHEST = 400;

export const overlaps = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** The first place where something of this size touches no other. */
export const freePlace = (taken: readonly Place[], w: number, h: number): Place => {
  for (let y = 1; y < FARTHEST; y += 1) {
    for (let x = 1; x + w < ROOM.columns; x += 1) {
      const place = { x, y, w, h };
      // One unit around it: guests have to get through.
      if (!taken.some((other) => overlaps({ x: x - 1, y: y - 1, w: w + 2, h: h + 2 }, other))) return place;
    }
  }
  return { x: 1, y: 1, w, h };
};

/** All tables with a place each: those that were never drawn stand where there is room. */
export const placed = (tables: readonly Table[]): readonly Placed[] => {
  const taken: Place[] = tables.flatMap(({ x, y, w, h }) =>
    x === null || y === null ? [] : [{ x, y, w: w ?? 3, h: h ?? 3 }],
  );
  return tables.map((table): Placed => {
    const w = table.w ?? (table.seats > 4 ? 5 : 3);
    const h = table.h ?? 3;
    const shape = table.shape ?? "square";
    if (table.x !== null && table.y !== null) return { ...table, x: table.x, y: table.y, w, h, shape };
    const place = freePlace(taken, w, h);
    taken.push(place);
    return { ...table, ...place, shape };
  });
};

export const roomOf = (tables: readonly Place[]): Readonly<{ columns: number; rows: number }> => ({
  columns: Math.max(ROOM.columns, ...tables.map(({ x, w }) => x + w + MARGIN)),
  rows: Math.max(ROOM.rows, ...tables.map(({ y, h }) => y + h + MARGIN)),
});

const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));
export const movedBy = <P extends Place>(place: P, dx: number, dy: number): P => ({
  ...place,
  x: within(place.x + dx, 0, FARTHEST),
  y: within(place.y + dy, 0, FARTHEST),
});
export const sizedBy = <P extends Place>(place: P, dw: number, dh: number): P => ({
  ...place,
  w: within(place.w + dw, SMALLEST, LARGEST),
  h: within(place.h + dh, SMALLEST, LARGEST),
});

const nextNumber = (tables: readonly Table[]): number => Math.max(0, ...tables.map(({ number }) => number)) + 1;

/** A new table of a shape, where there is room. */
export const newTable = (tables: readonly Table[], shape: "square" | "round", taken: readonly number[]): Placed => {
  const [w, h] = shape === "round" ? [3, 3] : [4, 4];
  const number = Math.max(nextNumber(tables), ...taken.map((one) => one + 1));
  const facts = { reference: null, description: null, active: true, seats: shape === "round" ? 2 : 4 };
  return { number, ...facts, shape, ...freePlace(placed(tables), w, h) };
};

/** The same table once more, beside it. */
export const copyOf = (tables: readonly Table[], table: Placed, taken: readonly number[]): Placed => {
  const { id: _, ...facts } = table;
  const number = Math.max(nextNumber(tables), ...taken.map((one) => one + 1));
  return { ...facts, number, reference: null, ...freePlace(placed(tables), table.w, table.h) };
};

/** The tables that stand on another one, by their place in the list. */
export const onOthers = (tables: readonly Place[]): ReadonlySet<number> =>
  new Set(tables.flatMap((table, at) => (tables.some((other, i) => i !== at && overlaps(table, other)) ? [at] : [])));

/** What is sent of a table: nothing about a place that it does not have. */
export const toBody = (table: Table): object =>
  Object.fromEntries(
    Object.entries(table).filter(([name, value]) => value !== null || name === "reference" || name === "description"),
  );
