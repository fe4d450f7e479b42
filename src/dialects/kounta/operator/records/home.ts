import type { z } from "zod";
import type { HomeChange } from "../../../../domain/addresses.ts";
import type { StaffId } from "../../../../domain/ids.ts";
import { type Camelled, camelled } from "../../../../kit/case.ts";
import { given } from "../../../../kit/given.ts";
import { AddressIn, AddressOut, toAddressField } from "../../resources/addresses-shape.ts";
import { outId, outText } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { emailOrNull, linkOrNull, phoneOrNull } from "./fields.ts";

/** Where a company, a site or somebody who works there is at home, and how they are reached. */

/** Both addresses of a home. */
export const homeFields = {
  shipping_address: AddressIn.nullable(),
  postal_address: AddressIn.nullable(),
};
export const homeOut = { shipping_address: AddressOut.nullable(), postal_address: AddressOut.nullable() };

type HomeBody = Readonly<{ [K in keyof typeof homeFields]?: z.output<(typeof homeFields)[K]> }>;

/** What a body says, with the names of our records. An address is written whole. */
export const factsWithHome = <B extends HomeBody>(body: B): Camelled<Omit<B, keyof HomeBody>> & HomeChange => {
  const { shipping_address, postal_address, ...plain } = body;
  const home = given({
    shippingAddress: toAddressField(shipping_address),
    postalAddress: toAddressField(postal_address),
  });
  return Object.assign(camelled(plain), home);
};

/** How guests and connected apps reach a company or a site. */
export const contactFields = {
  email: emailOrNull,
  phone: phoneOrNull,
  website: linkOrNull,
  image: linkOrNull,
  contact_staff_id: id<StaffId>().nullable(),
};
export const contactOut = {
  email: outText,
  phone: outText,
  website: outText,
  image: outText,
  contact_staff_id: outId.nullable(),
};
