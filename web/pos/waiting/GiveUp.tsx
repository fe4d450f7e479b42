import { Button, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { toastBad, toastGood } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { Outgoing } from "../data/store.ts";

/** Asks before something is given up that the server never took. */
export const GiveUp = ({ item, close }: { item: Outgoing | null; close: () => void }): ReactNode => {
  const { outbox } = useRegister();
  const giveUp = (): void => {
    outbox
      .giveUp(item!.seq!)
      .then(() => toastGood("Given up."))
      .catch((error: unknown) => toastBad(error))
      .finally(close);
  };
  return (
    <Modal opened={item !== null} onClose={close} title="Give this up?">
      <Stack>
        <Text>
          {item?.label} is taken off this device and is never sent. If money was taken for it, give it back.
          {(item?.then?.length ?? 0) > 0 && " What was to follow it is given up too."}
        </Text>
        <DialogFoot back="Keep it" close={close}>
          <Button color="red" onClick={giveUp}>
            Give up
          </Button>
        </DialogFoot>
      </Stack>
    </Modal>
  );
};
