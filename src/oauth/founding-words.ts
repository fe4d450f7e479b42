import { PASSWORD_LENGTH, USERNAME_LENGTH } from "../domain/access/credentials.ts";
import type { FoundingField, FoundingProblem } from "../domain/founding.ts";

const names: Readonly<Record<FoundingField, string>> = {
  company: "The company's name",
  currency: "The currency",
  timezone: "The time zone",
  site: "The site's name",
  register: "The register's name",
  taxName: "The tax's name",
  taxRate: "The tax rate",
  firstName: "The first name",
  lastName: "The last name",
  email: "The email address",
  username: "The username",
  password: "The password",
};

type Say = (name: string, field: FoundingField) => string;

const unreadable: Partial<Record<FoundingField, string>> = {
  taxRate: "The tax rate must be a percentage from 0 to 100, such as 10 or 8.25.",
  email: "The email address must be one such as sam@example.com.",
};
const unknown: Partial<Record<FoundingField, string>> = {
  currency: "The currency must be the three letters of one that is in use, such as EUR.",
  timezone: "The time zone must be a name such as Europe/Paris.",
};

const words: Readonly<Record<FoundingProblem, Say>> = {
  missing: (name) => `${name} is missing.`,
  unknown: (name, field) => unknown[field] ?? `${name} is not known.`,
  not_readable: (name, field) => unreadable[field] ?? `${name} cannot be read.`,
  taken: (name) => `${name} is taken. Choose another one.`,
  too_short: (name, field) => `${name} must have at least ${shortest(field)} characters.`,
  too_long: (name) => `${name} is too long.`,
  same_as_username: () => "The password must not be the username.",
  characters: (name, field) =>
    field === "username"
      ? "The username may have letters, digits and . _ @ + - only."
      : `${name} must not have line breaks or other control characters.`,
  too_simple: () => "The password is too simple. Use more different characters.",
};

const shortest = (field: FoundingField): number => (field === "username" ? USERNAME_LENGTH.min : PASSWORD_LENGTH.min);

/** What is wrong with a field of a new company, in a sentence that can stand alone. */
export const foundingWords = (field: FoundingField, problem: FoundingProblem): string =>
  words[problem](names[field], field);
