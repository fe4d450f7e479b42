import { z } from "zod";
import type { Shift } from "../../../../domain/back-office.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import { isOnBreak } from "../../../../domain/till/shift.ts";
import { outId } from "../../resources/venue-wire.ts";
import { stamp } from "../../wire.ts";
import { NameOut, staffName, zoneOf } from "./wire.ts";

const span = { started_at: z.string(), finished_at: z.string().nullable() };
export const ShiftOut = z.object({
  id: outId,
  site_id: outId.nullable(),
  staff: NameOut,
  ...span,
  breaks: z.array(z.object(span)),
  on_break: z.boolean(),
});

export const shiftShape = (shift: Shift, catalogue: Catalogue): z.output<typeof ShiftOut> => {
  const zone = zoneOf(catalogue, shift.siteId);
  const spanOf = ({ startedAt, finishedAt }: Pick<Shift, "startedAt" | "finishedAt">) => ({
    started_at: stamp(startedAt, zone),
    finished_at: finishedAt === null ? null : stamp(finishedAt, zone),
  });
  return {
    id: shift.id,
    site_id: shift.siteId,
    staff: staffName(catalogue, shift.staffId),
    ...spanOf(shift),
    breaks: shift.breaks.map(spanOf),
    on_break: isOnBreak(shift),
  };
};
