import { z } from "zod";
import { type Route, route } from "../../../http/route.ts";
import type { Installation } from "../../../http/installation.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../resources/venue-wire.ts";

export type InstallationParts = Readonly<{ storage: Storage; installation: Installation }>;

/** What this installation is, for the pages that developers read. */
export const installationRoute = ({ storage, installation }: InstallationParts): Route =>
  route({
    id: "operator.installation",
    summary: "What this installation is",
    tag: "Installation",
    method: "GET",
    path: "/admin/api/installation",
    audience: "operator",
    permission: "none",
    responses: {
      200: {
        description: "Its facts; nothing secret.",
        schema: z.object({
          base_url: z.string().meta({ description: "How you reached it, without a slash at the end." }),
          version: z.string(),
          engine: z.enum(["sqlite", "postgres"]),
          companies: z
            .array(z.object({ id: outId, name: z.string(), currency: z.string(), timezone: z.string() }))
            .meta({ description: "Yours." }),
          openapi: z.array(z.string()).meta({ description: "Addresses of the APIs' documents." }),
          outgoing: z
            .enum(["public", "loopback", "private"])
            .meta({ description: "Where webhooks, callbacks and image addresses may lead." }),
          limits: z.array(z.object({ name: z.string(), value: z.number(), says: z.string() })),
        }),
      },
    },
    async handle({ who, base }) {
      const { version, outgoing, documents, limits } = installation;
      const { id, name, currency, timezone } = (await storage.reads(who.company).catalogue()).company;
      const openapi = documents.map((document) => `${base}/openapi/${document}.json`);
      const companies = [{ id, name, currency, timezone }];
      return {
        status: 200,
        body: { base_url: base, version, engine: storage.engine, companies, openapi, outgoing, limits },
      };
    },
  });
