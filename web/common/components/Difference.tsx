import type { ReactNode } from "react";
import styles from "./Difference.module.css";

/** By how much a count was off, all ways of paying together; null when nothing was counted. */
export const differenceOf = (tenders: readonly Readonly<{ difference: number | null }>[]): number | null => {
  const counted = tenders.flatMap(({ difference }) => (difference === null ? [] : [difference]));
  return counted.length === 0 ? null : Number(counted.reduce((sum, amount) => sum + amount, 0).toFixed(4));
};

/** By how much a count was off: "$2.00 over", "$5.00 short", never by colour alone. `none` stands where nobody counted. */
export const Difference = ({
  amount,
  show,
  none = "–",
}: {
  amount: number | null;
  show: (amount: number) => string;
  none?: string;
}): ReactNode => {
  if (amount === null) return none;
  if (amount === 0) return <span className={styles["right"]}>Right</span>;
  return (
    <span className={amount < 0 ? styles["short"] : styles["over"]}>
      {show(Math.abs(amount))} {amount < 0 ? "short" : "over"}
    </span>
  );
};
