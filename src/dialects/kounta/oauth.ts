import { randomBytes } from "node:crypto";
import type { Addon } from "../../domain/access/addon.ts";
import { expand, permissions, type Permission } from "../../domain/access/permissions.ts";
import { done, refuse } from "../../kit/brand.ts";
import type { Asked, Flow } from "../../oauth/flow.ts";

/**
 * The API has no scopes: an add-on asks for what its owner set it up with, whatever its clients write into the
 * parameter, so nothing can be gained by writing something else.
 */
const whatItHas = (_scope: string | undefined, { permissions: has }: Addon): Asked =>
  has.length > 0 ? done(has) : refuse({ kind: "scope_missing" });

/** How clients of the Kounta API get their tokens. */
export const kountaFlow: Flow = {
  api: "kounta",
  paths: {
    authorize: ["/authorize", "/v1/authorize"],
    token: ["/v1/token", "/token"],
    revoke: ["/v1/token/revoke"],
    introspect: ["/v1/token/introspect"],
  },
  habitual: new Set(),
  asked: whatItHas,
  askedByClient: whatItHas,
  choices: (names) =>
    [...expand(names)].flatMap((name) =>
      Object.hasOwn(permissions, name) ? [{ name, ...permissions[name as Permission] }] : [],
    ),
  each: false,
  tokenType: "Bearer",
  expiresIn: 3_600,
  scopeAnswer: () => undefined,
  refreshOnce: false, // clients are known to keep the first one for years
  queryParameters: false,
  newToken: () => randomBytes(20).toString("hex"),
};
