import { Alert, Button, Group, Text } from "@mantine/core";
import { CircleAlert, Eye, Users } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Form.module.css";
import type { Field } from "./fields/field.ts";
import type { Editor } from "./useEditor.ts";

/** What a form has to say above its fields: it is only to be looked at, somebody else changed it, it was not taken. */
export const FormNotes = ({
  editor,
  fields,
  readOnly,
}: {
  editor: Editor;
  fields: readonly Field[];
  readOnly: boolean;
}): ReactNode => {
  const { conflict, problem } = editor;
  const labels = conflict?.changed
    .map((name) => fields.find((field) => field.name === name)?.label)
    .filter((label) => label !== undefined);
  return (
    <div className={styles["notes"]}>
      {readOnly && (
        <Alert color="gray" variant="light" icon={<Eye size={20} aria-hidden />}>
          You can look at this, but not change it.
        </Alert>
      )}
      {conflict && (
        <Alert
          color="yellow"
          variant="light"
          role="alert"
          icon={<Users size={20} aria-hidden />}
          title="Somebody else changed this while you had it open"
        >
          <Text size="sm" c="var(--mantine-color-text)">
            {labels && labels.length > 0 ? `They changed: ${labels.join(", ")}. ` : ""}
            Nothing of yours was saved yet.
          </Text>
          <Group mt="sm">
            <Button variant="default" onClick={editor.takeTheirs}>
              Load theirs
            </Button>
            <Button variant="default" onClick={editor.keepMine}>
              Keep my changes
            </Button>
          </Group>
        </Alert>
      )}
      {problem !== undefined && (
        <Alert color="red" variant="light" role="alert" icon={<CircleAlert size={20} aria-hidden />} title="Not saved">
          <Text size="sm" c="var(--mantine-color-text)">
            {problem}
          </Text>
        </Alert>
      )}
    </div>
  );
};
