import type { Register } from "../../../../domain/catalogue/records.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { RegisterId } from "../../../../domain/ids.ts";
import { HttpError } from "../../../../http/errors.ts";
import type { Ask } from "../../../../http/route.ts";
import type { ShiftCaller } from "../../../../commands/till/shifts.ts";
import { found } from "../wire.ts";

type Asking = Pick<Ask<unknown, unknown, unknown>, "caller" | "who">;

/** What those may do who manage the venue, and nobody who came with a PIN. */
const MANAGES = "setup:write";
export const managesOthers = ({ caller }: Asking): boolean => caller.permissions.has(MANAGES);

export const shiftCallerOf = (ask: Asking): ShiftCaller => ({
  company: ask.who.company,
  staffId: ask.caller.staffId!,
  managesOthers: managesOthers(ask),
});

/** A register whose till is the caller's to see and count: where they signed in, or any for a manager. */
export const tillOf = (ask: Asking, catalogue: Catalogue, id: RegisterId): Register => {
  const register = found(catalogue.register(id), "register");
  if (ask.caller.registerId === id || managesOthers(ask)) return register;
  const says = "The till of a register is for those who signed in there with their PIN, and for managers.";
  throw new HttpError(403, "other_register", says, { permission: MANAGES });
};
