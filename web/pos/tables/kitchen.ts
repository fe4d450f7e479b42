import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ofCompany, useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";

/** What the kitchen still has to do for orders. */
export type Kitchen = Readonly<{
  /** Which versions of orders it was asked about; of others it is not known. */
  seen: ReadonlySet<string>;
  /** Orders of which something is still to be made. */
  open: ReadonlySet<number>;
  /** Orders with a course that the kitchen is still to be told to begin. */
  held: ReadonlySet<number>;
}>;

const NOTHING_KNOWN: Kitchen = { seen: new Set(), open: new Set(), held: new Set() };

type Ticket = Readonly<{ order_id: number; courses: readonly Readonly<{ status: string | null }>[] }>;
type Version = Pick<OrderRow, "id" | "version">;

export const versionOf = ({ id, version }: Version): string => `${id}.${version}`;

/** What the kitchen has open of these orders; asked again as they change, and as it works. */
export const useKitchen = (orders: readonly Version[] | undefined): Kitchen => {
  const register = useRegister();
  const { siteId } = register.device;
  const seen = (orders ?? []).map(versionOf);
  const asked = useQuery({
    queryKey: ["kitchen", "tickets at tables", siteId, seen.join(" ")],
    enabled: orders !== undefined,
    queryFn: async (): Promise<Kitchen> => {
      const path = ofCompany(register, `sites/${siteId}/kitchen/tickets`);
      const tickets = await register.api.all<Ticket>(path, { state: "open" });
      const held = tickets.filter(({ courses }) => courses.some(({ status }) => status === "uncalled"));
      return {
        seen: new Set(seen),
        open: new Set(tickets.map(({ order_id: id }) => id)),
        held: new Set(held.map(({ order_id: id }) => id)),
      };
    },
    placeholderData: keepPreviousData,
    // The plan stands without it.
    retry: false,
  });
  return asked.data ?? NOTHING_KNOWN;
};
