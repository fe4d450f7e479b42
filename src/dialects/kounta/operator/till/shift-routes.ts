import { z } from "zod";
import { endShiftBreak, finishShift, startShift, startShiftBreak } from "../../../../commands/till/shifts.ts";
import type { Shift } from "../../../../domain/back-office.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { SiteId, StaffId } from "../../../../domain/ids.ts";
import { SHIFT_RUNS_AT_MOST_MS } from "../../../../domain/till/shift.ts";
import { HttpError } from "../../../../http/errors.ts";
import { type Ask, type Route, route } from "../../../../http/route.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { id, pathId } from "../../wire.ts";
import { askedPage, pageAnswer } from "../records/list.ts";
import { COMPANY, found, locationOf } from "../wire.ts";
import { changeAnswer } from "./once.ts";
import { tillError } from "./refusals.ts";
import { ShiftOut, shiftShape } from "./shift-shape.ts";
import { shiftCallerOf } from "./who.ts";
import { instantIn, instantOf, paging, zoneOf } from "./wire.ts";

const doc = { tag: "Shifts", audience: "operator", permission: "till:write" } as const;
const one = z.object({ shift: pathId<number>() });
const at = z.object({ site: pathId<SiteId>() });
const changed = {
  200: { description: "The shift.", schema: ShiftOut },
  409: { description: "Not possible as the shift is now; the error says why." },
};

type Work = ReturnType<typeof startShiftBreak>;

/** Whose shifts a list is of. People see their own; those who see everybody's may ask for anybody's. */
const staffAsked = ({ caller }: Ask<unknown, unknown, unknown>, asked: StaffId | undefined): StaffId | undefined => {
  if (caller.permissions.has("shifts:read")) return asked;
  if (asked === undefined || asked === caller.staffId) return caller.staffId!;
  throw new HttpError(403, "not_yours", "You can see your own shifts only.", { permission: "shifts:read" });
};

/** Coming, going and breaks of the people at the venue. */
export const shiftRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const change = async (ask: Ask<unknown, unknown, unknown>, work: Work, status: 200 | 201) => {
    const catalogue = await storage.reads(ask.who.company).catalogue();
    const answer = (shift: Shift) => ({ status, body: shiftShape(shift, catalogue) });
    return changeAnswer(storage, ask, { work, answer, error: tillError });
  };
  const zone = (catalogue: Catalogue, site: SiteId | undefined) => zoneOf(catalogue, site ?? null);

  return [
    route({
      ...doc,
      id: "operator.shifts.current",
      summary: "List who is at work at a site",
      description: "Shifts that are not over, in the order in which they began.",
      method: "GET",
      path: `${COMPANY}/sites/:site/shifts/current`,
      params: at,
      responses: { 200: { description: "The shifts.", schema: z.array(ShiftOut) } },
      async handle({ who, params: { site } }) {
        const reads = storage.reads(who.company);
        const catalogue = await reads.catalogue();
        found(catalogue.site(site), "site");
        const shifts = await reads.till.openShifts(storage.clock() - SHIFT_RUNS_AT_MOST_MS, site);
        return { status: 200, body: shifts.map((shift) => shiftShape(shift, catalogue)) };
      },
    }),
    route({
      ...doc,
      id: "operator.shifts.start",
      summary: "Start a shift",
      description: "One's own unless `staff_id` names somebody else, whose shift a manager can start.",
      method: "POST",
      path: `${COMPANY}/sites/:site/shifts`,
      params: at,
      body: z.object({ staff_id: id<StaffId>().optional() }, { error: "must be an object" }),
      idempotent: true,
      responses: {
        201: { description: "The shift; Location names it.", schema: ShiftOut },
        409: { description: "A shift of this staff member is not over." },
      },
      async handle(ask) {
        const who = shiftCallerOf(ask);
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return changeAnswer(storage, ask, {
          work: startShift(who, ask.params.site, ask.body.staff_id ?? who.staffId),
          answer: (shift) => ({
            status: 201,
            body: shiftShape(shift, catalogue),
            headers: locationOf(ask, `shifts/${shift.id}`),
          }),
          error: tillError,
        });
      },
    }),
    route({
      ...doc,
      id: "operator.shifts.list",
      summary: "List shifts",
      description: "By when they began, a page at a time, ascending by id. Staff see their own.",
      method: "GET",
      path: `${COMPANY}/shifts`,
      query: z.object({
        site_id: id<SiteId>().optional(),
        staff_id: id<StaffId>().optional(),
        from: instantIn("Shifts that began then or later."),
        to: instantIn("Shifts that began before."),
        ...paging,
      }),
      responses: { 200: { description: "A page of shifts.", schema: z.array(ShiftOut) } },
      async handle(ask) {
        const { site_id: siteId, from, to } = ask.query;
        const staffId = staffAsked(ask, ask.query.staff_id);
        const reads = storage.reads(ask.who.company);
        const catalogue = await reads.catalogue();
        const end = instantOf(to, zone(catalogue, siteId));
        const asked = {
          from: instantOf(from, zone(catalogue, siteId)) ?? 0,
          ...(end !== undefined && { to: end }),
          ...(siteId !== undefined && { siteId }),
          ...(staffId !== undefined && { staffId }),
        };
        const page = askedPage(ask);
        const { size, index } = page;
        const [{ rows }, total] = await Promise.all([
          reads.shifts(asked, { size, offset: index * size }),
          reads.countShifts(asked),
        ]);
        return pageAnswer(
          ask,
          page,
          rows.map((shift) => shiftShape(shift, catalogue)),
          total,
        );
      },
    }),
    route({
      ...doc,
      id: "operator.shifts.get",
      summary: "Get a shift",
      method: "GET",
      path: `${COMPANY}/shifts/:shift`,
      params: one,
      responses: { 200: { description: "The shift.", schema: ShiftOut } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const shift = found(await reads.till.shift(ask.params.shift), "shift");
        staffAsked(ask, shift.staffId);
        return { status: 200, body: shiftShape(shift, await reads.catalogue()) };
      },
    }),
    route({
      ...doc,
      id: "operator.shifts.end",
      summary: "End a shift",
      description: "Now, unless `finished_at` says when it was. A break that goes on ends with it.",
      method: "PUT",
      path: `${COMPANY}/shifts/:shift`,
      params: one,
      body: z.object({ finished_at: instantIn("Not later than now.") }, { error: "must be an object" }),
      idempotent: true,
      responses: changed,
      async handle(ask) {
        const { finished_at: text } = ask.body;
        const reads = storage.reads(ask.who.company);
        const shift = text === undefined ? undefined : await reads.till.shift(ask.params.shift);
        const finishedAt = instantOf(text, zoneOf(await reads.catalogue(), shift?.siteId ?? null));
        return change(ask, finishShift(shiftCallerOf(ask), ask.params.shift, finishedAt), 200);
      },
    }),
    route({
      ...doc,
      id: "operator.shifts.startBreak",
      summary: "Start a break",
      method: "POST",
      path: `${COMPANY}/shifts/:shift/breaks`,
      params: one,
      idempotent: true,
      responses: { ...changed, 201: { description: "The shift with its break.", schema: ShiftOut } },
      handle: (ask) => change(ask, startShiftBreak(shiftCallerOf(ask), ask.params.shift), 201),
    }),
    route({
      ...doc,
      id: "operator.shifts.endBreak",
      summary: "End the break",
      method: "PUT",
      path: `${COMPANY}/shifts/:shift/breaks/current`,
      params: one,
      idempotent: true,
      responses: changed,
      handle: (ask) => change(ask, endShiftBreak(shiftCallerOf(ask), ask.params.shift), 200),
    }),
  ];
};
