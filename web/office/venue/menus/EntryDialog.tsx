import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ColorField } from "../../kit/fields/ColorField.tsx";
import type { Entry } from "./tree.ts";

const NAME_MAX = 100;

/** The name and color of a group, or the color of a product in this menu. */
export const EntryDialog = ({
  entry,
  name,
  onClose,
  onSave,
}: {
  entry: Entry | undefined;
  name: string;
  onClose: () => void;
  onSave: (entry: Entry) => void;
}): ReactNode => (
  <Modal opened={entry !== undefined} onClose={onClose} title={entry?.kind === "group" ? "Group" : name}>
    {entry && <Form entry={entry} onClose={onClose} onSave={onSave} />}
  </Modal>
);

const Form = ({
  entry,
  onClose,
  onSave,
}: {
  entry: Entry;
  onClose: () => void;
  onSave: (entry: Entry) => void;
}): ReactNode => {
  const group = entry.kind === "group" ? entry.group : undefined;
  const [name, setName] = useState(group?.name ?? "");
  const [color, setColor] = useState<unknown>(entry.kind === "group" ? entry.group.color : entry.color);
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // The dialog stands in the form of the menu, which is not to be sent by it.
    event.stopPropagation();
    if (group && name.trim() === "") return setMissing(true);
    const shown = typeof color === "string" ? color : null;
    onSave(
      entry.kind === "group"
        ? { kind: "group", group: { ...entry.group, name: name.trim(), color: shown } }
        : { ...entry, color: shown },
    );
  };
  return (
    <form noValidate aria-label="Entry" onSubmit={submit}>
      <Stack>
        {group && (
          <TextInput
            label="Name"
            withAsterisk
            data-autofocus
            maxLength={NAME_MAX}
            value={name}
            error={missing && name.trim() === "" ? "This is needed." : undefined}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <ColorField
          field={{ kind: "color", name: "entry_color", label: "Color" }}
          value={color}
          onChange={setColor}
          error={undefined}
          errorAt={() => undefined}
          disabled={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Done</Button>
        </Group>
      </Stack>
    </form>
  );
};
