import { NumberInput, Select, Switch, TagsInput, TextInput, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { AddressField } from "./AddressField.tsx";
import { ColorField } from "./ColorField.tsx";
import type { FieldProps, PlainField, Values } from "./field.ts";
import { ImageField } from "./ImageField.tsx";
import { MoneyField, PercentField, PriceField } from "./NumberFields.tsx";
import { RecordField, RecordsField } from "./RecordFields.tsx";

type Props = FieldProps<PlainField> &
  Readonly<{
    values: Values;
    set: (changes: Values) => void;
    /** In a row of a list the label is for screen readers only. */
    bare?: boolean;
  }>;

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

/** One field of a form, by its kind. */
export const PlainInput = (props: Props): ReactNode => {
  const { field, value, onChange, error, disabled, values, set, bare = false, errorAt } = props;
  const { label, says, required = false, placeholder } = field;
  const common = {
    ...(bare ? { "aria-label": label } : { label, ...(says !== undefined && { description: says }) }),
    ...(placeholder !== undefined && { placeholder }),
    withAsterisk: required && !bare,
    error,
    disabled,
    name: field.name,
  };
  const typed = (text: string): void => onChange(text === "" && !required ? null : text);
  switch (field.kind) {
    case "text":
      return (
        <TextInput
          {...common}
          type={field.type ?? "text"}
          value={textOf(value)}
          maxLength={field.max}
          {...(field.mono && { className: "numbers" })}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    case "textarea":
      return (
        <Textarea
          {...common}
          value={textOf(value)}
          maxLength={field.max}
          autosize
          minRows={field.rows ?? 2}
          maxRows={12}
          onChange={(event) => typed(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value : ""}
          allowDecimal={false}
          {...(field.min !== undefined && { min: field.min, allowNegative: field.min < 0 })}
          {...(field.max !== undefined && { max: field.max })}
          clampBehavior="none"
          onChange={(next) => onChange(typeof next === "number" ? next : null)}
        />
      );
    case "time":
      return (
        <TextInput
          {...common}
          type="time"
          value={textOf(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "switch":
      return (
        <Switch
          label={bare ? undefined : label}
          aria-label={bare ? label : undefined}
          description={bare ? undefined : says}
          error={error}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          mih={44}
          styles={{ body: { alignItems: "center", minHeight: 44 } }}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          data={[
            ...(field.orNull === undefined ? [] : [{ value: "", label: field.orNull }]),
            ...field.options.map((option) => ({ ...option })),
          ]}
          value={textOf(value)}
          allowDeselect={false}
          searchable={field.options.length > 12}
          onChange={(next) => onChange(next === "" ? null : next)}
        />
      );
    case "tags":
      return (
        <TagsInput
          {...common}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={onChange}
          clearable={false}
          splitChars={[","]}
          placeholder={placeholder ?? "Type and press Enter"}
        />
      );
    case "money":
      return <MoneyField {...common} value={value} onChange={onChange} orNull={!required} />;
    case "price":
      return <PriceField {...common} value={value} onChange={onChange} orNull={field.orNull === true} bare={bare} />;
    case "percent":
      return <PercentField {...common} value={value} onChange={onChange} factor={field.factor === true} />;
    case "record":
      return <RecordField {...common} field={field} value={value} onChange={onChange} />;
    case "records":
      return <RecordsField {...common} field={field} value={value} onChange={onChange} />;
    case "color":
      return <ColorField {...props} field={field} />;
    case "image":
      return <ImageField {...common} value={value} onChange={onChange} />;
    case "address":
      return <AddressField {...props} field={field} />;
    case "own":
      return field.render({ value, onChange, error, errorAt, disabled, values, set, label, says });
    default:
      return field satisfies never;
  }
};
