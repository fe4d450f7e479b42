import type { Storage } from "../storage/storage.ts";
import { authenticateClient } from "./client-authentication.ts";
import type { Endpoint, PageAnswer, PageAsk } from "./endpoint.ts";
import { OAuthError } from "./errors.ts";
import type { Flow } from "./flow.ts";
import { grantTokens } from "./grants.ts";
import { introspect, revoke } from "./look-at-tokens.ts";
import { type Parameters, tokenParameters } from "./parameters.ts";
import { SingleUse } from "./single-use.ts";

export type TokenParts = Readonly<{ storage: Storage; flows: readonly Flow[]; strict: boolean }>;

/** Token (RFC 6749 §3.2), revocation (RFC 7009) and introspection (RFC 7662) endpoints of every flow. */
export const tokenEndpoints = ({ storage, flows, strict }: TokenParts): readonly Endpoint[] => {
  const uses = new SingleUse();
  const parametersOf = ({ url, body, raw }: PageAsk, queryAllowed: boolean): Parameters =>
    tokenParameters({ url, body, type: raw.headers["content-type"] }, queryAllowed);
  const client = (ask: PageAsk, parameters: Parameters) =>
    authenticateClient(storage, ask.raw.headers.authorization, parameters);

  return flows.flatMap((flow): Endpoint[] => {
    // RFC 6749 §3.2: a client must use POST, or its secrets would be in the address.
    const post = (id: string, paths: readonly string[], handle: (ask: PageAsk) => Promise<PageAnswer>): Endpoint => ({
      id: `oauth.${flow.api}.${id}`,
      method: "POST",
      paths,
      speaks: "json",
      handle,
    });
    return [
      post("token", flow.paths.token, async (ask) => {
        const parameters = parametersOf(ask, flow.queryParameters && !strict);
        const addon = await client(ask, parameters);
        if (!addon.apis.includes(flow.api)) {
          throw new OAuthError("unauthorized_client", "This client is not set up for this API.");
        }
        const { startedAt } = ask;
        return { status: 200, json: await grantTokens({ storage, flow, addon, parameters, uses, startedAt }) };
      }),
      post("revoke", flow.paths.revoke, async (ask) => {
        const parameters = parametersOf(ask, false);
        await revoke(storage, await client(ask, parameters), parameters);
        return { status: 200 };
      }),
      post("introspect", flow.paths.introspect, async (ask) => {
        const parameters = parametersOf(ask, false);
        return { status: 200, json: await introspect(storage, await client(ask, parameters), parameters, ask.base) };
      }),
    ];
  });
};
