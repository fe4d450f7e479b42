import { Button, Portal } from "@mantine/core";
import { BellRing, Volume2, VolumeX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { clockTime, money } from "../../../common/format.ts";
import { allowSound, useSoundAllowed } from "../../../common/sound.ts";
import { useRegister } from "../../app/context.ts";
import { sourceOf } from "./IncomingOrder.tsx";
import { useIncoming } from "./incoming-data.ts";
import styles from "./Incoming.module.css";

/**
 * Says over whatever is open that orders came in. It takes no order's fate into its own hands: a finger that was on its
 * way to something else can only open it.
 */
export const IncomingNotice = (): ReactNode => {
  const { unseen, shown, open } = useIncoming();
  const { snapshot } = useRegister();
  const first = unseen[0];
  if (!first || shown) return null;
  const { currency, timezone } = snapshot.company;
  const rings = unseen.some((order) => order.enable_alert_sound !== false);
  return (
    <Portal>
      <section className={styles["notice"]} role="alert" aria-label="New orders">
        <div className={styles["noticeBody"]}>
          <span className={styles["bell"]} aria-hidden>
            <BellRing size={24} />
          </span>
          <div className={styles["noticeText"]}>
            <span className={styles["noticeTitle"]}>
              {unseen.length === 1 ? "New order" : `${unseen.length} new orders`}
            </span>
            <span>
              {[sourceOf(first), first.order_type].filter(Boolean).join(" · ")}
              {first.fulfil_at && ` · for ${clockTime(first.fulfil_at, timezone)}`}
            </span>
          </div>
          <span className={`${styles["noticeTotal"]} numbers`}>{money(first.payable, currency)}</span>
        </div>
        {rings && <SoundHint />}
        <Button size="lg" onClick={() => open(first.id)}>
          Open
        </Button>
      </section>
    </Portal>
  );
};

/** Stays where it is once the sound is on: nothing may move under a finger that is about to let go. */
const SoundHint = (): ReactNode => {
  const allowed = useSoundAllowed();
  const [wasAllowed] = useState(allowed);
  if (wasAllowed) return null;
  return (
    <Button
      variant="light"
      color={allowed ? "pine" : "yellow"}
      leftSection={allowed ? <Volume2 size={18} aria-hidden /> : <VolumeX size={18} aria-hidden />}
      onClick={allowSound}
    >
      {allowed ? "Sound is on" : "Touch to turn on sound"}
    </Button>
  );
};
