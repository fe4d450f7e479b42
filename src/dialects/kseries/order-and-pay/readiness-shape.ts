import { z } from "zod";
import type { Readiness } from "../../../domain/availability.ts";
import { outId } from "../wire.ts";

/** What answers and notifications say of a location's readiness, besides when it last changed. */
export const ReadinessOut = z.strictObject({
  status: z.enum(["READY", "NOT_READY"]),
  lastUpdatedAt: z.string(),
  onlineOrderingApiConfiguration: z.strictObject({
    enabled: z.boolean(),
    orderProfileId: outId.nullable(),
    staffId: outId.nullable(),
  }),
  posStatus: z.strictObject({
    salesPeriod: z.enum(["OPENED", "CLOSED"]),
    acceptingOnlineOrders: z.boolean(),
    availableDevices: z.boolean(),
  }),
});

/** Whoever may ask has the API; orders need no profile and no member of staff. */
export const readinessShape = (readiness: Readiness): z.output<typeof ReadinessOut> => ({
  status: readiness.ready ? "READY" : "NOT_READY",
  lastUpdatedAt: new Date(readiness.at).toISOString(),
  onlineOrderingApiConfiguration: { enabled: true, orderProfileId: null, staffId: null },
  posStatus: {
    salesPeriod: readiness.salesPeriod,
    acceptingOnlineOrders: readiness.accepting,
    availableDevices: readiness.devices,
  },
});
