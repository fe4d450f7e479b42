import type { Catalogue } from "../catalogue/catalogue.ts";
import type { AccountProfile } from "../catalogue/ordering-records.ts";
import type { Site } from "../catalogue/records.ts";
import type { SiteId } from "../ids.ts";

/** Whether a record is a site's: null is every site's. */
export const isAt = ({ siteIds }: Readonly<{ siteIds: readonly SiteId[] | null }>, { id }: Site): boolean =>
  siteIds === null || siteIds.includes(id);

/** The ways of ordering that a site offers now, ascending by id. */
export const profilesAt = (catalogue: Catalogue, site: Site): AccountProfile[] =>
  catalogue.all("account_profile").filter((profile) => profile.active && isAt(profile, site));

export const profileAt = (catalogue: Catalogue, site: Site, code: string): AccountProfile | undefined =>
  profilesAt(catalogue, site).find((profile) => profile.code === code);

/** The site as a way of ordering sees it: with the profile's prices. */
export const siteBy = (site: Site, profile: AccountProfile | undefined): Site =>
  profile?.priceListId ? { ...site, priceListId: profile.priceListId } : site;
