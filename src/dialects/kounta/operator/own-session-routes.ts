import { z } from "zod";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId, outText } from "../resources/venue-wire.ts";
import { stamp } from "../wire.ts";
import { csrfTokenOf, endCookie, ownSession } from "./own-session.ts";
import { nameOf } from "./wire.ts";

const WhoOut = z.object({
  company_id: outId,
  company_name: z.string(),
  staff_id: outId,
  name: outText,
  role: z.string(),
  kind: z.enum(["password", "pin"]).meta({ description: "How they signed in." }),
  register_id: outId.nullable().meta({ description: "The register of a session that began with a PIN." }),
  permissions: z.array(z.string()),
  expires_at: z.string(),
  csrf_token: z
    .string()
    .optional()
    .meta({ description: "Where a cookie brought the session: to be sent as `X-CSRF-Token` with every change." }),
});

/** The session that a request came with: whose it is, and its end. */
export const ownSessionRoutes = ({ storage }: { storage: Storage }): readonly Route[] => {
  const doc = { tag: "Sessions", path: "/admin/api/session", audience: "operator", permission: "none" } as const;
  return [
    route({
      ...doc,
      id: "operator.session.get",
      summary: "See who is signed in",
      method: "GET",
      responses: { 200: { description: "The session, and what it may do.", schema: WhoOut } },
      async handle(ask) {
        const { company } = ask.who;
        const [session, catalogue] = await Promise.all([
          storage.access.people.session(ownSession(ask).hash),
          storage.reads(company).catalogue(),
        ]);
        if (!session) throw notFound("session"); // it ended while we looked
        const csrf = csrfTokenOf(ask);
        return {
          status: 200,
          body: {
            company_id: company,
            company_name: catalogue.company.name,
            staff_id: session.staffId,
            name: nameOf(catalogue, session.staffId) ?? null,
            role: session.role,
            kind: session.kind,
            register_id: session.registerId,
            permissions: [...ask.caller.permissions],
            expires_at: stamp(session.expiresAt, catalogue.company.timezone),
            ...(csrf !== undefined && { csrf_token: csrf }),
          },
        };
      },
    }),
    route({
      ...doc,
      id: "operator.session.end",
      summary: "Sign out here",
      method: "DELETE",
      responses: { 204: { description: "Signed out." } },
      async handle(ask) {
        await storage.access.people.endSession(ownSession(ask).hash);
        return { status: 204, headers: endCookie(ask) };
      },
    }),
  ];
};
