import type { Addon } from "../domain/access/addon.ts";
import { scopes } from "../domain/access/permissions.ts";
import type { AddonId, AuthorizationId } from "../domain/ids.ts";
import { sealKey } from "../kit/sealed-hmac.ts";
import { newSecret, sha256 } from "../kit/secrets.ts";
import type { Storage } from "../storage/storage.ts";
import { COMPANY } from "./ids.ts";

/** Credentials of the demo's add-ons, one for each API. Databases of an earlier release lack the second. */
export type DemoAccess = Readonly<{ kounta: Credentials; kseries?: Credentials }>;
export type Credentials = Readonly<{ client_id: string; client_secret: string }>;

/** Where the demo's add-ons take people back to: a port that an integrator's own script can listen on. */
export const DEMO_REDIRECT_URI = "http://127.0.0.1:8765/callback";
const SECURE_REDIRECT_URI = "https://app.brindleandtram.example/callback";

/** Whose references to customers the demo knows. */
export const DEMO_ADDON_ID = 1 as AddonId;

type Facts = Pick<Addon, "id" | "clientId" | "name" | "description" | "apis" | "permissions" | "scopes" | "grants">;

const facts: Readonly<Record<"kounta" | "kseries", Facts>> = {
  kounta: {
    id: DEMO_ADDON_ID,
    clientId: "demo-addon",
    name: "Demo add-on",
    description: "Shows what an online ordering service can do.",
    apis: ["kounta"],
    permissions: ["*"],
    scopes: [],
    grants: ["authorization_code", "refresh_token"],
  },
  kseries: {
    id: 2 as AddonId,
    clientId: "demo-kseries",
    name: "Demo K-Series client",
    description: "Shows what an ordering and reporting app can do.",
    apis: ["kseries"],
    permissions: [],
    scopes: Object.keys(scopes),
    grants: ["authorization_code", "refresh_token", "client_credentials"],
  },
};

/** Adds the demo's add-ons, each with a new secret. */
export const addDemoAddons = async (storage: Storage): Promise<DemoAccess> => {
  const add = async (which: "kounta" | "kseries"): Promise<Credentials> => {
    const secret = newSecret();
    const addon = facts[which];
    await storage.access.addons.add({
      ...addon,
      companyId: COMPANY,
      secretHash: sha256(secret),
      signing: sealKey(secret),
      oldSecret: null,
      isPublic: false,
      redirectUris: [DEMO_REDIRECT_URI, SECURE_REDIRECT_URI],
      active: true,
      createdAt: storage.clock(),
    });
    return { client_id: addon.clientId, client_secret: secret };
  };
  return { kounta: await add("kounta"), kseries: await add("kseries") };
};

/** A fresh access token of the demo's K-Series client with all its scopes, so that a script can begin at once. */
export const demoToken = async (storage: Storage, lifetimeMs: number): Promise<string | undefined> => {
  const { addons, tokens } = storage.access;
  const addon = await addons.byClientId(facts.kseries.clientId);
  if (!addon?.active) return undefined;
  const token = newSecret();
  const createdAt = storage.clock();
  const authorization = {
    id: (await storage.companies.newId("authorization")) as AuthorizationId,
    companyId: addon.companyId,
    addonId: addon.id,
    staffId: null,
    api: "kseries",
    permissions: addon.scopes,
    createdAt,
  } as const;
  const access = { hash: sha256(token), createdAt, expiresAt: createdAt + lifetimeMs };
  await tokens.authorize(authorization, { access });
  return token;
};
