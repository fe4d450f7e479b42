import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft, FileQuestion, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../../common/api.ts";
import { Empty, Failed, Loading } from "../../common/components/States.tsx";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { type Order, useOrder } from "../data/orders.ts";
import { calledBy, paidSays, statusSays } from "../orders/order-words.ts";
import { Actions } from "./Actions.tsx";
import { Facts } from "./Facts.tsx";
import { Lines } from "./Lines.tsx";
import { Payments, Totals } from "./Money.tsx";
import { Timeline } from "./Timeline.tsx";
import { mayOf } from "./may.ts";
import styles from "./Order.module.css";

/** Everything of one order, and all that can be done with it. */
export const OrderPage = (): ReactNode => {
  const { id } = useParams({ from: "/order/$id" });
  const number = Number(id);
  if (!Number.isSafeInteger(number) || number <= 0) return <NoOrder />;
  return <Asked key={number} id={number} />;
};

const Asked = ({ id }: { id: number }): ReactNode => {
  const { offline } = useRegister();
  const { data, error, refetch } = useOrder(id);
  if (data) return <Shown order={data} />;
  if (error instanceof ApiError && error.status === 404) return <NoOrder />;
  if (offline) {
    return (
      <div className={page["page"]}>
        <h1 className="unseen">Order</h1>
        <Empty icon={<WifiOff size={40} />} title="This order is on the server">
          It cannot be shown without the network. You can go on taking new orders, also paid in cash.
        </Empty>
      </div>
    );
  }
  return (
    <div className={page["page"]}>
      <h1 className="unseen">Order</h1>
      {error ? <Failed error={error} again={() => void refetch()} /> : <Loading what="Loading the order" />}
    </div>
  );
};

const NoOrder = (): ReactNode => (
  <div className={page["page"]}>
    <h1 className="unseen">Order</h1>
    <Empty
      icon={<FileQuestion size={40} />}
      title="There is no such order"
      action={
        <Button component={Link} to="/orders">
          All orders
        </Button>
      }
    />
  </div>
);

const Shown = ({ order }: { order: Order }): ReactNode => {
  const { offline, snapshot } = useRegister();
  const status = statusSays(order);
  const paid = paidSays(order, order.currency);
  const may = mayOf(order, offline, snapshot.payment_methods);
  const name = calledBy(order);
  const isRefund = order.original_order_id !== null;
  return (
    <div className={page["page"]}>
      <header className={styles["head"]} role="presentation">
        <Link to="/orders" className={styles["back"]} aria-label="All orders">
          <ChevronLeft size={24} aria-hidden />
        </Link>
        <div className={styles["called"]}>
          <h1 className={page["title"]}>{name}</h1>
          <span className={`${styles["under"]} numbers`}>
            {[name === order.sale_number ? null : order.sale_number, order.order_type].filter(Boolean).join(" · ")}
          </span>
        </div>
        <span className={styles["tags"]}>
          {isRefund && (
            <span className={page["tag"]} data-tone="warn">
              Refund
            </span>
          )}
          <span className={page["tag"]} data-tone={status.tone}>
            {status.says}
          </span>
          {!isRefund && !order.deleted && (
            <span className={page["tag"]} data-tone={paid.tone}>
              {paid.says}
            </span>
          )}
        </span>
      </header>
      {order.deleted && (
        <p className={styles["notice"]} data-tone="bad">
          This order was deleted{order.delete_reason ? `: ${order.delete_reason}` : "."}
        </p>
      )}
      {order.status === "REJECTED" && (
        <p className={styles["notice"]} data-tone="bad">
          Rejected
          {order.reject_reason
            ? `: ${[order.reject_reason.name, order.reject_reason.notes].filter(Boolean).join(", ")}`
            : "."}
        </p>
      )}
      <div className={styles["columns"]}>
        <div className={styles["main"]}>
          <Lines order={order} may={may} />
          {order.payments.length > 0 && <Payments order={order} />}
          <Timeline order={order} />
        </div>
        <aside className={styles["side"]} aria-label="Total and actions">
          <Totals order={order} />
          <Actions order={order} may={may} />
          <Facts order={order} />
        </aside>
      </div>
    </div>
  );
};
