import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import { Panel } from "../parts/Panel.tsx";
import { exactTime } from "../webhooks/times.ts";
import type { Deed } from "./player.ts";
import styles from "./sandbox.module.css";

/** So that keys can scroll it. */
const focusable = { tabIndex: 0 };

/** What the sandbox did, the newest first. */
export const DeedList = ({ deeds }: { deeds: readonly Deed[] }): ReactNode => {
  const { timezone } = useOffice();
  return (
    <Panel title="What it did">
      {deeds.length === 0 ? (
        <p className={styles["quiet"]}>Nothing yet. Start it, and send an order.</p>
      ) : (
        <div className={styles["deeds"]} role="log" aria-label="What it did" {...focusable}>
          <ol>
            {deeds.map((deed, index) => (
              <li key={deeds.length - index} data-tone={deed.tone}>
                <time dateTime={new Date(deed.at).toISOString()}>
                  {exactTime(new Date(deed.at).toISOString(), timezone).slice(0, 8)}
                </time>
                <span>{deed.says}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </Panel>
  );
};
