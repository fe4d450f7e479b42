import { Box, Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loaded } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import type { Order } from "../data.ts";
import styles from "./order.module.css";

/** The receipt as the printer prints it. */
export const ReceiptDrawer = ({
  order,
  opened,
  onClose,
}: {
  order: Order;
  opened: boolean;
  onClose: () => void;
}): ReactNode => {
  const { at } = useOffice();
  const receipt = useQuery({
    queryKey: ["orders", "one", String(order.id), "receipt"],
    enabled: opened,
    queryFn: async ({ signal }) =>
      (await api.request("GET", at(`orders/${order.id}/receipt.txt`), undefined, { signal })).text(),
  });
  return (
    <Drawer opened={opened} onClose={onClose} title={`Receipt ${order.sale_number}`} position="right" size="30rem">
      <Loaded of={receipt} what="Loading the receipt">
        {(text) => (
          <Box component="pre" className={styles["receipt"]} tabIndex={0} role="region" aria-label="Receipt">
            {text}
          </Box>
        )}
      </Loaded>
    </Drawer>
  );
};
