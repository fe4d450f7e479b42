import { createCustomer } from "../../domain/customer-changes.ts";
import { type Customer, orderCustomer } from "../../domain/customer.ts";
import type { AddonId, CompanyId, CustomerId } from "../../domain/ids.ts";
import type { ConsumerAsked } from "../../domain/online/asked.ts";
import { type Known, type Person, personOf } from "../../domain/online/consumer.ts";
import { type Failure, failures, invalidTask } from "../../domain/online/reasons.ts";
import type { OrderCustomer } from "../../domain/order/order.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { ChangeTx, CustomerFind, Storage } from "../../storage/storage.ts";

type Who = Readonly<{ company: CompanyId; addonId: AddonId }>;
type Looking = Readonly<{
  find(find: CustomerFind): Promise<Customer | undefined>;
  referenceOf(customer: CustomerId): Promise<string | undefined>;
}>;

/**
 * The customer that an order is for: found, or made in a transaction before the order's own. Whoever is made here is
 * found by what the app said of them, so a second run for the same order makes nobody again. Null: nobody who could be
 * found again.
 */
export const personFor =
  (storage: Pick<Storage, "reads" | "change">) =>
  async ({ company, addonId }: Who, asked: ConsumerAsked): Promise<Result<OrderCustomer | null, Failure>> => {
    const reads = storage.reads(company);
    const found = await lookUp(addonId, asked, {
      find: async (find) => (await reads.customers({ size: 1 }, find)).rows[0],
      referenceOf: async (customer) => (await reads.references(addonId, [customer])).get(customer),
    });
    if (found.kind === "known") return done(orderCustomer(found.customer));
    if (found.kind === "nobody") return done(null);
    if (found.kind === "clash") return refuse(failures.consumerClash);
    // Changes of one company come one after another, so what is found here is still so when it is written.
    return storage.change(company, async (tx): Promise<Result<OrderCustomer | null, Failure>> => {
      const person = await lookUp(addonId, asked, {
        find: (find) => tx.customerRecords.find(find),
        referenceOf: (customer) => tx.customerRecords.referenceOf(addonId, customer),
      });
      switch (person.kind) {
        case "known":
          return done(orderCustomer(person.customer));
        case "named":
          await tx.customerRecords.setReference(addonId, person.customer.id, person.reference);
          return done(orderCustomer(person.customer));
        case "new":
          return add(tx, addonId, person);
        case "nobody":
          return done(null);
        case "clash":
          return refuse(failures.consumerClash);
      }
    });
  };

const add = async (
  tx: ChangeTx,
  addonId: AddonId,
  { facts }: Extract<Person, { kind: "new" }>,
): Promise<Result<OrderCustomer, Failure>> => {
  const made = createCustomer(tx.newId("customer") as CustomerId, facts, () => tx.newId("address"));
  if (!made.ok) return refuse(invalidTask(`Consumer not possible (${made.error.kind})`));
  const customer = await tx.customerRecords.add(made.value);
  if (facts.referenceId) await tx.customerRecords.setReference(addonId, customer.id, facts.referenceId);
  tx.emit([{ type: "customer.created", id: customer.id }]);
  return done(orderCustomer(customer));
};

const lookUp = async (addon: AddonId, asked: ConsumerAsked, { find, referenceOf }: Looking): Promise<Person> => {
  const { reference, email, phone, firstName, lastName } = asked;
  const byEmail = email === null ? undefined : await find({ email });
  const known: Known = {
    byReference: reference === null ? undefined : await find({ reference: { addon, id: reference } }),
    byEmail,
    referenceOfEmail: byEmail && (await referenceOf(byEmail.id)),
    byPhone:
      phone === null || email !== null ? undefined : await find({ phone, name: { first: firstName, last: lastName } }),
  };
  return personOf(asked, known);
};
