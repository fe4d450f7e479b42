import type { Address, Stamped } from "./catalogue/records.ts";
import type { CustomerId } from "./ids.ts";
import type { OrderCustomer } from "./order/order.ts";

/**
 * A customer of a company. `referenceId` is not here: it belongs to the add-on that set it and is stored beside the
 * customer, once per add-on.
 */
export type Customer = Stamped &
  Readonly<{
    id: CustomerId;
    firstName: string;
    lastName: string;
    email: string | null;
    phone: string | null;
    mobile: string | null;
    image: string | null;
    tags: readonly string[];
    acceptsMarketing: boolean;
    primaryAddress: Address | null;
    shippingAddress: Address | null;
    addresses: readonly Address[];
  }>;

export const orderCustomer = ({ id, firstName, lastName, email, image }: Customer): OrderCustomer => ({
  id,
  firstName,
  lastName,
  email,
  image,
});

/** What two spellings of one address have in common: what look-ups compare. */
export const emailKey = (email: string): string => email.trim().toLowerCase();

/** A telephone number's digits (and a leading plus), so that "0412 345 678" and "0412345678" find each other. */
export const phoneKey = (phone: string): string => phone.replace(/(?!^\+)\D/g, "");

export const nameKey = (firstName: string, lastName: string): string => `${firstName} ${lastName}`.trim().toLowerCase();
