import type { SiteId } from "../../../../domain/ids.ts";
import { id } from "../../wire.ts";

/** Lists of what may be bound to some sites, narrowed to one. */
export const siteQuery = { site_id: id<SiteId>().optional().meta({ description: "What holds at the site." }) };

export const isAtSite = (
  { siteIds }: Readonly<{ siteIds: readonly SiteId[] | null }>,
  { site_id }: Readonly<{ site_id?: SiteId | undefined }>,
): boolean => site_id === undefined || siteIds === null || siteIds.includes(site_id);

/** The same for what is at one site. */
export const isOfSite = (
  { siteId }: Readonly<{ siteId: SiteId }>,
  { site_id }: Readonly<{ site_id?: SiteId | undefined }>,
): boolean => site_id === undefined || siteId === site_id;
