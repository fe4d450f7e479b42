import type { Selectable } from "kysely";
import type { AddonId, CompanyId, OrderId, SiteId } from "../../../domain/ids.ts";
import type { Delivery, DeliveryState } from "../../deliveries.ts";
import type { Tables } from "../tables.ts";

export const deliveryOf = (row: Selectable<Tables["deliveries"]>): Delivery => ({
  id: row.id,
  companyId: row.company_id as CompanyId,
  webhookId: row.webhook_id,
  addonId: row.addon_id as AddonId | null,
  eventId: row.event_id,
  topic: row.topic,
  orderId: row.order_id as OrderId | null,
  siteId: row.site_id as SiteId | null,
  address: row.address,
  state: row.state as DeliveryState,
  attempts: row.attempts,
  lastStatus: row.last_status,
  lastError: row.last_error,
  createdAt: row.created_at,
  nextAt: row.next_at,
  finishedAt: row.finished_at,
  replayOf: row.replay_of,
});
