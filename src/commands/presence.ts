import type { Register } from "../domain/catalogue/records.ts";
import { changedOfRegister } from "../domain/events/webhook-rules.ts";
import type { CompanyId, RegisterId } from "../domain/ids.ts";
import { readinessTurned } from "../domain/online/readiness.ts";
import { done } from "../kit/brand.ts";
import type { RegisterDevice } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";

/** A register whose devices have all been silent for so long is offline. */
export const SILENT_MS = 90_000;

type At = Readonly<{ companyId: CompanyId; registerId: RegisterId }>;

/**
 * Whether registers are there: their devices say so every now and then. A register whose devices never do keeps what
 * people say of it.
 */
export const presence = (storage: Storage) => {
  const { people } = storage.access;

  const onlineNow = async ({ companyId, registerId }: At): Promise<boolean | undefined> =>
    (await storage.reads(companyId).catalogue()).register(registerId)?.online;

  /** Tells of it only when it changes. */
  const setOnline = async ({ companyId, registerId }: At, online: boolean): Promise<void> => {
    if ((await onlineNow({ companyId, registerId })) === online) return;
    await storage.change(companyId, async (tx) => {
      const before = tx.catalogue.register(registerId);
      if (!before || before.online === online) return done(undefined);
      const after: Register = { ...before, online };
      const saved = await tx.records.save("register", after);
      const changed = changedOfRegister(before, after);
      const { siteId } = before;
      const turned = readinessTurned(tx.catalogue, [{ kind: "register", id: registerId, record: saved }], siteId);
      tx.emit([{ type: "register.updated", id: registerId, siteId, changed }, ...(turned ? [turned] : [])]);
      return done(undefined);
    });
  };

  return {
    /** A device is there, and its register with it. */
    async heartbeat(device: RegisterDevice): Promise<void> {
      await people.seenDevice(device.companyId, device.id, storage.clock());
      await setOnline(device, true);
    },

    /** Takes registers offline that were not heard of. Any number of servers may do this. */
    async sweep(): Promise<void> {
      for (const register of await people.silentRegisters(storage.clock() - SILENT_MS)) {
        await setOnline(register, false);
      }
    },
  };
};
