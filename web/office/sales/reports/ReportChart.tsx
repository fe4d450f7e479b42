import type { ReactNode } from "react";
import { money } from "../../../common/format.ts";
import { ChartPanel } from "../charts/ChartPanel.tsx";
import type { ReportRow } from "../data.ts";
import { BarList } from "../parts/BarList.tsx";
import { Panel } from "../parts/Panel.tsx";
import { count, dayWords, hourWords } from "../words.ts";
import type { Group } from "./groups.ts";

/** Bars of a report that are shown; the table has all rows. */
const BARS_MAX = 12;

/** What a row is called: days and hours in words. */
export const rowName = ({ key, name }: ReportRow, group: Group): string =>
  group.value === "day" ? dayWords(key, "short") : group.value === "hour" ? hourWords(Number(key)) : name;

/** A report as a picture: columns along time, bars for everything else. */
export const ReportChart = ({
  rows,
  group,
  currency,
}: {
  rows: readonly ReportRow[];
  group: Group;
  currency: string;
}): ReactNode => {
  const show = (amount: number): string => money(amount, currency);
  if (group.value === "day" || group.value === "hour") {
    // A single column says no more than its figure in the table.
    if (rows.length < 2) return null;
    return (
      <ChartPanel
        title={`Sales by ${group.label.toLowerCase()}`}
        of={group.label}
        labels={rows.map((row) => rowName(row, group))}
        columns={{ name: "Sales with tax", values: rows.map(({ gross }) => gross) }}
        format={show}
        currency={currency}
        tableBelow
      />
    );
  }
  const isTax = group.value === "tax";
  const title = isTax ? "Tax" : `Sales by ${group.label.toLowerCase()}`;
  const shown = rows.slice(0, BARS_MAX);
  return (
    <Panel
      title={title}
      says={rows.length > shown.length ? `The first ${BARS_MAX} of ${rows.length}; the table has them all.` : undefined}
    >
      <BarList
        label={title}
        rows={shown.map((row) => ({
          key: row.key,
          name: row.name,
          size: (isTax ? row.tax : row.gross) ?? 0,
          value: show((isTax ? row.tax : row.gross) ?? 0),
          says: count(row.orders, "order"),
        }))}
      />
    </Panel>
  );
};
