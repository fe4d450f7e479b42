import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { staffName } from "../../records/staff-name.ts";
import { Problem } from "../parts/Problem.tsx";
import { useSend } from "../parts/useSend.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PATH, type Staff } from "./person.ts";

type Props = Readonly<{ staff: Staff; opened: boolean; onClose: () => void }>;

/** A new password for somebody who forgot theirs. */
export const PasswordDialog = ({ staff, opened, onClose }: Props): ReactNode => (
  <Modal opened={opened} onClose={onClose} title={`A new password for ${staffName(staff)}`}>
    <Form staff={staff} onClose={onClose} />
  </Modal>
);

const Form = ({ staff, onClose }: Omit<Props, "opened">): ReactNode => {
  const { at } = useOffice();
  const sender = useSend();
  const [password, setPassword] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (password === "") return sender.setErrors({ password: "Type one, or have one made." });
    if (!(await sender.send(() => api.put(at(`${PATH}/${staff.id}/password`), { password })))) return;
    toastGood(`${staffName(staff)} has a new password.`);
    onClose();
  };
  return (
    <form noValidate aria-label="New password" onSubmit={(event) => void submit(event)}>
      <Stack>
        <Problem of={sender} fields={["password"]} />
        <PasswordField value={password} error={sender.errors["password"]} onChange={setPassword} />
        <Text size="sm" c="dimmed">
          They are signed out everywhere.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            Set password
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
