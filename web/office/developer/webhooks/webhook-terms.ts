import type { ApiError } from "../../../common/api.ts";
import type { Webhook } from "./data.ts";

/** What a form says of a webhook. */
export type Terms = Readonly<{
  topic: string;
  address: string;
  siteIds: readonly string[];
  attributes: readonly string[];
  ordered: boolean;
  /** Undefined: those that are there stay. */
  headers: readonly Readonly<{ name: string; value: string }>[] | undefined;
}>;

export const termsOf = (webhook: Webhook | undefined): Terms => ({
  topic: webhook?.topic ?? "orders/completed",
  address: webhook?.address ?? "",
  siteIds: (webhook?.filter.site_ids ?? []).map(String),
  attributes: webhook?.filter.attributes ?? [],
  ordered: webhook?.ordered ?? false,
  headers: webhook ? undefined : [],
});

/** The same as the server takes it; `before` is the webhook that is changed. */
export const bodyOf = (
  { topic, address, siteIds, attributes, ordered, headers }: Terms,
  before: Webhook | undefined,
) => ({
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

/** What the server said of a field, without the field's name: a sentence, or the rest of one about "it". */
export const sentenceOf = (says: string): string => {
  const said = says.replace(/^[\w.]+: /, "");
  return /^\p{Lu}/u.test(said) || said === says ? said : `It ${said}`;
};

/** What was wrong, by the field of the form that it is about; `""` where it is about none. */
export const wrongOf = (error: ApiError): Readonly<Record<string, string>> => {
  const field = error.field?.split(".")[0] ?? "";
  return { [field]: sentenceOf(error.says) };
};
