import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { Coffee, LogIn, LogOut } from "lucide-react";
import { type ReactNode, useState } from "react";
import { newKey } from "../../common/api.ts";
import { Loaded } from "../../common/components/States.tsx";
import { age, clockTime } from "../../common/format.ts";
import { initials } from "../../common/names.ts";
import { useNow } from "../../common/sound.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import { type Shift, useShifts, useTillChange, useTillPaths } from "./till-data.ts";
import styles from "./Till.module.css";

/** One's own shift with its breaks, and who else is at work. */
export const ShiftCard = (): ReactNode => {
  const { session } = useRegister();
  const shifts = useShifts();
  return (
    <section className={page["card"]} aria-labelledby="my-shift">
      <h2 className={page["cardTitle"]} id="my-shift">
        My shift
      </h2>
      <Loaded of={shifts} what="Loading shifts">
        {(all) => (
          <Stack gap="lg">
            <Mine shift={all.find(({ staff }) => staff.id === session.staffId)} />
            <Others shifts={all} />
          </Stack>
        )}
      </Loaded>
    </section>
  );
};

const ICON = { size: 20, "aria-hidden": true } as const;

const Mine = ({ shift }: { shift: Shift | undefined }): ReactNode => {
  const { device, session, offline, snapshot } = useRegister();
  const { timezone } = snapshot.company;
  const { ofCompany } = useTillPaths();
  const change = useTillChange();
  const now = useNow(10_000);
  const [ending, setEnding] = useState(false);
  const busy = change.isPending || offline;
  if (!shift) {
    return (
      <Stack gap="sm" align="flex-start">
        <Text c="dimmed">{session.name} has no shift yet.</Text>
        <Button
          size="lg"
          leftSection={<LogIn {...ICON} />}
          disabled={busy}
          onClick={() =>
            change.mutate({
              method: "POST",
              path: ofCompany(`sites/${device.siteId}/shifts`),
              key: newKey(),
              done: "Your shift has begun.",
            })
          }
        >
          Start my shift
        </Button>
      </Stack>
    );
  }
  const since = shift.breaks.find(({ finished_at }) => finished_at === null)?.started_at;
  const to = (path: string): string => ofCompany(`shifts/${shift.id}${path}`);
  return (
    <Stack gap="sm">
      <div>
        <Text size="xl" fw={650} className="numbers">
          {age(Math.max(0, now - Date.parse(since ?? shift.started_at)))}
          {since && " on a break"}
        </Text>
        <Text c="dimmed">
          {since ? `Since ${clockTime(since, timezone)}. ` : ""}Shift began at {clockTime(shift.started_at, timezone)}
          {shift.breaks.length > 0 && ` · ${shift.breaks.length === 1 ? "1 break" : `${shift.breaks.length} breaks`}`}
        </Text>
      </div>
      <Group gap="sm">
        {shift.on_break ? (
          <Button
            leftSection={<Coffee {...ICON} />}
            disabled={busy}
            onClick={() => change.mutate({ method: "PUT", path: to("/breaks/current"), done: "Welcome back." })}
          >
            End my break
          </Button>
        ) : (
          <Button
            variant="light"
            leftSection={<Coffee {...ICON} />}
            disabled={busy}
            onClick={() =>
              change.mutate({ method: "POST", path: to("/breaks"), key: newKey(), done: "Your break has begun." })
            }
          >
            Start a break
          </Button>
        )}
        <Button variant="default" leftSection={<LogOut {...ICON} />} disabled={busy} onClick={() => setEnding(true)}>
          End my shift
        </Button>
      </Group>
      <Modal opened={ending} onClose={() => setEnding(false)} title="End your shift?">
        <Stack>
          <Text>
            You worked since {clockTime(shift.started_at, timezone)}.{shift.on_break && " Your break ends with it."}
          </Text>
          <DialogFoot back="Go on working" close={() => setEnding(false)}>
            <Button
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { method: "PUT", path: to(""), done: "Your shift is over." },
                  { onSettled: () => setEnding(false) },
                )
              }
            >
              End my shift
            </Button>
          </DialogFoot>
        </Stack>
      </Modal>
    </Stack>
  );
};

const Others = ({ shifts }: { shifts: readonly Shift[] }): ReactNode => {
  const { snapshot, session } = useRegister();
  const others = shifts.filter(({ staff }) => staff.id !== session.staffId);
  return (
    <div>
      <h3 className={styles["small"]}>Who else is at work</h3>
      {others.length === 0 ? (
        <Text c="dimmed">Nobody else has started a shift.</Text>
      ) : (
        <ul className={styles["people"]}>
          {others.map((shift) => (
            <li key={shift.id}>
              <span className={styles["face"]} aria-hidden>
                {initials(shift.staff.name)}
              </span>
              <span>
                {shift.staff.name}
                <small>since {clockTime(shift.started_at, snapshot.company.timezone)}</small>
              </span>
              {shift.on_break && (
                <span className={page["tag"]} data-tone="warn">
                  On a break
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
