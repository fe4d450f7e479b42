import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import { stamp } from "../wire.ts";
import { AddressOut, addressShape } from "./addresses-shape.ts";
import { CountOut, PersonOut, countShape, outId, outText } from "./venue-wire.ts";

export const siteRowShape = ({ id, name, code }: Site) => ({ id, name, code });

/** The full record. */
export const siteShape = (site: Site, catalogue: Catalogue) => {
  const zone = site.timezone ?? catalogue.company.timezone;
  const at = (ms: number): string => stamp(ms, zone);
  const contact = site.contactStaffId === null ? undefined : catalogue.staff(site.contactStaffId);
  const prices = catalogue.get("price_list", site.priceListId);
  const sold = catalogue.all("product").filter((product) => !product.deleted && catalogue.soldAt(product, site.id));
  return {
    ...siteRowShape(site),
    contact_person: contact
      ? {
          id: contact.id,
          first_name: contact.firstName,
          last_name: contact.lastName,
          email: contact.emails[0] ?? null,
        }
      : null,
    business_number: site.businessNumber,
    shipping_address: site.shippingAddress && addressShape(site.shippingAddress),
    postal_address: site.postalAddress && addressShape(site.postalAddress),
    addresses: { count: site.addresses.length, updated_at: site.addresses.length > 0 ? at(site.updatedAt) : null },
    email: site.email,
    mobile: site.mobile,
    phone: site.phone,
    fax: site.fax,
    location: site.location,
    image: site.image,
    website: site.website,
    register_level_reconciliation: site.registerLevelReconciliation,
    price_list: prices ? { id: prices.id, name: prices.name } : null,
    products: countShape(sold, at),
    registers: countShape(catalogue.registersOf(site.id), at),
    created_at: at(site.createdAt),
    updated_at: at(site.updatedAt),
  };
};

export const SiteRowOut = z.object({ id: outId, name: z.string(), code: z.string() });

export const SiteOut = SiteRowOut.extend({
  contact_person: PersonOut.nullable(),
  business_number: outText,
  shipping_address: AddressOut.nullable(),
  postal_address: AddressOut.nullable(),
  addresses: CountOut,
  email: outText,
  mobile: outText,
  phone: outText,
  fax: outText,
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  image: outText,
  website: outText,
  register_level_reconciliation: z.boolean(),
  price_list: z.object({ id: outId, name: z.string() }).nullable(),
  products: CountOut,
  registers: CountOut,
  created_at: z.string(),
  updated_at: z.string(),
});
