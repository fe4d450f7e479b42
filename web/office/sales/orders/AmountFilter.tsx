import { TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useUrl } from "../../kit/url.ts";
import styles from "./orders.module.css";

const AFTER_TYPING_MS = 350;
const AMOUNT = /^-?\d{0,12}(?:[.,]\d{0,4})?$/;

/** The least and the greatest total of what is listed (`?min=&max=`). */
export const AmountFilter = (): ReactNode => {
  const { values } = useUrl();
  return (
    <span className={styles["amounts"]} role="group" aria-label="Amount">
      <Bound key={values["min"] === undefined ? "no-min" : "min"} name="min" label="From amount" placeholder="From $" />
      <span aria-hidden>–</span>
      <Bound key={values["max"] === undefined ? "no-max" : "max"} name="max" label="To amount" placeholder="To $" />
    </span>
  );
};

const Bound = ({
  name,
  label,
  placeholder,
}: {
  name: "min" | "max";
  label: string;
  placeholder: string;
}): ReactNode => {
  const { values, set } = useUrl();
  const [typed, setTyped] = useState(values[name] ?? "");
  const wrong = !AMOUNT.test(typed.trim());
  useEffect(() => {
    const amount = typed.trim().replace(",", ".").replace(/\.$/, "") || undefined;
    if (wrong || amount === values[name] || amount === "-") return;
    const timer = window.setTimeout(() => set({ [name]: amount }), AFTER_TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed, wrong, values, set, name]);
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      inputMode="decimal"
      className="numbers"
      value={typed}
      error={wrong}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
};
