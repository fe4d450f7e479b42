import type { ReactNode } from "react";
import type { TimelineEvent } from "../../../../src/dialects/kounta/operator/register-orders/timeline.ts";
import { Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import type { Order } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import { useListOfOrder } from "./order-data.ts";
import styles from "./order.module.css";

/** Everything that happened to an order, the oldest first. */
export const TimelinePanel = ({ order, timezone }: { order: Order; timezone: string }): ReactNode => {
  const events = useListOfOrder<TimelineEvent>(order.id, `orders/${order.id}/timeline`);
  return (
    <Panel title="Time line">
      <Loaded of={events} what="Loading the time line">
        {({ rows, pages }) =>
          rows.length === 0 ? (
            <Nothing>Nothing was written down about this order.</Nothing>
          ) : (
            <>
              <ol className={styles["timeline"]}>
                {rows.map(({ id, at, by, says }) => (
                  <li key={id}>
                    <span>{says}</span>
                    <small>
                      <time dateTime={at}>{dayAndTime(at, timezone)}</time>
                      {by.name && (
                        <>
                          {" · "}
                          <bdi>{by.name}</bdi>
                        </>
                      )}
                    </small>
                  </li>
                ))}
              </ol>
              {pages > 1 && <Nothing>Only the first {rows.length} entries are shown.</Nothing>}
            </>
          )
        }
      </Loaded>
    </Panel>
  );
};
