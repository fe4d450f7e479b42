import { NO_FILTER } from "../../../domain/events/topics.ts";
import type { AddonId, CompanyId } from "../../../domain/ids.ts";
import {
  type NotificationKind,
  type NotificationType,
  type Platform,
  notificationKinds,
  wantsKind,
} from "../../../domain/reservations/platform.ts";
import { done } from "../../../kit/brand.ts";
import type { Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";

/**
 * The addresses of a platform as registrations of the delivery machinery, one for each kind of notification: so each has
 * its own order, log and health, and can be switched off by itself. They follow from the profile; saving the profile
 * again puts them right if a server died in between.
 */
export const TOPIC = "kseries/reservations";

/** What a registration is for: a platform's kind of notification, or an endpoint of the older service. */
export type Purpose =
  | Readonly<{ platform: string; kind: NotificationKind; types: readonly NotificationType[]; ownOnly: boolean }>
  | Readonly<{ endpoint: string; withBasicAuth: boolean; username: string | null }>;

export const purposeOf = ({ settings }: Webhook): Purpose => settings as Purpose;

export const basicOf = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

/** Credentials that are always the same; OAuth tokens come when they are needed (credentials.ts). */
const headersOf = ({ auth }: Platform): Readonly<Record<string, string>> => {
  switch (auth.type) {
    case "BASIC_AUTH":
      return { authorization: basicOf(auth.username, auth.password) };
    case "BEARER_TOKEN":
      return { authorization: `Bearer ${auth.token}` };
    case "API_KEYS":
      return auth.headers;
    case "OAUTH2":
    case "NONE":
      return {};
  }
};

/** API keys may stand in the query of the address. */
const addressOf = (url: string, { auth }: Platform): string => {
  if (auth.type !== "API_KEYS" || Object.keys(auth.parameters).length === 0) return url;
  const address = new URL(url);
  for (const [name, value] of Object.entries(auth.parameters)) address.searchParams.append(name, value);
  return address.href;
};

type Facts = Pick<Webhook, "address" | "headers" | "settings" | "active" | "addonId">;

const sameFacts = (a: Facts, b: Facts): boolean => {
  const text = ({ address, headers, settings, active, addonId }: Facts): string =>
    JSON.stringify([address, headers, settings, active, addonId]);
  return text(a) === text(b);
};

/** Adds, changes or removes registrations until they are as the platform's profile says. */
export const followProfile = async (storage: Storage, company: CompanyId, platform: Platform): Promise<void> => {
  const known = (await storage.deliveries.webhooks.of(company)).filter(({ topic }) => topic === TOPIC);
  for (const kind of Object.keys(notificationKinds) as NotificationKind[]) {
    const [webhook, ...surplus] = known.filter((one) => {
      const purpose = purposeOf(one);
      return "platform" in purpose && purpose.platform === platform.code && purpose.kind === kind;
    });
    // Two servers that saved the same profile at the same moment may each have added one.
    for (const { id } of surplus) await storage.deliveries.webhooks.remove(company, id);
    await follow(storage, company, platform, kind, webhook);
  }
};

const follow = async (
  storage: Storage,
  company: CompanyId,
  platform: Platform,
  kind: NotificationKind,
  webhook: Webhook | undefined,
): Promise<void> => {
  const url = platform.urls[kind];
  const { addonId } = platform;
  if (url === null || !wantsKind(platform, kind)) {
    if (webhook) await storage.deliveries.webhooks.remove(company, webhook.id);
    return;
  }
  const types = notificationKinds[kind].filter((type) => platform.notificationTypes?.includes(type));
  const settings: Purpose = { platform: platform.code, kind, types, ownOnly: platform.ownOnly ?? false };
  const facts = { address: addressOf(url, platform), headers: headersOf(platform), settings, active: true, addonId };
  await register(storage, company, webhook, facts);
};

/** Adds a registration, or changes the one that is there. */
export const register = async (
  storage: Storage,
  company: CompanyId,
  webhook: Webhook | undefined,
  facts: Facts & Readonly<{ settings: Purpose; addonId: AddonId }>,
): Promise<void> => {
  const now = storage.clock();
  if (webhook) {
    if (sameFacts(webhook, facts)) return;
    await storage.deliveries.webhooks.change(company, webhook.id, (before) =>
      done({ ...before, ...facts, disabledReason: null, version: before.version + 1, updatedAt: now }),
    );
    return;
  }
  await storage.deliveries.webhooks.add({
    ...facts,
    id: await storage.companies.newId("webhook"),
    companyId: company,
    topic: TOPIC,
    format: "json",
    filter: NO_FILTER,
    ordered: true,
    disabledReason: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
};
