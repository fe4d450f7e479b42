import { z } from "zod";
import type { CustomerCommands } from "../../../commands/save-customer.ts";
import type { Customer } from "../../../domain/customer.ts";
import type { CustomerId, Principal } from "../../../domain/ids.ts";
import { badRequest, notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { CustomerFind, Storage } from "../../../storage/storage.ts";
import { listAnswer, pageAsked, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { mustCustomer } from "./customers-refusals.ts";
import {
  CustomerChangeIn,
  CustomerIn,
  CustomerOut,
  CustomerRowOut,
  customerRowShape,
  customerShape,
  toCustomerChange,
  toNewCustomer,
} from "./customers-shape.ts";

type Parts = Readonly<{ storage: Storage; pageSize: number; customers: CustomerCommands }>;

const asked = z.string({ error: "must be given once" }).optional();
const CustomersQuery = z.object({
  email: asked,
  mobile: asked,
  first_name: asked.meta({ description: "With last_name and phone." }),
  last_name: asked,
  phone: asked,
  reference_id: asked.meta({ description: "The asking add-on's own id: answers a list." }),
  ...pageQuery,
});
type Query = z.output<typeof CustomersQuery>;

/** An unencoded "+" in a query arrives as a blank; neither an email address nor the start of a number has one. */
const plusBack = (value: string): string => value.replaceAll(" ", "+");
const leadingPlusBack = (value: string): string => value.replace(/^ (?=\d)/, "+");

/** What a query looks one customer up by; undefined when it asks for a list. Throws HttpError 400. */
const findBy = ({ email, mobile, first_name, last_name, phone }: Query): CustomerFind | undefined => {
  const parts = [first_name, last_name, phone];
  const given = parts.filter((part) => part !== undefined).length;
  if (given > 0 && given < parts.length) {
    throw badRequest("first_name, last_name and phone look a customer up together: give all three.");
  }
  if (email === undefined && mobile === undefined && given === 0) return undefined;
  return {
    ...(email !== undefined && { email: plusBack(email) }),
    ...(mobile !== undefined && { mobile: leadingPlusBack(mobile) }),
    ...(first_name !== undefined &&
      last_name !== undefined &&
      phone !== undefined && { name: { first: first_name, last: last_name }, phone: leadingPlusBack(phone) }),
  };
};

const addonOf = ({ actor }: Principal) => (actor.kind === "addon" ? actor.addonId : undefined);

export const customerRoutes = ({ storage, pageSize, customers: commands }: Parts): readonly Route[] => {
  const customers = "/v1/companies/:company/customers";
  const doc = { tag: "Customers", audience: "addon" } as const;
  const params = z.object({ customer: pathId<CustomerId>() });
  const where = ({ who, base, suffix }: { who: Principal; base: string; suffix: string }, id: CustomerId): string =>
    `${base}/v1/companies/${who.company}/customers/${id}${suffix}`;

  const references = async (who: Principal, ids: readonly CustomerId[]): Promise<ReadonlyMap<number, string>> => {
    const addon = addonOf(who);
    return addon === undefined ? new Map<number, string>() : storage.reads(who.company).references(addon, ids);
  };
  const full = async (who: Principal, customer: Customer) => {
    const catalogue = await storage.reads(who.company).catalogue();
    const names = await references(who, [customer.id]);
    return customerShape(customer, names.get(customer.id) ?? "", catalogue.company);
  };

  return [
    route({
      ...doc,
      id: "customers.list",
      summary: "List customers, or look one up",
      description:
        "With `email`, with `mobile`, or with `first_name`, `last_name` and `phone` together it leads to the one customer. With `reference_id` it lists the customers whom the add-on calls so.",
      method: "GET",
      path: customers,
      permission: "customers:read",
      query: CustomersQuery,
      responses: {
        200: { description: "A page of customers.", schema: z.array(CustomerRowOut) },
        302: { description: "Location names the customer that was looked up." },
        400: { description: "A look-up or page that cannot be used." },
      },
      async handle(ask) {
        const { who, query } = ask;
        const reads = storage.reads(who.company);
        const find = findBy(query);
        if (find && query.reference_id === undefined) {
          const { rows } = await reads.customers({ size: 1 }, find);
          if (!rows[0]) throw notFound("customer");
          return { status: 302, headers: { location: where(ask, rows[0].id) } };
        }
        const page = pageAsked(ask, pageSize);
        const addon = addonOf(who);
        const named = query.reference_id !== undefined && { reference: { addon: addon!, id: query.reference_id } };
        const filter: CustomerFind = { ...find, ...named };
        const [found, total] = await Promise.all([reads.customers(page, filter), reads.countCustomers(filter)]);
        const ids = found.rows.map(({ id }) => id);
        const names = await references(who, ids);
        const rows = found.rows.map((customer) => customerRowShape(customer, names.get(customer.id) ?? ""));
        return listAnswer(ask, found, rows, pageSize, total);
      },
    }),
    route({
      ...doc,
      id: "customers.create",
      summary: "Create a customer",
      description: "Needs a first name, and one of email, phone and mobile.",
      method: "POST",
      path: customers,
      permission: "customers:write",
      body: CustomerIn,
      responses: { 201: { description: "Made; Location names it. The body is empty." } },
      async handle(ask) {
        const { id } = mustCustomer(await commands.create(ask.who, toNewCustomer(ask.body)));
        return { status: 201, headers: { location: where(ask, id) } };
      },
    }),
    route({
      ...doc,
      id: "customers.get",
      summary: "Get a customer",
      method: "GET",
      path: `${customers}/:customer`,
      permission: "customers:read",
      params,
      responses: { 200: { description: "The full record.", schema: CustomerOut } },
      async handle({ who, params: { customer } }) {
        const found = await storage.reads(who.company).customer(customer);
        if (!found) throw notFound("customer");
        return { status: 200, body: await full(who, found) };
      },
    }),
    route({
      ...doc,
      id: "customers.update",
      summary: "Update a customer",
      description: "Partial: what is not sent stays, null clears. An address is written whole.",
      method: "PUT",
      path: `${customers}/:customer`,
      permission: "customers:write",
      params,
      body: CustomerChangeIn,
      responses: { 200: { description: "The full updated record.", schema: CustomerOut } },
      async handle({ who, params: { customer }, body }) {
        const saved = mustCustomer(await commands.update(who, customer, toCustomerChange(body)));
        return { status: 200, body: await full(who, saved) };
      },
    }),
  ];
};
