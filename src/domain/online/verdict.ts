import { onlineReadiness } from "../availability.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Register, Site } from "../catalogue/records.ts";
import type { RegisterId } from "../ids.ts";
import { type Failure, failures } from "./reasons.ts";
import type { OnlineTask } from "./task.ts";

/** What may become of a task now. */
export type Verdict = Readonly<{ kind: "go" }> | Readonly<{ kind: "later" }> | Readonly<{ kind: "fail"; why: Failure }>;

/**
 * Whether a venue can work a task off at this moment:
 *
 * its time is over                            no, for good
 * an order, and the venue does not want any   no, for good: its switch is off, or it does not trade
 * a register is there                         yes
 * none is, but some have a device             later: devices come back
 * nothing could ever come back                no, for good
 */
export const verdictOn = (task: OnlineTask, catalogue: Catalogue, site: Site, now: number): Verdict => {
  if (now > task.endsAt) return { kind: "fail", why: failures.tooLate };
  const { salesPeriod, accepting } = onlineReadiness(catalogue, site);
  if (task.kind === "ORDER" && (!accepting || salesPeriod === "CLOSED"))
    return { kind: "fail", why: failures.notTaking };
  const registers = registersFor(task, catalogue, site);
  if (registers.some(({ online }) => online)) return { kind: "go" };
  return registers.some(({ assignedToDevice }) => assignedToDevice)
    ? { kind: "later" }
    : { kind: "fail", why: failures.noDevices };
};

/** A payment may be for one register alone. */
const registersFor = (task: OnlineTask, catalogue: Catalogue, site: Site): Register[] => {
  const only: RegisterId | null = task.kind === "PAYMENT" ? (task.asked?.registerId ?? null) : null;
  return catalogue.registersOf(site.id).filter(({ id }) => only === null || id === only);
};
