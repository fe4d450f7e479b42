import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { CompanyId, OrderId, SiteId } from "../../domain/ids.ts";
import type { TicketMark } from "../../domain/kitchen/mark.ts";
import { stationsOf } from "../../domain/kitchen/stations.ts";
import type { Ticket } from "../../domain/kitchen/ticket.ts";
import { LruMap } from "../../kit/lru.ts";
import { sha256 } from "../../kit/secrets.ts";

/** Orders whose tickets are remembered. */
const REMEMBERED_MAX = 4_000;

type Remembered = Readonly<{ as: string; open: readonly Ticket[] }>;

/**
 * Open tickets of orders that have ended. Nothing changes on such an order any more, so its tickets stay as they are
 * until the set-up changes or the kitchen does something; `as` sums that up. A shop sells a thousand times in the hours
 * that are looked back at, and without this each look would read all of it again.
 */
export class EndedTickets {
  private readonly known = new LruMap<string, Remembered>(REMEMBERED_MAX);

  get(company: CompanyId, order: OrderId, as: string): readonly Ticket[] | undefined {
    const found = this.known.get(`${company} ${order}`);
    return found?.as === as ? found.open : undefined;
  }

  put(company: CompanyId, order: OrderId, as: string, open: readonly Ticket[]): void {
    this.known.set(`${company} ${order}`, { as, open });
  }
}

const setUps = new WeakMap<Catalogue, Map<SiteId, string>>();

/** What of the set-up decides which lines a site's stations have, in short: most changes of it are about other things. */
export const setUpOf = (catalogue: Catalogue, siteId: SiteId): string => {
  const known = setUps.get(catalogue) ?? new Map<SiteId, string>();
  setUps.set(catalogue, known);
  let setUp = known.get(siteId);
  if (setUp === undefined) {
    const goods = catalogue.all("product").map(({ id, categoryIds }) => [id, ...categoryIds]);
    setUp = sha256(JSON.stringify([stationsOf(catalogue, siteId), goods]));
    known.set(siteId, setUp);
  }
  return setUp;
};

/** What the tickets of an ended order depend on: the set-up, and what the kitchen did lately. */
export const stateOf = (setUp: string, marks: readonly TicketMark[]): string => `${setUp} ${JSON.stringify(marks)}`;
