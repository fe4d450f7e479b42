import { Button, Checkbox, Modal, Stack, Text } from "@mantine/core";
import { Merge } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { money } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { OrderRow } from "../data/orders.ts";
import { useOpenOrders } from "../orders/orders-data.ts";
import { calledBy } from "../orders/order-words.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Order.module.css";

type Props = Readonly<{ order: Pick<OrderRow, "id" | "table" | "sale_number" | "customer">; close: () => void }>;

/** Why another order cannot go into this one; null when it can. */
const notMerged = ({ status, paid, lock }: OrderRow & { lock?: readonly string[] }): string | null => {
  if (status === "SUBMITTED") return "not accepted yet";
  if (paid > 0) return "partly paid";
  return lock?.some((flag) => flag === "ALL" || flag === "DELETE") ? "locked" : null;
};

/** Puts other open orders into this one. */
export const MergeDialog = ({ order, close }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const asked = useOpenOrders();
  const [from, setFrom] = useState<readonly number[]>([]);
  const work = useOrderWork(order.id);
  const sum = (asked.data ?? []).filter(({ id }) => from.includes(id)).reduce((all, { payable }) => all + payable, 0);
  const send = (): void =>
    work.mutate({ path: "merge", body: { from }, done: "The orders are one now.", quiet: true }, { onSuccess: close });
  return (
    <Modal opened onClose={close} title={`Merge into ${calledBy(order)}`} size="lg">
      <Stack>
        <Loaded of={asked} what="Loading orders">
          {(orders) => {
            const others = orders
              .filter(({ id }) => id !== order.id)
              .sort((a, b) => Number(b.table === order.table) - Number(a.table === order.table));
            if (others.length === 0) {
              return (
                <Empty icon={<Merge size={36} />} title="There is no other open order">
                  Orders can be merged while they are open.
                </Empty>
              );
            }
            return (
              <ul className={styles["choices"]} aria-label="Orders to merge">
                {others.map((other) => {
                  const why = notMerged(other);
                  return (
                    <li key={other.id}>
                      <Checkbox
                        checked={from.includes(other.id)}
                        disabled={why !== null}
                        onChange={(event) =>
                          setFrom(
                            event.currentTarget.checked ? [...from, other.id] : from.filter((id) => id !== other.id),
                          )
                        }
                        label={
                          <>
                            <b>{calledBy(other)}</b>
                            <small>{[other.sale_number, other.order_type, why].filter(Boolean).join(" · ")}</small>
                          </>
                        }
                      />
                      <span className="numbers">{money(other.payable, currency)}</span>
                    </li>
                  );
                })}
              </ul>
            );
          }}
        </Loaded>
        <Text size="sm" c="dimmed">
          The kitchen keeps what it has: nothing is made twice. The emptied orders are deleted.
        </Text>
        <DialogFoot close={close} refused={work.error}>
          <Button onClick={send} disabled={from.length === 0} loading={work.isPending}>
            {from.length === 0 ? "Merge" : `Merge ${money(sum, currency)} into it`}
          </Button>
        </DialogFoot>
      </Stack>
    </Modal>
  );
};
