import { Button, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { ThemeSwitch } from "../../common/components/ThemeSwitch.tsx";
import styles from "../../common/door/Door.module.css";
import { type Person, PinPad } from "../../common/door/PinPad.tsx";
import type { Device } from "../../common/door/device.ts";
import { deviceApi, forgetDevice, isUnknown, signInWithPin } from "../../common/door/sign-in.ts";
import { door } from "./door.ts";

/** Who works in the kitchen? One sign-in lasts a working day. */
export const KitchenDoor = ({ device, removed }: { device: Device; removed: () => void }): ReactNode => {
  const [person, setPerson] = useState<number>();
  const [signIn] = useState(() => (staff: Person, pin: string) => signInWithPin(door, device, staff, pin));
  const staff = useQuery({
    queryKey: ["device staff", device.token],
    queryFn: async () => {
      try {
        return await deviceApi(device).get<readonly Person[]>("devices/current/staff");
      } catch (error) {
        if (isUnknown(error)) removed();
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
              Kitchen
            </Title>
            <Text c="dimmed">{device.siteName}</Text>
          </div>
          <Group gap={4} wrap="nowrap">
            <ThemeSwitch />
            <Button variant="subtle" onClick={() => forgetDevice(door)}>
              Set up again
            </Button>
          </Group>
        </Group>
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
                      onClick={() => setPerson(id)}
                    >
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
