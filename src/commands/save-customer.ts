import { type Result, done, refuse } from "../kit/brand.ts";
import type { AddressChange, AddressDraft } from "../domain/addresses.ts";
import type { Address } from "../domain/catalogue/records.ts";
import type { Customer } from "../domain/customer.ts";
import {
  type CustomerChange,
  type CustomerRefusal,
  type NewCustomer,
  addAddress,
  createCustomer,
  updateAddress,
  updateCustomer,
} from "../domain/customer-changes.ts";
import type { CustomerId, Principal } from "../domain/ids.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

type Saved = Result<Customer, CustomerRefusal>;
type SavedAddress = Result<Address, CustomerRefusal>;

/** The commands on customers. Each change of the record itself is told as an event; an add-on's own name for it is not. */
export const customerCommands = (storage: Storage) => ({
  create: (who: Principal, input: NewCustomer): Promise<Saved> =>
    storage.change(who.company, async (tx) => {
      const made = createCustomer(tx.newId("customer") as CustomerId, input, () => tx.newId("address"));
      if (!made.ok) return made;
      const free = await mobileFree(tx, made.value);
      if (!free.ok) return free;
      const added = await tx.customerRecords.add(made.value);
      await setReference(tx, who, added.id, input.referenceId);
      tx.emit([{ type: "customer.created", id: added.id }]);
      return done(added);
    }),

  /** `version` is the one that whoever changes it has seen; another one is refused. */
  update: (who: Principal, id: CustomerId, change: CustomerChange, version?: number): Promise<Saved> =>
    storage.change(who.company, async (tx) => {
      const before = await tx.customers.get(id);
      if (!before) return refuse({ kind: "customer_not_found" });
      if (version !== undefined && version !== before.version) {
        return refuse({ kind: "customer_changed", version: before.version });
      }
      const saved = await save(
        tx,
        before,
        updateCustomer(before, change, () => tx.newId("address")),
      );
      if (saved.ok) await setReference(tx, who, id, change.referenceId);
      return saved;
    }),

  addAddress: (who: Principal, id: CustomerId, draft: AddressDraft): Promise<SavedAddress> =>
    changeAddresses(storage, who, id, (customer, tx) => addAddress(customer, draft, () => tx.newId("address"))),

  updateAddress: (
    who: Principal,
    id: CustomerId,
    { address, change }: { address: number; change: AddressChange },
  ): Promise<SavedAddress> => changeAddresses(storage, who, id, (customer) => updateAddress(customer, address, change)),
});

export type CustomerCommands = ReturnType<typeof customerCommands>;

const changeAddresses = (
  storage: Storage,
  who: Principal,
  id: CustomerId,
  decide: (customer: Customer, tx: ChangeTx) => Result<{ customer: Customer; address: Address }, CustomerRefusal>,
): Promise<SavedAddress> =>
  storage.change(who.company, async (tx) => {
    const before = await tx.customers.get(id);
    if (!before) return refuse({ kind: "customer_not_found" });
    const decided = decide(before, tx);
    if (!decided.ok) return decided;
    const saved = await save(tx, before, decided.value.customer);
    return saved.ok ? done(decided.value.address) : saved;
  });

const save = async (tx: ChangeTx, before: Customer, after: Customer): Promise<Saved> => {
  if (after === before) return done(before);
  const free = await mobileFree(tx, after);
  if (!free.ok) return free;
  const saved = await tx.customerRecords.save(after);
  tx.emit([{ type: "customer.updated", id: after.id }]);
  return done(saved);
};

/** Changes of one company come one after another, so what is free here is free when the customer is written. */
const mobileFree = async (
  tx: ChangeTx,
  { id, mobile }: Pick<Customer, "id" | "mobile">,
): Promise<Result<null, CustomerRefusal>> => {
  if (mobile === null) return done(null);
  const holder = await tx.customerRecords.byMobile(mobile);
  return holder && holder.id !== id ? refuse({ kind: "mobile_taken" }) : done(null);
};

const setReference = async (
  tx: ChangeTx,
  { actor }: Principal,
  customer: CustomerId,
  referenceId: string | null | undefined,
): Promise<void> => {
  if (referenceId === undefined || actor.kind !== "addon") return;
  await tx.customerRecords.setReference(actor.addonId, customer, referenceId);
};
