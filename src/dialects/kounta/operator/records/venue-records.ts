import type { Route } from "../../../../http/route.ts";
import { accountProfiles } from "./account-profiles.ts";
import { companyRecordRoutes } from "./company.ts";
import { customerRecordRoutes } from "./customers.ts";
import { discounts } from "./discounts.ts";
import { floorPlans, revenueCenters } from "./floor-plans.ts";
import { paymentMethods } from "./payment-methods.ts";
import { priceLists } from "./price-lists.ts";
import { registers } from "./registers.ts";
import { rejectReasons } from "./reject-reasons.ts";
import { reservationRecordRoutes } from "./reservations.ts";
import { type RecordParts, recordRoutes } from "./routes.ts";
import { sites } from "./sites.ts";
import { staff } from "./staff.ts";
import { taxGroups, taxes } from "./taxes.ts";

/** What a venue is and how it trades, record by record. */
export const venueRecordRoutes = (parts: RecordParts): readonly Route[] => [
  ...companyRecordRoutes(parts),
  ...recordRoutes(parts, sites),
  ...recordRoutes(parts, registers),
  ...recordRoutes(parts, staff),
  ...recordRoutes(parts, taxes),
  ...recordRoutes(parts, taxGroups),
  ...recordRoutes(parts, priceLists),
  ...recordRoutes(parts, paymentMethods),
  ...recordRoutes(parts, rejectReasons),
  ...recordRoutes(parts, discounts),
  ...recordRoutes(parts, accountProfiles),
  ...recordRoutes(parts, floorPlans),
  ...recordRoutes(parts, revenueCenters),
  ...customerRecordRoutes(parts),
  ...reservationRecordRoutes(parts),
];
