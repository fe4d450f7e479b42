import { ActionIcon, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { TabletSmartphone } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Unreachable } from "../../common/api.ts";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { ThemeSwitch } from "../../common/components/ThemeSwitch.tsx";
import { keptHere } from "../../common/kept.ts";
import { usePending } from "../data/sync.ts";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { DeviceDialog } from "./DeviceDialog.tsx";
import { PinPad } from "../../common/door/PinPad.tsx";
import { door } from "./door.ts";
import { initials } from "./TopBar.tsx";
import { type Device, scopeOf } from "./context.ts";
import { deviceApi, isUnknown, signInWithPin } from "../../common/door/sign-in.ts";
import styles from "../../common/door/Door.module.css";

type Person = Readonly<{ id: number; name: string }>;

/** Who works at a register, for when the list cannot be asked for: nobody can sign in then, but one sees why. */
const keptStaff = keptHere<readonly Person[]>("servery-register-staff");
const keptLast = keptHere<number>("servery-register-last");

/** Who are you? A tile for everybody who has a PIN, and the pad. */
export const PinPage = ({ device, removed }: { device: Device; removed: () => void }): ReactNode => {
  const [settings, setSettings] = useState(false);
  const [signIn] = useState(() => (staff: Person, pin: string) => signInWithPin(door, device, staff, pin));
  const [person, setPerson] = useState<number | undefined>(() => keptLast.get());
  const waiting = usePending(scopeOf(device))?.length ?? 0;
  const incoming = useIncoming().orders.length;
  const staff = useQuery({
    queryKey: ["device staff", device.token],
    queryFn: async () => {
      try {
        const found = await deviceApi(device).get<readonly Person[]>("devices/current/staff");
        keptStaff.set(found);
        return found;
      } catch (error) {
        if (isUnknown(error)) removed();
        const kept = keptStaff.get();
        if (error instanceof Unreachable && kept) return kept;
        throw error;
      }
    },
  });
  return (
    <main className={styles["door"]}>
      <div className={`${styles["box"]} ${styles["wide"]}`}>
        <Group justify="space-between" align="flex-start" wrap="nowrap" mb="lg">
          <div>
            <Title order={1} size="h3">
              {device.registerName}
            </Title>
            <Text c="dimmed">{device.siteName}</Text>
          </div>
          <Group gap={4} wrap="nowrap">
            <ThemeSwitch />
            <ActionIcon aria-label="This device" onClick={() => setSettings(true)}>
              <TabletSmartphone size={20} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
        {(waiting > 0 || incoming > 0) && (
          <Text mb="md" fw={550} c="var(--warn)" role="status">
            {incoming > 0 && `${incoming === 1 ? "1 new order waits" : `${incoming} new orders wait`} for an answer. `}
            {waiting > 0 && `${waiting} not sent yet. Sign in to send what waits.`}
          </Text>
        )}
        <Loaded of={staff} what="Loading who works here">
          {(people) =>
            people.length === 0 ? (
              <Empty title="Nobody has a PIN here yet">Give your staff PINs in the back office, under People.</Empty>
            ) : (
              <div className={styles["pinPage"]}>
                <div className={styles["staff"]} role="group" aria-label="Who are you?">
                  {people.map(({ id, name }) => (
                    <UnstyledButton
                      key={id}
                      className={styles["person"]}
                      aria-pressed={id === person}
                      onClick={() => {
                        setPerson(id);
                        keptLast.set(id);
                      }}
                    >
                      <span className={styles["face"]} aria-hidden>
                        {initials(name)}
                      </span>
                      {name}
                    </UnstyledButton>
                  ))}
                </div>
                <Stack gap="xs">
                  <PinPad key={person} staff={people.find(({ id }) => id === person)} signIn={signIn} />
                </Stack>
              </div>
            )
          }
        </Loaded>
      </div>
      <DeviceDialog opened={settings} close={() => setSettings(false)} device={device} />
    </main>
  );
};
