import { Button, Center, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Api } from "../../common/api.ts";
import { Failed, Loading } from "../../common/components/States.tsx";
import { toastBad } from "../../common/toast.ts";
import type { LiveEvent } from "../../common/live.ts";
import type { Snapshot } from "../data/snapshot.ts";
import { useSnapshot } from "../data/snapshot-load.ts";
import { useOutbox, usePending, useSiteFeed } from "../data/sync.ts";
import { IncomingProvider } from "../orders/incoming/IncomingProvider.tsx";
import { incomingHears } from "../orders/incoming/incoming-data.ts";
import { PinPage } from "./PinPage.tsx";
import { type Device, type Register, RegisterContext, type Session, scopeOf } from "./context.ts";
import { door } from "./door.ts";
import { router } from "./router.tsx";
import { endSession, forgetSession } from "../../common/door/sign-in.ts";

type Props = Readonly<{ device: Device; session: Session; locked: boolean; removed: () => void }>;

/** Everything behind the PIN: it stands as long as one session lasts. */
export const SignedIn = ({ device, session, locked, removed }: Props): ReactNode => {
  const [api] = useState(() => new Api({ token: () => session.token, signedOut: () => forgetSession(door) }));
  const { asked, refresh } = useSnapshot(api, device);
  const snapshot = asked.data;
  if (snapshot) return <Working {...{ api, device, session, snapshot, refresh, locked, removed }} />;
  if (!asked.error) return <Loading what="Loading the menu" />;
  return (
    <Center mih="100dvh">
      <Stack maw="28rem">
        <Failed error={asked.error} again={() => void asked.refetch()} />
        <Button variant="subtle" onClick={() => (void endSession(session.token), forgetSession(door))}>
          Sign out
        </Button>
      </Stack>
    </Center>
  );
};

const Working = ({
  api,
  device,
  session,
  snapshot,
  refresh,
  locked,
  removed,
}: Props & { api: Api; snapshot: Snapshot; refresh: () => void }): ReactNode => {
  const scope = scopeOf(device);
  const { outbox, outboxState } = useOutbox(api, scope, device.companyId);
  const pending = usePending(scope);
  const [hears] = useState(() => incomingHears(api, device));
  const live = useSiteFeed(api, device, { refresh, onOrder: (event: LiveEvent) => hears(event) });
  const offline = live === "off";
  useStillSignedIn(api, offline);

  // What waits goes out as soon as the server is heard of again.
  useEffect(() => {
    if (live === "on") outbox.wake();
  }, [live, outbox]);

  const register = useMemo(
    (): Register | undefined =>
      pending && {
        api,
        device,
        session,
        snapshot,
        live,
        outbox,
        outboxState,
        pending,
        scope,
        offline,
        lock() {
          // A PIN can only be checked by the server: nobody should be locked out of a register without a network.
          if (offline) toastBad(new Error("Without the network nobody could unlock it again."), "Not locked");
          else door.locked.set(true);
        },
        signOut() {
          void endSession(session.token);
          forgetSession(door);
        },
      },
    [api, device, session, snapshot, live, outbox, outboxState, pending, scope, offline],
  );
  if (!register) return <Loading />;
  return (
    <RegisterContext value={register}>
      <IncomingProvider>
        {locked ? <PinPage device={device} removed={removed} /> : <RouterProvider router={router} />}
      </IncomingProvider>
    </RegisterContext>
  );
};

const ASK_EVERY_MS = 15_000;

/** The feed does not say why it ended; while it is away the session is asked for, and its end signs out. */
const useStillSignedIn = (api: Api, away: boolean): void => {
  useQuery({
    queryKey: ["session"],
    queryFn: () => api.get<{ expires_at: string }>("session"),
    enabled: away,
    refetchInterval: ASK_EVERY_MS,
    retry: false,
    staleTime: 0,
  });
};
