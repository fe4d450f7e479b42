import { z } from "zod";
import type { Shift } from "../../../domain/back-office.ts";
import type { Company } from "../../../domain/catalogue/records.ts";
import { NOTHING, minorDigits, minorText } from "../../../kit/money.ts";
import { uuidBase64Of } from "../ids.ts";
import { outId } from "../wire.ts";
import { eventStamp } from "./instants.ts";

const EventOut = z.object({
  uuid: z.string(),
  timestamp: z.string(),
  createdOn: z.string(),
  eventType: z.enum(["CLOCK_IN", "CLOCK_OUT"]),
});
export const ShiftOut = z.object({
  uuid: z.string(),
  businessId: outId,
  businessLocationId: outId,
  staffId: outId,
  declaredCashTips: z.string(),
  dateInUTC: z.string().meta({ description: "When the shift last changed." }),
  events: z.array(EventOut),
});

type ClockEvent = z.output<typeof EventOut>;

/** Coming and going. Breaks are not among the events: who reads them takes the last going for the end of the shift. */
const eventsOf = ({ id, startedAt, finishedAt }: Shift): ClockEvent[] => {
  const event = (eventType: ClockEvent["eventType"], at: number): ClockEvent => ({
    uuid: uuidBase64Of("shift event", id, eventType),
    timestamp: eventStamp(at),
    createdOn: eventStamp(at),
    eventType,
  });
  return [event("CLOCK_IN", startedAt), ...(finishedAt === null ? [] : [event("CLOCK_OUT", finishedAt)])];
};

const changedAt = ({ startedAt, finishedAt, breaks }: Shift): number =>
  Math.max(startedAt, finishedAt ?? 0, ...breaks.flatMap((one) => [one.startedAt, one.finishedAt ?? 0]));

/** A shift at a site. Registers do not clock anybody in, so no device is named, and nobody declares tips. */
export const shiftShape = (company: Company, siteId: number, shift: Shift): z.output<typeof ShiftOut> => ({
  uuid: uuidBase64Of("shift", shift.id),
  businessId: company.id,
  businessLocationId: siteId,
  staffId: shift.staffId,
  declaredCashTips: minorText(NOTHING, minorDigits(company.currency)),
  dateInUTC: eventStamp(changedAt(shift)),
  events: eventsOf(shift),
});
