import { GRANTS } from "../domain/access/addon.ts";
import { scopes } from "../domain/access/permissions.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Flow } from "./flow.ts";

/**
 * RFC 8414 metadata. There is one server and one issuer; the document names the endpoints of the flow that has scopes,
 * and the other flow's under a member of our own.
 */
export const metadataEndpoint = (flows: readonly [Flow, ...Flow[]], strict: boolean): Endpoint => ({
  id: "oauth.metadata",
  method: "GET",
  paths: ["/.well-known/oauth-authorization-server"],
  speaks: "json",
  handle({ base }) {
    const at = (paths: readonly string[]): string => `${base}${paths[0]}`;
    const endpoints = ({ paths }: Flow) => ({
      authorization_endpoint: at(paths.authorize),
      token_endpoint: at(paths.token),
      revocation_endpoint: at(paths.revoke),
      introspection_endpoint: at(paths.introspect),
    });
    const [main, ...others] = flows;
    const methods = ["client_secret_basic", "client_secret_post"];
    return Promise.resolve({
      status: 200,
      headers: { "cache-control": "public, max-age=300" },
      json: {
        issuer: base,
        ...endpoints(main),
        scopes_supported: Object.keys(scopes),
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: GRANTS,
        token_endpoint_auth_methods_supported: [...methods, "none"],
        revocation_endpoint_auth_methods_supported: [...methods, "none"],
        introspection_endpoint_auth_methods_supported: methods,
        code_challenge_methods_supported: ["S256"],
        authorization_response_iss_parameter_supported: true,
        service_documentation: `${base}/docs`,
        servery_profile: strict ? "strict" : "vendor",
        servery_apis: Object.fromEntries(others.map((flow) => [flow.api, endpoints(flow)])),
      },
    });
  },
});
