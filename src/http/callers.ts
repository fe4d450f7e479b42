import { type Addon, mayAtHome, mayStill, secretsOf } from "../domain/access/addon.ts";
import { pinPermissions, rolePermissions } from "../domain/access/roles.ts";
import type { AddonId, CompanyId, RegisterId, StaffId } from "../domain/ids.ts";
import { LruMap } from "../kit/lru.ts";
import { sameText, sha256 } from "../kit/secrets.ts";
import type { Storage } from "../storage/storage.ts";
import { HttpError } from "./errors.ts";

/** Who calls, as the credentials say. `company` is the one that the credentials reach. */
export type Caller = {
  readonly kind: "addon" | "operator";
  readonly company: CompanyId;
  readonly addonId: AddonId | null;
  /** The person at the desk or register, or the one who connected the add-on. */
  readonly staffId: StaffId | null;
  /** Where an operator signed in with a PIN. */
  readonly registerId: RegisterId | null;
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

/** How tokens of people begin, so that they are told from add-ons' tokens, also by secret scanners. */
export const SESSION_PREFIX = "servery_session_";

/** RFC 6750 §3: what the `WWW-Authenticate` header says. A request without credentials is told no error. */
export const challenge = (error?: string, more = "", basic = true): Record<string, string> => ({
  "www-authenticate": `Bearer realm="Servery"${error ? `, error="${error}"${more}` : ""}${basic ? BASIC : ""}`,
});
const BASIC = ', Basic realm="Servery"';

/**
 * The same refusal where Basic is no way in. A browser that is offered Basic opens its own sign-in window, over
 * whatever page had asked.
 */
export const withoutBasic = (error: unknown): unknown => {
  const told = error instanceof HttpError ? error.headers["www-authenticate"] : undefined;
  if (!(error instanceof HttpError) || told === undefined) return error;
  const headers = { ...error.headers, "www-authenticate": told.replace(BASIC, "") };
  return new HttpError(error.status, error.code, error.message, error.detail, headers);
};

/**
 * Tells callers by their Authorization header: `Basic` with client id and secret, `Bearer` or `OAuth` with a token.
 * What was looked up is remembered for a minute, and forgotten at once when anything about access changes, on this
 * server or another; while another server's word might not reach us, nothing is remembered. The words "expired" and
 * "invalid" are used here and nowhere else: clients take them as the sign to refresh their token.
 */
export class Callers {
  private readonly known = new LruMap<string, Caller>(CALLERS_MAX);
  private readonly storage: Storage;
  private readonly takesBasic: boolean;
  /** Shared by all who were let in since access last changed, so that all of them can be ended at once. */
  private era = { live: true };

  /** Without `takesBasic`, a client id and secret are good at the token endpoint only. */
  constructor(storage: Storage, takesBasic = true) {
    this.storage = storage;
    this.takesBasic = takesBasic;
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
    return caller && caller.until > this.storage.clock() && this.storage.hears() ? caller : undefined;
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
    if (scheme === "basic" && this.takesBasic) return this.byBasic(credentials);
    if (scheme === "bearer" || scheme === "oauth") {
      return credentials.startsWith(SESSION_PREFIX) ? this.bySession(credentials) : this.byToken(credentials);
    }
    const use = this.takesBasic ? "Basic or Bearer" : "Bearer";
    throw new HttpError(401, "unauthorized", `Use ${use} authentication.`, {}, challenge());
  }

  private async byBasic(credentials: string): Promise<Found> {
    const text = Buffer.from(credentials, "base64").toString();
    const colon = text.indexOf(":");
    const addon = colon > 0 ? await this.storage.access.addons.byClientId(text.slice(0, colon)) : undefined;
    const now = this.storage.clock();
    const isGood = addon?.active && isSecretOf(addon, text.slice(colon + 1), now);
    // Its own company can have disconnected it, like any other company.
    if (!isGood || !(await this.storage.access.addons.isGranted(addon.companyId, addon.id))) {
      const description = "The client id or secret is invalid.";
      throw new HttpError(401, "invalid_client", description, {}, challenge("invalid_client"));
    }
    return {
      kind: "addon",
      company: addon.companyId,
      addonId: addon.id,
      staffId: null,
      registerId: null,
      by: "basic",
      permissions: new Set(addon.apis.flatMap((api) => [...mayAtHome(addon, api)])),
      until: Math.min(
        now + REMEMBER_MS,
        ...(addon.oldSecret && addon.oldSecret.until > now ? [addon.oldSecret.until] : []),
      ),
    };
  }

  private async byToken(token: string): Promise<Found> {
    const found = await this.storage.access.tokens.accessToken(sha256(token));
    if (!found) throw badToken("is invalid");
    const now = this.storage.clock();
    if (found.expiresAt <= now) throw badToken("has expired");
    const { addon, authorization } = found;
    return {
      kind: "addon",
      company: authorization.companyId,
      addonId: addon.id,
      staffId: authorization.staffId,
      registerId: null,
      by: "token",
      permissions: mayStill(addon, authorization.api, authorization.permissions),
      until: Math.min(found.expiresAt, now + REMEMBER_MS),
    };
  }

  private async bySession(token: string): Promise<Found> {
    const session = await this.storage.access.people.session(sha256(token));
    if (!session) throw badToken("is invalid");
    const now = this.storage.clock();
    if (session.expiresAt <= now) throw badToken("has expired");
    return {
      kind: "operator",
      company: session.companyId,
      addonId: null,
      staffId: session.staffId,
      registerId: session.registerId,
      by: "token",
      permissions: session.kind === "pin" ? pinPermissions : rolePermissions[session.role],
      until: Math.min(session.expiresAt, now + REMEMBER_MS),
    };
  }
}

const badToken = (what: string): HttpError => {
  const description = `The access token provided ${what}.`;
  const more = `, error_description="${description}"`;
  return new HttpError(401, "invalid_token", description, {}, challenge("invalid_token", more));
};

/** Whether a text is an add-on's secret at this moment. A public add-on has none. */
export const isSecretOf = (addon: Addon, secret: string, now: number): boolean => {
  const hash = sha256(secret);
  return !addon.isPublic && secretsOf(addon, now).some((known) => sameText(known, hash));
};

/** Whether a caller has the permission, or any one of several. */
export const mayDo = (caller: Caller, permission: string | readonly string[]): boolean =>
  [permission].flat().some((name) => name === "none" || caller.permissions.has(name));
