import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { PIN_LENGTH } from "../../../../src/domain/access/credentials.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { staffName } from "../../records/staff-name.ts";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { PATH, type Staff } from "./person.ts";

type Props = Readonly<{ staff: Staff; opened: boolean; onClose: () => void }>;

/** A PIN with which somebody serves at registers. Best typed by themselves. */
export const PinDialog = ({ staff, opened, onClose }: Props): ReactNode => (
  <Modal opened={opened} onClose={onClose} title={`A PIN for ${staffName(staff)}`}>
    <Form staff={staff} onClose={onClose} />
  </Modal>
);

const Form = ({ staff, onClose }: Omit<Props, "opened">): ReactNode => {
  const { at } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const [pin, setPin] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (pin === "") return sender.setErrors({ pin: "Type the digits." });
    if (!(await sender.send(() => api.put(at(`${PATH}/${staff.id}/pin`), { pin })))) return;
    await again(PATH);
    toastGood(`The PIN of ${staffName(staff)} is set.`);
    onClose();
  };
  return (
    <form noValidate aria-label="PIN" onSubmit={(event) => void submit(event)}>
      <Stack>
        <Problem of={sender} fields={["pin"]} />
        <PasswordInput
          label="PIN"
          description={`${PIN_LENGTH.min} to ${PIN_LENGTH.max} digits, best typed by ${staff.first_name}. Sessions with an old PIN end.`}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          maxLength={PIN_LENGTH.max}
          value={pin}
          error={sender.errors["pin"]}
          visibilityToggleButtonProps={{ "aria-label": "Show the digits" }}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ""))}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            Set PIN
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
