import { Button, NumberInput, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { Copy, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./floor.module.css";
import type { Placed, Table } from "./table.ts";

/** What is known of one table. */
export const TableFields = ({
  table,
  readOnly,
  errorAt,
  onChange,
  onCopy,
  onDrop,
}: {
  table: Placed;
  readOnly: boolean;
  errorAt: (name: string) => string | undefined;
  /** `tag` names what is being typed: its letters are one step to undo. */
  onChange: (changes: Partial<Table>, tag?: string) => void;
  onCopy: () => void;
  onDrop: () => void;
}): ReactNode => (
  <section className={styles["fields"]} aria-label={`Table ${table.number}`}>
    <h2>Table {table.number}</h2>
    <div className={styles["pair"]}>
      <NumberInput
        label="Number"
        min={1}
        max={9_999}
        hideControls
        allowDecimal={false}
        clampBehavior="none"
        disabled={readOnly}
        value={table.number}
        error={errorAt("number")}
        onChange={(number) => typeof number === "number" && onChange({ number }, "number")}
      />
      <NumberInput
        label="Seats"
        min={0}
        max={500}
        allowDecimal={false}
        clampBehavior="none"
        disabled={readOnly}
        value={table.seats}
        error={errorAt("seats")}
        onChange={(seats) => typeof seats === "number" && onChange({ seats }, "seats")}
      />
    </div>
    <TextInput
      label="Other name"
      description="By which ordering apps may call it."
      maxLength={20}
      disabled={readOnly}
      value={table.reference ?? ""}
      error={errorAt("reference")}
      onChange={(event) => onChange({ reference: event.currentTarget.value || null }, "reference")}
    />
    <TextInput
      label="Description"
      maxLength={100}
      disabled={readOnly}
      value={table.description ?? ""}
      error={errorAt("description")}
      onChange={(event) => onChange({ description: event.currentTarget.value || null }, "description")}
    />
    <SegmentedControl
      aria-label="Shape"
      disabled={readOnly}
      data={[
        { value: "square", label: "Square" },
        { value: "round", label: "Round" },
      ]}
      value={table.shape}
      onChange={(shape) => onChange({ shape })}
    />
    <Switch
      label="In use"
      disabled={readOnly}
      checked={table.active}
      onChange={(event) => onChange({ active: event.currentTarget.checked })}
    />
    {!readOnly && (
      <div className={styles["pair"]}>
        <Button variant="default" leftSection={<Copy size={18} aria-hidden />} onClick={onCopy}>
          Duplicate
        </Button>
        <Button variant="light" color="red" leftSection={<Trash2 size={18} aria-hidden />} onClick={onDrop}>
          Remove
        </Button>
      </div>
    )}
  </section>
);
