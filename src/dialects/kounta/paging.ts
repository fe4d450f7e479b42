import { z } from "zod";
import { badRequest } from "../../http/errors.ts";
import type { Answer } from "../../http/route.ts";
import type { Page, PageAsk } from "../../storage/storage.ts";

/**
 * Both generations of paging. The older: `X-Page` (from 0) asks, `X-Pages` tells how many. The newer: `X-Next-Page`
 * holds the whole address of the next page, which goes on beyond the last id of this one (`start=`). `page=` (from 1)
 * is the older one in the query. Beyond the end every list is empty.
 */
export const pageQuery = {
  start: z
    .string({ error: "must be an id" })
    .regex(/^\d{1,40}$/, { error: "must be an id" })
    .optional()
    .meta({ description: "Only what comes beyond this id; 0 begins at the beginning." }),
  page: z
    .string({ error: "must be a page number from 1" })
    .regex(/^0*[1-9]\d{0,7}$/, { error: "must be a page number from 1" })
    .transform(Number)
    .optional()
    .meta({ description: "Page, from 1.", type: "integer" }),
};

type Asked = {
  headers: Readonly<Record<string, string | undefined>>;
  query: { start?: string | undefined; page?: number | undefined };
};

/** Reads which page is asked for. Throws HttpError 400 for an X-Page that is no page. */
export const pageAsked = ({ headers, query }: Asked, size: number): PageAsk => {
  const header = headers["x-page"];
  if (header !== undefined && !/^\d{1,8}$/.test(header.trim())) {
    throw badRequest("X-Page: must be a page number from 0", { field: "X-Page", value: header });
  }
  const index = header !== undefined ? Number(header) : (query.page ?? 1) - 1;
  const start = query.start === undefined ? undefined : Number(query.start);
  return {
    size,
    ...(index > 0 && { offset: index * size }),
    ...(start && { beyondId: Number.isSafeInteger(start) ? start : Number.MAX_SAFE_INTEGER }),
  };
};

/** The answer to a list: its rows and both ways on. `total` is the number of all rows. */
export const listAnswer = <T extends { id: number }>(
  { base, url }: { base: string; url: string },
  { rows, more }: Page<unknown>,
  body: readonly T[],
  size: number,
  total: number,
): Answer => {
  const headers: Record<string, string> = { "x-pages": String(Math.max(1, Math.ceil(total / size))) };
  const last = body.at(-1);
  if (more && last && rows.length > 0) {
    const next = new URL(base + url); // never relative: a path that begins with "//" would name another host
    next.searchParams.delete("page");
    next.searchParams.set("start", String(last.id));
    headers["x-next-page"] = next.href;
  }
  return { status: 200, body, headers };
};

/** A page of a list that is in memory, ascending by id. */
export const pageOf = <T extends { id: number }>(
  records: readonly T[],
  { size, offset = 0, beyondId }: PageAsk,
): Page<T> => {
  const beyond = beyondId === undefined ? records : records.filter((record) => record.id > beyondId);
  return { rows: beyond.slice(offset, offset + size), more: beyond.length > offset + size };
};
