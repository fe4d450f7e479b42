import type { PmsProvider, RevenueCenter } from "../domain/catalogue/ordering-records.ts";
import type { AddonId, CompanyId, PaymentMethodId, SiteId } from "../domain/ids.ts";
import {
  PROVIDERS_MAX,
  type ProviderFacts,
  type ProviderRefusal,
  ROOM_METHOD,
  endpointRefusal,
} from "../domain/pms/provider.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

/** A client in a company: what it registered there is its own, and nobody else's business. */
export type ProviderOwner = Readonly<{ company: CompanyId; addonId: AddonId }>;
type Saved = Promise<Result<PmsProvider, ProviderRefusal>>;

export type PmsParts = Readonly<{
  storage: Storage;
  /** Why an address may not be called from here, in a sentence; undefined when it may. */
  unreachable: (address: string) => string | undefined;
}>;

const notFound = { kind: "provider_not_found" } as const;

/** What clients do with the hotels' systems that they connect. */
export const pmsCommands = ({ storage, unreachable }: PmsParts) => {
  const wrongEndpoint = ({ endpoint }: ProviderFacts): ProviderRefusal | undefined => {
    const says = endpointRefusal(endpoint, unreachable);
    return says === undefined ? undefined : { kind: "endpoint", says, endpoint };
  };

  const own = (tx: Pick<ChangeTx, "catalogue">, { addonId }: ProviderOwner, id: number): PmsProvider | undefined => {
    const provider = tx.catalogue.get("pms_provider", id);
    return provider?.addonId === addonId ? provider : undefined;
  };

  return {
    /** Ascending by id. */
    async of({ company, addonId }: ProviderOwner, site: SiteId): Promise<readonly PmsProvider[]> {
      const catalogue = await storage.reads(company).catalogue();
      return catalogue.all("pms_provider").filter((one) => one.addonId === addonId && one.siteId === site);
    },

    async get(owner: ProviderOwner, id: number): Saved {
      const provider = own({ catalogue: await storage.reads(owner.company).catalogue() }, owner, id);
      return provider ? done(provider) : refuse(notFound);
    },

    async revenueCenters(company: CompanyId, site: SiteId): Promise<readonly RevenueCenter[]> {
      const catalogue = await storage.reads(company).catalogue();
      return catalogue.all("revenue_center").filter(({ siteId }) => siteId === site);
    },

    create: (owner: ProviderOwner, siteId: SiteId, facts: ProviderFacts): Saved =>
      storage.change(owner.company, async (tx) => {
        if (!tx.catalogue.site(siteId)) return refuse({ kind: "location_not_found" });
        const wrong = wrongEndpoint(facts);
        if (wrong) return refuse(wrong);
        const others = tx.catalogue.all("pms_provider").filter(({ addonId }) => addonId === owner.addonId);
        if (others.length >= PROVIDERS_MAX) return refuse({ kind: "too_many_providers", max: PROVIDERS_MAX });
        await addRoomMethod(tx);
        const id = tx.newId("catalogue");
        return done(await tx.records.add("pms_provider", { ...facts, id, siteId, addonId: owner.addonId }));
      }),

    change: (owner: ProviderOwner, id: number, facts: ProviderFacts): Saved =>
      storage.change(owner.company, async (tx) => {
        const before = own(tx, owner, id);
        if (!before) return refuse(notFound);
        const wrong = wrongEndpoint(facts);
        if (wrong) return refuse(wrong);
        return done(await tx.records.save("pms_provider", { ...before, ...facts }));
      }),

    remove: (owner: ProviderOwner, id: number): Promise<Result<number, ProviderRefusal>> =>
      storage.change(owner.company, async (tx) => {
        if (!own(tx, owner, id)) return refuse(notFound);
        await tx.records.remove("pms_provider", id);
        return done(id);
      }),
  };
};

/** The way to pay by which charges are booked comes with a company's first hotel, and stays. */
const addRoomMethod = async (tx: ChangeTx): Promise<void> => {
  if (tx.catalogue.all("payment_method").some(({ code }) => code === ROOM_METHOD.code)) return;
  const id = tx.newId("catalogue") as PaymentMethodId;
  await tx.records.add("payment_method", {
    ...ROOM_METHOD,
    id,
    ledgerCode: null,
    kind: "other",
    addonId: null,
    active: true,
  });
};
