import { Button, NumberInput, Select, Switch } from "@mantine/core";
import { Play as PlayIcon, Square } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLive } from "../../../common/live.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { Panel } from "../parts/Panel.tsx";
import { type Play, Player, type Say } from "./player.ts";
import styles from "./sandbox.module.css";
import type { Venue } from "./useVenue.ts";

const ANSWERS = [
  { value: "accept", label: "Accept all" },
  { value: "reject", label: "Reject all" },
  { value: "random", label: "Accept or reject by chance" },
  { value: "leave", label: "Leave them waiting" },
] as const;
const NO_REASON = "none";
const SECONDS_MAX = 3_600;

/** The people at the counter: how they answer, and whether they finish what they took. They stop with this page. */
export const PlayPanel = ({ site, venue, say }: { site: number; venue: Venue; say: Say }): ReactNode => {
  const { at } = useOffice();
  const [answer, setAnswer] = useState<Play["answer"]>("accept");
  const [after, setAfter] = useState(3);
  const [reason, setReason] = useState<string>(NO_REASON);
  const [finish, setFinish] = useState(false);
  const [finishAfter, setFinishAfter] = useState(10);
  const [running, setRunning] = useState(false);
  const player = useRef<Player>(undefined);
  const play = useRef<Play>(undefined);
  useEffect(() => {
    play.current = {
      answer,
      answerAfterMs: after * 1_000,
      reasonId: reason === NO_REASON ? null : Number(reason),
      finish,
      finishAfterMs: finishAfter * 1_000,
      paymentMethodId: venue.payment_methods.find(({ active, kind }) => active && kind !== "rounding")?.id,
    };
  });
  useEffect(() => {
    if (!running) return;
    say("The sandbox plays the venue.");
    player.current = new Player({ api, at, site, say, play: () => play.current!, random: Math.random });
    return () => {
      player.current?.stop();
      player.current = undefined;
      say("The sandbox stopped.");
    };
  }, [running, at, site, say]);
  // Orders are answered as soon as they are heard of; the player looks for itself where the feed is away.
  useLive(api, site, { onEvent: () => void player.current?.look(), onReset: () => void player.current?.look() });
  const rejects = answer === "reject" || answer === "random";
  return (
    <Panel
      title="The people at the counter"
      says="They answer every order that comes in to this site, from now until you stop them or leave this page."
      actions={
        <span role="status">
          {running ? <StateBadge tone="good">Running</StateBadge> : <StateBadge tone="plain">Stopped</StateBadge>}
        </span>
      }
    >
      <div className={styles["fields"]}>
        <Select
          label="Incoming orders"
          data={ANSWERS.map((one) => ({ ...one }))}
          value={answer}
          allowDeselect={false}
          onChange={(value) => setAnswer(ANSWERS.find((one) => one.value === value)?.value ?? "accept")}
        />
        <Seconds label="Seconds until then" value={after} onChange={setAfter} />
        {rejects && (
          <Select
            label="Reason of a rejection"
            data={[
              { value: NO_REASON, label: "None" },
              ...venue.reject_reasons.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={reason}
            allowDeselect={false}
            onChange={(value) => setReason(value ?? NO_REASON)}
          />
        )}
      </div>
      <div className={styles["fields"]}>
        <Switch
          className={styles["switch"] ?? ""}
          label="Pay and complete them"
          description="Those that came in since the start."
          checked={finish}
          onChange={(event) => setFinish(event.currentTarget.checked)}
        />
        {finish && <Seconds label="Seconds after they were taken" value={finishAfter} onChange={setFinishAfter} />}
      </div>
      <div>
        <Button
          size="md"
          {...(running && { color: "red" })}
          leftSection={running ? <Square size={18} aria-hidden /> : <PlayIcon size={18} aria-hidden />}
          onClick={() => setRunning(!running)}
        >
          {running ? "Stop" : "Start"}
        </Button>
      </div>
    </Panel>
  );
};

const Seconds = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}): ReactNode => (
  <NumberInput
    label={label}
    min={0}
    max={SECONDS_MAX}
    allowDecimal={false}
    allowNegative={false}
    clampBehavior="strict"
    value={value}
    onChange={(next) => onChange(typeof next === "number" ? next : 0)}
  />
);
