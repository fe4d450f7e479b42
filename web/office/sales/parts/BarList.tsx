import type { ReactNode } from "react";
import { GoLink } from "../../kit/GoLink.tsx";
import type { UrlValues } from "../../kit/url.ts";
import styles from "./parts.module.css";

export type BarRow = Readonly<{
  key: string | number;
  name: string;
  /** How long its bar is; below zero there is none. */
  size: number;
  value: string;
  /** A smaller fact beside the name: "12 sold". */
  says?: string;
  to?: string;
  search?: UrlValues;
}>;

/** Names with amounts, each over a bar that shows how it compares to the largest. */
export const BarList = ({ label, rows }: { label: string; rows: readonly BarRow[] }): ReactNode => {
  const most = Math.max(0, ...rows.map(({ size }) => size));
  return (
    <ol className={styles["bars"]} aria-label={label}>
      {rows.map(({ key, name, size, value, says, to, search }) => (
        <li key={key} className={styles["bar"]}>
          <span className={styles["barName"]}>
            {to === undefined ? (
              <bdi>{name}</bdi>
            ) : (
              <GoLink to={to} {...(search && { search })}>
                <bdi>{name}</bdi>
              </GoLink>
            )}
            {says !== undefined && <span className={styles["barSays"]}>{says}</span>}
          </span>
          <span className={styles["barValue"]}>{value}</span>
          <span className={styles["track"]} aria-hidden>
            <span style={{ width: `${most === 0 || size <= 0 ? 0 : (size / most) * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
};
