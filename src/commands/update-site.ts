import { type Result, done, refuse } from "../kit/brand.ts";
import { changedOfSite } from "../domain/events/webhook-rules.ts";
import type { Site } from "../domain/catalogue/records.ts";
import type { Principal, SiteId } from "../domain/ids.ts";
import { readinessTurned } from "../domain/online/readiness.ts";
import { type SiteChange, type SiteRefusal, updateSite as decide } from "../domain/sites.ts";
import type { Storage } from "../storage/storage.ts";

/** Changes what is known of a site. Nothing is saved, and nobody told, when nothing changed. */
export const updateSite =
  (storage: Storage) =>
  (who: Principal, id: SiteId, change: SiteChange): Promise<Result<Site, SiteRefusal>> =>
    storage.change(who.company, async (tx) => {
      const before = tx.catalogue.site(id);
      if (!before) return refuse({ kind: "site_not_found" });
      const after = decide(before, change, () => tx.newId("address"));
      if (after === before) return done(before);
      const saved = await tx.records.save("site", after);
      const turned = readinessTurned(tx.catalogue, [{ kind: "site", id, record: saved }], id);
      tx.emit([
        { type: "site.updated", id, siteId: id, changed: changedOfSite(before, after) },
        ...(turned ? [turned] : []),
      ]);
      return done(saved);
    });
