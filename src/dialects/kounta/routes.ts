import type { Route } from "../../http/route.ts";
import type { AddonCommands } from "../../commands/addons.ts";
import { accessRoutes } from "./operator/access.ts";
import { type LiveParts, liveRoutes } from "./operator/live.ts";
import { kitchenRoutes } from "./operator/kitchen/routes.ts";
import { type InstallationParts, installationRoute } from "./operator/installation.ts";
import { orderingRoutes } from "./operator/ordering.ts";
import { type PmsParts, operatorPmsRoutes } from "./operator/pms.ts";
import { findOrderRoutes } from "./operator/find-orders/routes.ts";
import { reportRoutes } from "./operator/reports/routes.ts";
import { operatorReceiptRoutes } from "./operator/receipts.ts";
import { registerOrderRoutes } from "./operator/register-orders/routes.ts";
import { snapshotRoutes } from "./operator/snapshot.ts";
import { goodsRecordRoutes } from "./operator/records/goods-records.ts";
import { venueRecordRoutes } from "./operator/records/venue-records.ts";
import { type RequestParts, requestRoutes } from "./operator/requests.ts";
import { restrictionRoutes } from "./operator/restrictions.ts";
import { tillRoutes } from "./operator/till/routes.ts";
import { orderReadRoutes } from "./orders/read-routes.ts";
import { type PaperParts, paperRoutes } from "./orders/paper-routes.ts";
import { goodsRoutes } from "./resources/goods.ts";
import { venueRoutes } from "./resources/venue.ts";
import type { AddressCheck } from "./webhooks/addresses.ts";
import { webhookRoutes } from "./webhooks/routes.ts";
import { deliveryRoutes } from "./operator/deliveries.ts";
import { printJobRoutes } from "./operator/print-jobs.ts";
import { printRuleRoutes } from "./operator/print-rules.ts";
import { type PrintingChanged, printerRoutes } from "./operator/printers.ts";
import { type VirtualPrintersOf, virtualPrinterRoutes } from "./operator/virtual-printer.ts";
import type { SignIns } from "../../oauth/sign-in.ts";
import { type OrderWriteParts, orderWriteRoutes } from "./orders/write-routes.ts";

export type KountaParts = OrderWriteParts &
  PaperParts &
  LiveParts &
  PmsParts &
  RequestParts &
  InstallationParts &
  Readonly<{
    pageSize: number;
    signIns: SignIns;
    addons: AddonCommands;
    outgoing: AddressCheck;
    events: PrintingChanged;
    virtual: VirtualPrintersOf | undefined;
  }>;

/** Every route of the Kounta API. */
export const kountaRoutes = (parts: KountaParts): readonly Route[] => [
  ...orderReadRoutes(parts, "/v1", "addon"),
  ...orderWriteRoutes(parts, "/v1", "addon"),
  ...paperRoutes(parts, "/v1", "addon"),
  ...venueRoutes(parts),
  ...goodsRoutes(parts),
  ...webhookRoutes(parts),
];

/** The operator's side: the same orders, bound by locks and limits, for the screens and for people's own scripts. */
export const operatorRoutes = (parts: KountaParts): readonly Route[] => [
  ...accessRoutes(parts),
  ...venueRecordRoutes(parts),
  ...goodsRecordRoutes(parts),
  ...snapshotRoutes(parts),
  ...kitchenRoutes(parts),
  ...orderingRoutes(parts),
  ...restrictionRoutes(parts),
  ...deliveryRoutes(parts),
  ...printerRoutes(parts),
  ...virtualPrinterRoutes(parts),
  ...printRuleRoutes(parts),
  ...printJobRoutes(parts),
  ...liveRoutes(parts),
  ...operatorReceiptRoutes(parts),
  ...registerOrderRoutes(parts),
  ...operatorPmsRoutes(parts),
  ...tillRoutes(parts),
  ...reportRoutes(parts),
  ...findOrderRoutes(parts),
  ...requestRoutes(parts),
  installationRoute(parts),
  ...paperRoutes(parts, "/admin/api", "operator"),
  ...orderReadRoutes(parts, "/admin/api", "operator"),
  ...orderWriteRoutes(parts, "/admin/api", "operator"),
];
