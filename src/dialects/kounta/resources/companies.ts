import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { type Route, route } from "../../../http/route.ts";
import { zoneOffset } from "../../../kit/time.ts";
import type { Storage } from "../../../storage/storage.ts";
import { stamp } from "../wire.ts";
import { AddressOut, addressShape } from "./addresses-shape.ts";
import { CountOut, PersonOut, countShape, outId, outText } from "./venue-wire.ts";

/** The company's full record; `now` tells on which side of daylight saving its clock stands. */
export const companyShape = (catalogue: Catalogue, now: number) => {
  const { company } = catalogue;
  const contact = company.contactStaffId === null ? undefined : catalogue.staff(company.contactStaffId);
  const at = (ms: number): string => stamp(ms, company.timezone);
  return {
    id: company.id,
    name: company.name,
    shipping_address: company.shippingAddress && addressShape(company.shippingAddress),
    postal_address: company.postalAddress && addressShape(company.postalAddress),
    addresses: {
      count: company.addresses.length,
      updated_at: company.addresses.length > 0 ? at(company.updatedAt) : null,
    },
    business_number: company.businessNumber,
    contact_staff_member: contact
      ? {
          id: contact.id,
          first_name: contact.firstName,
          last_name: contact.lastName,
          email: contact.emails[0] ?? null,
        }
      : null,
    email: company.email,
    phone: company.phone,
    image: company.image,
    website: company.website,
    currency: company.currency,
    timezone: { offset: zoneOffset(now, company.timezone), name: company.timezone },
    sites: countShape(catalogue.all("site"), at),
    registers: { ...countShape(catalogue.all("register"), at), limit: company.registerLimit },
    staff: countShape(catalogue.all("staff"), at),
    created_at: at(company.createdAt),
    updated_at: at(company.updatedAt),
  };
};

export const CompanyOut = z.object({
  id: outId,
  name: z.string(),
  shipping_address: AddressOut.nullable(),
  postal_address: AddressOut.nullable(),
  addresses: CountOut,
  business_number: outText,
  contact_staff_member: PersonOut.nullable(),
  email: outText,
  phone: outText,
  image: outText,
  website: outText,
  currency: z.string(),
  timezone: z.object({ offset: z.string(), name: z.string() }),
  sites: CountOut,
  registers: CountOut.extend({ limit: z.int() }),
  staff: CountOut,
  created_at: z.string(),
  updated_at: z.string(),
});

export const companyRoutes = ({ storage }: { storage: Storage }): readonly Route[] => [
  route({
    id: "companies.get",
    summary: "Get a company",
    description: "`me` is the company that the credentials belong to.",
    tag: "Companies",
    method: "GET",
    path: "/v1/companies/:company",
    audience: "addon",
    permission: "company:read",
    responses: { 200: { description: "The full record.", schema: CompanyOut } },
    async handle({ who }) {
      return { status: 200, body: companyShape(await storage.reads(who.company).catalogue(), storage.clock()) };
    },
  }),
];
