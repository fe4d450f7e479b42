import { type ReactNode, useState } from "react";
import { Pairing } from "../../common/door/Pairing.tsx";
import { forgetDevice } from "../../common/door/sign-in.ts";
import { door } from "./door.ts";
import { PinPage } from "./PinPage.tsx";
import { SignedIn } from "./SignedIn.tsx";
import { useHeartbeat } from "./heartbeat.ts";
import type { Device } from "./context.ts";

/** What the register shows: how to pair this device, who works here, or the work itself. */
export const App = (): ReactNode => {
  const device = door.device.use();
  const [wasRemoved, setRemoved] = useState(false);
  const [removed] = useState(() => () => {
    setRemoved(true);
    forgetDevice(door);
  });
  if (!device) {
    const paired = (made: Device): void => {
      setRemoved(false);
      door.device.set(made);
    };
    return <Pairing title="Set up this register" wasRemoved={wasRemoved} paired={paired} />;
  }
  return <Paired key={device.token} device={device} removed={removed} />;
};

const Paired = ({ device, removed }: { device: Device; removed: () => void }): ReactNode => {
  const session = door.session.use();
  const locked = door.locked.use() ?? false;
  useHeartbeat(device, removed);
  if (!session) return <PinPage device={device} removed={removed} />;
  // While the screen is covered the session goes on behind it: orders still ring, and what waits is sent.
  return <SignedIn key={session.token} device={device} session={session} locked={locked} removed={removed} />;
};
