import { Alert, Box, Drawer, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useMediaQuery } from "@mantine/hooks";
import { saysOf } from "../../../common/api.ts";
import { useRegister } from "../../app/context.ts";
import type { Order } from "../../data/orders.ts";
import { AnswerBar } from "./AnswerBar.tsx";
import { IncomingOrder, sourceOf } from "./IncomingOrder.tsx";
import { RejectDialog } from "./RejectDialog.tsx";
import { useAnswer } from "./answer.ts";
import { useIncoming } from "./incoming-data.ts";
import styles from "./Incoming.module.css";

/** What Escape closes while the sheet is open; what lies below it is left alone. */
let onEscape: (() => void) | null = null;
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || onEscape === null) return;
    event.stopImmediatePropagation();
    onEscape();
  },
  { capture: true },
);

/** The orders that wait for an answer, one at a time, over whatever is open. What is below stays as it was. */
export const IncomingSheet = (): ReactNode => {
  const { shown, orders, close } = useIncoming();
  const phone = useMediaQuery("(max-width: 47.99em)") ?? false;
  return (
    <Drawer
      opened={shown !== null}
      onClose={close}
      position={phone ? "bottom" : "right"}
      size={phone ? "100%" : "30rem"}
      zIndex={400}
      padding={0}
      closeOnEscape={false}
      title={orders.length > 1 ? `${orders.length} orders wait for an answer` : "Order waits for an answer"}
      classNames={{ header: styles["sheetHeader"]!, body: styles["sheetBody"]!, content: styles["sheet"]! }}
    >
      {shown && <Waiting key={shown.id} order={shown} />}
    </Drawer>
  );
};

const Waiting = ({ order }: { order: Order }): ReactNode => {
  const { close } = useIncoming();
  const { offline } = useRegister();
  const answer = useAnswer(order);
  const [rejecting, setRejecting] = useState(false);
  useEffect(() => {
    onEscape = () => (rejecting ? setRejecting(false) : close());
    return () => {
      onEscape = null;
    };
  }, [rejecting, close]);
  return (
    <>
      <Queue />
      <Box className={styles["scroll"]} tabIndex={0} role="region" aria-label="Incoming order">
        <IncomingOrder order={order} />
      </Box>
      {(answer.error || offline) && (
        <Alert color={answer.error ? "red" : "yellow"} m="md" mb={0} role="alert">
          {answer.error
            ? saysOf(answer.error)
            : "Offline. The app that sent the order can only be told with the network."}
        </Alert>
      )}
      <AnswerBar
        order={order}
        sending={answer.isPending}
        disabled={offline}
        accept={(at) => answer.mutate({ status: "ACCEPTED", at })}
        reject={() => setRejecting(true)}
      />
      <RejectDialog
        order={order}
        opened={rejecting}
        sending={answer.isPending}
        close={() => setRejecting(false)}
        reject={(reason) => answer.mutate({ status: "REJECTED", reason }, { onSettled: () => setRejecting(false) })}
      />
    </>
  );
};

/** All that wait, to go from one to another. */
const Queue = (): ReactNode => {
  const { orders, unseen, shown, open } = useIncoming();
  if (orders.length < 2) return null;
  return (
    <div className={styles["queue"]} role="group" aria-label="Orders that wait">
      {orders.map((order) => (
        <UnstyledButton
          key={order.id}
          className={styles["queued"]}
          aria-pressed={order.id === shown?.id}
          onClick={() => open(order.id)}
        >
          {unseen.includes(order) && <span className={styles["fresh"]} aria-hidden />}
          <b>{sourceOf(order)}</b>
          <span className="numbers">{order.sale_number}</span>
        </UnstyledButton>
      ))}
    </div>
  );
};
