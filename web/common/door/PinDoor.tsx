import { Group, Text, Title, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../components/States.tsx";
import { ThemeSwitch } from "../components/ThemeSwitch.tsx";
import type { Kept } from "../kept.ts";
import { initials } from "../names.ts";
import type { Device } from "./device.ts";
import styles from "./Door.module.css";
import type { Door } from "./kept-device.ts";
import { type Person, PinPad } from "./PinPad.tsx";
import { signInWithPin } from "./sign-in.ts";
import { useDeviceStaff } from "./useDeviceStaff.ts";

/** What a device remembers of those who sign in at it. */
export type Remembers = Readonly<{ staff: Kept<readonly Person[]>; last: Kept<number> }>;

/** Who are you? A tile for everybody who has a PIN, and the pad. */
export const PinDoor = ({
  door,
  device,
  removed,
  title,
  tools,
  notice,
  faces = false,
  remembers,
}: {
  door: Door;
  device: Device;
  /** Called when the server does not know the device any more. */
  removed: () => void;
  title: string;
  /** What else one can do here. */
  tools: ReactNode;
  /** What whoever comes should know first. */
  notice?: ReactNode;
  /** People's initials above their names. */
  faces?: boolean;
  remembers?: Remembers;
}): ReactNode => {
  const [signIn] = useState(() => (staff: Person, pin: string) => signInWithPin(door, device, staff, pin));
  const [person, setPerson] = useState<number | undefined>(() => remembers?.last.get());
  const staff = useDeviceStaff(device, removed, remembers?.staff);
  return (
    <main className={styles["door"]}>
      <div className={`${styles["box"]} ${styles["wide"]}`}>
        <Group justify="space-between" align="flex-start" wrap="nowrap" mb="lg">
          <div>
            <Title order={1} size="h3">
              {title}
            </Title>
            <Text c="dimmed">{device.siteName}</Text>
          </div>
          <Group gap={4} wrap="nowrap">
            <ThemeSwitch />
            {tools}
          </Group>
        </Group>
        {notice}
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
                        remembers?.last.set(id);
                      }}
                    >
                      {faces && (
                        <span className={styles["face"]} aria-hidden>
                          {initials(name)}
                        </span>
                      )}
                      {name}
                    </UnstyledButton>
                  ))}
                </div>
                <PinPad key={person} staff={people.find(({ id }) => id === person)} signIn={signIn} />
              </div>
            )
          }
        </Loaded>
      </div>
    </main>
  );
};
