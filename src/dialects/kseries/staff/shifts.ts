import { z } from "zod";
import type { Shift } from "../../../domain/back-office.ts";
import type { StaffId } from "../../../domain/ids.ts";
import { type Route, route } from "../../../http/route.ts";
import type { ShiftAsk } from "../../../storage/storage.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { idOf, locationPath, optionalLong } from "../wire.ts";
import { instant } from "./instants.ts";
import { type Keys, allRows, pageBody, pageQuery, pageSchema, rowsOn, sortQuery, sorted } from "./paging.ts";
import { BASE, guarded } from "./people.ts";
import { ShiftOut, shiftShape } from "./shift-shape.ts";

const keys: Keys<Shift> = { date: ({ startedAt }) => startedAt, staffId: ({ staffId }) => staffId, id: ({ id }) => id };
const AT_ONCE = 1_000;

/** Who worked when at a business location. */
export const shiftRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    ...guarded,
    id: "kseries.staff.shifts",
    summary: "List shifts",
    description: "Coming and going. Breaks are not told: an event is the beginning or the end of the whole shift.",
    method: "GET",
    path: `${BASE}/shift`,
    params: z.object(locationPath),
    query: z.object({
      ...pageQuery,
      sort: sortQuery(Object.keys(keys), [{ by: "date", descending: true }]),
      startTime: instant("Shifts that began then or later."),
      endTime: instant("Shifts that began before."),
      staffId: optionalLong("Of this user."),
    }),
    responses: { 200: { description: "A page of shifts.", schema: pageSchema("shifts", z.array(ShiftOut)) } },
    async handle(ask) {
      const { params, query, who } = ask;
      const reads = storage.reads(who.company);
      const catalogue = await reads.catalogue();
      const { id: siteId } = locationOf(catalogue, params.businessLocationId);
      const { startTime = 0, endTime, staffId } = query;
      const asked: ShiftAsk = {
        from: startTime,
        siteId,
        ...(endTime !== undefined && { to: endTime }),
        ...(staffId !== undefined && { staffId: idOf<StaffId>(staffId) }),
      };
      const found = await allRows((beyondId) =>
        reads.shifts(asked, { size: AT_ONCE, ...(beyondId !== undefined && { beyondId }) }),
      );
      const page = rowsOn(query, sorted(found, keys, [...query.sort, { by: "id", descending: true }]));
      const rows = page.map((shift) => shiftShape(catalogue.company, siteId, shift));
      return { status: 200, body: pageBody(ask, "shifts", rows, found.length) };
    },
  }),
];
