import { Button, Modal, Stack, Text, Textarea, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRegister } from "../../app/context.ts";
import { DialogFoot } from "../../app/DialogFoot.tsx";
import type { Order } from "../../data/orders.ts";
import { sourceOf } from "./IncomingOrder.tsx";
import styles from "./Incoming.module.css";

type Reason = Readonly<{ id: number; notes: string | null }>;
type Props = Readonly<{
  order: Order;
  opened: boolean;
  sending: boolean;
  close: () => void;
  reject: (reason: Reason | null) => void;
}>;

/** Asks for the reason where the app wants one, else only whether it is meant. */
export const RejectDialog = ({ order, opened, ...props }: Props): ReactNode => (
  <Modal
    opened={opened}
    onClose={props.close}
    closeOnEscape={false}
    zIndex={500}
    title={order.prompt_for_reject_reason ? "Why is it rejected?" : "Reject this order?"}
  >
    <Ask order={order} {...props} />
  </Modal>
);

const Ask = ({ order, sending, close, reject }: Omit<Props, "opened">): ReactNode => {
  const { reject_reasons: reasons } = useRegister().snapshot;
  const [reason, setReason] = useState<number | null>(null);
  const [notes, setNotes] = useState("");
  const mustSay = order.prompt_for_reject_reason === true;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (mustSay && reason === null) return;
        reject(reason === null ? null : { id: reason, notes: notes.trim() || null });
      }}
    >
      <Stack>
        {mustSay ? (
          <>
            {reasons.length === 0 && (
              <Text c="var(--bad)">
                {sourceOf(order)} wants a reason, and there is none to choose. Add one in the back office.
              </Text>
            )}
            <Stack gap="xs" role="group" aria-label="Reason">
              {reasons.map(({ id, name }) => (
                <UnstyledButton
                  key={id}
                  className={styles["reason"]}
                  aria-pressed={id === reason}
                  onClick={() => setReason(id)}
                >
                  {name}
                </UnstyledButton>
              ))}
            </Stack>
            <Textarea
              label="Note"
              description={`${sourceOf(order)} is told this too.`}
              autosize
              minRows={2}
              maxLength={1_000}
              value={notes}
              onChange={(event) => setNotes(event.currentTarget.value)}
            />
          </>
        ) : (
          <Text>{sourceOf(order)} is told that you cannot make it. This cannot be undone.</Text>
        )}
        <DialogFoot back="Back" close={close}>
          <Button color="red" type="submit" loading={sending} disabled={mustSay && reason === null}>
            Reject
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
};
