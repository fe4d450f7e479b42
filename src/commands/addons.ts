import { type Addon, type AddonDraft, type AddonRefusal, checkAddon, withSecret } from "../domain/access/addon.ts";
import type { AddonId, CompanyId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Storage } from "../storage/storage.ts";

/** A fresh secret as it is shown once, and what is stored of it: to know it again, and to sign like it. */
export type Secret = Readonly<{ text: string; hash: string; signing: string }>;
export type AddonParts = Readonly<{
  storage: Storage;
  /** Whether redirect URIs on this very machine are allowed. */
  loopback: boolean;
  newSecret: () => Secret;
  newClientId: () => string;
}>;

export type WithSecret = Readonly<{
  addon: Addon;
  /** Shown this once; a public add-on has none. */ secret: string | null;
}>;
export type ChangeRefusal = AddonRefusal | Readonly<{ kind: "not_found" }> | Readonly<{ kind: "revoked" }>;

/** Longest time that a replaced secret may stay good. */
export const OVERLAP_HOURS_MAX = 168;
const HOUR_MS = 3_600_000;

const notFound = { kind: "not_found" } as const;

/** What a company does with the add-ons that it publishes. Every answer is bound to that company. */
export const addonCommands = ({ storage, loopback, newSecret, newClientId }: AddonParts) => {
  const { addons } = storage.access;
  const change = async (
    company: CompanyId,
    id: AddonId,
    decide: (addon: Addon) => Result<Addon, ChangeRefusal>,
  ): Promise<Result<Addon, ChangeRefusal>> => {
    const changed = await addons.change<ChangeRefusal>(company, id, (addon) =>
      addon.active ? decide(addon) : refuse({ kind: "revoked" }),
    );
    return !changed.ok && changed.error === "not_found" ? refuse(notFound) : (changed as Result<Addon, ChangeRefusal>);
  };
  return {
    async create(
      company: CompanyId,
      draft: AddonDraft,
      clientId?: string,
    ): Promise<Result<WithSecret, AddonRefusal | Readonly<{ kind: "client_id_taken" }>>> {
      const checked = checkAddon(draft, loopback);
      if (!checked.ok) return checked;
      const secret = newSecret();
      const addon: Addon = {
        ...checked.value,
        id: (await storage.companies.newId("addon")) as AddonId,
        companyId: company,
        clientId: clientId ?? newClientId(),
        secretHash: secret.hash,
        signing: secret.signing,
        oldSecret: null,
        active: true,
        createdAt: storage.clock(),
      };
      if (!(await addons.add(addon))) return refuse({ kind: "client_id_taken" });
      return done({ addon, secret: addon.isPublic ? null : secret.text });
    },
    edit: (company: CompanyId, id: AddonId, edits: Partial<AddonDraft>) =>
      change(company, id, (addon) => {
        const checked = checkAddon({ ...addon, ...edits }, loopback);
        return checked.ok ? done({ ...addon, ...checked.value }) : checked;
      }),
    /** A new secret; the one before stays good for so many hours. */
    async rotate(
      company: CompanyId,
      id: AddonId,
      overlapHours: number,
    ): Promise<Result<WithSecret, ChangeRefusal | Readonly<{ kind: "public" }>>> {
      const secret = newSecret();
      const now = storage.clock();
      const overlapMs = Math.min(overlapHours, OVERLAP_HOURS_MAX) * HOUR_MS;
      const changed = await addons.change<ChangeRefusal | Readonly<{ kind: "public" }>>(company, id, (addon) => {
        if (!addon.active) return refuse({ kind: "revoked" });
        return addon.isPublic ? refuse({ kind: "public" }) : done(withSecret(addon, secret, now, overlapMs));
      });
      if (changed.ok) return done({ addon: changed.value, secret: secret.text });
      return refuse(changed.error === "not_found" ? notFound : changed.error);
    },
    /** Ends an add-on for good: its secrets, and its tokens in every company. */
    revoke: (company: CompanyId, id: AddonId) =>
      change(company, id, (addon) => done({ ...addon, active: false, oldSecret: null })),
  };
};

export type AddonCommands = ReturnType<typeof addonCommands>;
