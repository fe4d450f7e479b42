import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { keptInWindow } from "../../../common/kept.ts";
import { useAlarm } from "../../../common/sound.ts";
import { queries } from "../../../common/start.tsx";
import { useRegister } from "../../app/context.ts";
import type { Order } from "../../data/orders.ts";
import { type Incoming, IncomingContext, incomingKey, loadIncoming } from "./incoming-data.ts";

const LOOK_EVERY_MS = 60_000;
/** What was looked at in this window: a reload does not ring again for it. */
const keptSeen = keptInWindow<readonly number[]>("servery-register-seen");
const SEEN_MAX = 500;

/** Knows the orders that wait for an answer, and rings for those that nobody looked at. */
export const IncomingProvider = ({ children }: { children: ReactNode }): ReactNode => {
  const { api, device } = useRegister();
  const key = incomingKey(device.siteId);
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => loadIncoming(api, device),
    refetchInterval: LOOK_EVERY_MS,
    structuralSharing: true,
  });
  const [seen, setSeen] = useState<ReadonlySet<number>>(() => new Set(keptSeen.get()));
  const [shownId, setShown] = useState<number | null>(null);
  const orders = useMemo(() => data ?? [], [data]);
  const unseen = useMemo(() => orders.filter(({ id }) => !seen.has(id)), [orders, seen]);

  const markSeen = useCallback((ids: readonly number[]): void => {
    setSeen((before) => {
      if (ids.every((id) => before.has(id))) return before;
      const after = new Set([...[...before].slice(-SEEN_MAX), ...ids]);
      keptSeen.set([...after]);
      return after;
    });
  }, []);
  useAlarm(
    unseen.some((order) => order.enable_alert_sound !== false),
    "order",
  );

  const open = useCallback(
    (id?: number): void => {
      const shown = id ?? unseen[0]?.id ?? orders[0]?.id ?? null;
      setShown(shown);
      markSeen(orders.map((order) => order.id));
    },
    [orders, unseen, markSeen],
  );
  const close = useCallback(() => setShown(null), []);
  const answered = useCallback(
    ({ id }: Order): void => {
      const left = orders.filter((order) => order.id !== id);
      queries.setQueryData(key, left);
      setShown(left[0]?.id ?? null);
      markSeen(left.map((order) => order.id));
    },
    [orders, key, markSeen],
  );
  const shown = orders.find(({ id }) => id === shownId) ?? null;
  // Somebody else answered the one that is open: the next one takes its place.
  if (shownId !== null && shown === null) setShown(orders[0]?.id ?? null);

  const incoming = useMemo(
    (): Incoming => ({ orders, unseen, shown, open, close, answered }),
    [orders, unseen, shown, open, close, answered],
  );
  return <IncomingContext value={incoming}>{children}</IncomingContext>;
};
