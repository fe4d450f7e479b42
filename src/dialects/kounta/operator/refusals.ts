import type { ChangeRefusal } from "../../../commands/addons.ts";
import { ADDON_LIMITS } from "../../../domain/access/addon.ts";
import {
  type CredentialRefusal,
  PASSWORD_LENGTH,
  PIN_LENGTH,
  USERNAME_LENGTH,
} from "../../../domain/access/credentials.ts";
import type { PeopleRefusal } from "../../../domain/access/people.ts";
import { REDIRECT_URI_MAX, type RedirectRefusal } from "../../../domain/access/redirect-uri.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; about?: (refusal: R) => object }>;
type Refused = Readonly<{ kind: string }>;
type RefusalTable<R extends Refused> = { readonly [K in R["kind"]]: Row<Extract<R, { kind: K }>> };

/** The value of a command, or its refusal thrown as this API's error. A new refusal does not compile without a line. */
const must =
  <R extends Refused>(table: RefusalTable<R>) =>
  <T>(result: Result<T, R>): T => {
    if (result.ok) return result.value;
    const { status, says, about } = table[result.error.kind as R["kind"]] as Row<R>;
    const code = status === 404 ? "not_found" : result.error.kind;
    throw new HttpError(status, code, says(result.error), (about?.(result.error) ?? {}) as Record<string, unknown>);
  };

const redirectWords: Readonly<Record<RedirectRefusal, string>> = {
  no_address: "must be whole addresses, such as https://app.example/callback",
  not_https: "must begin with https://",
  fragment: "must not have a part behind #",
  credentials: "must not hold a username or password",
  too_long: `must not be longer than ${REDIRECT_URI_MAX} characters each`,
  spelling: "must be spelled as a browser spells them",
};

export type AddonCommandRefusal = ChangeRefusal | Readonly<{ kind: "public" }> | Readonly<{ kind: "client_id_taken" }>;

const inField = (field: string) => () => ({ field });

export const mustAddon = must<AddonCommandRefusal>({
  not_found: { status: 404, says: () => "The requested add-on was not found." },
  name_missing: { status: 400, says: () => "name: must not be empty", about: inField("name") },
  text_too_long: {
    status: 400,
    says: ({ field, max }) => `${field}: must not be longer than ${max} characters`,
    about: ({ field }) => ({ field }),
  },
  no_api: { status: 400, says: () => "apis: must name at least one API", about: inField("apis") },
  too_many_redirect_uris: {
    status: 400,
    says: () => `redirect_uris: must not be more than ${ADDON_LIMITS.redirectUris}`,
    about: inField("redirect_uris"),
  },
  redirect_uri: {
    status: 400,
    says: ({ why }) => `redirect_uris: ${redirectWords[why]}`,
    about: ({ uri }) => ({ field: "redirect_uris", value: uri.slice(0, 200) }),
  },
  unknown_permission: {
    status: 400,
    says: () => "permissions: must be names of permissions",
    about: ({ name }) => ({ field: "permissions", value: name }),
  },
  unknown_scope: {
    status: 400,
    says: () => "scopes: must be names of scopes",
    about: ({ name }) => ({ field: "scopes", value: name }),
  },
  public_client_credentials: {
    status: 400,
    says: () => "grants: a public add-on has no credentials of its own for client_credentials",
    about: inField("grants"),
  },
  client_id_taken: { status: 409, says: () => "There is an add-on with this client id." },
  revoked: { status: 409, says: () => "The add-on was revoked. It cannot be changed any more." },
  public: { status: 409, says: () => "A public add-on has no secret." },
});

const credentialWords = (field: "username" | "password" | "pin", why: CredentialRefusal): string => {
  const { min, max } = { username: USERNAME_LENGTH, password: PASSWORD_LENGTH, pin: PIN_LENGTH }[field];
  const unit = field === "pin" ? "digits" : "characters";
  const words: Readonly<Record<CredentialRefusal, string>> = {
    too_short: `must have at least ${min} ${unit}`,
    too_long: `must not have more than ${max} ${unit}`,
    same_as_username: "must not be the username",
    characters: field === "pin" ? "must be digits only" : "must be letters, digits and . _ @ + - only",
    too_simple: "must be harder to guess",
  };
  return words[why];
};

export const mustPeople = must<PeopleRefusal>({
  staff_not_found: { status: 404, says: () => "The requested staff member was not found." },
  person_not_found: { status: 404, says: () => "This staff member has no username to sign in with." },
  yourself: {
    status: 403,
    says: ({ what }) => `Change your own ${what} at /admin/api/me/${what}.`,
  },
  above_you: {
    status: 403,
    says: ({ role }) => `You cannot manage somebody with the role ${role}.`,
    about: ({ role }) => ({ role }),
  },
  credential: {
    status: 400,
    says: ({ field, why }) => `${field}: ${credentialWords(field, why)}`,
    about: ({ field }) => ({ field }),
  },
  password_changed: { status: 409, says: () => "Your password was changed meanwhile. Sign in again." },
  last_owner: { status: 409, says: () => "This is the last owner who can sign in. Make somebody else an owner first." },
  person_exists: { status: 409, says: () => "This staff member has a username already." },
  username_taken: {
    status: 409,
    says: () => "username: is taken, choose another one",
    about: inField("username"),
  },
});
