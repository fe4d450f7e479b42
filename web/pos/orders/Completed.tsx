import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChevronRight, ReceiptText } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Failed, Loading } from "../../common/components/States.tsx";
import { dayAndTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";
import { customerName } from "./order-lines.ts";
import { useCompletedOrders, useFoundOrders, useKnownSales } from "./orders-data.ts";
import styles from "./Orders.module.css";

/** Sales that are done: to refund, to print again, to look at. */
export const Completed = ({ q }: { q: string }): ReactNode => {
  const { offline } = useRegister();
  if (q === "") return <Newest />;
  return offline ? <Known q={q} /> : <Found q={q} />;
};

const Newest = (): ReactNode => {
  const sales = useCompletedOrders();
  return (
    <Pages of={sales} what="Loading sales">
      <Empty icon={<ReceiptText size={40} />} title="No sales yet">
        A sale stands here once it is paid.
      </Empty>
    </Pages>
  );
};

const Found = ({ q }: { q: string }): ReactNode => {
  const found = useFoundOrders(q);
  return (
    <Pages of={found} what="Searching">
      <Empty title={`No sale matches “${q}”`}>
        The sales of the last 12 months were searched. The id at the foot of a receipt finds older ones.
      </Empty>
    </Pages>
  );
};

/** What can be found without the server. */
const Known = ({ q }: { q: string }): ReactNode => {
  const rows = useKnownSales(q);
  return (
    <>
      {rows.length > 0 && <Sales rows={rows} />}
      <Empty title={rows.length > 0 ? "There may be more" : `No sale that this device knows matches “${q}”`}>
        The server cannot be reached. Only the sales that were listed here were searched.
      </Empty>
    </>
  );
};

/** Sales as far as they were asked for, and the way to more; `children` where there are none. */
const Pages = ({
  of,
  what,
  children,
}: {
  of: ReturnType<typeof useCompletedOrders>;
  what: string;
  children: ReactNode;
}): ReactNode => {
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = of;
  if (!data) return error ? <Failed error={error} again={() => void refetch()} /> : <Loading what={what} />;
  const rows = data.pages.flatMap((part) => part.rows);
  if (rows.length === 0) return children;
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
