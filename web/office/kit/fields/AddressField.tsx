import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { FieldProps, PlainField } from "./field.ts";
import styles from "./fields.module.css";

type Address = Readonly<{
  lines: readonly string[];
  city: string | null;
  zone: string | null;
  postal_code: string | null;
  country: string | null;
}>;
const NOWHERE: Address = { lines: [], city: null, zone: null, postal_code: null, country: null };

/** Customers' addresses are spelled in another way when they are read; both ways may be written. */
const read = (value: unknown): Address => {
  const { address, state, ...said } = (value ?? {}) as Partial<Address> &
    Readonly<{ address?: string; state?: string | null }>;
  const now = { ...NOWHERE, ...(address !== undefined && { lines: address.split("\n") }), ...said };
  const { lines, city, postal_code, country } = now;
  return { lines, city, zone: now.zone ?? state ?? null, postal_code, country };
};

const isEmpty = ({ lines, ...rest }: Address): boolean =>
  lines.every((line) => line === "") && Object.values(rest).every((part) => part === null || part === "");

/** A postal address. With nothing in it there is none. */
export const AddressField = ({
  field,
  value,
  onChange,
  error,
  errorAt,
  disabled,
}: FieldProps<PlainField>): ReactNode => {
  const now = read(value);
  const { lines } = now;
  const set = (change: Partial<Address>): void => {
    const next = { ...now, ...change };
    onChange(isEmpty(next) ? null : next);
  };
  const setLine = (index: number, text: string): void => {
    const both = [lines[0] ?? "", lines[1] ?? ""].map((line, at) => (at === index ? text : line));
    set({ lines: both[1] === "" ? both.slice(0, 1) : both });
  };
  const part = (name: keyof Omit<Address, "lines">, label: string, more: object = {}): ReactNode => (
    <TextInput
      label={label}
      disabled={disabled}
      value={now[name] ?? ""}
      error={errorAt(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value || null })}
      {...more}
    />
  );
  return (
    <fieldset className={styles["address"]} disabled={disabled}>
      <legend>{field.label}</legend>
      <TextInput
        label="Street"
        className={styles["whole"]}
        disabled={disabled}
        value={lines[0] ?? ""}
        error={errorAt("lines") ?? error}
        onChange={(event) => setLine(0, event.currentTarget.value)}
      />
      <TextInput
        label="Second line"
        className={styles["whole"]}
        disabled={disabled}
        value={lines[1] ?? ""}
        onChange={(event) => setLine(1, event.currentTarget.value)}
      />
      {part("city", "City")}
      {part("postal_code", "Postcode")}
      {part("zone", "State or province")}
      {part("country", "Country", { maxLength: 2, description: "Two letters: AU" })}
    </fieldset>
  );
};
