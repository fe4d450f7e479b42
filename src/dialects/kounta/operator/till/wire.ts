import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { RegisterId, SiteId, StaffId } from "../../../../domain/ids.ts";
import { parseDateTime } from "../../../../kit/time.ts";
import { outId } from "../../resources/venue-wire.ts";
import { dateTime } from "../../wire.ts";
import { listQuery } from "../records/list.ts";
import { nameOf } from "../wire.ts";

/** What the routes of the till and of shifts have in common on the wire. */

export const paging = { page: listQuery.page, per_page: listQuery.per_page };

export const NameOut = z.object({ id: outId, name: z.string() });
export const staffName = (catalogue: Catalogue, id: StaffId) => ({ id, name: nameOf(catalogue, id) ?? "" });
export const registerName = (catalogue: Catalogue, id: RegisterId) => ({
  id,
  name: catalogue.register(id)?.name ?? "",
});

export const zoneOf = (catalogue: Catalogue, site: SiteId | null): string =>
  (site === null ? undefined : catalogue.site(site)?.timezone) ?? catalogue.company.timezone;

export const instantIn = (says: string) => dateTime.optional().meta({ description: says });

/** A date-time that the schema has let in, as an instant; undefined when it was not sent. */
export const instantOf = (text: string | undefined, zone: string): number | undefined =>
  text === undefined ? undefined : parseDateTime(text, zone)?.ms;
