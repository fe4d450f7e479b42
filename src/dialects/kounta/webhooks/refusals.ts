import type { WebhookRefusal } from "../../../commands/webhooks.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Row<R> = Readonly<{
  status: number;
  says: (refusal: R) => string;
  about?: (refusal: R) => Record<string, unknown>;
}>;
type RefusalTable = { readonly [K in WebhookRefusal["kind"]]: Row<Extract<WebhookRefusal, { kind: K }>> };

const ofHeader = ({ name }: { name: string }): Record<string, unknown> => ({ field: "headers", value: name });

/** What this API says to each refusal of a registration. A new refusal does not compile until it has its line. */
const table: RefusalTable = {
  webhook_not_found: { status: 404, says: () => "The requested webhook was not found." },
  too_many_webhooks: { status: 400, says: ({ max }) => `An add-on has ${max} webhooks in a company at the most.` },
  address: {
    status: 400,
    says: ({ says }) => `address: ${says}`,
    about: ({ address }) => ({ field: "address", value: address }),
  },
  unknown_site: {
    status: 400,
    says: ({ id }) => `filter.site_ids: there is no site ${id}`,
    about: ({ id }) => ({ field: "filter.site_ids", value: id }),
  },
  unknown_attribute: {
    status: 400,
    says: ({ name, topic, known }) =>
      known.length > 0
        ? `filter: ${topic} can be narrowed by ${known.join(", ")}, not by ${name}`
        : `filter: ${topic} can be narrowed by site_ids only, not by ${name}`,
    about: ({ name }) => ({ field: "filter", value: name }),
  },
  too_many_headers: {
    status: 400,
    says: ({ max }) => `headers: must not be more than ${max}`,
    about: () => ({ field: "headers" }),
  },
  header_not_allowed: {
    status: 400,
    says: ({ name }) =>
      `headers: ${clip(name)} cannot be set; use Authorization, or a name that begins with X- (but not X-Kounta or X-Servery)`,
    about: ({ name }) => ofHeader({ name: clip(name) }),
  },
  header_twice: { status: 400, says: ({ name }) => `headers: ${name} stands there twice`, about: ofHeader },
  header_value: {
    status: 400,
    says: ({ name, max }) =>
      `headers: the value of ${name} must be one line of 1 to ${max} plain letters, without blanks around it`,
    about: ofHeader,
  },
};

const clip = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name);

/** The value of a command on registrations, or its refusal thrown as this API's error. */
export const mustWebhook = <T>(result: Result<T, WebhookRefusal>): T => {
  if (result.ok) return result.value;
  const { status, says, about } = table[result.error.kind] as Row<WebhookRefusal>;
  const code = status === 404 ? "not_found" : result.error.kind === "address" ? "bad_request" : result.error.kind;
  throw new HttpError(status, code, says(result.error), about?.(result.error) ?? {});
};
