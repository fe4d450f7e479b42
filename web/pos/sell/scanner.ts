import { useEffect, useRef } from "react";

/** Fingers are slower between two keys than a scanner. */
const BETWEEN_KEYS_MS = 45;
const SHORTEST = 5;

const editable = (): HTMLInputElement | HTMLTextAreaElement | null => {
  const at = document.activeElement;
  return at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at : null;
};

/** Puts a text back into a field in a way that React hears of. */
const putBack = (field: HTMLInputElement | HTMLTextAreaElement, value: string): void => {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")!.set!.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

/**
 * Hears a barcode scanner, which types fast and ends with Enter, wherever the focus is. `scanned` answers whether it
 * knew the code: then the keys were no typing, and a field that they went into is put back as it was.
 */
export const useScanner = (scanned: (code: string, typing: boolean) => boolean): void => {
  const latest = useRef(scanned);
  useEffect(() => {
    latest.current = scanned;
  });
  useEffect(() => {
    let code = "";
    let at = 0;
    let before: string | undefined;
    const onKey = (event: KeyboardEvent): void => {
      const now = performance.now();
      if (now - at > BETWEEN_KEYS_MS) code = "";
      at = now;
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
        if (code === "") before = editable()?.value;
        code += event.key;
        return;
      }
      if (event.key !== "Enter" || code.length < SHORTEST) {
        if (event.key !== "Shift") code = "";
        return;
      }
      const field = editable();
      const whole = code;
      code = "";
      if (!latest.current(whole, field !== null)) return;
      event.preventDefault();
      event.stopPropagation();
      if (field && before !== undefined) putBack(field, before);
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
};
