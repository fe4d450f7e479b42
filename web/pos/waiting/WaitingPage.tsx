import { Text } from "@mantine/core";
import { CloudCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty } from "../../common/components/States.tsx";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { Outgoing } from "../data/store.ts";
import { GiveUp } from "./GiveUp.tsx";
import { WaitingItem } from "./WaitingItem.tsx";
import styles from "./Waiting.module.css";

const SAYS = {
  idle: "What is not refused is being sent.",
  sending: "Sending now.",
  waiting: "The server cannot be reached. What waits is sent by itself as soon as it can be.",
  signedOut: "Somebody has to sign in before anything can be sent.",
} as const;

/** What this register has yet to tell the server, in the order in which it is sent. */
export const WaitingPage = (): ReactNode => {
  const { pending, outboxState, offline } = useRegister();
  const [givingUp, setGivingUp] = useState<Outgoing | null>(null);
  const held = new Set(pending.filter(({ refused }) => refused !== null).map(({ group }) => group));
  const state = offline && outboxState === "idle" ? "waiting" : outboxState;
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <h1 className={page["title"]}>Waiting to be sent</h1>
      </div>
      {pending.length === 0 ? (
        <Empty icon={<CloudCheck size={40} />} title="Everything is sent">
          What you do without a network is kept on this device, stands here, and is sent by itself.
        </Empty>
      ) : (
        <>
          <Text c="dimmed" role="status">
            {SAYS[state]}
          </Text>
          <ol className={styles["list"]} aria-label="What waits">
            {pending.map((item) => (
              <WaitingItem
                key={item.seq}
                item={item}
                behind={item.refused === null && held.has(item.group)}
                giveUp={() => setGivingUp(item)}
              />
            ))}
          </ol>
        </>
      )}
      <GiveUp item={givingUp} close={() => setGivingUp(null)} />
    </div>
  );
};
