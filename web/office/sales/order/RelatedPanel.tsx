import type { ReactNode } from "react";
import { money } from "../../../common/format.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import type { Order } from "../data.ts";
import { Panel } from "../parts/Panel.tsx";
import { statusSays } from "../words.ts";
import { useOrderNumber } from "./order-number.ts";
import styles from "./order.module.css";

/** The order that a refund is of, or the refunds of an order. */
export const RelatedPanel = ({ order }: { order: Order }): ReactNode => {
  const original = useOrderNumber(order.original_order_id);
  if (order.original_order_id !== null) {
    return (
      <Panel title="Refund of">
        <GoLink to={`/sales/${order.original_order_id}`} className={styles["related"]}>
          <b>Order {original.data ?? order.original_order_id}</b>
        </GoLink>
      </Panel>
    );
  }
  if (order.refunds.length === 0) return null;
  return (
    <Panel title="Refunds">
      <ul className={styles["payments"]}>
        {order.refunds.map(({ id, sale_number: number, status, total }) => (
          <li key={id}>
            <span>
              <GoLink to={`/sales/${id}`} className={styles["related"]}>
                <b>{number}</b>
              </GoLink>
              <small>{statusSays({ status, deleted: false }).label}</small>
            </span>
            <span className={styles["amount"]}>{money(total, order.currency)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
