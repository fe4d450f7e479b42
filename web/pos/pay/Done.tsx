import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, CloudUpload } from "lucide-react";
import type { ReactNode } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { useOrder } from "../data/orders.ts";
import { ReceiptButtons } from "../order/ReceiptButtons.tsx";
import { useOrderWork } from "../order/work.ts";
import styles from "./Done.module.css";

type Props = Readonly<{
  /** Minor units. */
  change: number;
  /** Known once the server has the order. */
  orderId: number | null;
  waits: boolean;
  refused: string | null;
}>;

/** All is paid: what goes back, the receipt, and on to the next. */
export const Done = ({ change, orderId, waits, refused }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const { offline } = useRegister();
  return (
    <div className={styles["done"]}>
      {refused !== null ? (
        <CircleAlert size={44} color="var(--bad)" aria-hidden />
      ) : (
        <CircleCheck size={44} color="var(--good)" aria-hidden />
      )}
      <h1>{refused !== null ? "The server refused this order" : "Paid"}</h1>
      {change > 0 && (
        <div className={styles["back2"]} role="status">
          <span>Change</span>
          <b className="numbers">{money(fromMinor(change, currency), currency)}</b>
        </div>
      )}
      {refused !== null && (
        <Text ta="center" role="alert">
          {refused} It is kept under <Link to="/waiting">Waiting</Link>, with the money that was taken.
        </Text>
      )}
      {refused === null && waits && (
        <p className={styles["waits"]} role="status">
          <CloudUpload size={20} aria-hidden />
          {offline
            ? "Kept on this device. It is sent by itself when the network is back; the receipt has its number then."
            : "Being sent."}
        </p>
      )}
      {orderId !== null && !waits && <Receipt id={orderId} />}
      <Button component={Link} to="/" size="xl" fullWidth autoFocus>
        New order
      </Button>
    </div>
  );
};

const Receipt = ({ id }: { id: number }): ReactNode => {
  const { data: order } = useOrder(id);
  const work = useOrderWork(id);
  if (!order) return null;
  const body = { changes: [{ do: "update", order: { status: "COMPLETE" } }] };
  return (
    <>
      <Text c="dimmed" className="numbers">
        {order.sale_number}
      </Text>
      <ReceiptButtons order={order} />
      {order.status !== "COMPLETE" && (
        <Button
          size="lg"
          variant="light"
          fullWidth
          loading={work.isPending}
          onClick={() => work.mutate({ path: "changes", body, done: "The order is complete." })}
        >
          Complete the order
        </Button>
      )}
      <Button
        variant="subtle"
        fullWidth
        renderRoot={(props) => <Link to="/order/$id" params={{ id: String(id) }} {...props} />}
      >
        Open the order
      </Button>
    </>
  );
};
