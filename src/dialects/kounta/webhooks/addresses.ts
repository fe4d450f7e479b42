import { badRequest } from "../../../http/errors.ts";
import type { OutgoingClient } from "../../../webhooks/outgoing.ts";

/** Looks at an address that somebody has named before anything is sent there. */
export type AddressCheck = Pick<OutgoingClient, "check">;

/** Throws HttpError 400, naming the field, when an address may not be called from here. */
export const checkAddress = (outgoing: AddressCheck, field: string, address: string | null | undefined): void => {
  const says = address === null || address === undefined ? undefined : outgoing.check(address);
  if (says !== undefined) throw badRequest(`${field}: ${says}`, { field, value: address });
};
