import { Command, Option } from "commander";
import { checkUsername } from "../domain/access/credentials.ts";
import { plainUsername } from "../domain/access/people.ts";
import { ROLES, type Role } from "../domain/access/roles.ts";
import type { StaffId } from "../domain/ids.ts";
import { done } from "../kit/brand.ts";
import { hashPassword } from "../kit/passwords.ts";
import type { Person } from "../storage/access.ts";
import type { Storage } from "../storage/storage.ts";
import { askPassword, fitPassword } from "./password.ts";
import { CommandRefused, companyOf, wholeNumber, withStore } from "./with-store.ts";

const PASSWORD = "SERVERY_PERSON_PASSWORD";

type Added = Readonly<{ company: number; staff: number; username: string; role: Role }>;

/** `servery person …`: who can sign in. Results are JSON on standard output. */
export const personCommand = (): Command => {
  const person = new Command("person").description(
    `People who sign in; a password comes from ${PASSWORD} or standard input`,
  );

  person
    .command("list")
    .description("List the people of a company")
    .requiredOption("--company <id>", "the company", wholeNumber)
    .action((options: { company: number }) =>
      withStore(async (storage) => {
        const company = await companyOf(storage, options.company);
        const catalogue = await storage.reads(company).catalogue();
        return (await storage.access.people.of(company)).map((found) => {
          const staff = catalogue.staff(found.staffId);
          return { ...shown(found), name: staff ? `${staff.firstName} ${staff.lastName}` : null };
        });
      }),
    );

  person
    .command("add")
    .description("Let a staff member sign in")
    .requiredOption("--company <id>", "the company", wholeNumber)
    .requiredOption("--staff <id>", "the staff member", wholeNumber)
    .requiredOption("--username <name>", "what they sign in with")
    .addOption(new Option("--role <role>", "what they may do").choices(ROLES).makeOptionMandatory())
    .action(async (options: Added) => {
      const password = await askPassword(PASSWORD);
      await withStore((storage) => add(storage, options, password));
    });

  person
    .command("password")
    .description("Give somebody a new password; they are signed out everywhere")
    .argument("<username>")
    .action(async (username: string) => {
      const password = await askPassword(PASSWORD);
      await withStore((storage) => setPassword(storage, username, password));
    });

  return person;
};

const add = async (storage: Storage, options: Added, password: string): Promise<object> => {
  const { people } = storage.access;
  const company = await companyOf(storage, options.company);
  const staffId = options.staff as StaffId;
  const username = plainUsername(options.username);
  if (!(await storage.reads(company).catalogue()).staff(staffId)) {
    throw new CommandRefused(`The company ${company} has no staff member ${staffId}.`);
  }
  if (checkUsername(username) !== undefined) {
    throw new CommandRefused("The username must have 3 to 100 characters: letters, digits and . _ @ + - only.");
  }
  const made: Person = {
    companyId: company,
    staffId,
    username,
    passwordHash: await hashPassword(fitPassword(password, username)),
    role: options.role,
    active: true,
    createdAt: storage.clock(),
  };
  if (!(await people.add(made))) {
    const known = await people.get(company, staffId);
    throw new CommandRefused(
      known
        ? `The staff member ${staffId} signs in as ${known.username} already.`
        : `The username ${username} is taken.`,
    );
  }
  return shown(made);
};

const setPassword = async (storage: Storage, typed: string, password: string): Promise<object> => {
  const { people } = storage.access;
  const username = plainUsername(typed);
  const person = await people.byUsername(username);
  if (!person) throw new CommandRefused(`Nobody signs in as ${username}.`);
  const { companyId, staffId } = person;
  const passwordHash = await hashPassword(fitPassword(password, username));
  const changed = await people.change(companyId, staffId, (now) => done({ ...now, passwordHash }));
  if (!changed.ok) throw new CommandRefused(`Nobody signs in as ${username}.`);
  return shown(changed.value);
};

const shown = ({ companyId, staffId, username, role, active, createdAt }: Person) => ({
  company_id: companyId,
  staff_id: staffId,
  username,
  role,
  active,
  created_at: new Date(createdAt).toISOString(),
});
