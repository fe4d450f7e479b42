import { Button, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { holdsCardNumber } from "../../../src/kit/text.ts";
import { useRegister } from "../app/context.ts";
import type { PaymentMethod } from "../data/snapshot.ts";
import type { PanelProps } from "./CashPanel.tsx";
import styles from "./Counting.module.css";

const says = (kind: PaymentMethod["kind"], customer: string | null): string => {
  switch (kind) {
    case "card":
      return "Take it on the terminal first. Confirm here once it is approved.";
    case "account":
      return `It goes on the account of ${customer ?? "the customer"}.`;
    case "voucher":
      return "Take the voucher, and write its number down.";
    default:
      return "Confirm once it is paid.";
  }
};

/** A card, a voucher, an account: the whole amount, with a reference where there is one. */
export const OtherPanel = ({ method, due, tip, bill, busy, back, take }: PanelProps): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const [ref, setRef] = useState("");
  const card = holdsCardNumber(ref);
  return (
    <form
      className={styles["panel"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!card && !busy) take({ amount: due, tip, rounding: 0, ref: ref.trim() || null, given: null });
      }}
    >
      <div className={styles["change"]}>
        <span>{method.name}</span>
        <b className="numbers">{money(fromMinor(due + tip, currency), currency)}</b>
        {tip !== 0 && <small className="numbers">with a tip of {money(fromMinor(tip, currency), currency)}</small>}
      </div>
      <Text c="dimmed">{says(method.kind, bill.customer)}</Text>
      <TextInput
        label="Reference"
        description="Of the terminal or the voucher. It may stay empty."
        maxLength={255}
        value={ref}
        onChange={(event) => setRef(event.currentTarget.value)}
        error={card ? "This looks like the number of a card. It must not be kept." : undefined}
      />
      <div className={styles["confirm"]}>
        <Button variant="default" size="lg" onClick={back}>
          Back
        </Button>
        <Button size="lg" type="submit" loading={busy} disabled={card} data-autofocus>
          {method.kind === "card" ? "Approved" : "Take it"}
        </Button>
      </div>
    </form>
  );
};
