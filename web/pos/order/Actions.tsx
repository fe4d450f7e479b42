import { Button, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  ArrowRightLeft,
  BellRing,
  Check,
  CirclePause,
  CirclePlay,
  Lock,
  Merge,
  Plus,
  Printer,
  ReceiptText,
  Split,
  Trash2,
  Undo2,
  Wallet,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import type { Order } from "../data/orders.ts";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";
import { DocketsDialog } from "./DocketsDialog.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { ReceiptDialog } from "./ReceiptDialog.tsx";
import { RefundDialog } from "./RefundDialog.tsx";
import { SplitDialog } from "./SplitDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import type { Act, May } from "./may.ts";
import { useOrderWork } from "./work.ts";
import styles from "./Order.module.css";

type Dialog = "transfer" | "merge" | "split" | "delete" | "refund" | "receipt" | "dockets";
const ICON = { size: 20, "aria-hidden": true } as const;

/** All that can be done with an order as it is now; what is refused says why. */
export const Actions = ({ order, may }: { order: Order; may: May }): ReactNode => {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const work = useOrderWork(order.id);
  const navigate = useNavigate();
  const { orders: incoming, open: answer } = useIncoming();
  const close = (): void => setDialog(null);
  const move = (status: string, done: string): void =>
    work.mutate({ path: "changes", body: { changes: [{ do: "update", order: { status } }] }, done });
  const waits = incoming.some(({ id }) => id === order.id);

  const rows: readonly (readonly [Act, ReactNode, string, () => void])[] = [
    ["hold", <CirclePause key="" {...ICON} />, "Put on hold", () => move("ON_HOLD", "The order is on hold.")],
    ["recall", <CirclePlay key="" {...ICON} />, "Recall from hold", () => move("PENDING", "The order goes on.")],
    ["transfer", <ArrowRightLeft key="" {...ICON} />, "Change table", () => setDialog("transfer")],
    ["merge", <Merge key="" {...ICON} />, "Merge", () => setDialog("merge")],
    ["split", <Split key="" {...ICON} />, "Split", () => setDialog("split")],
  ];
  const why = refusals(may);
  return (
    <section className={page["card"]} aria-label="Actions">
      <div className={styles["actions"]}>
        {waits && (
          <Button
            size="lg"
            className={styles["wide"]}
            leftSection={<BellRing {...ICON} />}
            onClick={() => answer(order.id)}
          >
            Accept or reject
          </Button>
        )}
        {may.pay !== null && (
          <Button
            size="lg"
            className={styles["wide"]}
            leftSection={<Wallet {...ICON} />}
            disabled={may.pay !== true}
            onClick={() => void navigate({ to: "/pay/$id", params: { id: String(order.id) } })}
          >
            Pay {money(order.remaining, order.currency)}
          </Button>
        )}
        {may.complete !== null && (
          <Button
            size="lg"
            className={styles["wide"]}
            leftSection={<Check {...ICON} />}
            disabled={may.complete !== true}
            loading={work.isPending}
            onClick={() => move("COMPLETE", "The order is complete.")}
          >
            Complete
          </Button>
        )}
        {may.add !== null &&
          (may.add === true ? (
            <Button
              variant="light"
              className={styles["wide"]}
              leftSection={<Plus {...ICON} />}
              renderRoot={(props) => <Link to="/" search={{ order: order.id }} {...props} />}
            >
              Add items
            </Button>
          ) : (
            <Button variant="light" className={styles["wide"]} leftSection={<Plus {...ICON} />} disabled>
              Add items
            </Button>
          ))}
        {rows.map(([act, icon, says, go]) =>
          may[act] === null ? null : (
            <Button
              key={act}
              variant="default"
              leftSection={icon}
              disabled={may[act] !== true || work.isPending}
              onClick={go}
            >
              {says}
            </Button>
          ),
        )}
        <Button variant="default" leftSection={<ReceiptText {...ICON} />} onClick={() => setDialog("receipt")}>
          {order.status === "COMPLETE" ? "Receipt" : "Bill"}
        </Button>
        <Button variant="default" leftSection={<Printer {...ICON} />} onClick={() => setDialog("dockets")}>
          Dockets
        </Button>
        {may.refund !== null && (
          <Button
            variant="default"
            {...(may.refund === true && { c: "var(--bad)" })}
            leftSection={<Undo2 {...ICON} />}
            disabled={may.refund !== true}
            onClick={() => setDialog("refund")}
          >
            Refund
          </Button>
        )}
        {may.delete !== null && (
          <Button
            variant="default"
            {...(may.delete === true && { c: "var(--bad)" })}
            leftSection={<Trash2 {...ICON} />}
            disabled={may.delete !== true}
            onClick={() => setDialog("delete")}
          >
            Delete
          </Button>
        )}
      </div>
      {why.map(([reason, acts]) => (
        <Text key={reason} size="sm" c="dimmed" className={styles["why"]}>
          <Lock size={16} aria-hidden />
          <span>
            {reason} ({acts.join(", ")})
          </span>
        </Text>
      ))}
      {dialog === "transfer" && <TransferDialog order={order} close={close} />}
      {dialog === "merge" && <MergeDialog order={order} close={close} />}
      {dialog === "split" && <SplitDialog order={order} close={close} />}
      {dialog === "delete" && <DeleteDialog order={order} close={close} />}
      {dialog === "refund" && <RefundDialog order={order} close={close} />}
      {dialog === "receipt" && <ReceiptDialog order={order} close={close} />}
      {dialog === "dockets" && <DocketsDialog order={order} close={close} />}
    </section>
  );
};

const NAMES: Readonly<Record<Act, string>> = {
  add: "add items",
  pay: "pay",
  hold: "hold",
  recall: "recall",
  complete: "complete",
  courses: "courses",
  transfer: "change table",
  merge: "merge",
  split: "split",
  delete: "delete",
  refund: "refund",
};

/** Each reason once, with what it keeps from. */
const refusals = (may: May): readonly (readonly [string, readonly string[]])[] => {
  const found = new Map<string, string[]>();
  for (const [act, said] of Object.entries(may) as [Act, May[Act]][]) {
    if (typeof said === "string") found.set(said, [...(found.get(said) ?? []), NAMES[act]]);
  }
  return [...found];
};
