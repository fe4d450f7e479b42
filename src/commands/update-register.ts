import { type Result, done, refuse } from "../kit/brand.ts";
import { changedOfRegister } from "../domain/events/webhook-rules.ts";
import type { Register } from "../domain/catalogue/records.ts";
import type { Principal, RegisterId } from "../domain/ids.ts";
import { readinessTurned } from "../domain/online/readiness.ts";
import type { Storage } from "../storage/storage.ts";

export type RegisterChange = Partial<Pick<Register, "online">>;
export type RegisterRefusal = Readonly<{ kind: "register_not_found" }>;

/** Changes a register: whether it can be reached, which decides where pass-thru orders print. */
export const updateRegister =
  (storage: Storage) =>
  (who: Principal, id: RegisterId, change: RegisterChange): Promise<Result<Register, RegisterRefusal>> =>
    storage.change(who.company, async (tx) => {
      const before = tx.catalogue.register(id);
      if (!before) return refuse({ kind: "register_not_found" });
      const after = { ...before, ...change };
      if (after.online === before.online) return done(before);
      const saved = await tx.records.save("register", after);
      const changed = changedOfRegister(before, after);
      const { siteId } = before;
      const turned = readinessTurned(tx.catalogue, [{ kind: "register", id, record: saved }], siteId);
      tx.emit([{ type: "register.updated", id, siteId, changed }, ...(turned ? [turned] : [])]);
      return done(saved);
    });
