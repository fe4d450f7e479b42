import { type Result, done, refuse } from "../kit/brand.ts";
import { ADDRESSES_MAX, type AddressChange, type AddressDraft, placeAddress, sameAddress } from "./addresses.ts";
import type { Address, Stamped } from "./catalogue/records.ts";
import type { Customer } from "./customer.ts";
import type { CustomerId } from "./ids.ts";

/** What is written about a customer. `referenceId` is the writing add-on's own name for them; null is none. */
export type CustomerFacts = Readonly<{
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  image: string | null;
  tags: readonly string[];
  acceptsMarketing: boolean;
  primaryAddress: AddressDraft | null;
  shippingAddress: AddressDraft | null;
  referenceId: string | null;
}>;
export type NewCustomer = Partial<CustomerFacts> & Pick<CustomerFacts, "firstName">;
/** Absent facts stay as they are. */
export type CustomerChange = Partial<CustomerFacts>;

/** In order of precedence: when several apply, the first is the one reported. */
export type CustomerRefusal =
  | Readonly<{ kind: "customer_not_found" }>
  /** Somebody else saved another version meanwhile. */
  | Readonly<{ kind: "customer_changed"; version: number }>
  | Readonly<{ kind: "address_not_found" }>
  | Readonly<{ kind: "contact_required" }>
  | Readonly<{ kind: "too_many_addresses"; max: number }>
  /** A mobile belongs to one customer of a company: it is what a till looks people up by. */
  | Readonly<{ kind: "mobile_taken" }>;

export type CustomerDraft = Omit<Customer, keyof Stamped>;

const nobody = (id: CustomerId): CustomerDraft => ({
  id,
  firstName: "",
  lastName: "",
  email: null,
  phone: null,
  mobile: null,
  image: null,
  tags: [],
  acceptsMarketing: false,
  primaryAddress: null,
  shippingAddress: null,
  addresses: [],
});

/** A new customer, who has to be reachable in some way. */
export const createCustomer = (
  id: CustomerId,
  facts: NewCustomer,
  newAddressId: () => number,
): Result<CustomerDraft, CustomerRefusal> => {
  const customer = withFacts(nobody(id), facts, newAddressId);
  if (customer.email === null && customer.phone === null && customer.mobile === null) {
    return refuse({ kind: "contact_required" });
  }
  return done(customer);
};

const withFacts = <C extends CustomerDraft>(customer: C, change: CustomerChange, newAddressId: () => number): C => {
  const { primaryAddress, shippingAddress, referenceId: _, ...plain } = change;
  let { primaryAddress: primary, shippingAddress: shipping, addresses } = customer;
  if (primaryAddress !== undefined) {
    const placed = placeAddress({ address: primary, book: addresses }, [shipping], primaryAddress, newAddressId);
    ({ address: primary, book: addresses } = placed);
  }
  if (shippingAddress !== undefined) {
    const placed = placeAddress({ address: shipping, book: addresses }, [primary], shippingAddress, newAddressId);
    ({ address: shipping, book: addresses } = placed);
  }
  return { ...customer, ...plain, primaryAddress: primary, shippingAddress: shipping, addresses };
};

const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tag, i) => tag === b[i]);

/** The customer with the change; the very same object when it changes nothing. */
export const updateCustomer = (customer: Customer, change: CustomerChange, newAddressId: () => number): Customer => {
  const after = withFacts(customer, change, newAddressId);
  const same = (Object.keys(after) as (keyof Customer)[]).every((key) =>
    key === "tags" ? sameTags(after.tags, customer.tags) : after[key] === customer[key],
  );
  return same ? customer : after;
};

export const addAddress = (
  customer: Customer,
  draft: AddressDraft,
  newAddressId: () => number,
): Result<{ customer: Customer; address: Address }, CustomerRefusal> => {
  if (customer.addresses.length >= ADDRESSES_MAX) return refuse({ kind: "too_many_addresses", max: ADDRESSES_MAX });
  const address = { id: newAddressId(), ...draft };
  return done({ customer: { ...customer, addresses: [...customer.addresses, address] }, address });
};

/** Changes one address of the book, and with it the roles that it has. */
export const updateAddress = (
  customer: Customer,
  id: number,
  change: AddressChange,
): Result<{ customer: Customer; address: Address }, CustomerRefusal> => {
  const before = customer.addresses.find((address) => address.id === id);
  if (!before) return refuse({ kind: "address_not_found" });
  const address = { ...before, ...change };
  if (sameAddress(before, address)) return done({ customer, address: before });
  const renew = <A extends Address | null>(known: A): A | Address => (known?.id === id ? address : known);
  const after: Customer = {
    ...customer,
    primaryAddress: renew(customer.primaryAddress),
    shippingAddress: renew(customer.shippingAddress),
    addresses: customer.addresses.map(renew),
  };
  return done({ customer: after, address });
};
