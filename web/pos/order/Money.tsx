import type { ReactNode } from "react";
import { clockTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Order } from "../data/orders.ts";
import { percentText } from "./Lines.tsx";
import styles from "./Order.module.css";

/** What an order comes to, and what is left of it. */
export const Totals = ({ order }: { order: Order }): ReactNode => {
  const { currency } = order;
  const back = order.original_order_id !== null;
  const rows: readonly (readonly [string, string] | null)[] = [
    order.price_variation === 1 ? null : ["On the whole order", percentText(order.price_variation)],
    order.price_fixed_variation === 0 ? null : ["On the whole order", money(order.price_fixed_variation, currency)],
    ["Tax in it", money(order.total_tax, currency)],
    order.tip_service === 0 ? null : ["Tip / service", money(order.tip_service, currency)],
    order.paid === 0 ? null : [back ? "Given back" : "Paid", money(order.paid, currency)],
    order.tips === 0 ? null : ["Tips on top", money(order.tips, currency)],
  ];
  return (
    <section className={page["card"]} aria-label="Total">
      <div className={styles["total"]}>
        <span>{back ? "Refund" : "Total"}</span>
        <b className="numbers">{money(order.payable, currency)}</b>
      </div>
      <dl className={styles["sums"]}>
        {rows.map(
          (row, at) =>
            row && (
              <div key={at}>
                <dt>{row[0]}</dt>
                <dd className="numbers">{row[1]}</dd>
              </div>
            ),
        )}
        {order.remaining > 0 && order.paid !== 0 && !order.deleted && (
          <div className={styles["left"]}>
            <dt>Left to pay</dt>
            <dd className="numbers">{money(order.remaining, currency)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

/** What was paid, how and when. */
export const Payments = ({ order }: { order: Order }): ReactNode => {
  const { timezone } = useRegister().snapshot.company;
  return (
    <section className={page["card"]}>
      <h2 className={page["cardTitle"]}>Payments</h2>
      <ul className={styles["payments"]} aria-label="Payments">
        {order.payments.map((payment) => (
          <li key={payment.id}>
            <span>
              {payment.method.name}
              <small>
                {[clockTime(payment.created_at, timezone), payment.ref].filter(Boolean).join(" · ")}
                {payment.tip !== 0 && ` · with a tip of ${money(payment.tip, order.currency)}`}
              </small>
            </span>
            <b className="numbers">{money(payment.amount, order.currency)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
};
