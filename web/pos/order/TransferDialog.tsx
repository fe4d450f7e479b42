import { Button, Modal, Stack, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { saysOf } from "../../common/api.ts";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { OrderRow } from "../data/orders.ts";
import type { Table } from "../data/snapshot.ts";
import { useOpenOrders } from "../orders/orders-data.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Order.module.css";

type Props = Readonly<{ order: Pick<OrderRow, "id" | "table">; close: () => void; moved?: (table: string) => void }>;

/** What guests call a table: the name that orders are seated by. */
const tableName = ({ number }: Table): string => String(number);

/** Seats an order at another table. */
export const TransferDialog = ({ order, close, moved }: Props): ReactNode => {
  const { floor_plans: plans } = useRegister().snapshot;
  const [table, setTable] = useState("");
  const work = useOrderWork(order.id);
  const open = useOpenOrders().data ?? [];
  const taken = new Set(open.map((other) => other.table));
  const send = (to: string): void => {
    const body = { table: to };
    const done = `The order is at table ${to} now.`;
    work.mutate(
      { path: "transfer", body, done, quiet: true },
      {
        onSuccess() {
          close();
          moved?.(to);
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title="Which table?" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (table.trim() !== "") send(table.trim());
        }}
      >
        <Stack>
          {plans.map((plan) => (
            <section key={plan.id} aria-label={plan.name}>
              <h3 className={styles["small"]}>{plan.name}</h3>
              <div className={styles["tables"]}>
                {plan.tables.map((one) => {
                  const name = tableName(one);
                  return (
                    <UnstyledButton
                      key={one.id}
                      className={styles["table"]}
                      data-taken={taken.has(name) ? "" : undefined}
                      disabled={work.isPending || name === order.table}
                      onClick={() => send(name)}
                    >
                      {name}
                      <small>{name === order.table ? "here" : taken.has(name) ? "taken" : `${one.seats} seats`}</small>
                    </UnstyledButton>
                  );
                })}
              </div>
            </section>
          ))}
          <TextInput
            label="Another table"
            maxLength={40}
            value={table}
            onChange={(event) => setTable(event.currentTarget.value)}
            error={work.error ? saysOf(work.error) : undefined}
          />
          <DialogFoot close={close}>
            <Button type="submit" disabled={table.trim() === ""} loading={work.isPending}>
              Move
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
};
