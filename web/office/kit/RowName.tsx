import type { ReactNode } from "react";
import styles from "./DataTable.module.css";
import { GoLink } from "./GoLink.tsx";
import type { TableProps } from "./table.ts";

/** What names a row, as the link or the button that the whole row stands for. */
export const RowName = <R,>({
  row,
  href,
  onOpen,
  children,
}: {
  row: R;
  href: TableProps<R>["href"] | undefined;
  onOpen: TableProps<R>["onOpen"] | undefined;
  children: ReactNode;
}): ReactNode => {
  const to = href?.(row);
  if (to !== undefined) {
    return (
      <GoLink to={to} className={styles["go"]}>
        {children}
      </GoLink>
    );
  }
  if (!onOpen) return <span className={styles["plain"]}>{children}</span>;
  return (
    <button type="button" className={styles["go"]} onClick={() => onOpen(row)}>
      {children}
    </button>
  );
};
