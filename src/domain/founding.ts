import { type Result, done, refuse } from "../kit/brand.ts";
import { dec } from "../kit/money.ts";
import { isTimeZone } from "../kit/time.ts";
import { type CredentialRefusal, checkPassword, checkUsername } from "./access/credentials.ts";
import { currencies } from "./currencies.ts";
import { limits } from "./order/limits.ts";

/** What somebody types to found a company: all as text. The tax is optional; its rate is in percent. */
export type FoundingForm = Readonly<Record<FoundingField, string>>;
export const FOUNDING_FIELDS = [
  "company",
  "currency",
  "timezone",
  "site",
  "register",
  "taxName",
  "taxRate",
  "firstName",
  "lastName",
  "email",
  "username",
  "password",
] as const;
export type FoundingField = (typeof FOUNDING_FIELDS)[number];

/** What is wrong with a field. */
export type FoundingProblem = "missing" | "unknown" | "taken" | "not_readable" | CredentialRefusal;
export type FoundingProblems = Readonly<Partial<Record<FoundingField, FoundingProblem>>>;

/** A company as it can be founded. */
export type Founding = Readonly<{
  company: string;
  /** ISO 4217. */
  currency: string;
  /** IANA time zone. */
  timezone: string;
  site: string;
  register: string;
  /** `rate` is a factor: "0.1" is ten percent. */
  tax: Readonly<{ name: string; rate: string }> | null;
  firstName: string;
  lastName: string;
  email: string;
  /** In lower case, as people sign in. */
  username: string;
  password: string;
}>;

const EMAIL_MAX = 254;

const nameProblem = (text: string): FoundingProblem | undefined => {
  if (text === "") return "missing";
  if (text.length > limits.shortTextMax) return "too_long";
  return /\p{Cc}/u.test(text) ? "characters" : undefined;
};

/** A time zone by its name; offsets such as "+10:00" know no summer time, so they are no choice. */
const isNamedZone = (zone: string): boolean => /^[A-Za-z]/.test(zone) && isTimeZone(zone);

/** Percent as a factor: "10", "8.25" or "19 %" of up to 100 with up to four decimals. */
const rateOf = (percent: string): string | undefined => {
  const [, digits] = /^(\d{1,3}(?:[.,]\d{1,4})?) ?%?$/.exec(percent) ?? [];
  if (digits === undefined) return undefined;
  const rate = dec(digits.replace(",", ".")).div(100);
  return rate.gt(1) ? undefined : rate.toFixed();
};

const emailProblem = (text: string): FoundingProblem | undefined => {
  if (text === "") return "missing";
  if (text.length > EMAIL_MAX) return "too_long";
  return /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(text) ? undefined : "not_readable";
};

/** Reads the form whole: a company that can be founded, or every field that is wrong. */
export const checkFounding = (form: FoundingForm): Result<Founding, FoundingProblems> => {
  const typed = Object.fromEntries(FOUNDING_FIELDS.map((field) => [field, form[field].trim()])) as FoundingForm;
  const { password } = form; // blanks at its ends are part of it
  const currency = typed.currency.toUpperCase();
  const username = typed.username.toLowerCase();
  const withTax = typed.taxName !== "" || typed.taxRate !== "";
  const rate = rateOf(typed.taxRate);
  const found: Readonly<Record<FoundingField, FoundingProblem | undefined>> = {
    company: nameProblem(typed.company),
    currency: currency === "" ? "missing" : currencies.includes(currency) ? undefined : "unknown",
    timezone: typed.timezone === "" ? "missing" : isNamedZone(typed.timezone) ? undefined : "unknown",
    site: nameProblem(typed.site),
    register: nameProblem(typed.register),
    taxName: withTax ? nameProblem(typed.taxName) : undefined,
    taxRate: !withTax || rate !== undefined ? undefined : typed.taxRate === "" ? "missing" : "not_readable",
    firstName: nameProblem(typed.firstName),
    lastName: nameProblem(typed.lastName),
    email: emailProblem(typed.email),
    username: username === "" ? "missing" : checkUsername(username),
    password: password === "" ? "missing" : checkPassword(password, username),
  };
  const problems = Object.entries(found).filter(([, problem]) => problem !== undefined);
  if (problems.length > 0) return refuse(Object.fromEntries(problems) as FoundingProblems);
  const { taxName: _, taxRate: __, ...rest } = typed;
  const tax = withTax && rate !== undefined ? { name: typed.taxName, rate } : null;
  return done({ ...rest, currency, username, password, tax });
};
