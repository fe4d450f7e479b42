import { ChevronDown, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./floor.module.css";
import type { Placed } from "./table.ts";

/** The tables of a room one below the other: where there is no room for a picture. */
export const TableList = ({
  tables,
  selected,
  onSelect,
  wrong,
  children,
}: {
  tables: readonly Placed[];
  selected: number | undefined;
  onSelect: (at: number | undefined) => void;
  wrong: ReadonlySet<number>;
  /** The fields of the one that is open. */
  children: ReactNode;
}): ReactNode => {
  if (tables.length === 0) return <p className={styles["bare"]}>Add the first table.</p>;
  return (
    <ul className={styles["list"]}>
      {tables.map((table, at) => (
        <li key={table.id ?? `new ${at}`} data-wrong={wrong.has(at) || undefined}>
          <button
            type="button"
            className={styles["row"]}
            aria-expanded={selected === at}
            onClick={() => onSelect(selected === at ? undefined : at)}
          >
            <b>Table {table.number}</b>
            <span>
              {table.seats} seats · {table.shape}
              {!table.active && " · not in use"}
            </span>
            {selected === at ? <ChevronDown size={20} aria-hidden /> : <ChevronRight size={20} aria-hidden />}
          </button>
          {selected === at && children}
        </li>
      ))}
    </ul>
  );
};
