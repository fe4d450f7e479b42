import { newKey } from "../../common/api.ts";
import type { Course, Draft, DraftLine } from "../data/draft.ts";
import type { Product, Snapshot } from "../data/snapshot.ts";

/** Steps from one draft to the next. */

export const COURSES: readonly Readonly<{ ordinal: number; name: string }>[] = [
  { ordinal: 1, name: "Starter" },
  { ordinal: 2, name: "Main" },
  { ordinal: 3, name: "Dessert" },
];

/** A course as it stands on the order already, or as it begins: the first is made at once, the others wait. */
export const courseOn = (draft: Draft, { ordinal, name }: Readonly<{ ordinal: number; name: string }>): Course => {
  const there = draft.lines.find(({ course }) => course?.ordinal === ordinal)?.course;
  return there ?? { ordinal, name, status: ordinal <= 1 ? "called" : "uncalled" };
};

export const setCourseStatus = (draft: Draft, ordinal: number, status: Course["status"]): Draft => ({
  ...draft,
  lines: draft.lines.map((line) =>
    line.course?.ordinal === ordinal ? { ...line, course: { ...line.course, status } } : line,
  ),
});

/** What a product costs on this draft, and whether that has to be said: it differs from what the site asks. */
export const priceOn = (
  draft: Pick<Draft, "priceListId">,
  product: Product,
  snapshot: Snapshot,
): Pick<DraftLine, "price" | "priced"> => {
  const listed = snapshot.price_lists.find(({ id }) => id === draft.priceListId)?.prices[String(product.id)];
  return listed === undefined ? { price: product.price, priced: false } : { price: listed, priced: true };
};

export const lineOf = (draft: Draft, product: Product, snapshot: Snapshot, course: Course | null): DraftLine => ({
  key: newKey(),
  productId: product.id,
  name: product.name,
  quantity: 1,
  ...priceOn(draft, product, snapshot),
  modifiers: [],
  sets: [],
  notes: null,
  course,
  variation: null,
});

/** A line without what two of the same may differ in. */
const plain = (line: DraftLine): string => JSON.stringify({ ...line, key: "", quantity: 0 });

/** Adds a line; the same thing once more makes the line that is there longer. Answers the line's key as well. */
export const withLine = (draft: Draft, line: DraftLine): Readonly<{ draft: Draft; key: string }> => {
  const same = line.variation === null ? draft.lines.find((one) => plain(one) === plain(line)) : undefined;
  if (!same) return { draft: { ...draft, lines: [...draft.lines, line] }, key: line.key };
  return { draft: withQuantity(draft, same.key, same.quantity + line.quantity), key: same.key };
};

export const withQuantity = (draft: Draft, key: string, quantity: number): Draft => ({
  ...draft,
  lines: draft.lines.map((line) => (line.key === key ? { ...line, quantity } : line)),
});

export const replaced = (draft: Draft, line: DraftLine): Draft => ({
  ...draft,
  lines: draft.lines.map((one) => (one.key === line.key ? line : one)),
});

export const without = (draft: Draft, key: string): Draft => ({
  ...draft,
  lines: draft.lines.filter((line) => line.key !== key),
});

/** Another price list: prices that nobody typed are looked up in it. */
export const withPriceList = (draft: Draft, priceListId: number | null, snapshot: Snapshot): Draft => {
  const next = { ...draft, priceListId };
  return {
    ...next,
    lines: draft.lines.map((line) => {
      const product = snapshot.products.find(({ id }) => id === line.productId);
      if (!product) return line;
      const before = priceOn(draft, product, snapshot);
      const typed = line.priced && !(before.priced && before.price === line.price);
      return typed ? line : { ...line, ...priceOn(next, product, snapshot) };
    }),
  };
};

export type CourseGroup = Readonly<{ course: Course | null; lines: readonly DraftLine[] }>;

/** Lines by course: those of none first, then by ordinal. */
export const byCourse = (lines: readonly DraftLine[]): readonly CourseGroup[] => {
  const groups = new Map<number, CourseGroup>();
  for (const line of lines) {
    const ordinal = line.course?.ordinal ?? -1;
    const group = groups.get(ordinal);
    groups.set(ordinal, { course: group?.course ?? line.course, lines: [...(group?.lines ?? []), line] });
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
};
