import { NumberInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { digitsOf, fromMinor, money, toMinor } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { NO_TIP, type Tip, tipOf } from "./ways.ts";
import styles from "./Choosing.module.css";

const PERCENTS = [0, 5, 10, 15] as const;
type Props = Readonly<{ tip: Tip; set: (tip: Tip) => void; due: number }>;

/** A tip on top of what is paid now: a percentage, or as much as one likes. */
export const Tips = ({ tip, set, due }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const [own, setOwn] = useState(false);
  const isOwn = own || tip.kind === "amount";
  const says = (minor: number): string => money(fromMinor(minor, currency), currency);
  return (
    <div className={styles["row"]} role="group" aria-label="Tip">
      <span className={styles["label"]}>Tip</span>
      {PERCENTS.map((value) => (
        <UnstyledButton
          key={value}
          className={styles["chip"]}
          aria-pressed={!isOwn && tip.value === value}
          onClick={() => {
            setOwn(false);
            set({ kind: "percent", value });
          }}
        >
          {value === 0 ? "None" : `${value}%`}
          {value !== 0 && <small className="numbers">{says(tipOf({ kind: "percent", value }, due, currency))}</small>}
        </UnstyledButton>
      ))}
      {isOwn ? (
        <NumberInput
          aria-label="Own tip"
          className={styles["own"]}
          autoFocus
          min={0}
          decimalScale={digitsOf(currency)}
          hideControls
          inputMode="decimal"
          value={tip.kind === "amount" ? fromMinor(tip.value, currency) : ""}
          onChange={(value) =>
            set(typeof value === "number" ? { kind: "amount", value: toMinor(value, currency) } : NO_TIP)
          }
        />
      ) : (
        <UnstyledButton className={styles["chip"]} aria-pressed={false} onClick={() => setOwn(true)}>
          Own
        </UnstyledButton>
      )}
    </div>
  );
};
