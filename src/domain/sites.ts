import { type HomeChange, withAddresses } from "./addresses.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Site } from "./catalogue/records.ts";

/** Absent facts stay as they are. */
export type SiteChange = Partial<
  Pick<
    Site,
    | "name"
    | "code"
    | "businessNumber"
    | "email"
    | "phone"
    | "mobile"
    | "fax"
    | "website"
    | "image"
    | "location"
    | "registerLevelReconciliation"
    | "onlineOrdering"
    | "salesPeriod"
    | "dayStart"
    | "timezone"
    | "priceListId"
    | "contactStaffId"
    | "passThruRegisterId"
  >
> &
  HomeChange;

export type SiteRefusal = Readonly<{ kind: "site_not_found" }>;

const samePlace = (a: Site["location"], b: Site["location"]): boolean =>
  a?.latitude === b?.latitude && a?.longitude === b?.longitude;

/** How a site is that nobody said anything else of. */
const unlessGiven = { salesPeriod: "OPENED", dayStart: "00:00" } as const;

export type Ordering = Readonly<Required<Pick<Site, "onlineOrdering" | "salesPeriod" | "dayStart">>>;

/** How a site takes orders from apps, and by which day. */
export const orderingOf = (site: Site): Ordering => {
  const { onlineOrdering, salesPeriod, dayStart } = { ...unlessGiven, ...site };
  return { onlineOrdering, salesPeriod, dayStart };
};

/** The site with the change; the very same object when it changes nothing. */
export const updateSite = (site: Site, change: SiteChange, newAddressId: () => number): Site => {
  const { shippingAddress: _, postalAddress: __, ...plain } = change;
  const after: Site = { ...site, ...plain, ...withAddresses(site, change, newAddressId) };
  const [is, was] = [
    { ...unlessGiven, ...after },
    { ...unlessGiven, ...site },
  ];
  const same = (Object.keys(is) as (keyof Site)[]).every((key) =>
    key === "location" ? samePlace(is.location, was.location) : is[key] === was[key],
  );
  return same ? site : after;
};

/** Whether a site can be reached. `passThru` is null where nothing prints pass-thru orders. */
export type SiteStatus = Readonly<{ online: boolean; onlineOrdering: boolean; passThru: boolean | null }>;

/** A site is online while at least one of its registers is. */
export const siteStatus = (catalogue: Catalogue, site: Site): SiteStatus => {
  const printing = site.passThruRegisterId === null ? undefined : catalogue.register(site.passThruRegisterId);
  return {
    online: catalogue.registersOf(site.id).some((register) => register.online),
    onlineOrdering: site.onlineOrdering,
    passThru: printing?.online ?? null,
  };
};
