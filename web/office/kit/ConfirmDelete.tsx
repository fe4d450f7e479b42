import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { saysOf } from "../../common/api.ts";

/** Asks before something is taken away, and says so when that is not possible. */
export const ConfirmDelete = ({
  what,
  children,
  word = "Delete",
  onConfirm,
  onClose,
}: {
  /** What goes: "Flat White". Undefined: nothing is asked now. */
  what: string | undefined;
  /** What follows from it. */
  children?: ReactNode;
  /** What is done to it. */
  word?: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}): ReactNode => (
  <Modal opened={what !== undefined} onClose={onClose} title={what === undefined ? "" : `${word} ${what}?`}>
    <Question word={word} onConfirm={onConfirm} onClose={onClose}>
      {children}
    </Question>
  </Modal>
);

const Question = ({
  children,
  word,
  onConfirm,
  onClose,
}: {
  children?: ReactNode;
  word: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}): ReactNode => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Stack>
      <Text component="div">{children ?? "This cannot be undone."}</Text>
      {error !== undefined && (
        <Alert color="red" variant="light" role="alert" title="That is not possible">
          <Text size="sm" c="var(--mantine-color-text)">
            {saysOf(error)}
          </Text>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red" loading={busy} onClick={() => void confirm()}>
          {word}
        </Button>
      </Group>
    </Stack>
  );
};
