import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { age, money } from "../../common/format.ts";
import { useNow } from "../../common/sound.ts";
import { useRegister } from "../app/context.ts";
import type { FloorPlan as Plan, Table } from "../data/snapshot.ts";
import { type TableState, placesOf } from "./table-state.ts";
import styles from "./Tables.module.css";

type Props = Readonly<{
  plan: Plan;
  stateAt: (table: Table) => TableState;
  /** Orders that have a course on hold. */
  waiting: ReadonlySet<number>;
  draftAt: (table: Table) => boolean;
  touch: (table: Table) => void;
}>;

const part = (of: number, whole: number): string => `${(of / whole) * 100}%`;

/** The room as it was drawn; on a phone, its tables in rows. */
export const FloorPlan = ({ plan, stateAt, waiting, draftAt, touch }: Props): ReactNode => {
  const { places, width, height } = placesOf(plan.tables);
  return (
    <div className={styles["room"]}>
      <ul
        className={styles["plan"]}
        aria-label={plan.name}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: `calc((100dvh - 12rem) * ${width / height})` }}
      >
        {plan.tables.map((table) => {
          const { x, y, w, h } = places.get(table.id)!;
          return (
            <li
              key={table.id}
              style={{ left: part(x, width), top: part(y, height), width: part(w, width), height: part(h, height) }}
            >
              <TableTile
                table={table}
                state={stateAt(table)}
                waiting={waiting}
                draft={draftAt(table)}
                touch={() => touch(table)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
};

type TileProps = Readonly<{
  table: Table;
  state: TableState;
  waiting: ReadonlySet<number>;
  draft: boolean;
  touch: () => void;
}>;

const TableTile = ({ table, state, waiting, draft, touch }: TileProps): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const now = useNow(30_000);
  const { kind, guests, remaining, since, orders } = state;
  const held = orders.some(({ id }) => waiting.has(id));
  const free = kind === "free";
  const amount = kind === "paid" ? "Paid" : money(remaining, currency);
  const due = kind === "due";
  const label = free
    ? `Table ${table.number}, free, ${table.seats} seats`
    : `Table ${table.number}, ${guests} guests, ${amount}${due ? " to pay" : ""}, ${age(Math.max(0, now - (since ?? now)))}${held ? ", a course is on hold" : ""}`;
  return (
    <button
      type="button"
      className={styles["table"]}
      data-kind={kind}
      data-shape={table.shape ?? "square"}
      aria-label={draft ? `${label}, an order is being taken` : label}
      onClick={touch}
    >
      <span className={styles["number"]}>{table.number}</span>
      {free ? (
        <span className={styles["seats"]}>
          <Users size={13} aria-hidden /> {table.seats}
        </span>
      ) : (
        <>
          <span className={`${styles["amount"]} numbers`}>{amount}</span>
          <span className={`${styles["seats"]} numbers`}>
            {guests > 0 && (
              <>
                <Users size={13} aria-hidden /> {guests} ·{" "}
              </>
            )}
            {age(Math.max(0, now - (since ?? now)))}
          </span>
        </>
      )}
      {held && <span className={styles["flag"]}>Course waits</span>}
      {due && (
        <span className={styles["flag"]} data-kind="due">
          To pay
        </span>
      )}
      {draft && <span className={styles["draft"]} aria-hidden />}
    </button>
  );
};
