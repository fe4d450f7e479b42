import { Button, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { staffName } from "../../records/staff-name.ts";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { PasswordField } from "./PasswordField.tsx";
import { PATH, type Role, type Staff, roleWords, rolesOf } from "./person.ts";

type Props = Readonly<{ staff: Staff; opened: boolean; onClose: () => void }>;

/** Lets somebody sign in: a username, a password and what they may do. */
export const LoginDialog = ({ staff, opened, onClose }: Props): ReactNode => (
  <Modal opened={opened} onClose={onClose} title={`A login for ${staffName(staff)}`}>
    <Form staff={staff} onClose={onClose} />
  </Modal>
);

const Form = ({ staff, onClose }: Omit<Props, "opened">): ReactNode => {
  const { at, session } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("staff");
  const given = rolesOf(session.role);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = {
      ...(username.trim() === "" && { username: "This is needed." }),
      ...(password === "" && { password: "Type one, or have one made." }),
    };
    if (Object.keys(missing).length > 0) return sender.setErrors(missing);
    const body = { staff_id: staff.id, username, password, role };
    if (!(await sender.send(() => api.post(at(PATH), body)))) return;
    await again(PATH);
    toastGood(`${staffName(staff)} can sign in.`);
    onClose();
  };
  return (
    <form noValidate aria-label="Login" onSubmit={(event) => void submit(event)}>
      <Stack>
        <Problem of={sender} fields={["username", "password", "role"]} />
        <TextInput
          label="Username"
          withAsterisk
          data-autofocus
          autoComplete="off"
          autoCapitalize="none"
          value={username}
          error={sender.errors["username"]}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordField value={password} error={sender.errors["password"]} onChange={setPassword} />
        <Select
          label="Role"
          description={
            given.length > 1 ? roleWords[role].says : "Managers add people of the role staff. Owners add anybody."
          }
          data={(["owner", "manager", "staff"] as const).map((one) => ({
            value: one,
            label: roleWords[one].title,
            disabled: !given.includes(one),
          }))}
          value={role}
          allowDeselect={false}
          error={sender.errors["role"]}
          onChange={(next) => setRole(next ?? "staff")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            Give the login
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
