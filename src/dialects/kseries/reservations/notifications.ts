import { z } from "zod";
import type { Company, Site } from "../../../domain/catalogue/records.ts";
import { entityTypes, errorCodes } from "../../../domain/reservations/refusals.ts";
import { posStatuses } from "../../../domain/reservations/status.ts";
import { outId } from "../wire.ts";
import { AccountOut } from "./account-wire.ts";

/** What platforms are told: exactly the documented fields. */

export const IntegrationOut = z.strictObject({
  notificationType: z.enum(["ACTIVATED", "DEACTIVATED"]),
  platformCode: z.string(),
  businessLocationId: outId,
  platformRestaurantId: z.string(),
});

/** Where a business location is. What is not known is left out. */
const place = {
  street1: z.string().optional(),
  street2: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  zip: z.string().optional(),
  country: z.string().optional(),
};

export const OnboardingOut = z.strictObject({
  platformCode: z.string(),
  platformRestaurantReference: z.string(),
  onboardingId: z.string(),
  epochSecondsDeadlineUtc: z.int(),
  businessInformation: z.strictObject({ businessLocationId: outId, name: z.string(), ...place }),
});

export const LocationOut = z.strictObject({ businessLocationId: z.string(), name: z.string(), ...place });

export const PosUpdateOut = z.strictObject({
  platformCode: z.string(),
  platformRestaurantId: z.string(),
  platformReservationId: z.string(),
  businessLocationId: outId,
  status: z.enum(posStatuses),
  tables: z.array(z.string()),
  covers: z.int(),
});

export const ErrorOut = z.strictObject({
  errorMessage: z.string(),
  traceId: z.string(),
  httpCode: z.int(),
  entityType: z.enum(entityTypes),
  errorCode: z.enum(errorCodes),
  errorProperties: z.array(z.string()),
  platformCode: z.string(),
  platformRestaurantId: z.string().optional(),
  platformReservationId: z.string().optional(),
});

export const OrderOut = z.strictObject({
  notificationType: z.enum(["OPEN", "UPDATE", "CLOSE", "CANCEL"]),
  businessLocationId: outId,
  platformRestaurantId: z.string().optional(),
  platformReservationId: z.string().optional(),
  platformCode: z.string(),
  sequenceId: z.string(),
  account: AccountOut,
});

export const placeOf = (site: Site, company: Company): z.output<z.ZodObject<typeof place>> => {
  const address = site.shippingAddress ?? site.postalAddress ?? company.shippingAddress ?? company.postalAddress;
  if (!address) return {};
  const { lines, city, zone, postalCode, country } = address;
  const [street1, ...others] = lines.filter((line) => line !== "");
  const street2 = others.join(", ");
  return {
    ...(street1 && { street1 }),
    ...(street2 && { street2 }),
    ...(city && { city }),
    ...(zone && { state: zone }),
    ...(postalCode && { zip: postalCode }),
    ...(country && { country }),
  };
};
