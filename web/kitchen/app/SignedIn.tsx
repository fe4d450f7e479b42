import { type ReactNode, useMemo, useState } from "react";
import { Api } from "../../common/api.ts";
import type { Device, Session } from "../../common/door/device.ts";
import { endSession, forgetSession } from "../../common/door/sign-in.ts";
import { type LiveEvent, useLive } from "../../common/live.ts";
import { queries } from "../../common/start.tsx";
import { Screen } from "../board/Screen.tsx";
import { deeds } from "../data/deeds.ts";
import { reloadTickets } from "../data/use-tickets.ts";
import { type Kitchen, KitchenContext } from "./context.ts";
import { door } from "./door.ts";

/** Which events may change a ticket. */
const concernsTickets = ({ type }: LiveEvent): boolean => type.startsWith("order.") || type.startsWith("kitchen.");

/** Everything behind the PIN: the tickets, kept up by the live feed. */
export const SignedIn = ({ device, session }: { device: Device; session: Session }): ReactNode => {
  const [api] = useState(() => new Api({ token: () => session.token, signedOut: () => forgetSession(door) }));
  const { companyId, siteId, siteName } = device;
  const live = useLive(api, siteId, {
    onEvent(event) {
      if (concernsTickets(event)) reloadTickets(siteId);
      else if (event.type.startsWith("print_rule.")) void queries.invalidateQueries({ queryKey: ["stations"] });
    },
    onReset() {
      reloadTickets(siteId);
      deeds.wake();
    },
  });
  const kitchen = useMemo(
    (): Kitchen => ({
      api,
      companyId,
      siteId,
      siteName,
      who: session.name,
      live,
      signOut() {
        void endSession(session.token);
        forgetSession(door);
      },
    }),
    [api, companyId, siteId, siteName, session, live],
  );
  return (
    <KitchenContext value={kitchen}>
      <Screen />
    </KitchenContext>
  );
};
