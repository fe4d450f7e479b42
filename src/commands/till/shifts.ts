import type { Shift } from "../../domain/back-office.ts";
import type { CompanyId, SiteId, StaffId } from "../../domain/ids.ts";
import {
  type ChangedShift,
  SHIFT_RUNS_AT_MOST_MS,
  type ShiftRefusal,
  endBreak,
  endShift,
  startBreak,
} from "../../domain/till/shift.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import { wholeSecond } from "../../kit/time.ts";
import type { ChangeTx, OutboxEvent } from "../../storage/storage.ts";

export type ShiftCommandRefusal =
  | ShiftRefusal
  | Readonly<{ kind: "site_not_found" }>
  | Readonly<{ kind: "shift_not_found" }>
  | Readonly<{ kind: "staff_unknown"; staffId: number }>
  | Readonly<{ kind: "staff_of_other_site"; staffId: StaffId; siteId: SiteId }>
  /** Somebody works in one shift at a time. */
  | Readonly<{ kind: "shift_running"; id: number }>
  /** Shifts of others are for those who manage. */
  | Readonly<{ kind: "not_yours" }>;

/** Who asks, and whether the shifts of others are theirs to change. */
export type ShiftCaller = Readonly<{ company: CompanyId; staffId: StaffId; managesOthers: boolean }>;
type Ended = Result<Shift, ShiftCommandRefusal>;

const told = (type: string, { id, siteId, staffId }: Shift): OutboxEvent => ({
  type: `shift.${type}`,
  id,
  siteId,
  staffId,
});

/** Starts a shift at a site, of whoever asks or of somebody else. */
export const startShift =
  (who: ShiftCaller, siteId: SiteId, staffId: StaffId) =>
  async (tx: ChangeTx): Promise<Ended> => {
    if (!tx.catalogue.site(siteId)) return refuse({ kind: "site_not_found" });
    if (staffId !== who.staffId && !who.managesOthers) return refuse({ kind: "not_yours" });
    const staff = tx.catalogue.staff(staffId);
    if (!staff) return refuse({ kind: "staff_unknown", staffId });
    if (!staff.siteIds.includes(siteId)) return refuse({ kind: "staff_of_other_site", staffId, siteId });
    const open = await tx.till.openShifts(tx.now - SHIFT_RUNS_AT_MOST_MS);
    const running = open.find((shift) => shift.staffId === staffId);
    if (running) return refuse({ kind: "shift_running", id: running.id });
    const shift: Shift = {
      id: tx.newId("shift"),
      staffId,
      siteId,
      startedAt: wholeSecond(tx.now),
      finishedAt: null,
      breaks: [],
    };
    await tx.shifts.add(shift);
    tx.emit([told("started", shift)]);
    return done(shift);
  };

const change =
  (who: ShiftCaller, id: number, decide: (shift: Shift, now: number) => Result<ChangedShift, ShiftRefusal>) =>
  async (tx: ChangeTx): Promise<Ended> => {
    const before = await tx.till.shift(id);
    if (!before) return refuse({ kind: "shift_not_found" });
    if (before.staffId !== who.staffId && !who.managesOthers) return refuse({ kind: "not_yours" });
    const changed = decide(before, tx.now);
    if (!changed.ok) return changed;
    const { shift, changes } = changed.value;
    await tx.shifts.save(shift);
    tx.emit(changes.map((type) => told(type, shift)));
    return done(shift);
  };

export const startShiftBreak = (who: ShiftCaller, id: number) => change(who, id, startBreak);
export const endShiftBreak = (who: ShiftCaller, id: number) => change(who, id, endBreak);
/** `at` is epoch milliseconds, now unless given. */
export const finishShift = (who: ShiftCaller, id: number, at?: number) =>
  change(who, id, (shift, now) => endShift(shift, now, at));
