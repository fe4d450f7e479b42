import { z } from "zod";
import type { Endpoint, EndpointLocation, EndpointTerms } from "../../../commands/order-endpoints.ts";
import { bean, obeying, required, sized } from "../validation.ts";
import { outId, stamp } from "../wire.ts";

/** What apps send and are shown of an endpoint. */

/** What the vendor calls the body; it stands in errors. */
export const ENDPOINT_BEAN = "webhookEndpointDto";

const resources = ["order", "payment", "item", "order_api"] as const;
const SUBSCRIPTIONS_MAX = 20;

const text = z.string({ error: "must be text" });
const flag = (description: string) =>
  z
    .boolean({ error: "must be true or false" })
    .nullish()
    .meta({ description: `${description} No, unless given.` });

const username = obeying(
  sized(text, 1, 255),
  { code: "Pattern", message: 'must not have a ":"', type: "java.lang.String" },
  (name) => !name.includes(":"), // a receiver could not tell where the password begins (RFC 7617 §2)
);

const Subscription = z.object({
  name: required(sized(text, 1, 100), "java.lang.String"),
  resource: z.enum(resources, { error: `must be one of ${resources.join(", ")}` }),
});

const EndpointIn = z.object(
  {
    endpointId: required(sized(text, 1, 255), "java.lang.String").meta({
      description: "What orders and payments name; upper and lower case matter.",
    }),
    url: required(text, "java.lang.String").meta({ format: "uri", description: "Where each notification is POSTed." }),
    withBasicAuth: flag("Whether username and password go along."),
    username: username.nullish(),
    password: sized(text, 1, 1_000)
      .nullish()
      .meta({ description: "May be left out when it, the username and the url stay as they are. It is never shown." }),
    provideAccount: flag("Whether notifications of orders carry the account."),
    expandTransactions: flag("Whether that account has its lines."),
    expandPayments: flag("Whether that account has its payments."),
    subscribeTo: sized(z.array(Subscription, { error: "must be a list" }), 0, SUBSCRIPTIONS_MAX, "java.util.List")
      .nullish()
      .meta({ description: "News that is not sent to everybody: DELIVERED, SALES_RESTRICTION_UPDATED and so on." }),
  },
  { error: "must be an object" },
);

export const EndpointBody = bean(ENDPOINT_BEAN, EndpointIn);

/** All that was not given is off, or not there: an update says everything anew. */
export const toTerms = (body: z.output<typeof EndpointIn>): EndpointTerms => ({
  url: body.url,
  withBasicAuth: body.withBasicAuth ?? false,
  username: body.username ?? null,
  password: body.password ?? null,
  provideAccount: body.provideAccount ?? false,
  expandTransactions: body.expandTransactions ?? false,
  expandPayments: body.expandPayments ?? false,
  subscribeTo: body.subscribeTo ?? [],
});

export const EndpointOut = z.strictObject({
  endpointId: z.string(),
  url: z.string(),
  withBasicAuth: z.boolean(),
  username: z.string().optional(),
  provideAccount: z.boolean(),
  expandTransactions: z.boolean(),
  expandPayments: z.boolean(),
  subscribeTo: z.array(z.strictObject({ name: z.string(), resource: z.string() })),
});

/** Without the password: it is a secret between us and the receiver. */
export const endpointShape = ({ address, settings }: Endpoint): z.output<typeof EndpointOut> => ({
  endpointId: settings.endpointId,
  url: address,
  withBasicAuth: settings.withBasicAuth,
  ...(settings.username !== null && { username: settings.username }),
  provideAccount: settings.provideAccount,
  expandTransactions: settings.expandTransactions,
  expandPayments: settings.expandPayments,
  subscribeTo: settings.subscribeTo.map(({ name, resource }) => ({ name, resource })),
});

export const AssociationOut = z.strictObject({
  businessLocationId: outId,
  createdAt: z.string(),
  updatedAt: z.string(),
  warnings: z.array(z.string()),
});

export const associationShape = (location: EndpointLocation): z.output<typeof AssociationOut> => ({
  businessLocationId: location.businessLocationId,
  createdAt: stamp(location.createdAt),
  updatedAt: stamp(location.updatedAt),
  warnings: [],
});
