import { useQueryClient } from "@tanstack/react-query";
import { liveQuery } from "dexie";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Api } from "../../common/api.ts";
import { type LiveEvent, type LiveState, useLive } from "../../common/live.ts";
import type { Device } from "../app/context.ts";
import { orderKey, ordersKey } from "./orders.ts";
import { Outbox, type OutboxState } from "./outbox.ts";
import { type Outgoing, store } from "./store.ts";

/** Everything that waits in a scope, kept up as any window of this browser changes it; undefined until it was read. */
export const usePending = (scope: string): readonly Outgoing[] | undefined => {
  const [pending, setPending] = useState<readonly Outgoing[]>();
  useEffect(() => {
    const watching = liveQuery(() => store.outgoing.where("scope").equals(scope).sortBy("seq")).subscribe(setPending);
    return () => watching.unsubscribe();
  }, [scope]);
  return pending;
};

/** Under which the id stands of the order that came of what was sent. */
export const sentKey = (key: string) => ["sent", key] as const;

const now = (): number => Date.now();

/** The outbox of a session: it sends while the session lasts. */
export const useOutbox = (api: Api, scope: string, company: number): { outbox: Outbox; outboxState: OutboxState } => {
  const client = useQueryClient();
  const [outboxState, setState] = useState<OutboxState>("idle");
  const outbox = useMemo(
    () =>
      new Outbox({
        api,
        scope,
        company,
        now,
        taken: (item, orderId) => {
          client.setQueryData(sentKey(item.key), orderId);
          if (orderId !== null) void client.invalidateQueries({ queryKey: orderKey(orderId) });
          void client.invalidateQueries({ queryKey: ordersKey });
        },
        refused: (orderId) => {
          if (orderId !== null) void client.invalidateQueries({ queryKey: orderKey(orderId) });
          void client.invalidateQueries({ queryKey: ordersKey });
        },
        changed: setState,
      }),
    [api, scope, company, client],
  );
  useEffect(() => {
    outbox.start();
    return () => outbox.stop();
  }, [outbox]);
  return { outbox, outboxState };
};

/** What the snapshot holds; a change of it is loaded at once. */
const IN_SNAPSHOT = new Set([
  "product",
  "category",
  "option_set",
  "tax",
  "site",
  "register",
  "item",
  "menu",
  "inventory",
  "venue",
  "record",
  "catalogue",
]);
/** Lists of orders are loaded again at most so often, however much happens. */
const LISTS_EVERY_MS = 250;
const SNAPSHOT_AFTER_MS = 400;

export type LiveHears = Readonly<{ refresh: () => void; onOrder: (event: LiveEvent) => void }>;

/** The live feed of the register's site: what is shown is loaded again when it changed. */
export const useSiteFeed = (api: Api, device: Device, { refresh, onOrder }: LiveHears): LiveState => {
  const client = useQueryClient();
  const lists = useRef<number | undefined>(undefined);
  const snapshot = useRef<number | undefined>(undefined);
  const soon = (timer: typeof lists, ms: number, work: () => void): void => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      work();
    }, ms);
  };
  return useLive(api, device.siteId, {
    onEvent(event) {
      const kind = event.type.split(".")[0] ?? "";
      if (kind === "kitchen") void client.invalidateQueries({ queryKey: ["kitchen"] });
      if (event.order_id !== null) {
        void client.invalidateQueries({ queryKey: orderKey(event.order_id) });
        soon(lists, LISTS_EVERY_MS, () => void client.invalidateQueries({ queryKey: ordersKey }));
        onOrder(event);
      } else if (IN_SNAPSHOT.has(kind)) soon(snapshot, SNAPSHOT_AFTER_MS, refresh);
      else if (kind !== "kitchen") void client.invalidateQueries({ queryKey: [kind] });
    },
    onReset() {
      refresh();
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "snapshot" });
    },
  });
};
