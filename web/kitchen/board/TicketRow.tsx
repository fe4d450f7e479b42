import { UnstyledButton } from "@mantine/core";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { quantity } from "../../common/format.ts";
import type { Ticket, TicketLine } from "../data/ticket.ts";
import { bump, recall } from "../data/use-tickets.ts";
import styles from "./Ticket.module.css";

const CHANGES = { added: "New", changed: "Changed", removed: "Taken off" } as const;

const Extras = ({ line }: { line: TicketLine }): ReactNode => (
  <>
    {line.part_of && <span className={styles["partOf"]}>for {line.part_of}</span>}
    {line.options.map((option, index) => (
      <span
        // Two equal options are two of them, and nothing else tells them apart.
        key={`${index} ${option.name}`}
        className={styles["extra"]}
        data-no={option.instruction === "No" || undefined}
        style={{ paddingInlineStart: `${option.depth - 1}rem` }}
      >
        {option.instruction && <b>{option.instruction} </b>}
        {option.name}
        {option.notes && <em> {option.notes}</em>}
      </span>
    ))}
    {line.modifiers.map(({ name, negated }) => (
      <span key={`${name} ${negated}`} className={styles["extra"]} data-no={negated || undefined}>
        {negated && <b>No </b>}
        {name}
      </span>
    ))}
    {line.instructions.map((text) => (
      <span key={text} className={styles["extra"]}>
        {text}
      </span>
    ))}
    {line.notes && <span className={styles["note"]}>{line.notes}</span>}
  </>
);

/** One line of a ticket; touching it says that it is done, or that it is not after all. */
export const TicketRow = ({ ticket, line }: { ticket: Ticket; line: TicketLine }): ReactNode => {
  const done = line.state === "done";
  const { change } = line;
  const touch = (): void => (done ? recall(ticket, [line.line_id]) : bump(ticket, [line.line_id]));
  return (
    <li>
      <UnstyledButton
        className={styles["line"]}
        data-change={change ?? undefined}
        data-done={done || undefined}
        aria-pressed={done}
        onClick={touch}
      >
        <span className={styles["quantity"]}>
          {done ? <Check size={22} aria-label="Done" /> : quantity(Number(line.quantity))}
        </span>
        <span className={styles["what"]}>
          <span className={styles["name"]}>
            {line.name}
            {change !== null && <span className={styles["change"]}>{CHANGES[change]}</span>}
          </span>
          {!done && <Extras line={line} />}
        </span>
      </UnstyledButton>
    </li>
  );
};
