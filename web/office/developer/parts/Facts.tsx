import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** What is to be known of a thing at one look: labels with their values. Those without a value are left out. */
export const Facts = ({ of }: { of: Readonly<Record<string, ReactNode>> }): ReactNode => (
  <dl className={styles["facts"]}>
    {Object.entries(of)
      .filter(([, value]) => value !== undefined && value !== null && value !== false)
      .map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
