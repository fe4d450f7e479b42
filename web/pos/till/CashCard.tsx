import { Button, Group, Text } from "@mantine/core";
import { ArrowDownToLine, ArrowUpFromLine, Banknote } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { dayAndTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { CashDialog } from "./CashDialog.tsx";
import { type CashKind, useCash } from "./till-data.ts";
import styles from "./Till.module.css";

const KINDS = { in: "Cash in", out: "Cash out", float: "Float" } as const;

/** Money that goes into the drawer or out of it other than by sales. */
export const CashCard = (): ReactNode => {
  const { offline, snapshot } = useRegister();
  const { currency, timezone } = snapshot.company;
  const cash = useCash();
  const [kind, setKind] = useState<CashKind | null>(null);
  return (
    <section className={page["card"]} aria-labelledby="drawer">
      <h2 className={page["cardTitle"]} id="drawer">
        Cash drawer
      </h2>
      <Group gap="sm" mb="md">
        <Button
          leftSection={<Banknote size={20} aria-hidden />}
          variant="default"
          disabled={offline}
          onClick={() => setKind("float")}
        >
          Float
        </Button>
        <Button
          leftSection={<ArrowDownToLine size={20} aria-hidden />}
          variant="default"
          disabled={offline}
          onClick={() => setKind("in")}
        >
          Cash in
        </Button>
        <Button
          leftSection={<ArrowUpFromLine size={20} aria-hidden />}
          variant="default"
          disabled={offline}
          onClick={() => setKind("out")}
        >
          Cash out
        </Button>
      </Group>
      {offline && (
        <Text size="sm" c="var(--warn)" mb="sm">
          Offline. The drawer can be booked again when the network is back.
        </Text>
      )}
      <Loaded of={cash} what="Loading the drawer">
        {(rows) =>
          rows.length === 0 ? (
            <Text c="dimmed">Nothing was put in or taken out yet. Begin the day with the float.</Text>
          ) : (
            <ul className={styles["moves"]} aria-label="Cash put in and taken out">
              {rows.map((row) => (
                <li key={row.id}>
                  <span>
                    {KINDS[row.kind]}
                    {row.reason && `: ${row.reason}`}
                    <small>
                      {dayAndTime(row.at, timezone)} · {row.staff.name}
                    </small>
                  </span>
                  <b className="numbers">{money(row.kind === "out" ? -row.amount : row.amount, currency)}</b>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {kind !== null && <CashDialog key={kind} kind={kind} close={() => setKind(null)} />}
    </section>
  );
};
