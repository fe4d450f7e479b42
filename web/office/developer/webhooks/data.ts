import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { topicOf, topics } from "../../../../src/domain/events/topics.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { type Addon, useAddons } from "../parts/data.ts";

export const STATES = ["waiting", "delivered", "failed", "cancelled"] as const;
export type State = (typeof STATES)[number];

export type Delivery = Readonly<{
  id: number;
  message_id: string;
  event_id: number | null;
  webhook_id: number | null;
  addon_id: number | null;
  order_id: number | null;
  topic: string;
  address: string;
  state: State;
  attempt_count: number;
  last_status: number | null;
  last_error: string | null;
  created_at: string;
  next_at: string | null;
  finished_at: string | null;
  replay_of: number | null;
}>;

export type Attempt = Readonly<{
  number: number;
  started_at: string;
  took_ms: number;
  status: number | null;
  error: string | null;
  request_headers: Readonly<Record<string, string>>;
  response_headers: Readonly<Record<string, string>> | null;
  answer: string | null;
}>;

export type FullDelivery = Delivery & Readonly<{ attempts: readonly Attempt[] }>;

export type Webhook = Readonly<{
  id: number;
  topic: string;
  address: string;
  filter: Readonly<{ site_ids?: readonly number[]; attributes?: readonly string[]; customer?: readonly number[] }>;
  headers: Readonly<Record<string, string>>;
  ordered: boolean;
  active: boolean;
  disabled_reason: "gone" | "failing" | null;
  created_at: string;
  updated_at: string;
  addon: Readonly<{ id: number; name: string }>;
  health: Readonly<{ failing_since: string | null; failures: number; last_delivered_at: string | null }>;
}>;

export const deliveriesKey = ["deliveries"] as const;
export const webhooksKey = ["webhooks"] as const;

export const useWebhooks = (): UseQueryResult<Webhook[]> => {
  const { at } = useOffice();
  return useQuery({ queryKey: webhooksKey, queryFn: () => api.all<Webhook>(at("webhooks")), staleTime: 0 });
};

/** The company's own add-ons that can be sent something. Whoever may arrange their webhooks sees them. */
export const useOwnAddons = (): readonly Addon[] =>
  (useAddons().data ?? []).filter((one) => one.status === "active" && one.apis.includes("kounta"));

export const TOPICS = Object.keys(topics);
export type Topic = keyof typeof topics;
export const isTopic = (name: string): name is Topic => Object.hasOwn(topics, name);

/** Attributes by which a topic can be narrowed. */
export const attributesOf = (name: string): readonly string[] =>
  isTopic(name) ? (topicOf(name).attributes ?? []) : [];

/** Topic and receiver in a line: where it is enough to tell one webhook from another. */
export const webhookName = ({ topic, address }: Webhook): string => `${topic} → ${hostOf(address)}`;

export const hostOf = (address: string): string => {
  try {
    const { host, pathname } = new URL(address);
    return pathname === "/" ? host : `${host}${pathname}`;
  } catch {
    return address; // replayed to something that is no address any more
  }
};

/** Why a webhook was switched off, in words. */
export const disabledWords = (reason: Webhook["disabled_reason"]): string =>
  reason === "gone"
    ? "Its receiver answered 410: it wants nothing more."
    : reason === "failing"
      ? "Its receiver took nothing for days."
      : "Somebody switched it off.";
