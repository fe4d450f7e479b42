import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastBad } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useUrl } from "../../kit/url.ts";
import type { Addon } from "../parts/data.ts";
import { rememberSecret } from "../parts/secrets.ts";

const OVERLAPS = [
  { value: "0", label: "Not at all: it ends now" },
  { value: "1", label: "1 hour" },
  { value: "24", label: "1 day" },
  { value: "72", label: "3 days" },
  { value: "168", label: "7 days, the longest" },
];

/** Gives an add-on a new secret, and its clients time to change over. */
export const RotateDialog = ({
  addon,
  opened,
  onClose,
  onDone,
}: {
  addon: Addon;
  opened: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
}): ReactNode => {
  const { at } = useOffice();
  const { set } = useUrl();
  const [hours, setHours] = useState("24");
  const [busy, setBusy] = useState(false);
  const rotate = async (): Promise<void> => {
    setBusy(true);
    try {
      const made = await api.post<Addon>(at(`addons/${addon.id}/secret`), { overlap_hours: Number(hours) });
      if (made.client_secret) rememberSecret(addon.client_id, made.client_secret);
      set({ secret: "new" });
      await onDone();
      onClose();
    } catch (error) {
      toastBad(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`New secret for ${addon.name}`}>
      <Stack>
        <Text>
          The secret of now stays good for a while, so that clients can change over. The one before it, if there is one,
          ends at once.
        </Text>
        <Select
          label="How long the secret of now stays good"
          data={OVERLAPS}
          value={hours}
          allowDeselect={false}
          onChange={(value) => setHours(value ?? "24")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} onClick={() => void rotate()}>
            Make a new secret
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
