import { type HTMLAttributes, type PointerEvent, useEffect, useState } from "react";
import { type Path, type Row, type Target, type Tree, mayStand } from "./tree.ts";

export type Zone = "before" | "into" | "after";

/** How near to the edge of the window the page begins to roll, and by how much. */
const EDGE_PX = 90;
const ROLL_PX = 14;
/** The parts at both ends of a group's row that mean the place before it and after it. */
const END = 0.28;

type Drag = Readonly<{ row: Row; over: string | undefined; zone: Zone | undefined; target: Target | undefined }>;
type Parts = Readonly<{ tree: Tree; rows: readonly Row[]; onMove: (from: Path, target: Target) => void }>;

const textOf = (path: Path): string => path.join(".");

/** Where a zone of a row would put something. */
const targetOf = (row: Row, next: Row | undefined, zone: Zone): Target => {
  const parent = row.path.slice(0, -1);
  const at = row.path.at(-1) ?? 0;
  if (zone === "into") {
    return { parent: row.path, index: row.entry.kind === "group" ? row.entry.group.entries.length : 0 };
  }
  // Below an open group is its first place.
  const isOpen = next !== undefined && next.path.length > row.path.length;
  if (zone === "after" && isOpen) return { parent: row.path, index: 0 };
  return { parent, index: zone === "before" ? at : at + 1 };
};

/** Dragging rows of a tree by their handle: with a mouse, a pen or a finger. Escape lets go. */
export const useTreeDrag = ({ tree, rows, onMove }: Parts) => {
  const [drag, setDrag] = useState<Drag>();
  const dragging = drag !== undefined;
  useEffect(() => {
    if (!dragging) return;
    const let_go = (event: globalThis.KeyboardEvent): void => {
      if (event.key === "Escape") setDrag(undefined);
    };
    window.addEventListener("keydown", let_go);
    return () => window.removeEventListener("keydown", let_go);
  }, [dragging]);

  const look = (event: PointerEvent): void => {
    if (!drag) return;
    if (event.clientY < EDGE_PX) window.scrollBy(0, -ROLL_PX);
    else if (event.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, ROLL_PX);
    const element = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-row]");
    const index = rows.findIndex(({ path }) => textOf(path) === element?.dataset["row"]);
    const row = rows[index];
    if (!element || !row) return setDrag({ ...drag, over: undefined, zone: undefined, target: undefined });
    const { top, height } = element.getBoundingClientRect();
    const part = (event.clientY - top) / height;
    const ends: readonly Zone[] =
      row.entry.kind === "group" && part > END && part < 1 - END ? ["into"] : [part < 0.5 ? "before" : "after"];
    // A product beside the outermost groups goes into the one it is held over.
    const zones: readonly Zone[] = row.entry.kind === "group" ? [...ends, "into"] : ends;
    const zone = zones.find((one) => mayStand(tree, drag.row.path, targetOf(row, rows[index + 1], one)));
    setDrag({
      ...drag,
      over: zone && textOf(row.path),
      zone,
      target: zone && targetOf(row, rows[index + 1], zone),
    });
  };

  const handle = (row: Row): HTMLAttributes<HTMLElement> => ({
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ row, over: undefined, zone: undefined, target: undefined });
    },
    onPointerMove: look,
    onPointerUp() {
      if (drag?.target) onMove(drag.row.path, drag.target);
      setDrag(undefined);
    },
    onPointerCancel: () => setDrag(undefined),
  });

  return { from: drag && textOf(drag.row.path), over: drag?.over, zone: drag?.zone, handle };
};
