import { Button, useComputedColorScheme } from "@mantine/core";
import { ChartColumn, Table } from "lucide-react";
import { type ReactNode, Suspense, lazy, useCallback, useState } from "react";
import { Panel } from "../parts/Panel.tsx";
import styles from "./charts.module.css";

/** The drawing comes with a library of its own, which only those load who see a chart. */
const Plot = lazy(() => import("./Plot.tsx"));

type Series = Readonly<{ name: string; values: readonly number[] }>;

/** A chart of columns, maybe against a line, and the same as a table for whoever would rather read it. */
export const ChartPanel = ({
  title,
  says,
  of,
  labels,
  columns,
  line,
  format,
  currency,
  tableBelow = false,
}: {
  title: string;
  says?: ReactNode;
  /** What the labels are: "Hour". */
  of: string;
  labels: readonly string[];
  columns: Series;
  line?: Series;
  format: (amount: number) => string;
  currency: string;
  /** The page has these figures in a table of its own. */
  tableBelow?: boolean;
}): ReactNode => {
  const scheme = useComputedColorScheme("light");
  const [table, setTable] = useState(false);
  const [point, setPoint] = useState<number | null>(null);
  const short = useCallback(
    (amount: number): string =>
      new Intl.NumberFormat(undefined, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        minimumFractionDigits: 0,
        maximumFractionDigits: 1,
      }).format(amount),
    [currency],
  );
  const at = point === null ? undefined : labels[point];
  return (
    <Panel
      title={title}
      says={says}
      aside={
        !tableBelow && (
          <Button
            variant="default"
            leftSection={table ? <ChartColumn size={18} aria-hidden /> : <Table size={18} aria-hidden />}
            onClick={() => setTable(!table)}
          >
            {table ? "Show chart" : "Show table"}
          </Button>
        )
      }
    >
      {!table && (
        <>
          <p className={styles["legend"]} aria-hidden>
            <span className={styles["key"]} data-of="columns">
              {columns.name}
              {at !== undefined && <b>{format(columns.values[point ?? 0] ?? 0)}</b>}
            </span>
            {line && (
              <span className={styles["key"]} data-of="line">
                {line.name}
                {at !== undefined && <b>{format(line.values[point ?? 0] ?? 0)}</b>}
              </span>
            )}
            {at !== undefined && <span>{at}</span>}
          </p>
          <Suspense fallback={<div className={styles["plot"]} />}>
            <Plot
              key={scheme}
              labels={labels}
              columns={columns.values}
              {...(line && { line: line.values })}
              short={short}
              onPoint={setPoint}
            />
          </Suspense>
        </>
      )}
      {!tableBelow && (
        <div className={table ? styles["tableBox"] : "unseen"}>
          <table className={styles["table"]} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{of}</th>
                <th scope="col">{columns.name}</th>
                {line && <th scope="col">{line.name}</th>}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, i) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{format(columns.values[i] ?? 0)}</td>
                  {line && <td>{format(line.values[i] ?? 0)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
};
