import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, saysOf } from "../../../common/api.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useGo } from "../../kit/useGo.ts";
import { deliveriesKey } from "./data.ts";
import { sentenceOf } from "./webhook-terms.ts";

/** What narrows a range of deliveries; `from` is needed. */
export type Range = Readonly<Record<string, string | undefined>>;
export type Replayed = Readonly<{ ids: readonly number[] }> | Readonly<{ range: Range }>;

/** Sends deliveries again: the same bytes, signed anew, to where they went or to somewhere else. */
export const ReplayDialog = ({
  what,
  onClose,
  onDone,
}: {
  /** Undefined: it is closed. */
  what: Replayed | undefined;
  onClose: () => void;
  onDone?: () => void;
}): ReactNode => {
  const count = what && "ids" in what ? what.ids.length : undefined;
  const title =
    count === undefined ? "Send all of these again" : count === 1 ? "Send this again" : `Send ${count} again`;
  return (
    <Modal opened={what !== undefined} onClose={onClose} title={title}>
      {what && <Form what={what} onClose={onClose} onDone={onDone} />}
    </Modal>
  );
};

const Form = ({
  what,
  onClose,
  onDone,
}: {
  what: Replayed;
  onClose: () => void;
  onDone: (() => void) | undefined;
}): ReactNode => {
  const { at } = useOffice();
  const go = useGo();
  const client = useQueryClient();
  const [address, setAddress] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const to = address.trim() === "" ? {} : { address: address.trim() };

  const sendOne = async (id: number): Promise<void> => {
    const made = await api.post<{ id: number }>(at(`deliveries/${id}/replay`), to);
    toastGood("On its way.");
    await go(`/developer/webhook-log/${made.id}`);
  };
  const sendMany = async (): Promise<void> => {
    const chosen = "ids" in what ? { ids: what.ids } : given(what.range);
    const made = await api.post<{ replayed: number; left_out: number }>(at("deliveries/replay"), { ...chosen, ...to });
    const left = made.left_out > 0 ? ` ${made.left_out} were left out: their webhook is switched off or gone.` : "";
    toastGood(`${made.replayed === 1 ? "1 is" : `${made.replayed} are`} on their way.${left}`);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const [only, ...others] = "ids" in what ? what.ids : [];
      if (only !== undefined && others.length === 0) await sendOne(only);
      else await sendMany();
      await client.invalidateQueries({ queryKey: deliveriesKey });
      onDone?.();
      onClose();
    } catch (problem) {
      setError(problem instanceof ApiError ? sentenceOf(problem.says) : saysOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <Text>The same bytes go out, signed anew, as a delivery of its own.</Text>
        {"range" in what && (
          <Text c="dimmed" size="sm">
            All that the filters show, 1,000 at the most. What still waits is left out, and what was sent several times
            goes once.
          </Text>
        )}
        <TextInput
          label="To another address"
          description="Empty: to where it went. Something on your own machine to try it out, where this server may reach it."
          placeholder="https://"
          type="url"
          data-autofocus
          value={address}
          error={error}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Send again
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

/** Ids are numbers in a body. */
const given = (range: Range): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(range)
      .filter((pair): pair is [string, string] => pair[1] !== undefined)
      .map(([name, value]) => [name, name.endsWith("_id") ? Number(value) : value]),
  );
