import { Button, Drawer, Group, Stack } from "@mantine/core";
import { type FormEvent, Fragment, type ReactNode, useState } from "react";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import { Problem } from "../parts/Problem.tsx";
import type { Sender } from "../parts/useSend.ts";

type Thing = Readonly<{ id: number }>;

/** A drawer in which something is added or changed; `children` get what there is, undefined for a new one. */
export const EditDrawer = <T extends Thing>({
  editing,
  title,
  onClose,
  children,
}: {
  /** Undefined: the drawer is closed. */
  editing: T | "new" | undefined;
  title: (thing: T | undefined) => string;
  onClose: () => void;
  children: (thing: T | undefined) => ReactNode;
}): ReactNode => {
  const thing = editing === "new" ? undefined : editing;
  return (
    <Drawer
      opened={editing !== undefined}
      onClose={onClose}
      position="right"
      size="28rem"
      title={editing && title(thing)}
    >
      {editing && <Fragment key={thing?.id ?? "new"}>{children(thing)}</Fragment>}
    </Drawer>
  );
};

/** The form in such a drawer: what was wrong with it, its fields, and the ways out of it. */
export const EditForm = ({
  label,
  sender,
  fields,
  add,
  removal,
  onSubmit,
  onClose,
  children,
}: {
  /** What the form is called for screen readers. */
  label: string;
  sender: Sender;
  /** What the server may find wrong beside a field that is shown. */
  fields: readonly string[];
  /** What the button says while it is a new one: "Add printer". */
  add: string;
  /** How it is removed; undefined for what is still to be added. */
  removal: Readonly<{ what: string; says: string; remove: () => Promise<void> }> | undefined;
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}): ReactNode => {
  const [removing, setRemoving] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form noValidate aria-label={label} onSubmit={submit}>
      <Stack>
        <Problem of={sender} fields={fields} />
        {children}
        <Group justify="flex-end">
          {removal && (
            <Button variant="subtle" color="red" me="auto" onClick={() => setRemoving(true)}>
              Remove
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            {removal ? "Save" : add}
          </Button>
        </Group>
      </Stack>
      <ConfirmDelete
        what={removing ? removal?.what : undefined}
        word="Remove"
        onClose={() => setRemoving(false)}
        onConfirm={async () => {
          await removal?.remove();
          onClose();
        }}
      >
        {removal?.says}
      </ConfirmDelete>
    </form>
  );
};
