import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { accountingGroupRoutes } from "./groups.ts";
import { journalRoutes } from "./journal.ts";
import { ledgerCodeRoutes } from "./ledger-codes.ts";

/** The vendor has a scope for accounting and publishes no call that needs it; these are ours. */
export const accountingRoutes = (parts: KseriesParts): readonly Route[] => [
  ...accountingGroupRoutes(parts),
  ...ledgerCodeRoutes(parts),
  ...journalRoutes(parts),
];
