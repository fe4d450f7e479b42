import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Form.module.css";
import type { Editor } from "./useEditor.ts";

/** What a form says at its end: whether something is not saved yet, and the way to save it. */
export const SaveBar = ({
  editor,
  create,
  cancel,
}: {
  editor: Editor;
  create: string;
  cancel?: () => void;
}): ReactNode => {
  const { dirty, isNew, saving } = editor;
  if (!isNew && !dirty) return null;
  return (
    <div className={styles["bar"]} role="group" aria-label="Save">
      <span className={styles["state"]} role="status">
        {isNew ? "Not added yet" : "Changes that are not saved"}
      </span>
      {isNew ? (
        cancel && (
          <Button variant="default" onClick={cancel} disabled={saving}>
            Cancel
          </Button>
        )
      ) : (
        <Button variant="default" onClick={editor.discard} disabled={saving}>
          Discard
        </Button>
      )}
      <Button type="submit" loading={saving}>
        {isNew ? create : "Save"}
      </Button>
    </div>
  );
};
