import type { ReactNode } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { clockTime, dayAndTime, dayOf } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Order } from "../data/orders.ts";
import { useTimeline } from "./work.ts";
import styles from "./Order.module.css";

/** What happened to an order, the newest first. */
export const Timeline = ({ order }: { order: Order }): ReactNode => {
  const { timezone } = useRegister().snapshot.company;
  const asked = useTimeline(order.id);
  const day = dayOf(order.created_at, timezone);
  return (
    <section className={page["card"]}>
      <h2 className={page["cardTitle"]}>What happened</h2>
      <Loaded of={asked} what="Loading">
        {(rows) => (
          <ol className={styles["timeline"]} aria-label="What happened">
            {rows.toReversed().map((row) => (
              <li key={row.id}>
                <time dateTime={row.at} className="numbers">
                  {dayOf(row.at, timezone) === day ? clockTime(row.at, timezone) : dayAndTime(row.at, timezone)}
                </time>
                <span>
                  {row.says}
                  <small>{row.by.name || "Somebody"}</small>
                </span>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
};
