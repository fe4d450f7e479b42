import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Order } from "../order/order.ts";
import type { TicketMark } from "./mark.ts";
import { type Elsewheres, inheritedAt } from "./inherited.ts";
import type { Station } from "./stations.ts";
import { type Ticket, ticketOf } from "./ticket.ts";
import { type TicketEvent, toldTo } from "./told.ts";

/** An order with all that its tickets follow from but the marks: as of one version of it. */
export type OrderStory = Readonly<{ order: Order; events: readonly TicketEvent[]; elsewhere: Elsewheres }>;

/** All tickets of an order, in the order of the stations given. `markOf` knows what the kitchen did at a station. */
export const ticketsOf = (
  { order, events, elsewhere }: OrderStory,
  catalogue: Catalogue,
  stations: readonly Station[],
  markOf: (station: string) => TicketMark | undefined,
): Ticket[] =>
  stations.flatMap((station) => {
    const told = toldTo(station, order, events, catalogue);
    if (!told) return [];
    return [
      ticketOf(
        { order, station, told, inherited: inheritedAt(station, order, elsewhere, catalogue) },
        markOf(station.name),
      ),
    ];
  });
