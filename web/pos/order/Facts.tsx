import type { ReactNode } from "react";
import { clockTime, dayAndTime, dayOf, money } from "../../common/format.ts";
import { useNow } from "../../common/sound.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Order } from "../data/orders.ts";
import { sourceOf } from "../orders/incoming/IncomingOrder.tsx";
import { customerName } from "../orders/order-lines.ts";
import { Link } from "@tanstack/react-router";
import styles from "./Order.module.css";

const LOCKS: Readonly<Record<string, string>> = {
  ALL: "everything",
  NEW_LINES: "new items",
  PAYMENTS: "payments",
  APP_PAYMENT: "payments at the venue",
  DELETE: "deleting",
};

/** Who, where, when; and what the app that sent the order laid down for it. */
export const Facts = ({ order }: { order: Order }): ReactNode => {
  const { snapshot, session } = useRegister();
  const { timezone } = snapshot.company;
  const today = dayOf(useNow(60_000), timezone);
  const at = (when: string | null): string | null =>
    when === null ? null : dayOf(when, timezone) === today ? clockTime(when, timezone) : dayAndTime(when, timezone);
  const staff = snapshot.staff.find(({ id }) => id === order.staff_member_id)?.name;
  const register = snapshot.registers.find(({ id }) => id === order.register_id)?.name;
  const locks = (order.lock ?? []).map((flag) => LOCKS[flag] ?? flag);
  const rows: readonly (readonly [string, ReactNode])[] = [
    ["From", sourceOf(order)],
    ["Table", order.table],
    ["Guests", order.guests || null],
    ["Customer", customerName(order.customer)],
    ["Taken by", staff ?? (order.staff_member_id === session.staffId ? session.name : null)],
    ["Register", register],
    ["Made", at(order.created_at)],
    ["Wanted", at(order.fulfil_at)],
    ["Completed", at(order.completed_at)],
    ["Note", order.notes],
    [
      "Gives back",
      order.original_order_id && (
        <Link key="sale" to="/order/$id" params={{ id: String(order.original_order_id) }}>
          The sale
        </Link>
      ),
    ],
    [
      "Up to",
      order.price_limit === null || order.price_limit === undefined ? null : money(order.price_limit, order.currency),
    ],
    ["Locked", locks.length === 0 ? null : locks.join(", ")],
    ["Receipt id", order.sale_id],
  ];
  return (
    <section className={page["card"]}>
      <h2 className={page["cardTitle"]}>About this order</h2>
      <dl className={styles["facts"]}>
        {rows.map(([label, value]) =>
          value === null || value === undefined || value === "" ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd className="numbers">{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
};
