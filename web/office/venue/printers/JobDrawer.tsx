import { Button, Drawer, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { EVERY_MS, JOBS, type Job, PRINTERS, type Printer, faultWords, kindWords, stateWords } from "./printing.ts";
import styles from "./printers.module.css";

type FullJob = Job & Readonly<{ text: string }>;

/** One thing that was printed or waits: its docket as it reads on paper, and what can be done about it. */
export const JobDrawer = ({
  id,
  printers,
  onClose,
}: {
  id: number | undefined;
  printers: readonly Printer[];
  onClose: () => void;
}): ReactNode => {
  const { at } = useOffice();
  const job = useQuery({
    queryKey: ["venue", JOBS, "one", id],
    queryFn: () => api.get<FullJob>(at(`${JOBS}/${id}`)),
    enabled: id !== undefined,
    refetchInterval: EVERY_MS,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="32rem"
      title={job.data ? (kindWords[job.data.kind] ?? job.data.kind) : "Docket"}
    >
      {id !== undefined && (
        <Loaded of={job} what="Loading the docket">
          {(data) => <Docket key={id} job={data} printers={printers} onClose={onClose} />}
        </Loaded>
      )}
    </Drawer>
  );
};

const Docket = ({
  job,
  printers,
  onClose,
}: {
  job: FullJob;
  printers: readonly Printer[];
  onClose: () => void;
}): ReactNode => {
  const { at, may, timezone } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const [to, setTo] = useState<string | null>(String(job.printer_id));
  const here = printers.filter(({ site_id }) => site_id === job.site_id);
  const waits = job.state === "waiting";
  const act = async (work: () => Promise<unknown>, says: string): Promise<void> => {
    if (!(await sender.send(work))) return;
    await again(JOBS, PRINTERS);
    toastGood(says);
    onClose();
  };
  return (
    <Stack>
      <Problem of={sender} fields={[]} />
      <div className={styles["jobhead"]}>
        <StateBadge tone={stateWords[job.state].tone}>{stateWords[job.state].title}</StateBadge>
        <span>
          {job.printed_at
            ? `at ${dayAndTime(job.printed_at, timezone)}`
            : `since ${dayAndTime(job.created_at, timezone)}, tried ${job.attempt_count === 1 ? "once" : `${job.attempt_count} times`}`}
        </span>
      </div>
      {job.last_error !== null && job.state !== "printed" && (
        <p className={styles["trouble"]}>The printer {faultWords(job.last_error)}.</p>
      )}
      <pre className={styles["paper"]} tabIndex={0} aria-label="Docket">
        {job.text}
      </pre>
      {may("printers:write") && (
        <div className={styles["again"]}>
          <Select
            label="Print it again on"
            data={here.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={here.some(({ id }) => String(id) === to) ? to : null}
            allowDeselect={false}
            onChange={setTo}
          />
          <Button
            variant="default"
            leftSection={<RotateCcw size={18} aria-hidden />}
            loading={sender.busy}
            onClick={() =>
              void act(
                () => api.post(at(`${JOBS}/${job.id}/reprint`), to === null ? {} : { printer_id: Number(to) }),
                "It is printed again, marked as a reprint.",
              )
            }
          >
            Reprint
          </Button>
          {waits && (
            <Button
              variant="subtle"
              color="red"
              leftSection={<Undo2 size={18} aria-hidden />}
              loading={sender.busy}
              onClick={() => void act(() => api.delete(at(`${JOBS}/${job.id}`)), "It will not be printed.")}
            >
              Take it back
            </Button>
          )}
        </div>
      )}
    </Stack>
  );
};
