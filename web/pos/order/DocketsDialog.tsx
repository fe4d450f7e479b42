import { Button, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { clockTime } from "../../common/format.ts";
import { useOnceEach } from "../../common/once.ts";
import { toastBad, toastGood } from "../../common/toast.ts";
import { ofCompany, useRegister } from "../app/context.ts";
import { type Order, orderKey } from "../data/orders.ts";
import { usePrints } from "./work.ts";
import styles from "./Order.module.css";

const KINDS: Readonly<Record<string, string>> = {
  docket: "Docket",
  changes: "Changes",
  void: "Taken off",
  reprint: "Printed again",
  receipt: "Receipt",
};
const STATES = { waiting: "waits", printing: "is printing", printed: "printed", cancelled: "taken back" } as const;

/** What was printed for an order, and printing it again. */
export const DocketsDialog = ({ order, close }: { order: Order; close: () => void }): ReactNode => (
  <Modal opened onClose={close} title="Dockets" size="lg">
    <Prints order={order} />
  </Modal>
);

const Prints = ({ order }: { order: Order }): ReactNode => {
  const register = useRegister();
  const client = useQueryClient();
  const { timezone } = register.snapshot.company;
  const asked = usePrints(order.id);
  const once = useOnceEach();
  const again = useMutation({
    mutationFn: (id: number) =>
      once(String(id), (key) => register.api.post(ofCompany(register, `print_jobs/${id}/reprint`), {}, { key })),
    onSuccess: () => toastGood("It prints again."),
    onError: (error) => toastBad(error),
    onSettled: () => void client.invalidateQueries({ queryKey: orderKey(order.id) }),
  });
  return (
    <Loaded of={asked} what="Loading">
      {(rows) =>
        rows.length === 0 ? (
          <Empty icon={<Printer size={36} />} title="Nothing was printed">
            Dockets print once the kitchen has the order.
          </Empty>
        ) : (
          <ul className={styles["choices"]} aria-label="Dockets">
            {rows.map((row) => (
              <li key={row.id}>
                <span>
                  <b>{KINDS[row.kind] ?? row.kind}</b>
                  <small>
                    {[clockTime(row.created_at, timezone), row.printer_name, STATES[row.state]]
                      .filter(Boolean)
                      .join(" · ")}
                  </small>
                  {row.last_error && row.state !== "printed" && (
                    <Text size="sm" c="var(--bad)">
                      {row.last_error}
                    </Text>
                  )}
                </span>
                <Button
                  variant="default"
                  loading={again.isPending && again.variables === row.id}
                  onClick={() => again.mutate(row.id)}
                >
                  Print again
                </Button>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
};
