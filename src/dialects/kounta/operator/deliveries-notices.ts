import { z } from "zod";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageAsked, pageQuery } from "../paging.ts";
import { outId } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";
import { uncounted } from "./deliveries-paging.ts";
import { NoticeOut, instant, noticeShape } from "./deliveries-shape.ts";
import { COMPANY } from "./wire.ts";

type Parts = Readonly<{ storage: Storage; pageSize: number }>;

/** What the venue ought to know: a receiver that was given up, for instance. */
export const noticeRoutes = ({ storage, pageSize }: Parts): readonly Route[] => {
  const { deliveries } = storage;
  const doc = { tag: "Deliveries", audience: "operator" } as const;
  const path = `${COMPANY}/notices`;
  return [
    route({
      ...doc,
      id: "operator.notices.list",
      summary: "List notices",
      method: "GET",
      path,
      permission: "deliveries:read",
      query: z.object(pageQuery),
      responses: { 200: { description: "Newest first.", schema: z.array(NoticeOut) } },
      async handle(ask) {
        const page = await deliveries.notices(ask.who.company, pageAsked(ask, pageSize));
        return uncounted(ask, page, pageSize, noticeShape);
      },
    }),
    route({
      ...doc,
      id: "operator.notices.see",
      summary: "Mark a notice as seen",
      method: "PUT",
      path: `${path}/:notice`,
      permission: "deliveries:write",
      params: z.object({ notice: pathId() }),
      body: z.object({ seen: z.literal(true, { error: "must be true" }) }, { error: "must be an object" }),
      responses: { 200: { description: "Seen.", schema: z.object({ id: outId, seen_at: z.string() }) } },
      async handle({ who, params }) {
        const now = storage.clock();
        if (!(await deliveries.seeNotice(who.company, params.notice, now))) throw notFound("notice");
        return { status: 200, body: { id: params.notice, seen_at: instant(now) } };
      },
    }),
  ];
};
