import type { ApiError } from "../../../common/api.ts";
import { askAs } from "../parts/addon-api.ts";
import type { Webhook } from "./data.ts";

/** What a form says of a webhook. */
export type Terms = Readonly<{
  clientId: string;
  secret: string;
  topic: string;
  address: string;
  siteIds: readonly string[];
  attributes: readonly string[];
  ordered: boolean;
  /** Undefined: those that are there stay. */
  headers: readonly Readonly<{ name: string; value: string }>[] | undefined;
}>;

export const termsOf = (webhook: Webhook | undefined, clientId: string, secret: string): Terms => ({
  clientId,
  secret,
  topic: webhook?.topic ?? "orders/completed",
  address: webhook?.address ?? "",
  siteIds: (webhook?.filter.site_ids ?? []).map(String),
  attributes: webhook?.filter.attributes ?? [],
  ordered: webhook?.ordered ?? false,
  headers: webhook ? undefined : [],
});

const bodyOf = ({ topic, address, siteIds, attributes, ordered, headers }: Terms, before: Webhook | undefined) => ({
  topic,
  address: address.trim(),
  filter: {
    site_ids: siteIds.length > 0 ? siteIds.map(Number) : null,
    ...(attributes.length > 0 && { attributes }),
    ...(before?.filter.customer && before.topic === topic && { customer: before.filter.customer }),
  },
  ordered,
  ...(headers && {
    headers: Object.fromEntries(
      headers.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]),
    ),
  }),
});

/**
 * Registers or changes a webhook over the public API, as its add-on: it belongs to that and to nobody else. Answers its
 * id. Throws ApiError, Unreachable.
 */
export const saveWebhook = async (company: number, webhook: Webhook | undefined, terms: Terms): Promise<number> => {
  const who = { clientId: terms.clientId.trim(), secret: terms.secret };
  const path = `/v1/companies/${company}/webhooks`;
  if (webhook) {
    await askAs(who, "PUT", `${path}/${webhook.id}.json`, bodyOf(terms, webhook));
    return webhook.id;
  }
  const made = await askAs(who, "POST", `${path}.json`, bodyOf(terms, undefined));
  return Number(/(\d+)(?:\.json)?$/.exec(made.headers.get("location") ?? "")?.[1]);
};

/** Ends a webhook, as its add-on. Throws ApiError, Unreachable. */
export const removeWebhook = async (company: number, id: number, terms: Terms): Promise<void> => {
  const who = { clientId: terms.clientId.trim(), secret: terms.secret };
  await askAs(who, "DELETE", `/v1/companies/${company}/webhooks/${id}.json`);
};

/** What was wrong, by the field of the form that it is about; `""` where it is about none. */
export const wrongOf = (error: ApiError): Readonly<Record<string, string>> => {
  if (error.status === 401) return { secret: "These are no client ID and secret of an add-on." };
  if (error.status === 404) return { secret: "The webhook is not of this add-on." };
  const field = error.field?.split(".")[0] ?? "";
  return { [field]: field === "" ? error.says : error.says.replace(/^[\w.]+: /, "It ") };
};
