import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { money, toMinor } from "../../../common/format.ts";
import type { Dashboard } from "../data.ts";
import { dayWords } from "../words.ts";
import styles from "./dashboard.module.css";

const WAYS = { more: [ArrowUp, "good"], less: [ArrowDown, "bad"], same: [Minus, "plain"] } as const;

/** The sales of the day, large, and how they stand against the same weekday a week before. */
export const Headline = ({ day, isToday }: { day: Dashboard; isToday: boolean }): ReactNode => {
  const { compared, currency, sales } = day;
  const more = toMinor(sales, currency) - toMinor(compared.sales, currency);
  const way = more > 0 ? "more" : more < 0 ? "less" : "same";
  const [Icon, tone] = WAYS[way];
  const show = (amount: number): string => money(amount, currency);
  const share = compared.sales > 0 ? Math.round((Math.abs(sales - compared.sales) / compared.sales) * 100) : undefined;
  const weekday = dayWords(compared.date, "short");
  return (
    <section className={styles["headline"]} aria-label={isToday ? "Sales today" : "Sales of the day"}>
      <p className={styles["headlineLabel"]}>{isToday ? "Sales today" : "Sales"}</p>
      <p className={styles["headlineValue"]}>{show(sales)}</p>
      <p className={styles["headlineSays"]}>
        <span className={styles["change"]} data-tone={tone}>
          <Icon size={16} aria-hidden />
          {way === "same" ? "The same" : `${show(Math.abs(sales - compared.sales))} ${way}`}
          {share !== undefined && way !== "same" && ` (${share.toLocaleString()}%)`}
        </span>
        <span>
          {way === "same" ? "as" : "than"} {weekday}
          {isToday ? " until now" : ""}: {show(compared.sales)}
        </span>
      </p>
    </section>
  );
};
