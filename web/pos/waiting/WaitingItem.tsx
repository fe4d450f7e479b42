import { Button, Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, Clock, CornerDownRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { age, clockTime, fromMinor, money } from "../../common/format.ts";
import { useNow } from "../../common/sound.ts";
import { toastBad } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import { newKey } from "../../common/api.ts";
import { useDraft } from "../data/drafts.ts";
import type { Outgoing } from "../data/store.ts";
import styles from "./Waiting.module.css";

type Props = Readonly<{
  item: Outgoing;
  /** Something that it belongs to was refused: it waits for that. */
  behind: boolean;
  giveUp: () => void;
}>;

/** One thing that waits: what it is, since when, and what one can do about it when it was refused. */
export const WaitingItem = ({ item, behind, giveUp }: Props): ReactNode => {
  const { snapshot, outbox } = useRegister();
  const { currency, timezone } = snapshot.company;
  const navigate = useNavigate();
  const { open } = useDraft();
  const now = useNow(10_000);
  const [busy, setBusy] = useState(false);
  const amount = (minor: number | null): string | null =>
    minor === null ? null : money(fromMinor(minor, currency), currency);
  const act = (work: () => Promise<void>): void => {
    setBusy(true);
    work()
      .catch((error: unknown) => toastBad(error))
      .finally(() => setBusy(false));
  };
  return (
    <li className={styles["item"]} data-refused={item.refused !== null ? "" : undefined}>
      <div className={styles["head"]}>
        <div>
          <Text fw={600}>{item.label}</Text>
          <Text size="sm" c="dimmed" className={styles["since"]}>
            <Clock size={14} aria-hidden />
            {clockTime(item.madeAt, timezone)} · {age(Math.max(0, now - item.madeAt))}
            {behind && " · waits for what was refused above"}
          </Text>
        </div>
        {amount(item.amount) && (
          <Text fw={650} className="numbers">
            {amount(item.amount)}
          </Text>
        )}
      </div>
      {item.then?.map((next) => (
        <Text key={next.key} size="sm" c="dimmed" className={styles["then"]}>
          <CornerDownRight size={14} aria-hidden />
          <span>
            then {next.label}
            {amount(next.amount) && `, ${amount(next.amount)}`}
          </span>
        </Text>
      ))}
      {item.refused !== null && (
        <>
          <p className={styles["refused"]} role="alert">
            <CircleAlert size={18} aria-hidden />
            <span>
              <b>Refused.</b> {item.refused}
            </span>
          </p>
          <Group gap="sm">
            {/* The server goes on saying no under the old key. It took nothing, so a new one doubles nothing. */}
            <Button loading={busy} onClick={() => act(() => outbox.retry(item.seq!, { key: newKey() }))}>
              Send again
            </Button>
            {item.draft && (
              <Button
                variant="default"
                disabled={busy}
                onClick={() =>
                  act(async () => {
                    await open(item.draft!);
                    await outbox.giveUp(item.seq!);
                    await navigate({ to: "/" });
                  })
                }
              >
                Open to change it
              </Button>
            )}
            <Button variant="subtle" color="red" disabled={busy} onClick={giveUp}>
              Give up
            </Button>
          </Group>
        </>
      )}
    </li>
  );
};
