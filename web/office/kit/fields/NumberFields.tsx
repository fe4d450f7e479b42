import { SegmentedControl, TextInput, type TextInputProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { digitsOf } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { decimalOf, factorOf, isDecimal, percentOf } from "./decimals.ts";
import styles from "./fields.module.css";

type Props = Omit<TextInputProps, "value" | "onChange"> &
  Readonly<{ value: unknown; onChange: (value: unknown) => void; orNull?: boolean }>;

/** The sign of a currency: "$". */
const signOf = (currency: string): string =>
  new Intl.NumberFormat(undefined, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value ?? currency;

/** "4.5" as "4.50", where the currency has cents; finer amounts stay as they are. */
export const shownAmount = (value: unknown, currency: string): string => {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const digits = digitsOf(currency);
  const [whole, part = ""] = text.split(".");
  return isDecimal(text) && digits > 0 && part.length < digits ? `${whole}.${part.padEnd(digits, "0")}` : text;
};

/** A decimal as text. What is being typed stays as it was typed until one leaves the field. */
const DecimalInput = ({
  text,
  onChange,
  orNull = true,
  ...rest
}: Omit<Props, "value"> & Readonly<{ text: string }>): ReactNode => {
  const [draft, setDraft] = useState<string>();
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      className="numbers"
      value={draft ?? text}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setDraft(typed);
        const decimal = decimalOf(typed);
        onChange(decimal === "" && orNull ? null : decimal);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
};

/** An amount in the company's currency. */
export const MoneyField = ({ value, ...rest }: Props): ReactNode => {
  const { currency } = useOffice().company;
  return (
    <DecimalInput
      {...rest}
      text={shownAmount(value, currency)}
      leftSection={<span aria-hidden>{signOf(currency)}</span>}
    />
  );
};

/** A part of a hundred; with `factor` the wire has it as a part of one. */
export const PercentField = ({
  value,
  onChange,
  factor,
  ...rest
}: Props & Readonly<{ factor: boolean }>): ReactNode => {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return (
    <DecimalInput
      {...rest}
      text={factor ? percentOf(text) : text}
      onChange={(next) => onChange(factor && typeof next === "string" ? factorOf(next) : next)}
      rightSection={<span aria-hidden>%</span>}
    />
  );
};

type Price = Readonly<{ amount: string; inc_tax: boolean }>;

/** A price with or without tax. */
export const PriceField = ({
  value,
  onChange,
  orNull,
  bare,
  ...rest
}: Props & Readonly<{ bare: boolean }>): ReactNode => {
  const price = (value ?? undefined) as Price | undefined;
  const incTax = price?.inc_tax ?? true;
  return (
    <div className={bare ? styles["price_bare"] : styles["price"]}>
      <MoneyField
        {...rest}
        value={price?.amount ?? ""}
        orNull
        onChange={(amount) => onChange(amount === null && orNull ? null : { amount: amount ?? "", inc_tax: incTax })}
      />
      {!bare && (
        <SegmentedControl
          aria-label="Tax in the price"
          disabled={rest.disabled ?? false}
          data={[
            { value: "true", label: "with tax" },
            { value: "false", label: "without" },
          ]}
          value={String(incTax)}
          onChange={(next) => onChange({ amount: price?.amount ?? "", inc_tax: next === "true" })}
        />
      )}
    </div>
  );
};
