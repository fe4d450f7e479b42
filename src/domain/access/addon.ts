import { type Result, done, refuse } from "../../kit/brand.ts";
import type { AddonId, CompanyId } from "../ids.ts";
import { permissions, scopeNamed, stillAllowed } from "./permissions.ts";
import { type RedirectRefusal, checkRedirectUri } from "./redirect-uri.ts";

/** The public APIs that an add-on may speak. */
export const APIS = ["kounta", "kseries"] as const;
export type Api = (typeof APIS)[number];

/** How an add-on may come by a token (RFC 6749 §4.1, §6, §4.4). */
export const GRANTS = ["authorization_code", "refresh_token", "client_credentials"] as const;
export type GrantType = (typeof GRANTS)[number];

/** An add-on: the client of the public APIs, published by one company and connected by any that consents. */
export type Addon = Readonly<{
  id: AddonId;
  /** The owner's company. */
  companyId: CompanyId;
  clientId: string;
  secretHash: string;
  /** A secret that was replaced is good until this moment. */
  oldSecret: Readonly<{ hash: string; until: number; signing: string | null }> | null;
  /** Signs like the secret without being it; null for a secret that was made before there was any signing. */
  signing: string | null;
  name: string;
  description: string;
  /** An app on people's own devices: it cannot keep a secret, so it has none and must use PKCE. */
  isPublic: boolean;
  redirectUris: readonly string[];
  apis: readonly Api[];
  grants: readonly GrantType[];
  /** What it may do over the Kounta API; "*" is everything. */
  permissions: readonly string[];
  /** What it may ask for over the K-Series API. */
  scopes: readonly string[];
  active: boolean;
  createdAt: number;
}>;

/** What its owner says about an add-on. */
export type AddonDraft = Pick<
  Addon,
  "name" | "description" | "isPublic" | "redirectUris" | "apis" | "grants" | "permissions" | "scopes"
>;

/** Which fields can be wrong, and how. */
export type AddonRefusal =
  | Readonly<{ kind: "name_missing" }>
  | Readonly<{ kind: "text_too_long"; field: "name" | "description"; max: number }>
  | Readonly<{ kind: "too_many_redirect_uris"; max: number }>
  | Readonly<{ kind: "redirect_uri"; uri: string; why: RedirectRefusal }>
  | Readonly<{ kind: "no_api" }>
  | Readonly<{ kind: "unknown_permission"; name: string }>
  | Readonly<{ kind: "unknown_scope"; name: string }>
  | Readonly<{ kind: "public_client_credentials" }>;

export const ADDON_LIMITS = { name: 100, description: 500, redirectUris: 20 } as const;

/** Text that can be shown, and stored on every engine: other control characters than line ends become blanks. */
const withoutControls = (text: string): string =>
  text
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n]+/gu, " ")
    .trim();

/** Checks what an owner says of an add-on, and answers it tidied: trimmed, each entry once. */
export const checkAddon = (draft: AddonDraft, loopback: boolean): Result<AddonDraft, AddonRefusal> => {
  const name = withoutControls(draft.name).replace(/\s+/g, " ");
  const description = withoutControls(draft.description);
  const redirectUris = [...new Set(draft.redirectUris)];
  if (name === "") return refuse({ kind: "name_missing" });
  for (const [field, text] of [
    ["name", name],
    ["description", description],
  ] as const) {
    const max = ADDON_LIMITS[field];
    if (text.length > max) return refuse({ kind: "text_too_long", field, max });
  }
  if (draft.apis.length === 0) return refuse({ kind: "no_api" });
  if (redirectUris.length > ADDON_LIMITS.redirectUris) {
    return refuse({ kind: "too_many_redirect_uris", max: ADDON_LIMITS.redirectUris });
  }
  for (const uri of redirectUris) {
    const why = checkRedirectUri(uri, loopback);
    if (why) return refuse({ kind: "redirect_uri", uri, why });
  }
  const unknownPermission = draft.permissions.find((known) => known !== "*" && !Object.hasOwn(permissions, known));
  if (unknownPermission !== undefined) return refuse({ kind: "unknown_permission", name: unknownPermission });
  const unknownScope = draft.scopes.find((known) => !scopeNamed(known));
  if (unknownScope !== undefined) return refuse({ kind: "unknown_scope", name: unknownScope });
  if (draft.isPublic && draft.grants.includes("client_credentials"))
    return refuse({ kind: "public_client_credentials" });
  const once = <T>(list: readonly T[]): T[] => [...new Set(list)];
  return done({
    ...draft,
    name,
    description,
    redirectUris,
    apis: once(draft.apis),
    grants: once(draft.grants),
    permissions: draft.permissions.includes("*") ? ["*"] : once(draft.permissions),
    scopes: once(draft.scopes),
  });
};

/** What an add-on may have over an API, as its owner says now. */
const allowedOver = ({ permissions: granted, scopes: enabled }: Addon, api: Api): readonly string[] =>
  ({ kounta: granted, kseries: enabled })[api];

/** What was approved for an add-on over an API and its owner still lets it have; nothing over one that it left. */
export const mayStill = (addon: Addon, api: Api, approved: readonly string[]): ReadonlySet<string> =>
  addon.apis.includes(api) ? stillAllowed(approved, allowedOver(addon, api)) : new Set();

/** What an add-on may do over an API in its own company, without asking anybody. */
export const mayAtHome = (addon: Addon, api: Api): ReadonlySet<string> => mayStill(addon, api, allowedOver(addon, api));

/** What an add-on may do in a company that connected it, over each API: in its own, everything it has; else what was approved. */
export const mayIn = (
  addon: Addon,
  company: CompanyId,
  approvals: readonly Readonly<{ api: Api; permissions: readonly string[] }>[],
): readonly Readonly<{ api: Api; permissions: readonly string[] }>[] =>
  addon.apis.map((api) => {
    const approved = approvals.filter((one) => one.api === api).flatMap((one) => one.permissions);
    const may = addon.companyId === company ? mayAtHome(addon, api) : mayStill(addon, api, approved);
    return { api, permissions: [...may] };
  });

/** Whether a secret's hash is the add-on's: the present one, or the one before it while that is still good. */
export const secretsOf = (addon: Addon, now: number): readonly string[] =>
  addon.oldSecret && addon.oldSecret.until > now ? [addon.secretHash, addon.oldSecret.hash] : [addon.secretHash];

/** A new secret; the one before stays good for the overlap, and any older one ends. */
export const withSecret = (
  addon: Addon,
  { hash, signing }: Readonly<{ hash: string; signing: string }>,
  now: number,
  overlapMs: number,
): Addon => ({
  ...addon,
  secretHash: hash,
  signing,
  oldSecret: overlapMs > 0 ? { hash: addon.secretHash, until: now + overlapMs, signing: addon.signing } : null,
});
