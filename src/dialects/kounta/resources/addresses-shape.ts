import { z } from "zod";
import type { AddressChange, AddressDraft } from "../../../domain/addresses.ts";
import type { Address } from "../../../domain/catalogue/records.ts";
import { given } from "../../../kit/given.ts";
import { text } from "../wire.ts";
import { optionalText, outId, outText } from "./venue-wire.ts";

/**
 * Addresses have two forms on the wire. The older (`lines`, `zone`) is that of the address resources, companies, sites
 * and staff; the newer (`address`, `state`) that of a customer's primary and shipping address. Both can be written
 * anywhere. In the newer the lines are one text, with line breaks between them.
 */
export const addressShape = ({ id, lines, city, zone, postalCode, country }: Address) => ({
  id,
  lines,
  city,
  zone,
  postal_code: postalCode,
  country,
});

export const customerAddressShape = ({ id, lines, city, zone, postalCode, country }: Address) => ({
  id,
  address: lines.join("\n"),
  city,
  state: zone,
  postal_code: postalCode,
  country,
});

const LINES_MAX = 10;

export const AddressIn = z.object(
  {
    lines: z
      .array(text(), { error: "must be a list of texts" })
      .max(LINES_MAX, { error: `must not be more than ${LINES_MAX}` })
      .nullish(),
    address: text(2_000).nullish().meta({ description: "The lines as one text." }),
    city: optionalText,
    zone: optionalText,
    state: optionalText.meta({ description: "The newer name of zone." }),
    postal_code: optionalText,
    country: optionalText.meta({ description: "ISO 3166, two letters." }),
  },
  { error: "must be an address" },
);

type AddressBody = z.output<typeof AddressIn>;

/** What was sent of an address; the older form wins where both speak. */
export const toAddressChange = (body: AddressBody): AddressChange => {
  const address = typeof body.address === "string" ? linesOf(body.address) : body.address;
  const lines = body.lines === undefined ? address : body.lines;
  return given({
    lines: lines === null ? [] : lines,
    city: body.city,
    zone: body.zone === undefined ? body.state : body.zone,
    postalCode: body.postal_code,
    country: body.country,
  });
};

const linesOf = (address: string): string[] => (address === "" ? [] : address.split("\n"));

export const toAddress = (body: AddressBody): AddressDraft => ({
  lines: [],
  city: null,
  zone: null,
  postalCode: null,
  country: null,
  ...toAddressChange(body),
});

/** A whole address in a record's field: null takes it away. */
export const toAddressField = (body: AddressBody | null | undefined): AddressDraft | null | undefined =>
  body ? toAddress(body) : body;

export const AddressOut = z.object({
  id: outId,
  lines: z.array(z.string()),
  city: outText,
  zone: outText,
  postal_code: outText,
  country: outText,
});

export const CustomerAddressOut = z.object({
  id: outId,
  address: z.string(),
  city: outText,
  state: outText,
  postal_code: outText,
  country: outText,
});
