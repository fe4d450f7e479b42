import { z } from "zod";
import type { AddonId, SiteId } from "../../../domain/ids.ts";
import type { Readiness } from "../../../domain/availability.ts";

/**
 * The events that notifications are made of, as they stand in the outbox: written by our own commands, read here by
 * their form, so that one of an earlier release that lacks something leads to nothing and stops nobody.
 */

const addressed = {
  kind: z.enum(["ORDER", "PAYMENT"]),
  endpointId: z.string(),
  addonId: z.number().transform((id) => id as AddonId),
  reference: z.string(),
};
const siteId = z.number().transform((id) => id as SiteId);

/** What an app sent was done, on the order that the event belongs to. */
export const Applied = z.object(addressed);
export type Applied = z.output<typeof Applied>;

/** It came to nothing. */
export const Failed = z.object({
  ...addressed,
  siteId,
  reason: z.string(),
  errors: z.record(z.string(), z.unknown()).nullish(),
  accountIdentifier: z.string().nullish(),
});

/** So many of an item are left; null: nothing bounds it any more. */
export const Restricted = z.object({ siteId, sku: z.string(), count: z.number().nullable() });

export const Turned = z.object({
  siteId,
  readiness: z.custom<Readiness>((value) => typeof value === "object" && value !== null && "ready" in value),
});

export const Moved = z.object({ from: z.string(), to: z.string() });
export const Deleted = z.object({ from: z.string() });
