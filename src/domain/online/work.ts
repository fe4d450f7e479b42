import type { CompanyId, SiteId } from "../ids.ts";

/** Jobs that are done for venues on behalf of apps. */
export const ONLINE_QUEUE = "online";

export type OnlineWork =
  | Readonly<{ kind: "task"; key: string }>
  /** Messages that no printer took in time are taken back. */
  | Readonly<{ kind: "forget_prints"; prints: readonly number[] }>;

/** A site's tasks do not hold up those of another. */
export const onlineLane = (company: CompanyId, site: SiteId): string => `online ${company} ${site}`;
