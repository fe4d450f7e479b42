import { Button, Group, Text, TextInput, UnstyledButton } from "@mantine/core";
import { Lock } from "lucide-react";
import { type ReactNode, useState } from "react";
import { clockTime } from "../../../common/format.ts";
import { useNow } from "../../../common/sound.ts";
import { useRegister } from "../../app/context.ts";
import type { Order } from "../../data/orders.ts";
import { sourceOf } from "./IncomingOrder.tsx";
import { PROMISES, type Promised, promisedAt } from "./promise.ts";
import styles from "./Incoming.module.css";

type Props = Readonly<{
  order: Order;
  sending: boolean;
  disabled: boolean;
  accept: (at: Date | undefined) => void;
  reject: () => void;
}>;

const same = (a: Promised, b: Promised): boolean => JSON.stringify(a) === JSON.stringify(b);

/** When it will be ready, and yes or no. */
export const AnswerBar = ({ order, sending, disabled, accept, reject }: Props): ReactNode => {
  const { timezone } = useRegister().snapshot.company;
  const now = useNow(10_000);
  const [promised, setPromised] = useState<Promised>({ kind: "wanted" });
  // The lock leaves the venue its yes or no, and nothing of what was ordered, the time among it.
  const locked = order.lock?.includes("ALL") ?? false;
  const at = promisedAt(promised, now, timezone);
  const chip = (value: Promised, says: string): ReactNode => (
    <UnstyledButton
      key={says}
      className={styles["promise"]}
      aria-pressed={same(promised, value) || (value.kind === "at" && promised.kind === "at")}
      onClick={() => setPromised(value)}
    >
      {says}
    </UnstyledButton>
  );
  return (
    <div className={styles["answer"]}>
      {locked ? (
        <Text size="sm" c="dimmed" className={styles["locked"]}>
          <Lock size={16} aria-hidden />
          {sourceOf(order)} locked this order: its time and contents cannot be changed here.
        </Text>
      ) : (
        <div role="group" aria-label="Ready at" className={styles["promises"]}>
          {chip({ kind: "wanted" }, order.fulfil_at ? "As wanted" : "As soon as possible")}
          {PROMISES.map((minutes) => chip({ kind: "in", minutes }, `${minutes} min`))}
          {chip({ kind: "at", clock: clockOf(now + 60 * 60_000, timezone) }, "Other")}
          {promised.kind === "at" && (
            <TextInput
              type="time"
              className={styles["ownTime"]}
              aria-label="Own time"
              value={promised.clock}
              onChange={(event) => setPromised({ kind: "at", clock: event.currentTarget.value })}
            />
          )}
        </div>
      )}
      <Group wrap="nowrap" gap="sm">
        <Button size="lg" variant="default" c="var(--bad)" onClick={reject} disabled={disabled || sending}>
          Reject
        </Button>
        <Button
          size="lg"
          flex={1}
          onClick={() => accept(at)}
          loading={sending}
          disabled={disabled || (promised.kind === "at" && at === undefined)}
        >
          {at ? `Accept for ${clockTime(at, timezone)}` : "Accept"}
        </Button>
      </Group>
    </div>
  );
};

/** "18:20" on the venue's clock, as a time field wants it. */
const clockOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(at);
