import type { Addon } from "../../domain/access/addon.ts";
import { type Permission, permissions, scopeNamed, scopes } from "../../domain/access/permissions.ts";
import { type AddonId, type CompanyId, parseId } from "../../domain/ids.ts";
import { isoWithOffset } from "../../kit/time.ts";
import type { AddonView } from "../../pages/add-ons.ts";
import type { Choice } from "../../pages/parts.ts";
import type { Storage } from "../../storage/storage.ts";
import { PageError } from "../endpoint.ts";
import type { Here } from "./page.ts";

/** A permission of the Kounta API in words; "*" stands for all that there are and will be. */
const permissionChoice = (name: string): Choice =>
  name === "*"
    ? { name, title: "Everything", says: "All of what is named here, and what is added to the API later." }
    : { name, ...(Object.hasOwn(permissions, name) ? permissions[name as Permission] : { title: name, says: "" }) };

const scopeChoice = (name: string): Choice => ({ name, ...(scopeNamed(name) ?? { title: name, says: "" }) });

/** What an owner can choose for an add-on. */
export const permissionChoices: readonly Choice[] = ["*", ...Object.keys(permissions)].map(permissionChoice);

/** The same for the other API; a scope of a reservation platform is only there when the add-on has it. */
export const scopeChoices = (has: readonly string[]): readonly Choice[] =>
  [...new Set([...Object.keys(scopes), ...has.filter((name) => scopeNamed(name))])].map(scopeChoice);

/** The company's own add-on that a path names. Throws PageError 404. */
export const addonAt = async (storage: Storage, { ask, visitor }: Here): Promise<Addon> => {
  const id = parseId<AddonId>(ask.params["id"] ?? "");
  const addon = id === undefined ? undefined : await storage.access.addons.get(visitor.person.companyId, id);
  if (!addon) throw noSuchAddon();
  return addon;
};

export const noSuchAddon = (): PageError =>
  new PageError(
    404,
    "No such add-on",
    "Your company has no add-on with this number.",
    "It may have been another company's, or the address has a slip in it.",
  ).withWayBack("/office/add-ons", "Go to your add-ons");

/** Add-ons of a company as its pages show them. */
export const viewsOf = async (
  storage: Storage,
  company: CompanyId,
  addons: readonly Addon[],
): Promise<readonly AddonView[]> => {
  const [connections, catalogue] = await Promise.all([
    storage.access.addons.connections(company),
    storage.reads(company).catalogue(),
  ]);
  const { timezone } = catalogue.company;
  const now = storage.clock();
  return addons.map((addon) => ({
    id: addon.id,
    name: addon.name,
    description: addon.description,
    clientId: addon.clientId,
    kind: addon.isPublic ? "public" : "confidential",
    dialects: addon.apis,
    redirectUris: addon.redirectUris,
    scopes: addon.scopes.map(scopeChoice),
    permissions: addon.permissions.map(permissionChoice),
    grants: addon.grants,
    active: addon.active,
    createdAt: isoWithOffset(addon.createdAt, timezone),
    oldSecretUntil:
      addon.oldSecret && addon.oldSecret.until > now ? isoWithOffset(addon.oldSecret.until, timezone) : null,
    connectedCompanies: addon.active ? (connections.get(addon.id) ?? 0) : 0,
  }));
};

export const viewOf = async (storage: Storage, addon: Addon): Promise<AddonView> =>
  (await viewsOf(storage, addon.companyId, [addon]))[0]!;
