import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { CompanyId, StaffId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { outId } from "../resources/venue-wire.ts";
import { z } from "zod";

/** What the operator's routes about access have in common on the wire. */

export const COMPANY = "/admin/api/companies/:company";

/** Answers that hold a secret are kept nowhere. */
export const NO_STORE = { "cache-control": "no-store" } as const;

export const nameOf = (catalogue: Catalogue, id: StaffId): string | undefined => {
  const staff = catalogue.staff(id);
  return staff && `${staff.firstName} ${staff.lastName}`;
};

/** Who did something, for people to read; null where nobody did. */
export const staffShape = (catalogue: Catalogue, id: StaffId | null) =>
  id === null ? null : { staff_id: id, name: nameOf(catalogue, id) ?? "" };
export const StaffOut = z.object({ staff_id: outId, name: z.string() }).nullable();

type Made = Readonly<{ base: string; suffix: string; who: Readonly<{ company: CompanyId }> }>;

/** Where something new is; `path` is below the company. */
export const locationOf = ({ base, suffix, who }: Made, path: string): Record<string, string> => ({
  location: `${base}/admin/api/companies/${who.company}/${path}${suffix}`,
});

/** The record with an id. Throws HttpError 404. */
export const found = <T>(record: T | undefined, what: string): T => {
  if (record === undefined) throw notFound(what);
  return record;
};
