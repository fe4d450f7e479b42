import { randomUUID } from "node:crypto";
import type { Addon } from "../../domain/access/addon.ts";
import { scopeNamed } from "../../domain/access/permissions.ts";
import { done, refuse } from "../../kit/brand.ts";
import type { Asked, Flow } from "../../oauth/flow.ts";

/** The vendor's newer host has its endpoints below this path. */
const REALM = "/realms/k-series/protocol/openid-connect";

/** Asked for out of habit on the newer host; they stand for things that this API gives anyway, or has not. */
const HABITUAL = new Set(["offline_access", "openid", "profile", "email"]);

/** The one scope that no person approves: a client asks for it with its own credentials. */
const CLIENT_SCOPE = "accounting";

const namesIn = (scope: string | undefined): string[] => [
  ...new Set((scope ?? "").split(" ").filter((name) => name !== "")),
];

const among = (names: readonly string[], enabled: readonly string[]): Asked => {
  if (names.length === 0) return refuse({ kind: "scope_missing" });
  const other = names.find((name) => !enabled.includes(name));
  return other === undefined ? done(names) : refuse({ kind: "scope_not_enabled", name: other });
};

/** How clients of the K-Series API get their tokens. */
export const kseriesFlow: Flow = {
  api: "kseries",
  paths: {
    authorize: ["/oauth/authorize", `${REALM}/auth`],
    token: ["/oauth/token", `${REALM}/token`],
    revoke: ["/oauth/revoke", `${REALM}/revoke`],
    introspect: ["/oauth/introspect", `${REALM}/token/introspect`],
  },
  habitual: HABITUAL,
  asked(scope, { scopes }: Addon, path) {
    const names = namesIn(scope);
    const meant = path.startsWith(REALM) ? names.filter((name) => !HABITUAL.has(name)) : names;
    return among(
      meant,
      scopes.filter((name) => name !== CLIENT_SCOPE),
    );
  },
  askedByClient(scope, { scopes }) {
    const names = namesIn(scope);
    return among(
      names.length > 0 ? names : [CLIENT_SCOPE],
      scopes.filter((name) => name === CLIENT_SCOPE),
    );
  },
  choices: (names) => names.map((name) => ({ name, ...(scopeNamed(name) ?? { title: name, says: "" }) })),
  each: true,
  tokenType: "bearer",
  expiresIn: 3_599, // a token that lives an hour, seen a moment later
  scopeAnswer: (names) => names.map((name) => `${name} `).join(""), // with a blank behind each, as the vendor writes it
  refreshOnce: true,
  queryParameters: true,
  newToken: randomUUID,
};
