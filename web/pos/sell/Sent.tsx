import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { quantity } from "../../common/format.ts";
import type { Order } from "../data/orders.ts";
import { readLines } from "../orders/order-lines.ts";
import { FactChips } from "./FactChips.tsx";
import { useSale } from "./sale.ts";
import styles from "./Order.module.css";

/** Which order of the server more is added to, and how far it may go. */
export const SentHead = ({ order }: { order: Order }): ReactNode => {
  const { priceSays, said } = useSale();
  const { price_limit: limit, payable } = order;
  return (
    <>
      <div className={styles["sentHead"]}>
        <div className={styles["grow"]}>
          <div className={styles["sentName"]}>
            {order.table ? `Table ${order.table} · ` : ""}
            {order.sale_number}
          </div>
          <div className={styles["dim"]}>
            <Link to="/order/$id" params={{ id: String(order.id) }} className={styles["link"]}>
              Everything about this order
            </Link>
          </div>
          {limit !== null && limit !== undefined && (
            <div className={styles["limit"]}>
              Up to {priceSays(limit)} · {priceSays(Math.max(0, limit - payable))} left
            </div>
          )}
        </div>
        <ActionIcon component={Link} to="/" color="gray" aria-label="Leave this order">
          <X size={20} aria-hidden />
        </ActionIcon>
      </div>
      <div className={styles["facts"]}>
        <FactChips note />
        {said.why && <p className={styles["why"]}>{said.why}</p>}
      </div>
    </>
  );
};

/** What the order has already: to be read here, changed on its page. */
export const SentLines = ({ order }: { order: Order }): ReactNode => {
  const { priceSays, drafts } = useSale();
  const lines = readLines(order);
  if (lines.length === 0) return null;
  return (
    <div className={styles["sent"]}>
      <h2 className={styles["course"]}>Sent</h2>
      <ul className={styles["list"]} aria-label="Sent">
        {lines.map(({ line, details, total }) => (
          <li key={line.line_id} className={styles["sentLine"]}>
            <span className={`${styles["many"]} numbers`}>{quantity(line.quantity)}</span>
            <span className={styles["what"]}>
              {line.product.name}
              {details.map(({ text, depth }, at) => (
                <span key={at} className={styles["detail"]} data-depth={depth}>
                  {text}
                </span>
              ))}
              {line.notes && <span className={styles["note"]}>{line.notes}</span>}
            </span>
            <span className={`${styles["amount"]} numbers`}>{priceSays(total)}</span>
          </li>
        ))}
      </ul>
      {drafts.draft.lines.length > 0 && <h2 className={styles["course"]}>New</h2>}
    </div>
  );
};
