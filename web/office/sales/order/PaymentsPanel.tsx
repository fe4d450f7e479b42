import type { ReactNode } from "react";
import { dayAndTime, money } from "../../../common/format.ts";
import type { Order } from "../data.ts";
import { Nothing, Panel } from "../parts/Panel.tsx";
import styles from "./order.module.css";

/** By what an order was paid, and what is left. */
export const PaymentsPanel = ({ order, timezone }: { order: Order; timezone: string }): ReactNode => {
  const show = (amount: number): string => money(amount, order.currency);
  if (order.payments.length === 0) {
    return (
      <Panel title="Payments">
        <Nothing>{order.payable === 0 ? "There is nothing to pay." : "Nothing was paid yet."}</Nothing>
      </Panel>
    );
  }
  return (
    <Panel title="Payments" says={order.remaining > 0 ? `${show(order.remaining)} to pay` : undefined}>
      <ul className={styles["payments"]}>
        {order.payments.map((payment) => (
          <li key={payment.id}>
            <span>
              <b>{payment.method.name}</b>
              <small>
                {dayAndTime(payment.created_at, timezone)}
                {payment.ref && ` · ${payment.ref}`}
                {payment.tip !== 0 && ` · ${show(payment.tip)} tip`}
              </small>
            </span>
            <span className={styles["amount"]}>{show(payment.amount)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
