import { ActionIcon, Button, Input, Text } from "@mantine/core";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldProps, RowsField, Values } from "./field.ts";
import styles from "./fields.module.css";
import { PlainInput } from "./PlainInput.tsx";

/** A list of parts of a record, in an order that people give them. */
export const RowsInput = ({ field, value, onChange, error, errorAt, disabled }: FieldProps<RowsField>): ReactNode => {
  const rows = Array.isArray(value) ? (value as Values[]) : [];
  const put = (index: number, changes: Values): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...changes } : row)));
  const move = (from: number, to: number): void => {
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  return (
    <fieldset className={styles["rows"]} disabled={disabled}>
      <legend>{field.label}</legend>
      {field.says && (
        <Text size="sm" c="dimmed">
          {field.says}
        </Text>
      )}
      {error !== undefined && rows.length === 0 && <Input.Error>{error}</Input.Error>}
      {rows.length > 0 && (
        <ol className={styles["lines"]}>
          {rows.map((row, index) => (
            // Rows have no other name than their place until they are stored.
            <li key={index} className={styles["line"]}>
              {field.columns.map((column) => (
                <PlainInput
                  key={column.name}
                  field={{ ...column, label: `${column.label} of ${field.one.toLowerCase()} ${index + 1}` }}
                  bare
                  value={row[column.name] ?? null}
                  onChange={(next) => put(index, { [column.name]: next })}
                  error={errorAt(`${index}.${column.name}`)}
                  errorAt={(path) => errorAt(`${index}.${column.name}.${path}`)}
                  disabled={disabled}
                  values={row}
                  set={(changes) => put(index, changes)}
                />
              ))}
              {!disabled && (
                <span className={styles["tools"]}>
                  <ActionIcon
                    aria-label={`Move ${field.one.toLowerCase()} ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <ArrowUp size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${field.one.toLowerCase()} ${index + 1} down`}
                    disabled={index === rows.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    <ArrowDown size={18} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Remove ${field.one.toLowerCase()} ${index + 1}`}
                    color="red"
                    onClick={() => onChange(rows.filter((_, at) => at !== index))}
                  >
                    <Trash2 size={18} aria-hidden />
                  </ActionIcon>
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {!disabled && (
        <Button
          variant="default"
          leftSection={<Plus size={18} aria-hidden />}
          onClick={() => onChange([...rows, field.start])}
        >
          {field.add}
        </Button>
      )}
    </fieldset>
  );
};
