import { Button } from "@mantine/core";
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** Whether a list follows what happens, and the way to hold it still. */
export const LiveSwitch = ({
  on,
  onChange,
  idle,
}: {
  on: boolean;
  onChange: (on: boolean) => void;
  /** Why it does not follow at the moment, though it is on. */
  idle?: string | undefined;
}): ReactNode => (
  <div className={styles["live"]}>
    <span className={styles["dot"]} data-on={(on && idle === undefined) || undefined} aria-hidden />
    <span role="status">{!on ? "Paused" : (idle ?? "Live")}</span>
    <Button
      variant="default"
      leftSection={on ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}
      onClick={() => onChange(!on)}
    >
      {on ? "Pause" : "Go on"}
    </Button>
  </div>
);
