import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { Minus, Plus, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { digitsOf, fromMinor, money, quantity as quantityText } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import type { Order } from "../data/orders.ts";
import { coinOf, inCoins } from "../pay/bill.ts";
import { RefundWays } from "./RefundWays.tsx";
import { type Return, refundWaysOf, returnsOf, usualWay } from "./refund.ts";
import { useOrderWork, useRefundable } from "./work.ts";
import styles from "./Order.module.css";

/** Gives money back for chosen lines of a sale. */
export const RefundDialog = ({ order, close }: { order: Order; close: () => void }): ReactNode => {
  const phone = useMediaQuery("(max-width: 47.99em)");
  const asked = useRefundable(order.id);
  return (
    <Modal
      opened
      onClose={close}
      title={`Refund of ${order.sale_number}`}
      size="lg"
      fullScreen={phone}
      radius={phone ? 0 : "lg"}
    >
      <Loaded of={asked} what="Loading">
        {(refundable) =>
          refundable.total_left <= 0 ? (
            <Empty icon={<Undo2 size={36} />} title="All of it was given back">
              Nothing is left of this sale to refund.
            </Empty>
          ) : (
            <Ask order={order} returns={returnsOf(order, refundable)} close={close} />
          )
        }
      </Loaded>
    </Modal>
  );
};

const Ask = ({ order, returns, close }: { order: Order; returns: readonly Return[]; close: () => void }): ReactNode => {
  const { payment_methods: methods } = useRegister().snapshot;
  const ways = refundWaysOf(order, methods);
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>({});
  const [method, setMethod] = useState(() => usualWay(order, ways));
  const [reason, setReason] = useState("");
  const navigate = useNavigate();
  const work = useOrderWork(order.id);
  const { currency } = order;
  const countOf = ({ read }: Return): number => counts[read.line.line_id] ?? 0;
  const set = ({ read, left }: Return, to: number): void =>
    setCounts({ ...counts, [read.line.line_id]: Math.max(0, Math.min(left, to)) });
  const total = returns.reduce((sum, one) => sum + one.amountOf(countOf(one)), 0);
  const way = methods.find(({ id }) => id === method);
  const coins = way ? inCoins(total, coinOf(way, methods, digitsOf(currency))) : total;
  const send = (): void => {
    const amount = fromMinor(coins, currency);
    const body = {
      lines: returns.flatMap((one) => one.linesOf(countOf(one))),
      payments: [{ method_id: method, amount, ...(coins !== total && { round: true }) }],
      ...(reason.trim() !== "" && { reason: reason.trim() }),
    };
    work.mutate(
      { path: "refund", body, done: `Give back ${money(amount, currency)}.`, quiet: true },
      {
        onSuccess(refund) {
          close();
          void navigate({ to: "/order/$id", params: { id: String(refund.id) } });
        },
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (total > 0 && method !== null) send();
      }}
    >
      <Stack>
        <Group justify="space-between">
          <Text c="dimmed">What comes back?</Text>
          <Button
            variant="subtle"
            onClick={() => setCounts(Object.fromEntries(returns.map(({ read, left }) => [read.line.line_id, left])))}
          >
            All of it
          </Button>
        </Group>
        <ul className={styles["choices"]} aria-label="Items to refund">
          {returns.map((one) => (
            <ReturnRow
              key={one.read.line.line_id}
              one={one}
              count={countOf(one)}
              set={(to) => set(one, to)}
              currency={currency}
            />
          ))}
        </ul>
        <RefundWays ways={ways} chosen={method} choose={setMethod} />
        <TextInput
          label="Reason"
          maxLength={255}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {coins !== total && (
          <Text size="sm" c="dimmed">
            {money(fromMinor(total, currency), currency)} in coins is {money(fromMinor(coins, currency), currency)}.
          </Text>
        )}
        <DialogFoot close={close} refused={work.error}>
          <Button color="red" type="submit" disabled={total <= 0 || method === null} loading={work.isPending}>
            {total <= 0 ? "Refund" : `Refund ${money(fromMinor(coins, currency), currency)}`}
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
};

type RowProps = Readonly<{ one: Return; count: number; set: (to: number) => void; currency: string }>;

const ReturnRow = ({ one, count, set, currency }: RowProps): ReactNode => {
  const { read, left, refunded } = one;
  const { name } = read.line.product;
  return (
    <li data-chosen={count > 0 ? "" : undefined}>
      <span className={styles["grow"]}>
        <b>{name}</b>
        <small>
          {[
            `${quantityText(read.line.quantity)} sold`,
            refunded > 0 && `${quantityText(refunded)} given back`,
            ...read.details.map(({ text }) => text),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </span>
      <span className="numbers">{money(fromMinor(one.amountOf(count), currency), currency)}</span>
      <span className={styles["stepper"]} role="group" aria-label={`How many of ${name}`}>
        <ActionIcon aria-label={`One ${name} less`} disabled={count <= 0} onClick={() => set(Math.ceil(count) - 1)}>
          <Minus size={20} aria-hidden />
        </ActionIcon>
        <b className="numbers" aria-live="polite">
          {quantityText(count)}
        </b>
        <ActionIcon aria-label={`One ${name} more`} disabled={count >= left} onClick={() => set(Math.floor(count) + 1)}>
          <Plus size={20} aria-hidden />
        </ActionIcon>
      </span>
    </li>
  );
};
