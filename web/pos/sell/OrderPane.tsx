import { Alert } from "@mantine/core";
import { Lock, ShoppingBasket } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../common/components/States.tsx";
import { OrderFacts } from "./OrderFacts.tsx";
import { OrderFoot } from "./OrderFoot.tsx";
import { OrderLines } from "./OrderLines.tsx";
import { SentHead, SentLines } from "./Sent.tsx";
import { useSale } from "./sale.ts";
import styles from "./Order.module.css";

/** The order as it grows: what it is, its lines, what it comes to, and what becomes of it. */
export const OrderPane = ({ sent }: { sent?: () => void }): ReactNode => {
  const { drafts, order, blocked } = useSale();
  const nothing = drafts.draft.lines.length === 0;
  return (
    <section className={styles["pane"]} aria-label="Order">
      {order ? <SentHead order={order} /> : <OrderFacts />}
      <div className={styles["scroll"]} tabIndex={0}>
        {blocked !== null && (
          <Alert
            color="yellow"
            variant="light"
            m="sm"
            icon={<Lock size={18} aria-hidden />}
            title="Nothing can be added"
          >
            {blocked}
          </Alert>
        )}
        {order && <SentLines order={order} />}
        {nothing && !order && drafts.ready ? (
          <Empty icon={<ShoppingBasket size={36} />} title="Nothing on the order yet">
            Touch what the guest wants, or scan a barcode.
          </Empty>
        ) : (
          <OrderLines />
        )}
      </div>
      <OrderFoot sent={sent} />
    </section>
  );
};
