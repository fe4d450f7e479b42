import { ActionIcon, Text } from "@mantine/core";
import { TabletSmartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { PinDoor } from "../../common/door/PinDoor.tsx";
import type { Person } from "../../common/door/PinPad.tsx";
import { keptHere } from "../../common/kept.ts";
import { usePending } from "../data/sync.ts";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { type Device, scopeOf } from "./context.ts";
import { DeviceDialog } from "./DeviceDialog.tsx";
import { door } from "./door.ts";

const remembers = {
  staff: keptHere<readonly Person[]>("servery-register-staff"),
  last: keptHere<number>("servery-register-last"),
};

/** Who works at the register? What waits there is told before anybody signs in. */
export const PinPage = ({ device, removed }: { device: Device; removed: () => void }): ReactNode => {
  const [settings, setSettings] = useState(false);
  const waiting = usePending(scopeOf(device))?.length ?? 0;
  const incoming = useIncoming().orders.length;
  return (
    <>
      <PinDoor
        door={door}
        device={device}
        removed={removed}
        title={device.registerName}
        tools={
          <ActionIcon aria-label="This device" onClick={() => setSettings(true)}>
            <TabletSmartphone size={20} aria-hidden />
          </ActionIcon>
        }
        notice={
          (waiting > 0 || incoming > 0) && (
            <Text mb="md" fw={550} c="var(--warn)" role="status">
              {incoming > 0 &&
                `${incoming === 1 ? "1 new order waits" : `${incoming} new orders wait`} for an answer. `}
              {waiting > 0 && `${waiting} not sent yet. Sign in to send what waits.`}
            </Text>
          )
        }
        faces
        remembers={remembers}
      />
      <DeviceDialog opened={settings} close={() => setSettings(false)} device={device} />
    </>
  );
};
