import type { AddonRefusal } from "../domain/access/addon.ts";
import type { ChangeRefusal } from "../commands/addons.ts";
import type { RedirectRefusal } from "../domain/access/redirect-uri.ts";

type Refusal = AddonRefusal | ChangeRefusal | Readonly<{ kind: "client_id_taken" }> | Readonly<{ kind: "public" }>;
type Words = { [K in Refusal["kind"]]: (refusal: Extract<Refusal, { kind: K }>, client: string) => string };

const redirects: Readonly<Record<RedirectRefusal, string>> = {
  no_address: "is no web address",
  not_https: "must begin with https://",
  fragment: "must not have a part behind #",
  credentials: "must not have a username or password in it",
  too_long: "is too long",
  spelling: "must be spelled as a browser spells it",
};

const words: Words = {
  name_missing: () => "The name is missing.",
  text_too_long: ({ field, max }) => `The ${field} is too long: at most ${max} characters.`,
  too_many_redirect_uris: ({ max }) => `There are too many redirect URIs: at most ${max}.`,
  redirect_uri: ({ uri, why }) => `The redirect URI ${uri} ${redirects[why]}.`,
  no_api: () => "Name an API: kounta, kseries, or both.",
  unknown_permission: ({ name }) => `There is no permission ${name}.`,
  unknown_scope: ({ name }) => `There is no scope ${name}.`,
  public_client_credentials: () => "A public client keeps no secret, so it cannot use client_credentials.",
  client_id_taken: (_refusal, client) => `There is a client ${client} already.`,
  not_found: (_refusal, client) => `There is no client ${client}.`,
  revoked: (_refusal, client) => `The client ${client} was revoked.`,
  public: (_refusal, client) => `The client ${client} is public and has no secret.`,
};

/** Why something cannot be done with a client, in a sentence. */
export const addonWords = (refusal: Refusal, client: string): string =>
  (words[refusal.kind] as (refusal: Refusal, client: string) => string)(refusal, client);
