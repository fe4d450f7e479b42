import type { ReactNode } from "react";
import styles from "./StatCard.module.css";

/** One figure: what it is, how much, and what it is measured against. */
export const StatCard = ({
  label,
  value,
  says,
  tone,
}: {
  label: string;
  value: ReactNode;
  says?: ReactNode;
  tone?: "good" | "bad" | "warn";
}): ReactNode => (
  <div className={styles["stat"]}>
    <dl className={styles["list"]}>
      <dt className={styles["label"]}>{label}</dt>
      <dd className={styles["value"]}>{value}</dd>
      {says && (
        <dd className={styles["says"]} data-tone={tone}>
          {says}
        </dd>
      )}
    </dl>
  </div>
);
