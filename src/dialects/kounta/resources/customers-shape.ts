import { z } from "zod";
import type { Customer } from "../../../domain/customer.ts";
import type { CustomerChange, CustomerFacts, NewCustomer } from "../../../domain/customer-changes.ts";
import { given } from "../../../kit/given.ts";
import { stamp, text } from "../wire.ts";
import { AddressIn, CustomerAddressOut, customerAddressShape, toAddressField } from "./addresses-shape.ts";
import { CountOut, email, flag, link, optionalText, outId, outText, phone, requiredText } from "./venue-wire.ts";

/** A customer on the wire. `reference` is what the asking add-on calls the customer: "" when it calls them nothing. */

export const customerRowShape = (customer: Customer, reference: string) => ({
  id: customer.id,
  first_name: customer.firstName,
  last_name: customer.lastName,
  primary_email_address: customer.email,
  image: customer.image,
  reference_id: reference,
});

/** The full record; times are those of the company's clock. */
export const customerShape = (
  customer: Customer,
  reference: string,
  { id: companyId, timezone }: { id: number; timezone: string },
) => ({
  ...customerRowShape(customer, reference),
  company_id: companyId,
  email: customer.email,
  email_addresses: customer.email === null ? [] : [customer.email],
  phone: customer.phone,
  mobile: customer.mobile,
  tags: customer.tags,
  primary_address: customer.primaryAddress && customerAddressShape(customer.primaryAddress),
  shipping_address: customer.shippingAddress && customerAddressShape(customer.shippingAddress),
  addresses: {
    count: customer.addresses.length,
    updated_at: customer.addresses.length > 0 ? stamp(customer.updatedAt, timezone) : null,
  },
  accepts_marketing: customer.acceptsMarketing,
  created_at: stamp(customer.createdAt, timezone),
  updated_at: stamp(customer.updatedAt, timezone),
});

export const CustomerRowOut = z.object({
  id: outId,
  first_name: z.string(),
  last_name: z.string(),
  primary_email_address: outText,
  image: outText,
  reference_id: z.string().meta({ description: "The asking add-on's own id for the customer." }),
});

export const CustomerOut = CustomerRowOut.extend({
  company_id: outId,
  email: outText,
  email_addresses: z.array(z.string()),
  phone: outText,
  mobile: outText,
  tags: z.array(z.string()),
  primary_address: CustomerAddressOut.nullable(),
  shipping_address: CustomerAddressOut.nullable(),
  addresses: CountOut,
  accepts_marketing: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});

const TAGS_MAX = 100;

const facts = {
  last_name: optionalText,
  email,
  phone,
  mobile: phone.meta({ description: "No other customer of the company may have it." }),
  image: link,
  tags: z
    .array(text(), { error: "must be a list of texts" })
    .max(TAGS_MAX, { error: `must not be more than ${TAGS_MAX}` })
    .nullish(),
  accepts_marketing: flag.nullish(),
  primary_address: AddressIn.nullish(),
  shipping_address: AddressIn.nullish(),
  reference_id: optionalText.meta({ description: "Seen by the add-on that sets it, and by no other." }),
};

export const CustomerIn = z.object({ first_name: requiredText, ...facts });
export const CustomerChangeIn = z.object({ first_name: requiredText.optional(), ...facts });

const orNeutral = <T>(value: T | null | undefined, neutral: T): T | undefined => (value === null ? neutral : value);

/** What was sent. Null clears; a null name, tag list or flag goes back to what it is when nobody says. */
export const toCustomerChange = (body: z.output<typeof CustomerChangeIn>): CustomerChange => {
  const sent: { [K in keyof CustomerFacts]: CustomerFacts[K] | undefined } = {
    firstName: body.first_name,
    lastName: orNeutral(body.last_name, ""),
    email: body.email,
    phone: body.phone,
    mobile: body.mobile,
    image: body.image,
    tags: orNeutral(body.tags, []),
    acceptsMarketing: orNeutral(body.accepts_marketing, false),
    primaryAddress: toAddressField(body.primary_address),
    shippingAddress: toAddressField(body.shipping_address),
    referenceId: body.reference_id === "" ? null : body.reference_id,
  };
  return given(sent);
};

export const toNewCustomer = (body: z.output<typeof CustomerIn>): NewCustomer => ({
  ...toCustomerChange(body),
  firstName: body.first_name,
});
