import { NO_FILTER } from "../domain/events/topics.ts";
import type { AddonId, CompanyId, SiteId } from "../domain/ids.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { Webhook } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";

/** News that is only sent to those who ask for it, by what it is about. */
export type Subscription = Readonly<{ name: string; resource: string }>;

/** What an ordering app says of the place where it hears of its orders. */
export type EndpointTerms = Readonly<{
  url: string;
  withBasicAuth: boolean;
  username: string | null;
  /** Null keeps the one before, as long as the username and the address stay the same. */
  password: string | null;
  /** Whether news of an order carry its account, and the account its lines and its payments. */
  provideAccount: boolean;
  expandTransactions: boolean;
  expandPayments: boolean;
  subscribeTo: readonly Subscription[];
}>;

/** A site whose items and readiness an endpoint hears of. Times are epoch milliseconds. */
export type EndpointLocation = Readonly<{ businessLocationId: SiteId; createdAt: number; updatedAt: number }>;

export type EndpointSettings = Omit<EndpointTerms, "url" | "password"> &
  Readonly<{ endpointId: string; locations: readonly EndpointLocation[] }>;

/** A registration for news of orders. The password is only in its `headers`. */
export type Endpoint = Webhook & Readonly<{ topic: "kseries/orders"; settings: EndpointSettings }>;

export const isEndpoint = (webhook: Webhook): webhook is Endpoint => webhook.topic === "kseries/orders";

export const endpointNamed = (
  webhooks: readonly Webhook[],
  addonId: AddonId,
  endpointId: string,
): Endpoint | undefined =>
  webhooks
    .filter(isEndpoint)
    .find((webhook) => webhook.addonId === addonId && webhook.settings.endpointId === endpointId);

/** Whose endpoint: an add-on's, by the name that the add-on gave it. */
export type EndpointName = Readonly<{ company: CompanyId; addonId: AddonId; endpointId: string }>;

export type EndpointRefusal =
  | Readonly<{ kind: "no_endpoint"; endpointId: string }>
  | Readonly<{ kind: "too_many_endpoints"; max: number }>
  | Readonly<{ kind: "credentials_missing"; field: "username" | "password" }>;
type Saved = Promise<Result<Endpoint, EndpointRefusal>>;

/** Endpoints of one add-on in one company. */
export const ENDPOINTS_MAX = 50;
const AUTHORIZATION = "authorization";

/** What ordering apps do with their endpoints. Addresses were looked at before. */
export const endpointCommands = (storage: Storage) => {
  const { webhooks } = storage.deliveries;

  const find = async ({ company, addonId, endpointId }: EndpointName): Promise<Endpoint | undefined> =>
    endpointNamed(await webhooks.of(company), addonId, endpointId);

  const missing = ({ endpointId }: EndpointName) => refuse({ kind: "no_endpoint", endpointId } as const);

  /** Changes an endpoint that is there; `decide` is told how it was. */
  const change = async (
    name: EndpointName,
    id: number,
    decide: (before: Endpoint) => Result<Endpoint, EndpointRefusal>,
  ): Saved => {
    const changed = await webhooks.change<EndpointRefusal>(name.company, id, (before) => {
      if (!isEndpoint(before)) return missing(name);
      const after = decide(before);
      return after.ok ? done({ ...after.value, version: before.version + 1, updatedAt: storage.clock() }) : after;
    });
    if (changed.ok) return done(changed.value as Endpoint);
    return changed.error === "not_found" ? missing(name) : refuse(changed.error);
  };

  /** One that the deliveries have switched off comes back when its owner says anything of it. */
  const withTerms = (terms: EndpointTerms) => (before: Endpoint) => {
    const headers = credentialsOf(terms, before);
    if (!headers.ok) return headers;
    const active = before.active || before.disabledReason !== null;
    const { endpointId, locations } = before.settings;
    const settings = { endpointId, ...settingsOf(terms), locations };
    const disabledReason = active ? null : before.disabledReason;
    return done({ ...before, address: terms.url, headers: headers.value, settings, active, disabledReason });
  };

  /** The number of the registration behind a name, the same for everybody who makes it at the same moment. */
  const claimed = async (name: EndpointName): Promise<number> => {
    const fresh = (await find(name))?.id ?? (await storage.companies.newId("webhook"));
    const claim = await storage.transact<number, never>(name.company, async (tx) => {
      const key = `${name.addonId} ${name.endpointId}`;
      const known = await tx.documents.get("kseries_endpoint", key);
      if (known) return done(known.webhookId);
      tx.documents.put("kseries_endpoint", key, { webhookId: fresh });
      return done(fresh);
    });
    return claim.ok ? claim.value : fresh;
  };

  const added = async (name: EndpointName, id: number, terms: EndpointTerms): Saved => {
    const headers = credentialsOf(terms, undefined);
    if (!headers.ok) return headers;
    const now = storage.clock();
    const endpoint: Endpoint = {
      id,
      companyId: name.company,
      addonId: name.addonId,
      topic: "kseries/orders",
      settings: { endpointId: name.endpointId, ...settingsOf(terms), locations: [] },
      address: terms.url,
      format: "json",
      filter: NO_FILTER,
      headers: headers.value,
      ordered: true,
      active: true,
      disabledReason: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await webhooks.add(endpoint);
      return done(endpoint);
    } catch (error) {
      if (!(await webhooks.get(name.company, id))) throw error;
      return change(name, id, withTerms(terms)); // somebody else added it a moment ago
    }
  };

  return {
    find,

    /** Makes an endpoint, or says anew what one of that name is. */
    async put(name: EndpointName, terms: EndpointTerms): Saved {
      const known = await find(name);
      if (known) return change(name, known.id, withTerms(terms));
      const own = (await webhooks.of(name.company))
        .filter(isEndpoint)
        .filter(({ addonId }) => addonId === name.addonId);
      if (own.length >= ENDPOINTS_MAX) return refuse({ kind: "too_many_endpoints", max: ENDPOINTS_MAX });
      const credentials = credentialsOf(terms, undefined);
      if (!credentials.ok) return credentials;
      const id = await claimed(name);
      return (await webhooks.get(name.company, id)) ? change(name, id, withTerms(terms)) : added(name, id, terms);
    },

    /** Says anew what an endpoint is. Everything is said: what was not given is as if it had never been. */
    async update(name: EndpointName, terms: EndpointTerms): Saved {
      const known = await find(name);
      return known ? change(name, known.id, withTerms(terms)) : missing(name);
    },

    /** What is on its way to it stops. */
    async remove(name: EndpointName): Promise<Result<null, EndpointRefusal>> {
      const known = await find(name);
      if (!known) return missing(name);
      // Its name first: whoever takes the name from now on has a registration of their own.
      await storage.transact<null, never>(name.company, async (tx) => {
        const key = `${name.addonId} ${name.endpointId}`;
        if (await tx.documents.get("kseries_endpoint", key)) tx.documents.remove("kseries_endpoint", key);
        return done(null);
      });
      return (await webhooks.remove(name.company, known.id)) ? done(null) : missing(name);
    },

    /** Lets an endpoint hear of what happens at a site besides its orders; saying so again is no error. */
    async associate(name: EndpointName, siteId: SiteId): Saved {
      const known = await find(name);
      if (!known) return missing(name);
      const now = storage.clock();
      return change(name, known.id, (before) => {
        const { locations } = before.settings;
        const createdAt = locationOf(before, siteId)?.createdAt ?? now;
        const others = locations.filter(({ businessLocationId }) => businessLocationId !== siteId);
        const all = [...others, { businessLocationId: siteId, createdAt, updatedAt: now }];
        all.sort((a, b) => a.businessLocationId - b.businessLocationId);
        return done({ ...before, settings: { ...before.settings, locations: all } });
      });
    },

    async dissociate(name: EndpointName, siteId: SiteId): Saved {
      const known = await find(name);
      if (!known) return missing(name);
      return change(name, known.id, (before) => {
        const locations = before.settings.locations.filter(({ businessLocationId: id }) => id !== siteId);
        return done({ ...before, settings: { ...before.settings, locations } });
      });
    },
  };
};

export const locationOf = ({ settings }: Endpoint, siteId: SiteId): EndpointLocation | undefined =>
  settings.locations.find(({ businessLocationId }) => businessLocationId === siteId);

const settingsOf = ({ withBasicAuth, username, ...terms }: EndpointTerms) => ({
  withBasicAuth,
  username: withBasicAuth ? username : null,
  provideAccount: terms.provideAccount,
  expandTransactions: terms.expandTransactions,
  expandPayments: terms.expandPayments,
  subscribeTo: terms.subscribeTo,
});

/** The headers by which the receiver lets us in. */
const credentialsOf = (
  { url, withBasicAuth, username, password }: EndpointTerms,
  before: Endpoint | undefined,
): Result<Readonly<Record<string, string>>, EndpointRefusal> => {
  if (!withBasicAuth) return done({});
  if (username === null) return refuse({ kind: "credentials_missing", field: "username" });
  if (password === null) {
    const same = before?.settings.username === username && before.address === url;
    const kept = same ? before.headers[AUTHORIZATION] : undefined;
    return kept === undefined
      ? refuse({ kind: "credentials_missing", field: "password" })
      : done({ [AUTHORIZATION]: kept });
  }
  return done({ [AUTHORIZATION]: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` });
};
