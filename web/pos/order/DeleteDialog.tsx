import { Button, Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { saysOf } from "../../common/api.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { Order } from "../data/orders.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Order.module.css";

const REASONS = ["Guest left", "Entered by mistake", "Test order"] as const;

/** Deletes an order, with the reason that stays on it. */
export const DeleteDialog = ({ order, close }: { order: Order; close: () => void }): ReactNode => {
  const [reason, setReason] = useState("");
  const work = useOrderWork(order.id);
  const ready = reason.trim() !== "";
  return (
    <Modal opened onClose={close} title={`Delete ${order.sale_number}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          const body = { reason: reason.trim() };
          work.mutate({ path: "delete", body, done: "The order is deleted.", quiet: true }, { onSuccess: close });
        }}
      >
        <Stack>
          <Text>The kitchen is told to stop. The order can still be looked at, with your reason on it.</Text>
          <div className={styles["chips"]} role="group" aria-label="Usual reasons">
            {REASONS.map((text) => (
              <UnstyledButton
                key={text}
                className={styles["chip"]}
                aria-pressed={reason === text}
                onClick={() => setReason(text)}
              >
                {text}
              </UnstyledButton>
            ))}
          </div>
          <TextInput
            label="Reason"
            maxLength={255}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={work.error ? saysOf(work.error) : undefined}
          />
          <DialogFoot back="Keep it" close={close}>
            <Button color="red" type="submit" disabled={!ready} loading={work.isPending}>
              Delete
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
};
