import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import styles from "./floor.module.css";
import { type Placed, movedBy, roomOf, sizedBy } from "./table.ts";

const LARGEST_UNIT = 40;
const SMALLEST_UNIT = 12;
const FIRST_UNIT = 24;

type Drag = Readonly<{ at: number; sizing: boolean; x: number; y: number; table: Placed }>;

type Props = Readonly<{
  tables: readonly Placed[];
  selected: number | undefined;
  onSelect: (at: number | undefined) => void;
  readOnly: boolean;
  /** Pixels of one grid unit, or as large as there is room. */
  zoom: number | "fit";
  wrong: ReadonlySet<number>;
  crowded: ReadonlySet<number>;
  onPut: (at: number, table: Placed) => void;
  onDrop: (at: number) => void;
  onCopy: (at: number) => void;
}>;

/** The picture of a room, on a grid: tables are dragged, sized by their corner, and moved by the arrow keys. */
export const FloorCanvas = (props: Props): ReactNode => {
  const { tables, selected, onSelect, readOnly, zoom, wrong, crowded, onPut, onDrop, onCopy } = props;
  const { ref, width } = useElementSize();
  const [drag, setDrag] = useState<Drag>();
  const room = roomOf(tables);
  const fit = width === 0 ? FIRST_UNIT : Math.min(LARGEST_UNIT, Math.max(SMALLEST_UNIT, width / room.columns));
  const unit = zoom === "fit" ? fit : zoom;

  const begin = (event: PointerEvent<HTMLElement>, at: number, sizing: boolean): void => {
    onSelect(at);
    const table = tables[at];
    if (readOnly || event.button !== 0 || !table) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ at, sizing, x: event.clientX, y: event.clientY, table });
  };
  const go = (event: PointerEvent<HTMLElement>): void => {
    if (!drag) return;
    const from = tables[drag.at];
    if (!from) return setDrag(undefined);
    const [dx, dy] = [Math.round((event.clientX - drag.x) / unit), Math.round((event.clientY - drag.y) / unit)];
    setDrag({ ...drag, table: drag.sizing ? sizedBy(from, dx, dy) : movedBy(from, dx, dy) });
  };
  const end = (): void => {
    if (!drag) return;
    const from = tables[drag.at];
    const { x, y, w, h } = drag.table;
    if (from && (from.x !== x || from.y !== y || from.w !== w || from.h !== h)) onPut(drag.at, drag.table);
    setDrag(undefined);
  };

  const key = (event: KeyboardEvent, at: number): void => {
    const table = tables[at];
    if (event.key === "Escape" && drag) return setDrag(undefined);
    if (readOnly || !table) return;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (step) {
      onSelect(at);
      onPut(at, event.shiftKey ? sizedBy(table, ...step) : movedBy(table, ...step));
    } else if (event.key === "Delete" || event.key === "Backspace") onDrop(at);
    else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) onCopy(at);
    else return;
    event.preventDefault();
  };

  return (
    <div ref={ref} className={styles["view"]}>
      <ul
        className={styles["grid"]}
        aria-label="Tables of the room"
        style={{
          width: room.columns * unit,
          height: room.rows * unit,
          backgroundSize: `${unit}px ${unit}px`,
        }}
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) onSelect(undefined);
        }}
      >
        {tables.map((stored, at) => {
          const table = drag?.at === at ? drag.table : stored;
          const { number, seats, shape, x, y, w, h, active } = table;
          return (
            <li
              // A table that is new has no name but its place in the list.
              key={stored.id ?? `new ${at}`}
              style={{ left: x * unit, top: y * unit, width: w * unit, height: h * unit }}
            >
              <button
                type="button"
                className={styles["table"]}
                data-shape={shape}
                data-off={!active || undefined}
                data-wrong={wrong.has(at) || undefined}
                data-crowded={crowded.has(at) || undefined}
                data-dragged={drag?.at === at || undefined}
                aria-pressed={selected === at}
                aria-label={`Table ${number}, ${seats} seats, ${shape}, column ${x}, row ${y}${active ? "" : ", not in use"}`}
                onPointerDown={(event) => begin(event, at, false)}
                onPointerMove={go}
                onPointerUp={end}
                onPointerCancel={() => setDrag(undefined)}
                onClick={() => onSelect(at)}
                onKeyDown={(event) => key(event, at)}
              >
                <b>{number}</b>
                <span>{seats}</span>
              </button>
              {selected === at && !readOnly && (
                <span
                  className={styles["corner"]}
                  aria-hidden
                  onPointerDown={(event) => begin(event, at, true)}
                  onPointerMove={go}
                  onPointerUp={end}
                  onPointerCancel={() => setDrag(undefined)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {tables.length === 0 && <p className={styles["bare"]}>Add the first table. It can be dragged to its place.</p>}
    </div>
  );
};
