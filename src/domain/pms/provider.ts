import type { PmsProvider } from "../catalogue/ordering-records.ts";

/** Characters of a provider's name, key and endpoint. */
export const PROVIDER_TEXT_MAX = 255;
/** Providers that one client may have in a company. */
export const PROVIDERS_MAX = 100;

/** The payment method by which orders are charged to rooms, as the vendor's messages to hotels name it. */
export const ROOM_METHOD = { code: "IKPMS", name: "Charge to Room" } as const;

export type ProviderFacts = Pick<PmsProvider, "name" | "apiKey" | "endpoint" | "features">;

export type ProviderRefusal =
  | Readonly<{ kind: "provider_not_found" }>
  | Readonly<{ kind: "location_not_found" }>
  | Readonly<{ kind: "too_many_providers"; max: number }>
  | Readonly<{ kind: "endpoint"; says: string; endpoint: string }>;

/**
 * Why an endpoint cannot be used, in a sentence; undefined when it can. `unreachable` says what the way out allows:
 * the endpoint is the base of two addresses, so it has nothing behind its path.
 */
export const endpointRefusal = (
  endpoint: string,
  unreachable: (address: string) => string | undefined,
): string | undefined =>
  unreachable(endpoint) ?? (/[?#]/.test(endpoint) ? "The address may not have a part behind ? or #." : undefined);

const below = (endpoint: string, path: string): string => `${endpoint.replace(/\/+$/, "")}/${path}`;

export const chargeAddress = (endpoint: string): string => below(endpoint, "charge");

type SearchAsk = Readonly<{ term: string; businessExternalReference: string; apiKey: string }>;

/** The address that a search goes to. `businessExternalReference` is the client id of the add-on behind the provider. */
export const searchAddress = (endpoint: string, { term, businessExternalReference, apiKey }: SearchAsk): string =>
  `${below(endpoint, "search")}?${new URLSearchParams({ term, businessExternalReference, apiKey }).toString()}`;
