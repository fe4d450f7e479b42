import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Register } from "../../../domain/catalogue/records.ts";
import type { RegisterId, SiteId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { SiteRowOut, siteRowShape } from "./sites-shape.ts";
import { listOf, outId } from "./venue-wire.ts";

const nameShape = ({ id, code, name }: Register) => ({ id, code, name });
const rowShape = (register: Register) => ({ ...nameShape(register), site_id: register.siteId });

/** The full record. */
export const registerShape = (register: Register, catalogue: Catalogue) => {
  const site = catalogue.site(register.siteId);
  const staff = register.currentStaffId === null ? undefined : catalogue.staff(register.currentStaffId);
  return {
    ...nameShape(register),
    company_id: catalogue.company.id,
    site: site ? siteRowShape(site) : null,
    current_staff_member: staff ? { id: staff.id, first_name: staff.firstName, last_name: staff.lastName } : null,
    sale_prefix: register.salePrefix,
    return_prefix: register.returnPrefix,
    assigned_to_device: register.assignedToDevice,
  };
};

const NameOut = z.object({ id: outId, code: z.string(), name: z.string() });

export const RegisterOut = NameOut.extend({
  company_id: outId,
  site: SiteRowOut.nullable(),
  current_staff_member: z.object({ id: outId, first_name: z.string(), last_name: z.string() }).nullable(),
  sale_prefix: z.string(),
  return_prefix: z.string(),
  assigned_to_device: z.boolean(),
});

export const registerRoutes = ({ storage, pageSize }: { storage: Storage; pageSize: number }): readonly Route[] => {
  const company = "/v1/companies/:company";
  const doc = { tag: "Registers", method: "GET", audience: "addon", permission: "company:read" } as const;
  return [
    route({
      ...doc,
      id: "registers.list",
      summary: "List registers",
      path: `${company}/registers`,
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of registers.", schema: z.array(NameOut.extend({ site_id: outId })) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return listOf(ask, pageSize, catalogue.all("register"), rowShape);
      },
    }),
    route({
      ...doc,
      id: "registers.atSite",
      summary: "List the registers of a site",
      path: `${company}/sites/:site/registers`,
      params: z.object({ site: pathId<SiteId>() }),
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of registers.", schema: z.array(NameOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        if (!catalogue.site(ask.params.site)) throw notFound("site");
        return listOf(ask, pageSize, catalogue.registersOf(ask.params.site), nameShape);
      },
    }),
    route({
      ...doc,
      id: "registers.get",
      summary: "Get a register",
      path: `${company}/registers/:register`,
      params: z.object({ register: pathId<RegisterId>() }),
      responses: { 200: { description: "The full record.", schema: RegisterOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const register = catalogue.register(params.register);
        if (!register) throw notFound("register");
        return { status: 200, body: registerShape(register, catalogue) };
      },
    }),
  ];
};
