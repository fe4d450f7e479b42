import type { ReactNode } from "react";
import type { Paged } from "../../common/api.ts";
import type { Selection } from "./selection.ts";

export type Column<R> = Readonly<{
  key: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** Numbers stand at the end of their column. */
  align?: "end";
  /** The name by which the server sorts: "name". The header becomes a button. */
  sort?: string;
  /** CSS width. */
  width?: string;
  /** Left out where there is no room for it; a card on a phone shows it. */
  wide?: boolean;
  /** On a phone: "end" stands opposite the title, "bare" needs no title of its own, "hide" is left out. */
  card?: "end" | "bare" | "hide";
}>;

export type Listed<R> = Readonly<{
  data: Paged<R> | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
}>;

export type TableProps<R> = Readonly<{
  /** What the table is called for screen readers: "Products". */
  label: string;
  of: Listed<R>;
  /** The first column names the row; it is the link and the title of a card. */
  columns: readonly Column<R>[];
  idOf: (row: R) => number | string;
  /** Where a row leads. */
  href?: (row: R) => string | undefined;
  /** Instead of a page of its own a row opens something here: a drawer. */
  onOpen?: (row: R) => void;
  /** What a row is called where it has to be named: "Select Flat White". */
  nameOf: (row: R) => string;
  selection?: Selection;
  /** Stands in place of the table when nothing was found. */
  empty: ReactNode;
  /** Rows that deserve a look: a soft ground. */
  tone?: (row: R) => "bad" | "warn" | "new" | undefined;
  /** What the server sorts by while nobody chose: "name". */
  sorted?: string;
  /** A line of sums under the rows. */
  foot?: ReactNode;
}>;

/** What the look of a row follows from: whether it is ticked, deserves a look, and leads somewhere. */
export const marksOf = <R>({ tone, href, onOpen }: TableProps<R>, row: R, ticked: boolean | undefined) => ({
  "data-picked": ticked || undefined,
  "data-tone": tone?.(row),
  "data-go": href || onOpen ? true : undefined,
});
