import { z } from "zod";
import { badRequest, HttpError } from "../../../http/errors.ts";
import { PasswordsBusy } from "../../../kit/passwords.ts";
import type { SignInRefusal } from "../../../oauth/sign-in.ts";

/**
 * A password or PIN in a body. It is looked at by `secretText`, not by its schema: an error of the schema repeats what
 * was sent, and this must not be repeated anywhere.
 */
export const secret = z
  .unknown()
  .transform((value) => (typeof value === "string" ? value : undefined))
  .meta({ type: "string", format: "password" });

/** Far beyond any password that is taken; hashing more would only cost time. */
const SECRET_MAX = 1_000;

/** Throws HttpError 400 that names the field. */
export const secretText = (value: string | undefined, field: string): string => {
  if (value === undefined || value === "") throw badRequest(`${field}: must be text`, { field });
  if (value.length > SECRET_MAX)
    throw badRequest(`${field}: must not be longer than ${SECRET_MAX} characters`, { field });
  return value;
};

const resting = (ms: number): HttpError => {
  const seconds = Math.ceil(ms / 1_000);
  const says = `Too many wrong tries. Try again in ${seconds} seconds.`;
  return new HttpError(429, "too_many_tries", says, {}, { "retry-after": String(seconds) });
};

/** What a refused sign-in is over HTTP. */
export const signInError = (refusal: SignInRefusal, what: "password" | "pin"): HttpError => {
  if (refusal.kind === "resting") return resting(refusal.ms);
  return what === "pin"
    ? new HttpError(401, "wrong_pin", "The PIN is wrong.")
    : new HttpError(401, "wrong_password", "The username or password is wrong.");
};

/** Somebody who is signed in did not know their password: no 401, for their session is good. */
export const confirmError = (refusal: SignInRefusal): HttpError =>
  refusal.kind === "resting"
    ? resting(refusal.ms)
    : new HttpError(400, "wrong_password", "current_password: is not your password", { field: "current_password" });

/** Throws HttpError 503 when so many passwords are being checked that this one would have to wait too long. */
export const orBusy = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PasswordsBusy)) throw error;
    throw new HttpError(503, "busy", "Many people are signing in at this moment.", {}, { "retry-after": "5" });
  }
};
