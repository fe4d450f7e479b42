import { type FormEvent, type ReactNode, useRef } from "react";
import type { Group } from "./fields/field.ts";
import styles from "./Form.module.css";
import { FormGroups } from "./FormFields.tsx";
import { FormNotes } from "./FormNotes.tsx";
import { fieldsOf } from "./form-values.ts";
import { SaveBar } from "./SaveBar.tsx";
import { UnsavedGuard } from "./UnsavedGuard.tsx";
import type { Editor } from "./useEditor.ts";

const WRONG = ":is(input, textarea, button)[aria-invalid='true']";

/**
 * A form over one record: its notes, its fields in groups, and the bar that saves. `children` stand between the fields
 * and the bar. Whoever may not write sees the same, and can change nothing.
 */
export const RecordForm = ({
  label,
  groups,
  editor,
  readOnly = false,
  create = "Add",
  cancel,
  before,
  children,
}: {
  /** What the form is called for screen readers. */
  label: string;
  groups: readonly Group[];
  editor: Editor;
  readOnly?: boolean;
  create?: string;
  cancel?: () => void;
  before?: ReactNode;
  children?: ReactNode;
}): ReactNode => {
  const form = useRef<HTMLFormElement>(null);
  const fields = fieldsOf(groups);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (readOnly || editor.saving) return;
    if (await editor.save()) return;
    // Once the errors are drawn, the first one is where the work goes on.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(WRONG)?.focus());
  };
  return (
    <form ref={form} aria-label={label} noValidate onSubmit={(event) => void submit(event)}>
      <FormNotes editor={editor} fields={fields} readOnly={readOnly} />
      {before}
      <div className={styles["form"]}>
        <FormGroups groups={groups} editor={editor} readOnly={readOnly} />
        {children}
      </div>
      {!readOnly && <SaveBar editor={editor} create={create} {...(cancel && { cancel })} />}
      <UnsavedGuard dirty={editor.dirty && !editor.saving} />
    </form>
  );
};
