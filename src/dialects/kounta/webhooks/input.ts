import { z } from "zod";
import { type WebhookFilter, topicNamed, topicOf, topics } from "../../../domain/events/topics.ts";
import { WEBHOOK_LIMITS, type WebhookChange, type WebhookTerms } from "../../../domain/events/webhook-rules.ts";
import { given } from "../../../kit/given.ts";
import { id, text } from "../wire.ts";

/** What add-ons send about their registrations. */

const topicNames = Object.keys(topics);
const flag = z.boolean({ error: "must be true or false" });

const topic = z
  .string({ error: `must be one of ${topicNames.join(", ")}` })
  .transform((name, context) => {
    const known = topicNamed(name);
    if (known) return known;
    context.addIssue({ code: "custom", message: `must be one of ${topicNames.join(", ")}`, input: name });
    return z.NEVER;
  })
  .meta({ type: "string", enum: topicNames });

const format = z
  .string({ error: "must be json" })
  .refine((value) => value.toLowerCase() === "json", { error: "must be json: nothing else is sent" })
  .meta({ enum: ["json"] });

const ids = z
  .array(id<number>(), { error: "must be a list of ids" })
  .max(WEBHOOK_LIMITS.ids, { error: `must not have more than ${WEBHOOK_LIMITS.ids} entries` });

/** Some languages write an empty object as an empty list. */
const emptyListAsObject = (value: unknown): unknown => (Array.isArray(value) && value.length === 0 ? {} : value);

/** Attributes by which some topic can be narrowed; `customer` says more than yes or no. */
const attributeNames = [
  ...new Set(topicNames.flatMap((name) => topicOf(name as WebhookTerms["topic"]).attributes ?? [])),
];
const flags = attributeNames.filter((name) => name !== "customer");
const parts = ["site_ids", "attributes", ...attributeNames];

const FilterBody = z.strictObject(
  {
    site_ids: ids.nullish().meta({ description: "Only what happens at these sites. Nothing, or null: at any." }),
    attributes: z
      .array(text(100), { error: "must be a list of names" })
      .max(parts.length, { error: `must not have more than ${parts.length} entries` })
      .nullish()
      .meta({ description: "Only when one of these changed; `customer` on orders/completed: only with a customer." }),
    customer: z
      .union([flag, ids, id<number>()], { error: "must be true, an id or a list of ids" })
      .nullish()
      .meta({ description: "Only orders with a customer, or with one of these." }),
    ...Object.fromEntries(flags.map((name) => [name, flag.nullish()])),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `has no part ${issue.keys.join(", ")}; there are ${parts.join(", ")}`
        : "must be an object",
  },
);

const filter = z.preprocess(emptyListAsObject, FilterBody.nullable()).transform((body) => toFilter(body ?? {}));

const toFilter = (body: z.output<typeof FilterBody>): WebhookFilter => {
  const { site_ids: siteIds, attributes, customer, ...rest } = body;
  const named = Object.entries(rest).flatMap(([name, value]) => (value === true ? [name] : []));
  const wanted = [...new Set([...(attributes ?? []), ...named, ...(customer === true ? ["customer"] : [])])];
  const customers = typeof customer === "number" ? [customer] : typeof customer === "object" ? customer : null;
  return { siteIds: orNone(siteIds), attributes: orNone(wanted), customerIds: orNone(customers) };
};

/** A list without entries bounds nothing. */
const orNone = <T>(list: readonly T[] | null | undefined): readonly T[] | null =>
  list && list.length > 0 ? [...new Set(list)] : null;

const headers = z
  .preprocess(
    emptyListAsObject,
    z.record(z.string(), z.string({ error: "must be text" }), { error: "must be an object" }).nullable(),
  )
  .transform((sent) => sent ?? {});

const fields = {
  topic,
  address: text(2_048).meta({ format: "uri", description: "Where each event is POSTed to." }),
  format: format.optional(),
  filter: filter.optional().meta({ description: "Replaced as a whole." }),
  headers: headers.optional().meta({
    description: "Sent along: `Authorization`, or a name that begins with `X-` (but not `X-Kounta` or `X-Servery`).",
  }),
  ordered: flag.optional().meta({ description: "Each event of an order only once the one before it has arrived." }),
  active: flag.optional().meta({ description: "Whether anything is sent." }),
};

export const WebhookIn = z.object(fields, { error: "must be an object" });
export const WebhookChangeIn = z.object(
  { ...fields, topic: topic.optional(), address: fields.address.optional() },
  { error: "must be an object" },
);

export const toChange = (body: z.output<typeof WebhookChangeIn>): WebhookChange =>
  given({
    topic: body.topic,
    address: body.address,
    filter: body.filter,
    headers: body.headers,
    ordered: body.ordered,
    active: body.active,
  });

export const toTerms = (body: z.output<typeof WebhookIn>): WebhookTerms => ({
  topic: body.topic,
  address: body.address,
  filter: body.filter ?? toFilter({}),
  headers: body.headers ?? {},
  ordered: body.ordered ?? false,
  active: body.active ?? true,
});
