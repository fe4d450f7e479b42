import { type ReactNode, useState } from "react";
import { Pairing } from "../../common/door/Pairing.tsx";
import type { Device } from "../../common/door/device.ts";
import { forgetDevice } from "../../common/door/sign-in.ts";
import { KitchenDoor } from "./KitchenDoor.tsx";
import { SignedIn } from "./SignedIn.tsx";
import { door } from "./door.ts";

/** What the kitchen's screen shows: how to set it up, who works here, or the tickets. */
export const App = (): ReactNode => {
  const device = door.device.use();
  const session = door.session.use();
  const [wasRemoved, setRemoved] = useState(false);
  if (!device) {
    const paired = (made: Device): void => {
      setRemoved(false);
      door.device.set(made);
    };
    return <Pairing title="Set up this kitchen screen" wasRemoved={wasRemoved} paired={paired} />;
  }
  const removed = (): void => {
    setRemoved(true);
    forgetDevice(door);
  };
  if (!session) return <KitchenDoor device={device} removed={removed} />;
  return <SignedIn key={session.token} device={device} session={session} />;
};
