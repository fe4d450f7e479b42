import { z } from "zod";
import { updateRegister } from "../../../commands/update-register.ts";
import type { RegisterId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { RegisterOut, registerShape } from "../resources/registers.ts";
import { flag } from "../resources/venue-wire.ts";
import { pathId } from "../wire.ts";

/** What the venue's own people say about its registers. */
export const operatorVenueRoutes = ({ storage }: { storage: Storage }): readonly Route[] => {
  const update = updateRegister(storage);
  return [
    route({
      id: "operator.registers.update",
      summary: "Take a register online or offline",
      tag: "Registers",
      method: "PUT",
      path: "/admin/api/companies/:company/registers/:register",
      audience: "operator",
      permission: "registers:write",
      params: z.object({ register: pathId<RegisterId>() }),
      body: z.object({ online: flag.optional() }),
      responses: {
        200: { description: "The full updated record.", schema: RegisterOut.extend({ online: z.boolean() }) },
      },
      async handle({ who, params, body }) {
        const saved = await update(who, params.register, body.online === undefined ? {} : { online: body.online });
        if (!saved.ok) throw notFound("register");
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: { ...registerShape(saved.value, catalogue), online: saved.value.online } };
      },
    }),
  ];
};
