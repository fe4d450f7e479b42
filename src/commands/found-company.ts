import { type Founding, type FoundingForm, type FoundingProblems, checkFounding } from "../domain/founding.ts";
import { FOUNDING_IDS, type Founded, foundingRecords } from "../domain/founding-records.ts";
import type { CompanyId, RegisterId, SiteId, StaffId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import { hashPassword } from "../kit/passwords.ts";
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
 * Makes a company whole: with a site, a register, a base price list, ways to pay, and its owner, who can sign in. The
 * first one only, unless `another` asks for a further one. The company's own row comes last, so a process that dies on
 * the way leaves no company, and the next try clears what is in its way. Throws PasswordsBusy.
 */
export const foundCompany = (storage: Storage) => {
  const { companies } = storage;
  /** Foundings of this process run one after another; `exclusively` keeps other servers out. */
  let turn: Promise<unknown> = Promise.resolve();

  const found = async (
    founding: Founding,
    passwordHash: string,
    another: boolean,
  ): Promise<Result<NewCompany, FoundRefusal>> => {
    if (!another && (await companies.ids()).length > 0) return refuse({ kind: "company_exists" });
    await clearLeftover(storage, founding.username);
    const now = storage.clock();
    const made = await withIds(storage, (nextId) => foundingRecords(founding, nextId, now));
    const { company, site, register, owner } = made;
    const { username } = founding;
    const person = { companyId: company, staffId: owner, username, passwordHash, role: "owner", active: true } as const;
    if (!(await storage.access.people.add({ ...person, createdAt: now }))) {
      return refuse({ kind: "problems", problems: { username: "taken" } });
    }
    await companies.load(company, { ...nothingElse, records: made.records });
    if (!another && (await companies.ids()).some((id) => id !== company)) {
      // A command line beside a server on SQLite is not kept out, so whoever comes second there goes back.
      await companies.clear(company);
      return refuse({ kind: "company_exists" });
    }
    return done({ company, site, register, owner, username });
  };

  return async (form: FoundingForm, another = false): Promise<Result<NewCompany, FoundRefusal>> => {
    const checked = checkFounding(form);
    if (!checked.ok) return refuse({ kind: "problems", problems: checked.error });
    const passwordHash = await hashPassword(checked.value.password);
    const mine = turn.then(() => companies.exclusively(() => found(checked.value, passwordHash, another)));
    turn = mine.catch(() => undefined); // the caller has the error; the next one only waits its turn
    return mine;
  };
};

export type FoundCompany = ReturnType<typeof foundCompany>;

const nothingElse = {
  customers: [],
  references: [],
  stock: [],
  shifts: [],
  reconciliations: [],
  checkins: [],
  counters: {},
  sequences: {},
};

/** Whoever holds the username in a company that never came to be holds it no more. */
const clearLeftover = async ({ access, companies }: Storage, username: string): Promise<void> => {
  const person = await access.people.byUsername(username);
  if (person && !(await companies.exists(person.companyId))) await companies.clear(person.companyId);
};

const withIds = async (storage: Storage, make: (nextId: () => number) => Founded): Promise<Founded> => {
  const ids: number[] = [];
  for (let i = 0; i < FOUNDING_IDS; i++) ids.push(await storage.companies.newId("catalogue"));
  return make(() => ids.shift()!);
};
