import { MultiSelect, Select, type SelectProps, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { nameOf, useAll } from "../records-data.ts";
import type { PlainField } from "./field.ts";
import styles from "./fields.module.css";

type Common = Omit<SelectProps, "value" | "onChange" | "data">;
type Of<K extends PlainField["kind"]> = Extract<PlainField, { kind: K }>;
type Props<K extends PlainField["kind"]> = Common &
  Readonly<{ field: Of<K>; value: unknown; onChange: (value: unknown) => void }>;

/** More than that are found by typing. */
const SHOWN_MAX = 100;

/** The records of a kind as choices. */
const useChoices = (field: Of<"record"> | Of<"records">) => {
  const all = useAll(field.of);
  const data = (all.data ?? []).map((record) => ({
    value: String(record.id),
    label: (field.title ?? nameOf)(record),
  }));
  return { data, ready: all.data !== undefined };
};

/** One record of another kind. */
export const RecordField = ({ field, value, onChange, placeholder, ...rest }: Props<"record">): ReactNode => {
  const { data, ready } = useChoices(field);
  const none = field.orNull === undefined ? [] : [{ value: "", label: field.orNull }];
  return (
    <Select
      {...rest}
      data={[...none, ...data]}
      // Until the choices are here there is nothing to show the id as.
      value={!ready ? null : typeof value === "number" ? String(value) : field.orNull === undefined ? null : ""}
      placeholder={ready ? (placeholder ?? "Choose") : "Loading…"}
      allowDeselect={false}
      limit={SHOWN_MAX}
      searchable={data.length > 8}
      nothingFoundMessage="Nothing is called that"
      onChange={(next) => onChange(next === "" || next === null ? null : Number(next))}
    />
  );
};

/** Some records of another kind; or all there are, where the field has a word for that. */
export const RecordsField = ({ field, value, onChange, placeholder, ...rest }: Props<"records">): ReactNode => {
  const { data, ready } = useChoices(field);
  const ids = Array.isArray(value) ? (value as number[]) : [];
  const every = field.orNull !== undefined && value === null;
  const { label, description, withAsterisk, error, ...more } = rest;
  const choice = (
    <MultiSelect
      {...(more as object)}
      label={label}
      description={description}
      withAsterisk={withAsterisk ?? false}
      error={error}
      data={data}
      value={ready ? ids.map(String) : []}
      placeholder={!ready ? "Loading…" : ids.length === 0 ? (placeholder ?? "Choose") : ""}
      searchable
      hidePickedOptions
      limit={SHOWN_MAX}
      nothingFoundMessage="Nothing is called that"
      onChange={(next) => onChange(next.map(Number))}
    />
  );
  if (field.orNull === undefined) return choice;
  return (
    <div className={styles["every"]}>
      <Switch
        label={field.orNull}
        checked={every}
        disabled={rest.disabled ?? false}
        onChange={(event) => onChange(event.currentTarget.checked ? null : [])}
        styles={{ body: { alignItems: "center", minHeight: 44 } }}
      />
      {!every && choice}
    </div>
  );
};
