import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChevronRight, ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Failed, Loaded, Loading } from "../../common/components/States.tsx";
import { dayAndTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";
import { customerName } from "./order-lines.ts";
import { useCompletedOrders, useFoundOrders } from "./orders-data.ts";
import styles from "./Orders.module.css";

/** Sales that are done: to refund, to print again, to look at. */
export const Completed = ({ q }: { q: string }): ReactNode => (q === "" ? <Newest /> : <Found q={q} />);

const Newest = (): ReactNode => {
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useCompletedOrders();
  if (!data) return error ? <Failed error={error} again={() => void refetch()} /> : <Loading what="Loading sales" />;
  const rows = data.pages.flatMap((part) => part.rows);
  if (rows.length === 0) {
    return (
      <Empty icon={<ReceiptText size={40} />} title="No sales yet">
        A sale stands here once it is paid.
      </Empty>
    );
  }
  return (
    <>
      <Sales rows={rows} />
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
};

const Found = ({ q }: { q: string }): ReactNode => {
  const asked = useFoundOrders(q);
  return (
    <Loaded of={asked} what="Searching">
      {({ rows, searched, all }) =>
        rows.length === 0 ? (
          <Empty title={`No sale matches “${q}”`}>
            {all ? "All sales of this site were searched." : `The last ${searched} sales were searched.`} The id at the
            foot of a receipt finds older ones.
          </Empty>
        ) : (
          <>
            <Sales rows={rows} />
            {!all && (
              <Text c="dimmed" size="sm" ta="center">
                The last {searched} sales were searched. The id at the foot of a receipt finds older ones.
              </Text>
            )}
          </>
        )
      }
    </Loaded>
  );
};

const Sales = ({ rows }: { rows: readonly OrderRow[] }): ReactNode => {
  const { currency, timezone } = useRegister().snapshot.company;
  return (
    <ul className={styles["sales"]} aria-label="Completed sales">
      {rows.map((order) => (
        <li key={order.id}>
          <Link to="/order/$id" params={{ id: String(order.id) }} className={styles["sale"]}>
            <span className={`${styles["number"]} numbers`}>{order.sale_number}</span>
            <span className={styles["when"]}>{dayAndTime(order.created_at, timezone)}</span>
            <span className={styles["what"]}>
              {[
                order.order_type,
                order.table && `Table ${order.table}`,
                customerName(order.customer),
                order.addon?.name,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
            {order.is_refund && (
              <span className={`${page["tag"]} ${styles["refund"]}`} data-tone="warn">
                Refund
              </span>
            )}
            <span className={`${styles["amount"]} numbers`}>{money(order.payable, currency)}</span>
            <ChevronRight size={18} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
};
