import { permissions, scopes } from "../domain/access/permissions.ts";
import { SESSION_PREFIX } from "./callers.ts";
import type { Permission } from "./route.ts";

type Json = Record<string, unknown>;

/** How callers prove who they are, as OpenAPI security schemes, and which of them open a route. */
export type Security = Readonly<{
  schemes: Json;
  /** What a route that needs this permission or scope, or one of several, accepts: any one of the entries. */
  of(permission: Permission): readonly Readonly<Record<string, readonly string[]>>[];
}>;

/** Where clients of one of the APIs get their tokens. */
export type TokenFlow = Readonly<{
  api: string;
  paths: Readonly<{ authorize: readonly string[]; token: readonly string[] }>;
}>;

/** The scope that clients get with their own credentials, without a person. */
const CLIENT_SCOPE = "accounting";

const says = (allowances: Readonly<Record<string, { says: string }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(allowances).map(([name, allowance]) => [name, allowance.says]));

const basicScheme = {
  type: "http",
  scheme: "basic",
  description: "Client id and client secret; reaches the company that the client belongs to.",
};
const bearerScheme = { type: "http", scheme: "bearer", description: "An access token that you have already." };

/** The K-Series API: each route needs its scope. */
const withScopes = ({ authorizationUrl, tokenUrl }: Urls, basic: boolean): Security => {
  const { [CLIENT_SCOPE]: byClient = "", ...byPerson } = says(scopes);
  return {
    schemes: {
      oauth2: {
        type: "oauth2",
        description: "A person approves each scope by itself; accounting is for the client's own credentials.",
        flows: {
          authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes: byPerson },
          clientCredentials: { tokenUrl, scopes: { [CLIENT_SCOPE]: byClient } },
        },
      },
      token: bearerScheme,
      ...(basic && { basic: basicScheme }),
    },
    of: (permission) => [
      ...[permission].flat().map((name) => ({ oauth2: [name] })),
      { token: [] },
      ...(basic ? [{ basic: [] }] : []),
    ],
  };
};

/** The Kounta API: a token may do what the add-on was set up with, whatever scope is asked for. */
const withPermissions = ({ authorizationUrl, tokenUrl }: Urls, basic: boolean): Security => ({
  schemes: {
    oauth2: {
      type: "oauth2",
      description: `There are no scopes to ask for. The owner chooses what an add-on may do: ${Object.keys(permissions).join(", ")}.`,
      flows: { authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes: {} } },
    },
    token: bearerScheme,
    ...(basic && { basic: basicScheme }),
  },
  of: () => [{ oauth2: [] }, { token: [] }, ...(basic ? [{ basic: [] }] : [])],
});

/** The venue's own routes: people's sessions. */
const withSessions: Security = {
  schemes: {
    token: {
      type: "http",
      scheme: "bearer",
      description: `The token of a session, which begins with ${SESSION_PREFIX}. In a browser the session's cookie does the same.`,
    },
  },
  of: () => [{ token: [] }],
};

type Urls = Readonly<{ authorizationUrl: string; tokenUrl: string }>;

/** The security of one API. `basic` is whether client id and secret are taken on API routes. */
export const securityOf = (api: string, flows: readonly TokenFlow[], basic: boolean): Security => {
  const paths = flows.find((flow) => flow.api === api)?.paths;
  if (!paths) return withSessions;
  const urls = { authorizationUrl: paths.authorize[0]!, tokenUrl: paths.token[0]! };
  return api === "kseries" ? withScopes(urls, basic) : withPermissions(urls, basic);
};
