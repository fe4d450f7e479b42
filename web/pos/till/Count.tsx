import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Coins } from "lucide-react";
import { type ReactNode, useState } from "react";
import { newKey } from "../../common/api.ts";
import { Difference } from "../../common/components/Difference.tsx";
import { Loaded } from "../../common/components/States.tsx";
import { digitsOf, fromMinor, money, toMinor } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import { CashHelper } from "./CashHelper.tsx";
import { denominationsOf } from "./denominations.ts";
import { type Tender, type XReport, type ZReport, useTillChange, useTillPaths, useXReport } from "./till-data.ts";
import styles from "./Till.module.css";

/** What was counted of each way of paying; undefined where nothing was. */
type Counted = Readonly<Record<number, number | undefined>>;

/** The count at the end of the day: what is there against what should be, then the close. */
export const Count = (): ReactNode => (
  <Loaded of={useXReport()} what="Adding it up">
    {(report) => <Counting key={report.next_number} report={report} />}
  </Loaded>
);

const Counting = ({ report }: { report: XReport }): ReactNode => {
  const { snapshot, offline } = useRegister();
  const { currency } = snapshot.company;
  const show = (amount: number): string => money(amount, currency);
  const tenders = report.tenders.filter(({ kind }) => kind !== "rounding");
  const [counted, setCounted] = useState<Counted>({});
  const [note, setNote] = useState("");
  const [helping, setHelping] = useState<Tender | null>(null);
  const [closing, setClosing] = useState(false);
  const set = (id: number, amount: number | string): void =>
    setCounted((before) => ({ ...before, [id]: amount === "" ? undefined : Number(amount) }));
  const differenceOf = (tender: Tender): number | null => {
    const amount = counted[tender.method_id];
    return amount === undefined
      ? null
      : fromMinor(toMinor(amount, currency) - toMinor(tender.expected, currency), currency);
  };
  const any = tenders.some(({ method_id }) => counted[method_id] !== undefined);
  const total = tenders.reduce((sum, tender) => sum + toMinor(differenceOf(tender) ?? 0, currency), 0);
  return (
    <Stack maw="48rem">
      <section className={page["card"]} aria-labelledby="count">
        <h2 className={page["cardTitle"]} id="count">
          What is there?
        </h2>
        {tenders.length === 0 && <Text c="dimmed">Nothing was paid since the last close.</Text>}
        <ul className={styles["counting"]}>
          {tenders.map((tender) => (
            <li key={tender.method_id}>
              <span className={styles["tender"]}>
                <b>{tender.name}</b>
                <small className="numbers">expected {show(tender.expected)}</small>
              </span>
              <span className={styles["typed"]}>
                <NumberInput
                  aria-label={`${tender.name} counted`}
                  placeholder="Counted"
                  decimalScale={digitsOf(currency)}
                  fixedDecimalScale
                  hideControls
                  inputMode="decimal"
                  value={counted[tender.method_id] ?? ""}
                  onChange={(amount) => set(tender.method_id, amount)}
                />
                {tender.kind === "cash" && denominationsOf(currency).length > 0 && (
                  <Button
                    variant="light"
                    leftSection={<Coins size={20} aria-hidden />}
                    onClick={() => setHelping(tender)}
                  >
                    Count
                  </Button>
                )}
              </span>
              <span className={`${styles["difference"]} numbers`}>
                <Difference amount={differenceOf(tender)} show={show} />
              </span>
            </li>
          ))}
        </ul>
        <Textarea
          label="Note"
          placeholder="Anything that explains a difference"
          maxLength={255}
          autosize
          minRows={1}
          mt="md"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="space-between" mt="lg">
          <Text fw={600} className="numbers" aria-live="polite">
            Difference: <Difference amount={any ? fromMinor(total, currency) : null} show={show} />
          </Text>
          <Button size="lg" disabled={offline} onClick={() => setClosing(true)}>
            Close the till
          </Button>
        </Group>
        {report.open_orders > 0 && (
          <Text size="sm" c="var(--warn)" mt="sm">
            {report.open_orders === 1 ? "1 order is" : `${report.open_orders} orders are`} still open. They count once
            they are completed, in the next period.
          </Text>
        )}
      </section>
      {helping && (
        <CashHelper
          close={() => setHelping(null)}
          counted={(minor) => set(helping.method_id, fromMinor(minor, currency))}
        />
      )}
      {closing && (
        <Confirm
          report={report}
          counted={counted}
          note={note}
          missing={tenders.filter(({ method_id }) => counted[method_id] === undefined)}
          close={() => setClosing(false)}
        />
      )}
    </Stack>
  );
};

type ConfirmProps = Readonly<{
  report: XReport;
  counted: Counted;
  note: string;
  missing: readonly Tender[];
  close: () => void;
}>;

const Confirm = ({ report, counted, note, missing, close }: ConfirmProps): ReactNode => {
  const { ofRegister } = useTillPaths();
  const navigate = useNavigate();
  const change = useTillChange();
  const [key] = useState(newKey);
  const [sure, setSure] = useState(missing.length === 0);
  const send = (): void => {
    const body = {
      counted: Object.entries(counted).flatMap(([id, amount]) =>
        amount === undefined ? [] : [{ method_id: Number(id), amount }],
      ),
      note: note.trim() || null,
      number: report.next_number,
    };
    change.mutate(
      {
        method: "POST",
        path: ofRegister("z_reports"),
        body,
        key,
        done: `The till is closed. Z report ${report.next_number}.`,
      },
      {
        onSuccess: (made) => {
          close();
          void navigate({ to: "/till", search: { show: "z", z: (made as ZReport).number } });
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title="Close the till?">
      <Stack>
        <Text>
          This makes Z report {report.next_number}. The count cannot be changed after that, and a new period begins.
        </Text>
        {missing.length > 0 && (
          <Checkbox
            label={`Not counted: ${missing.map(({ name }) => name).join(", ")}. Close all the same.`}
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
        )}
        <DialogFoot back="Back" close={close}>
          <Button disabled={!sure} loading={change.isPending} onClick={send}>
            Close the till
          </Button>
        </DialogFoot>
      </Stack>
    </Modal>
  );
};
