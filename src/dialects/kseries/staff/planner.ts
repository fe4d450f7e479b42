import { type ShiftNotification, isStaffWebhook } from "../../../commands/staff-webhooks.ts";
import type { Shift } from "../../../domain/back-office.ts";
import type { PendingEvent } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { Planner } from "../../../webhooks/plan.ts";
import { shiftShape } from "./shift-shape.ts";

/** What this API calls what happens to shifts. */
const notifications: Readonly<Record<string, ShiftNotification>> = {
  "shift.started": "shift.created",
  "shift.ended": "shift.updated",
  "shift.break_started": "shift.updated",
  "shift.break_ended": "shift.updated",
  "shift.deleted": "shift.deleted",
};
const notificationOf = (type: string): ShiftNotification | undefined =>
  Object.hasOwn(notifications, type) ? notifications[type] : undefined;

/** The shift as it is now; one that was deleted comes with its event. */
const shiftOf = async (storage: Storage, { companyId, data }: PendingEvent): Promise<Shift | undefined> => {
  const { id, shift } = data;
  if (typeof shift === "object" && shift !== null) return shift as Shift;
  if (typeof id !== "number") return undefined;
  return storage.reads(companyId).till.shift(id);
};

/** Tells those who registered for the shifts of a business location. */
export const staffPlanner = (storage: Storage): Planner => ({
  topic: "kseries/staff",

  wants: (type, _order, webhooks) => {
    const notificationType = notificationOf(type);
    return (
      notificationType !== undefined &&
      webhooks.some((webhook) => isStaffWebhook(webhook) && webhook.settings.notificationType === notificationType)
    );
  },

  async plan(event, _order, webhooks) {
    const notificationType = notificationOf(event.type);
    const shift = notificationType && (await shiftOf(storage, event));
    if (!shift || shift.siteId === null) return [];
    const { siteId } = shift;
    const { company } = await storage.reads(event.companyId).catalogue();
    const body = JSON.stringify({ notificationType, data: shiftShape(company, siteId, shift) });
    return webhooks
      .filter(isStaffWebhook)
      .filter(({ settings }) => settings.notificationType === notificationType)
      .filter(({ filter }) => filter.siteIds?.includes(siteId) ?? true)
      .map(({ id, addonId, topic, address }) => ({
        companyId: event.companyId,
        webhookId: id,
        addonId,
        eventId: event.id,
        topic,
        orderId: null,
        siteId,
        address,
        body,
        // News of one shift arrives one after another.
        key: `${id} shift ${shift.id}`,
      }));
  },
});
