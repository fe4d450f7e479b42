import { type CredentialRefusal, PASSWORD_LENGTH, PIN_LENGTH } from "../../domain/access/credentials.ts";

const alike = "Use more different characters.";

/** Why a password cannot be taken, beside its field. */
export const passwordWords: Readonly<Record<CredentialRefusal, string>> = {
  too_short: `Use at least ${PASSWORD_LENGTH.min} characters.`,
  too_long: `Use at most ${PASSWORD_LENGTH.max} characters.`,
  same_as_username: "Use something else than your username.",
  too_simple: alike,
  characters: alike,
};

const digits = `Use ${PIN_LENGTH.min} to ${PIN_LENGTH.max} digits.`;

/** Why a PIN cannot be taken. */
export const pinWords: Readonly<Record<CredentialRefusal, string>> = {
  too_short: digits,
  too_long: digits,
  characters: digits,
  same_as_username: digits,
  too_simple: "Use digits that are not all the same and do not count up or down.",
};
