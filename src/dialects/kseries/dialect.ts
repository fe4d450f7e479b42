import type { Dialect } from "../../http/route.ts";
import { errorBody, errorSchema } from "./errors.ts";

/**
 * The conventions of the K-Series API that every route of it shares: each service has a path of its own, everything
 * is JSON whether asked for or not, parameters that nobody knows are passed over, and ids are 64 bits wide.
 */
export const kseries: Dialect = {
  name: "kseries",
  prefixes: [
    "/o/", // Order and Pay, and its webhooks
    "/f/", // Financial, both generations
    "/items/",
    "/i/", // Rich Item
    "/tp/", // Tax Breakdown
    "/staff/",
    "/pms/",
    "/id-cards/",
    "/reservation/",
    "/r/", // the older reservations
    "/tax-configuration/", // ours
    "/accounting/", // ours
  ],
  acceptsJson: () => true,
  errorBody,
  errorSchema,
};
