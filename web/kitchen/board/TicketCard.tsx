import { UnstyledButton } from "@mantine/core";
import { Check, Clock, Pause } from "lucide-react";
import { type ReactNode, memo } from "react";
import { age, clockTime } from "../../common/format.ts";
import type { Settings } from "../data/settings.ts";
import type { Ticket, TicketCourse } from "../data/ticket.ts";
import { bump, titleOf } from "../data/use-tickets.ts";
import { TicketRow } from "./TicketRow.tsx";
import styles from "./Ticket.module.css";

const MINUTE_MS = 60_000;

/** How pressing a ticket is: in words for everybody, in colour for whoever sees it. */
const haste = (ms: number, { warnAfter, lateAfter }: Settings): "fresh" | "warn" | "late" =>
  ms >= lateAfter * MINUTE_MS ? "late" : ms >= warnAfter * MINUTE_MS ? "warn" : "fresh";
const WORDS = { fresh: "", warn: "Soon", late: "Late" } as const;

type Props = Readonly<{
  ticket: Ticket;
  /** The key of a bump bar that bumps it; null beyond the tenth. */
  digit: string | null;
  chosen: boolean;
  now: number;
  settings: Settings;
  /** Whether tickets of several stations are on the screen. */
  withStation: boolean;
}>;

const Course = ({ ticket, course, alone }: { ticket: Ticket; course: TicketCourse; alone: boolean }): ReactNode => {
  const named = course.name !== null || !alone;
  return (
    <section className={styles["course"]} data-held={course.held || undefined}>
      {named && (
        <h3 className={styles["courseName"]}>
          {course.held && <Pause size={16} aria-hidden />}
          <span>{course.name ?? "Straight away"}</span>
          {course.held && <span className={styles["tag"]}>Held</span>}
          {course.status === "called" && <span className={styles["called"]}>Called</span>}
        </h3>
      )}
      <ul className={styles["lines"]}>
        {course.lines.map((line) => (
          <TicketRow key={line.line_id} ticket={ticket} line={line} />
        ))}
      </ul>
    </section>
  );
};

/** One ticket: touch a line when it is done, the bar below when all is. */
export const TicketCard = memo(function TicketCard({
  ticket,
  digit,
  chosen,
  now,
  settings,
  withStation,
}: Props): ReactNode {
  const ms = now - Date.parse(ticket.began_at);
  const how = haste(ms, settings);
  const about = [ticket.order_type, ticket.guests ? `${ticket.guests} guests` : null, ticket.customer_name].filter(
    Boolean,
  );
  const from = ticket.source === "register" ? ticket.staff_name : ticket.source;
  return (
    <li className={styles["ticket"]} data-haste={how} data-chosen={chosen || undefined} data-ticket={ticket.id}>
      <article aria-label={`${titleOf(ticket)}, ${age(ms)}`}>
        <header className={styles["head"]}>
          <div className={styles["headRow"]}>
            <h2 className={styles["title"]}>{titleOf(ticket)}</h2>
            <span className={styles["age"]}>
              {WORDS[how] && <span className={styles["word"]}>{WORDS[how]}</span>}
              {age(ms)}
            </span>
          </div>
          <div className={styles["headRow"]}>
            <span className={styles["about"]}>
              {[ticket.table ? `#${ticket.sale_number}` : null, ...about, from].filter(Boolean).join(" · ")}
            </span>
            {withStation && <span className={styles["station"]}>{ticket.station}</span>}
          </div>
          {ticket.fulfil_at && (
            <div className={styles["wanted"]}>
              <Clock size={16} aria-hidden /> Ready at {clockTime(ticket.fulfil_at)}
            </div>
          )}
        </header>
        {ticket.notes && <p className={styles["orderNote"]}>{ticket.notes}</p>}
        {ticket.courses.map((course) => (
          <Course
            key={`${course.ordinal} ${course.name}`}
            ticket={ticket}
            course={course}
            alone={ticket.courses.length === 1}
          />
        ))}
        <UnstyledButton className={styles["bump"]} onClick={() => bump(ticket)} aria-label={`Bump ${titleOf(ticket)}`}>
          <Check size={22} aria-hidden />
          <span>Bump</span>
          {digit !== null && <kbd className={styles["digit"]}>{digit}</kbd>}
        </UnstyledButton>
      </article>
    </li>
  );
});
