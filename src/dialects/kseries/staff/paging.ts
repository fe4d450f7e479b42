import { z } from "zod";
import { badRequest } from "../../../http/errors.ts";
import { whole } from "../wire.ts";

/** How the staff service lists things: pages counted from 1, with links to others and how many there are. */

const SIZE_MAX = 1_000;

export const pageQuery = {
  // Some clients begin with 0: that is the first page as well.
  page: whole({ from: 0, to: 1_000_000, otherwise: 1, description: "Page, from 1." }),
  size: whole({ from: 1, to: SIZE_MAX, otherwise: 10, description: "Rows on a page." }),
};

const Link = z.object({ href: z.string() });
export const pageSchema = (name: string, data: z.ZodType) =>
  z.object({
    data: z.object({ [name]: data }),
    links: z.object({ first: Link, self: Link, next: Link.optional(), last: Link }),
    page: z.object({ page: z.int(), size: z.int(), totalElements: z.int(), totalPages: z.int() }),
  });

type Asked = Readonly<{ base: string; url: string; query: Readonly<{ page: number; size: number }> }>;

/** A page that stands in its envelope under a name; `total` is how many rows there are on all pages. */
export const pageBody = ({ base, url, query }: Asked, name: string, data: unknown, total: number) => {
  const { page, size } = shownPage(query);
  const totalPages = Math.ceil(total / size);
  const link = (to: number): { href: string } => {
    const address = new URL(base + url);
    address.searchParams.set("page", String(to));
    address.searchParams.set("size", String(size));
    return { href: address.toString() };
  };
  return {
    data: { [name]: data },
    links: {
      first: link(1),
      self: link(page),
      ...(page < totalPages && { next: link(page + 1) }),
      last: link(Math.max(totalPages, 1)),
    },
    page: { page, size, totalElements: total, totalPages },
  };
};

const shownPage = ({ page, size }: Asked["query"]) => ({ page: Math.max(page, 1), size });

/** The rows of the page that was asked for. */
export const rowsOn = <Row>(query: Asked["query"], rows: readonly Row[]): readonly Row[] => {
  const { page, size } = shownPage(query);
  return rows.slice((page - 1) * size, page * size);
};

type Key = string | number | boolean;
/** What rows can be sorted by, under the names that clients use. */
export type Keys<Row> = Readonly<Record<string, (row: Row) => Key>>;
export type Sorting = readonly Readonly<{ by: string; descending: boolean }>[];

const SORT = /^(\w+)(?:,(asc|desc))?$/i;

/** A parameter that may be repeated. */
export const repeatable = z.union([z.string(), z.array(z.string())]).optional();

/** `sort=date,desc`, repeatable: the first is what counts first. */
export const sortQuery = (names: readonly string[], otherwise: Sorting) =>
  repeatable
    .transform((given, context): Sorting => {
      if (given === undefined) return otherwise;
      return [given].flat().flatMap((part) => {
        const [, by, direction = "asc"] = SORT.exec(part) ?? [];
        if (by !== undefined && names.includes(by)) return { by, descending: direction.toLowerCase() === "desc" };
        context.addIssue({ code: "custom", message: `must be one of ${names.join(", ")}, with ,asc or ,desc` });
        return [];
      });
    })
    .meta({ type: "array", items: { type: "string" }, description: `Field and direction: ${names.join(", ")}.` });

export const sorted = <Row>(rows: readonly Row[], keys: Keys<Row>, sorting: Sorting): Row[] =>
  rows.toSorted((a, b) => {
    for (const { by, descending } of sorting) {
      const [left, right] = [keys[by]!(a), keys[by]!(b)];
      if (left !== right) return left < right === descending ? 1 : -1;
    }
    return 0;
  });

/** Every row of a list that pages by key, in its own order. */
export const allRows = async <Row extends { id: number }>(
  next: (beyondId: number | undefined) => Promise<Readonly<{ rows: readonly Row[]; more: boolean }>>,
): Promise<Row[]> => {
  const rows: Row[] = [];
  for (let more = true; more;) {
    const page = await next(rows.at(-1)?.id);
    rows.push(...page.rows);
    ({ more } = page);
  }
  return rows;
};

/** "true" or "false" in a query. */
export const yesOrNo = (description: string) =>
  z
    .enum(["true", "false"], { error: "must be true or false" })
    .transform((text) => text === "true")
    .optional()
    .meta({ type: "boolean", description });

/** A named thing that the staff service does not know: 400, as this service says it. Throws. */
export const unknownField = (field: string, value: unknown, says: string): never => {
  throw badRequest(`${field}: ${says}`, { field, value });
};
