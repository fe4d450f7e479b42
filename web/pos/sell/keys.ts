import { type RefObject, useEffect, useRef } from "react";

export type Keys = Readonly<{
  more: () => void;
  less: () => void;
  remove: () => void;
  pay: () => void;
  help: () => void;
}>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The keys of the sell page. They rest while something is typed or a dialog is open. */
export const useKeys = (search: RefObject<HTMLInputElement | null>, keys: Keys): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const now = latest.current;
      const nowhere = event.target === document.body || event.target === document.documentElement;
      const deeds: Readonly<Record<string, (() => void) | undefined>> = {
        "/": () => search.current?.focus(),
        "+": now.more,
        "=": now.more,
        "-": now.less,
        Delete: now.remove,
        Backspace: now.remove,
        "?": now.help,
        // On a button it means that button.
        Enter: nowhere ? now.pay : undefined,
      };
      const deed = deeds[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [search]);
};
