import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { Loaded } from "../../common/components/States.tsx";
import type { Order } from "../data/orders.ts";
import { ReceiptButtons } from "./ReceiptButtons.tsx";
import { useReceiptText } from "./receipt.ts";
import styles from "./Order.module.css";

/** The receipt as it prints, and the ways in which a guest can have it. */
export const ReceiptDialog = ({ order, close }: { order: Order; close: () => void }): ReactNode => {
  const asked = useReceiptText(order.id);
  return (
    <Modal opened onClose={close} title={order.status === "COMPLETE" ? "Receipt" : "Bill"}>
      <ReceiptButtons order={order} />
      <Loaded of={asked} what="Loading">
        {(text) => (
          <pre className={styles["receipt"]} aria-label="Receipt">
            {text}
          </pre>
        )}
      </Loaded>
    </Modal>
  );
};
