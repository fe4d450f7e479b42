import { z } from "zod";
import type { SiteId, StaffId } from "../../../domain/ids.ts";
import type { Shift } from "../../../domain/back-office.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId, stamp } from "../wire.ts";
import { COMPANY, siteOf } from "./goods-parts.ts";
import { onDay, sinceDay } from "./shifts-days.ts";

const Break = z.object({ started_at: z.string(), finished_at: z.string().nullable() });
const StaffOut = z.object({ id: z.int(), first_name: z.string(), last_name: z.string(), email: z.string().nullable() });
const SiteOut = z.object({ id: z.int(), name: z.string(), code: z.string().nullable() });
const ShiftOut = z.object({
  id: z.int(),
  staff_member: StaffOut.nullable().optional().meta({ description: "Not below a staff member." }),
  site: SiteOut.nullable().optional().meta({ description: "Not below a site." }),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  breaks: z.array(Break),
});

const staffShape = (catalogue: Catalogue, id: StaffId) => {
  const staff = catalogue.staff(id);
  if (!staff) return null;
  return { id, first_name: staff.firstName, last_name: staff.lastName, email: staff.emails[0] ?? null };
};

type Below = "" | "sites/:site/" | "staff/:staff/";

/** A shift; what the path says already is left out. */
export const shiftShape = (shift: Shift, catalogue: Catalogue, below: Below = "") => {
  const site = shift.siteId === null ? undefined : catalogue.site(shift.siteId);
  const at = (ms: number): string => stamp(ms, site?.timezone ?? catalogue.company.timezone);
  const span = ({ startedAt, finishedAt }: Pick<Shift, "startedAt" | "finishedAt">) => ({
    started_at: at(startedAt),
    finished_at: finishedAt === null ? null : at(finishedAt),
  });
  return {
    id: shift.id,
    ...(below !== "staff/:staff/" && { staff_member: staffShape(catalogue, shift.staffId) }),
    ...(below !== "sites/:site/" && { site: site ? { id: site.id, name: site.name, code: site.code } : null }),
    ...span(shift),
    breaks: shift.breaks.map(span),
  };
};

const belows: readonly (readonly [below: Below, id: string, words: string])[] = [
  ["", "shifts", ""],
  ["sites/:site/", "sites.shifts", " of a site"],
  ["staff/:staff/", "staff.shifts", " of a staff member"],
];

/**
 * Shifts that began on a day, or since one. A date is always part of the path; days are those of the company's time
 * zone. A list is of one site or of one staff member, not of both.
 */
export const shiftRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] =>
  belows.flatMap(([below, id, words]) =>
    [false, true].map((since) =>
      route({
        id: since ? `${id}.since` : `${id}.onDay`,
        summary: since ? `List shifts${words} since a day` : `List shifts${words} on a day`,
        tag: "Shifts",
        method: "GET",
        audience: "addon",
        permission: "shifts:read",
        path: `${COMPANY}/${below}shifts/${since ? "since/" : ""}:date`,
        params: z.object({
          date: z.string(),
          site: pathId<SiteId>().optional(),
          staff: pathId<StaffId>().optional(),
        }),
        query: z.object(pageQuery),
        responses: {
          200: { description: "Ascending by id.", schema: z.array(ShiftOut) },
          400: { description: "Not a date." },
        },
        async handle(ask) {
          const { date, site, staff } = ask.params;
          const reads = storage.reads(ask.who.company);
          const catalogue = await reads.catalogue();
          if (site !== undefined) siteOf(catalogue, site);
          if (staff !== undefined && !catalogue.staff(staff)) throw notFound("staff member");
          const asked = {
            ...(since ? sinceDay : onDay)(date, catalogue.company.timezone),
            ...(site !== undefined && { siteId: site }),
            ...(staff !== undefined && { staffId: staff }),
          };
          const [page, total] = await Promise.all([
            reads.shifts(asked, pageAsked(ask, pageSize)),
            reads.countShifts(asked),
          ]);
          const rows = page.rows.map((shift) => shiftShape(shift, catalogue, below));
          return listAnswer(ask, page, rows, pageSize, total);
        },
      }),
    ),
  );
