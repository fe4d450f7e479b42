import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useNow } from "../../../common/sound.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StatusCode } from "../parts/badges.tsx";
import { Body } from "../parts/Body.tsx";
import { Headers } from "../parts/Headers.tsx";
import { tookWords } from "../parts/json.ts";
import { Panel } from "../parts/Panel.tsx";
import type { Attempt, FullDelivery } from "./data.ts";
import { dayAndExactTime, inWords } from "./times.ts";
import styles from "./webhooks.module.css";

type Schedule = Readonly<{ attempts_max: number; retry_waits_ms: readonly number[] }>;

/** Every attempt at a delivery, the newest first, and when the next one is due. */
export const Attempts = ({ of }: { of: FullDelivery }): ReactNode => {
  const { data: schedule } = useQuery({
    queryKey: ["deliveries", "schedule"],
    queryFn: () => api.get<Schedule>("deliveries/schedule"),
    staleTime: Infinity,
  });
  const newest = of.attempts.toReversed();
  return (
    <Panel
      title="Attempts"
      says={schedule && `${of.attempts.length} of ${schedule.attempts_max} at the most.`}
      actions={<Next of={of} />}
    >
      {newest.length === 0 ? (
        <p className={styles["quiet"]} role="status">
          It is about to be sent.
        </p>
      ) : (
        <ol className={styles["attempts"]}>
          {newest.map((attempt, index) => (
            <One key={attempt.number} attempt={attempt} open={index === 0} />
          ))}
        </ol>
      )}
    </Panel>
  );
};

const Next = ({ of: { next_at: at, state } }: { of: FullDelivery }): ReactNode => {
  const now = useNow(1_000);
  if (state !== "waiting" || at === null) return null;
  return <span className={styles["next"]}>Next attempt {inWords(Date.parse(at) - now)}</span>;
};

const One = ({ attempt, open }: { attempt: Attempt; open: boolean }): ReactNode => {
  const { timezone } = useOffice();
  return (
    <li>
      <details className={styles["attempt"]} open={open}>
        <summary>
          <span className={styles["number"]}>{attempt.number}</span>
          <StatusCode status={attempt.status} />
          <span className={styles["when"]}>{dayAndExactTime(attempt.started_at, timezone)}</span>
          <span className={styles["took"]}>{tookWords(attempt.took_ms)}</span>
          <ChevronDown size={18} aria-hidden className={styles["chevron"]} />
        </summary>
        <div className={styles["inside"]}>
          {attempt.error !== null && (
            <p className={styles["error"]} role="note">
              {attempt.error}
            </p>
          )}
          <h3>Request headers</h3>
          <Headers of={attempt.request_headers} label={`Request headers of attempt ${attempt.number}`} />
          <h3>Answer</h3>
          {attempt.response_headers === null ? (
            <p className={styles["quiet"]}>There was none.</p>
          ) : (
            <>
              <Headers of={attempt.response_headers} label={`Answer headers of attempt ${attempt.number}`} />
              <Body
                label={`Answer to attempt ${attempt.number}`}
                text={attempt.answer}
                none="The answer had no body."
              />
            </>
          )}
        </div>
      </details>
    </li>
  );
};
