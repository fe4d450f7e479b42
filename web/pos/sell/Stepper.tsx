import { ActionIcon, NumberInput } from "@mantine/core";
import { Minus, Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Sheet.module.css";

type Props = Readonly<{
  value: number;
  change: (value: number) => void;
  label: string;
  /** What minus does not go below; 0 takes the line away. */
  min?: number;
  /** Only whole numbers. */
  whole?: boolean;
}>;

const MOST = 999;

/** How many: by touch, or typed. */
export const Stepper = ({ value, change, label, min = 0, whole = false }: Props): ReactNode => (
  <div className={styles["stepper"]} role="group" aria-label={`Quantity of ${label}`}>
    <ActionIcon
      variant="default"
      aria-label={value <= 1 && min === 0 ? `Remove ${label}` : "One less"}
      disabled={value <= min}
      onClick={() => change(Math.max(min, value - 1))}
    >
      {value <= 1 && min === 0 ? <Trash2 size={18} aria-hidden /> : <Minus size={18} aria-hidden />}
    </ActionIcon>
    <NumberInput
      aria-label="Quantity"
      className={styles["quantity"]}
      hideControls
      allowNegative={false}
      allowDecimal={!whole}
      decimalScale={whole ? 0 : 3}
      max={MOST}
      value={value}
      onChange={(next) => {
        const number = Number(next);
        if (next !== "" && number > 0) change(number);
      }}
    />
    <ActionIcon
      variant="default"
      aria-label="One more"
      disabled={value >= MOST}
      onClick={() => change(Math.min(MOST, value + 1))}
    >
      <Plus size={18} aria-hidden />
    </ActionIcon>
  </div>
);
