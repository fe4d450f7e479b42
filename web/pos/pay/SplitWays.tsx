import { ActionIcon, Checkbox, NumberInput, SegmentedControl } from "@mantine/core";
import { Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { digitsOf, fromMinor, money, quantity, toMinor } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { type Bill, equalPart } from "./bill.ts";
import type { Way } from "./ways.ts";
import styles from "./Choosing.module.css";

type Props = Readonly<{ bill: Bill; way: Way; set: (way: Way) => void }>;
const PARTS_MAX = 50;

const beginning = (kind: Way["kind"], bill: Bill): Way => {
  if (kind === "amount") return { kind, amount: 0 };
  if (kind === "parts") return { kind, parts: Math.max(2, Math.min(PARTS_MAX, bill.guests ?? 2)) };
  return kind === "items" ? { kind, keys: [], paid: [] } : { kind };
};

/** Whether all of the bill is paid at once or in parts, and which part is paid now. */
export const SplitWays = ({ bill, way, set }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  return (
    <div className={styles["ways"]}>
      <SegmentedControl
        fullWidth
        aria-label="How much is paid now"
        value={way.kind}
        onChange={(kind) => set(beginning(kind, bill))}
        data={[
          { value: "all", label: "All" },
          { value: "amount", label: "Amount" },
          { value: "parts", label: "Guests" },
          { value: "items", label: "Items" },
        ]}
      />
      {way.kind === "amount" && (
        <NumberInput
          label={`Amount in ${currency}`}
          size="lg"
          min={0}
          max={fromMinor(bill.remaining, currency)}
          clampBehavior="blur"
          decimalScale={digitsOf(currency)}
          hideControls
          inputMode="decimal"
          autoFocus
          value={way.amount === 0 ? "" : fromMinor(way.amount, currency)}
          onChange={(value) =>
            set({ kind: "amount", amount: typeof value === "number" ? toMinor(value, currency) : 0 })
          }
        />
      )}
      {way.kind === "parts" && <Parts parts={way.parts} set={set} remaining={bill.remaining} currency={currency} />}
      {way.kind === "items" && <Items way={way} set={set} bill={bill} currency={currency} />}
    </div>
  );
};

type PartsProps = Readonly<{ parts: number; set: Props["set"]; remaining: number; currency: string }>;

const Parts = ({ parts, set, remaining, currency }: PartsProps): ReactNode => {
  const says = (minor: number): string => money(fromMinor(minor, currency), currency);
  const [first, last] = [equalPart(remaining, parts, 0), equalPart(remaining, parts, parts - 1)];
  return (
    <div className={styles["parts"]}>
      <span className={styles["stepper"]} role="group" aria-label="Equal parts">
        <ActionIcon
          aria-label="One part less"
          disabled={parts <= 1}
          onClick={() => set({ kind: "parts", parts: parts - 1 })}
        >
          <Minus size={20} aria-hidden />
        </ActionIcon>
        <b className="numbers" aria-live="polite">
          {parts}
        </b>
        <ActionIcon
          aria-label="One part more"
          disabled={parts >= PARTS_MAX}
          onClick={() => set({ kind: "parts", parts: parts + 1 })}
        >
          <Plus size={20} aria-hidden />
        </ActionIcon>
      </span>
      <span className={styles["dim"]}>
        {parts === 1
          ? "The last part takes what is left."
          : first === last
            ? `${parts} parts of ${says(first)}.`
            : `${says(first)} each, the last ${says(last)}.`}
      </span>
    </div>
  );
};

type ItemsProps = Readonly<{ way: Extract<Way, { kind: "items" }>; set: Props["set"]; bill: Bill; currency: string }>;

const Items = ({ way, set, bill, currency }: ItemsProps): ReactNode => (
  <ul className={styles["items"]} aria-label="Items to pay now">
    {bill.lines.map(({ key, name, quantity: count, total }) => {
      const paid = way.paid.includes(key);
      const chosen = way.keys.includes(key);
      return (
        <li key={key}>
          <Checkbox
            checked={chosen || paid}
            disabled={paid}
            onChange={() => set({ ...way, keys: chosen ? way.keys.filter((one) => one !== key) : [...way.keys, key] })}
            label={`${quantity(count)} × ${name}${paid ? " (paid)" : ""}`}
          />
          <span className="numbers">{money(fromMinor(total, currency), currency)}</span>
        </li>
      );
    })}
  </ul>
);
