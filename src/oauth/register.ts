import type { FastifyInstance } from "fastify";
import type { PageTools } from "../http/server.ts";
import { stylesheet, stylesheetPath } from "../pages/stylesheet.ts";
import type { Storage } from "../storage/storage.ts";
import { authorizeEndpoints } from "./authorize-endpoint.ts";
import { type Endpoint, registerEndpoints } from "./endpoint.ts";
import type { Flow } from "./flow.ts";
import { metadataEndpoint } from "./metadata.ts";
import { queryOf } from "./parameters.ts";
import type { SignIns } from "./sign-in.ts";
import { signInPages } from "./sign-in-pages.ts";
import { tokenEndpoints } from "./token-endpoint.ts";

export type OAuthParts = Readonly<{
  storage: Storage;
  signIns: SignIns;
  /** The first is the one that the metadata describes. */
  flows: readonly [Flow, ...Flow[]];
  strict: boolean;
  loopback: boolean;
  /** Further pages of people: account, connected apps, set-up. */
  pages: readonly Endpoint[];
}>;

/** The authorization server, and the pages that people meet on the way. */
export const oauthPages = (app: FastifyInstance, tools: PageTools, parts: OAuthParts): void => {
  const { storage, flows, signIns, strict } = parts;
  const authorizing = new Set(flows.flatMap(({ paths }) => paths.authorize));
  /** The name of the app on whose behalf somebody is asked to sign in. */
  const appAt = async (next: string): Promise<string | undefined> => {
    const clientId = authorizing.has(next.split("?", 1)[0]!) ? queryOf(next).get("client_id") : null;
    const addon = clientId === null ? undefined : await storage.access.addons.byClientId(clientId);
    return addon?.active ? addon.name : undefined;
  };
  registerEndpoints(app, tools, [
    metadataEndpoint(flows, strict),
    ...authorizeEndpoints(parts),
    ...tokenEndpoints(parts),
    ...signInPages(storage, signIns, appAt),
    ...parts.pages,
  ]);
  app.get(stylesheetPath.split("?", 1)[0]!, (_request, reply) =>
    reply
      .headers({
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      })
      .send(stylesheet),
  );
};
