import { Link } from "@tanstack/react-router";
import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { age, clockTime, money } from "../../common/format.ts";
import { useNow } from "../../common/sound.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";
import { useIncoming } from "./incoming/incoming-data.ts";
import { calledBy, paidSays, statusSays } from "./order-words.ts";
import styles from "./Orders.module.css";

/** One open order. A new one opens where it can be answered, any other on its page. */
export const OrderCard = ({ order }: { order: OrderRow }): ReactNode => {
  const { orders, open } = useIncoming();
  const waits = orders.some(({ id }) => id === order.id);
  if (!waits) {
    return (
      <Link to="/order/$id" params={{ id: String(order.id) }} className={styles["card"]}>
        <Inside order={order} />
      </Link>
    );
  }
  return (
    <button type="button" className={styles["card"]} data-new onClick={() => open(order.id)}>
      <Inside order={order} />
    </button>
  );
};

const Inside = ({ order }: { order: OrderRow }): ReactNode => {
  const { currency, timezone } = useRegister().snapshot.company;
  const now = useNow(30_000);
  const status = statusSays(order);
  const paid = paidSays(order, currency);
  const name = calledBy(order);
  const facts = [name === order.sale_number ? null : order.sale_number, order.order_type, order.addon?.name];
  return (
    <>
      <span className={styles["row"]}>
        <span className={styles["name"]}>{name}</span>
        <span className={`${styles["amount"]} numbers`}>{money(order.payable, currency)}</span>
      </span>
      <span className={styles["facts"]}>
        {facts.filter(Boolean).join(" · ")}
        {order.guests !== null && order.guests > 0 && (
          <span className={styles["guests"]}>
            <Users size={14} aria-hidden /> {order.guests}
            <span className="unseen"> guests</span>
          </span>
        )}
      </span>
      <span className={styles["row"]}>
        <span className={styles["tags"]}>
          <span className={page["tag"]} data-tone={status.tone}>
            {status.says}
          </span>
          <span className={page["tag"]} data-tone={paid.tone}>
            {paid.says}
          </span>
        </span>
        <span className={`${styles["age"]} numbers`}>
          {order.fulfil_at
            ? `for ${clockTime(order.fulfil_at, timezone)}`
            : age(Math.max(0, now - Date.parse(order.created_at)))}
        </span>
      </span>
    </>
  );
};
