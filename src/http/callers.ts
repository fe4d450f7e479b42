import { createHash, timingSafeEqual } from "node:crypto";
import type { AddonId, CompanyId, StaffId } from "../domain/ids.ts";
import { LruMap } from "../kit/lru.ts";
import type { Storage } from "../storage/storage.ts";
import { HttpError } from "./errors.ts";

/** Who calls, as the credentials say. `company` is the one that the credentials belong to. */
export type Caller = {
  readonly kind: "addon" | "operator";
  readonly company: CompanyId;
  readonly addonId: AddonId | null;
  readonly staffId: StaffId | null;
  readonly by: "basic" | "token";
  readonly permissions: ReadonlySet<string>;
  /** Epoch milliseconds after which the credentials are looked at again, or are over. */
  readonly until: number;
  /** False as soon as anything about who may come in has changed. */
  readonly live: boolean;
};
type Found = Omit<Caller, "live">;

/** Callers remembered, and for how long without looking again. */
const CALLERS_MAX = 10_000;
const REMEMBER_MS = 60_000;

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const challenge = (error?: string): Record<string, string> => ({
  "www-authenticate": `Bearer realm="Servery"${error ? `, error="${error}"` : ""}, Basic realm="Servery"`,
});

/**
 * Tells callers by their Authorization header: `Basic` with client id and secret, `Bearer` or `OAuth` with a token.
 * What was looked up is remembered for a minute, and forgotten at once when anything about access changes. The words
 * "expired" and "invalid" are used here and nowhere else: clients take them as the sign to refresh their token.
 */
export class Callers {
  private readonly known = new LruMap<string, Caller>(CALLERS_MAX);
  private readonly storage: Storage;
  /** Shared by all who were let in since access last changed, so that all of them can be ended at once. */
  private era = { live: true };

  constructor(storage: Storage) {
    this.storage = storage;
    storage.onForeignChange(() => this.forget());
  }

  forget(): void {
    this.era.live = false;
    this.era = { live: true };
    this.known.clear();
  }

  /** A caller that is known and still good, without waiting. */
  peek(header: string): Caller | undefined {
    const caller = this.known.get(header);
    return caller && caller.until > this.storage.clock() ? caller : undefined;
  }

  /** Throws HttpError 401. */
  async of(header: string | undefined): Promise<Caller> {
    if (!header) throw new HttpError(401, "unauthorized", "Authentication is required.", {}, challenge());
    const known = this.peek(header);
    if (known) return known;
    const [, scheme = "", credentials = ""] = /^([A-Za-z]+) +(\S+) *$/.exec(header) ?? [];
    const { era } = this;
    const found = await this.lookUp(scheme.toLowerCase(), credentials);
    const caller: Caller = {
      ...found,
      get live() {
        return era.live;
      },
    };
    if (era.live) this.known.set(header, caller); // else access changed while we looked: good for this once only
    return caller;
  }

  private async lookUp(scheme: string, credentials: string): Promise<Found> {
    if (scheme === "basic") return this.byBasic(credentials);
    if (scheme === "bearer" || scheme === "oauth") return this.byToken(credentials);
    throw new HttpError(401, "unauthorized", "Use Basic or Bearer authentication.", {}, challenge());
  }

  private async byBasic(credentials: string): Promise<Found> {
    const text = Buffer.from(credentials, "base64").toString();
    const colon = text.indexOf(":");
    const addon = colon > 0 ? await this.storage.access.addonByClientId(text.slice(0, colon)) : undefined;
    const good = sameHash(addon?.secretHash ?? sha256(""), sha256(text.slice(colon + 1)));
    if (!addon || !good || !addon.active) {
      const description = "The client id or secret is invalid.";
      throw new HttpError(401, "invalid_client", description, {}, challenge("invalid_client"));
    }
    return {
      kind: "addon",
      company: addon.companyId,
      addonId: addon.id,
      staffId: null,
      by: "basic",
      permissions: new Set(addon.permissions),
      until: this.storage.clock() + REMEMBER_MS,
    };
  }

  private async byToken(token: string): Promise<Found> {
    const found = await this.storage.access.token(sha256(token));
    const refuse = (what: string): never => {
      throw new HttpError(401, "invalid_token", `The access token provided ${what}.`, {}, challenge("invalid_token"));
    };
    if (!found) return refuse("is invalid");
    const now = this.storage.clock();
    if (found.expiresAt <= now) return refuse("has expired");
    return {
      kind: found.addonId === null ? "operator" : "addon",
      company: found.companyId,
      addonId: found.addonId,
      staffId: found.staffId,
      by: "token",
      permissions: new Set(found.permissions),
      until: Math.min(found.expiresAt, now + REMEMBER_MS),
    };
  }
}

export const mayDo = (caller: Caller, permission: string): boolean =>
  caller.permissions.has("*") || caller.permissions.has(permission);
