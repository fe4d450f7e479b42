import type { Addon, Api } from "../domain/access/addon.ts";
import type { AuthorizationId, CompanyId } from "../domain/ids.ts";
import { kountaFlow } from "../dialects/kounta/oauth.ts";
import { kseriesFlow } from "../dialects/kseries/oauth.ts";
import { sha256 } from "../kit/secrets.ts";
import type { Storage } from "../storage/storage.ts";
import { CommandRefused } from "./with-store.ts";

const flows = { kounta: kountaFlow, kseries: kseriesFlow } as const;

/** What a token is to be for. Without scopes it has all that the add-on may ask for. */
export type TokenAsk = Readonly<{ api?: Api; scope?: readonly string[]; seconds: number }>;

const scopesFor = (addon: Addon, api: Api, asked: readonly string[]): readonly string[] => {
  if (api === "kounta") {
    if (asked.length > 0) throw new CommandRefused("Scopes are for the K-Series API: use --api kseries.");
    return addon.permissions;
  }
  const other = asked.find((name) => !addon.scopes.includes(name));
  if (other !== undefined) throw new CommandRefused(`The client ${addon.clientId} may not have the scope ${other}.`);
  return asked.length > 0 ? asked : addon.scopes;
};

/**
 * Gives an add-on an access token for a company, and the company's grant with it: what consent does, without a person.
 * Throws CommandRefused.
 */
export const giveToken = async (storage: Storage, addon: Addon, company: CompanyId, ask: TokenAsk): Promise<object> => {
  const { addons, tokens } = storage.access;
  const api = ask.api ?? addon.apis[0]!;
  if (!addon.apis.includes(api)) throw new CommandRefused(`The client ${addon.clientId} may not use the API ${api}.`);
  const permissions = scopesFor(addon, api, [...new Set(ask.scope ?? [])]);
  if (permissions.length === 0) {
    throw new CommandRefused(`The client ${addon.clientId} may do nothing yet: give it a scope or permission.`);
  }
  const flow = flows[api];
  const token = flow.newToken();
  const createdAt = storage.clock();
  const id = (await storage.companies.newId("authorization")) as AuthorizationId;
  await addons.grant(company, addon.id, null, createdAt);
  const stands = await tokens.authorize(
    { id, companyId: company, addonId: addon.id, staffId: null, api, permissions, createdAt },
    { access: { hash: sha256(token), createdAt, expiresAt: createdAt + ask.seconds * 1_000 } },
  );
  if (!stands) throw new CommandRefused("The company disconnected the client at this very moment. Try again.");
  const scope = flow.scopeAnswer(permissions);
  return {
    access_token: token,
    token_type: flow.tokenType,
    expires_in: ask.seconds,
    ...(scope !== undefined && { scope }),
    company_id: company,
  };
};
