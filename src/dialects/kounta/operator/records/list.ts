import { z } from "zod";
import type { Answer, Ask } from "../../../../http/route.ts";
import { badRequest } from "../../../../http/errors.ts";

/** Lists of the set-up: whole in memory, so that they can be searched, sorted and paged in any way. */

export const PER_PAGE_MAX = 200;
const PER_PAGE = 50;
const SEARCH_MAX = 100;

const PAGE = "must be a page number from 1";
const perPage = `must be from 1 to ${PER_PAGE_MAX}`;
const sorts = ["id", "-id", "name", "-name", "updated_at", "-updated_at"] as const;

export const listQuery = {
  page: z
    .string({ error: PAGE })
    .regex(/^0*[1-9]\d{0,7}$/, { error: PAGE })
    .transform(Number)
    .optional()
    .meta({ description: "Page, from 1. `X-Pages` says how many there are.", type: "integer" }),
  per_page: z
    .string({ error: perPage })
    .regex(/^\d{1,3}$/, { error: perPage })
    .transform(Number)
    .refine((size) => size >= 1 && size <= PER_PAGE_MAX, { error: perPage })
    .optional()
    .meta({
      description: `How many to a page: ${PER_PAGE} unless given, ${PER_PAGE_MAX} at the most.`,
      type: "integer",
    }),
  q: z
    .string({ error: "must be given once" })
    .max(SEARCH_MAX, { error: `must not be longer than ${SEARCH_MAX} characters` })
    .optional()
    .meta({ description: "Words that its names or codes must hold, each of them, whatever the case." }),
  sort: z
    .enum(sorts, { error: `must be one of ${sorts.join(", ")}` })
    .optional()
    .meta({ description: "By id unless given; a minus turns it round." }),
};

type Query = Readonly<{
  page?: number | undefined;
  per_page?: number | undefined;
  q?: string | undefined;
  sort?: (typeof sorts)[number] | undefined;
}>;
export type Listing = Pick<Ask<unknown, Query, unknown>, "base" | "url" | "headers" | "query">;

type Listed = Readonly<{ id: number; updatedAt: number }>;
/** How a kind is found: by which texts, the first of which it is sorted by. */
export type Texts<R> = (record: R) => readonly [name: string, ...more: (string | null | undefined)[]];

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export const wordsOf = (q: string): string[] => q.split(/\s+/).filter(Boolean);

/** The records that hold every word of a search in one of their texts. */
export const searched = <R>(records: readonly R[], texts: Texts<R>, q: string | undefined): readonly R[] => {
  const words = folded(q ?? "")
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return records;
  return records.filter((record) => {
    const all = texts(record).map((text) => folded(text ?? ""));
    return words.every((word) => all.some((text) => text.includes(word)));
  });
};

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const sorted = <R extends Listed>(records: readonly R[], texts: Texts<R>, sort: Query["sort"] = "id"): readonly R[] => {
  const down = sort.startsWith("-") ? -1 : 1;
  const by: Readonly<Record<string, (a: R, b: R) => number>> = {
    id: () => 0,
    name: (a, b) => collator.compare(texts(a)[0], texts(b)[0]),
    updated_at: (a, b) => a.updatedAt - b.updatedAt,
  };
  const compare = by[sort.replace("-", "")]!;
  return records.toSorted((a, b) => down * (compare(a, b) || a.id - b.id));
};

/** Which page is asked for, from 0, and how long pages are. Throws HttpError 400 for an X-Page that is no page. */
export const askedPage = ({ headers, query }: Pick<Listing, "headers" | "query">) => {
  const header = headers["x-page"];
  if (header !== undefined && !/^\d{1,8}$/.test(header.trim())) {
    throw badRequest("X-Page: must be a page number from 0", { field: "X-Page", value: header });
  }
  const size = query.per_page ?? PER_PAGE;
  const index = header !== undefined ? Number(header) : (query.page ?? 1) - 1;
  return { size, index };
};

/** The answer to a list of which one page was read; `total` is how many there are in all. */
export const pageAnswer = (
  { base, url }: Pick<Listing, "base" | "url">,
  { size, index }: Readonly<{ size: number; index: number }>,
  body: readonly unknown[],
  total: number,
): Answer => {
  const pages = Math.max(1, Math.ceil(total / size));
  const headers: Record<string, string> = { "x-pages": String(pages), "x-total": String(total) };
  if (index + 1 < pages) {
    const next = new URL(base + url); // never relative: a path that begins with "//" would name another host
    next.searchParams.set("page", String(index + 2));
    headers["x-next-page"] = next.href;
  }
  return { status: 200, body, headers };
};

/** Some records as a list: searched, sorted, one page of them. */
export const listRecords = <R extends Listed>(
  ask: Listing,
  records: readonly R[],
  texts: Texts<R>,
  shape: (record: R) => unknown,
): Answer => {
  const page = askedPage(ask);
  const found = searched(records, texts, ask.query.q);
  const all = sorted(found, texts, ask.query.sort);
  const rows = all.slice(page.index * page.size, (page.index + 1) * page.size);
  return pageAnswer(ask, page, rows.map(shape), all.length);
};
