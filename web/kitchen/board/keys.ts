import { useEffect, useRef } from "react";

export type Keys = Readonly<{
  bumpAt: (index: number) => void;
  move: (by: number) => void;
  bumpChosen: () => void;
  recall: () => void;
  allDay: () => void;
  station: () => void;
  done: () => void;
  help: () => void;
}>;

const DIGITS = "1234567890";

/** Whether keys belong to something else now: a field, a dialog, a button that Enter would press. */
const taken = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [role=dialog]")) return true;
  return (key === "Enter" || key === " ") && target.closest("button, a, summary") !== null;
};

/** The keys of a bump bar, which types like a keyboard. */
export const useKeys = (keys: Keys): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || taken(event.target, event.key)) return;
      const to = latest.current;
      const table: Readonly<Record<string, () => void>> = {
        ArrowRight: () => to.move(1),
        ArrowDown: () => to.move(1),
        ArrowLeft: () => to.move(-1),
        ArrowUp: () => to.move(-1),
        Enter: to.bumpChosen,
        " ": to.bumpChosen,
        r: to.recall,
        a: to.allDay,
        s: to.station,
        d: to.done,
        "?": to.help,
      };
      const index = DIGITS.indexOf(event.key);
      const act =
        index >= 0 ? () => to.bumpAt(index) : table[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", down);
    return () => window.removeEventListener("keydown", down);
  }, []);
};
