import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { JOBS, PRINTERS, type Printer, faultWords } from "./printing.ts";

type Props = Readonly<{ from: Printer | undefined; printers: readonly Printer[]; onClose: () => void }>;

/** Sends what waits for one printer to another one of the site. */
export const MoveDialog = ({ from, printers, onClose }: Props): ReactNode => (
  <Modal opened={from !== undefined} onClose={onClose} title={from ? `Move what waits for ${from.name}` : ""}>
    {from && <Form key={from.id} from={from} printers={printers} onClose={onClose} />}
  </Modal>
);

const Form = ({ from, printers, onClose }: Props & { from: Printer }): ReactNode => {
  const { at } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const others = printers.filter(({ id, site_id }) => id !== from.id && site_id === from.site_id);
  const [to, setTo] = useState<string | null>(
    String((others.find(({ id }) => id === from.fallback_printer_id) ?? others[0])?.id ?? ""),
  );
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!to) return sender.setErrors({ to: "Choose a printer." });
    const done = await sender.send(async () => {
      const { moved } = await api.post<{ moved: number }>(at(`${PRINTERS}/${from.id}/move`), { to: Number(to) });
      toastGood(moved === 1 ? "1 docket was moved." : `${moved} dockets were moved.`);
    });
    if (!done) return;
    await again(PRINTERS, JOBS);
    onClose();
  };
  return (
    <form noValidate aria-label="Move" onSubmit={(event) => void submit(event)}>
      <Stack>
        <Problem of={sender} fields={["to"]} />
        <Select
          label="To"
          data={others.map(({ id, name, last_error: error, waiting }) => ({
            value: String(id),
            label: error !== null && waiting > 0 ? `${name} (${faultWords(error)})` : name,
          }))}
          value={to}
          allowDeselect={false}
          error={sender.errors["to"]}
          nothingFoundMessage="The site has no other printer"
          onChange={setTo}
        />
        <Text size="sm" c="dimmed">
          Everything comes out there, in its order. What may have been printed already is marked as a reprint.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy} disabled={others.length === 0}>
            Move
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
