import { Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./DataTable.module.css";
import { RowName } from "./RowName.tsx";
import { useSelectedPage } from "./selection.ts";
import { type TableProps, marksOf } from "./table.ts";

/** The rows of a table as cards: what a phone shows. */
export const DataCards = <R,>(props: TableProps<R> & { rows: readonly R[] }): ReactNode => {
  const { label, rows, columns, idOf, href, onOpen, nameOf, selection } = props;
  const page = useSelectedPage(rows.map(idOf), selection);
  const [title, ...more] = columns;
  const ends = more.filter(({ card }) => card === "end");
  const facts = more.filter(({ card }) => card === undefined || card === "bare");
  return (
    <ul className={styles["cards"]} aria-label={label}>
      {rows.map((row) => {
        const id = idOf(row);
        const said = facts.map((column) => [column, column.cell(row)] as const).filter(([, cell]) => hasWords(cell));
        return (
          <li key={id} className={styles["card"]} {...marksOf(props, row, page?.has(id))}>
            {page && (
              <span className={styles["tick"]}>
                <Checkbox
                  aria-label={`Select ${nameOf(row)}`}
                  checked={page.has(id)}
                  onChange={() => page.toggle(id)}
                />
              </span>
            )}
            <div className={styles["face"]}>
              <div className={styles["top"]}>
                <span className={styles["name"]}>
                  <RowName row={row} href={href} onOpen={onOpen}>
                    {title?.cell(row)}
                  </RowName>
                </span>
                {ends.map((column) => (
                  <span key={column.key} className={styles["end"]}>
                    {column.cell(row)}
                  </span>
                ))}
              </div>
              {said.length > 0 && (
                <dl className={styles["facts"]}>
                  {said.map(([column, cell]) => (
                    <div key={column.key}>
                      <dt className={column.card === "bare" ? "unseen" : undefined}>{column.title}</dt>
                      <dd>{cell}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
};

/** A cell with nothing in it is left out of a card. */
const hasWords = (cell: ReactNode): boolean =>
  cell !== null && cell !== undefined && cell !== false && cell !== "" && cell !== "–";
