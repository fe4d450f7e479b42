import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { newKey } from "../../common/api.ts";
import { keptHere } from "../../common/kept.ts";
import { queries } from "../../common/start.tsx";
import { toastBad } from "../../common/toast.ts";
import { type Kitchen, kitchenPath, useKitchen } from "../app/context.ts";
import { deeds } from "./deeds.ts";
import { type Deed, type Ticket, afterDeeds } from "./ticket.ts";

/** Tickets on one load; a kitchen with more open has other worries. */
const TICKETS_MAX = 200;
const RECENTLY_DONE = 30;

export type Tickets = Readonly<{ open: readonly Ticket[]; done: readonly Ticket[] }>;

const keyOf = (siteId: number) => ["tickets", siteId] as const;
/** For a reload while the network is away. */
const kept = keptHere<{ siteId: number; tickets: Tickets }>("servery-kitchen-tickets");

/** Loads the tickets of the site again; many calls at once are one. */
export const reloadTickets = (siteId: number): void => {
  void queries.invalidateQueries({ queryKey: keyOf(siteId) });
};

/** Every ticket of the site: what there is to make, and what was done last. */
export const useTickets = (): UseQueryResult<Tickets> => {
  const kitchen = useKitchen();
  const { api, siteId } = kitchen;
  return useQuery({
    queryKey: keyOf(siteId),
    queryFn: async () => {
      const path = kitchenPath(kitchen, "tickets");
      const [open, done] = await Promise.all([
        api.get<Ticket[]>(path, { state: "open", per_page: TICKETS_MAX }),
        api.get<Ticket[]>(path, { state: "done", per_page: RECENTLY_DONE }),
      ]);
      const tickets = { open, done };
      kept.set({ siteId, tickets });
      return tickets;
    },
    initialData: () => {
      const before = kept.get();
      return before?.siteId === siteId ? before.tickets : undefined;
    },
    initialDataUpdatedAt: 0,
    refetchInterval: REFRESH_MS,
  });
};

/** The live feed tells of every change; this is for the one that was missed all the same. */
const REFRESH_MS = 60_000;

/** Tickets with what was done here and is still on its way. */
export const useShownTickets = (tickets: Tickets | undefined): Tickets => {
  const waiting = useSyncExternalStore(deeds.subscribe, deeds.all);
  if (!tickets) return { open: [], done: [] };
  const all = afterDeeds([...tickets.open, ...tickets.done], waiting);
  const open = all.filter(({ state }) => state === "open");
  return {
    open: open.toSorted((a, b) => a.began_at.localeCompare(b.began_at) || a.id.localeCompare(b.id)),
    done: all.filter(({ state }) => state === "done"),
  };
};

/** Puts the server's newest word about a ticket in its place, whichever list it was in. */
const put = (siteId: number, ticket: Ticket): void => {
  queries.setQueryData<Tickets>(keyOf(siteId), (before) => {
    if (!before) return before;
    const open = before.open.filter(({ id }) => id !== ticket.id);
    const done = before.done.filter(({ id }) => id !== ticket.id);
    return ticket.state === "open" ? { open: [...open, ticket], done } : { open, done: [ticket, ...done] };
  });
};

/** Sends what cooks do for as long as the screen is there. */
export const useDeeds = (kitchen: Kitchen): void => {
  const { api, companyId, siteId } = kitchen;
  useEffect(() => {
    const at = { companyId, siteId };
    return deeds.start({
      api,
      path: ({ ticketId, kind }) => kitchenPath(at, `tickets/${encodeURIComponent(ticketId)}/${kind}`),
      done: (ticket) => put(siteId, ticket),
      changed(ticket) {
        if (ticket) put(siteId, ticket);
        reloadTickets(siteId);
        toastBad(new Error(`${ticket ? titleOf(ticket) : "A ticket"} has changed. Look again.`), "Not bumped");
      },
      refused(error) {
        reloadTickets(siteId);
        toastBad(error);
      },
    });
  }, [api, companyId, siteId]);
};

/** What cooks call a ticket: its table, else its number. */
export const titleOf = ({ table, sale_number }: Ticket): string => (table ? `Table ${table}` : `#${sale_number}`);

const deed = (kind: Deed["kind"], ticket: Ticket, lineIds: readonly string[] | null): void =>
  deeds.add({ key: newKey(), kind, ticketId: ticket.id, lineIds, version: ticket.version });

export const bump = (ticket: Ticket, lineIds: readonly string[] | null = null): void => deed("bump", ticket, lineIds);
export const recall = (ticket: Ticket, lineIds: readonly string[] | null = null): void =>
  deed("recall", ticket, lineIds);
