import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Device } from "../../common/door/device.ts";
import { PinDoor } from "../../common/door/PinDoor.tsx";
import { forgetDevice } from "../../common/door/sign-in.ts";
import { door } from "./door.ts";

/** Who works in the kitchen? One sign-in lasts a working day. */
export const KitchenDoor = ({ device, removed }: { device: Device; removed: () => void }): ReactNode => (
  <PinDoor
    door={door}
    device={device}
    removed={removed}
    title="Kitchen"
    tools={
      <Button variant="subtle" onClick={() => forgetDevice(door)}>
        Set up again
      </Button>
    }
  />
);
