import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { quantity } from "../../common/format.ts";
import { type Ticket, allDay } from "../data/ticket.ts";
import styles from "./Screen.module.css";

/** How many of everything there are to make, over all tickets that are shown. */
export const AllDay = ({ tickets }: { tickets: readonly Ticket[] }): ReactNode => {
  const rows = allDay(tickets);
  return (
    <aside className={styles["allDay"]} aria-label="All day">
      <Title order={2} size="h4" mb="xs">
        All day
      </Title>
      {rows.length === 0 ? (
        <Text c="dimmed">Nothing to make.</Text>
      ) : (
        <ul className={styles["counts"]}>
          {rows.map(({ name, count, details }) => {
            const special = details.filter(({ says }) => says !== "");
            const head = (
              <>
                <span className={styles["count"]}>{quantity(count)}</span>
                <span>{name}</span>
              </>
            );
            return (
              <li key={name}>
                {special.length === 0 ? (
                  <div className={styles["countRow"]}>{head}</div>
                ) : (
                  <details>
                    <summary className={styles["countRow"]}>{head}</summary>
                    <ul className={styles["details"]}>
                      {details.map((detail) => (
                        <li key={detail.says}>
                          {quantity(detail.count)} × {detail.says || "as it is"}
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </aside>
  );
};
