import type { ReactNode } from "react";
import type { Field, Group } from "./fields/field.ts";
import { PlainInput } from "./fields/PlainInput.tsx";
import { RowsInput } from "./fields/RowsInput.tsx";
import styles from "./Form.module.css";
import { errorOf } from "./form-values.ts";
import type { Editor } from "./useEditor.ts";

/** Fields of a form under their headings, with what is wrong with each. */
export const FormGroups = ({
  groups,
  editor,
  readOnly,
}: {
  groups: readonly Group[];
  editor: Editor;
  readOnly: boolean;
}): ReactNode =>
  groups.map((group) => (
    <section key={group.title} className={styles["group"]} aria-label={group.title}>
      <div className={styles["intro"]}>
        <h2 className={styles["title"]}>{group.title}</h2>
        {group.says && <p className={styles["says"]}>{group.says}</p>}
      </div>
      <div className={styles["fields"]}>
        {group.fields
          .filter(({ when }) => when?.(editor.values) ?? true)
          .map((field) => (
            <div key={field.name} className={styles["field"]} data-wide={isWide(field) || undefined}>
              <FormField field={field} editor={editor} readOnly={readOnly} />
            </div>
          ))}
      </div>
    </section>
  ));

const isWide = ({ wide, kind }: Field): boolean =>
  wide ?? ["rows", "textarea", "address", "color", "image", "own", "tags"].includes(kind);

const FormField = ({ field, editor, readOnly }: { field: Field; editor: Editor; readOnly: boolean }): ReactNode => {
  const { values, errors, set } = editor;
  const common = {
    value: values[field.name] ?? null,
    onChange: (value: unknown) => set({ [field.name]: value }),
    error: errorOf(errors, field.name),
    errorAt: (path: string) => errorOf(errors, `${field.name}.${path}`),
    disabled: readOnly,
  };
  return field.kind === "rows" ? (
    <RowsInput field={field} {...common} />
  ) : (
    <PlainInput field={field} {...common} values={values} set={set} />
  );
};
