import type { ReactNode } from "react";
import { money, quantity } from "../../../common/format.ts";
import { StatCard } from "../../kit/StatCard.tsx";
import { ChartPanel } from "../charts/ChartPanel.tsx";
import type { Dashboard } from "../data.ts";
import { BarList } from "../parts/BarList.tsx";
import { Nothing, Panel } from "../parts/Panel.tsx";
import { count, dayWords, hourWords } from "../words.ts";
import { Headline } from "./Headline.tsx";
import { RightNow } from "./RightNow.tsx";
import styles from "./dashboard.module.css";

/** The figures of a day. `before` is the day that it is compared with, as a whole. */
export const DayFigures = ({
  day,
  before,
  isToday,
}: {
  day: Dashboard;
  before: Dashboard | undefined;
  isToday: boolean;
}): ReactNode => {
  const show = (amount: number): string => money(amount, day.currency);
  const period = { from: day.date, to: day.date };
  return (
    <div className={styles["page"]}>
      <div className={styles["top"]}>
        <Headline day={day} isToday={isToday} />
        <div className={styles["stats"]}>
          <StatCard
            label="Orders"
            value={day.orders.toLocaleString()}
            says={`${day.compared.orders.toLocaleString()} the week before`}
          />
          <StatCard label="Average order" value={show(day.average)} />
          <StatCard label="Tips" value={show(day.tips)} />
          <StatCard
            label="Refunds"
            value={show(day.refunds)}
            {...(day.discounts > 0 && { says: `${show(day.discounts)} in discounts` })}
          />
        </div>
      </div>
      <RightNow day={day} />
      <Hours day={day} before={before} isToday={isToday} />
      <div className={styles["columns"]}>
        <Panel title="Top products">
          {day.top_products.length === 0 ? (
            <Nothing>{isToday ? "Nothing was sold yet today." : "Nothing was sold on this day."}</Nothing>
          ) : (
            <BarList
              label="Top products"
              rows={day.top_products.map(({ product_id: key, name, quantity: sold, sales }) => ({
                key,
                name,
                size: sales,
                value: show(sales),
                says: `${quantity(sold)} sold`,
              }))}
            />
          )}
        </Panel>
        <div className={styles["stack"]}>
          {day.by_site.length > 1 && (
            <Panel title="Sites">
              <BarList
                label="Sites"
                rows={day.by_site.map(({ site_id: key, name, sales, orders }) => ({
                  key,
                  name,
                  size: sales,
                  value: show(sales),
                  says: count(orders, "order"),
                  to: "/sales",
                  search: { ...period, site: String(key) },
                }))}
              />
            </Panel>
          )}
          <Panel title="Ways of paying">
            {day.by_tender.length === 0 ? (
              <Nothing>{isToday ? "Nothing was paid yet today." : "Nothing was paid on this day."}</Nothing>
            ) : (
              <BarList
                label="Ways of paying"
                rows={day.by_tender.map(({ method_id: key, name, amount }) => ({
                  key,
                  name,
                  size: amount,
                  value: show(amount),
                }))}
              />
            )}
          </Panel>
        </div>
      </div>
    </div>
  );
};

/** Hours before and after the first and last sale that are shown too. */
const AROUND = 1;
/** Shown of a day on which nothing was sold. */
const OPENING = [8, 18] as const;

/** The hours in which something was sold on one of the days, and one more on both sides. */
const hoursOf = (days: readonly Dashboard[]): readonly number[] => {
  const [first] = days;
  const busy = (first?.by_hour ?? []).flatMap((_, i) =>
    days.some(({ by_hour: hours }) => (hours[i]?.orders ?? 0) > 0 || (hours[i]?.sales ?? 0) !== 0) ? [i] : [],
  );
  const from = Math.max(0, (busy[0] ?? OPENING[0]) - AROUND);
  const to = Math.min(23, (busy.at(-1) ?? OPENING[1]) + AROUND);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
};

const Hours = ({
  day,
  before,
  isToday,
}: {
  day: Dashboard;
  before: Dashboard | undefined;
  isToday: boolean;
}): ReactNode => {
  const hours = hoursOf(before ? [day, before] : [day]);
  const salesOf = ({ by_hour: all }: Dashboard): readonly number[] => hours.map((i) => all[i]?.sales ?? 0);
  return (
    <ChartPanel
      title="Sales by hour"
      of="Hour"
      labels={hours.map((i) => hourWords(day.by_hour[i]?.hour ?? i))}
      columns={{ name: isToday ? "Today" : dayWords(day.date, "short"), values: salesOf(day) }}
      {...(before && { line: { name: dayWords(before.date, "short"), values: salesOf(before) } })}
      format={(amount) => money(amount, day.currency)}
      currency={day.currency}
    />
  );
};
