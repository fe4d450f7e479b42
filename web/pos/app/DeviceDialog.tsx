import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useContext, useState } from "react";
import { ApiError, saysOf } from "../../common/api.ts";
import { ManagerSignIn } from "../../common/door/Pairing.tsx";
import { type Manager, endSession, forgetDevice } from "../../common/door/sign-in.ts";
import { allowSound, play, useSoundAllowed } from "../../common/sound.ts";
import { usePending } from "../data/sync.ts";
import { type Device, RegisterContext, scopeOf } from "./context.ts";
import { door } from "./door.ts";

type Props = Readonly<{ opened: boolean; close: () => void; device?: Device }>;

/** What this device is, whether it can sound, and how it stops being a register. */
export const DeviceDialog = ({ opened, close, device }: Props): ReactNode => {
  const register = useContext(RegisterContext);
  const here = device ?? register?.device ?? door.device.get();
  return (
    <Modal opened={opened} onClose={close} title="This device">
      {here && <Settings device={here} />}
    </Modal>
  );
};

const Settings = ({ device }: { device: Device }): ReactNode => {
  const allowed = useSoundAllowed();
  const [removing, setRemoving] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const waiting = usePending(scopeOf(device))?.length;
  return (
    <Stack>
      <div>
        <Text fw={600}>{device.registerName}</Text>
        <Text c="dimmed">{device.siteName}</Text>
      </div>
      <Group justify="space-between">
        <Text>{allowed ? "Sound is on." : "Sound is off until the screen is touched."}</Text>
        <Button
          variant="default"
          onClick={() => {
            allowSound();
            play("order");
          }}
        >
          Test the sound
        </Button>
      </Group>
      {waiting === undefined ? null : waiting > 0 ? (
        <Alert color="yellow">
          <Text size="sm">
            {waiting === 1 ? "One thing is" : `${waiting} things are`} not sent yet. This device can be removed when
            nothing waits any more.
          </Text>
        </Alert>
      ) : removing ? (
        <>
          <Text size="sm">
            An owner or manager signs in to remove this device from its register. Orders that were not finished on it
            stay in this browser.
          </Text>
          <ManagerSignIn label="Remove this device" signedIn={(who) => void remove(who, device).catch(setFailed)} />
          {failed !== null && (
            <Text c="var(--bad)" role="alert">
              {saysOf(failed)}
            </Text>
          )}
        </>
      ) : (
        <Button variant="light" color="red" onClick={() => setRemoving(true)}>
          Remove this device from its register
        </Button>
      )}
    </Stack>
  );
};

/** Ends the device's token at the server, and forgets it here. Throws ApiError, Unreachable. */
const remove = async ({ api, token, companyId }: Manager, device: Device): Promise<void> => {
  try {
    await api.delete(`companies/${companyId}/devices/${device.id}`);
  } catch (error) {
    // Somebody removed it already.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  } finally {
    void endSession(token);
  }
  forgetDevice(door);
};
