import { Alert, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ApiError, saysOf } from "../../common/api.ts";
import { Loaded } from "../../common/components/States.tsx";
import { dayAndTime } from "../../common/format.ts";
import { toastGood } from "../../common/toast.ts";
import { useOffice } from "../app/office.ts";
import { api } from "../app/session.ts";
import { ConfirmDelete } from "../kit/ConfirmDelete.tsx";
import form from "../kit/Form.module.css";
import styles from "./records.module.css";

type Device = Readonly<{
  id: number;
  name: string;
  register_id: number;
  created_by: Readonly<{ name: string }> | null;
  created_at: string;
}>;

/** The tablets that stand at a register: set up here or at the tablet itself, and taken away here. */
export const RegisterDevices = ({ registerId }: { registerId: number }): ReactNode => {
  const { at, may, timezone } = useOffice();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [going, setGoing] = useState<Device>();
  const devices = useQuery({
    queryKey: ["devices"],
    queryFn: () => api.all<Device>(at("devices")),
    enabled: may("devices:read"),
  });
  if (!may("devices:read")) return null;
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ["devices"] });
  return (
    <section className={form["group"]} aria-label="Devices">
      <div>
        <h2 className={form["title"]}>Devices</h2>
        <p className={form["says"]}>
          To set up a tablet, open <b>/pos</b> on it and sign in. It is listed here then.
        </p>
      </div>
      <div className={styles["devices"]}>
        <Loaded of={devices}>
          {(all) => {
            const own = all.filter((device) => device.register_id === registerId);
            if (own.length === 0) return <Text c="dimmed">No device stands here yet.</Text>;
            return (
              <ul className={styles["list"]}>
                {own.map((device) => (
                  <li key={device.id}>
                    <div>
                      <bdi>{device.name}</bdi>
                      <Text size="sm" c="dimmed">
                        since {dayAndTime(device.created_at, timezone)}
                        {device.created_by && `, by ${device.created_by.name}`}
                      </Text>
                    </div>
                    {may("devices:write") && (
                      <Button
                        variant="default"
                        aria-label={`Remove the device ${device.name}`}
                        onClick={() => setGoing(device)}
                      >
                        Remove
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            );
          }}
        </Loaded>
        {may("devices:write") && (
          <div>
            <Button variant="default" leftSection={<Plus size={18} aria-hidden />} onClick={() => setAdding(true)}>
              Add a device by its token
            </Button>
          </div>
        )}
      </div>
      <Modal opened={adding} onClose={() => setAdding(false)} title="Add a device">
        <AddDevice registerId={registerId} added={again} done={() => setAdding(false)} />
      </Modal>
      <ConfirmDelete
        what={going?.name}
        word="Remove"
        onClose={() => setGoing(undefined)}
        onConfirm={async () => {
          if (!going) return;
          await api.delete(at(`devices/${going.id}`));
          await again();
          toastGood(`${going.name} was removed.`);
          setGoing(undefined);
        }}
      >
        Whoever works at it is signed out. What was taken on it and not sent yet stays on it until it is set up again.
      </ConfirmDelete>
    </section>
  );
};

/** Makes a device for software of one's own; its token is shown this once. */
const AddDevice = ({
  registerId,
  added,
  done,
}: {
  registerId: number;
  added: () => Promise<void>;
  done: () => void;
}): ReactNode => {
  const { at } = useOffice();
  const [name, setName] = useState("");
  const [token, setToken] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const add = async (): Promise<void> => {
    if (name.trim() === "") return setError("This is needed.");
    setBusy(true);
    try {
      const made = await api.post<{ device_token: string }>(at(`registers/${registerId}/devices`), { name });
      setToken(made.device_token);
      await added();
    } catch (problem) {
      setError(problem instanceof ApiError ? problem.says.replace("name: ", "") : saysOf(problem));
    } finally {
      setBusy(false);
    }
  };
  if (token !== undefined) {
    return (
      <Stack>
        <Alert color="yellow" variant="light">
          <Text size="sm" c="var(--mantine-color-text)">
            This token is shown this once. Whoever has it is this device.
          </Text>
        </Alert>
        <code className={styles["token"]}>{token}</code>
        <Group justify="flex-end">
          <CopyButton value={token}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<Copy size={18} aria-hidden />} onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
          <Button onClick={done}>Done</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        For software of your own that works as this register. A tablet needs no token: sign in on it instead.
      </Text>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={100}
        value={name}
        error={error}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") void add();
        }}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={done}>
          Cancel
        </Button>
        <Button loading={busy} onClick={() => void add()}>
          Add device
        </Button>
      </Group>
    </Stack>
  );
};
