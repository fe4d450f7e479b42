import { Checkbox } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { Failed, Loading } from "../../common/components/States.tsx";
import { DataCards } from "./DataCards.tsx";
import styles from "./DataTable.module.css";
import { Pager } from "./Pager.tsx";
import { RowName } from "./RowName.tsx";
import { useSelectedPage } from "./selection.ts";
import { type Column, type TableProps, marksOf } from "./table.ts";
import { useUrl } from "./url.ts";

const PHONE = "(max-width: 47.99em)";

/**
 * A page of a list of the server's: sorted and paged through the address (`?sort=`, `?page=`), with a header that
 * stays, rows that are links, and cards in place of rows on a phone.
 */
export const DataTable = <R,>(props: TableProps<R>): ReactNode => {
  const { of, empty, label } = props;
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  if (of.data === undefined) {
    return of.error ? (
      <Failed error={of.error} again={() => void of.refetch()} />
    ) : (
      <Loading what={`Loading ${label.toLowerCase()}`} />
    );
  }
  if (of.data.rows.length === 0) return <div className="card">{empty}</div>;
  return (
    <>
      {of.error !== null && of.error !== undefined && <Failed error={of.error} again={() => void of.refetch()} />}
      <div className={styles["box"]} aria-busy={of.isFetching} data-stale={of.isFetching || undefined}>
        {phone ? <DataCards {...props} rows={of.data.rows} /> : <Rows {...props} rows={of.data.rows} />}
        {props.foot}
      </div>
      <Pager of={of.data} />
    </>
  );
};

const Rows = <R,>(props: TableProps<R> & { rows: readonly R[] }): ReactNode => {
  const { label, rows, columns, idOf, href, onOpen, nameOf, selection, sorted } = props;
  const page = useSelectedPage(rows.map(idOf), selection);
  return (
    <table className={styles["table"]} aria-label={label}>
      <thead>
        <tr>
          {page && (
            <th className={styles["tick"]} scope="col">
              <Checkbox
                size="sm"
                aria-label="Select all on this page"
                checked={page.all}
                indeterminate={page.some}
                onChange={() => page.toggleAll()}
              />
            </th>
          )}
          {columns.map((column) => (
            <Header key={column.key} column={column} sorted={sorted} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const id = idOf(row);
          return (
            <tr key={id} {...marksOf(props, row, page?.has(id))}>
              {page && (
                <td className={styles["tick"]}>
                  <Checkbox
                    size="sm"
                    aria-label={`Select ${nameOf(row)}`}
                    checked={page.has(id)}
                    onChange={() => page.toggle(id)}
                  />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.key} data-align={column.align} data-wide={column.wide || undefined}>
                  {index === 0 ? (
                    <RowName row={row} href={href} onOpen={onOpen}>
                      {column.cell(row)}
                    </RowName>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Header = <R,>({ column, sorted }: { column: Column<R>; sorted: string | undefined }): ReactNode => {
  const { values, set } = useUrl();
  const now = values["sort"] ?? sorted;
  const { title, sort, align, wide, width } = column;
  const up = sort !== undefined && now === sort;
  const down = sort !== undefined && now === `-${sort}`;
  return (
    <th
      scope="col"
      data-align={align}
      data-wide={wide || undefined}
      style={width === undefined ? undefined : { width }}
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
    >
      {sort === undefined ? (
        title
      ) : (
        <button type="button" className={styles["sort"]} onClick={() => set({ sort: up ? `-${sort}` : sort })}>
          {title}
          {up && <ArrowUp size={14} aria-hidden />}
          {down && <ArrowDown size={14} aria-hidden />}
        </button>
      )}
    </th>
  );
};
