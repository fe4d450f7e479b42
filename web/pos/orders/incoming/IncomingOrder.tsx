import { Text } from "@mantine/core";
import { Clock, MessageSquareText, ShoppingBag, User, Utensils } from "lucide-react";
import type { ReactNode } from "react";
import { age, clockTime, dayAndTime, dayOf, money, quantity } from "../../../common/format.ts";
import { useNow } from "../../../common/sound.ts";
import { useRegister } from "../../app/context.ts";
import type { Order } from "../../data/orders.ts";
import { customerName, readLines } from "../order-lines.ts";
import styles from "./Incoming.module.css";

/** Where an order came from: the add-on's name, or the venue itself. */
export const sourceOf = ({ addon }: Pick<Order, "addon">): string => addon?.name || "Own order";

const ICON = { size: 18, "aria-hidden": true } as const;

/** Everything one has to know to say yes or no to an order. */
export const IncomingOrder = ({ order }: { order: Order }): ReactNode => {
  const { snapshot } = useRegister();
  const { currency, timezone } = snapshot.company;
  const now = useNow(10_000);
  const name = customerName(order.customer);
  const seats = [order.table && `Table ${order.table}`, order.guests && `${order.guests} guests`].filter(Boolean);
  return (
    <div className={styles["order"]}>
      <div className={styles["head"]}>
        <div>
          <Text size="xl" fw={650} lh={1.2}>
            {sourceOf(order)}
          </Text>
          <Text c="dimmed" className="numbers">
            {order.sale_number} · {age(Math.max(0, now - Date.parse(order.created_at)))}
          </Text>
        </div>
        <div className={styles["sum"]}>
          <Text size="xl" fw={650} lh={1.2} className="numbers">
            {money(order.payable, currency)}
          </Text>
          <Paid order={order} currency={currency} />
        </div>
      </div>
      <dl className={styles["facts"]}>
        <Fact icon={<Clock {...ICON} />} label="Wanted">
          {order.fulfil_at ? wantedAt(order.fulfil_at, now, timezone) : "As soon as possible"}
        </Fact>
        {order.order_type && (
          <Fact icon={<ShoppingBag {...ICON} />} label="Type">
            {order.order_type}
          </Fact>
        )}
        {name && (
          <Fact icon={<User {...ICON} />} label="Customer">
            {name}
          </Fact>
        )}
        {seats.length > 0 && (
          <Fact icon={<Utensils {...ICON} />} label="Table">
            {seats.join(" · ")}
          </Fact>
        )}
      </dl>
      {order.notes && (
        <p className={styles["note"]}>
          <MessageSquareText {...ICON} />
          <span>{order.notes}</span>
        </p>
      )}
      <ul className={styles["lines"]}>
        {readLines(order).map(({ line, details, total }) => (
          <li key={line.line_id} className={styles["line"]}>
            <span className={`${styles["quantity"]} numbers`}>{quantity(line.quantity)}</span>
            <span>
              {line.product.name}
              {details.map(({ text, depth }, at) => (
                <small key={at} style={{ paddingInlineStart: `${depth * 0.75}rem` }}>
                  {text}
                </small>
              ))}
              {line.notes && <small className={styles["lineNote"]}>“{line.notes}”</small>}
            </span>
            <span className="numbers">{money(total, currency)}</span>
          </li>
        ))}
      </ul>
      {order.lines.length === 0 && <Text c="dimmed">Nothing is on this order yet.</Text>}
    </div>
  );
};

/** "6:20 pm"; with the day where that is not today. */
const wantedAt = (at: string, now: number, timezone: string): string =>
  dayOf(at, timezone) === dayOf(now, timezone) ? clockTime(at, timezone) : dayAndTime(at, timezone);

const Paid = ({ order, currency }: { order: Order; currency: string }): ReactNode => {
  if (order.remaining <= 0 && order.payments.length > 0) {
    return (
      <span className={styles["tag"]} data-tone="good">
        Paid
      </span>
    );
  }
  if (order.paid > 0) {
    return (
      <span className={styles["tag"]} data-tone="warn">
        {money(order.remaining, currency)} to pay
      </span>
    );
  }
  return (
    <span className={styles["tag"]} data-tone="warn">
      Not paid
    </span>
  );
};

const Fact = ({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }): ReactNode => (
  <div className={styles["fact"]}>
    <dt>
      {icon}
      <span className="unseen">{label}</span>
    </dt>
    <dd>{children}</dd>
  </div>
);
