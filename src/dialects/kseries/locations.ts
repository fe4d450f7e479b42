import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { Site } from "../../domain/catalogue/records.ts";
import type { SiteId } from "../../domain/ids.ts";
import { HttpError } from "../../http/errors.ts";
import { type Long, idOf } from "./wire.ts";

/**
 * A business is a company, and a business location one of its sites. Another company's location is none.
 * Throws HttpError 404.
 */
export const locationOf = (catalogue: Catalogue, id: Long): Site => {
  const site = catalogue.site(idOf<SiteId>(id));
  if (!site) throw new HttpError(404, "not_found", `Business Location Not found for ${id}`);
  return site;
};
