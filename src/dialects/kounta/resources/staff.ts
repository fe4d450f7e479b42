import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Staff } from "../../../domain/catalogue/records.ts";
import type { SiteId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { pathId, stamp } from "../wire.ts";
import { AddressOut, addressShape } from "./addresses-shape.ts";
import { SiteRowOut, siteRowShape } from "./sites-shape.ts";
import { staffNamed, staffRef } from "./staff-ref.ts";
import { CountOut, countShape, listOf, outId, outText } from "./venue-wire.ts";

export const staffRowShape = (staff: Staff) => ({
  id: staff.id,
  first_name: staff.firstName,
  last_name: staff.lastName,
  primary_email_address: staff.emails[0] ?? null,
  image: staff.image,
});

/** An administrator may do everything, so nothing is listed. */
const permissionsShape = ({ isAdmin, permissions }: Staff) => (isAdmin ? {} : { permissions });

/** The full record. */
export const staffShape = (staff: Staff, catalogue: Catalogue) => {
  const { timezone } = catalogue.company;
  const at = (ms: number): string => stamp(ms, timezone);
  return {
    ...staffRowShape(staff),
    is_admin: staff.isAdmin,
    email_addresses: staff.emails,
    phone: staff.phone,
    mobile: staff.mobile,
    fax: staff.fax,
    shipping_address: staff.shippingAddress && addressShape(staff.shippingAddress),
    postal_address: staff.postalAddress && addressShape(staff.postalAddress),
    addresses: { count: staff.addresses.length, updated_at: staff.addresses.length > 0 ? at(staff.updatedAt) : null },
    sites: countShape(sitesOf(staff, catalogue), at),
    ...permissionsShape(staff),
    created_at: at(staff.createdAt),
    updated_at: at(staff.updatedAt),
  };
};

const sitesOf = (staff: Staff, catalogue: Catalogue) =>
  catalogue.all("site").filter((site) => staff.siteIds.includes(site.id));

const PermissionOut = z.object({ code: z.string(), name: z.string(), domain: z.string() });

export const StaffRowOut = z.object({
  id: outId,
  first_name: z.string(),
  last_name: z.string(),
  primary_email_address: outText,
  image: outText,
});

export const StaffOut = StaffRowOut.extend({
  is_admin: z.boolean(),
  email_addresses: z.array(z.string()),
  phone: outText,
  mobile: outText,
  fax: outText,
  shipping_address: AddressOut.nullable(),
  postal_address: AddressOut.nullable(),
  addresses: CountOut,
  sites: CountOut,
  permissions: z.array(PermissionOut).optional().meta({ description: "Absent for an administrator." }),
  created_at: z.string(),
  updated_at: z.string(),
});

const TAG = "Staff";
const permission = "staff:read";

export const staffRoutes = ({ storage, pageSize }: { storage: Storage; pageSize: number }): readonly Route[] => {
  const company = "/v1/companies/:company";
  const query = z.object(pageQuery);
  const params = z.object({ staff: staffRef });
  const rows = { 200: { description: "A page of staff.", schema: z.array(StaffRowOut) } };
  const doc = { tag: TAG, method: "GET", audience: "addon", permission } as const;
  return [
    route({
      ...doc,
      id: "staff.list",
      summary: "List staff",
      path: `${company}/staff`,
      query,
      responses: rows,
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        return listOf(ask, pageSize, catalogue.all("staff"), staffRowShape);
      },
    }),
    route({
      ...doc,
      id: "staff.admins",
      summary: "List administrators",
      path: `${company}/staff/admins`,
      query,
      responses: rows,
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const admins = catalogue.all("staff").filter(({ isAdmin }) => isAdmin);
        return listOf(ask, pageSize, admins, staffRowShape);
      },
    }),
    route({
      ...doc,
      id: "staff.atSite",
      summary: "List the staff of a site",
      path: `${company}/sites/:site/staff`,
      params: z.object({ site: pathId<SiteId>() }),
      query: query.extend({
        fields: z.string().optional().meta({ description: "`permissions` adds what each may do." }),
      }),
      responses: {
        200: {
          description: "A page of staff.",
          schema: z.array(StaffRowOut.extend({ permissions: z.array(PermissionOut).optional() })),
        },
      },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const { site } = ask.params;
        if (!catalogue.site(site)) throw notFound("site");
        const wide = ask.query.fields?.split(",").some((field) => field.trim() === "permissions") ?? false;
        const there = catalogue.all("staff").filter(({ siteIds }) => siteIds.includes(site));
        return listOf(ask, pageSize, there, (staff) => ({
          ...staffRowShape(staff),
          ...(wide && permissionsShape(staff)),
        }));
      },
    }),
    route({
      ...doc,
      id: "staff.get",
      summary: "Get a staff member",
      path: `${company}/staff/:staff`,
      params,
      responses: { 200: { description: "The full record.", schema: StaffOut } },
      async handle({ who, params: { staff }, caller }) {
        const catalogue = await storage.reads(who.company).catalogue();
        return { status: 200, body: staffShape(staffNamed(catalogue, staff, caller), catalogue) };
      },
    }),
    route({
      ...doc,
      id: "staff.sites",
      summary: "List the sites of a staff member",
      path: `${company}/staff/:staff/sites`,
      params,
      query,
      responses: { 200: { description: "A page of sites.", schema: z.array(SiteRowOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const staff = staffNamed(catalogue, ask.params.staff, ask.caller);
        return listOf(ask, pageSize, sitesOf(staff, catalogue), siteRowShape);
      },
    }),
  ];
};
