import { Button } from "@mantine/core";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../../common/components/States.tsx";
import { fromMinor, money } from "../../../common/format.ts";
import type { Explained, Order, Step } from "../data.ts";
import { Panel } from "../parts/Panel.tsx";
import { checks, howWords, stepWords } from "./explain-words.ts";
import { useExplained } from "./order-data.ts";
import styles from "./explain.module.css";

/** How every cent of an order came about, step by step. */
export const ExplainPanel = ({ order }: { order: Order }): ReactNode => {
  const explained = useExplained(order);
  return (
    <Loaded of={explained} what="Going through every cent">
      {(data) => <Steps order={order} explained={data} />}
    </Loaded>
  );
};

const Steps = ({ order, explained }: { order: Order; explained: Explained }): ReactNode => {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const ids = explained.lines.map(({ line_id: id }) => id);
  const all = ids.length > 0 && ids.every((id) => open.has(id));
  const show = (minor: number): string => money(fromMinor(minor, order.currency), order.currency);
  const byLine = new Map(order.lines.map((line) => [line.line_id, line]));
  return (
    <div className={styles["page"]}>
      <Panel title="It adds up" says="Checked here, from the steps below.">
        <ul className={styles["checks"]}>
          {checks(explained, order).map(({ what, sum, says }) => (
            <li key={what} data-right={sum === says || undefined}>
              {sum === says ? <CircleCheck size={20} aria-hidden /> : <CircleAlert size={20} aria-hidden />}
              <span>{what}</span>
              <b>{sum === says ? show(sum) : `${show(sum)}, not ${show(says)}`}</b>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel
        title="Line by line"
        says="From the price of one to what the customer pays, and the tax in it."
        aside={
          ids.length > 0 && (
            <Button variant="default" onClick={() => setOpen(new Set(all ? [] : ids))}>
              {all ? "Close all" : "Open all"}
            </Button>
          )
        }
      >
        {explained.lines.map(({ line_id: id, number, name, steps }) => (
          <details
            key={id}
            className={styles["line"]}
            open={open.has(id)}
            onToggle={(event) => {
              const next = new Set(open);
              if (event.currentTarget.open) next.add(id);
              else next.delete(id);
              if (next.size !== open.size) setOpen(next);
            }}
          >
            <summary>
              <span>
                <span className={styles["number"]}>{number}</span> {name}
              </span>
              <b>{money(byLine.get(id)?.line_total_inc_tax ?? 0, order.currency)}</b>
            </summary>
            <StepTable label={`Steps of ${name}`} steps={steps} />
          </details>
        ))}
      </Panel>
      <Panel title="The order">
        <StepTable label="Steps of the order" steps={explained.totals} />
      </Panel>
      {explained.payments.map(({ number, steps }) => (
        <Panel key={number} title={`Payment ${number}`}>
          <StepTable label={`Steps of payment ${number}`} steps={steps} />
        </Panel>
      ))}
    </div>
  );
};

const RESULTS = new Set(["line total with tax", "total", "payable"]);

const StepTable = ({ label, steps }: { label: string; steps: readonly Step[] }): ReactNode => (
  <table className={styles["steps"]} aria-label={label}>
    <thead className="unseen">
      <tr>
        <th scope="col">Step</th>
        <th scope="col">How</th>
        <th scope="col">Result</th>
      </tr>
    </thead>
    <tbody>
      {steps.map(({ step, how, result }, i) => (
        // A tax can be called as a step is.
        <tr key={`${step}-${i}`} data-strong={RESULTS.has(step) || undefined}>
          <th scope="row">{stepWords(step)}</th>
          <td>{howWords(how)}</td>
          <td>{result}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
