import { ChevronDown, ChevronRight, Folder, GripVertical } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useOffice } from "../../app/office.ts";
import { moneyCell } from "../../kit/cells.tsx";
import { ColorDot } from "../../kit/fields/ColorDot.tsx";
import type { Rec } from "../../kit/records-data.ts";
import styles from "./menus.module.css";
import { type Entry, type Path, type Row, type Step, type Target, type Tree, rowsOf } from "./tree.ts";
import { useTreeDrag } from "./useTreeDrag.ts";

type Props = Readonly<{
  tree: Tree;
  called: (entry: Entry) => string;
  byId: ReadonlyMap<number, Rec>;
  selected: Path | undefined;
  onSelect: (path: Path) => void;
  readOnly: boolean;
  onMove: (from: Path, target: Target) => void;
  onStep: (from: Path, step: Step) => void;
  onOpen: () => void;
  onRemove: (path: Path) => void;
}>;

const textOf = (path: Path | undefined): string => path?.join(".") ?? "";
const STEPS: Readonly<Record<string, Step>> = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };

/**
 * Groups and products as a tree. Arrows walk through it, open and close; with Alt they move what is chosen. By its
 * handle an entry is dragged.
 */
export const MenuTree = (props: Props): ReactNode => {
  const { tree, called, byId, selected, onSelect, readOnly, onMove, onStep, onOpen, onRemove } = props;
  const { currency } = useOffice().company;
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const box = useRef<HTMLUListElement>(null);
  const rows = rowsOf(tree, closed);
  const at = rows.findIndex(({ path }) => textOf(path) === textOf(selected));
  const drag = useTreeDrag({ tree, rows, onMove });
  const wasIn = useRef(false);

  // What is chosen by the keyboard has the focus, also after it was moved to another place.
  useEffect(() => {
    const active = document.activeElement;
    const lost = wasIn.current && active === document.body;
    if (lost || (active !== null && box.current?.contains(active))) {
      box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: !lost });
    }
  });

  const toggle = (id: number): void => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const key = (event: KeyboardEvent, row: Row): void => {
    const index = rows.indexOf(row);
    const id = row.entry.kind === "group" ? row.entry.group.id : undefined;
    const isOpen = id !== undefined && !closed.has(id);
    const to = STEPS[event.key];
    if (to && event.altKey) {
      if (!readOnly) onStep(row.path, to);
    } else if (to === "up" || to === "down") {
      const next = rows[index + (to === "up" ? -1 : 1)];
      if (next) onSelect(next.path);
    } else if (to === "in") {
      if (id !== undefined && !isOpen) toggle(id);
      else if (isOpen && rows[index + 1]?.path.length === row.path.length + 1) onSelect(rows[index + 1]!.path);
    } else if (to === "out") {
      if (isOpen) toggle(id);
      else if (row.path.length > 1) onSelect(row.path.slice(0, -1));
    } else if (event.key === "Home" && rows[0]) onSelect(rows[0].path);
    else if (event.key === "End" && rows.length > 0) onSelect(rows.at(-1)!.path);
    else if (event.key === "Enter" && !readOnly) onOpen();
    else if (event.key === "Delete" && !readOnly) onRemove(row.path);
    else if (event.key !== " ") return;
    event.preventDefault();
  };

  if (tree.length === 0) {
    return (
      <p className={styles["none"]}>Nothing stands here yet. {readOnly ? "" : "Add a group, and products to it."}</p>
    );
  }
  return (
    <ul
      ref={box}
      role="tree"
      aria-label="Menu"
      className={styles["tree"]}
      data-dragging={drag.from !== undefined || undefined}
      onFocus={() => {
        wasIn.current = true;
      }}
      onBlur={(event) => {
        // A dialog takes the focus for a while and gives it back; the row may be gone by then.
        wasIn.current = event.relatedTarget === null && wasIn.current;
      }}
    >
      {rows.map((row, index) => {
        const { key: name, path, entry, place, of } = row;
        const group = entry.kind === "group" ? entry.group : undefined;
        const product = entry.kind === "product" ? byId.get(entry.product_id) : undefined;
        const price = (product?.["price"] as { amount?: string } | null | undefined)?.amount;
        const open = group && !closed.has(group.id);
        return (
          <li
            key={name}
            role="treeitem"
            aria-level={path.length}
            aria-posinset={place}
            aria-setsize={of}
            aria-selected={index === at}
            {...(group && { "aria-expanded": open })}
            aria-label={group ? `${group.name}, ${group.entries.length} inside` : called(entry)}
            tabIndex={index === Math.max(0, at) ? 0 : -1}
            className={styles["row"]}
            data-row={textOf(path)}
            data-group={group ? true : undefined}
            data-drop={drag.over === textOf(path) ? drag.zone : undefined}
            data-moving={drag.from === textOf(path) || undefined}
            style={{ paddingInlineStart: `${(path.length - 1) * 1.5 + 0.25}rem` }}
            onClick={() => onSelect(path)}
            onDoubleClick={() => !readOnly && onOpen()}
            onKeyDown={(event) => key(event, row)}
          >
            {!readOnly && (
              <span className={styles["grip"]} aria-hidden {...drag.handle(row)}>
                <GripVertical size={18} />
              </span>
            )}
            {group ? (
              <span
                className={styles["fold"]}
                aria-hidden
                onClick={(event) => {
                  event.stopPropagation();
                  toggle(group.id);
                }}
              >
                {open ? <ChevronDown size={18} /> : <ChevronRight size={18} />}
              </span>
            ) : (
              <span className={styles["fold"]} aria-hidden />
            )}
            {(group ? group.color : entry.kind === "product" && entry.color) ? (
              <ColorDot color={group ? group.color : entry.kind === "product" ? entry.color : null} />
            ) : (
              group && <Folder size={16} aria-hidden className={styles["folder"]} />
            )}
            <bdi className={styles["name"]}>{called(entry)}</bdi>
            <span className={styles["side"]}>{group ? group.entries.length : moneyCell(price, currency)}</span>
          </li>
        );
      })}
    </ul>
  );
};
