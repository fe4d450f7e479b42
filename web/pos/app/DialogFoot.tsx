import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { saysOf } from "../../common/api.ts";

/** The end of a dialog: why it was refused, the way back, and the button that does what it is for. */
export const DialogFoot = ({
  back = "Cancel",
  close,
  refused = null,
  children,
}: {
  back?: string;
  close: () => void;
  /** What the server said against it; null for nothing. */
  refused?: unknown;
  children: ReactNode;
}): ReactNode => (
  <>
    {refused !== null && (
      <Text c="var(--bad)" role="alert">
        {saysOf(refused)}
      </Text>
    )}
    <Group grow>
      <Button variant="default" onClick={close}>
        {back}
      </Button>
      {children}
    </Group>
  </>
);
