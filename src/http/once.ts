import { createHash } from "node:crypto";
import type { AddonId, CompanyId } from "../domain/ids.ts";
import type { Caller } from "./callers.ts";
import { HttpError } from "./errors.ts";
import type { OnceKey } from "../storage/storage.ts";

const KEY = /^[a-zA-Z0-9-]{1,255}$/;

/** What a request is about: the route, and the ids in its path. The company is the key's own. */
export const askedFor = (route: string, params: Readonly<Record<string, string>>): string =>
  [route, ...Object.entries(params).flatMap(([name, value]) => (name === "company" ? [] : [`${name}=${value}`]))].join(
    " ",
  );

/** All registers and desks of a company share one set of keys: whoever sends an order again, it is the same order. */
const OPERATORS = 0 as AddonId;

/**
 * Reads the Idempotency-Key header. `asked` is what a request is about. Throws HttpError 400 for
 * a header that is no key; undefined when there is none.
 */
export const onceKey = (
  header: string | string[] | undefined,
  caller: Caller,
  asked: string,
  body: Buffer | undefined,
): OnceKey | undefined => {
  if (header === undefined) return undefined;
  if (typeof header !== "string" || !KEY.test(header)) {
    throw new HttpError(400, "idempotency_key_malformed", "Invalid Idempotency-Key Header");
  }
  const fingerprint = createHash("sha256")
    .update(asked)
    .update("\n")
    .update(body ?? "")
    .digest("base64url");
  return { addonId: caller.addonId ?? OPERATORS, key: header, fingerprint };
};

export const keyInUse = (): HttpError =>
  new HttpError(409, "idempotency_key_in_use", "Conflict Idempotency-Key Header", {}, { "retry-after": "1" });

export const keyUsedOtherwise = (): HttpError =>
  new HttpError(422, "idempotency_key_used", "Used Idempotency-Key Header");

/** The keys whose first request is still running in this process. */
export class RunningKeys {
  private readonly running = new Set<string>();

  /** Takes a key; throws HttpError 409 while somebody has it. Answers how to let go of it. */
  take(company: CompanyId, { addonId, key }: OnceKey): () => void {
    const name = `${company} ${addonId} ${key}`;
    if (this.running.has(name)) throw keyInUse();
    this.running.add(name);
    return () => void this.running.delete(name);
  }
}
