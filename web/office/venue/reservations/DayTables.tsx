import type { ReactNode } from "react";
import { type Reservation, guestName, isOn, minutesOfDay, statusWords, timeOf, useTables } from "./reservation.ts";
import styles from "./reservations.module.css";

/** How long guests stay when nobody said so. */
const USUAL_MINUTES = 90;
const NO_TABLE = "";
/** How high a row is; as often as reservations overlap in it. */
const ROW_REM = 3.25;

/** A day table by table: who sits where, and when it is free again. */
export const DayTables = ({
  all,
  site,
  onOpen,
}: {
  all: readonly Reservation[];
  site: number;
  onOpen: (reservation: Reservation) => void;
}): ReactNode => {
  const tables = useTables(site);
  const on = all.filter(isOn);
  const spans = on.map((reservation) => {
    const from = minutesOfDay(timeOf(reservation));
    return { reservation, from, to: from + (reservation.duration_minutes ?? USUAL_MINUTES) };
  });
  const first = Math.floor(Math.min(...spans.map(({ from }) => from), 18 * 60) / 60);
  const last = Math.min(28, Math.ceil(Math.max(...spans.map(({ to }) => to), 22 * 60) / 60));
  const hours = Array.from({ length: last - first }, (_, n) => first + n);
  const share = (minutes: number): string => `${((minutes - first * 60) / ((last - first) * 60)) * 100}%`;
  const known = new Set(tables.map(({ name }) => name));
  const strange = [...new Set(on.flatMap((one) => one.tables))].filter((name) => !known.has(name));
  const rows = [
    ...(on.some((one) => one.tables.length === 0) ? [{ name: NO_TABLE, seats: 0 }] : []),
    ...tables,
    ...strange.map((name) => ({ name, seats: 0 })),
  ];
  return (
    // It is wider than a phone, and scrolls by itself then.
    <div className={styles["plan"]} role="region" aria-label="Reservations by table" tabIndex={0}>
      <div className={styles["wide"]}>
        <div className={styles["hours"]} aria-hidden>
          {hours.map((hour) => (
            <span key={hour}>{String(hour % 24).padStart(2, "0")}:00</span>
          ))}
        </div>
        <ul className={styles["rows"]}>
          {rows.map(({ name, seats }) => {
            const here = lanes(
              spans.filter(({ reservation: { tables: at } }) =>
                name === NO_TABLE ? at.length === 0 : at.includes(name),
              ),
            );
            return (
              <li key={name} className={styles["row"]}>
                <span className={styles["label"]}>
                  {name === NO_TABLE ? "No table yet" : <b>{name}</b>}
                  {seats > 0 && <span>{seats} seats</span>}
                </span>
                <div className={styles["line"]} style={{ minHeight: `${(here[0]?.of ?? 1) * ROW_REM}rem` }}>
                  {hours.map((hour) => (
                    <i key={hour} aria-hidden />
                  ))}
                  {here.map(({ reservation, from, to, lane, of }) => (
                    <button
                      key={reservation.id}
                      type="button"
                      className={styles["block"]}
                      data-tone={statusWords[reservation.status].tone}
                      style={{
                        insetInlineStart: share(from),
                        width: `calc(${share(Math.min(to, last * 60))} - ${share(from)})`,
                        top: `calc(${(lane / of) * 100}% + 3px)`,
                        height: `calc(${100 / of}% - 6px)`,
                      }}
                      aria-label={`${timeOf(reservation)}, ${guestName(reservation)}, ${reservation.party_size} guests, ${statusWords[reservation.status].title}`}
                      onClick={() => onOpen(reservation)}
                    >
                      <b>{timeOf(reservation)}</b> <bdi>{guestName(reservation)}</bdi> · {reservation.party_size}
                    </button>
                  ))}
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
};

type Span = Readonly<{ reservation: Reservation; from: number; to: number }>;

/** Those that overlap stand below each other. */
const lanes = (spans: readonly Span[]): readonly (Span & Readonly<{ lane: number; of: number }>)[] => {
  const ends: number[] = [];
  const placed = spans.map((span) => {
    const free = ends.findIndex((end) => end <= span.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.to;
    return { ...span, lane };
  });
  return placed.map((span) => ({ ...span, of: ends.length }));
};
