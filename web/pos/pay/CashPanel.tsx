import { Button, UnstyledButton } from "@mantine/core";
import { Delete } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { digitsOf, fromMinor, money, wholeMoney } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import type { Tender } from "../data/draft.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import { denominationsOf } from "../till/denominations.ts";
import { type Bill, coinOf, inCoins, likelyNotes } from "./bill.ts";
import styles from "./Counting.module.css";

export type PanelProps = Readonly<{
  method: PaymentMethod;
  /** What is paid of the bill now, and the tip on top. Minor units. */
  due: number;
  tip: number;
  bill: Bill;
  busy: boolean;
  back: () => void;
  take: (tender: Omit<Tender, "methodId" | "name">) => void;
}>;

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "0"] as const;
const LONGEST = 9;

/** Cash: what was handed over, and what goes back. */
export const CashPanel = ({ method, due, tip, bill, busy, back, take }: PanelProps): ReactNode => {
  const { company, payment_methods: methods } = useRegister().snapshot;
  const { currency } = company;
  const coin = coinOf(method, methods, digitsOf(currency));
  // Only what pays the rest is rounded; a part is as much as there are coins for, and the rest where that is less.
  const isRest = due === bill.remaining || inCoins(due, coin) > bill.remaining;
  const amount = inCoins(isRest ? bill.remaining : due, coin);
  const rounding = isRest ? bill.remaining - amount : 0;
  const asked = amount + inCoins(tip, coin);
  const [typed, setTyped] = useState("");
  const given = typed === "" ? asked : Number(typed);
  const enough = given >= asked;
  const says = (minor: number): string => money(fromMinor(minor, currency), currency);

  const press = (key: string): void => setTyped((now) => (now + key).replace(/^0+/, "").slice(0, LONGEST));
  const confirm = (): void => {
    if (enough && !busy) take({ amount, tip: asked - amount, rounding, ref: null, given });
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") setTyped((now) => now.slice(0, -1));
      else if (event.key === "Escape") back();
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) confirm();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
  return (
    <div className={styles["panel"]}>
      <div className={styles["sums"]}>
        <div>
          <span>{rounding === 0 ? method.name : `${method.name}, in coins`}</span>
          <b className="numbers">{says(asked)}</b>
        </div>
        <div>
          <span>Handed over</span>
          <b className="numbers">{says(given)}</b>
        </div>
      </div>
      <div className={styles["change"]} role="status" data-short={enough ? undefined : ""}>
        <span>{enough ? "Change" : "Still missing"}</span>
        <b className="numbers">{says(Math.abs(given - asked))}</b>
      </div>
      <div className={styles["notes"]} role="group" aria-label="Handed over">
        <UnstyledButton className={styles["note"]} aria-pressed={given === asked} onClick={() => setTyped("")}>
          Exact
        </UnstyledButton>
        {likelyNotes(asked, denominationsOf(currency), digitsOf(currency)).map((note) => (
          <UnstyledButton
            key={note}
            className={styles["note"]}
            aria-pressed={given === note}
            onClick={() => setTyped(String(note))}
          >
            {wholeMoney(fromMinor(note, currency), currency)}
          </UnstyledButton>
        ))}
      </div>
      <div className={styles["pad"]} role="group" aria-label="Amount">
        {KEYS.map((key) => (
          <UnstyledButton key={key} className={styles["key"]} onClick={() => press(key)}>
            {key}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className={styles["key"]}
          aria-label="Last digit away"
          onClick={() => setTyped(typed.slice(0, -1))}
        >
          <Delete size={22} aria-hidden />
        </UnstyledButton>
      </div>
      <div className={styles["confirm"]}>
        <Button variant="default" size="lg" onClick={back}>
          Back
        </Button>
        <Button size="lg" disabled={!enough} loading={busy} onClick={confirm}>
          Take {says(given)}
        </Button>
      </div>
    </div>
  );
};
