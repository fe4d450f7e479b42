import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Staff } from "../../../domain/catalogue/records.ts";
import type { StaffId } from "../../../domain/ids.ts";
import type { Caller } from "../../../http/callers.ts";
import { notFound } from "../../../http/errors.ts";
import { pathId } from "../wire.ts";

/** A staff member in a path: an id, or `me`. */
export const staffRef = z.union([z.literal("me"), pathId<StaffId>()]).meta({ description: "The id, or `me`." });

/**
 * The staff member that a path names. `me` is the person whom the caller's token belongs to; for an add-on's own
 * credentials it is the company's contact. Throws HttpError 404.
 */
export const staffNamed = (catalogue: Catalogue, ref: z.output<typeof staffRef>, caller: Caller): Staff => {
  const id = ref === "me" ? (caller.staffId ?? catalogue.company.contactStaffId) : ref;
  const staff = id === null ? undefined : catalogue.staff(id);
  if (!staff) throw notFound("staff member");
  return staff;
};
