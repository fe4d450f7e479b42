import { type Founding, type FoundingForm, type FoundingProblems, checkFounding } from "../domain/founding.ts";
import { FOUNDING_IDS, type Founded, foundingRecords } from "../domain/founding-records.ts";
import type { CompanyId, RegisterId, SiteId, StaffId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { hashPassword } from "../kit/passwords.ts";
import type { Person } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";

export type FoundRefusal =
  Readonly<{ kind: "company_exists" }> | Readonly<{ kind: "problems"; problems: FoundingProblems }>;

/** A company that was just founded, and how its owner signs in. */
export type NewCompany = Readonly<{
  company: CompanyId;
  site: SiteId;
  register: RegisterId;
  owner: StaffId;
  username: string;
}>;

/**
 * Makes a company whole: with a site, a register, a base price list, ways to pay, and its owner, who can sign in; all of
 * it in one transaction. The first one only, unless `another` asks for a further one. Throws PasswordsBusy.
 */
export const foundCompany = (storage: Storage) => {
  const { companies } = storage;

  const found = async (
    founding: Founding,
    passwordHash: string,
    another: boolean,
  ): Promise<Result<NewCompany, FoundRefusal>> => {
    if (!another && (await companies.ids()).length > 0) return refuse({ kind: "company_exists" });
    const now = storage.clock();
    const { company, site, register, owner, records } = await withIds(storage, (nextId) =>
      foundingRecords(founding, nextId, now),
    );
    const { username } = founding;
    const person: Person = {
      companyId: company,
      staffId: owner,
      username,
      passwordHash,
      role: "owner",
      active: true,
      createdAt: now,
    };
    const loaded = await companies.load(company, { records, people: [person] });
    return loaded
      ? done({ company, site, register, owner, username })
      : refuse({ kind: "problems", problems: { username: "taken" } });
  };

  return async (form: FoundingForm, another = false): Promise<Result<NewCompany, FoundRefusal>> => {
    const checked = checkFounding(form);
    if (!checked.ok) return refuse({ kind: "problems", problems: checked.error });
    const passwordHash = await hashPassword(checked.value.password);
    return companies.exclusively(() => found(checked.value, passwordHash, another));
  };
};

export type FoundCompany = ReturnType<typeof foundCompany>;

const withIds = async (storage: Storage, make: (nextId: () => number) => Founded): Promise<Founded> => {
  const ids: number[] = [];
  for (let i = 0; i < FOUNDING_IDS; i++) ids.push(await storage.companies.newId("catalogue"));
  return make(() => ids.shift()!);
};
