import type { CompanyId, RegisterId, StaffId } from "../domain/ids.ts";
import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Staff } from "../domain/catalogue/records.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { RegisterDevice } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";

export type DeviceParts = Readonly<{
  storage: Storage;
  /** A fresh token as it is shown once, and as it is stored. */
  newToken: () => Readonly<{ text: string; hash: string }>;
}>;

export type DeviceRefusal = Readonly<{ kind: "register_not_found" }>;
export type NewDevice = Readonly<{ registerId: RegisterId; name: string; createdBy: StaffId }>;

/** The screens that stand at registers: each has a token, and with it staff can sign in there with a PIN. */
export const deviceCommands = ({ storage, newToken }: DeviceParts) => {
  const { people } = storage.access;
  return {
    async add(
      company: CompanyId,
      { registerId, name, createdBy }: NewDevice,
    ): Promise<Result<Readonly<{ device: RegisterDevice; token: string }>, DeviceRefusal>> {
      const catalogue = await storage.reads(company).catalogue();
      if (!catalogue.register(registerId)) return refuse({ kind: "register_not_found" });
      const { text, hash } = newToken();
      const device: RegisterDevice = {
        id: await storage.companies.newId("device"),
        companyId: company,
        registerId,
        hash,
        name,
        createdBy,
        createdAt: storage.clock(),
      };
      await people.addDevice(device);
      return done({ device, token: text });
    },

    /** Staff who can sign in at a device: they work at its register's site, have a PIN, and were not shut out. */
    async staffAt({ companyId, registerId }: RegisterDevice): Promise<readonly Staff[]> {
      const catalogue = await storage.reads(companyId).catalogue();
      const staff = staffAtRegister(catalogue, registerId);
      const shutOut = new Set((await people.of(companyId)).flatMap((one) => (one.active ? [] : [one.staffId])));
      const withPin = await people.withPin(companyId);
      return staff.filter(({ id }) => !shutOut.has(id) && withPin.has(id));
    },
  };
};

/** The staff of the site that a register is at. */
export const staffAtRegister = (catalogue: Catalogue, id: RegisterId): readonly Staff[] => {
  const register = catalogue.register(id);
  return register ? catalogue.all("staff").filter(({ siteIds }) => siteIds.includes(register.siteId)) : [];
};

export type DeviceCommands = ReturnType<typeof deviceCommands>;
