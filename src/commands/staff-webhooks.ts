import { NO_FILTER } from "../domain/events/topics.ts";
import { withWebhookChange } from "../domain/events/webhook-rules.ts";
import type { AddonId, CompanyId, SiteId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Webhook } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";

export const shiftNotifications = ["shift.created", "shift.updated", "shift.deleted"] as const;
export type ShiftNotification = (typeof shiftNotifications)[number];

/** What an app says that wants to hear of shifts. */
export type StaffWebhookTerms = Readonly<{ notificationType: ShiftNotification; webhookName: string; url: string }>;
/** A registration for one kind of news about the shifts of one site. */
export type StaffWebhook = Webhook &
  Readonly<{ topic: "kseries/staff"; settings: Pick<StaffWebhookTerms, "notificationType" | "webhookName"> }>;

/** Whose registrations: an add-on's, about a site. */
export type StaffWebhookOwner = Readonly<{ company: CompanyId; addonId: AddonId; siteId: SiteId }>;

export type StaffWebhookRefusal =
  | Readonly<{ kind: "webhook_not_found" }>
  | Readonly<{ kind: "too_many"; max: number }>
  /** The same news goes to the same address already. */
  | Readonly<{ kind: "twice" }>;
type Saved = Promise<Result<StaffWebhook, StaffWebhookRefusal>>;

/** Registrations of one add-on in one company. */
const MAX = 50;

export const isStaffWebhook = (webhook: Webhook): webhook is StaffWebhook => webhook.topic === "kseries/staff";

const isLike = ({ address, settings }: StaffWebhook, { url, notificationType }: StaffWebhookTerms): boolean =>
  address === url && settings.notificationType === notificationType;

/** What add-ons do with their registrations for shifts. Addresses were looked at before. */
export const staffWebhookCommands = (storage: Storage) => {
  const { webhooks } = storage.deliveries;

  const ofAddon = async ({ company, addonId }: StaffWebhookOwner): Promise<StaffWebhook[]> =>
    (await webhooks.of(company)).filter(isStaffWebhook).filter((webhook) => webhook.addonId === addonId);

  const isOwn = (webhook: Webhook, { addonId, siteId }: StaffWebhookOwner): webhook is StaffWebhook =>
    isStaffWebhook(webhook) && webhook.addonId === addonId && webhook.filter.siteIds?.[0] === siteId;

  const of = async (owner: StaffWebhookOwner): Promise<StaffWebhook[]> =>
    (await ofAddon(owner)).filter((webhook) => isOwn(webhook, owner));

  return {
    of,

    async create(owner: StaffWebhookOwner, terms: StaffWebhookTerms): Saved {
      const all = await ofAddon(owner);
      if (all.some((webhook) => isOwn(webhook, owner) && isLike(webhook, terms))) return refuse({ kind: "twice" });
      if (all.length >= MAX) return refuse({ kind: "too_many", max: MAX });
      const now = storage.clock();
      const { notificationType, webhookName, url } = terms;
      const webhook: StaffWebhook = {
        id: await storage.companies.newId("webhook"),
        companyId: owner.company,
        addonId: owner.addonId,
        topic: "kseries/staff",
        settings: { notificationType, webhookName },
        address: url,
        format: "json",
        filter: { ...NO_FILTER, siteIds: [owner.siteId] },
        headers: {},
        ordered: false,
        active: true,
        disabledReason: null,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await webhooks.add(webhook);
      return done(webhook);
    },

    async change(owner: StaffWebhookOwner, id: number, terms: StaffWebhookTerms): Saved {
      const others = (await of(owner)).filter((webhook) => webhook.id !== id);
      if (others.some((webhook) => isLike(webhook, terms))) return refuse({ kind: "twice" });
      const { notificationType, webhookName, url } = terms;
      const changed = await webhooks.change<StaffWebhookRefusal>(owner.company, id, (before) => {
        if (!isOwn(before, owner)) return refuse({ kind: "webhook_not_found" });
        const moved = withWebhookChange(before, { address: url });
        const [version, updatedAt] = [before.version + 1, storage.clock()];
        return done({ ...moved, settings: { notificationType, webhookName }, version, updatedAt });
      });
      if (changed.ok) return done(changed.value as StaffWebhook);
      return refuse(changed.error === "not_found" ? { kind: "webhook_not_found" } : changed.error);
    },

    /** What is on its way to it stops. False when there is none. */
    remove: ({ company }: StaffWebhookOwner, id: number): Promise<boolean> => webhooks.remove(company, id),
  };
};
