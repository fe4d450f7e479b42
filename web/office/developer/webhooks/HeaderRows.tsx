import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./webhooks.module.css";

type Row = Readonly<{ name: string; value: string }>;

/** Headers that go along with every event: Authorization, or names that begin with X-. */
export const HeaderRows = ({
  rows,
  onChange,
  error,
}: {
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
  error: string | undefined;
}): ReactNode => {
  const put = (index: number, changes: Partial<Row>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  return (
    <>
      {error !== undefined && <Input.Error>{error}</Input.Error>}
      {rows.map((row, index) => (
        // Rows have no other name than their place.
        <div key={index} className={styles["headerRow"]}>
          <TextInput
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Api-Key"
            value={row.name}
            onChange={(event) => put(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Value of header ${index + 1}`}
            placeholder="Value"
            autoComplete="off"
            value={row.value}
            onChange={(event) => put(index, { value: event.currentTarget.value })}
          />
          <ActionIcon
            color="red"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <Trash2 size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={18} aria-hidden />}
          onClick={() => onChange([...rows, { name: "", value: "" }])}
        >
          Add a header
        </Button>
      </div>
    </>
  );
};
