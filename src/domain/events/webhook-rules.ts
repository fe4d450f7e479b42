import { type WebhookFilter, type WebhookTopic, topicOf } from "./topics.ts";

/** What may be registered, and how much of it. */
export const WEBHOOK_LIMITS = {
  /** Registrations of one add-on in one company. */
  perAddon: 100,
  headers: 20,
  headerName: 100,
  headerValue: 1_000,
  /** Ids in one part of a filter. */
  ids: 1_000,
} as const;

/** What a registration says; all else about it is bookkeeping. */
export type WebhookTerms = Readonly<{
  topic: WebhookTopic;
  address: string;
  filter: WebhookFilter;
  headers: Readonly<Record<string, string>>;
  /** Whether events of one order arrive strictly one after another. */
  ordered: boolean;
  active: boolean;
}>;

/** What is absent stays; a filter or headers are replaced as a whole. */
export type WebhookChange = Partial<WebhookTerms>;

/** Why a registration cannot be as it is asked for. */
export type TermsRefusal =
  | Readonly<{ kind: "address"; says: string; address: string }>
  | Readonly<{ kind: "unknown_site"; id: number }>
  | Readonly<{ kind: "unknown_attribute"; name: string; topic: WebhookTopic; known: readonly string[] }>
  | Readonly<{ kind: "too_many_headers"; max: number }>
  | Readonly<{ kind: "header_not_allowed"; name: string }>
  | Readonly<{ kind: "header_twice"; name: string }>
  | Readonly<{ kind: "header_value"; name: string; max: number }>;

export type TermsContext = Readonly<{
  /** Why an address cannot be used, in a sentence; undefined when it can. */
  refuses: (address: string) => string | undefined;
  hasSite: (id: number) => boolean;
}>;

/** `Authorization`, or a header of the receiver's own; not those that we make ourselves. */
const HEADER_NAME = /^(?:authorization|x-(?!kounta|servery)[!#$%&'*+.^_`|~0-9a-z-]+)$/i;
/** Visible ASCII with blanks between (RFC 9110 §5.5): nothing that could begin another header. */
const HEADER_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

/** What is wrong with a registration, in this order: address, filter, headers. Undefined when nothing is. */
export const termsRefusal = (
  { topic, address, filter, headers }: WebhookTerms,
  { refuses, hasSite }: TermsContext,
): TermsRefusal | undefined => {
  const says = refuses(address);
  if (says !== undefined) return { kind: "address", says, address };
  const site = filter.siteIds?.find((id) => !hasSite(id));
  if (site !== undefined) return { kind: "unknown_site", id: site };
  const known = topicOf(topic).attributes ?? [];
  const asked = [...(filter.attributes ?? []), ...(filter.customerIds ? ["customer"] : [])];
  const name = asked.find((one) => !known.includes(one));
  if (name !== undefined) return { kind: "unknown_attribute", name, topic, known };
  return headersRefusal(headers);
};

const headersRefusal = (headers: WebhookTerms["headers"]): TermsRefusal | undefined => {
  const { headers: max, headerName, headerValue } = WEBHOOK_LIMITS;
  const entries = Object.entries(headers);
  if (entries.length > max) return { kind: "too_many_headers", max };
  const names = new Set<string>();
  for (const [name, value] of entries) {
    if (name.length > headerName || !HEADER_NAME.test(name)) return { kind: "header_not_allowed", name };
    if (names.has(name.toLowerCase())) return { kind: "header_twice", name };
    names.add(name.toLowerCase());
    if (value.length > headerValue || !HEADER_VALUE.test(value))
      return { kind: "header_value", name, max: headerValue };
  }
  return undefined;
};

type Ended = Readonly<{ disabledReason: "gone" | "failing" | null }>;

/**
 * A registration with a change. One that the deliveries have switched off comes back when its owner says so, or gives it
 * another address. The very same object when nothing changes.
 */
export const withWebhookChange = <T extends Pick<WebhookTerms, "address" | "active"> & Ended>(
  before: T,
  change: WebhookChange,
): T => {
  const moved = change.address !== undefined && change.address !== before.address;
  const active = change.active ?? (before.active || (before.disabledReason !== null && moved));
  const after: T = { ...before, ...change, active, disabledReason: active ? null : before.disabledReason };
  return JSON.stringify(after) === JSON.stringify(before) ? before : after;
};

/** What the parts of a site are called in filters, by the fields that hold them. */
const siteAttributes: Readonly<Record<string, string>> = {
  shippingAddress: "address",
  postalAddress: "address",
  addresses: "address",
};
const registerAttributes: Readonly<Record<string, string>> = {
  currentStaffId: "current_staff_member",
  assignedToDevice: "assigned_to_device",
};

/** The attributes in which two versions of a record differ, by the names that filters know. */
const changedBetween =
  (names: Readonly<Record<string, string>>) =>
  <T extends object>(before: T, after: T): string[] => {
    const fields = Object.keys(after) as (keyof T & string)[];
    const changed = fields.filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]));
    return [...new Set(changed.map((field) => names[field] ?? field))];
  };
export const changedOfSite = changedBetween(siteAttributes);
export const changedOfRegister = changedBetween(registerAttributes);
