import { z } from "zod";
import type { CustomerCommands } from "../../../commands/save-customer.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Address } from "../../../domain/catalogue/records.ts";
import type { CustomerId, SiteId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Ask, type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { AddressIn, AddressOut, addressShape, toAddress, toAddressChange } from "./addresses-shape.ts";
import { mustCustomer } from "./customers-refusals.ts";
import { staffNamed, staffRef } from "./staff-ref.ts";
import { listOf } from "./venue-wire.ts";

type Parts = Readonly<{ storage: Storage; pageSize: number; customers: CustomerCommands }>;

const TAG = "Addresses";

/** An owner of addresses: where they are, and how they are found. Throws HttpError 404. */
type Owner = Readonly<{
  id: string;
  of: string;
  path: string;
  permission: string;
  params: z.ZodObject;
  find: (
    ask: Pick<Ask<Record<string, never>, unknown, unknown>, "params" | "who" | "caller">,
  ) => Promise<readonly Address[]>;
}>;

const ownersOf = (storage: Storage): readonly Owner[] => {
  const catalogueOf = (company: Ask<unknown, unknown, unknown>["who"]["company"]): Promise<Catalogue> =>
    storage.reads(company).catalogue();
  return [
    {
      id: "company",
      of: "the company",
      path: "",
      permission: "company:read",
      params: z.object({}),
      find: async ({ who }) => (await catalogueOf(who.company)).company.addresses,
    },
    {
      id: "sites",
      of: "a site",
      path: "/sites/:site",
      permission: "company:read",
      params: z.object({ site: pathId<SiteId>() }),
      async find({ who, params }) {
        const site = (await catalogueOf(who.company)).site(params["site"]!);
        if (!site) throw notFound("site");
        return site.addresses;
      },
    },
    {
      id: "staff",
      of: "a staff member",
      path: "/staff/:staff",
      permission: "staff:read",
      params: z.object({ staff: staffRef }),
      find: async ({ who, params, caller }) =>
        staffNamed(await catalogueOf(who.company), params["staff"]!, caller).addresses,
    },
    {
      id: "customers",
      of: "a customer",
      path: "/customers/:customer",
      permission: "customers:read",
      params: z.object({ customer: pathId<CustomerId>() }),
      async find({ who, params }) {
        const customer = await storage.reads(who.company).customer(params["customer"]!);
        if (!customer) throw notFound("customer");
        return customer.addresses;
      },
    },
  ];
};

/** Addresses of the company, its sites, staff and customers; those of customers can be written. */
export const addressRoutes = ({ storage, pageSize, customers }: Parts): readonly Route[] => {
  const company = "/v1/companies/:company";
  const reading = ownersOf(storage).flatMap(({ id, of, path, permission, params, find }) => [
    route({
      id: `${id}.addresses.list`,
      summary: `List the addresses of ${of}`,
      tag: TAG,
      method: "GET",
      path: `${company}${path}/addresses`,
      audience: "addon",
      permission,
      params,
      query: z.object(pageQuery),
      responses: { 200: { description: "A page of addresses.", schema: z.array(AddressOut) } },
      async handle(ask) {
        const found = await find(ask as never);
        return listOf(
          ask,
          pageSize,
          found.toSorted((a, b) => a.id - b.id),
          addressShape,
        );
      },
    }),
    route({
      id: `${id}.addresses.get`,
      summary: `Get an address of ${of}`,
      tag: TAG,
      method: "GET",
      path: `${company}${path}/addresses/:address`,
      audience: "addon",
      permission,
      params: params.extend({ address: pathId<number>() }),
      responses: { 200: { description: "The address.", schema: AddressOut } },
      async handle(ask) {
        const found = await find(ask as never);
        const address = found.find((candidate) => candidate.id === ask.params["address"]);
        if (!address) throw notFound("address");
        return { status: 200, body: addressShape(address) };
      },
    }),
  ]);
  const ofCustomer = `${company}/customers/:customer/addresses`;
  const writing = [
    route({
      id: "customers.addresses.add",
      summary: "Add an address to a customer",
      tag: TAG,
      method: "POST",
      path: ofCustomer,
      audience: "addon",
      permission: "customers:write",
      params: z.object({ customer: pathId<CustomerId>() }),
      body: AddressIn,
      responses: { 201: { description: "Made; Location names it. The body is empty." } },
      async handle({ who, params, body, base, suffix }) {
        const { id } = mustCustomer(await customers.addAddress(who, params.customer, toAddress(body)));
        const location = `${base}/v1/companies/${who.company}/customers/${params.customer}/addresses/${id}${suffix}`;
        return { status: 201, headers: { location } };
      },
    }),
    route({
      id: "customers.addresses.update",
      summary: "Update an address of a customer",
      description: "Partial: what is not sent stays.",
      tag: TAG,
      method: "PUT",
      path: `${ofCustomer}/:address`,
      audience: "addon",
      permission: "customers:write",
      params: z.object({ customer: pathId<CustomerId>(), address: pathId<number>() }),
      body: AddressIn,
      responses: { 200: { description: "The updated address.", schema: AddressOut } },
      async handle({ who, params, body }) {
        const change = { address: params.address, change: toAddressChange(body) };
        return {
          status: 200,
          body: addressShape(mustCustomer(await customers.updateAddress(who, params.customer, change))),
        };
      },
    }),
  ];
  return [...reading, ...writing];
};
