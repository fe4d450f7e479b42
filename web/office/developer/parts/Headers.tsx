import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** Headers of a request or an answer, as they were. */
export const Headers = ({ of, label }: { of: Readonly<Record<string, string>> | null; label: string }): ReactNode => {
  const entries = Object.entries(of ?? {});
  if (entries.length === 0) return <p className={styles["none"]}>No headers.</p>;
  return (
    <dl className={styles["headers"]} aria-label={label}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};
