import { z } from "zod";
import { customerCommands } from "../../../../commands/save-customer.ts";
import type { Company } from "../../../../domain/catalogue/records.ts";
import type { Customer } from "../../../../domain/customer.ts";
import type { CustomerId } from "../../../../domain/ids.ts";
import { type Route, route } from "../../../../http/route.ts";
import type { CustomerFind } from "../../../../storage/storage.ts";
import { mustCustomer } from "../../resources/customers-refusals.ts";
import {
  CustomerChangeIn,
  CustomerIn,
  CustomerOut,
  customerShape,
  toCustomerChange,
  toNewCustomer,
} from "../../resources/customers-shape.ts";
import { pathId } from "../../wire.ts";
import { COMPANY, found, locationOf } from "../wire.ts";
import { askedPage, listQuery, pageAnswer, wordsOf } from "./list.ts";
import { type RecordParts, seenVersion } from "./routes.ts";

/** Words of a search; more make nobody easier to find. */
const WORDS_MAX = 6;
/** A telephone number, however it is written, is one word. */
const NUMBER = /^ *[\d+][\d+()./ -]*$/;

const Out = CustomerOut.omit({ reference_id: true }).extend({ version: z.int() });
const { sort: _sort, ...paging } = listQuery;
const known = z.string({ error: "must be given once" }).optional();

const shape = (customer: Customer, company: Company) => {
  const { reference_id: _, ...shown } = customerShape(customer, "", company);
  return { ...shown, version: customer.version };
};

const findOf = ({
  q,
  email,
  mobile,
}: Readonly<Partial<Record<"q" | "email" | "mobile", string | undefined>>>): CustomerFind => ({
  ...(q !== undefined && { words: NUMBER.test(q) ? [q.trim()] : wordsOf(q).slice(0, WORDS_MAX) }),
  ...(email !== undefined && { email }),
  ...(mobile !== undefined && { mobile }),
});

/** Customers, for the venue's own people: the same records and rules as over /v1. */
export const customerRecordRoutes = ({ storage }: RecordParts): readonly Route[] => {
  const commands = customerCommands(storage);
  const path = `${COMPANY}/customers`;
  const doc = { tag: "Customers", audience: "operator" } as const;
  const params = z.object({ customer: pathId<CustomerId>() });
  const refused = { description: "Not possible; the error names the field." };
  const companyOf = async (ask: { who: { company: Parameters<typeof storage.reads>[0] } }) =>
    (await storage.reads(ask.who.company).catalogue()).company;
  return [
    route({
      ...doc,
      id: "operator.customers.list",
      summary: "List customers",
      description: "`q` looks into names, email addresses and telephone numbers. Ascending by id.",
      method: "GET",
      path,
      permission: "customers:read",
      query: z.object({ ...paging, email: known, mobile: known }),
      responses: { 200: { description: "A page of customers.", schema: z.array(Out) } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const page = askedPage(ask);
        const find = findOf(ask.query);
        const [company, { rows }, total] = await Promise.all([
          companyOf(ask),
          reads.customers({ size: page.size, offset: page.index * page.size }, find),
          reads.countCustomers(find),
        ]);
        return pageAnswer(
          ask,
          page,
          rows.map((customer) => shape(customer, company)),
          total,
        );
      },
    }),
    route({
      ...doc,
      id: "operator.customers.create",
      summary: "Add a customer",
      description: "Needs a first name, and one of email, phone and mobile.",
      method: "POST",
      path,
      permission: "customers:write",
      body: CustomerIn,
      responses: { 201: { description: "The full record; Location names it.", schema: Out }, 400: refused },
      async handle(ask) {
        const customer = mustCustomer(await commands.create(ask.who, toNewCustomer(ask.body)));
        const headers = locationOf(ask, `customers/${customer.id}`);
        return { status: 201, body: shape(customer, await companyOf(ask)), headers };
      },
    }),
    route({
      ...doc,
      id: "operator.customers.get",
      summary: "Get a customer",
      method: "GET",
      path: `${path}/:customer`,
      permission: "customers:read",
      params,
      responses: { 200: { description: "The full record.", schema: Out } },
      async handle(ask) {
        const customer = await storage.reads(ask.who.company).customer(ask.params.customer);
        return { status: 200, body: shape(found(customer, "customer"), await companyOf(ask)) };
      },
    }),
    route({
      ...doc,
      id: "operator.customers.update",
      summary: "Change a customer",
      description: "Partial: what is not sent stays, null clears. An address is written whole.",
      method: "PUT",
      path: `${path}/:customer`,
      permission: "customers:write",
      params,
      body: CustomerChangeIn.extend({ version: seenVersion }),
      responses: {
        200: { description: "The full record.", schema: Out },
        400: refused,
        409: { description: "It was changed by somebody else meanwhile." },
      },
      async handle(ask) {
        const { version, ...said } = ask.body;
        const saved = await commands.update(ask.who, ask.params.customer, toCustomerChange(said), version);
        return { status: 200, body: shape(mustCustomer(saved), await companyOf(ask)) };
      },
    }),
  ];
};
