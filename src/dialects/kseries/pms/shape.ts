import { z } from "zod";
import { type PmsProvider, pmsFeatures } from "../../../domain/catalogue/ordering-records.ts";
import type { SiteId } from "../../../domain/ids.ts";
import { PROVIDER_TEXT_MAX, type ProviderFacts } from "../../../domain/pms/provider.ts";
import { badRequest } from "../../../http/errors.ts";
import { bodyLong, idOf, outId } from "../wire.ts";

const NULL = "must not be null";
const anObject = { error: "must be an object" };

const text = (description: string) =>
  z
    .string({ error: NULL })
    .refine((value) => value.trim() !== "", { error: `size must be between 1 and ${PROVIDER_TEXT_MAX}` })
    .max(PROVIDER_TEXT_MAX, { error: `size must be between 1 and ${PROVIDER_TEXT_MAX}` })
    .meta({ minLength: 1, description });

const facts = {
  name: text("What the register calls the hotel's system."),
  apiKey: text("Sent with every request to the endpoint."),
  endpoint: text("The base address: `/search` and `/charge` are below it."),
  features: z
    .array(z.enum(pmsFeatures, { error: `must be among ${pmsFeatures.join(", ")}` }), { error: NULL })
    .max(100, { error: "must not have more than 100 entries" })
    .transform((features) => [...new Set(features)])
    .meta({ type: "array", items: { type: "string", enum: [...pmsFeatures] } }),
};

const location = bodyLong("The business location's id; required unless the query has it.").nullish();

export const NewProviderIn = z.object({ ...facts, businessLocationId: location }, anObject);
/** A provider stays at its location. */
export const ProviderIn = z.object(facts, anObject);

export const ProviderOut = z.object({
  id: outId,
  name: z.string(),
  apiKey: z.string(),
  businessLocationId: outId,
  endpoint: z.string(),
  features: z.array(z.enum(pmsFeatures)),
});

export const providerShape = (provider: PmsProvider): z.output<typeof ProviderOut> => ({
  id: provider.id,
  name: provider.name,
  apiKey: provider.apiKey,
  businessLocationId: provider.siteId,
  endpoint: provider.endpoint,
  features: [...provider.features],
});

export const factsOf = ({ name, apiKey, endpoint, features }: z.output<typeof ProviderIn>): ProviderFacts => ({
  name,
  apiKey,
  endpoint,
  features,
});

/** The location of a new provider, which the body or the query names. Throws HttpError 400. */
export const siteNamed = (
  inQuery: z.output<typeof location>,
  { businessLocationId: inBody }: z.output<typeof NewProviderIn>,
): SiteId => {
  const named = inBody ?? inQuery;
  const field = "businessLocationId";
  if (named === undefined || named === null) throw badRequest(`${field}: ${NULL}`, { field });
  if (inQuery && inBody && inQuery !== inBody) {
    throw badRequest(`${field}: must be the same in the query and in the body`, { field, value: inBody });
  }
  return idOf<SiteId>(named);
};
